package outlet

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"sotto/generator/sitetest"
)

// before runs a server before a bucket with the configuration that is written, but
// for its address and without TLS.
var before = map[string]func(t *testing.T, conf, address string){
	"nginx": func(t *testing.T, conf, address string) {
		conf = strings.ReplaceAll(conf, "listen 443 ssl http2;", "listen "+address+";")
		conf = strings.ReplaceAll(conf, "/var/log/nginx/error.log crit", "stderr")
		var kept []string
		for line := range strings.Lines(conf) {
			if !strings.HasPrefix(strings.TrimSpace(line), "ssl_") && !strings.Contains(line, "proxy_ssl_") {
				kept = append(kept, line)
			}
		}
		sitetest.Nginx(t, strings.Join(kept, ""), address)
	},
	"caddy": func(t *testing.T, conf, address string) {
		conf = strings.Replace(conf, "\n127.0.0.1 {", "\nhttp://"+address+" {", 1)
		sitetest.Caddy(t, strings.Replace(conf, "\n{\n", "\n{\n	admin off\n", 1), address)
	},
}

// nginx and Caddy before a bucket, with the configurations that are written: the right
// object in the right form, one page for all that is missing, the headers, nothing of
// the reader for the store, and the next release at once.
func TestBeforeABucket(t *testing.T) {
	for server, run := range before {
		t.Run(server, func(t *testing.T) { beforeABucket(t, server, run) })
	}
}

func beforeABucket(t *testing.T, server string, run func(t *testing.T, conf, address string)) {
	s, endpoint := newStore(t)
	s.readable = true
	d := inBucket(t, endpoint)
	files := release(1, 4)
	files["_headers"] = "/*\n  X-Frame-Options: DENY\n  Cache-Control: no-store\n"
	for _, name := range []string{"index.html", "404.html", "cy/404.html"} {
		files[name] = "this is " + name + "\n"
	}
	for name := range files {
		if strings.HasSuffix(name, ".html") {
			files[name+".gz"], files[name+".br"] = "gz "+files[name], "br "+files[name]
		}
	}
	files["a.png"] = "picture\n"
	published(t, d, built(files), usual())
	text, err := d.Front(server, built(files), "127.0.0.1", "/", []string{`^/old(/(index\.html)?)?$`, `^/cy/hen(/|$)`, `^/p1(/|$)`})
	if err != nil {
		t.Fatal(err)
	}
	address := sitetest.Address(t)
	run(t, string(text), address)
	// Nothing of a reader's request reaches the store.
	var mu sync.Mutex
	var told []string
	s.fault = func(r *http.Request) string {
		mu.Lock()
		defer mu.Unlock()
		if r.Header.Get("Authorization") == "" { // a server's, not that of a publish
			for name := range r.Header {
				if name != "Connection" && name != "User-Agent" || r.Header.Get(name) == "sentinel" {
					told = append(told, name+": "+r.Header.Get(name))
				}
			}
		}
		return ""
	}
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	ask := func(method, path, encoding string) (int, string, http.Header) {
		t.Helper()
		r, _ := http.NewRequest(method, "http://"+address+path, nil)
		if encoding != "" {
			r.Header.Set("Accept-Encoding", encoding)
		}
		s.mu.Lock()
		r.Header.Set("If-None-Match", s.objects["some/where/current"].etag)
		s.mu.Unlock()
		for _, name := range []string{"User-Agent", "Cookie", "Referer", "Accept-Language", "X-Forwarded-For", "X-Amz-Meta-Tree", "X-Sotto-Tree", "Sec-Fetch-Site"} {
			r.Header.Set(name, "sentinel")
		}
		r.Header.Set("Range", "bytes=0-1")
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(body), resp.Header
	}
	for _, c := range []struct {
		method, path, encoding string
		status                 int
		want, form             string
	}{
		{"GET", "/", "", 200, "this is index.html\n", ""},
		{"GET", "/", "gzip, br", 200, "br this is index.html\n", "br"},
		{"GET", "/p0/", "gzip", 200, "gz page 0 of release 0001\n", "gzip"},
		{"GET", "/p0/", "gzip;q=0, br;q=0", 200, "page 0 of release 0001\n", ""},
		{"GET", "/p0", "", 200, "page 0 of release 0001\n", ""},
		{"HEAD", "/p0/", "gzip, br;q=0.5", 200, "", "br"},
		{"GET", "/a.png", "gzip, br", 200, "picture\n", ""},
		{"GET", "/none/", "br", 404, "br this is 404.html\n", "br"},
		{"GET", "/cy/none/", "", 404, "this is cy/404.html\n", ""},
		{"GET", "/404.html", "", 404, "this is 404.html\n", ""},
		{"GET", "/.manifest", "", 404, "this is 404.html\n", ""},
		{"GET", "/_headers", "", 404, "this is 404.html\n", ""},
		{"GET", "/index.html.gz", "", 404, "this is 404.html\n", ""},
		{"GET", "/.sotto-pointer", "", 404, "this is 404.html\n", ""},
		{"GET", "/old/", "br", 410, "br this is 404.html\n", "br"},
		{"GET", "/old", "", 410, "this is 404.html\n", ""},
		{"GET", "/old/index.html", "", 410, "this is 404.html\n", ""},
		{"HEAD", "/old/", "", 410, "", ""},
		{"GET", "/older/", "", 404, "this is 404.html\n", ""},
		{"GET", "/old/index.html.gz", "", 404, "this is 404.html\n", ""},
		{"GET", "/cy/hen/beth/", "gzip", 410, "gz this is cy/404.html\n", "gzip"},
		{"GET", "/cy/hen/.git/config", "", 404, "this is cy/404.html\n", ""},
		{"GET", "/p1/", "", 200, "page 1\n", ""},
		{"POST", "/old/", "", 405, "this is 404.html\n", ""},
		{"POST", "/", "gzip", 405, "gz this is 404.html\n", "gzip"},
	} {
		status, body, h := ask(c.method, c.path, c.encoding)
		if status != c.status || body != c.want || h.Get("Content-Encoding") != c.form {
			t.Errorf("%s %s (%s): %d %q %q, want %d %q %q", c.method, c.path, c.encoding, status, body, h.Get("Content-Encoding"), c.status, c.want, c.form)
		}
		if h.Get("X-Frame-Options") != "DENY" || len(h["Cache-Control"]) != 1 || h.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s %s: headers %v", c.method, c.path, h)
		}
		for _, name := range []string{"ETag", "Last-Modified", "X-Amz-Request-Id", "X-Amz-Meta-Tree", "Accept-Ranges"} {
			if h.Get(name) != "" {
				t.Errorf("%s %s: %s is sent", c.method, c.path, name)
			}
		}
	}
	files["p0/index.html"] = "page 0 of the next\n"
	published(t, d, built(files), usual())
	if _, body, _ := ask("GET", "/p0/", ""); body != "page 0 of the next\n" {
		t.Errorf("after the swap there is %q", body)
	}
	if len(told) > 0 {
		t.Errorf("the store is told %q", told)
	}
}

