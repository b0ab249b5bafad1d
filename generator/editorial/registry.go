package editorial

import (
	"cmp"
	"net/url"
	"strings"
	"sync"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// contacts is what the rules on contacts know: the registry of services, by
// what a text may say of it, and the words around a contact.
type contacts struct {
	words []*lexicon // in the order of the site's languages
	// numbers leads from the digits of a number, in every way it is dialled, to
	// its place.
	numbers map[string]registered
	// phones are all of them, in the registry's order, each with the digits
	// that one inside its country dials.
	phones []registered
	// hosts and mails are those of the services, in lower case, hosts without www.
	hosts, mails map[string]*site.Service
	// known are the hosts that pages may link to besides.
	known map[string]bool
	// buffers are slices of tokens for one page after the other.
	buffers sync.Pool
	// home is the calling code of the site's own country; "" when it has none.
	home string
}

// registered is one telephone number of a service.
type registered struct {
	of      *site.Service
	channel *site.Channel
	digits  string
	// first says that :phone, or :text, writes this one.
	first bool
}

func (h *House) newContacts() *contacts {
	c := &contacts{words: h.lexicons(), numbers: map[string]registered{}, hosts: map[string]*site.Service{}, mails: map[string]*site.Service{}, known: map[string]bool{}}
	c.buffers.New = func() any { return new([]token) }
	for _, v := range h.site.Services {
		first := map[site.ChannelType]bool{site.Phone: true, site.SMS: true}
		c.host(v.Website, v)
		for i := range v.Channels {
			ch := &v.Channels[i]
			c.host(ch.URL, v)
			c.host(ch.From, v)
			if ch.Type == site.Email {
				c.mails[strings.ToLower(ch.Address)] = v
			}
			if ch.Number != "" {
				c.phone(registered{of: v, channel: ch, digits: keys(ch.Number), first: first[ch.Type]})
				first[ch.Type] = false
			}
		}
		if p, ok := v.Phone(); ok && v.ID == h.site.Config.ContactService {
			c.home = schema.CallingCode(p.Dial)
		}
	}
	for _, host := range h.site.Config.Outbound {
		c.known[bare(host)] = true
	}
	return c
}

// phone takes a number in, in every way it is dialled.
func (c *contacts) phone(p registered) {
	c.phones = append(c.phones, p)
	ways := []string{p.digits, strings.TrimPrefix(p.digits, "0")}
	if long, ok := strings.CutPrefix(p.channel.Dial, "+"); ok {
		code := schema.CallingCode(p.channel.Dial)
		ways = append(ways, long, "00"+long, long[len(code):], "0"+long[len(code):], code+"0"+long[len(code):])
	}
	for _, w := range ways {
		if _, taken := c.numbers[w]; !taken {
			c.numbers[w] = p
		}
	}
}

// host takes the host of an address in.
func (c *contacts) host(address string, v *site.Service) {
	if a, err := url.Parse(address); err == nil && a.Host != "" {
		host := bare(a.Hostname())
		c.hosts[host] = cmp.Or(c.hosts[host], v)
	}
}

// bare is a host in lower case without www.
func bare(host string) string {
	return strings.TrimPrefix(strings.ToLower(host), "www.")
}

// keys are the digits of a number as it is shown; letters are the keys that
// they stand on.
func keys(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return rune("22233344455566677778889999"[r-'A'])
		}
		return -1
	}, s)
}

// nearest returns the registered number that digits nearly are.
func (c *contacts) nearest(digits string) (best registered, found bool) {
	limit := 1
	if len(digits) >= 9 {
		limit = 2
	}
	for _, p := range c.phones {
		if len(p.digits) < 5 && len(digits) > 4 {
			continue
		}
		ways := []string{p.digits, p.channel.Dial}
		for _, w := range ways {
			w = strings.TrimPrefix(w, "+")
			for _, d := range []string{digits, strings.TrimPrefix(digits, "00")} {
				if n := apartBy(d, w, limit); n <= limit && n > 0 {
					best, found, limit = p, true, n-1
				}
			}
		}
	}
	return best, found
}

// apartBy is how many digits have to be changed, put in, taken out or exchanged
// with their neighbour to make b of a; more than most is not counted out.
func apartBy(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	return diag.Distance([]rune(a), []rune(b))
}
