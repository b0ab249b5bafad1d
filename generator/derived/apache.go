package derived

import (
	"fmt"
	"strings"

	"sotto/generator/site"
)

// Apache writes rules to include in a virtual host of Apache 2.4.
func Apache(s *site.Site, policy string) []File {
	v := describe(s, policy)
	root, published := example(v.base)
	var b strings.Builder
	b.WriteString(comment(fmt.Sprintf(`Sotto's rules for Apache 2.4, written by the build: include them in the site's
virtual host, and reload Apache after each publishing, because the content
policy below changes with the pages' style and script. They need mod_headers,
mod_rewrite, mod_mime and mod_dir.

  Define SOTTO %[4]s
  ServerTokens Prod
  ServerSignature Off
  TraceEnable Off
  <VirtualHost *:443>
      ServerName %[1]s
      # %[3]s:
      DocumentRoot %[2]s
      SSLEngine on
      SSLCertificateFile    /etc/ssl/site.pem
      SSLCertificateKeyFile /etc/ssl/site.key
      SSLProtocol -all +TLSv1.2 +TLSv1.3
      Protocols h2 http/1.1
      SSLSessionTickets off
      # Lower levels write addresses; and no CustomLog.
      LogLevel crit
      Include %[4]s/.server/apache.conf
  </VirtualHost>
  <VirtualHost *:80>
      ServerName %[1]s
      LogLevel crit
      RewriteEngine On
      RewriteRule ^ https://%[1]s%%{REQUEST_URI} [R=308,L,NE]
  </VirtualHost>

Apache sends "Server: Apache", which the SecureDrop scanner counts against a
site; Caddy can do without. HSTS without "preload": joining that list binds the
whole domain for years, so it is for its owner to decide.`, host(s), root, rootNote(v.base), published)))

	b.WriteString("\n# The same headers for every page, file and error, and none that differs.\n")
	for _, h := range v.headers {
		// A header that was set for success only would be sent twice.
		fmt.Fprintf(&b, "Header onsuccess unset %s\nHeader always set %s %s\n", h.name, h.name, quoted(h.value))
	}
	b.WriteString(`Header onsuccess unset Vary
Header always set Vary Accept-Encoding
Header unset ETag
Header unset Last-Modified
Header unset Accept-Ranges
# An offer that some answers would have and some not.
Header always unset Upgrade
Header onsuccess unset Upgrade
FileETag None
MaxRanges none
` + each("RequestHeader unset %s early\n", conditional) + `
# An encoded slash is a slash. Names that no file can have are not found,
# before the file system calls them forbidden.
AllowEncodedSlashes On
RewriteEngine On
RewriteCond %{REQUEST_URI} [^/]{256}|.{1000}
RewriteRule ^ - [R=404,L]

`)
	if len(v.notFound) > 0 {
		for _, code := range []int{400, 403, 404, 405, 410, 413, 414, 416, 417} {
			fmt.Fprintf(&b, "ErrorDocument %d %s\n", code, v.notFound[0].address)
		}
	}
	b.WriteString(`
<Directory "${SOTTO}">
    Require all granted
    AllowOverride None
    Options FollowSymLinks
    DirectorySlash Off
    DirectoryIndex disabled
    RemoveType gz br
`)
	for _, t := range v.types {
		fmt.Fprintf(&b, "    AddType %s %s\n", quoted(t.ContentType()), t.Ext)
	}
	b.WriteString(`    AddEncoding gzip .gz
    AddEncoding br .br

    RewriteEngine On
    # Nothing but GET and HEAD, and nothing that is not the site.
    RewriteCond %{REQUEST_METHOD} !^(GET|HEAD)$
    RewriteCond %{ENV:REDIRECT_STATUS} ^$
    RewriteRule ^ - [R=405,L]
    RewriteCond %{ENV:REDIRECT_STATUS} ^$
    RewriteRule (^|/)\.(?!well-known/)|\.(gz|br)$|^_(headers|redirects)$ - [R=404,L]
`)
	if len(v.ended) > 0 {
		b.WriteString(`    # What was published once and is gone.
    RewriteCond %{ENV:REDIRECT_STATUS} ^$
    RewriteCond %{REQUEST_FILENAME}%{PATH_INFO} !-f
    RewriteCond %{REQUEST_FILENAME}%{PATH_INFO}/index.html !-f
`)
		for i, e := range v.ended {
			or := " [OR]"
			if i == len(v.ended)-1 {
				or = ""
			}
			fmt.Fprintf(&b, "    RewriteCond %%{REQUEST_URI} %s%s\n", pattern(e), or)
		}
		b.WriteString("    RewriteRule ^ - [R=410,L]\n")
	}
	b.WriteString(`    RewriteCond %{ENV:REDIRECT_STATUS} ^$
    RewriteCond %{PATH_INFO} !^$
    RewriteRule ^ - [R=404,L]
`)
	for _, e := range v.notFound {
		// Asked for by name, the error page is not found either.
		name := strings.TrimPrefix(e.address, v.base)
		fmt.Fprintf(&b, "    RewriteCond %%{ENV:REDIRECT_STATUS} ^$\n    RewriteRule ^%s$ - [R=404,L]\n", escapeRegexp(name))
	}
	b.WriteString(`    # A folder is its page, with or without a slash.
    RewriteRule ^$ index.html
    RewriteCond %{REQUEST_FILENAME}/index.html -f
    RewriteRule ^(.+?)/?$ $1/index.html
    # The copies that Sotto compressed; the type is that of the page.
    RewriteCond %{HTTP:Accept-Encoding} ` + accepts("br") + `
    RewriteCond %{REQUEST_FILENAME}.br -f
    RewriteRule ^(.+)$ $1.br [END]
    RewriteCond %{HTTP:Accept-Encoding} ` + accepts("gzip") + `
    RewriteCond %{REQUEST_FILENAME}.gz -f
    RewriteRule ^(.+)$ $1.gz [END]
</Directory>
`)
	for i, e := range v.notFound {
		if i > 0 {
			fmt.Fprintf(&b, "<Location %[1]s>\n    ErrorDocument 404 %[2]s\n    ErrorDocument 410 %[2]s\n</Location>\n", quoted(e.below), e.address)
		}
	}
	for _, f := range v.feeds {
		fmt.Fprintf(&b, "<LocationMatch \"^%s(\\.gz|\\.br)?$\">\n    ForceType %s\n</LocationMatch>\n", escapeRegexp(f), quoted(v.feed.ContentType()))
	}
	return []File{text(folder+"apache.conf", b.String())}
}

// accepts matches an Accept-Encoding header that names an encoding, with no
// weight or with one above 0 (RFC 9110, 12.4.2).
func accepts(encoding string) string {
	return `"(^|,)[ \t]*` + encoding + `[ \t]*(;[ \t]*q=(1(\.0{0,3})?|0\.[0-9]{0,2}[1-9][0-9]{0,2}))?[ \t]*(,|$)" [NC]`
}
