package render

import (
	"fmt"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Limits is the view of the component limits: what one kind of helper keeps to
// itself and passes on.
type Limits struct {
	Name, Rule string
	// Triggers are what makes them pass it on: the list that Rule leads to.
	Triggers []string
	Nations  []LimitsIn
	// Unknown is what could not be established.
	Unknown []string
	Source  *Citation
	// Seen says when and how the source was looked at, Next when somebody
	// looks again.
	Seen, Next string
}

// LimitsIn is what holds in some nations.
type LimitsIn struct {
	Names, Text string
	Source      *Citation // nil when it is that of the whole
}

// Citation is a source. Lang is set when its title is not in the page's
// language.
type Citation struct{ Text, Lang, Date string }

// LimitsLine is the view of the component limits in a sentence.
type LimitsLine struct {
	Text string
	// To leads to the page that says it whole; nil on that page itself.
	To *Link
}

// renderedLimit is what the components show of one kind of helper in one
// language. Only the line depends on the page, and only on whether that is the
// one that says it whole.
type renderedLimit struct {
	box, line, lineThere string
	whole                *site.Page // nil when the site has none
}

// makeLimits renders every entry of confidentiality.yaml.
func (e *edition) makeLimits() {
	e.limits = make(map[string]*renderedLimit, len(e.site.Limits))
	for _, l := range e.site.Limits {
		whole, anchor := e.branch.Limits, e.branch.LimitsAnchor
		if file, at, _ := strings.Cut(l.Page, "#"); e.site.Page(file, e.lang) != nil {
			whole, anchor = e.site.Page(file, e.lang), at
		}
		to := e.linkOrNil(whole)
		if to != nil && anchor != "" {
			to.Href += "#" + anchor
		}
		short := e.said(l.Short)
		e.limits[l.ID] = &renderedLimit{
			box:       e.once(e.set["components/limits"], e.limitsOf(l)),
			line:      strings.TrimSpace(e.once(e.set["components/limits-line"], LimitsLine{short, to})),
			lineThere: strings.TrimSpace(e.once(e.set["components/limits-line"], LimitsLine{short, nil})),
			whole:     whole,
		}
	}
}

// limitsOf makes the view of an entry.
func (e *edition) limitsOf(l *site.Limit) Limits {
	text := func(s site.Said) string { return e.said(s.Text) }
	v := Limits{Name: e.said(l.Name), Rule: e.said(l.Rule), Triggers: each(l.Triggers, text), Unknown: each(l.Unknown, text), Source: e.citation(l.Cited)}
	for _, n := range l.Nations {
		names := each(n.In, func(n string) string { return e.text(wordsLimits + nationKey(n)) })
		v.Nations = append(v.Nations, LimitsIn{e.join(wordAnd, names), e.said(n.Text), e.citation(n.Cited)})
	}
	if how := seenOf[l.How]; how != "" && !l.Seen.IsZero() {
		v.Seen = e.fill(wordsLimits+how, "Date", locale.Date(e.language(), l.Seen))
	}
	if !l.VerifyBy.IsZero() {
		v.Next = e.fill(wordLimitsNext, "Date", locale.Date(e.language(), l.VerifyBy))
	}
	return v
}

// seenOf are how the keys of the words end that say how much of a source was
// seen.
var seenOf = map[string]string{"the page itself": "SeenPage", "a stored copy of the page": "SeenCopy", "an excerpt only": "SeenPart"}

// nationKey is how the key of a nation's name ends: "NorthernIreland".
func nationKey(n string) string {
	return strings.Join(each(strings.Split(n, "-"), capital), "")
}

// citation makes the view of a source; nil when there is none.
func (e *edition) citation(c site.Cited) *Citation {
	text, lang := e.in(c.Source)
	if text == "" {
		return nil
	}
	v := &Citation{Text: text, Lang: lang, Date: e.text(wordLimitsNone)}
	if c.AsOf != "" {
		v.Date = e.fill(wordLimitsDated, "Date", locale.PartialDate(e.language(), c.AsOf))
	}
	return v
}

// said is a text that is in every language of the site.
func (e *edition) said(t site.Text) string {
	s, _ := e.in(t)
	return s
}

// limit renders ::limits{of=…} and :limits[…] as they look on page p.
func (e *edition) limit(p *site.Page, d markdown.Directive) (string, *markdown.Problem) {
	id, attr := d.Attrs["of"], "of"
	if d.Form == markdown.Inline {
		id, attr = d.Label, "label"
	}
	r := e.limits[id]
	switch {
	case r == nil:
		return "", e.unknownLimit(id, attr)
	case d.Form != markdown.Inline:
		return r.box, nil
	case p == r.whole:
		return r.lineThere, nil
	}
	return r.line, nil
}

// unknownLimit says that an author named no entry of the registry.
func (e *edition) unknownLimit(id, attr string) *markdown.Problem {
	ids := each(e.site.Limits, func(l *site.Limit) string { return l.ID })
	help := "what helpers pass on is in content/confidentiality.yaml: " + strings.Join(ids, ", ")
	if len(ids) == 0 {
		help = "write content/confidentiality.yaml, with an entry of that id"
	}
	if near := diag.Nearest(id, ids); near != "" {
		help = "did you mean " + near + "?"
	}
	return &markdown.Problem{
		Code: "limits/unknown", Severity: diag.Error, Help: help, Attr: attr,
		Message: fmt.Sprintf("content/confidentiality.yaml has no %q", id),
	}
}
