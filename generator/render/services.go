package render

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// rendered is what the components show of one service in one language. None
// of it depends on the page, so each service is rendered once.
type rendered struct {
	view                        Service
	card                        string
	phone, text, hours, website string // "" when the service has none
}

// makeServices renders every service, the crisis box and the directory.
func (e *edition) makeServices() {
	e.services = make(map[string]*rendered, len(e.site.Services))
	for _, s := range e.site.Services {
		v := e.service(s)
		r := &rendered{view: v, card: e.once("components/service", v)}
		if c, ok := s.Phone(); ok {
			main := e.phone(s, &c)
			r.phone = e.once("components/phone", main)
			if main.Opening.Hours != "" {
				r.hours = e.once("components/hours", main.Opening)
			}
		}
		if c, ok := s.SMS(); ok {
			r.text = e.once("components/text", e.sms(s, &c))
		}
		if v.Website != "" {
			r.website = e.once("components/website", Website{Href: v.Website, Name: v.Name, Lang: v.NameLang})
		}
		e.services[s.ID] = r
	}
	e.crisis = e.once("components/crisis", Crisis{each(e.site.Crisis(), e.shownService)})
	all := e.groups()
	e.directory = map[string]string{"": e.once("components/directory", all)}
	i := slices.IndexFunc(all.Groups, func(g Group) bool { return g.Anchor == everywhere })
	if i < 0 {
		i = len(all.Groups)
	}
	e.directory["countries"] = e.once("components/directory", Directory{all.Groups[:i], all.Emergency})
	e.directory["world"] = e.once("components/directory", Directory{Groups: all.Groups[i:]})
}

// shownService is the view of a service, once makeServices has made it.
func (e *edition) shownService(s *site.Service) Service { return e.services[s.ID].view }

// service makes the view of a service.
func (e *edition) service(s *site.Service) Service {
	v := Service{Website: s.Website, Where: e.where(s.Nations), Languages: e.tongues(s.Languages), Facts: e.facts(s)}
	v.Name, v.NameLang = e.in(s.Name)
	v.Summary, v.SummaryLang = e.in(s.Summary)
	if v.Brief, v.BriefLang = e.in(s.Brief); v.Brief == "" {
		v.Brief, v.BriefLang = v.Summary, v.SummaryLang
	}
	pages := map[string]int{} // the links to pages that channels are opened from
	for _, c := range e.inOrder(s) {
		switch {
		case c.Type == site.Phone:
			v.Phones = append(v.Phones, e.phone(s, c))
		case c.Type == site.SMS:
			v.Texts = append(v.Texts, e.sms(s, c))
		case c.Type == site.Relay:
			v.Relays = append(v.Relays, Channel{Text: e.fill(wordRelay, "Number", onOneLine(c.Number)), Opening: e.opening(s, c)})
		case c.From != "":
			if _, said := pages[c.From]; !said {
				pages[c.From] = len(v.Links)
				v.Links = append(v.Links, Channel{Href: c.From, Text: e.fill(wordFrom, "Ways", e.ways(s, c.From), "Name", v.Name), Opening: e.opening(s, c)})
			}
		case c.Type == site.Web && len(c.Label) == 0 && c.URL == s.Website:
			// said once already
		default:
			v.Links = append(v.Links, e.way(s, c))
		}
	}
	return v
}

// inOrder are a service's channels as a page in the edition's language shows
// them: those in its own language first.
func (e *edition) inOrder(s *site.Service) []*site.Channel {
	var mine, others []*site.Channel
	for i := range s.Channels {
		c := &s.Channels[i]
		if slices.Contains(s.Of(c).Languages, string(e.lang)) {
			mine = append(mine, c)
		} else {
			others = append(others, c)
		}
	}
	return append(mine, others...)
}

// onOneLine is a number whose groups stay together, also where no style is.
func onOneLine(number string) string { return strings.ReplaceAll(number, " ", "\u00a0") }

// phone makes the view of a telephone number.
func (e *edition) phone(s *site.Service, c *site.Channel) Phone {
	label, _ := e.in(c.Label)
	return Phone{Number: onOneLine(c.Number), Dial: c.Dial, Label: label, Opening: e.opening(s, c)}
}

// sms makes the view of a number for text messages.
func (e *edition) sms(s *site.Service, c *site.Channel) TextNumber {
	label, _ := e.in(c.Label)
	t := TextNumber{Number: onOneLine(c.Number), Dial: c.Dial, Label: label, Opening: e.opening(s, c)}
	if t.Text = t.Number; c.Word != "" {
		t.Text = e.fill(wordTextWord, "Word", c.Word, "Number", t.Number)
	}
	return t
}

