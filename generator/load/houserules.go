package load

import (
	"io/fs"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// readRules reads rules.yaml, the house rules, into s; there may be none.
func readRules(content fs.FS, c *config, s *site.Site) ([]diag.Finding, error) {
	t := &text{}
	doc, n, err := readYAML(content, "rules.yaml", t)
	if err != nil || n == nil {
		return t.findings, err
	}
	d := &decoder{doc: doc, c: c}
	g := &group{row: &schema.Row{Rows: schema.HouseRules()}, node: n, value: &s.Rules}
	d.fill(g, n, "rules.yaml", "write a group of rules and a colon, and the rules below it")
	return t.findings, nil
}
