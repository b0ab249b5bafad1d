package render

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// Law is the view of the component law: entries of content/law.yaml.
type Law struct {
	Entries []Statute
}

// Statute is one entry: what a law says, and how that is known.
type Statute struct {
	Offence, Covers string
	Cite            string // "section 1 of the Theft Act 1968"
	Nations         string // "England and Wales"
	Maximum         string // "Up to 7 years in prison"; "" when there is none
	Since           string // "In force since 1 January 1969"
	// Source is where it was found, SourceLang set when that is not said in the
	// page's language; Checked says when somebody looked, and in what role.
	Source, SourceLang, Checked string
}

// The words that entries of law.yaml are made of; a site without such a file
// needs none of them.
const (
	wordLawCite    = "lawCite"    // Section, Act
	wordLawYears   = "lawYears"   // plural
	wordLawSince   = "lawSince"   // Date
	wordLawChecked = "lawChecked" // Date, By
	wordNations    = "nation"     // and the name of one, or All
)

// statute is what one entry is in one language.
type statute struct {
	Statute
	act, years, since string
}

// makeLaws makes the words of every entry. None depends on the page.
func (e *edition) makeLaws() {
	e.laws = make(map[string]*statute, len(e.site.Laws))
	if len(e.site.Laws) > 0 {
		e.need(wordLawYears)
	}
	for _, l := range e.site.Laws {
		v := &statute{}
		v.act, _ = e.in(l.Act)
		v.Offence, _ = e.in(l.Offence)
		v.Covers, _ = e.in(l.Covers)
		v.Cite, v.Nations = v.act, e.nations(l)
		if section, _ := e.in(l.Section); section != "" {
			v.Cite = e.fill(wordLawCite, "Section", section, "Act", v.act)
		}
		v.years, _ = e.in(l.Maximum)
		if l.Years > 0 {
			years := e.count(wordLawYears, l.Years)
			if v.years != "" {
				years += " " + v.years
			}
			v.years = years
		}
		v.Maximum = raised(v.years)
		if v.since, _ = e.in(l.Force); l.Since != "" {
			v.since = e.fill(wordLawSince, "Date", locale.PartialDate(e.language(), l.Since))
		}
		v.Since = raised(v.since)
		if first := e.site.Config.Languages[0]; first != e.lang {
			v.SourceLang = string(first)
		}
		by, _ := e.in(l.By)
		v.Source = l.Source
		if s := e.site.Source(l.Source); s != nil {
			v.Source = s.By + ": " + s.Title
			if s.Date != "" {
				v.Source += ", " + locale.PartialDate(e.language(), s.Date)
			}
			v.Source += "."
		}
		v.Checked = e.fill(wordLawChecked, "Date", locale.Date(e.language(), l.Checked), "By", by)
		e.laws[l.ID] = v
	}
}

// nations names those that an entry holds in: "Scotland", "England and Wales".
func (e *edition) nations(l *site.Law) string {
	if l.Everywhere() {
		return e.text(wordNations + "All")
	}
	var names []string
	nations := l.Nations
	if len(nations) > 1 && nations[0] == site.England && nations[1] == site.Wales {
		nations = append([]site.Nation{site.EnglandWales}, nations[2:]...) // said together, in the order of the language
	}
	for _, n := range nations {
		key := ""
		for _, part := range strings.Split(string(n), "-") {
			key += capital(part)
		}
		names = append(names, e.text(wordNations+key))
	}
	return strings.Join(names, ", ")
}

