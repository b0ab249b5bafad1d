package load

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/site"
)

var (
	serviceKeys = []string{"id", "name", "countries", "languages", "audiences", "crisis", "summary", "website", "channels", "asOf", "source", "verifyBy"}
	channelKeys = []string{"type", "number", "dial", "label", "cost", "hours", "always", "url", "address"}
	audiences   = []string{string(site.ForSelf), string(site.ForSomeoneElse), string(site.ForFamily), string(site.ForProfessional), string(site.ForYoung)}
	channels    = []string{string(site.Phone), string(site.Chat), string(site.SecureMail), string(site.Email), string(site.Web), string(site.Visit)}
)

// registry decodes services.yaml.
type registry struct {
	*doc
	c *config
}

// readServices reads services.yaml into s; there may be none.
func readServices(content fs.FS, c *config, s *site.Site) ([]diag.Finding, error) {
	t := &text{}
	d, n, err := readYAML(content, "services.yaml", t)
	if err != nil || n == nil {
		return t.findings, err
	}
	if n.Kind != yaml.SequenceNode {
		d.add(d.mark(n), "value/type", "services.yaml is a list of services, not "+kindOf(n), "begin each service with a hyphen: - id: helpline")
		return t.findings, nil
	}
	r := registry{d, c}
	ids := map[string]mark{}
	for _, entry := range n.Content {
		v, at := r.service(entry)
		if v == nil {
			continue
		}
		if first, twice := ids[v.ID]; twice && v.ID != "" {
			f := d.add(at, "service/id", fmt.Sprintf("two services have the id %q", v.ID), "give one of them another id")
			f.Also = append(f.Also, d.pos(first))
		}
		ids[v.ID] = at
		s.Services = append(s.Services, v)
	}
	return t.findings, nil
}

func (r registry) service(n *yaml.Node) (*site.Service, mark) {
	d := r.doc
	pairs, ok := d.pairs(n, "a service", "begin each service with a hyphen: - id: helpline")
	if !ok {
		return nil, mark{}
	}
	v, at := &site.Service{}, d.mark(n)
	for _, p := range pairs {
		switch p.name {
		case "id":
			at = d.mark(p.value)
			if s, ok := d.oneLine(p); ok {
				if why := nameProblem(s); why != "" {
					d.add(at, "value/name", "this cannot be an id: "+why, "write lower case letters, digits and hyphens")
				} else {
					v.ID = s
				}
			}
		case "name":
			v.Name, _ = d.inLanguages(p, r.c.Languages, true)
		case "summary":
			v.Summary, _ = d.inLanguages(p, r.c.Languages, true)
		case "countries":
			if p.value.Kind == yaml.SequenceNode && len(p.value.Content) == 0 {
				break // everywhere
			}
			v.Countries = r.codes(p, countryCode, "GB", "a country is two capital letters (ISO 3166)")
		case "languages":
			v.Languages = r.codes(p, languageCode, string(r.c.Languages[0]), "a language is two or three lower case letters (ISO 639)")
		case "audiences":
			list, marks := d.texts(p, "self, someone-else")
			for i, s := range list {
				if a, ok := d.among("audience", marks[i], s, audiences); ok {
					v.Audiences = append(v.Audiences, site.Audience(a))
				}
			}
		case "crisis":
			v.Crisis, _ = d.boolean(p)
		case "website":
			v.Website = r.c.web(d, p)
		case "channels":
			nodes, _ := d.items(p, "{type: web, url: https://www.example.org/}")
			for _, n := range nodes {
				r.channel(n, v, pairs)
			}
		case "asOf":
			v.AsOf, _ = d.partial(p)
		case "source":
			v.Source, _ = d.oneLine(p)
		case "verifyBy":
			v.VerifyBy, _ = d.day(p, r.c.TimeZone)
		default:
			d.unknown(p, serviceKeys, nil)
		}
	}
	for _, k := range [][2]string{
		{"id", "id: helpline"}, {"name", "name: {en: The service's name}"}, {"summary", "summary: {en: Who it is for}"},
		{"source", "source: where these facts were found"}, {"verifyBy", "verifyBy: 2027-02-21, the day by which someone must check them"},
	} {
		d.required(pairs, serviceKeys, d.mark(n), "add "+k[1], k[0])
	}
	return v, at
}

