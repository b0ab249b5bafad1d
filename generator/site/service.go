package site

import (
	"cmp"
	"slices"
	"time"

	"sotto/generator/diag"
)

// Service is one entry of content/services.yaml, the only place where a
// telephone number, opening hours or a helpline's address is written.
type Service struct {
	ID   string
	Name Text
	Reach
	Audiences []Audience
	// Crisis services are shown in the crisis box, with Brief in place of
	// Summary where there is one.
	Crisis bool
	// Emergency services are the emergency number of their countries: the
	// directory says it above what else there is, and has no card for them.
	Emergency      bool
	Summary, Brief Text
	// Unread are languages of Summary that nobody who grew up with them has
	// read: readers are told.
	Unread   []string
	Website  string // "" when it has none
	Channels []Channel
	Found
}

// Reach is for whom, by where they are and what they speak, something is.
type Reach struct {
	// Nations are parts of the United Kingdom; none means all of it.
	Nations []Nation
	// Countries are ISO 3166 codes; none means everywhere.
	Countries []string
	// Languages are ISO 639 codes of the languages it is offered in.
	Languages []string
}

// Found says how something in the registry is known: where it was found, of
// what day that source is, and when somebody must look again. What a service
// says holds for its channels, and what a channel says for its hours and its
// cost, unless they say it themselves.
type Found struct {
	// AsOf is the date of Source, as precise as it is known; "" when the source
	// has none.
	AsOf     PartialDate
	Source   string
	VerifyBy time.Time
	// AsOfAt and VerifyAt are where these two days are written, if they are.
	AsOfAt, VerifyAt diag.Pos
}

// Within is k with what it leaves open taken from what is around it.
func (k Found) Within(around Found) Found {
	if k.Source == "" {
		k.Source, k.AsOf = around.Source, around.AsOf
	}
	if k.VerifyBy.IsZero() {
		k.VerifyBy = around.VerifyBy
	}
	return k
}

// date gives facts whose source is an entry of sources.yaml that source's date,
// where they name no other.
func (s *Site) date(facts *Found) {
	if src := s.Source(facts.Source); src != nil && facts.AsOf == "" {
		facts.AsOf = src.Date
	}
}

// dateServices does so for all facts of the registry.
func (s *Site) dateServices() {
	for _, v := range s.Services {
		s.date(&v.Found)
		for i := range v.Channels {
			c := &v.Channels[i]
			s.date(&c.Found)
			s.date(&c.Hours.Found)
			s.date(&c.Cost.Found)
		}
	}
}

// Audience is whom a service or a text is for.
type Audience string

const (
	ForSelf         Audience = "self"
	ForSomeoneElse  Audience = "someone-else"
	ForFamily       Audience = "family"
	ForProfessional Audience = "professional"
	ForYoung        Audience = "young"
)

// ChannelType is a way to reach a service.
type ChannelType string

const (
	Phone ChannelType = "phone"
	// SMS is a text message.
	SMS        ChannelType = "text"
	Chat       ChannelType = "chat"
	SecureMail ChannelType = "message"
	Email      ChannelType = "email"
	// Relay is a call that somebody speaks and types for the caller: a textphone,
	// or the app of Relay UK.
	Relay ChannelType = "relay"
	// Signed is a video call with an interpreter of British Sign Language.
	Signed ChannelType = "bsl"
	Web    ChannelType = "web"
	Visit  ChannelType = "visit"
)

// Channel is one way to reach a service.
type Channel struct {
	Type ChannelType
	// Reach is what the channel says of itself; what it leaves open is as the
	// service says.
	Reach
	// Number is a telephone number as shown; Dial is what is dialled:
	// "+448081000900", or a short code such as "999". Load has checked that
	// they are the same number. A relay number has no Dial: only the app and a
	// textphone can call it.
	Number, Dial string
	Word         string // the word that a text message begins with; or ""
	URL          string // for chat, message, bsl, web
	// From is the page that the channel is opened from, when it has no address
	// of its own: readers are told that, and not sent to a page that is not it.
	From    string
	Address string // for email and visit
	Label   Text
	Cost    Cost
	Hours   Opening
	Found
}

// Cost is what a channel costs.
type Cost struct {
	Text Text // none when it is not known
	Found
}

// Opening is when a channel is open.
type Opening struct {
	// Always is day and night, every day. Otherwise Open; none is unknown.
	Always       bool
	Open         []Hours
	BankHolidays BankHolidays
	// Closed are days on which it is closed all the same.
	Closed []Closure
	Found
}

