package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"
)

// Branch is the part of a site that is in one language: what its pages share.
type Branch struct {
	Lang Lang
	// Title is the site's name.
	Title string
	// Root is the address of the branch: "/" or "/cy/".
	Root string
	// Home and NotFound are its home page and its page for addresses that lead
	// nowhere; nil when there is none in this language.
	Home, NotFound *Page
	// Main, Helps, Facts and Footer are the menus.
	Main, Helps, Facts, Footer []*Page
	// Help, Privacy, PrivateReading and Limits are the pages that the settings
	// name, with the #anchor to add to the last one's address: in this
	// language, or else in the first. Nil when there is none.
	Help, Privacy, PrivateReading, Limits *Page
	LimitsAnchor                          string
	// Abroad is the page about help in other countries, Phrases the one that leads
	// from two words to a chapter; likewise.
	Abroad, Phrases *Page
}

// Feed is the Atom feed of a section in one language.
type Feed struct {
	Section Section
	Lang    Lang
	// Title names the section and the site.
	Title string
	// Path is the file, relative to the output folder; Address the path part
	// of its URL.
	Path, Address string
	// Home is the address of the page that the feed is about.
	Home string
	// Entries are its pages, the newest first.
	Entries []*Page
}

// Seal fills every field that is made of others, once the lists are complete;
// load calls it last. Whatever two rooms must agree on is decided here.
func (s *Site) Seal() {
	s.index()
	nowhere, nothing := &Section{}, &Seldom{}
	for _, p := range s.Pages {
		p.Section, p.Seldom = cmp.Or(p.Section, nowhere), cmp.Or(p.Seldom, nothing)
	}
	s.dateServices()
	s.mention()
	for _, l := range s.Config.Languages {
		s.Branches = append(s.Branches, s.branch(l))
	}
	s.feeds()
	s.ends()
	strips := map[string]*Strip{}
	for _, p := range s.Pages {
		p.Strip = s.strip(p, strips)
		follow(p)
	}
	for _, p := range s.Pages { // with one number for a guide, in whatever language somebody recalls it
		if original := p.Twin(s.Config.Languages[0]); original != nil && original.Number > 0 {
			p.Number = original.Number
		}
	}
}

func (s *Site) index() {
	s.bySource = make(map[string]*Page, len(s.Pages))
	for _, p := range s.Pages {
		s.bySource[p.Source] = p
	}
	s.withheld = make(map[string]Withheld, len(s.Withheld))
	for _, w := range s.Withheld {
		s.withheld[w.Page.Source] = w
	}
	s.services = make(map[string]*Service, len(s.Services))
	for _, v := range s.Services {
		s.services[v.ID] = v
	}
}

func (s *Site) branch(l Lang) *Branch {
	c := &s.Config
	b := &Branch{Lang: l, Root: c.BasePath}
	b.Title, _ = s.In(c.Title, l)
	ending := ".md"
	if l != c.Languages[0] {
		b.Root += string(l) + "/"
		ending = "." + string(l) + ".md"
	}
	b.Home, b.NotFound = s.bySource["index"+ending], s.bySource["404"+ending]
	pages := func(sources []string) (out []*Page) {
		for _, source := range sources {
			if p := s.Page(source, l); p != nil {
				out = append(out, p)
			}
		}
		return out
	}
	b.Main, b.Helps, b.Facts, b.Footer = pages(c.MainMenu), pages(c.HelpMenu), pages(c.FactsMenu), pages(c.FooterMenu)
	b.Help, b.Privacy, b.PrivateReading = s.Page(c.HelpPage, l), s.Page(c.Privacy, l), s.Page(c.PrivateReading, l)
	b.Abroad, b.Phrases = s.Page(c.Abroad, l), s.Page(c.Phrases, l)
	limits, anchor, _ := strings.Cut(c.Limits, "#")
	b.Limits, b.LimitsAnchor = s.Page(limits, l), anchor
	return b
}

// Branch returns the part of the site that is in a language; the first one's
// when the site is not in that language.
func (s *Site) Branch(l Lang) *Branch {
	for _, b := range s.Branches {
		if b.Lang == l {
			return b
		}
	}
	return s.Branches[0]
}

// mention finds the pages with fields that lead to others.
func (s *Site) mention() {
	s.mentions = map[*Page][]*Page{}
	for _, p := range s.Pages {
		for _, f := range p.Fields {
			if to, ok := f.Value.(*Page); ok && to.Lang == p.Lang {
				s.mentions[to] = append(s.mentions[to], p)
			}
		}
	}
	for _, list := range s.mentions {
		slices.SortFunc(list, newestFirst)
	}
}

func newestFirst(a, b *Page) int {
	return cmp.Or(b.Date.Compare(a.Date), strings.Compare(string(b.Day()), string(a.Day())), strings.Compare(a.Source, b.Source))
}

// feeds makes a feed for each section that has one and each language that it
// has an entry in. It lies beside the section's own page, as feed.xml.
func (s *Site) feeds() {
	for _, section := range s.Config.Sections {
		if !section.Feed {
			continue
		}
		for _, b := range s.Branches {
			f := &Feed{Section: section, Lang: b.Lang, Title: b.Title, Home: s.Config.BasePath}
			for _, p := range s.Pages {
				if p.Kind == section.Kind && p.Lang == b.Lang && p.Section.Path == section.Path {
					f.Entries = append(f.Entries, p)
				}
			}
			if len(f.Entries) == 0 {
				continue
			}
			slices.SortFunc(f.Entries, newestFirst)
			folder := strings.TrimPrefix(b.Root, s.Config.BasePath) + section.Path
			if p := s.Page(section.Path+"/index.md", b.Lang); p != nil {
				f.Home = p.Address
				if p.Lang == b.Lang {
					f.Title, folder = p.LinkTitle+" – "+b.Title, path.Dir(p.Output)
				}
			}
			f.Path = path.Join(folder, "feed.xml")
			f.Address = s.Config.BasePath + f.Path
			s.Feeds = append(s.Feeds, f)
		}
	}
}

// follow gives the pages below one their places.
func follow(p *Page) {
	var before *Page
	var chapters int32
	modules := map[*Section]int32{}
	for _, child := range p.Children {
		switch child.Kind {
		case Chapter:
			chapters++
			child.Number = chapters
		case Module:
			if before != nil {
				before.After = child
			}
			before = child
			modules[child.Section]++
			child.Number = modules[child.Section]
		}
	}
}

// Newest is the latest date that the content itself names: the time stamp of
// every file, so that it says nothing about when the site was built.
func (s *Site) Newest() time.Time {
	var t time.Time
	for _, p := range s.Pages {
		if p.LastMod.After(t) {
			t = p.LastMod
		}
	}
	return t
}