// way makes the view of any other way to reach a service.
func (e *edition) way(s *site.Service, c *site.Channel) Channel {
	label, _ := e.in(c.Label)
	k := Channel{Href: c.URL, Text: label, Sign: c.Type == site.Signed, Opening: e.opening(s, c)}
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
	return k
}

// ways names the channels that are opened from one page, having no address of
// their own: the words of the link to it say what to look for there.
func (e *edition) ways(s *site.Service, from string) string {
	var ways []string
	for _, c := range s.Channels {
		if c.From == from {
			ways = append(ways, e.text(wordsWay+capital(string(c.Type))))
		}
	}
	return e.join(wordAnd, ways)
}

// opening says when a channel is open, for whom, and what it costs.
func (e *edition) opening(s *site.Service, c *site.Channel) Opening {
	o := Opening{Hours: e.hours(c.Hours), Where: e.where(c.Nations)}
	o.Cost, _ = e.in(c.Cost.Text)
	if c.Languages != nil && !slices.Equal(c.Languages, s.Languages) {
		o.Languages = e.tongues(c.Languages)
	}
	o.Closed = e.closed(c.Hours.Closed)
	o.When, _ = e.in(c.Label)
	o.When = joined(o.When, o.Languages)
	if o.Hours == "" {
		return o
	}
	o.Always = c.Hours.Always
	if o.Old = e.site.OldHours(c.Hours.Within(c.Within(s.Found))); !o.Always {
		o.When = joined(o.When, o.Hours)
		if o.Old {
			o.When = joined(o.When, e.text(wordOldShort))
		}
	}
	switch {
	case c.Hours.Always:
	case c.Hours.BankHolidays == site.HolidaysOpen:
		o.BankHolidays = e.text(wordHolidaysOpen)
	case c.Hours.BankHolidays == site.HolidaysClosed:
		o.BankHolidays = e.text(wordHolidaysClosed)
	default:
		o.BankHolidays = e.text(wordHolidaysUnknown)
	}
	return o
}

// closed says when something is closed that is open else.
func (e *edition) closed(list []site.Closure) string {
	return strings.Join(each(list, func(c site.Closure) string {
		from, to, where := locale.Date(e.language(), c.From), locale.Date(e.language(), c.To), e.where(c.Nations)
		switch one := from == to; {
		case one && where == "":
			return e.fill(wordClosedOn, "Date", from)
		case one:
			return e.fill(wordClosedOnIn, "Date", from, "Where", where)
		case where == "":
			return e.fill(wordClosedFrom, "From", from, "To", to)
		}
		return e.fill(wordClosedFromIn, "From", from, "To", to, "Where", where)
	}), " ")
}

// joined are two texts with a comma between them; one alone, when the other is
// empty.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// tongues names languages, the edition's own first.
func (e *edition) tongues(codes []string) string {
	mine := func(code string) int {
		if code == string(e.lang) {
			return 0
		}
		return 1
	}
	sorted := slices.Clone(codes)
	slices.SortStableFunc(sorted, func(a, b string) int { return mine(a) - mine(b) })
	return strings.Join(each(sorted, func(code string) string { return e.text(wordsLanguage + capital(code)) }), ", ")
}

// where names parts of the United Kingdom: "In Scotland".
func (e *edition) where(nations []site.Nation) string {
	var names []string
	for _, n := range site.SortedNations(nations) {
		names = append(names, e.text(wordsWhere+camel(string(n))))
	}
	return strings.Join(names, ", ")
}

// camel writes an id as messages do: northern-ireland is NorthernIreland.
func camel(id string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(id, "-") {
		b.WriteString(capital(part))
	}
	return b.String()
}

