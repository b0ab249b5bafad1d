package render

import (
	"html/template"
	"strconv"

	"sotto/generator/site"
)

// BookletView is what templates/booklet.html is given: a guide to take along, all
// of it in one page. It stands alone: the page may be opened from a stick, where
// no address of the site leads anywhere.
type BookletView struct {
	// Frame is that of the guide's own page, without menus and whatever else
	// leads to the site.
	Frame Frame
	// Name stands at its head: the site's name or, in a discreet section, what
	// the browser's tab shows.
	Name string
	// Address is where the guide is on the web.
	Address string
	// Cards are those of the services that the guide's page offers, or "", and
	// Crisis is the crisis box.
	Cards, Crisis template.HTML
	// Parts are the guide's own page and its chapters.
	Parts []BookletPart
}

// BookletPart is one part of it.
type BookletPart struct {
	// ID is the part's anchor: p1 for the guide's own page.
	ID string
	// Place says which part it is, "" for the guide's own page: "Part 2 of 4".
	Place      string
	Title, Aim string
	Body       template.HTML // folded
}

// kilobytes is a file's length as people are told it, never too short.
func kilobytes(n int) string { return strconv.Itoa((n + 1023) / 1024) }

// Booklet makes the view of a guide to take along. bodies are what the room
// booklet has folded of the guide's own page and of its chapters, in order.
func (r *Renderer) Booklet(p *site.Page, bodies []string) View {
	e := r.edition(p.Lang)
	f := e.frame(p)
	f.NoIndex, f.Alternates, f.Feed, f.Twins, f.Absent, f.Menu, f.Crumbs = true, nil, nil, nil, nil, nil, nil
	v := &BookletView{Name: e.branch.Title, Address: f.Canonical, Crisis: template.HTML(e.crisis)}
	if p.Section.Discreet {
		v.Name = f.TabTitle
	}
	f.TabTitle = e.fill(wordBookletTab, "Title", f.TabTitle)
	f.Canonical, f.Banner, f.Strip, f.Footer = "", "", "", ""
	v.Frame = f
	for _, s := range p.Strip.Services {
		v.Cards += template.HTML(e.services[s.ID].card)
	}
	size := 0
	for i, body := range bodies {
		part := BookletPart{ID: "p" + strconv.Itoa(i+1), Title: p.Title, Aim: p.Aim, Body: template.HTML(body)}
		if i > 0 {
			c := p.Children[i-1]
			part.Title, part.Aim = c.Title, c.Aim
			part.Place = e.place(c)
		}
		v.Parts = append(v.Parts, part)
		size += len(body)
	}
	return View{e, "booklet", v, size}
}
