package verify

import (
	"bytes"
	"compress/gzip"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/crypto/ssh"
)

// A finished folder of four pages, by hand.
func folder() fstest.MapFS {
	page := func(words string) string {
		var b strings.Builder
		fmt.Fprintf(&b, "<!doctype html><html lang=en><title>%s</title><p>%[1]s", words)
		for i := range 800 { // which gzip finds more or less in
			fmt.Fprintf(&b, " %d", i*i%331)
		}
		return b.String()
	}
	fs := fstest.MapFS{
		"_headers":             {Data: []byte("# for hosts\n/*\n  Content-Security-Policy: default-src 'none'\n  X-Content-Type-Options: nosniff\n\n/x\n  Other: 1\n")},
		"_redirects":           {Data: []byte("/old /new 301\n")},
		".server/nginx.conf":   {Data: []byte("add_header;\n")},
		".well-known/gpc.json": {Data: []byte("{}\n")},
		"robots.txt":           {Data: []byte("User-agent: *\n")},
		"news/feed.xml":        {Data: []byte("<feed/>\n")},
	}
	for name, words := range map[string]string{"index.html": "home", "help/index.html": "help", "cy/help/index.html": "cymorth", "404.html": "not here"} {
		fs[name] = &fstest.MapFile{Data: []byte(page(words))}
		var z bytes.Buffer
		w, _ := gzip.NewWriterLevel(&z, 9)
		w.Write(fs[name].Data)
		w.Close()
		fs[name+".gz"] = &fstest.MapFile{Data: z.Bytes()}
		fs[name+".br"] = &fstest.MapFile{Data: []byte("br:" + words)} // nobody decodes it here
	}
	return listed(fs)
}

// listed puts a manifest into a folder.
func listed(fs fstest.MapFS) fstest.MapFS {
	delete(fs, manifestName)
	var names []string
	for name := range fs {
		names = append(names, name)
	}
	slices.Sort(names)
	text := manifestMark + "\n"
	for _, name := range names {
		text += fmt.Sprintf("%s  %d  %s\n", hash(fs[name].Data), len(fs[name].Data), name)
	}
	fs[manifestName] = &fstest.MapFile{Data: []byte(text)}
	return fs
}

func statement(t *testing.T, fs fstest.MapFS, site string) *Statement {
	t.Helper()
	s, err := Read(fs)
	if err != nil {
		t.Fatal(err)
	}
	s.Site, s.Time = site, time.Date(2026, 12, 1, 7, 0, 0, 0, time.UTC)
	return s
}

func key(t *testing.T, name string) *Key {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, name)
	if err != nil {
		t.Fatal(err)
	}
	k, err := ReadKey(name, pem.EncodeToMemory(block), nil)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func public(t *testing.T, keys ...*Key) (text string) {
	t.Helper()
	for _, k := range keys {
		line, err := k.Public()
		if err != nil {
			t.Fatal(err)
		}
		text += line
	}
	return text
}

// released is a folder's first release, signed.
func released(t *testing.T, fs fstest.MapFS, site string, keys ...*Key) *Release {
	t.Helper()
	r, err := Next(statement(t, fs, site), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		if err := r.SignBy(k); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// honest serves a folder with a release as the site's own servers do.
func honest(fs fstest.MapFS, release func() *Release) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header()["Date"] = []string{"Tue, 01 Dec 2026 07:00:00 GMT"}
		w.Header().Set("Vary", "Accept-Encoding")
		name := strings.TrimPrefix(r.URL.Path, "/")
		status := http.StatusOK
		if rel := release(); rel != nil {
			if body, ok := rel.Published()[name]; ok {
				w.Header().Set("Content-Type", "text/plain")
				w.Header().Set("Content-Length", fmt.Sprint(len(body)))
				w.Write(body)
				return
			}
		}
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		if fs[name] == nil || name == "404.html" || forServer(name) || strings.HasSuffix(name, ".gz") || strings.HasSuffix(name, ".br") {
			name, status = "404.html", http.StatusNotFound
		}
		encoding := ""
		for _, e := range []string{"gzip", "br"} {
			if fs[name+endings[e]] != nil && accepts(r.Header.Get("Accept-Encoding"), e) {
				encoding = e
			}
		}
		switch filepath.Ext(name) {
		case ".html":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		case ".txt":
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		case ".json":
			w.Header().Set("Content-Type", "application/json")
		case ".xml":
			w.Header().Set("Content-Type", "application/atom+xml")
		}
		if encoding != "" {
			w.Header().Set("Content-Encoding", encoding)
			name += endings[encoding]
		}
		w.Header().Set("Content-Length", fmt.Sprint(len(fs[name].Data)))
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			w.Write(fs[name].Data)
		}
	}
}

// serve starts a server on the loopback.
func serve(t *testing.T, h http.Handler) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func quick() Options { return Options{PerSecond: 1e6, Timeout: 5 * time.Second} }

// changed is an answer on its way, to be changed.
type changed struct {
	http.ResponseWriter
	r      *http.Request
	status int
	body   []byte
	begun  bool
}

// send sends what became of it.
func (c *changed) send() {
	if !c.begun {
		c.ResponseWriter.WriteHeader(c.status)
	}
	c.ResponseWriter.Write(c.body)
}

func (c *changed) WriteHeader(status int)      { c.status = status }
func (c *changed) Write(b []byte) (int, error) { c.body = append(c.body, b...); return len(b), nil }
func (c *changed) at(path, encoding string) bool {
	return c.r.URL.Path == path && c.Header().Get("Content-Encoding") == encoding
}
func (c *changed) sized() { c.Header().Set("Content-Length", fmt.Sprint(len(c.body))) }
