package load

import "sotto/generator/site"

// isPart keeps where a part of the site is given aims of its own, for reports.
func (d *decoder) isPart(g *group) {
	m := d.mark(g.node)
	p := g.value.(*site.PlainSection)
	p.Line, p.Col, p.Source = m.line, m.col, d.file().Line(m.line)
}
