package load

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// buildTree connects visible pages with their parents, children and, in a
// module, neighbours.
func buildTree(pages []*page, langs []site.Lang, compare func(site.Lang) func(a, b string) int) {
	seen := make([]*page, 0, len(pages))
	for _, p := range pages {
		if p.held == nil {
			seen = append(seen, p)
		}
	}
	byFolder := folderPages(seen)
	for _, p := range seen {
		above(p.file, func(dir string) bool {
			if parent := byFolder[p.Lang][dir]; parent != nil {
				p.Parent = parent.Page
			}
			return p.Parent == nil
		})
		// Nobody should find the 404 page in a list.
		if p.Parent != nil && p.Kind != site.NotFound {
			p.Parent.Children = append(p.Parent.Children, p.Page)
		}
	}
	byTitle := map[site.Lang]func(a, b string) int{}
	for _, l := range langs {
		byTitle[l] = compare(l)
	}
	for _, p := range seen {
		title := byTitle[p.Lang]
		slices.SortFunc(p.Children, func(a, b *site.Page) int {
			return cmp.Or(
				cmp.Compare(uint(a.Weight-1), uint(b.Weight-1)), // 0 becomes the largest
				b.Date.Compare(a.Date),
				title(a.Title, b.Title),
				strings.Compare(a.Source, b.Source),
			)
		})
		if p.Kind != site.Module {
			continue
		}
		var prev *site.Page
		for _, chapter := range p.Children {
			if chapter.Kind != site.Chapter {
				continue
			}
			if prev != nil {
				prev.Next, chapter.Prev = chapter, prev
			}
			prev = chapter
		}
	}
}

// joinLeads finds the pages and services that keys of the front matter name.
func joinLeads(c *config, s *site.Site, pages []*page) {
	var bySource map[string]*page
	for _, p := range pages {
		for _, l := range p.leads {
			if bySource == nil {
				bySource = make(map[string]*page, len(pages))
				for _, q := range pages {
					bySource[q.Source] = q
				}
			}
			if l.row.Type == schema.Service {
				c.joinService(p, l, s.Services)
			} else {
				c.join(p, l, bySource)
			}
		}
	}
}

func (c *config) joinService(p *page, l lead, services []*site.Service) {
	var ids []string
	for _, v := range services {
		if v.ID == l.path {
			p.setField(c, l.row.Name, v)
			return
		}
		ids = append(ids, v.ID)
	}
	help := "the services are listed in content/services.yaml: " + list(ids, "and")
	if near := diag.Nearest(l.path, ids); near != "" {
		help = "did you mean " + near + "?"
	}
	p.add(l.mark, "key/service", fmt.Sprintf("there is no service %q", l.path), help)
}

func (c *config) join(p *page, l lead, bySource map[string]*page) {
	source := path.Join(path.Dir(p.Source), l.path)
	wanted := "page"
	var labels []string
	for _, of := range l.row.Of {
		labels = append(labels, c.schema.Kind(site.Kind(of)).Label)
	}
	if len(labels) > 0 {
		wanted = list(labels, "or")
	}
	fits := func(k site.Kind) bool { return len(labels) == 0 || slices.Contains(l.row.Of, string(k)) }
	target := bySource[source]
	switch {
	case target == nil:
		help := "write the path of the " + wanted + "'s file, from this file on: " + l.row.Example
		var known []string
		for _, q := range bySource {
			if fits(q.Kind) {
				known = append(known, q.Source)
			}
		}
		slices.Sort(known)
		if near := diag.Nearest(source, known); near != "" {
			help = "write " + l.row.Name + ": " + site.Relative(p.Source, near)
		}
		p.add(l.mark, "key/page", "there is no file "+shown(source), help)
	case !fits(target.Kind):
		p.add(l.mark, "key/page", shown(source)+" is not a "+wanted+" but a "+c.schema.Kind(target.Kind).Label, "write the path of a "+wanted+"'s file, or delete the line")
	case p.held != nil:
	case target.held != nil:
		p.add(l.mark, "key/page", shown(source)+" is not published", "publish it first, or delete the line")
	default:
		to := target.Page
		if twin := target.Twin(p.Lang); twin != nil {
			to = twin
		}
		p.setField(c, l.row.Name, to)
	}
}

// checkReferences makes sure that the pages and the service that site.yaml
// names can be seen, and takes out of the menus those that cannot.
func checkReferences(c *config, s *site.Site, pages []*page) {
	bySource := make(map[string]*page, len(pages))
	var known []string
	for _, p := range pages {
		bySource[p.Source] = p
		if p.Lang == c.Languages[0] {
			known = append(known, p.Source)
		}
	}
	see := func(source, what string, m mark) bool {
		switch p := bySource[source]; {
		case p == nil:
			help := "write the path of a page's file below content/: help/index.md"
			if near := diag.Nearest(source, known); near != "" {
				help = "did you mean " + near + "?"
			} else if near := diag.Nearest(strings.TrimSuffix(source, "/")+"/index.md", known); near != "" {
				help = "did you mean " + near + "?"
			}
			c.add(m, "site/page", fmt.Sprintf("%s names a page that does not exist: %s", what, source), help)
			return false
		case p.Lang != c.Languages[0]:
			c.add(m, "site/page", fmt.Sprintf("%s names a page in another language: %s", what, source),
				"name the page in the site's first language: the others follow by themselves")
			return false
		case p.held != nil && p.held.Why == site.IsUnreadable:
			return false // told where it is written
		case p.held != nil:
			c.add(m, "site/page", fmt.Sprintf("%s names a page that is not published: %s", what, source),
				fmt.Sprintf("publish it (%s keeps it back: %s), or take it out", shown(p.held.By), p.held.Why))
			return false
		}
		return true
	}
	home := bySource["index.md"]
	for i := range c.refs {
		r := &c.refs[i]
		if home != nil && home.held != nil {
			r.gone = true // with everything else: told below
		} else if !see(r.source, r.what, r.mark) {
			r.gone = true
		}
	}
	c.settle()
	if c.ContactService != "" && !slices.ContainsFunc(s.Services, func(v *site.Service) bool { return v.ID == c.ContactService }) {
		var ids []string
		for _, v := range s.Services {
			ids = append(ids, v.ID)
		}
		help := "write the id of a service in content/services.yaml"
		if near := diag.Nearest(c.ContactService, ids); near != "" {
			help = "did you mean " + near + "?"
		} else if len(ids) == 0 {
			help = "write content/services.yaml, with an entry of that id"
		}
		c.add(c.contactAt, "site/contact", fmt.Sprintf("there is no service %q", c.ContactService), help)
		c.ContactService = ""
	}
	switch {
	case home == nil:
		c.add(mark{}, "site/home", "the site has no home page", "write content/index.md").Pos.File = shown("index.md")
	case home.held != nil:
		home.add(mark{}, "site/home", fmt.Sprintf("the home page is not published (%s), and so nothing is", home.held.Why), "publish it")
	}
	if bySource["404.md"] == nil {
		c.report(diag.Warning, mark{}, "site/404", "the site has no page for addresses that do not exist",
			"write it: without it the server shows a page of its own, which differs from all others in size and offers no help").Pos.File = shown("404.md")
	}
}
