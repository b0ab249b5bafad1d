package derived

import (
	"fmt"
	"strings"

	"sotto/generator/site"
)

// Caddy writes rules to import in a site block of a Caddyfile, for Caddy 2.6
// or later.
func Caddy(s *site.Site, policy string) []File {
	v := describe(s, policy)
	root, published := example(v.base)
	var b strings.Builder
	b.WriteString(comment(fmt.Sprintf(`Sotto's rules for Caddy, written by the build: import them in the site's
block, and reload Caddy after each publishing, because the content policy
below changes with the pages' style and script.

  %[1]s {
      root * %[2]s    # %[3]s
      import %[4]s/.server/Caddyfile
  }

Caddy gets its certificate itself and speaks TLS 1.2 and 1.3 only. It writes no
access log unless a log directive says so: leave it out. It cannot pad TLS
records.

The SecureDrop directory's conditions hold, but for two differences on purpose.
HSTS has no "preload", because joining that list binds the whole domain for
years, which is for its owner to decide. And their scanner looks for the words
default-src 'self' in the policy; ours says default-src 'none', as their own
advice does, which allows less.`, host(s), root, rootNote(v.base), published)))

	headers := caddyHeaders(v)
	b.WriteString("\n# The same headers for every page, file and error, and none that differs.\n" + headers)
	b.WriteString(`
# Nothing depends on what was fetched before.
` + each("request_header -%s\n", conditional) + `
route {
	@method not method GET HEAD
	error @method 405
`)
	// What the other servers refuse before they look for a file: an address
	// that is none, that climbs out of the site, that holds a zero or is too
	// long for a request's first line.
	fmt.Fprintf(&b, "	@bad expression `!{path}.startsWith(\"/\") || {path}.contains(\"\\x00\") || {path}.matches(r'%s')`\n	error @bad 400\n", climbing())
	b.WriteString("	@long expression `size({uri}) > 8180`\n	error @long 414\n")
	// Names that start with a full stop are hidden, but for .well-known, which
	// certificates need; the regular expressions of Go know no exceptions.
	hidden := `(/\.([^w]|w[^e]|$)|\.(gz|br)$|^` + escapeRegexp(v.base) + `_(headers|redirects)$)`
	fmt.Fprintf(&b, "	@hidden path_regexp %s\n	error @hidden 404\n", hidden)
	if len(v.notFound) > 0 {
		b.WriteString("	@missing path")
		for _, e := range v.notFound {
			b.WriteString(" " + e.address)
		}
		b.WriteString("\n	error @missing 404\n")
	}
	if v.base != "/" {
		fmt.Fprintf(&b, "	@outside not path %s*\n	error @outside 404\n", v.base)
	}
	v.caddyTypes(&b)
	// What lies nowhere is not left to the file server, which forgives a slash
	// behind a file and calls a name that is too long a fault of its own.
	if patterns := Ended(s); len(patterns) > 0 {
		fmt.Fprintf(&b, "	@ended {\n		path_regexp (%s)\n		not file {path} {path}/index.html\n	}\n	error @ended 410\n", strings.Join(patterns, "|"))
	}
	b.WriteString("	@none not file {path} {path}/index.html\n	error @none 404\n")
	b.WriteString("	@slash {\n		path */\n		not file {path}/index.html\n	}\n	error @slash 404\n")
	b.WriteString("	try_files {path} {path}/index.html\n	file_server {\n		precompressed br gzip\n		disable_canonical_uris\n	}\n}\n")
	b.WriteString("\n# The error page of the address's language, with the error's own status.\nhandle_errors {\n" + indent(headers))
	b.WriteString("	@post not method GET HEAD\n	method @post GET\n")
	for i := len(v.notFound) - 1; i >= 0; i-- { // the first is for all the rest
		e := v.notFound[i]
		match := ""
		if i > 0 {
			fmt.Fprintf(&b, "	@error%d path %s*\n", i, e.below)
			match = fmt.Sprintf(" @error%d", i)
		}
		fmt.Fprintf(&b, "	handle%s {\n		rewrite * %s\n		file_server {\n			precompressed br gzip\n			disable_canonical_uris\n		}\n	}\n", match, e.address)
	}
	b.WriteString("}\n")
	return []File{text(folder+"Caddyfile", b.String())}
}

// caddyHeaders writes the header directive. Removing comes last, when the file
// server has added what it adds; and so does everything else in the block.
func caddyHeaders(v served) string {
	var b strings.Builder
	b.WriteString("header {\n")
	for _, h := range v.headers {
		fmt.Fprintf(&b, "	%s %s\n", h.name, quoted(h.value))
	}
	b.WriteString("	Vary Accept-Encoding\n")
	for _, name := range []string{"Server", "Etag", "Last-Modified", "Accept-Ranges", "Alt-Svc"} {
		fmt.Fprintf(&b, "	-%s\n", name)
	}
	b.WriteString("	defer\n}\n")
	return b.String()
}

// caddyTypes says the media types, which Caddy would otherwise look up in a
// table of the machine. They are deferred so that an error page, which is HTML
// whatever was asked for, does not inherit them.
func (v served) caddyTypes(b *strings.Builder) {
	if len(v.feeds) > 0 {
		fmt.Fprintf(b, "	@feed path %s\n	header @feed {\n		Content-Type %s\n		defer\n	}\n", strings.Join(v.feeds, " "), quoted(v.feed.ContentType()))
	}
	for _, t := range v.types {
		name := t.Ext[1:]
		if name == "html" { // which Caddy knows, also for an address without an ending
			continue
		}
		matcher := "path *" + t.Ext
		if name == "xml" && len(v.feeds) > 0 {
			matcher = "{\n		" + matcher + "\n		not path " + strings.Join(v.feeds, " ") + "\n	}"
		}
		fmt.Fprintf(b, "	@%s %s\n	header @%s {\n		Content-Type %s\n		defer\n	}\n", name, matcher, name, quoted(t.ContentType()))
	}
}

// climbing matches addresses that leave the site by .. segments: as many as
// lead back to its root, and one more. A segment that leads down and its ..
// may stand inside another three deep.
func climbing() string {
	stay := `/+\.?`
	for range 3 {
		stay = `/+\.?|/+[^/]+(` + stay + `)*/+\.\.`
	}
	return `^(` + stay + `)*/+\.\.(/|$)`
}

// indent puts a tab before every line.
func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("\t" + line)
	}
	return b.String()
}
