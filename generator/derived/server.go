package derived

import (
	"strings"

	"sotto/generator/site"
)

// folder is where the server configurations lie in the output. None of them
// serves a path that starts with a full stop.
const folder = ".server/"

// served is what a server configuration has to know about a site.
type served struct {
	base     string // path below which the site is served, with both slashes
	notFound []errorPage
	feeds    []string // addresses
	headers  []header
}

// errorPage is the page for addresses below a path that lead nowhere.
type errorPage struct{ below, address string }

// describe gathers it. The error page of the first language comes first and is
// good for all addresses; there is none when the site has none.
func describe(s *site.Site, policy string) served {
	v := served{base: s.Config.BasePath, headers: headers(policy)}
	if v.base == "" {
		v.base = "/"
	}
	for i, l := range s.Config.Languages {
		for _, p := range s.Pages {
			if p.Kind != site.NotFound || p.Lang != l {
				continue
			}
			below := v.base
			if i > 0 {
				below += string(l) + "/"
			}
			v.notFound = append(v.notFound, errorPage{below, v.base + p.Output})
		}
	}
	for _, f := range Feeds(s) {
		v.feeds = append(v.feeds, v.base+f.Path)
	}
	return v
}

// host is the name of the site's server, for the examples in comments.
func host(s *site.Site) string {
	name := strings.TrimPrefix(s.Config.BaseURL, "https://")
	name, _, _ = strings.Cut(name, "/")
	return name
}

// rootNote tells which folder the server's root must be. The configurations
// take addresses as they come, so for a site below /help/ the root is the
// folder that holds help/.
func rootNote(base string) string {
	if base == "/" {
		return "the folder that was published"
	}
	return "the folder that holds " + strings.Trim(base, "/") + "/, which is the folder that was published"
}

// example is where a published site might lie, for comments.
func example(base string) (root, published string) {
	root = "/srv/www/public"
	if base != "/" {
		root = "/srv/www"
	}
	return root, strings.TrimSuffix(root+base, "/")
}

// comment writes text as lines that start with #.
func comment(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		b.WriteString(strings.TrimRight("# "+line, " ") + "\n")
	}
	return b.String()
}

// mediaTypes are the types of all kinds of file that the site may hold; what
// is not here is sent as bytes, which browsers only download. Text says its
// encoding.
func mediaTypes() [][2]string {
	return [][2]string{
		{"html", "text/html"}, {"css", "text/css"}, {"txt", "text/plain"}, {"xml", "application/xml"},
		{"svg", "image/svg+xml"}, {"png", "image/png"}, {"jpg", "image/jpeg"}, {"jpeg", "image/jpeg"},
		{"webp", "image/webp"}, {"avif", "image/avif"},
	}
}

const feedType = "application/atom+xml"

// isText reports whether a media type takes a charset.
func isText(mediaType string) bool {
	return strings.HasPrefix(mediaType, "text/") || strings.HasSuffix(mediaType, "xml")
}
