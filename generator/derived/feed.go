package derived

import (
	"net/url"
	"strings"
	"time"

	"sotto/generator/site"
)

// Feeds writes the sections' Atom feeds (RFC 4287).
func Feeds(s *site.Site, _ string) []File {
	var out []File
	for _, f := range s.Feeds {
		out = append(out, File{f.Path, feed(s, f)})
	}
	return out
}

func feed(s *site.Site, f *site.Feed) []byte {
	siteName, self, lang := s.Branch(f.Lang).Title, s.Config.URL(f.Address), string(f.Lang)
	newest := f.Entries[0]
	for _, p := range f.Entries {
		if updated(p).After(updated(newest)) {
			newest = p
		}
	}
	w := newXML()
	w.open(0, "feed", "xmlns", "http://www.w3.org/2005/Atom", "xml:lang", lang)
	w.text(1, "id", self)
	w.text(1, "title", f.Title)
	w.text(1, "updated", instant(updated(newest)))
	w.empty(1, "link", "rel", "self", "type", "application/atom+xml", "href", self)
	w.empty(1, "link", "rel", "alternate", "type", "text/html", "hreflang", lang, "href", s.Config.URL(f.Home))
	author(w, 1, siteName)
	for _, p := range f.Entries {
		w.open(1, "entry")
		w.text(2, "id", entryID(s, p))
		w.text(2, "title", p.Title)
		if !p.Date.IsZero() {
			w.text(2, "published", instant(p.Date))
		}
		w.text(2, "updated", instant(updated(p)))
		w.empty(2, "link", "rel", "alternate", "type", "text/html", "hreflang", lang, "href", s.Config.URL(p.Address))
		if p.Author != "" {
			author(w, 2, p.Author)
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

// entryID names an entry for good: a tag URI (RFC 4151) of its stable id, so
// that feed readers do not show it again when its address changes. A tag needs
// a date; without one the address must do.
func entryID(s *site.Site, p *site.Page) string {
	u, err := url.Parse(s.Config.BaseURL)
	if err != nil || u.Hostname() == "" || p.Date.IsZero() {
		return s.Config.URL(p.Address)
	}
	return "tag:" + strings.ToLower(u.Hostname()) + "," + p.Date.In(zone(s)).Format(time.DateOnly) + ":" + string(p.Lang) + "/" + p.ID
}
