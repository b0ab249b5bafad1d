package derived

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"sotto/generator/site"
)

// FeedPath is where the feed of a newsroom (a section of press releases) lies
// in a language: beside its own page, as feed.xml. Its address is that of the
// output folder with this path behind it.
func FeedPath(s *site.Site, newsroom site.Section, l site.Lang) string {
	if p := s.Page(newsroom.Path+"/index.md", l); p != nil && p.Lang == l {
		return path.Join(path.Dir(p.Output), "feed.xml")
	}
	if l != s.Config.Languages[0] {
		return path.Join(string(l), newsroom.Path, "feed.xml")
	}
	return path.Join(newsroom.Path, "feed.xml")
}

// Feeds returns an Atom feed (RFC 4287) for each newsroom and language that
// has a release.
func Feeds(s *site.Site) []File {
	var out []File
	for _, section := range s.Config.Sections {
		if section.Kind != site.Release {
			continue
		}
		for _, l := range s.Config.Languages {
			if list := releases(s, section, l); len(list) > 0 {
				name := FeedPath(s, section, l)
				out = append(out, File{name, feed(s, section, l, name, list)})
			}
		}
	}
	return out
}

// releases are a newsroom's releases in a language, the newest first.
func releases(s *site.Site, section site.Section, l site.Lang) []*site.Page {
	var list []*site.Page
	for _, p := range s.Pages {
		if p.Kind == site.Release && p.Lang == l && p.Section.Path == section.Path {
			list = append(list, p)
		}
	}
	issued := func(p *site.Page) string {
		if p.Release == nil {
			return ""
		}
		return string(p.Release.Issued)
	}
	slices.SortFunc(list, func(a, b *site.Page) int {
		return cmp.Or(b.Date.Compare(a.Date), strings.Compare(issued(b), issued(a)), strings.Compare(a.Source, b.Source))
	})
	return list
}

func feed(s *site.Site, section site.Section, l site.Lang, name string, list []*site.Page) []byte {
	siteName, _ := s.In(s.Config.Title, l)
	title, home := siteName, s.Config.BasePath
	if p := s.Page(section.Path+"/index.md", l); p != nil {
		home = p.Address
		if p.Lang == l {
			title = p.LinkTitle + " – " + siteName
		}
	}
	self := s.Config.URL(s.Config.BasePath + name)
	newest := list[0]
	for _, p := range list {
		if updated(p).After(updated(newest)) {
			newest = p
		}
	}
	w := newXML()
	w.open(0, "feed", "xmlns", "http://www.w3.org/2005/Atom", "xml:lang", string(l))
	w.text(1, "id", self)
	w.text(1, "title", title)
	w.text(1, "updated", instant(updated(newest)))
	w.empty(1, "link", "rel", "self", "type", "application/atom+xml", "href", self)
	w.empty(1, "link", "rel", "alternate", "type", "text/html", "hreflang", string(l), "href", s.Config.URL(home))
	author(w, 1, siteName)
	for _, p := range list {
		w.open(1, "entry")
		w.text(2, "id", entryID(s, p))
		w.text(2, "title", p.Title)
		if !p.Date.IsZero() {
			w.text(2, "published", instant(p.Date))
		}
		w.text(2, "updated", instant(updated(p)))
		w.empty(2, "link", "rel", "alternate", "type", "text/html", "hreflang", string(l), "href", s.Config.URL(p.Address))
		if p.Release != nil && p.Release.Issuer != "" {
			author(w, 2, p.Release.Issuer)
		}
		w.text(2, "summary", p.Description, "type", "text")
		w.close(1, "entry")
	}
	w.close(0, "feed")
	return []byte(w.String())
}

func author(w *xmlWriter, indent int, name string) {
	w.open(indent, "author")
	w.text(indent+1, "name", name)
	w.close(indent, "author")
}

// updated is when a page last changed, by its front matter.
func updated(p *site.Page) time.Time {
	if p.LastMod.IsZero() {
		return p.Date
	}
	return p.LastMod
}

// instant is a time as RFC 4287 wants it. A page without any date gets the
// earliest that a reader will take.
func instant(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(time.RFC3339)
}

// entryID names a release for good: a tag URI (RFC 4151) of its stable id, so
// that feed readers do not show it again when its address changes. A tag needs
// a date; without one the address must do.
func entryID(s *site.Site, p *site.Page) string {
	u, err := url.Parse(s.Config.BaseURL)
	if err != nil || u.Hostname() == "" || p.Date.IsZero() {
		return s.Config.URL(p.Address)
	}
	return "tag:" + strings.ToLower(u.Hostname()) + "," + p.Date.In(zone(s)).Format(time.DateOnly) + ":" + string(p.Lang) + "/" + p.ID
}
