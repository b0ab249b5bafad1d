package derived

import "sotto/generator/site"

// Robots lets search engines in (RFC 9309): people look for help with them,
// and nothing on the site is secret. Keeping them out of some folder would
// only tell everybody which one.
func Robots(s *site.Site, _ string) []File {
	return []File{text("robots.txt", "User-agent: *\nDisallow:\n\nSitemap: "+s.Config.URL(s.Config.BasePath+"sitemap.xml")+"\n")}
}