// raised begins a text with a capital, as at the start of a line.
func raised(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// law renders ::law{…}, a box for each entry.
func (e *edition) law(d markdown.Directive) (string, *markdown.Problem) {
	var view Law
	ids := strings.Fields(d.Attrs["id"])
	for _, id := range ids {
		if problem := e.unknownLaw(id, "id"); problem != nil {
			return "", inList(problem, id, d.Attrs["id"])
		}
	}
	nations, problem := e.lawNation(d.Attrs["nation"])
	if problem != nil {
		return "", problem
	}
	topic := d.Attrs["topic"]
	if topic != "" && !slices.ContainsFunc(e.site.Laws, func(l *site.Law) bool { return l.Topic == topic }) {
		topics := slices.Compact(slices.Sorted(slices.Values(each(e.site.Laws, func(l *site.Law) string { return l.Topic }))))
		return "", lawProblem(fmt.Sprintf("no entry of content/law.yaml has the topic %q", topic), topic, topics, "topic")
	}
	if len(ids) == 0 && topic == "" && nations == nil {
		return "", &markdown.Problem{Code: "law/which", Severity: diag.Error, Message: "nothing says which entries of content/law.yaml are meant", Help: "write ::law{id=…}, ::law{topic=…} or ::law{nation=…}"}
	}
	if len(ids) > 0 && (topic != "" || nations != nil) {
		return "", &markdown.Problem{Code: "law/which", Severity: diag.Error, Message: "entries are named by id and chosen by topic or nation as well", Help: "keep id, or else topic and nation"}
	}
	for _, l := range e.site.LawsOf(ids, topic, nations) {
		view.Entries = append(view.Entries, e.laws[l.ID].Statute)
	}
	if len(view.Entries) == 0 {
		return "", &markdown.Problem{Code: "law/unknown", Severity: diag.Error, Attr: "nation",
			Message: fmt.Sprintf("content/law.yaml has no entry of the topic %s for %s", topic, d.Attrs["nation"]),
			Help:    "add the entry, with its source, or say in a sentence that there is none"}
	}
	return e.component("law", view)
}

// lawWords renders :law[id], in a sentence.
func (e *edition) lawWords(d markdown.Directive) (string, *markdown.Problem) {
	if problem := e.unknownLaw(d.Label, "label"); problem != nil {
		return "", problem
	}
	v := e.laws[d.Label]
	what, text := d.Attrs["what"], v.Cite
	switch what {
	case "", "cite":
	case "act":
		text = v.act
	case "maximum":
		text = v.years
	case "since":
		text = v.since
	case "nations":
		text = v.Nations
	default:
		return "", lawProblem("what is one of "+strings.Join(schema.LawParts, ", "), what, schema.LawParts, "what")
	}
	if text == "" {
		return "", &markdown.Problem{Code: "law/lacks", Severity: diag.Error, Attr: "what",
			Message: fmt.Sprintf("the entry %q has no maximum", d.Label), Help: "add years or maximum to it in content/law.yaml, with the source, or leave this out"}
	}
	return template.HTMLEscapeString(text), nil
}

// lawNation are the nations of the attribute nation; nil when it is not there.
func (e *edition) lawNation(written string) ([]site.Nation, *markdown.Problem) {
	if written == "" {
		return nil, nil
	}
	if nations := site.SplitNations([]site.Nation{site.Nation(written)}); nations != nil {
		return nations, nil
	}
	known := []string{string(site.EnglandWales)}
	for _, n := range site.Nations {
		known = append(known, string(n))
	}
	return nil, lawProblem(fmt.Sprintf("%q is no nation of content/law.yaml", written), written, known, "nation")
}

// unknownLaw is a problem when there is no entry of an id.
func (e *edition) unknownLaw(id, attr string) *markdown.Problem {
	if e.laws[id] != nil {
		return nil
	}
	ids := each(e.site.Laws, func(l *site.Law) string { return l.ID })
	return lawProblem(fmt.Sprintf("there is no law %q", id), id, ids, attr)
}

// lawProblem names the nearest of the words that there are.
func lawProblem(message, written string, known []string, attr string) *markdown.Problem {
	p := &markdown.Problem{Code: "law/unknown", Severity: diag.Error, Message: message, Attr: attr, Help: "write one of " + strings.Join(known, ", ")}
	if near := diag.Nearest(written, known); near != "" {
		p.Help, p.Write = "did you mean "+near+"?", near
	} else if len(known) == 0 {
		p.Help = "write content/law.yaml, with an entry of that id"
	} else if len(known) > 8 {
		p.Help = "the entries are in content/law.yaml: " + strings.Join(known, ", ")
	}
	return p
}
