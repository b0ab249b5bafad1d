package editorial

import (
	"fmt"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// What pages state of services by the box and the list that hold several.
const (
	CrisisBox = "::crisis"
	Directory = "::directory"
)

// states are the services of which a page states something.
func states(doc *markdown.Document) []string {
	var out []string
	for i := range doc.Directives {
		d := &doc.Directives[i]
		var names []string
		switch {
		case d.Name == "crisis":
			names = []string{CrisisBox}
		case d.Name == "directory":
			names = []string{Directory}
		case d.Name == "service":
			names = []string{d.Attrs["id"]}
		case d.Name == "week":
			names = strings.Fields(d.Attrs["services"])
		case registry[d.Name]:
			names = []string{d.Label}
		}
		for _, name := range names {
			if name != "" && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Stated names, in the findings on days of services.yaml, the pages that state
// something of the service: they are what is to be looked at until somebody has
// looked again. said is what is kept of each page, in the site's order.
func (h *House) Stated(findings []diag.Finding, said []*Facts) {
	days := map[diag.Pos]*site.Service{}
	for _, v := range h.site.Services {
		note := func(k *site.Found) { days[k.AsOfAt], days[k.VerifyAt] = v, v }
		note(&v.Found)
		for i := range v.Channels {
			c := &v.Channels[i]
			note(&c.Found)
			note(&c.Hours.Found)
			note(&c.Cost.Found)
		}
	}
	delete(days, diag.Pos{})
	for i := range findings {
		f := &findings[i]
		v := days[f.Pos]
		if v == nil || !strings.HasPrefix(f.Code, "date/") {
			continue
		}
		var pages []string
		for j := range said {
			if h.statedOn(v, said[j], h.site.Pages[j]) {
				pages = append(pages, h.site.Pages[j].File())
			}
		}
		switch n := len(pages); {
		case n == 0:
			f.Help += "\nno page states it now"
		case n == len(said):
			f.Help += "\nevery page states it"
		case n > 5:
			f.Help += fmt.Sprintf("\n%d pages state it: %s and others", n, strings.Join(pages[:5], ", "))
		default:
			f.Help += "\nit is stated on " + strings.Join(pages, ", ")
		}
	}
}

// statedOn says whether a page states something of a service.
func (h *House) statedOn(v *site.Service, said *Facts, p *site.Page) bool {
	return slices.Contains(p.Strip.Services, v) || p.Strip.Open == v || slices.Contains(said.Services, v.ID) ||
		v.Crisis && slices.Contains(said.Services, CrisisBox) || h.site.InDirectory(v) && slices.Contains(said.Services, Directory)
}
