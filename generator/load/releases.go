package load

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// readBoilerplates reads boilerplates.yaml into s; there may be none.
func readBoilerplates(c *config, s *site.Site) ([]diag.Finding, error) {
	_, findings, err := register[site.Boilerplate]{
		file: "boilerplates.yaml", row: schema.Boilerplates(), is: "a list of texts", each: "each", several: "boilerplates",
		code: "boilerplate/id", help: "give one of them another id",
		id: func(v *site.Boilerplate) string { return v.ID },
	}.read(c, s, &s.Boilerplates)
	return findings, err
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
