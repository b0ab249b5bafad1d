package derived

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"sotto/generator/site"
)

// Feeds writes the sections' Atom feeds (RFC 4287).
func Feeds(s *site.Site, _ string) []File {
	var out []File
	for _, f := range s.Feeds {
		out = append(out, File{Path: f.Path, Data: func() []byte { return feed(s, f) }})
	}
	return out
}

func feed(s *site.Site, f *site.Feed) []byte {
	siteName, self, lang := s.Branch(f.Lang).Title, s.Config.URL(f.Address), string(f.Lang)
	newest := slices.MaxFunc(f.Entries, func(a, b *site.Page) int { return updated(a).Compare(updated(b)) })
	d := newXML()
	d.add(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%s">
 <id>%s</id>
 <title>%s</title>
 <updated>%s</updated>
 <link rel="self" type="application/atom+xml" href="%s"/>
 <link rel="alternate" type="text/html" hreflang="%s" href="%s"/>
 <author>
  <name>%s</name>
 </author>
`, lang, self, f.Title, instant(updated(newest)), self, lang, s.Config.URL(f.Home), siteName)
	for _, p := range f.Entries {
		d.add(" <entry>\n  <id>%s</id>\n  <title>%s</title>\n", entryID(s, p), p.Title)
		if !p.Date.IsZero() {
			d.add("  <published>%s</published>\n", instant(p.Date))
		}
		d.add("  <updated>%s</updated>\n", instant(updated(p)))
		d.add(`  <link rel="alternate" type="text/html" hreflang="%s" href="%s"/>`+"\n", lang, s.Config.URL(p.Address))
		if author := p.Author(); author != "" {
			d.add("  <author>\n   <name>%s</name>\n  </author>\n", author)
		}
		d.add(`  <summary type="text">%s</summary>`+"\n </entry>\n", p.Description)
	}
	d.add("</feed>\n")
	return d.Bytes()
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
