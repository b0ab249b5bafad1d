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
//
// Whatever holds a folder's page back holds back what is below it too, so that
// the nearest folder's page of a visible page is visible itself.
func buildTree(pages []*page, byFolder folders, langs []site.Lang, compare func(site.Lang) func(a, b string) int) {
	pages = slices.DeleteFunc(slices.Clone(pages), func(p *page) bool { return p.held != nil })
	for _, p := range pages {
		above(p.file, func(dir string) bool {
			if parent := byFolder[folder{p.Lang, dir}]; parent != nil {
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
	for _, p := range pages {
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

// bySource finds pages by their source.
func bySource(pages []*page) map[string]*page {
	out := make(map[string]*page, len(pages))
	for _, p := range pages {
		out[p.Source] = p
	}
	return out
}

// joinLeads finds the pages and services that keys of the front matter name.
func joinLeads(c *config, s *site.Site, pages []*page, sources map[string]*page) {
	for _, p := range pages {
		for _, l := range p.leads {
			if l.row.Type != schema.Service {
				c.join(p, l, sources)
			} else if v, ids := service(s, l.path); v != nil {
				p.setField(c, l.row.Name, v)
			} else {
				help := "write content/services.yaml, with an entry of that id"
				if len(ids) > 0 {
					help = "the services are listed in content/services.yaml: " + list(ids, "and")
				}
				p.add(l.mark, "key/service", fmt.Sprintf("there is no service %q", l.path), suggest(l.path, ids, help)).Fix = p.near(l.mark, l.path, ids)
			}
		}
	}
}

// service finds a service, or nil, and the ids that there are.
func service(s *site.Site, id string) (found *site.Service, ids []string) {
	for _, v := range s.Services {
		if v.ID == id {
			found = v
		}
		ids = append(ids, v.ID)
	}
	return found, ids
}

func (c *config) join(p *page, l lead, sources map[string]*page) {
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
	target := sources[source]
	switch {
	case target == nil:
		help := "write the path of the " + wanted + "'s file, from this file on: " + l.row.Example
		var known []*site.Page
		for _, q := range sources {
			if fits(q.Kind) {
				known = append(known, q.Page)
			}
		}
		slices.SortFunc(known, func(a, b *site.Page) int { return strings.Compare(a.Source, b.Source) })
		right := ""
		if near := site.Likely(source, "", known); len(near) > 0 {
			help = "write " + l.row.Name + ": " + site.Relative(p.Source, near[0])
			if len(near) == 1 {
				right = site.Relative(p.Source, near[0])
			}
		}
		f := p.add(l.mark, "key/page", "there is no file "+shown(source), help)
		if right != "" {
			f.Fix = p.swap(l.mark, l.path, right)
		}
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
func checkReferences(c *config, s *site.Site, pages []*page, sources map[string]*page) {
	known := make([]*site.Page, len(pages))
	for i, p := range pages {
		known[i] = p.Page
	}
	see := func(source, what string, m mark) bool {
		switch p := sources[source]; {
		case p == nil:
			help := "write the path of a page's file below content/: help/index.md"
			near := ""
			if likely := site.Likely(strings.TrimSuffix(source, "/"), "", known); len(likely) > 0 {
				help = "did you mean " + list(likely, "or") + "?"
				if len(likely) == 1 {
					near = likely[0]
				}
			}
			f := c.add(m, "site/page", fmt.Sprintf("%s names a page that does not exist: %s", what, source), help)
			if at := c.file().Offset(c.pos(m)); near != "" && strings.HasPrefix(string(c.data[at:]), source) {
				f.Fix = c.file().Edit(at, at+len(source), near) // the anchor behind it stays
			}
		case p.Lang != c.Languages[0]:
			c.add(m, "site/page", fmt.Sprintf("%s names a page in another language: %s", what, source),
				"name the page in the site's first language: the others follow by themselves")
		case p.held == nil:
			return true
		case p.held.Why != site.IsUnreadable: // that is told where it is written
			keptBack(s, p, sources[p.held.By], what, c.pos(m))
		}
		return false
	}
	home := sources["index.md"]
	for _, r := range c.refs {
		switch {
		case home != nil && home.held != nil: // and all else is with it: told below
		case !see(r.source, r.what, r.mark):
		case r.list != nil:
			*r.list = append(*r.list, r.source)
		case r.anchor != "":
			*r.one = r.source + "#" + r.anchor
		default:
			*r.one = r.source
		}
	}
	if v, ids := service(s, c.ContactService); v == nil && c.ContactService != "" {
		switch {
		case c.brokenServices: // it may stand in what could not be read
		case c.noServices: // so whatever asks for one does so in vain
			f := c.add(mark{}, "site/contact", fmt.Sprintf("there is no content/services.yaml, and content/site.yaml names its service %q", c.ContactService),
				"write it, with an entry of that id", c.pos(c.contactAt))
			f.Pos.File = shown("services.yaml")
		default:
			c.add(c.contactAt, "site/contact", fmt.Sprintf("there is no service %q", c.ContactService),
				suggest(c.ContactService, ids, "write the id of a service in content/services.yaml")).Fix = c.near(c.contactAt, c.ContactService, ids)
		}
		c.ContactService = ""
	}
	switch {
	case home == nil:
		c.add(mark{}, "site/home", "the site has no home page", "write content/index.md").Pos.File = shown("index.md")
	case home.held != nil:
		home.add(home.hider(home.held.Why), "site/home", fmt.Sprintf("the home page is not published (%s), and so nothing is", home.held.Why), "publish it")
	}
	if sources["404.md"] == nil {
		c.report(diag.Warning, mark{}, "site/404", "the site has no page for addresses that do not exist",
			"write it: without it the server shows a page of its own, which differs from all others in size and offers no help").Pos.File = shown("404.md")
	}
}

// keptBack tells of a page that site.yaml names and that cannot be seen, once
// and at the key that keeps it back: a date with two figures exchanged is found
// there, and not at the menu. Links to that page, and translations that would show
// without it, are then nothing to report.
func keptBack(s *site.Site, p, by *page, what string, named diag.Pos) {
	if by.told {
		return
	}
	by.told = true
	for i := range s.Withheld {
		s.Withheld[i].Told = s.Withheld[i].Told || s.Withheld[i].By == by.Source
	}
	message := fmt.Sprintf("%s names this page, and it is not published", what)
	if p != by {
		message = fmt.Sprintf("%s names %s, and this page keeps it back", what, shown(p.Source))
	}
	why, help := "it is a draft", "take the line out"
	switch p.held.Why {
	case site.IsFuture:
		why, help = "its day is "+by.from().Format("2 January 2006"), "correct the day"
		if key := by.fromKey(); by.from().Year() > s.Clock.Year()+yearsAhead {
			help = yearHelp(key, by.from(), s.Clock)
		}
	case site.IsExpired:
		why, help = "it expired on "+by.ExpiryDate.Format("2 January 2006"), "correct the day"
	}
	by.add(by.hider(p.held.Why), "site/page", message+": "+why, help+", or take the page out of "+what+" in content/site.yaml", named)
}

// hider is where a page says what hides it.
func (p *page) hider(why site.WithheldWhy) mark {
	switch why {
	case site.IsDraft:
		return p.at("draft")
	case site.IsExpired:
		return p.at("expiryDate")
	case site.IsFuture:
		return p.at(p.fromKey())
	}
	return mark{}
}

// fromKey is the key that says from when a page can be seen.
func (p *page) fromKey() string {
	if p.at("publishDate").known() {
		return "publishDate"
	}
	return "date"
}
