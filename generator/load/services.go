package load

import (
	"fmt"
	"io/fs"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// readServices reads services.yaml into s; there may be none.
func readServices(content fs.FS, c *config, s *site.Site) ([]diag.Finding, error) {
	t := &text{}
	doc, n, err := readYAML(content, "services.yaml", t)
	c.noServices = doc == nil && err == nil
	defer func() { c.brokenServices = len(t.findings) > 0 }()
	if err != nil || n == nil {
		return t.findings, err
	}
	d, row := &decoder{doc: doc, c: c}, schema.Services()
	if n.Kind != yaml.SequenceNode {
		d.add(d.mark(n), "value/type", "services.yaml is a list of services, not "+kindOf(n), "begin each service with a hyphen: - "+row.Example)
		return t.findings, nil
	}
	ids := map[string]mark{}
	for _, entry := range n.Content {
		v := &site.Service{}
		g := &group{row: row, node: entry, value: v}
		if !d.fill(g, entry, row.What, "begin each service with a hyphen: - "+row.Example) {
			continue
		}
		at := g.at(d, "id")
		if first, twice := ids[v.ID]; twice && v.ID != "" {
			d.add(at, "service/id", fmt.Sprintf("two services have the id %q", v.ID), "give one of them another id", d.pos(first))
		}
		ids[v.ID] = at
		s.Services = append(s.Services, v)
	}
	s.Spoken = append(s.Spoken, spoken("services.yaml", doc.data, d.prose))
	return t.findings, nil
}
