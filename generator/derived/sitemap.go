package derived

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sotto/generator/site"
)

// maxListed is how many pages the format allows in one file.
const maxListed = 50000

// Sitemap lists the pages that search engines may show, with their
// translations (sitemaps.org; hreflang by xhtml:link). The date is that of the
// text, never that of the build. Where one file may not hold all, it lists the files
// that do.
func Sitemap(s *site.Site, _ string) []File { return sitemap(s, maxListed) }

func sitemap(s *site.Site, most int) []File {
	listed := 0
	for _, p := range s.Pages {
		if p.Kind != site.NotFound {
			listed++
		}
	}
	part := func(from int) func() []byte { return func() []byte { return pagesFrom(s, from, most) } }
	if listed <= most {
		return []File{{Path: "sitemap.xml", Data: part(0)}}
	}
	var files []File
	d := newXML()
	d.add(`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for from := 0; from < listed; from += most {
		f := File{Path: fmt.Sprintf("sitemap-%d.xml", len(files)+1), Data: part(from)}
		d.add(" <sitemap>\n  <loc>%s</loc>\n </sitemap>\n", s.Config.URL(s.Config.BasePath+f.Path))
		files = append(files, f)
	}
	d.add("</sitemapindex>\n")
	return append(files, text("sitemap.xml", d.String()))
}

// pagesFrom lists so many pages, from one on.
func pagesFrom(s *site.Site, from, most int) []byte {
	pages := make([]*site.Page, 0, len(s.Pages))
	for _, p := range s.Pages {
		if p.Kind != site.NotFound {
			pages = append(pages, p)
		}
	}
	slices.SortFunc(pages, func(a, b *site.Page) int { return strings.Compare(a.Address, b.Address) })
	pages = pages[from:min(from+most, len(pages))]
	d := newXML()
	d.Grow(128 * len(pages))
	d.add(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	for _, p := range pages {
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
	return d.Bytes()
}

// zone is the time zone in which the site's dates are meant.
func zone(s *site.Site) *time.Location {
	if s.Config.TimeZone == nil {
		return time.UTC
	}
	return s.Config.TimeZone
}
