package load

import (
	"io/fs"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// readRules reads rules.yaml, the house rules, into s; there may be none.
func readRules(c *config, s *site.Site) ([]diag.Finding, error) {
	t := &text{}
	doc, n, err := readYAML(c.content, "rules.yaml", t, &c.reader)
	if err != nil || n == nil {
		return t.findings, err
	}
	d := &decoder{doc: doc, c: c, sets: names(n, "sets")}
	g := &group{row: &schema.Row{Rows: schema.HouseRules()}, node: n, value: &s.Rules}
	d.fill(g, n, "rules.yaml", "write a group of rules and a colon, and the rules below it")
	return t.findings, nil
}

// names are the keys of the group that a key of a document has for its value.
func names(n *yaml.Node, key string) (out []string) {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if v := n.Content[i+1]; n.Content[i].Value == key && v.Kind == yaml.MappingNode {
			for j := 0; j < len(v.Content); j += 2 {
				out = append(out, v.Content[j].Value)
			}
		}
	}
	return out
}

// referred reads names of sets of words, or of folders and pages. One that does
// not exist would leave a rule without effect, and nobody would know.
func (d *decoder) referred(r *schema.Row, q pair, to any) {
	list, at := d.texts(q, r.Example)
	var good []string
	for i, s := range list {
		if r.Type == schema.SetNames {
			if d.among("set", at[i], s, d.sets) {
				good = append(good, s)
			}
			continue
		}
		info, err := fs.Stat(d.c.content, s)
		if err != nil || !info.IsDir() && !strings.HasSuffix(s, ".md") {
			m, help := d.mark(at[i]), d.lost(s, "write the name of a folder, or of a page's file with .md")
			d.add(m, "rule/place", "there is no folder and no page "+word(s)+" in content/", help).Fix = d.helped(m, s, help, "")
			continue
		}
		good = append(good, s)
	}
	put(good, true)(to)
}
