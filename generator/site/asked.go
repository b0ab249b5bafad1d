package site

import (
	"path"
	"slices"
	"strings"
)

// What two rooms must agree on and can be told from the model in a moment is decided
// here when it is asked for: every page would hold it from the beginning to the end
// of a build, and most is asked for once.

// Day is the day that lists show and sort the page by, from Fields; "" for kinds
// without.
func (p *Page) Day() PartialDate {
	day, _ := p.sectionField(p.Section.Day).(PartialDate)
	return day
}

// Author is whom a feed names as the page's author, from Fields; "" for kinds
// without.
func (p *Page) Author() string {
	author, _ := p.sectionField(p.Section.Author).(string)
	return author
}

// sectionField is a field that the section of a page of its own kind speaks of.
func (p *Page) sectionField(key string) any {
	if p.Kind != p.Section.Kind || key == "" {
		return nil
	}
	return p.Field(key)
}

// Speaks is the language that readers find on the page: Lang, but for a one-screen
// page, which is in a further language. That has no words of the interface, no
// menus and no translations here: everything on such a page is its own.
func (p *Page) Speaks() Lang {
	if p.Kind == Essentials {
		code, _ := p.Field("language").(string)
		return Lang(code)
	}
	return p.Lang
}

// Trail leads from home down to Parent.
func (p *Page) Trail() []*Page {
	var trail []*Page
	for q := p.Parent; q != nil; q = q.Parent {
		trail = append(trail, q)
	}
	slices.Reverse(trail)
	return trail
}

// Mentions are the pages in a page's language with a field that leads there, the
// newest first.
func (s *Site) Mentions(p *Page) []*Page { return s.mentions[p] }

// Tab is the whole title of the browser's tab: TabTitle, with the site's name behind
// it except in a discreet section, where it would undo what the neutral title is for,
// and on a one-screen page, which is in another language than that name.
func (s *Site) Tab(p *Page) string {
	b := s.Branch(p.Lang)
	if !p.Section.Discreet && p.Kind != Essentials && p.TabTitle != b.Title {
		return p.TabTitle + " – " + b.Title
	}
	return p.TabTitle
}

// Alternates are the languages that a page tells machines of, in the site's order,
// itself among them: none when it has no twin, in a discreet section, and on the 404
// page.
func (s *Site) Alternates(p *Page) []*Page {
	var out []*Page
	if len(p.Twins) > 0 && !p.Section.Discreet && p.Kind != NotFound {
		for _, l := range s.Config.Languages {
			if l == p.Lang {
				out = append(out, p)
			} else if t := p.Twin(l); t != nil {
				out = append(out, t)
			}
		}
	}
	return out
}

// Absent are the languages of the site in which a page tells readers that it cannot
// be had in them.
func (s *Site) Absent(p *Page) []Lang {
	if p.Kind == NotFound || s.Rules.Languages.Page(p) != Notice {
		return nil
	}
	var out []Lang
	for _, l := range s.Config.Languages {
		if l != p.Lang && p.Twin(l) == nil {
			out = append(out, l)
		}
	}
	return out
}

// Old are the files at a page's old addresses, like Output.
func (s *Site) Old(p *Page) []string {
	var out []string
	for _, a := range p.Aliases {
		out = append(out, path.Join(strings.TrimPrefix(a, s.Config.BasePath), "index.html"))
	}
	return out
}

// Marked is what the main menu marks on a page: the page itself, or the nearest page
// above it that the menu holds, but never home for another page, above which it always
// is. Nil when there is none.
func (s *Site) Marked(p *Page) *Page {
	menu := s.Branch(p.Lang).Main
	for q := p; q != nil; q = q.Parent {
		if slices.Contains(menu, q) && (q == p || q.Parent != nil) {
			return q
		}
	}
	return nil
}

// FeedOf is the feed of the newsroom that a page is in, or nil.
func (s *Site) FeedOf(p *Page) *Feed {
	for _, f := range s.Feeds {
		if f.Section.Path == p.Section.Path && f.Lang == p.Lang {
			return f
		}
	}
	return nil
}