// facts says where the details of a service come from: one entry for each
// source, with what is taken from it.
func (e *edition) facts(s *site.Service) []Fact {
	var list []Fact
	var found []site.Found
	var about [][]string
	note := func(k site.Found, what string) {
		i := slices.IndexFunc(found, func(o site.Found) bool { return o.Source == k.Source && o.AsOf == k.AsOf })
		if i < 0 {
			i = len(found)
			found, about = append(found, k), append(about, nil)
			f, lang := Fact{Source: k.Source}, e.site.Config.Languages[0]
			if src := e.site.Source(k.Source); src != nil { // it names an entry of sources.yaml
				f.Source = src.By + ": " + src.Title
				lang = cmp.Or(src.Lang, lang)
			}
			if lang != e.lang {
				f.SourceLang = string(lang)
			}
			list = append(list, f)
		}
		if k.VerifyBy.Before(found[i].VerifyBy) {
			found[i].VerifyBy = k.VerifyBy
		}
		if !slices.Contains(about[i], what) {
			about[i] = append(about[i], what)
		}
	}
	note(s.Found, e.text(wordsFact+"Service"))
	for i := range s.Channels {
		c := &s.Channels[i]
		what := e.text(wordsFact + capital(string(c.Type)))
		if label, _ := e.in(c.Label); label != "" {
			what += " (" + label + ")"
		}
		k := c.Within(s.Found)
		note(k, what)
		if c.Hours.IsKnown() {
			note(c.Hours.Within(k), e.text(wordsFact+"Hours"))
		}
		if len(c.Cost.Text) > 0 {
			note(c.Cost.Within(k), e.text(wordsFact+"Cost"))
		}
	}
	for i := range list {
		f := &list[i]
		f.What = capital(strings.Join(about[i], ", "))
		if f.Date = e.text(wordNoDate); found[i].AsOf != "" {
			f.Date = e.fill(wordAsOf, "Date", locale.PartialDate(e.language(), found[i].AsOf))
		}
		f.VerifyBy = e.day(found[i].VerifyBy)
	}
	return list
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

// everywhere is the anchor of the services that are for everywhere.
const everywhere = "country-all"

// groups sorts the services by country for the directory, worldwide ones last.
// One for several countries stands in each.
func (e *edition) groups() Directory {
	var d Directory
	group := func(code string) *Group {
		g := Group{Country: e.text(wordEverywhere), Anchor: everywhere}
		if code != "" {
			g = Group{Country: e.text(wordsCountry + code), Anchor: "country-" + strings.ToLower(code)}
		}
		i := slices.IndexFunc(d.Groups, func(o Group) bool { return o.Anchor == g.Anchor })
		if i < 0 {
			i, d.Groups = len(d.Groups), append(d.Groups, g)
		}
		return &d.Groups[i]
	}
	for _, s := range e.site.Services {
		if !e.site.InDirectory(s) {
			continue
		}
		v := e.shownService(s)
		v.Heading, v.Own = true, e.ownWords(s)
		countries := s.Countries
		if len(countries) == 0 {
			countries = []string{""} // everywhere
		}
		for _, code := range countries {
			g := group(code)
			g.Services = append(g.Services, v)
		}
	}
	for _, s := range e.site.Services {
		if !s.Emergency {
			continue
		}
		used := false
		for i := range d.Groups {
			g := &d.Groups[i]
			if slices.ContainsFunc(s.Countries, func(code string) bool { return g.Anchor == "country-"+strings.ToLower(code) }) {
				g.Emergency, used = append(g.Emergency, e.shownService(s).Phones...), true
			}
		}
		if used {
			d.Emergency = append(d.Emergency, e.shownService(s))
		}
	}
	compare := locale.Compare(e.lang)
	slices.SortStableFunc(d.Groups, func(a, b Group) int {
		switch {
		case a.Anchor == everywhere:
			return 1
		case b.Anchor == everywhere:
			return -1
		}
		return compare(a.Country, b.Country)
	})
	return d
}

// listed is ::directory, or the part of it that of names.
func (e *edition) listed(of string) (string, *markdown.Problem) {
	if out, ok := e.directory[of]; ok {
		return out, nil
	}
	near := diag.Nearest(of, schema.DirectoryParts)
	help := "write one of: " + strings.Join(schema.DirectoryParts, ", ")
	if near != "" {
		help = "did you mean of=" + near + "?"
	}
	return "", &markdown.Problem{Code: "directive/value", Severity: diag.Error, Help: help, Attr: "of", Write: near,
		Message: fmt.Sprintf("the directory has no part %q", of)}
}

// ownWords are a service's summary in languages that the site is not in.
func (e *edition) ownWords(s *site.Service) (out []OwnWords) {
	for _, l := range slices.Sorted(maps.Keys(s.Summary)) {
		if !slices.Contains(e.site.Config.Languages, l) {
			out = append(out, OwnWords{string(l), s.Summary[l], slices.Contains(s.Unread, string(l))})
		}
	}
	return out
}
