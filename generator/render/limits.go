package render

import (
	"fmt"
	"slices"
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
	Sources []Source
	// Seen says when and how they were looked at, Next when somebody looks
	// again.
	Seen []string
	Next string
}

// LimitsIn is what holds in some nations.
type LimitsIn struct {
	Names, Text string
	Sources     []Source // none when they are those of the whole
}

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
			box:       e.once("components/limits", e.limitsOf(l)),
			line:      strings.TrimSpace(e.once("components/limits-line", LimitsLine{short, to})),
			lineThere: strings.TrimSpace(e.once("components/limits-line", LimitsLine{short, nil})),
			whole:     whole,
		}
	}
}

// limitsOf makes the view of an entry.
func (e *edition) limitsOf(l *site.Limit) Limits {
	text := func(s site.Said) string { return e.said(s.Text) }
	v := Limits{Name: e.said(l.Name), Rule: e.said(l.Rule), Triggers: each(l.Triggers, text), Unknown: each(l.Unknown, text)}
	cite := func(ids []string) (out []Source) {
		for _, id := range ids {
			s := e.site.Source(id)
			if s == nil {
				continue // load has said so
			}
			c := e.sourceView(s)
			if !slices.Contains(v.Seen, c.Seen) {
				v.Seen = append(v.Seen, c.Seen)
			}
			out = append(out, c)
		}
		return out
	}
	v.Sources = cite(l.Sources)
	for _, n := range l.Nations {
		in := n.In
		if len(in) > 1 && in[0] == site.England && in[1] == site.Wales {
			in = append([]site.Nation{site.EnglandWales}, in[2:]...) // said together, in the order of the language
		}
		names := each(in, func(n site.Nation) string { return e.text(wordNations + nationKey(n)) })
		v.Nations = append(v.Nations, LimitsIn{e.join(wordAnd, names), e.said(n.Text), cite(n.Sources)})
	}
	if !l.VerifyBy.IsZero() {
		v.Next = e.fill(wordLimitsNext, "Date", locale.Date(e.language(), l.VerifyBy))
	}
	return v
}

// nationKey is how the key of a nation's name ends: "NorthernIreland".
func nationKey(n site.Nation) string {
	return strings.Join(each(strings.Split(string(n), "-"), capital), "")
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
	near := diag.Nearest(id, ids)
	if near != "" {
		help = "did you mean " + near + "?"
	}
	return &markdown.Problem{
		Code: "limits/unknown", Severity: diag.Error, Help: help, Attr: attr, Write: near,
		Message: fmt.Sprintf("content/confidentiality.yaml has no %q", id),
	}
}
