package derived

import (
	"slices"
	"strings"

	"sotto/generator/site"
)

// Redirects writes the old addresses for hosts that read a _redirects file
// (Netlify, Cloudflare Pages and others): from, to, status.
func Redirects(s *site.Site, _ string) []File {
	var lines []string
	for _, p := range s.Pages {
		for _, from := range p.Aliases {
			lines = append(lines, from+" "+p.Address+" 301\n")
		}
	}
	slices.Sort(lines)
	return []File{text("_redirects", `# Old addresses, for hosts that read this file. There is a page of the usual
# length at each of them too, and a host that serves that page first is the
# more private one: a redirect is shorter than a page and names its target.
# There is no rule for languages or for missing slashes.
`+strings.Join(lines, ""))}
}
