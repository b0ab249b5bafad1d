package render

import (
	"html/template"
	"strings"

	"sotto/generator/site"
)

// What pages below one page share. It is rendered when the first of them is,
// and kept: two workers that come at the same time make the same bytes.

// crumbsBelow leads from home down to a page, for the pages below it.
func (e *edition) crumbsBelow(p *site.Page) template.HTML {
	if p == nil {
		return ""
	}
	if made, ok := e.crumbs.Load(p); ok {
		return made.(template.HTML)
	}
	var v crumbsView
	for _, q := range append(p.Ancestors(), p) {
		v.Items = append(v.Items, e.link(q))
	}
	made := e.part("crumbs", v)
	e.crumbs.Store(p, made)
	return made
}

// chapters are the entries of the list of a module's chapters.
type chapters struct {
	plain, current []template.HTML
}

// partsOf lists a module's chapters, with one of them marked, and says which
// number it has, from 1; 0 when it is none of them.
func (e *edition) partsOf(m, current *site.Page) (template.HTML, int) {
	made, ok := e.parts.Load(m)
	if !ok {
		c := &chapters{}
		for _, p := range m.Children {
			k := e.link(p)
			c.plain = append(c.plain, e.part("part", partView{Link: k}))
			c.current = append(c.current, e.part("part", partView{k, true}))
		}
		made = c
		e.parts.Store(m, c)
	}
	c := made.(*chapters)
	var b strings.Builder
	number := 0
	for i, p := range m.Children {
		if p == current {
			number = i + 1
			b.WriteString(string(c.current[i]))
		} else {
			b.WriteString(string(c.plain[i]))
		}
	}
	return template.HTML(b.String()), number
}

// makeRelations finds what a page's own fields do not say.
func (e *edition) makeRelations() {
	e.help = e.site.Page(e.site.Config.HelpPage, e.lang)
	e.releases = map[*site.Page][]*site.Page{}
	e.after = map[*site.Page]*site.Page{}
	e.feeds = map[string]*Link{}
	for _, p := range e.site.Pages {
		if p.Lang != e.lang {
			continue
		}
		if p.Release != nil && p.Release.Campaign != nil {
			e.releases[p.Release.Campaign] = append(e.releases[p.Release.Campaign], p)
		}
		if sec := p.Section; p.Kind == site.Release && e.feeds[sec.Path] == nil {
			e.feeds[sec.Path] = e.feedOf(sec)
		}
		var before *site.Page
		for _, child := range p.Children {
			if child.Kind == site.Module {
				if before != nil {
					e.after[before] = child
				}
				before = child
			}
		}
	}
}

// feedOf leads to a newsroom's feed, which lies beside its own page.
func (e *edition) feedOf(sec site.Section) *Link {
	k := Link{Href: e.site.Config.BasePath, Text: e.siteTitle}
	if e.lang != e.site.Config.Languages[0] {
		k.Href += string(e.lang) + "/"
	}
	k.Href += sec.Path + "/"
	if p := e.site.Page(sec.Path+"/index.md", e.lang); p != nil && p.Lang == e.lang {
		k.Href, k.Text = p.Address, p.LinkTitle+" – "+e.siteTitle
	}
	k.Href = e.site.Config.URL(k.Href + "feed.xml")
	return &k
}
