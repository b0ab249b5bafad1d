package load

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"sotto/generator/figures"
	"sotto/generator/locale"
	"sotto/generator/site"
)

// Short texts of the front matter, such as a title or a headline figure, may
// name figures as the text of a page does. They are put in here, so that a
// title reads alike wherever it stands.

// stating is a figure in a text: :stat[name], or :claim[words]{stat=name}.
var stating = regexp.MustCompile(`:(stat|claim)\[([^\[\]]*)\](?:\{stat="?([^{}\s"]*)"?\})?`)

// stated reads a text on one line, with the figures that it names put in.
func (d *decoder) stated(q pair) (string, bool) {
	s, ok := d.oneLine(q)
	if !ok || d.p == nil {
		return s, ok
	}
	return d.state(s, d.mark(q.value)), true
}

// state puts in the figures that a text names. m is where the text stands.
func (d *decoder) state(s string, m mark) string {
	if d.p == nil || !strings.Contains(s, ":stat") && !strings.Contains(s, ":claim") {
		return s
	}
	for _, l := range d.c.known {
		if l.Code == d.p.Lang {
			return stating.ReplaceAllStringFunc(s, func(typed string) string { return d.figure(typed, l, m) })
		}
	}
	return s
}

// figure is what readers see of :stat[…] or :claim[…]{…}.
func (d *decoder) figure(typed string, l *site.Language, m mark) string {
	g := stating.FindStringSubmatch(typed)
	write := func(n site.Number, measure site.Measure) string { return locale.Figure(l, n, measure, false) }
	ref, words := g[2], ""
	if g[1] == "claim" {
		ref, words = g[3], g[2]
	}
	tell := func(part string, p *figures.Problem) string {
		if p.Code != "" {
			d.add(d.inside(m, typed, part), p.Code, p.Message, p.Help)
		}
		return words
	}
	if g[1] == "claim" && ref == "" || g[1] == "stat" && g[3] != "" {
		return tell(typed, &figures.Problem{Code: "directive/attribute", Message: "these words are tied to no figure", Help: "write :claim[words]{stat=table.row.column}, or :stat[table.row.column]"})
	}
	f, problem := figures.Find(d.c.datasets, ref)
	if problem != nil {
		return tell(ref, problem)
	}
	if g[1] == "stat" {
		return write(f.Cell.Value, f.Measure)
	}
	if problem := figures.Claim(f, words, l, write); problem != nil {
		return tell(words, problem)
	}
	return words
}

// inside narrows a mark to a part of a text on its line.
func (d *decoder) inside(m mark, typed, part string) mark {
	line := d.file().Line(m.line)
	i := strings.Index(line, typed)
	if i < 0 {
		return m
	}
	if j := strings.Index(typed, part); j >= 0 {
		i += j
	}
	return mark{m.line, utf8.RuneCountInString(line[:i]) + 1, max(1, utf8.RuneCountInString(part))}
}

// dataTexts are the texts of the tables, for typeset.
func dataTexts(s *site.Site) []site.Text {
	var out []site.Text
	for _, d := range s.Datasets {
		out = append(out, d.Title, d.Head, d.Source)
		for _, u := range d.Units {
			out = append(out, u.Label, u.About)
		}
		for _, p := range d.Periods {
			out = append(out, p.Label)
		}
		for _, c := range d.Columns {
			out = append(out, c.Label)
		}
		for _, r := range d.Rows {
			out = append(out, r.Label)
		}
		for _, n := range d.Notes {
			out = append(out, n.Text)
		}
	}
	return out
}
