package derived

import (
	"strings"

	"sotto/generator/site"
)

// header is one response header that every response carries.
type header struct{ name, value string }

// headers are the same for every page, file and error, so that nothing about
// the answer can be told from their length. They are the OWASP Secure Headers
// (without those that need a login) and what the SecureDrop directory asks of
// a landing page; together with the policy they make an A+ of 130 in the MDN
// HTTP Observatory.
func headers(policy string) []header {
	return []header{
		// Browsers ignore frame-ancestors in a page, so it stands only here.
		{"Content-Security-Policy", policy + "; frame-ancestors 'none'"},
		// Two years. It binds every subdomain.
		{"Strict-Transport-Security", "max-age=63072000; includeSubDomains"},
		{"Referrer-Policy", "no-referrer"},
		{"X-Content-Type-Options", "nosniff"},
		{"X-Frame-Options", "DENY"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Embedder-Policy", "require-corp"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Permissions-Policy", permissions()},
		// no-store keeps pages off the disk; no-transform keeps proxies from
		// compressing again, which would undo the padding.
		{"Cache-Control", "no-store, no-cache, no-transform, must-revalidate, private"},
		{"Pragma", "no-cache"},
		{"Expires", "-1"},
		{"X-DNS-Prefetch-Control", "off"},
		{"X-Download-Options", "noopen"},
		// SecureDrop wants master-only, OWASP none; Flash, which it spoke to,
		// is gone.
		{"X-Permitted-Cross-Domain-Policies", "master-only"},
		{"X-XSS-Protection", "1; mode=block"},
	}
}

// permissions switches off what a browser might ask the reader for, and no
// more: headers are a tenth of what a page is on its way. The
// policy lets no foreign script run that could, so these are names that all
// Chromium versions know: an unknown one is a message in the console.
func permissions() string {
	features := []string{
		"camera", "display-capture", "geolocation", "hid", "idle-detection", "microphone", "midi", "payment", "serial", "usb",
	}
	return strings.Join(features, "=(), ") + "=()"
}

// Headers writes the headers for hosts that read a _headers file (Netlify,
// Cloudflare Pages and others).
func Headers(s *site.Site, policy string) []File {
	var b strings.Builder
	b.WriteString(`# Response headers, for hosts that read this file. Such hosts compress pages
# themselves and send validators (ETag), so the length of a page can be told:
# for that, use a server of your own with a configuration from .server/.
` + s.Config.BasePath + "*\n")
	for _, h := range describe(s, policy).headers {
		b.WriteString("  " + h.name + ": " + h.value + "\n")
	}
	return []File{text("_headers", b.String())}
}
