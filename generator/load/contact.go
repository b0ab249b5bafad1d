package load

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// offer is a service that a contact strip is to offer, before it has been found.
type offer struct {
	id   string
	mark mark
}

// services reads the id of a service, or a list of some.
func (d *decoder) services(q pair) ([]string, bool) {
	var ids []string
	var at []*yaml.Node
	if q.value.Kind == yaml.SequenceNode {
		ids, at = d.texts(q, "shore, childline")
	} else if s, ok := d.oneLine(q); ok {
		ids, at = []string{s}, []*yaml.Node{q.value}
	}
	list := make([]offer, len(ids))
	for i, id := range ids {
		list[i] = offer{id, d.mark(at[i])}
	}
	if d.p != nil {
		d.p.offers = list
	} else {
		d.c.offers = append(d.c.offers, list)
	}
	return ids, len(ids) > 0
}

// checkOffers makes sure that the services of contact strips can be offered. It
// keeps those that can.
func checkOffers(c *config, s *site.Site, pages []*page) {
	if c.brokenServices { // what is missing may stand in what could not be read
		return
	}
	look := func(t *text, offers []offer) {
		for _, o := range offers {
			v, ids := service(s, o.id)
			switch {
			case o.id == site.NoService && len(offers) == 1:
			case o.id == site.NoService:
				t.add(o.mark, "service/none", "none stands beside services", "write contact: [none] alone, or take it out of the list")
			case v == nil:
				help := "write content/services.yaml, with an entry of that id"
				if len(ids) > 0 {
					help = "the services are listed in content/services.yaml: " + list(ids, "and")
				}
				t.add(o.mark, "key/service", fmt.Sprintf("there is no service %q", o.id), suggest(o.id, ids, help)).Fix = t.near(o.mark, o.id, ids)
			case !v.Reachable():
				t.add(o.mark, "service/unreachable", fmt.Sprintf("the service %q has no channel that readers can use", o.id),
					"give it a phone, text, chat, message, email or web channel in content/services.yaml, or name another service here")
			}
		}
	}
	for _, offers := range c.offers {
		look(&c.text, offers)
		checkNight(&c.text, offers, true, s)
	}
	for _, p := range pages {
		look(&p.text, p.offers)
		checkNight(&p.text, p.offers, true, s)
	}
	if v, _ := service(s, c.ContactService); v != nil && !v.Reachable() {
		c.add(c.contactAt, "service/unreachable", fmt.Sprintf("the service %q has no channel that readers can use", v.ID),
			"give it a phone, text, chat, message, email or web channel in content/services.yaml, or name another service here")
	}
	checkNight(&c.text, []offer{{c.ContactService, c.contactAt}}, false, s)
}

// checkNight wants a contact strip to offer somebody at any hour: who reads at
// two in the morning and finds nothing but closed lines may not come back. Listed
// says that others may stand beside those that are there.
func checkNight(t *text, offers []offer, listed bool, s *site.Site) {
	var ids []string
	var list []*site.Service
	for _, o := range offers {
		if v, _ := service(s, o.id); v != nil {
			ids, list = append(ids, o.id), append(list, v)
		}
	}
	if always, open, _ := s.Night(list); always || open != nil || !slices.ContainsFunc(list, (*site.Service).Closes) {
		return
	}
	help := "add a service to content/services.yaml with crisis: true, for the same readers and countries, and a number with hours: {always: true}; or write those hours at a number of this one, if it is so"
	fitting := func(v *site.Service) bool { return v.NeverCloses() && v.Fits(list) }
	if i := slices.IndexFunc(s.Services, fitting); i >= 0 && listed {
		help = fmt.Sprintf("add one that never closes: contact: [%s]", strings.Join(append(ids, s.Services[i].ID), ", "))
	}
	t.report(diag.Warning, offers[0].mark, "service/night", "whom this contact strip offers is closed at times, and nobody who never is stands beside them", help)
}
