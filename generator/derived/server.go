package derived

import (
	"fmt"
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
	ended    []site.Ended
	feeds    []string // addresses
	headers  []header
	types    site.Types    // those that servers tell by the ending of a name
	feed     site.FileType // that of the feeds, which end like other XML
}

// errorPage is the page for addresses below a path that lead nowhere.
type errorPage struct{ below, address string }

// describe gathers it. The error page of the first language comes first and is
// good for all addresses; there is none when the site has none.
func describe(s *site.Site, policy string) served {
	v := served{base: s.Config.BasePath, headers: headers(policy), ended: s.Ended, feed: s.Types.Of("feed.xml")}
	if s.Config.Onion() {
		v.headers = withoutHSTS(v.headers)
	}
	for _, t := range s.Types {
		if t.Ext[0] == '.' {
			v.types = append(v.types, t)
		}
	}
	if v.base == "" {
		v.base = "/"
	}
	for _, b := range s.Branches {
		if b.NotFound != nil {
			v.notFound = append(v.notFound, errorPage{b.Root, b.NotFound.Address})
		}
	}
	for _, f := range s.Feeds {
		v.feeds = append(v.feeds, f.Address)
	}
	return v
}

// pattern is a regular expression for all forms of an address that is gone, for the
// three servers.
func pattern(e site.Ended) string {
	folder, isFolder := strings.CutSuffix(escapeRegexp(e.Address), "/")
	switch {
	case e.Below:
		return "^" + folder + "(/|$)"
	case isFolder:
		return "^" + folder + `(/(index\.html)?)?$`
	}
	return "^" + folder + "$"
}

// Ended are regular expressions for the addresses that are gone, in all their forms, for
// a server that is configured elsewhere.
func Ended(s *site.Site) []string {
	out := make([]string, len(s.Ended))
	for i, e := range s.Ended {
		out[i] = pattern(e)
	}
	return out
}

// host is the name of the site's server, for the examples in comments.
func host(s *site.Site) string {
	_, name, _ := strings.Cut(s.Config.BaseURL, "://")
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

// conditional are the headers of a request that ask for a part of a file, or
// for a file only if it has changed. Nothing here depends on them.
var conditional = []string{"If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Range"}

// each writes a line for each name.
func each(format string, names []string) string {
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, format, name)
	}
	return b.String()
}

// comment writes text as lines that start with #.
func comment(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight("# "+line, " \n") + "\n")
	}
	return b.String()
}
