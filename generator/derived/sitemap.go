package derived

import (
	"slices"
	"strings"
	"time"

	"sotto/generator/site"
)

// Sitemap lists the pages that search engines may show, with their
// translations (sitemaps.org; hreflang by xhtml:link). The date is that of the
// text, never that of the build. The format allows 50,000 pages in one file.
func Sitemap(s *site.Site, _ string) []File {
	pages := slices.Clone(s.Pages)
	slices.SortFunc(pages, func(a, b *site.Page) int { return strings.Compare(a.Address, b.Address) })
	w := newXML()
	w.open(0, "urlset", "xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9", "xmlns:xhtml", "http://www.w3.org/1999/xhtml")
	for _, p := range pages {
		if p.Kind == site.NotFound {
			continue
		}
		w.open(1, "url")
		w.text(2, "loc", s.Config.URL(p.Address))
		if !p.LastMod.IsZero() {
			w.text(2, "lastmod", p.LastMod.In(zone(s)).Format(time.DateOnly))
		}
		for _, t := range p.Alternates {
			w.empty(2, "xhtml:link", "rel", "alternate", "hreflang", string(t.Lang), "href", s.Config.URL(t.Address))
		}
		w.close(1, "url")
	}
	w.close(0, "urlset")
	return []File{{"sitemap.xml", []byte(w.String())}}
}

// zone is the time zone in which the site's dates are meant.
func zone(s *site.Site) *time.Location {
	if s.Config.TimeZone == nil {
		return time.UTC
	}
	return s.Config.TimeZone
}