var (
	countryCode  = regexp.MustCompile(`^[A-Z]{2}$`)
	languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)
)

// codes reads a list of country or language codes.
func (r registry) codes(p pair, form *regexp.Regexp, example, what string) []string {
	list, marks := r.texts(p, example)
	for i, s := range list {
		help := "write it like this: " + p.name + ": [" + example + "]"
		switch {
		case s == "UK" && form == countryCode:
			help = "write GB, the code of the United Kingdom"
		case form.MatchString(s):
			continue
		case form.MatchString(strings.ToUpper(s)):
			help = "write " + strings.ToUpper(s)
		case form.MatchString(strings.ToLower(s)):
			help = "write " + strings.ToLower(s)
		}
		r.add(marks[i], "service/code", what+", not "+s, help)
	}
	return list
}

// channelHas says which keys go with which type of channel beside label, cost,
// hours and always; the first must be there.
var channelHas = map[site.ChannelType][]string{
	site.Phone:      {"number", "dial"},
	site.Chat:       {"url"},
	site.SecureMail: {"url"},
	site.Web:        {"url"},
	site.Email:      {"address"},
	site.Visit:      {"address", "url"},
}

func (r registry) channel(n *yaml.Node, v *site.Service, service []pair) {
	d := r.doc
	pairs, ok := d.pairs(n, "a channel", "write it like this: - {type: web, url: https://www.example.org/}")
	if !ok {
		return
	}
	var ch site.Channel
	at := map[string]mark{}
	for _, p := range pairs {
		at[p.name] = d.mark(p.value)
		switch p.name {
		case "type":
			s, _ := d.choice(p, channels...)
			ch.Type = site.ChannelType(s)
		case "number":
			ch.Number = r.digits(p)
		case "dial":
			ch.Dial = r.digits(p)
		case "label":
			ch.Label, _ = d.inLanguages(p, r.c.Languages, true)
		case "cost":
			ch.Cost, _ = d.inLanguages(p, r.c.Languages, true)
		case "hours":
			ch.Hours = r.hours(p)
		case "always":
			ch.Always, _ = d.boolean(p)
		case "url":
			ch.URL = r.c.web(d, p)
		case "address":
			ch.Address, _ = d.oneLine(p)
			if ch.Address != "" && !strings.Contains(ch.Address, "@") && typeOf(pairs) == site.Email {
				d.add(at["address"], "service/email", "this is not an email address", "write it like this: help@example.org")
			}
		default:
			d.unknown(p, channelKeys, nil)
		}
	}
	d.required(pairs, channelKeys, d.mark(n), "add type: "+list(channels, "or"), "type")
	if has, ok := channelHas[ch.Type]; ok {
		needed := has[:1]
		if ch.Type == site.Phone {
			needed = has
		}
		d.required(pairs, channelKeys, d.mark(n), fmt.Sprintf("a %s channel needs %s", ch.Type, list(needed, "and")), needed...)
		for _, p := range pairs {
			if (p.name == "number" || p.name == "dial" || p.name == "url" || p.name == "address") && !contains(has, p.name) {
				d.add(d.mark(p.key), "service/channel", fmt.Sprintf("a %s channel has no %s", ch.Type, p.name), "delete it, or give it a channel of its own")
			}
		}
	}
	if ch.Always && len(ch.Hours) > 0 {
		d.add(at["always"], "service/hours", "a channel that is always open has no hours", "keep either always: true or hours")
	}
	if ch.Number != "" && ch.Dial != "" {
		var countries []string
		for _, p := range service {
			if p.name == "countries" {
				for _, n := range p.value.Content {
					countries = append(countries, n.Value)
				}
			}
		}
		if message, help := dialProblem(ch.Number, ch.Dial, countries); message != "" {
			f := d.add(at["dial"], "service/number", message, help)
			f.Also = append(f.Also, d.pos(at["number"]))
		}
	}
	v.Channels = append(v.Channels, ch)
}

