package derived

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sotto/generator/sitetest"
)

// answer is one response as it came over the wire.
type answer struct {
	status  int
	head    int      // bytes of the status line and headers
	headers []string // sorted; the date is left out
	body    []byte
	wire    int // all bytes, chunk marks and so on among them
}

// get asks over HTTP/1.1 on a connection of its own; extra are header lines.
func (r *running) get(t *testing.T, method, target string, extra ...string) answer {
	t.Helper()
	conn, err := tls.DialWithDialer(&net.Dialer{Timeout: 5 * time.Second}, "tcp", r.addr, r.tls)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	request := method + " " + target + " HTTP/1.1\r\nHost: www.example.org\r\nConnection: close\r\n"
	for _, h := range extra {
		request += h + "\r\n"
	}
	if _, err := io.WriteString(conn, request+"\r\n"); err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(conn)
	if err != nil && len(raw) == 0 {
		t.Fatalf("%s %s: %v", method, target, err)
	}
	a := answer{wire: len(raw), head: bytes.Index(raw, []byte("\r\n\r\n")) + 4}
	res, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%s %s: %v in %.300q", method, target, err, raw)
	}
	defer res.Body.Close()
	a.status = res.StatusCode
	if a.body, err = io.ReadAll(res.Body); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(raw[:a.head-4]), "\r\n")[1:] {
		if !strings.HasPrefix(line, "Date: ") {
			a.headers = append(a.headers, line)
		}
	}
	slices.Sort(a.headers)
	return a
}

func (a answer) has(name string) bool {
	return slices.ContainsFunc(a.headers, func(h string) bool {
		return len(h) > len(name) && strings.EqualFold(h[:len(name)+1], name+":")
	})
}

// encodings are what browsers say, and the ending of the file they get.
var encodings = []struct{ accept, ending string }{
	{"", ""}, {"Accept-Encoding: gzip, deflate", ".gz"}, {"Accept-Encoding: gzip, deflate, br, zstd", ".br"},
}

// ending is the file that a server sends for an encoding: nginx has no brotli.
func (r *running) ending(e string) string {
	if r.name == "nginx" && e == ".br" {
		return ".gz"
	}
	return e
}

// pages are the addresses of all pages and aliases, with their files.
func (r *running) pages() map[string]string {
	out := map[string]string{}
	for name := range r.files {
		if dir, ok := strings.CutSuffix(name, "index.html"); ok {
			out[r.base+dir] = name
		}
	}
	return out
}

// TestOnTheWire asks servers that run with our configuration, each of them once. A
// site below a path is asked what depends on where it is.
func TestOnTheWire(t *testing.T) {
	for _, p := range programs {
		for _, base := range []string{"/", "/help/"} {
			t.Run(p.name+base, func(t *testing.T) {
				r := p.start(t, base)
				if base == "/" || sitetest.Soak() {
					t.Run("every page is one length", r.oneLength)
				}
				if base != "/" || sitetest.Soak() {
					t.Run("errors are like pages", r.errorsLikePages)
				}
				if base == "/" {
					t.Run("headers", r.sendsHeaders)
					t.Run("no conditional answers", r.unconditional)
					t.Run("other files", r.otherFiles)
					t.Run("HTTP2", r.http2)
				}
			})
		}
	}
}

// The promise: whatever the page, the answer has the same headers and the same
// number of bytes.
func (r *running) oneLength(t *testing.T) {
	lengths := map[string]int{"": pageBytes, ".gz": gzipBytes, ".br": brBytes}
	if len(r.pages()) != 12 {
		t.Fatalf("%d pages: %v", len(r.pages()), r.pages())
	}
	for _, e := range encodings {
		ending := r.ending(e.ending)
		var first answer
		var of string
		for target, name := range r.pages() {
			a := r.get(t, "GET", target, e.accept)
			if a.status != 200 || !bytes.Equal(a.body, r.files[name+ending]) || len(a.body) != lengths[ending] {
				t.Errorf("%s (%s): status %d, %d bytes", target, e.accept, a.status, len(a.body))
			}
			if of == "" {
				first, of = a, target
			}
			if diff := cmp.Diff(first.headers, a.headers); diff != "" || a.head != first.head || a.wire != first.wire {
				t.Errorf("%s differs from %s on the wire: %d bytes in the head, %d in all; want %d, %d\n%s", target, of, a.head, a.wire, first.head, first.wire, diff)
			}
			// With or without a slash, and by name, it is the same answer.
			for _, other := range []string{strings.TrimSuffix(target, "/"), target + "index.html", target + "?from=search"} {
				if other == "" || other == strings.TrimSuffix(r.base, "/") {
					continue
				}
				if b := r.get(t, "GET", other, e.accept); b.status != 200 || b.wire != a.wire || !bytes.Equal(b.body, a.body) {
					t.Errorf("%s: status %d, %d bytes; want as for %s", other, b.status, b.wire, target)
				}
			}
		}
		t.Logf("%s %q: %d bytes of headers, %d in all", r.name, e.accept, first.head, first.wire)
	}
}

