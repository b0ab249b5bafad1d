package derived

import (
	"fmt"
	"strings"

	"sotto/generator/site"
)

// Nginx writes rules to include in a server block of nginx 1.18 or later.
func Nginx(s *site.Site, policy string) []File {
	v := describe(s, policy)
	root, published := example(v.base)
	var b strings.Builder
	b.WriteString(comment(fmt.Sprintf(`Sotto's rules for nginx, written by the build: include them in the site's
server block, and reload nginx after each publishing, because the content
policy below changes with the pages' style and script.

  server {
      listen 443 ssl http2;       # from nginx 1.25.1: listen 443 ssl; http2 on;
      server_name %[1]s;
      root %[2]s;    # %[3]s
      ssl_certificate     /etc/ssl/site.pem;
      ssl_certificate_key /etc/ssl/site.key;
      ssl_protocols TLSv1.2 TLSv1.3;
      ssl_session_tickets off;    # a ticket is a mark that comes back
      ssl_early_data off;
      # With OpenSSL, records can be padded too, which hides what is left:
      # ssl_conf_command RecordPadding 512;
      error_log /var/log/nginx/error.log crit;    # lower levels write addresses
      include %[4]s/.server/nginx.conf;
  }
  server {
      listen 80;
      server_name %[1]s;
      access_log off;
      server_tokens off;
      return 308 https://%[1]s$request_uri;
  }

What nginx cannot do:
- It sends "Server: nginx" without a module to remove it. The SecureDrop
  scanner counts that against a site; Caddy can do without.
- It cannot forget If-Match, If-Unmodified-Since and "If-None-Match: *", which
  no browser sends here. All of them get 412 and a page of the usual length,
  so that they tell nothing of a file's time.
HSTS without "preload": joining that list binds the whole domain for years, so
it is for its owner to decide.`, host(s), root, rootNote(v.base), published)))

	b.WriteString(`
# Nobody is written down.
access_log off;
log_not_found off;
server_tokens off;

# Nothing that differs between pages, or between a first visit and a second.
etag off;
if_modified_since off;
max_ranges 0;
add_header Last-Modified "" always;

# A page is read while it comes, not when all of it is there.
ssl_buffer_size 4k;

# The copies that Sotto compressed, and no compressing here.
gzip off;
gzip_static on;
gzip_vary on;
# With the module ngx_brotli (load_module modules/ngx_http_brotli_static_module.so):
# brotli_static on;

`)
	v.nginxTypes(&b)
	b.WriteString("\n# The same headers for every page, file and error.\n")
	for _, h := range v.headers {
		fmt.Fprintf(&b, "add_header %s %s always;\n", h.name, quoted(h.value))
	}
	b.WriteString(`
if ($request_method !~ ^(GET|HEAD)$) {
    return 405;
}
`)
	// Not at the level of the server, where error pages would meet it again.
	const conditions = `    set $condition "$http_if_match$http_if_unmodified_since";
    if ($http_if_none_match = "*") {
        set $condition "*";
    }
    if ($condition) {
        return 412;
    }
`
	hidden := fmt.Sprintf(`    location ~ (/\.(?!well-known/)|\.(gz|br)$|^%s_(headers|redirects)$) {
        return 404;
    }
`, escapeRegexp(v.base))
	// The longest prefix wins, so languages need no order.
	if len(v.notFound) == 0 {
		v.notFound = []errorPage{{below: v.base}}
	}
	for _, e := range v.notFound {
		fmt.Fprintf(&b, "\nlocation %s {\n", e.below)
		if e.address != "" {
			b.WriteString("    " + errorPages(e.address))
		}
		b.WriteString(hidden + v.nginxEnded(e.below, conditions) + conditions)
		fmt.Fprintf(&b, "    try_files $uri ${uri}index.html $uri/index.html =404;\n}\n")
		if e.address != "" {
			// Asked for by name, the error page is not found either.
			fmt.Fprintf(&b, "location = %s {\n    internal;\n    error_page 404 %s;\n}\n", e.address, e.address)
		}
	}
	if first := v.notFound[0]; first.address != "" {
		b.WriteString(errorPages(first.address))
	}
	if v.base != "/" {
		b.WriteString("\n# Nothing else is here.\nlocation / {\n    return 404;\n}\n")
	}
	for _, f := range v.feeds {
		fmt.Fprintf(&b, "\nlocation = %s {\n    types {}\n    default_type %s;\n%s}\n", f, v.feed.Media, conditions)
	}
	return []File{text(folder+"nginx.conf", b.String())}
}

// errorPages shows a page for all that nginx may refuse; 494, a header that is
// too long, is 400 to others.
func errorPages(address string) string {
	return fmt.Sprintf("error_page 400 403 404 405 410 412 413 414 416 %[1]s; error_page 494 =400 %[1]s;\n", address)
}

// nginxEnded answers 410 for what is gone, of the addresses that the location of a
// language has to do with. A single one is looked up; a folder may hold what is there.
func (v served) nginxEnded(below, conditions string) string {
	var b strings.Builder
	for _, e := range v.ended {
		if e.Below {
			if v.longest(e.Address) == below {
				fmt.Fprintf(&b, "    location ~ %s {\n%s        try_files $uri ${uri}index.html $uri/index.html =410;\n    }\n", pattern(e), indent4(conditions))
			}
			continue
		}
		for _, form := range e.Forms() {
			if v.longest(form) == below {
				fmt.Fprintf(&b, "    location = %s {\n%s        return 410;\n    }\n", form, indent4(conditions))
			}
		}
	}
	return b.String()
}

// longest is the longest path with an error page of its own that an address lies below.
func (v served) longest(address string) string {
	best := ""
	for _, e := range v.notFound {
		if strings.HasPrefix(address, e.below) && len(e.below) > len(best) {
			best = e.below
		}
	}
	return best
}

// indent4 puts four spaces before every line.
func indent4(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("    " + line)
	}
	return b.String()
}

func (v served) nginxTypes(b *strings.Builder) {
	var text []string
	b.WriteString("types {\n")
	for _, t := range v.types {
		fmt.Fprintf(b, "    %s %s;\n", t.Media, t.Ext[1:])
		if t.Text() && t.Media != "text/html" { // which nginx always counts
			text = append(text, t.Media)
		}
	}
	fmt.Fprintf(b, "}\ndefault_type application/octet-stream;\ncharset utf-8;\ncharset_types %s %s;\n", strings.Join(text, " "), v.feed.Media)
}

// quoted makes a string that nginx, Caddy and Apache read as it is. Values
// hold no dollar sign and no brace, which some of them would replace.
func quoted(value string) string {
	return `"` + strings.ReplaceAll(strings.ReplaceAll(value, `\`, `\\`), `"`, `\"`) + `"`
}

// escapeRegexp escapes what an address may hold.
func escapeRegexp(address string) string { return strings.ReplaceAll(address, ".", `\.`) }