// digits reads a telephone number, which YAML may take for a number: what was
// typed is what counts.
func (r registry) digits(p pair) string {
	if p.value.Kind == yaml.ScalarNode && (p.value.Tag == "!!int" || p.value.Tag == "!!float") && p.value.Style == 0 {
		return p.value.Value
	}
	s, _ := r.oneLine(p)
	return s
}

func typeOf(pairs []pair) site.ChannelType {
	for _, p := range pairs {
		if p.name == "type" {
			return site.ChannelType(p.value.Value)
		}
	}
	return ""
}

var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

func weekday(s string) time.Weekday {
	for i, d := range weekdays {
		if d == s {
			return time.Weekday((i + 1) % 7)
		}
	}
	return time.Sunday
}

var clockTime = regexp.MustCompile(`^(?:[01][0-9]|2[0-3]):[0-5][0-9]$`)

// hours reads opening times. Two of one day may not overlap.
func (r registry) hours(p pair) []site.Hours {
	const example = `{days: [mon, tue], from: "09:00", to: "17:00"}`
	d := r.doc
	nodes, _ := d.items(p, example)
	var out []site.Hours
	for _, n := range nodes {
		pairs, ok := d.pairs(n, "an entry of hours", "write it like this: "+example)
		if !ok {
			continue
		}
		var h site.Hours
		m, bad := d.mark(n), false
		for _, q := range pairs {
			switch q.name {
			case "days":
				days, marks := d.texts(q, "mon, tue")
				for i, s := range days {
					if w, ok := d.among("day", marks[i], s, weekdays); ok {
						h.Days = append(h.Days, weekday(w))
					}
				}
			case "from":
				h.From = r.clock(q)
				bad = bad || h.From == ""
			case "to":
				h.To = r.clock(q)
				bad = bad || h.To == ""
				m = d.mark(q.value)
			default:
				d.unknown(q, []string{"days", "from", "to"}, nil)
			}
		}
		d.required(pairs, []string{"days", "from", "to"}, d.mark(n), "write it like this: "+example, "days", "from", "to")
		if !bad && h.From != "" && h.To != "" && h.From >= h.To {
			d.add(m, "service/hours", fmt.Sprintf("it closes (%s) before it opens (%s)", h.To, h.From), "for hours past midnight write two entries: to: \"24:00\", and from: \"00:00\" on the next day")
		}
		for _, other := range out {
			if day, clash := overlap(other, h); clash {
				d.add(d.mark(n), "service/hours", fmt.Sprintf("on %s it opens again before it closes", day), "make one entry of the two, or correct the times")
				break
			}
		}
		out = append(out, h)
	}
	return out
}

func overlap(a, b site.Hours) (time.Weekday, bool) {
	for _, x := range a.Days {
		for _, y := range b.Days {
			if x == y && a.From < b.To && b.From < a.To {
				return x, true
			}
		}
	}
	return 0, false
}

// clock reads a time of day; 24:00 is the end of the day.
func (r registry) clock(p pair) string {
	s := p.value.Value
	if p.value.Kind == yaml.ScalarNode && (clockTime.MatchString(s) || s == "24:00" && p.name == "to") {
		return s
	}
	help := `write it with four digits and a colon: "09:00"`
	if p.value.Kind == yaml.ScalarNode && clockTime.MatchString("0"+s) {
		help = fmt.Sprintf(`write %s: "0%s"`, p.name, s)
	}
	if !r.empty(p) {
		r.add(r.mark(p.value), "service/hours", "this is not a time of day", help)
	}
	return ""
}