// The headers, byte for byte.
func (r *running) sendsHeaders(t *testing.T) {
	for _, e := range encodings {
		ending := r.ending(e.ending)
		want := []string{"Content-Type: text/html; charset=utf-8", "Vary: Accept-Encoding", "Connection: close"}
		for _, h := range headers(policy) {
			want = append(want, h.name+": "+h.value)
		}
		switch r.name {
		case "nginx":
			want = append(want, "Server: nginx")
		case "apache":
			want = slices.DeleteFunc(want, func(h string) bool { return h == "Connection: close" })
			// It still names the offer of HTTP/2 that is taken out.
			want = append(want, "Server: Apache", "Connection: Upgrade, close")
		}
		length := map[string]int{"": pageBytes, ".gz": gzipBytes, ".br": brBytes}[ending]
		if r.name == "caddy" && ending != "" {
			// Caddy 2.6 does not know the length of its copies.
		} else {
			want = append(want, fmt.Sprintf("Content-Length: %d", length))
		}
		switch ending {
		case ".gz":
			want = append(want, "Content-Encoding: gzip")
		case ".br":
			want = append(want, "Content-Encoding: br")
		}
		slices.Sort(want)
		canonical := func(list []string) []string {
			var out []string
			for _, h := range list {
				name, value, _ := strings.Cut(h, ": ")
				if name == "Transfer-Encoding" {
					continue
				}
				out = append(out, http.CanonicalHeaderKey(name)+": "+value)
			}
			slices.Sort(out)
			return out
		}
		if diff := cmp.Diff(canonical(want), canonical(r.get(t, "GET", "/law/", e.accept).headers)); diff != "" {
			t.Errorf("%q: %s", e.accept, diff)
		}
	}
}