// Closure is some days on which a channel is closed, whatever its hours say: the
// days around Christmas, or a bank holiday that only some nations have.
type Closure struct {
	From, To time.Time // the first day and the last
	Nations  []Nation  // where it is closed; nil is everywhere
	ToAt     diag.Pos  // where its end is written
}

// IsKnown says whether anything is known about it.
func (o *Opening) IsKnown() bool { return o.Always || len(o.Open) > 0 }

// BankHolidays is what becomes of opening hours on bank holidays, which differ
// between the nations.
type BankHolidays string

const (
	HolidaysUnknown BankHolidays = "unknown" // also when nothing is written
	HolidaysOpen    BankHolidays = "open"
	HolidaysClosed  BankHolidays = "closed"
)

// Hours are opening times that some days of the week share.
type Hours struct {
	Days     []time.Weekday
	From, To string // "09:00"
}

// Of is whom and where a channel of the service is for.
func (s *Service) Of(c *Channel) Reach {
	r := c.Reach
	if r.Nations == nil && r.Countries == nil {
		r.Nations = s.Nations
	}
	if r.Countries == nil {
		r.Countries = s.Countries
	}
	if r.Languages == nil {
		r.Languages = s.Languages
	}
	return r
}

// Phone returns the service's first telephone channel.
func (s *Service) Phone() (Channel, bool) { return s.first(Phone) }

// SMS returns its first number for text messages.
func (s *Service) SMS() (Channel, bool) { return s.first(SMS) }

func (s *Service) first(t ChannelType) (Channel, bool) {
	for _, c := range s.Channels {
		if c.Type == t {
			return c, true
		}
	}
	return Channel{}, false
}

// Crisis returns the services of the crisis box, in the registry's order.
func (s *Site) Crisis() []*Service {
	var out []*Service
	for _, v := range s.Services {
		if v.Crisis {
			out = append(out, v)
		}
	}
	return out
}

// InDirectory says whether the directory lists a service: those of the site's
// own countries, which are those of its contact service, are not among them, as
// pages name each where it helps.
func (s *Site) InDirectory(v *Service) bool {
	c := s.Service(s.Config.ContactService)
	return !v.Emergency && (len(v.Countries) == 0 || c == nil || slices.ContainsFunc(v.Countries, func(code string) bool { return !slices.Contains(c.Countries, code) }))
}

// OldHours says whether readers must be warned of opening hours: their source
// has no date, or is older than the house rules allow, or nobody has looked
// again by the day by which somebody should.
func (s *Site) OldHours(hours Found) bool {
	if s.Rules.Dates.Hours == 0 {
		return false
	}
	return hours.AsOf == "" || !s.Clock.Before(s.oldFrom(hours))
}

// oldFrom is when hours with a dated source become old: the midnight that begins
// the day, as the site's clock has it.
func (s *Site) oldFrom(hours Found) time.Time {
	y, m, d := hours.AsOf.Last().AddDate(0, 0, s.Rules.Dates.Hours).Date()
	at := time.Date(y, m, d, 0, 0, 0, 0, cmp.Or(s.Config.TimeZone, time.UTC))
	if late := hours.VerifyBy.AddDate(0, 0, 1); !hours.VerifyBy.IsZero() && late.Before(at) {
		return late // the day itself is in time
	}
	return at
}

// HoursTurnOld is the next instant at which some opening hours become old, and
// pages tell it; zero when there is none.
func (s *Site) HoursTurnOld() (next time.Time) {
	for _, v := range s.Services {
		for i := range v.Channels {
			c := &v.Channels[i]
			k := c.Hours.Within(c.Within(v.Found))
			if s.Rules.Dates.Hours == 0 || !c.Hours.IsKnown() || k.AsOf == "" || s.OldHours(k) {
				continue
			}
			if at := s.oldFrom(k); next.IsZero() || at.Before(next) {
				next = at
			}
		}
	}
	return next
}

// Last is the last day that a day known to the year or month may be.
func (d PartialDate) Last() time.Time {
	form := time.DateOnly[:min(len(d), len(time.DateOnly))]
	t, _ := time.Parse(form, string(d))
	switch len(d) {
	case 4:
		return t.AddDate(1, 0, -1)
	case 7:
		return t.AddDate(0, 1, -1)
	}
	return t
}

// SortedNations are nations in one order, whatever order they are written in.
func SortedNations(list []Nation) []Nation {
	out := slices.Clone(list)
	slices.SortFunc(out, func(a, b Nation) int {
		return cmp.Compare(slices.Index(Nations, a), slices.Index(Nations, b))
	})
	return out
}
