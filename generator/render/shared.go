package render

import (
	"html/template"
	"strings"

	"sotto/generator/site"
)

// chapters are the entries of the list of a module's chapters, each as it
// looks on the others' pages and on its own.
type chapters struct {
	plain, current []template.HTML
}

// makeShared renders what pages below one page share: the crumbs that lead
// down to it, and the list of a module's chapters.
func (e *edition) makeShared() {
	e.crumbs = map[*site.Page]template.HTML{}
	e.parts = map[*site.Page]chapters{}
	for _, p := range e.site.Pages {
		if p.Lang != e.lang {
			continue
		}
		if q := p.Parent; q != nil && e.crumbs[q] == "" {
			var v crumbsView
			for _, above := range p.Trail {
				v.Items = append(v.Items, e.link(above))
			}
			e.crumbs[q] = e.part("crumbs", v)
		}
		if p.Kind != site.Module {
			continue
		}
		var c chapters
		for _, child := range p.Children {
			k := e.link(child)
			c.plain = append(c.plain, e.part("part", partView{Link: k}))
			c.current = append(c.current, e.part("part", partView{k, true}))
		}
		e.parts[p] = c
	}
}

// partsOf lists a module's chapters, with one of them marked.
func (e *edition) partsOf(m, current *site.Page) template.HTML {
	var b strings.Builder
	c, ok := e.parts[m]
	if !ok {
		return "" // a chapter without a module, which load has reported
	}
	for i, p := range m.Children {
		if p == current {
			b.WriteString(string(c.current[i]))
		} else {
			b.WriteString(string(c.plain[i]))
		}
	}
	return template.HTML(b.String())
}
