package render

import "sotto/generator/site"

// frame makes the frame of a page.
func (e *edition) frame(p *site.Page) Frame {
	talk := e.strips[stripKey(*p.Strip)]
	f := Frame{
		Lang: string(e.lang), Title: p.Title, TabTitle: e.site.Tab(p), Description: p.Description,
		Canonical: e.site.Config.URL(p.Address),
		Head:      e.head, Code: e.code, Exit: e.exits[p.Section.Path], Banner: talk.banner,
		Menu: e.menu(p), Crumbs: each(p.Trail(), e.link), Strip: talk.html, Footer: e.footer,
		Updated: e.day(p.LastMod), Reviewed: e.day(p.Reviewed), ReviewedBy: p.ReviewedBy, ReviewBy: e.day(p.ReviewBy),
	}
	for _, l := range e.site.Languages {
		if t := p.Twin(l.Code); t != nil {
			f.Twins = append(f.Twins, Link{Href: t.Address, Text: l.Name, Lang: string(l.Code)})
		}
	}
	for _, l := range e.site.Absent(p) {
		f.Absent = append(f.Absent, e.absent(p, l))
	}
	if p.Kind == site.NotFound {
		// It is sent in answer to any address, so it has none of its own.
		f.NoIndex, f.Canonical, f.Updated, f.Reviewed, f.ReviewBy = true, "", nil, nil, nil
		return f
	}
	if feed := e.site.FeedOf(p); feed != nil {
		f.Feed = &Link{Href: e.site.Config.URL(feed.Address), Text: feed.Title}
	}
	for _, q := range e.site.Alternates(p) {
		f.Alternates = append(f.Alternates, Alternate{string(q.Lang), e.site.Config.URL(q.Address)})
	}
	if len(f.Alternates) > 0 { // for everybody else: the first
		f.Alternates = append(f.Alternates, Alternate{"x-default", f.Alternates[0].Href})
	}
	return f
}

// absent tells readers of a language that a page is not in it.
func (e *edition) absent(p *site.Page, l site.Lang) Absent {
	to := e.site.Branch(l).Home
	for q := p.Parent; q != nil; q = q.Parent {
		if twin := q.Twin(l); twin != nil {
			to = twin
			break
		}
	}
	return Absent{Lang: string(l), Text: e.words.Text(l, wordAbsent), Link: e.linkOrNil(to)}
}

// menu returns the main menu with the page's entry marked.
func (e *edition) menu(p *site.Page) []MenuItem {
	items, marked := make([]MenuItem, len(e.branch.Main)), e.site.Marked(p)
	for i, q := range e.branch.Main {
		items[i].Link = e.link(q)
		switch q {
		case p:
			items[i].Mark = "page"
		case marked:
			items[i].Mark = "true"
		}
	}
	return items
}

// redirect makes the view of the page left behind at an old address.
func (e *edition) redirect(to *site.Page) *RedirectView {
	f := e.frame(to)
	f.Title = e.text(wordMoved)
	f.TabTitle = e.fill(wordMovedTab, "Title", f.TabTitle)
	f.NoIndex, f.Alternates, f.Feed, f.Twins, f.Absent = true, nil, nil, nil, nil
	f.Refresh = to.Address
	f.Updated, f.Reviewed, f.ReviewBy = nil, nil, nil
	return &RedirectView{Frame: f, To: e.link(to)}
}
