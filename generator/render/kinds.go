package render

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// view makes the view of a page, and names its template.
func (e *edition) view(p *site.Page, doc *markdown.Document) (string, any) {
	body := template.HTML(doc.HTML)
	f := e.frame(p)
	switch p.Kind {
	case site.Home:
		return "home", &HomeView{Frame: f, Body: body}
	case site.NotFound:
		return "404", &NotFoundView{Frame: f, Body: body}
	case site.Module:
		return "module", e.module(p, f, body)
	case site.Chapter:
		return "chapter", e.chapter(p, f, body, leadsOn(doc))
	case site.Essentials:
		return "essentials", e.essentials(p, f)
	case site.Plain:
		v := &PageView{Frame: f, Body: body, StripFirst: p == e.branch.Help}
		v.Children, v.Ordered = e.children(p, doc)
		return "page", v
	}
	return string(p.Kind), e.kind(p, f, doc)
}

// children lists the pages below one, unless its body offers them already, and
// says whether they are meant to be read in turn.
func (e *edition) children(p *site.Page, doc *markdown.Document) (list []Child, ordered bool) {
	if e.offered(p, doc) {
		return nil, false
	}
	v := e.contents(p)
	return v.Children, v.Ordered
}

// contents is the list of the pages below one.
func (e *edition) contents(p *site.Page) Contents {
	if len(p.Children) == 0 {
		return Contents{}
	}
	return Contents{Children: each(p.Children, e.child), Ordered: p.Children[0].Kind == site.Module}
}

// leadsOn reports whether the page's own text ends with the way on: then the
// frame offers no other one beside it.
func leadsOn(doc *markdown.Document) bool {
	for _, d := range slices.Backward(doc.Directives) {
		if d.Form != markdown.Inline { // behind it stand notes, and what they cite
			return d.Name == "next"
		}
	}
	return false
}

// offered reports whether the page's own text lists its children: it has
// ::contents, or :::choices that hold all of them.
func (e *edition) offered(p *site.Page, doc *markdown.Document) bool {
	left := len(p.Children)
	for _, d := range doc.Directives {
		if d.Name == "contents" || d.Name == "languages" {
			return true
		}
		if d.Name != "choices" {
			continue
		}
		for _, k := range d.Links {
			if !strings.HasSuffix(k.Dest, ".md") {
				continue
			}
			if to, _, why := e.site.Follow(p, k.Dest); why == site.LinkOK && to.Parent == p {
				left--
			}
		}
	}
	return left <= 0
}

func (e *edition) module(p *site.Page, f Frame, body template.HTML) *ModuleView {
	v := &ModuleView{Frame: f, Aim: p.Aim, Body: body, Chapters: each(p.Children, e.child)}
	if b := e.site.Booklet(p); b != nil {
		c := e.site.Config
		v.Booklet = &BookletLinks{
			Page: Link{Href: c.BasePath + b.Page, Text: e.fill(wordBookletPage, "Size", kilobytes(c.Booklets.PageBytes))},
			EPUB: Link{Href: c.BasePath + b.EPUB, Text: e.fill(wordBookletEPUB, "Size", kilobytes(c.Booklets.EPUBBytes))},
		}
	}
	minutes := 0
	for _, c := range p.Children {
		minutes += c.Minutes()
	}
	if len(p.Children) > 0 {
		v.Meta = e.fill(wordGuideMeta, "Parts", e.count(wordParts, len(p.Children)), "Time", e.count(wordReadingTime, minutes))
	}
	return v
}

func (e *edition) chapter(p *site.Page, f Frame, body template.HTML, leadsOn bool) *ChapterView {
	v := &ChapterView{Frame: f, Aim: p.Aim, Body: body, Minutes: e.count(wordReadingTime, p.Minutes())}
	m := p.Parent
	if m == nil {
		return v
	}
	v.Module = e.link(m)
	v.Parts = each(m.Children, func(c *site.Page) Part { return Part{e.link(c), c == p} })
	v.Place = e.place(p)
	if phrase := e.site.PhraseOf(p); phrase != "" {
		v.Phrase = &Link{Text: phrase}
		if b := e.branch.Phrases; b != nil {
			v.Phrase = &Link{Text: phrase, Href: b.Address, Lang: e.link(b).Lang}
		}
	}
	v.Prev = e.linkOrNil(p.Prev)
	switch {
	case leadsOn:
	case p.Next == nil:
		v.NextModule = e.linkOrNil(m.After)
	default:
		v.Next = e.linkOrNil(p.Next)
	}
	return v
}

// child makes the entry of a page in a list. Pages of a discreet section are
// described by their aim: their description is written to give nothing away.
func (e *edition) child(p *site.Page) Child {
	c := Child{Link: e.link(p), About: p.Description}
	switch p.Kind {
	case site.Module:
		c.Meta = e.count(wordParts, len(p.Children))
	case site.Chapter:
		c.Meta = e.count(wordReadingTime, p.Minutes())
	}
	if p.Section.Day != "" && p.Kind == p.Section.Kind {
		c.Link.Text, c.Day = p.Title, e.partialDay(p.Day())
	}
	if p.Aim != "" {
		c.About = p.Aim
	}
	return c
}

func (e *edition) linkOrNil(p *site.Page) *Link {
	if p == nil {
		return nil
	}
	k := e.link(p)
	return &k
}

func (e *edition) day(t time.Time) *Day {
	if t.IsZero() {
		return nil
	}
	return &Day{t.Format("2006-01-02"), locale.Date(e.language(), t)}
}

func (e *edition) partialDay(d site.PartialDate) *Day {
	if d == "" {
		return nil
	}
	return &Day{string(d), locale.PartialDate(e.language(), d)}
}