// A site below a path is found below it alone.
func TestBeforeABucketBelowAPath(t *testing.T) {
	for server, run := range before {
		t.Run(server, func(t *testing.T) {
			s, endpoint := newStore(t)
			s.readable = true
			d := inBucket(t, endpoint)
			files := release(1, 2)
			for _, name := range []string{"index.html", "404.html", "cy/404.html"} {
				files[name] = "this is " + name + "\n"
			}
			published(t, d, built(files), usual())
			text, err := d.Front(server, built(files), "127.0.0.1", "/help/", []string{`^/help/old(/(index\.html)?)?$`})
			if err != nil {
				t.Fatal(err)
			}
			address := sitetest.Address(t)
			run(t, string(text), address)
			for path, want := range map[string]string{
				"/help/": "200 this is index.html\n", "/help/p1/": "200 page 1\n", "/help/p1": "200 page 1\n", "/help/old/": "410 this is 404.html\n",
				"/help/none/": "404 this is 404.html\n", "/help/cy/none/": "404 this is cy/404.html\n", "/help/_headers": "404 this is 404.html\n",
			} {
				if got := got(t, "http://"+address+path); got != want {
					t.Errorf("%s: %q, want %q", path, got, want)
				}
			}
			for _, path := range []string{"/", "/p1/", "/helpp1/"} {
				if got := got(t, "http://"+address+path); !strings.HasPrefix(got, "404 ") {
					t.Errorf("%s: %q", path, got)
				}
			}
		})
	}
}

// got is the status at an address, and what is sent.
func got(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return fmt.Sprint(resp.StatusCode, " ", string(body))
}

// What a CDN must do is written with the site's own headers.
func TestCDNText(t *testing.T) {
	_, endpoint := newStore(t)
	text, err := inBucket(t, endpoint).Front("cdn", built(release(1, 2)), "www.example.org", "/", []string{"^/old/$"})
	if err != nil || !strings.Contains(string(text), "410 and the same page when its address matches one of\n    ^/old/$;") || !strings.Contains(string(text), "X-Frame-Options: DENY") || !strings.Contains(string(text), "some/where/releases/TREE/") {
		t.Errorf("%v\n%s", err, text)
	}
	if text, err := at(t, t.TempDir()).Front("nginx", built(release(1, 2)), "www.example.org", "/", nil); text != nil || err != nil {
		t.Errorf("a folder: %v\n%s", err, text)
	}
}
