package desk

import (
	"net/url"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/render"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// links mends the links in the texts of all pages. The Markdown itself says where
// each destination stands, those of references and of directives' attributes among
// them; what looks like a link in code is none.
func (m *mover) links() {
	convert, specs := markdown.New(), render.Specs(schema.New(m.site.Config).Components)
	for _, p := range allOf(m.site) {
		var list []diag.Edit
		env := markdown.Env{Languages: m.site.Languages, Directives: specs, Resolve: func(l markdown.Link) (markdown.Target, *markdown.Problem) {
			if e, ok := m.link(p, l); ok {
				list = append(list, e)
			}
			return markdown.Target{Href: "/"}, nil
		}}
		convert.Convert(markdown.Source{Text: p.Text, Start: p.BodyStart}, env)
		for _, e := range list {
			// A reference is resolved wherever it is used: it is changed once.
			if !meets(m.edits[p.Source], e) {
				m.edits[p.Source] = append(m.edits[p.Source], e)
			}
		}
	}
}

func meets(list []diag.Edit, e diag.Edit) bool {
	for _, o := range list {
		if o.Start == e.Start {
			return true
		}
	}
	return false
}

// link is the edit that mends a link of a page, if it has to be mended.
func (m *mover) link(p *site.Page, l markdown.Link) (diag.Edit, bool) {
	if l.Image || l.Dest == "" || strings.Contains(l.Dest, ":") || strings.HasPrefix(l.Dest, "//") {
		return diag.Edit{}, false
	}
	dest := l.Dest
	if decoded, err := url.PathUnescape(dest); err == nil {
		dest = decoded
	}
	if !strings.HasSuffix(dest, ".md") {
		return diag.Edit{}, false
	}
	to := m.relative(p.Source, dest)
	if to == dest || l.End > len(p.Text) || !strings.HasPrefix(string(p.Text[l.Offset:l.End]), l.Dest) {
		return diag.Edit{}, false
	}
	return diag.Edit{File: p.Source, Start: l.Offset, End: l.Offset + len(l.Dest), New: to}, true
}