func (r *running) errorsLikePages(t *testing.T) {
	for _, e := range encodings {
		ending := r.ending(e.ending)
		ok := r.get(t, "GET", r.base+"law/", e.accept)
		for _, c := range []struct {
			method, path, file string
			status             int
		}{
			{"GET", "nothing", "404.html", 404},
			{"GET", "nothing/at/all/", "404.html", 404},
			{"GET", "p/", "404.html", 404},
			{"GET", "law/index.html/more", "404.html", 404},
			{"GET", "cy/dim/", "cy/404.html", 404},
			{"GET", "cy/dim", "cy/404.html", 404},
			{"GET", "404.html", "404.html", 404},
			{"GET", "campaigns/2019/", "404.html", 410},
			{"GET", "campaigns/2019", "404.html", 410},
			{"GET", "campaigns/2019//", "404.html", 410},
			{"GET", "campaigns/./2019/?from=search", "404.html", 410},
			{"GET", "campaigns/2019/index.html", "404.html", 410},
			{"HEAD", "campaigns/2019/", "", 410},
			{"POST", "campaigns/2019/", "404.html", 405},
			{"GET", "campaigns/", "404.html", 404},
			{"GET", "campaigns/2019/more/", "404.html", 404},
			{"GET", "campaigns/20190/", "404.html", 404},
			{"GET", "Campaigns/2019/", "404.html", 404},
			{"GET", "campaigns/2019/index.html.gz", "404.html", 404},
			{"GET", "cy/ymgyrchoedd/2019/", "cy/404.html", 410},
			{"GET", "cy/ymgyrchoedd/2019", "cy/404.html", 410},
			{"GET", "cy/hen/beth/", "cy/404.html", 410},
			{"GET", "cy/hen", "cy/404.html", 410},
			{"GET", "cy/henach/", "cy/404.html", 404},
			{"GET", "a/rather/short/", "404.html", 410},
			{"GET", "a/rather/short/index.html", "404.html", 410},
			{"GET", "a/rather/", "404.html", 410},
			{"GET", "a/rather/.git/config", "404.html", 404},
			{"GET", "old/feed.xml", "404.html", 410},
			{"GET", "old/feedsxml", "404.html", 404},
			{"GET", "expired/", "404.html", 410},
			{"GET", "expired", "404.html", 410},
			{"GET", "was/expired/", "404.html", 410},
			// What was never published is like what is not there; and discreet
			// addresses are, in any case.
			{"GET", "canary-draft/", "404.html", 404},
			{"GET", "canary-future/", "404.html", 404},
			{"GET", "canary-future", "404.html", 404},
			{"GET", "canary-alias/", "404.html", 404},
			{"GET", "canary-never/", "404.html", 404},
			{"GET", "p/0a2co1steo2a/", "404.html", 404},
			{"GET", "cy/404.html", "cy/404.html", 404},
			{"POST", "law/", "404.html", 405},
			{"OPTIONS", "law/", "404.html", 405},
			{"DELETE", "nothing", "404.html", 405},
			{"GET", ".server/nginx.conf", "404.html", 404},
			{"GET", ".server/Caddyfile", "404.html", 404},
			{"GET", ".manifest", "404.html", 404},
			{"GET", "_headers", "404.html", 404},
			{"GET", "_redirects", "404.html", 404},
			{"GET", "law/index.html.gz", "404.html", 404},
			{"GET", "law/index.html.br", "404.html", 404},
			{"GET", "cy/index.html.gz", "cy/404.html", 404},
			{"GET", ".git/config", "404.html", 404},
			{"GET", "%2eserver/nginx.conf", "404.html", 404},
			{"GET", "law/%2e%2e/.server/nginx.conf", "404.html", 404},
			{"GET", "law/../%5fheaders", "404.html", 404},
			{"GET", "law/index.html%2egz", "404.html", 404},
		} {
			a := r.get(t, c.method, r.base+c.path, e.accept)
			body := r.files[c.file+ending]
			if c.method == "HEAD" {
				body = nil
			}
			if a.status != c.status || !bytes.Equal(a.body, body) {
				t.Errorf("%s %s (%s): status %d, %d bytes: %.60q; want %d and %s", c.method, c.path, e.accept, a.status, len(a.body), a.body, c.status, c.file+ending)
			}
			if a.has("Etag") || a.has("Last-Modified") || a.has("Location") || a.has("Accept-Ranges") {
				t.Errorf("%s %s: %v", c.method, c.path, a.headers)
			}
			if c.status != 405 && c.method != "HEAD" { // Caddy tells a HEAD less
				if diff := cmp.Diff(ok.headers, a.headers); diff != "" {
					t.Errorf("%s %s has other headers than a page:\n%s", c.method, c.path, diff)
				}
			}
		}
	}
	if a := r.get(t, "GET", "/outside", ""); a.status != 404 {
		t.Errorf("outside: %d", a.status)
	}
}

// There is nothing to validate, and asking for it changes nothing.
func (r *running) unconditional(t *testing.T) {
	plain := r.get(t, "GET", "/law/")
	for _, h := range []string{
		"If-Modified-Since: " + time.Now().Add(time.Hour).UTC().Format(http.TimeFormat),
		"If-None-Match: \"x\"", "If-Range: \"x\"\r\nRange: bytes=0-9", "Range: bytes=0-9", "Range: bytes=0-9,20-29",
	} {
		if a := r.get(t, "GET", "/law/", h); a.status != 200 || a.wire != plain.wire {
			t.Errorf("%s: status %d, %d bytes", h, a.status, a.wire)
		}
	}
	head := r.get(t, "HEAD", "/law/")
	if head.status != 200 || head.wire != head.head || !slices.Equal(head.headers, plain.headers) {
		t.Errorf("HEAD: %d, %d bytes after the head\n%s", head.status, head.wire-head.head, cmp.Diff(plain.headers, head.headers))
	}
}

