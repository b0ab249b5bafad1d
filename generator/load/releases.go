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

// readBoilerplates reads boilerplates.yaml into s; there may be none.
func readBoilerplates(content fs.FS, c *config, s *site.Site) ([]diag.Finding, error) {
	t := &text{}
	doc, n, err := readYAML(content, "boilerplates.yaml", t)
	if err != nil || n == nil {
		return t.findings, err
	}
	t.known = c.known
	d, row := &decoder{doc: doc, c: c}, schema.Boilerplates()
	if n.Kind != yaml.SequenceNode {
		d.add(d.mark(n), "value/type", "boilerplates.yaml is a list of texts, not "+kindOf(n), "begin each with a hyphen: - "+row.Example)
		return t.findings, nil
	}
	ids := map[string]mark{}
	for _, entry := range n.Content {
		v := &site.Boilerplate{}
		g := &group{row: row, node: entry, value: v}
		if !d.fill(g, entry, row.What, "begin each with a hyphen: - "+row.Example) {
			continue
		}
		at := g.at(d, "id")
		if first, twice := ids[v.ID]; twice && v.ID != "" {
			d.add(at, "boilerplate/id", fmt.Sprintf("two boilerplates have the id %q", v.ID), "give one of them another id", d.pos(first))
		}
		ids[v.ID] = at
		s.Boilerplates = append(s.Boilerplates, v)
	}
	s.Spoken = append(s.Spoken, spoken("boilerplates.yaml", doc.data, d.prose))
	return t.findings, nil
}

// isStandard keeps where the days of a boilerplate stand, and puts in the
// figures that its text names.
func (d *decoder) isStandard(g *group) {
	v := g.value.(*site.Boilerplate)
	v.AsOfAt, v.VerifyAt = d.pos(g.at(d, "asOf")), d.pos(g.at(d, "verifyBy"))
	for _, q := range g.pairs {
		if q.name != "text" || q.value.Kind != yaml.MappingNode {
			continue
		}
		for i := 0; i+1 < len(q.value.Content); i += 2 {
			l, n := site.Lang(q.value.Content[i].Value), q.value.Content[i+1]
			typed := v.Text[l]
			said := slices.IndexFunc(d.prose, func(p site.Prose) bool {
				return p.Lang == l && p.Line == n.Line+d.shift && strings.TrimSpace(p.Text) == typed
			})
			if typed != "" && said >= 0 {
				v.Text[l] = d.stateIn(typed, d.quick(n), l, &d.prose[said])
			}
		}
	}
}

// isContact keeps where the service and the day of a contact stand.
func (d *decoder) isContact(g *group) {
	v := g.value.(*site.Contact)
	v.At, v.UntilAt = d.pos(g.at(d, "service")), d.pos(g.at(d, "until"))
}

// checkContacts wants the services that contacts name to be there, with a
// website that leads to them.
func checkContacts(s *site.Site, pages []*page) {
	for _, p := range pages {
		for _, f := range p.Fields {
			list, _ := f.Value.([]site.Contact)
			for _, k := range list {
				if k.Service == "" {
					continue
				}
				m := mark{k.At.Line, k.At.Col, len(k.Service)}
				switch v, ids := service(s, k.Service); {
				case v == nil:
					p.add(m, "key/service", fmt.Sprintf("there is no service %q", k.Service), suggest(k.Service, ids, "the services are listed in content/services.yaml; delete the key if none leads there")).Fix = p.near(m, k.Service, ids)
				case v.Website == "":
					p.add(m, "key/service", fmt.Sprintf("the service %q has no website", k.Service), "add it to content/services.yaml if you know it, or delete the key: the page then says that the way is not known")
				}
			}
		}
	}
}
