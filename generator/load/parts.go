package load

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// isPages wants the folders, pages and kinds that a house rule names to exist: a
// rule for "lwa" would hold for nothing, and nobody would be told.
func (d *decoder) isPages(g *group) {
	var kinds []string
	for _, k := range d.c.schema.Kinds {
		kinds = append(kinds, string(k.Name))
	}
	for _, p := range g.pairs {
		if p.value.Kind != yaml.SequenceNode {
			continue
		}
		for _, n := range p.value.Content {
			switch {
			case p.name == "kinds" && !slices.Contains(kinds, n.Value):
				m := d.mark(n)
				d.add(m, "rules/part", fmt.Sprintf("there is no kind of page %s", word(n.Value)), suggest(n.Value, kinds, "the kinds are "+list(kinds, "and"))).Fix = d.near(m, n.Value, kinds)
			case p.name == "in" && !d.exists(n.Value):
				m, help := d.mark(n), d.lost(n.Value, "write the path of a folder or of a page's file in the first language, below content/: law, or help/index.md")
				d.add(m, "rules/part", fmt.Sprintf("there is no folder and no page %s in content/", word(n.Value)), help).Fix = d.helped(m, n.Value, help, "")
			}
		}
	}
}

func (d *decoder) exists(name string) bool {
	_, err := fs.Stat(d.c.content, name)
	return err == nil
}

// untranslated tells of a text that lacks one of the site's languages, where
// others may be given besides: readers of that language are shown another one.
func (d *decoder) untranslated(r *schema.Row, q pair) {
	if r.Type != schema.AnyText || r.Proper || q.value.Kind != yaml.MappingNode {
		return
	}
	given := map[site.Lang]bool{}
	for i := 0; i < len(q.value.Content); i += 2 {
		given[site.Lang(q.value.Content[i].Value)] = true
	}
	has := func(l site.Lang) bool { return given[l] }
	if !slices.ContainsFunc(d.c.Languages, has) {
		return // an error says so
	}
	for _, l := range d.c.Languages {
		if !has(l) {
			d.report(diag.Warning, d.mark(q.key), "language/text", fmt.Sprintf("%s has no text in the language %s", q.name, l),
				fmt.Sprintf("add %s: … to it: its readers are shown another language", l))
		}
	}
}

// lost is the help for a page's file that is not there: where it has moved to, or
// what to write otherwise.
func (d *decoder) lost(name, otherwise string) string {
	if !strings.HasSuffix(name, ".md") {
		return otherwise
	}
	var known []*site.Page // by their names alone: the pages may not be read yet
	fs.WalkDir(d.c.content, ".", func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.HasSuffix(p, ".md") {
			known = append(known, &site.Page{Source: p, Seldom: d.c.nothing})
		}
		return nil
	})
	if near := site.Likely(name, "", known); len(near) > 0 {
		return "did you mean " + list(near, "or") + "?"
	}
	return otherwise
}
