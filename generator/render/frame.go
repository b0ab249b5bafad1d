package render

import (
	"html/template"

	"sotto/generator/site"
)

// frame makes the frame of a page.
func (e *edition) frame(p *site.Page) Frame {
	f := Frame{
		Lang: string(e.lang), Title: p.Title, TabTitle: e.tabTitle(p), Description: p.Description,
		Canonical: e.site.Config.URL(p.Address),
		Head:      e.head, Code: e.code, Exit: e.exits[p.Section.Path], Banner: e.banner,
		Menu: e.menuFor(p), Crumbs: e.crumbsBelow(p.Parent), Strip: e.strip, Footer: e.footer,
		Updated: e.day(p.LastMod), Reviewed: e.day(p.Reviewed), ReviewBy: e.day(p.ReviewBy),
	}
	for _, l := range e.site.Languages {
		if t := p.Twin(l.Code); t != nil {
			f.Twins = append(f.Twins, Link{Href: t.Address, Text: l.Name, Lang: string(l.Code)})
		}
	}
	if p.Kind == site.NotFound {
		// It is sent in answer to any address, so it has none of its own.
		f.NoIndex, f.Canonical, f.Updated, f.Reviewed, f.ReviewBy = true, "", nil, nil, nil
		return f
	}
	if p.Section.Kind == site.Release {
		f.Feed = e.feeds[p.Section.Path]
	}
	if !p.Section.Discreet && len(p.Twins) > 0 {
		f.Alternates = e.alternates(p)
	}
	return f
}

// tabTitle is the whole title of the browser's tab. In a discreet section the
// site's name would undo what the neutral title is for.
func (e *edition) tabTitle(p *site.Page) string {
	title := p.TabTitle
	if p.Section.Discreet || title == e.siteTitle {
		return title
	}
	return title + " – " + e.siteTitle
}

// alternates lists a page's languages in the site's order, and the one for
// everybody else: the first.
func (e *edition) alternates(p *site.Page) []Alternate {
	list := make([]Alternate, 0, len(p.Twins)+2)
	for _, l := range e.site.Config.Languages {
		q := p.Twin(l)
		if l == p.Lang {
			q = p
		}
		if q != nil {
			list = append(list, Alternate{string(l), e.site.Config.URL(q.Address)})
		}
	}
	return append(list, Alternate{"x-default", list[0].Href})
}

// menuFor returns the main menu with the page marked, or else the nearest
// page above it that the menu holds.
func (e *edition) menuFor(p *site.Page) template.HTML {
	for q := p; q != nil; q = q.Parent {
		// Home is above every page, and so would say nothing.
		if i, ok := e.entries[q]; ok && (q == p || q.Parent != nil) {
			if q == p {
				return e.menus[2*i]
			}
			return e.menus[2*i+1]
		}
	}
	return e.menu
}

// redirect makes the view of the page left behind at an old address.
func (e *edition) redirect(to *site.Page) *RedirectView {
	f := e.frame(to)
	f.Title = e.text(wordMoved)
	f.TabTitle = e.fill(wordMovedTab, "Title", f.TabTitle)
	f.NoIndex, f.Alternates, f.Feed, f.Twins = true, nil, nil, nil
	f.Refresh = to.Address
	f.Updated, f.Reviewed, f.ReviewBy = nil, nil, nil
	return &RedirectView{Frame: f, To: e.link(to)}
}
