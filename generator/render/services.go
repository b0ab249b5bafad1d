package render

import (
	"slices"
	"strings"

	"sotto/generator/locale"
	"sotto/generator/site"
)

// rendered is what the components show of one service in one language. None
// of it depends on the page, so each service is rendered once.
type rendered struct {
	card                  string
	phone, hours, website string // "" when the service has none
}

// makeServices renders every service, the crisis box and the directory.
func (e *edition) makeServices() {
	e.services = make(map[string]*rendered, len(e.site.Services))
	for _, s := range e.site.Services {
		v := e.service(s)
		r := &rendered{card: e.once(e.set["components/service"], v)}
		if len(v.Phones) > 0 {
			r.phone = e.once(e.set["components/phone"], v.Phones[0])
			if v.Phones[0].Hours != "" {
				r.hours = e.once(e.set["components/hours"], v.Phones[0].Hours)
			}
		}
		if v.Website != "" {
			r.website = e.once(e.set["components/website"], Website{Href: v.Website, Name: v.Name, Lang: v.NameLang})
		}
		e.services[s.ID] = r
	}
	e.crisis = e.once(e.set["components/crisis"], Crisis{each(e.site.Crisis(), e.service)})
	e.directory = e.once(e.set["components/directory"], e.groups())
}

// service makes the view of a service.
func (e *edition) service(s *site.Service) Service {
	v := Service{Website: s.Website}
	v.Name, v.NameLang = e.in(s.Name)
	v.Summary, v.SummaryLang = e.in(s.Summary)
	v.Languages = strings.Join(each(s.Languages, func(code string) string { return e.text(wordsLanguage + capital(code)) }), ", ")
	if s.AsOf != "" {
		v.AsOf = e.fill(wordAsOf, "Date", locale.PartialDate(e.language(), s.AsOf))
	}
	for _, c := range s.Channels {
		label, _ := e.in(c.Label)
		cost, _ := e.in(c.Cost)
		hours := e.hours(c)
		if c.Type == site.Phone {
			v.Phones = append(v.Phones, Phone{Number: c.Number, Dial: c.Dial, Label: label, Cost: cost, Hours: hours})
			continue
		}
		if c.Type == site.Web && label == "" && c.URL == s.Website {
			continue // said once already
		}
		k := Channel{Href: c.URL, Text: label, Cost: cost, Hours: hours}
		if k.Text == "" {
			k.Text = e.text(wordsChannel + capital(string(c.Type)))
		}
		if k.Href == "" && c.Address != "" {
			if c.Type == site.Email {
				k.Href = "mailto:" + c.Address
			} else {
				k.Text += ": " + c.Address
			}
		}
		v.Links = append(v.Links, k)
	}
	return v
}

// in returns a text in the edition's language, or in another with that
// language's code.
func (e *edition) in(t site.Text) (text, lang string) {
	s, l := e.site.In(t, e.lang)
	if l == e.lang || s == "" {
		return s, ""
	}
	return s, string(l)
}

// groups sorts the services by country for the directory, worldwide ones
// last. The services of the site's own countries, which are those of its
// contact service, are not among them: pages name each where it helps.
func (e *edition) groups() Directory {
	var own []string
	if c := e.site.Service(e.site.Config.ContactService); c != nil {
		own = c.Countries
	}
	world := Group{Country: e.text(wordEverywhere)}
	var d Directory
	for _, s := range e.site.Services {
		if len(s.Countries) == 0 {
			world.Services = append(world.Services, e.service(s))
			continue
		}
		if !slices.ContainsFunc(s.Countries, func(c string) bool { return !slices.Contains(own, c) }) {
			continue
		}
		country := strings.Join(each(s.Countries, func(code string) string { return e.text(wordsCountry + code) }), ", ")
		i := slices.IndexFunc(d.Groups, func(g Group) bool { return g.Country == country })
		if i < 0 {
			i = len(d.Groups)
			d.Groups = append(d.Groups, Group{Country: country})
		}
		d.Groups[i].Services = append(d.Groups[i].Services, e.service(s))
	}
	compare := locale.Compare(e.lang)
	slices.SortStableFunc(d.Groups, func(a, b Group) int { return compare(a.Country, b.Country) })
	if world.Services != nil {
		d.Groups = append(d.Groups, world)
	}
	return d
}
