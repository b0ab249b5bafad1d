package outlet

import (
	"fmt"
	"path"
	"strings"
)

// caddy writes a whole Caddyfile, for Caddy 2.6 or later.
func (f *front) caddy() string {
	store := f.endpoint.Scheme + "://" + f.endpoint.Host
	root := strings.TrimSuffix(f.endpoint.Path, "/") + "/" + f.prefix
	base := regexpQuoted(f.base)
	unsaid := ""
	for _, name := range []string{"Accept*", "Authorization", "Content-*", "Cookie", "Dnt", "If-*", "Origin", "Range", "Referer", "Sec-*", "User-Agent", "X-*"} {
		unsaid += "	header_up -" + name + "\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, `# Caddy before a bucket, written by sotto publish: this is the whole Caddyfile. Reload
# Caddy after each publishing, because the policy below changes with the pages' style and
# script. Which release is served is asked of the object current each time. Caddy asks
# without a key: let the bucket answer this machine's address alone.

{
	# Of what fails nothing is written down, since Caddy would add who asked for it.
	log {
		exclude http.log.error http.handlers.reverse_proxy
	}
}

# The store is asked for one object, whatever a browser has said besides, and is told
# nothing of who asks.
(store) {
	header_up Host %[3]s
%[4]s	transport http {
		compression off
	}
}

# Which release is served. An address of a browser is no answer to that.
(pointer) {
	request_header -X-Sotto-Tree
	reverse_proxy %[1]s {
		import store
		method GET
		rewrite %[2]scurrent
		@good status 2xx
		handle_response @good {
			request_header X-Sotto-Tree {http.reverse_proxy.header.X-Amz-Meta-Tree}
		}
		handle_response {
			error 503
		}
	}
}

# The same headers for every page, file and error, and none that differs.
(headers) {
	header {
`, store, root, f.endpoint.Host, unsaid)
	for _, h := range f.headers {
		fmt.Fprintf(&b, "		%s \"%s\"\n", h[0], strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(h[1]))
	}
	b.WriteString("		Vary Accept-Encoding\n")
	for _, name := range []string{"Server", "Etag", "Last-Modified", "Accept-Ranges", "Alt-Svc", "X-Amz-*"} {
		fmt.Fprintf(&b, "		-%s\n", name)
	}
	b.WriteString("		defer\n	}\n}\n")

	// A copy that a browser takes, of what has copies.
	const taken = `(;\s*q=(1|0\.0*[1-9]))?[0-9.]*\s*(,|$)`
	b.WriteString("\n# The copy that a browser takes.\n(form) {\n")
	for _, form := range [][2]string{{"br", "br"}, {"gzip", "gz"}} {
		fmt.Fprintf(&b, "	@%[1]s {\n		path_regexp \\.(%[2]s)$\n		header_regexp Accept-Encoding (^|,)\\s*%[1]s\\s*%[3]s\n	}\n	rewrite @%[1]s {path}.%[4]s\n", form[0], strings.Join(f.packed, "|"), taken, form[1])
	}
	b.WriteString("}\n")

	hidden := `(/\.([^w]|w[^e]|$)|\.(gz|br)$|^` + base + `_(headers|redirects)$|/404\.html$)`
	fmt.Fprintf(&b, `
%[1]s {
	import headers
	route {
		@method not method GET HEAD
		error @method 405
		@hidden path_regexp %[2]s
		error @hidden 404
		@outside not path %[3]s*
		error @outside 404
		import pointer
`, f.host, hidden, f.base)
	if f.base != "/" {
		fmt.Fprintf(&b, "		uri strip_prefix %s\n", strings.TrimSuffix(f.base, "/"))
	}
	fmt.Fprintf(&b, `		@folder path */
		rewrite @folder {path}index.html
		@bare not path_regexp \.[^/]*$
		rewrite @bare {path}/index.html
		import form
		rewrite * %sreleases/{http.request.header.X-Sotto-Tree}{path}
		reverse_proxy %s {
			import store
			method GET
			@none status 403 404
			handle_response @none {
`, root, store)
	if len(f.gone) > 0 {
		// Asked only when the release has nothing there, so that it holds for whichever
		// is served.
		fmt.Fprintf(&b, "				@gone expression `{http.request.orig_uri.path}.matches(r'(%s)')`\n				error @gone 410\n", strings.Join(f.gone, "|"))
	}
	b.WriteString(`				error 404
			}
		}
	}

	# The error page of the address's language, with the error's own status.
	handle_errors {
		import headers
		@failed expression {http.error.status_code} >= 500
		respond @failed 503
		route {
			import pointer
`)
	b.WriteString("			rewrite * /404.html\n")
	for i, name := range f.missing {
		if dir := path.Dir(name); dir != "." {
			fmt.Fprintf(&b, "			@missing%[1]d expression `{http.request.orig_uri.path}.startsWith(\"%[2]s%[3]s/\")`\n			rewrite @missing%[1]d /%[4]s\n", i, f.base, dir, name)
		}
	}
	fmt.Fprintf(&b, `			import form
			rewrite * %sreleases/{http.request.header.X-Sotto-Tree}{path}
			reverse_proxy %s {
				import store
				method GET
				@page status 200
				handle_response @page {
					copy_response {
						status {http.error.status_code}
					}
				}
				handle_response {
					respond 503
				}
			}
		}
	}
}
`, root, store)
	return b.String()
}

// regexpQuoted is a text as a regular expression that matches it alone.
func regexpQuoted(text string) string { return strings.ReplaceAll(text, ".", `\.`) }
