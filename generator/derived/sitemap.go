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
	d := newXML()
	d.add(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	for _, p := range pages {
		if p.Kind == site.NotFound {
			continue
		}
		d.add(" <url>\n  <loc>%s</loc>\n", s.Config.URL(p.Address))
		if !p.LastMod.IsZero() {
			d.add("  <lastmod>%s</lastmod>\n", p.LastMod.In(zone(s)).Format(time.DateOnly))
		}
		for _, t := range s.Alternates(p) {
			d.add(`  <xhtml:link rel="alternate" hreflang="%s" href="%s"/>`+"\n", string(t.Lang), s.Config.URL(t.Address))
		}
		d.add(" </url>\n")
	}
	d.add("</urlset>\n")
	return []File{{Path: "sitemap.xml", Data: []byte(d.String())}}
}

// zone is the time zone in which the site's dates are meant.
func zone(s *site.Site) *time.Location {
	if s.Config.TimeZone == nil {
		return time.UTC
	}
	return s.Config.TimeZone
}
