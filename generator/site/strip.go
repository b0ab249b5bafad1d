package site

import (
	"slices"
	"strings"
)

// NoService in place of a service's id says that a page is for readers whom none
// of them can help: those in other countries.
const NoService = "none"

// Strip is whom a page's contact strip offers, and the link at its head.
type Strip struct {
	// Services are in the order in which they are offered; none on a page for
	// readers in other countries.
	Services []*Service
	// Elsewhere says that it is such a page.
	Elsewhere bool
	// Ours says that the site's own contact service is among them: what the
	// strip says of privacy is what that one promises.
	Ours bool
	// Always says that one of Services never closes.
	Always bool
	// Open is a crisis service that never closes, and OpenBy the way to it: for
	// when all of Services may be closed. Nil when one of them is always open,
	// or when there is none for their readers.
	Open   *Service
	OpenBy *Channel
}

// strip finds whom a page offers: what it says itself, or the nearest page above
// it, of which home is not one; then its section; then the site. A translation
// that says nothing does as its original. made are the strips that there are already,
// by the services' ids.
func (s *Site) strip(p *Page, made map[string]*Strip) *Strip {
	ids := p.contact(s.Config.Languages[0])
	for q := p.Parent; ids == nil && q != nil && q.Parent != nil; q = q.Parent {
		ids = q.contact(s.Config.Languages[0])
	}
	if ids == nil {
		ids = p.Section.Contact
	}
	if ids == nil {
		ids = []string{s.Config.ContactService}
	}
	key := strings.Join(ids, " ")
	if made[key] == nil {
		strip := s.Offer(ids)
		made[key] = &strip
	}
	return made[key]
}

func (p *Page) contact(first Lang) []string {
	if p.Contact == nil && p.Lang != first {
		if t := p.Twin(first); t != nil {
			return t.Contact
		}
	}
	return p.Contact
}

// Offer makes a strip of the ids of services; those that there are not are left
// out.
func (s *Site) Offer(ids []string) Strip {
	out := Strip{Elsewhere: slices.Contains(ids, NoService)}
	for _, id := range ids {
		if v := s.Service(id); v != nil {
			out.Services = append(out.Services, v)
			out.Ours = out.Ours || id == s.Config.ContactService
		}
	}
	out.Always, out.Open, out.OpenBy = s.Night(out.Services)
	return out
}

// Night says who is there when some services may be closed: always, that one of
// them never is; or else a crisis service that never is, for their readers, and
// the way to it. It may be asked before the site is sealed.
func (s *Site) Night(list []*Service) (always bool, open *Service, by *Channel) {
	if slices.ContainsFunc(list, (*Service).NeverCloses) {
		return true, nil, nil
	}
	for _, v := range s.Crisis() {
		if c := v.neverCloses(); c != nil && len(list) > 0 && v.Fits(list) {
			return false, v, c
		}
	}
	return false, nil, nil
}

// neverCloses is the first number of a service that is answered day and night,
// to call or else to text; nil when it has none, or an emergency number only.
func (s *Service) neverCloses() *Channel {
	for _, t := range []ChannelType{Phone, SMS} {
		for i := range s.Channels {
			if c := &s.Channels[i]; c.Type == t && c.Hours.Always && !slices.Contains(emergencies, c.Dial) {
				return c
			}
		}
	}
	return nil
}

// NeverCloses says whether it has a number that is answered day and night, other
// than an emergency number.
func (s *Service) NeverCloses() bool { return s.neverCloses() != nil }

// Closes says whether it is known of one of its channels that nobody is there at
// some hours.
func (s *Service) Closes() bool {
	return slices.ContainsFunc(s.Channels, func(c Channel) bool { return c.Hours.IsKnown() && !c.Hours.Always })
}

// emergencies are the numbers that nobody calls only to talk.
var emergencies = []string{"999", "112", "911", "000"}

// Fits says whether a service is for the readers of those in a list: of one of
// their audiences and countries, and of every nation that one of them is for.
func (s *Service) Fits(list []*Service) bool {
	first := list[0]
	some := func(a, b []string) bool {
		return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
	}
	if !some(s.Countries, first.Countries) || !slices.ContainsFunc(first.Audiences, func(a Audience) bool { return slices.Contains(s.Audiences, a) }) && len(first.Audiences) > 0 {
		return false
	}
	if len(s.Nations) == 0 {
		return true
	}
	here := slices.Clone(first.Nations)
	for _, v := range list[1:] {
		here = append(here, v.Nations...)
	}
	return len(here) > 0 && !slices.ContainsFunc(here, func(n Nation) bool { return !slices.Contains(s.Nations, n) })
}

// Reachable says whether a reader can use one of a service's channels by
// themselves. A place to visit, or a number that only a textphone can call, is
// none for most.
func (s *Service) Reachable() bool {
	return s.Website != "" || slices.ContainsFunc(s.Channels, func(c Channel) bool {
		return c.Type != Visit && c.Type != Relay
	})
}
