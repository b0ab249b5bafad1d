package load

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"sotto/generator/figures"
	"sotto/generator/locale"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// Short texts of the front matter, such as a title or a headline figure, may
// name figures as the text of a page does. They are put in here, so that a
// title reads alike wherever it stands.

// stating is a figure in a text: :stat[name], or :claim[words]{stat=name}.
var stating = regexp.MustCompile(`:(stat|claim)\[([^\[\]]*)\](?:\{stat="?([^{}\s"]*)"?\})?`)

// state puts in the figures that a text names. m is where the text stands; it
// is the last of d.prose, which is told what it says now, and where.
func (d *decoder) state(s string, m mark) string {
	return d.stateIn(s, m, d.p.Lang, &d.prose[len(d.prose)-1])
}

// stateIn is state for a text in a language, and for what said keeps of it.
func (d *decoder) stateIn(s string, m mark, lang site.Lang, said *site.Prose) string {
	if !strings.Contains(s, ":stat") && !strings.Contains(s, ":claim") {
		return s
	}
	i := slices.IndexFunc(d.c.known, func(l *site.Language) bool { return l.Code == lang })
	if i < 0 {
		return s
	}
	var b strings.Builder
	var stated [][2]int
	at := 0
	for _, g := range stating.FindAllStringIndex(s, -1) {
		b.WriteString(s[at:g[0]])
		start := b.Len()
		b.WriteString(d.figure(s[g[0]:g[1]], d.c.known[i], m))
		stated = append(stated, [2]int{start, b.Len()})
		at = g[1]
	}
	b.WriteString(s[at:])
	for _, open := range []string{":stat[", ":claim["} {
		if strings.Contains(b.String(), open) {
			d.add(d.inside(m, open, open), "value/figure", "these brackets are not those of a figure", "write "+open[:len(open)-1]+"[…] with no brackets inside, and close it: :stat[table.row.column], :claim[words]{stat=table.row.column}")
		}
	}
	said.Text, said.Stated = b.String(), stated
	return b.String()
}

// statedAll keeps the texts of a list, with the figures that they name put in.
func (d *decoder) statedAll(r *schema.Row, q pair, g *group, list []string) {
	if d.p == nil || r.Silent {
		return
	}
	for _, n := range q.value.Content {
		i := slices.Index(list, strings.TrimSpace(n.Value))
		if i < 0 {
			continue // it could not be read, and a finding says why
		}
		d.say(r, d.p.Lang, n, g)
		list[i] = d.state(list[i], d.quick(n))
	}
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
			at := d.inside(m, typed, part)
			f := d.add(at, p.Code, p.Message, p.Help)
			if p.Write != "" {
				f.Fix = d.swap(at, part, p.Write)
			}
		}
		return words
	}
	if g[1] == "claim" && ref == "" || g[1] == "stat" && g[3] != "" {
		return tell(typed, &figures.Problem{Code: "value/figure", Message: "these words are tied to no figure", Help: "write :claim[words]{stat=table.row.column}, or :stat[table.row.column]"})
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
