package load

import (
	"fmt"
	"strings"

	"sotto/generator/site"
)

// isPart keeps where a part of the site is given aims of its own, for reports.
func (d *decoder) isPart(g *group) {
	m := d.mark(g.node)
	p := g.value.(*site.PlainSection)
	p.Line, p.Col, p.Source = m.line, m.col, d.file().Line(m.line)
}

// isTerm wants each line of instead to hold words and what is written in their place.
func (d *decoder) isTerm(g *group) {
	w := g.value.(*site.Wording)
	for _, l := range d.c.Languages {
		for _, pair := range w.Instead[l] {
			from, to, ok := strings.Cut(pair, " > ")
			if !ok || strings.TrimSpace(from) == "" || strings.TrimSpace(to) == "" || strings.ContainsAny(from, "*/[]…=") {
				d.add(g.at(d, "instead"), "value/type", fmt.Sprintf("%q does not say what stands there and what is written instead", pair), "write both as they stand in a text, with > between: historic abuse > non-recent abuse")
			}
		}
	}
}