func (r *running) otherFiles(t *testing.T) {
	for name, mediaType := range map[string]string{
		"robots.txt":  "text/plain; charset=utf-8",
		"sitemap.xml": "application/xml; charset=utf-8", "news/feed.xml": "application/atom+xml; charset=utf-8",
		"cy/news/feed.xml": "application/atom+xml; charset=utf-8",
		"mark.svg":         "image/svg+xml; charset=utf-8", "photo.png": "image/png",
	} {
		a := r.get(t, "GET", "/"+name)
		if a.status != 200 || !bytes.Equal(a.body, r.files[name]) || !slices.ContainsFunc(a.headers, func(h string) bool { return strings.EqualFold(h, "content-type: "+mediaType) }) {
			t.Errorf("%s: %d %v", name, a.status, a.headers)
		}
		if !a.has("Referrer-Policy") || !a.has("Content-Security-Policy") {
			t.Errorf("%s lacks headers: %v", name, a.headers)
		}
		if want := r.files[name+".gz"]; want != nil {
			if a := r.get(t, "GET", "/"+name, "Accept-Encoding: gzip"); !bytes.Equal(a.body, want) || !slices.ContainsFunc(a.headers, func(h string) bool { return strings.EqualFold(h, "content-type: "+mediaType) }) {
				t.Errorf("%s with gzip: %d bytes, %v", name, len(a.body), a.headers)
			}
		}
	}
}

// Browsers speak HTTP/2, where headers are compressed and names in small
// letters; what they get must be the same.
func (r *running) http2(t *testing.T) {
	transport := &http.Transport{TLSClientConfig: r.tls.Clone(), ForceAttemptHTTP2: true, DisableCompression: true}
	defer transport.CloseIdleConnections()
	var first http.Header
	for target, name := range r.pages() {
		req, err := http.NewRequest("GET", "https://"+r.addr+target, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = "www.example.org"
		req.Header.Set("Accept-Encoding", "gzip, br")
		res, err := transport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.ProtoMajor != 2 || res.StatusCode != 200 || !bytes.Equal(body, r.files[name+r.ending(".br")]) {
			t.Errorf("%s: %s %d, %d bytes, %v", target, res.Proto, res.StatusCode, len(body), err)
		}
		res.Header.Del("Date")
		if first == nil {
			first = res.Header
		}
		if diff := cmp.Diff(first, res.Header); diff != "" {
			t.Errorf("%s: %s", target, diff)
		}
		for _, name := range []string{"Etag", "Last-Modified", "Set-Cookie", "Alt-Svc", "Accept-Ranges"} {
			if res.Header.Get(name) != "" {
				t.Errorf("%s sends %s: %s", target, name, res.Header.Get(name))
			}
		}
	}
}

// What the SecureDrop directory's scanner asks for (its table of grades), on
// the one server that can fulfil it.
func TestSecureDropConditions(t *testing.T) {
	for _, p := range programs {
		if p.name != "caddy" {
			continue
		}
		r := p.start(t, "/")
		values := map[string]string{}
		for _, h := range r.get(t, "GET", "/").headers {
			name, value, _ := strings.Cut(h, ": ")
			name = strings.ToLower(name)
			if old, ok := values[name]; ok {
				value = old + ", " + value
			}
			values[name] = value
		}
		for name, value := range map[string]string{
			"x-download-options": "noopen", "x-content-type-options": "nosniff", "x-xss-protection": "1; mode=block",
			"x-frame-options": "DENY", "x-permitted-cross-domain-policies": "master-only", "pragma": "no-cache", "expires": "-1",
			"referrer-policy": "no-referrer",
		} {
			if values[name] != value {
				t.Errorf("%s is %q, want %q", name, values[name], value)
			}
		}
		for name, parts := range map[string][]string{
			"cache-control":             {"must-revalidate", "no-cache", "no-transform", "no-store", "private"},
			"content-security-policy":   {"default-src 'none'"},
			"strict-transport-security": {"max-age=63072000", "includeSubDomains"},
			"content-type":              {"utf-8"},
		} {
			for _, part := range parts {
				if !strings.Contains(values[name], part) {
					t.Errorf("%s is %q, without %q", name, values[name], part)
				}
			}
		}
		for _, name := range []string{"server", "set-cookie", "cf-ray", "cf-cache-status"} {
			if v, ok := values[name]; ok {
				t.Errorf("%s is sent: %s", name, v)
			}
		}
	}
}
