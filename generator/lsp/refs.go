package lsp

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"sotto/generator/schema"
	"sotto/generator/site"
)

// choice is one thing that can be named.
type choice struct {
	name, about string
	kind        int
}

// first is a text in the site's first language, or any.
func (n *snapshot) first(t site.Text) string {
	for _, l := range n.site.Config.Languages {
		if t[l] != "" {
			return t[l]
		}
	}
	return ""
}

// named lists what a reference can name. table is that of the directive's
// attribute data, for columns and rows.
func (s *Server) named(r schema.Ref, table string) (out []choice) {
	n := s.latest
	add := func(name, about string) { out = append(out, choice{name, about, kindReference}) }
	data := n.site.Dataset(table)
	switch r {
	case schema.ToService:
		for _, v := range n.site.Services {
			add(v.ID, n.first(v.Name))
		}
	case schema.ToSource:
		for _, v := range n.site.Sources {
			add(v.ID, v.By+": "+v.Title)
		}
	case schema.ToLaw:
		for _, v := range n.site.Laws {
			add(v.ID, n.first(v.Act)+": "+n.first(v.Offence))
		}
	case schema.ToLimits:
		for _, v := range n.site.Limits {
			add(v.ID, "")
		}
	case schema.ToBoilerplate:
		for _, v := range n.site.Boilerplates {
			add(v.ID, "")
		}
	case schema.ToTable:
		for _, v := range n.site.Datasets {
			add(v.Name, n.first(v.Title))
		}
	case schema.ToFigure:
		for _, v := range n.site.Datasets {
			for _, row := range v.Rows {
				for _, c := range v.Columns {
					add(v.Name+"."+row.ID+"."+c.ID, n.first(row.Label)+", "+n.first(c.Label))
				}
			}
			for _, f := range v.Derived {
				add(v.Name+"."+f.ID, n.first(v.Title))
			}
		}
	case schema.ToColumn:
		for i := 0; data != nil && i < len(data.Columns); i++ {
			add(data.Columns[i].ID, n.first(data.Columns[i].Label))
		}
	case schema.ToRow:
		for i := 0; data != nil && i < len(data.Rows); i++ {
			add(data.Rows[i].ID, n.first(data.Rows[i].Label))
		}
	case schema.ToFinding:
		for _, code := range slices.Sorted(maps.Keys(s.rules)) {
			add(code, s.rules[code].Summary)
		}
	}
	return out
}

// registers are the files whose entries have an id.
var registers = map[schema.Ref]string{
	schema.ToService: "services.yaml", schema.ToSource: "sources.yaml", schema.ToLaw: "law.yaml",
	schema.ToLimits: "confidentiality.yaml", schema.ToBoilerplate: "boilerplates.yaml",
}

// values lists what the value of a key can be. from is the file that it stands
// in, for links.
func (s *Server) values(r *schema.Row, from string) (out []choice) {
	n := s.latest
	add := func(name, about string, kind int) { out = append(out, choice{name, about, kind}) }
	if r.Refers != "" {
		return s.named(r.Refers, "")
	}
	switch r.Type {
	case schema.Bool:
		add("true", "", kindValue)
		add("false", "", kindValue)
	case schema.Choice, schema.Choices:
		for _, w := range r.Of {
			about := ""
			if k := n.keys.Kind(site.Kind(w)); r.Name == "kind" && string(k.Name) == w {
				about = k.Help
			}
			add(w, about, kindValue)
		}
	case schema.Service, schema.ServiceIDs:
		return s.named(schema.ToService, "")
	case schema.Languages, schema.Tongues, schema.Tongue:
		for _, l := range n.site.Languages {
			add(string(l.Code), l.English, kindValue)
		}
	case schema.Source, schema.Sources, schema.Place, schema.Parts:
		for _, p := range n.site.Pages {
			if p.Lang == n.site.Config.Languages[0] {
				add(p.Source, p.Title, kindFile)
			}
		}
	case schema.PageLink:
		for _, p := range n.site.Pages {
			if len(r.Of) == 0 || slices.Contains(r.Of, string(p.Kind)) {
				add(site.Relative(from, p.Source), p.Title, kindFile)
			}
		}
	}
	return out
}

// component finds a directive by its name and the number of its colons.
func (n *snapshot) component(name string, colons int) *schema.Component {
	form := map[int]string{1: schema.Inline, 2: schema.Leaf, 3: schema.Box}[min(colons, 3)]
	for i := range n.keys.Components {
		if c := &n.keys.Components[i]; c.Name == name && c.Form == form {
			return c
		}
	}
	return nil
}

// typed is a directive as it is typed, and about what it is for.
func typed(c *schema.Component) (text, about string) {
	text = map[string]string{schema.Inline: ":", schema.Leaf: "::", schema.Box: ":::"}[c.Form] + c.Name
	if c.Label != schema.NoLabel {
		text += "[…]"
	}
	var b strings.Builder
	b.WriteString(c.Help)
	for _, a := range c.Attributes {
		fmt.Fprintf(&b, "\n%s=%s: %s", a.Name, a.Example, a.Help)
	}
	return text, b.String()
}
