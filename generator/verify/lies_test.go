package verify

import (
	"bytes"
	"compress/gzip"
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// lie is a way in which a server sends something else than was published, with the
// code of what is found, and words of it.
type lie struct {
	name, code, words string
	tell              func(*changed)
}

// lies are those that are tried, one after the other.
func lies(fs fstest.MapFS) []lie {
	help := func(c *changed) bool { return c.r.URL.Path == "/help/" }
	return []lie{
		{"one bit in the brotli copy alone", "verify/bytes", "with br", func(c *changed) {
			if c.at("/help/", "br") && len(c.body) > 0 {
				c.body[0] ^= 1
			}
		}},
		{"one bit in the gzip copy alone", "verify/bytes", "with gzip", func(c *changed) {
			if c.at("/help/", "gzip") && len(c.body) > 0 {
				c.body = slices.Clone(c.body)
				c.body[20] ^= 1
			}
		}},
		{"one bit in the page as it is", "verify/bytes", "no encoding", func(c *changed) {
			if c.at("/help/", "") && len(c.body) > 0 {
				c.body[60] ^= 1
			}
		}},
		{"another page", "verify/bytes", "the bytes of /cy/help/", func(c *changed) {
			if c.at("/help/", "") && c.r.Method == http.MethodGet {
				c.body = fs["cy/help/index.html"].Data
				c.sized()
			}
		}},
		{"a page that is cut", "verify/bytes", "not the", func(c *changed) {
			if c.at("/help/", "") && len(c.body) > 0 {
				c.body = c.body[:100]
				c.sized()
			}
		}},
		{"an answer that breaks off", "verify/bytes", "breaks off", func(c *changed) {
			if c.at("/help/", "gzip") && len(c.body) > 30 {
				c.body = c.body[:30] // and the length of before
			}
		}},
		{"a comment that an edge has added", "verify/bytes", "not the", func(c *changed) {
			if c.at("/help/", "") && len(c.body) > 0 {
				c.body = append(c.body, "<!-- edge -->"...)
				c.sized()
			}
		}},
		{"a script that an edge has added", "verify/bytes", "something was added", func(c *changed) {
			if c.at("/help/", "") && len(c.body) > 0 {
				c.body = append(c.body, "<script src=//a.example></script>"...)
				c.sized()
			}
		}},
		{"compressed again", "verify/recompressed", "again on the way", func(c *changed) {
			if c.at("/help/", "gzip") && len(c.body) > 0 {
				var z bytes.Buffer
				w, _ := gzip.NewWriterLevel(&z, 1)
				w.Write(fs["help/index.html"].Data)
				w.Close()
				c.body = z.Bytes()
				c.sized()
			}
		}},
		{"uncompressed on the way", "verify/encoding", "not its compressed copy", func(c *changed) {
			if c.at("/help/", "br") {
				c.Header().Del("Content-Encoding")
				c.body = fs["help/index.html"].Data
				c.sized()
			}
		}},
		{"an encoding that was not asked for", "verify/encoding", "did not ask for", func(c *changed) {
			if c.at("/help/", "") {
				c.Header().Set("Content-Encoding", "gzip")
				c.body = fs["help/index.html.gz"].Data
				c.sized()
			}
		}},
		{"an encoding without a copy", "verify/encoding", "no published copy", func(c *changed) {
			if c.at("/help/", "br") {
				c.Header().Set("Content-Encoding", "zstd")
			}
		}},
		{"a text that is compressed though it has no copy", "verify/encoding", "no published copy", func(c *changed) {
			if c.at("/robots.txt", "") && accepts(c.r.Header.Get("Accept-Encoding"), "gzip") {
				c.Header().Set("Content-Encoding", "gzip")
			}
		}},
		{"a header more", "verify/header", "X-Cache is sent", func(c *changed) {
			if help(c) {
				c.Header().Set("X-Cache", "HIT")
			}
		}},
		{"an age", "verify/header", "Age is sent", func(c *changed) { c.Header().Set("Age", "12") }},
		{"a validator", "verify/header", "Etag is sent", func(c *changed) { c.Header().Set("ETag", `"a"`) }},
		{"another protocol is offered", "verify/header", "Alt-Svc", func(c *changed) { c.Header().Set("Alt-Svc", `h3=":443"`) }},
		{"a header less", "verify/header", "X-Content-Type-Options is missing", func(c *changed) {
			if help(c) {
				c.Header().Del("X-Content-Type-Options")
			}
		}},
		{"another policy", "verify/header", "Content-Security-Policy says", func(c *changed) {
			if help(c) {
				c.Header().Set("Content-Security-Policy", "default-src *")
			}
		}},
		{"the policy twice", "verify/header", "more than once", func(c *changed) {
			if help(c) {
				c.Header().Add("Content-Security-Policy", "default-src 'none'")
			}
		}},
		{"a header less on what is not there", "verify/header", "X-Content-Type-Options is missing", func(c *changed) {
			if c.status == http.StatusNotFound {
				c.Header().Del("X-Content-Type-Options")
			}
		}},
		{"a cookie", "verify/cookie", "id=1", func(c *changed) {
			if help(c) {
				c.Header().Set("Set-Cookie", "id=1")
			}
		}},
		{"a redirect", "verify/redirect", "https://other.example/", func(c *changed) {
			if help(c) {
				c.status = http.StatusFound
				c.Header().Set("Location", "https://other.example/")
			}
		}},
		{"a page that is missing", "verify/status", "status 404, not 200", func(c *changed) {
			if help(c) {
				c.status = http.StatusNotFound
			}
		}},
		{"a page that Tor does not get", "verify/status", "to Tor Browser", func(c *changed) {
			if help(c) && strings.Contains(c.r.UserAgent(), "rv:140.0") {
				c.status = http.StatusForbidden
			}
		}},
		{"304 at the second visit", "verify/second", "answered by 304", func(c *changed) {
			if help(c) && c.r.Header.Get("If-Modified-Since") != "" {
				c.status = http.StatusNotModified
				c.body = nil
				c.Header().Del("Content-Length")
			}
		}},
		{"something else at the second visit", "verify/bytes", "on a second visit", func(c *changed) {
			if help(c) && c.r.Header.Get("If-Modified-Since") != "" && len(c.body) > 0 {
				c.body[1] ^= 1
			}
		}},
		{"another language's page by the header", "verify/bytes", "the bytes of /cy/help/", func(c *changed) {
			if help(c) && c.r.Header.Get("Accept-Language") == "nl" && c.r.Method == http.MethodGet {
				c.body = fs["cy/help/index.html.gz"].Data
				c.sized()
			}
		}},
		{"HEAD by an edge", "verify/second", "HEAD", func(c *changed) {
			if help(c) && c.r.Method == http.MethodHead {
				c.status = http.StatusMethodNotAllowed
			}
		}},
		{"another type", "verify/type", "text/plain", func(c *changed) {
			if help(c) {
				c.Header().Set("Content-Type", "text/plain")
			}
		}},
		{"no length", "verify/length", "not told before", func(c *changed) {
			if help(c) {
				c.Header().Del("Content-Length")
				c.ResponseWriter.(http.Flusher).Flush() // and so it is begun
				c.begun = true
			}
		}},
		{"the manifest is given out", "verify/extra", "in no release", func(c *changed) {
			if c.r.URL.Path == "/.manifest" {
				c.status = http.StatusOK
			}
		}},
		{"an edge answers in the site's name", "verify/extra", "in no release", func(c *changed) {
			if c.r.URL.Path == "/cdn-cgi/trace" {
				c.status = http.StatusOK
			}
		}},
		{"everything is there", "verify/extra", "in no release", func(c *changed) { c.status = http.StatusOK }},
		{"what was withdrawn is still there", "verify/extra", "was withdrawn", func(c *changed) {
			if c.r.URL.Path == "/gone/" {
				c.status = http.StatusOK
			}
		}},
		{"another error page", "verify/bytes", "another page than the site's own", func(c *changed) {
			if c.status == http.StatusNotFound && c.r.URL.Path == "/.git/HEAD" {
				c.body = []byte("<h1>404</h1>")
				c.Header().Del("Content-Encoding")
				c.sized()
			}
		}},
		{"a cached page of the release before", "verify/release", "release 7", func(c *changed) {
			if c.at("/help/", "") && c.r.Method == http.MethodGet {
				c.body = []byte("the old page")
				c.sized()
			}
		}},
	}
}

func TestEveryLieIsNamed(t *testing.T) {
	fs := folder()
	old := &Statement{Release: 7, Files: []File{{Path: "help/index.html", Size: 12, Sum: hash([]byte("the old page"))}}}
	all := lies(fs)
	if len(all) < 30 {
		t.Fatalf("%d lies", len(all))
	}
	for _, lie := range all {
		t.Run(lie.name, func(t *testing.T) {
			truth := honest(fs, func() *Release { return nil })
			server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				c := &changed{ResponseWriter: w, r: r, status: http.StatusOK}
				truth(c, r)
				c.body = slices.Clone(c.body)
				lie.tell(c)
				c.send()
			}))
			s := statement(t, fs, server.URL+"/")
			s.Gone = []string{"/gone/"}
			opt := quick()
			opt.Other = []*Statement{old}
			findings, _, err := Check(context.Background(), "", s, opt)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range findings {
				if f.Code == lie.code && strings.Contains(f.Message, lie.words) && f.Help != "" && strings.HasPrefix(f.Pos.File, server.URL) {
					return
				}
			}
			t.Errorf("no %s with %q in\n%v", lie.code, lie.words, findings)
		})
	}
}

func TestTheTruthIsNoLie(t *testing.T) {
	fs := folder()
	server := serve(t, honest(fs, func() *Release { return nil }))
	s := statement(t, fs, server.URL+"/")
	s.Gone = []string{"/gone/"}
	opt := quick()
	right := map[string]bool{}
	opt.OnDone = func(address string) { right[address] = true }
	findings, asked, err := Check(context.Background(), "", s, opt)
	if err != nil || len(findings) > 0 {
		t.Fatal(err, findings)
	}
	for _, w := range s.Served() {
		if !right[w.Address] {
			t.Errorf("%s was not found right", w.Address)
		}
	}
	// A run that goes on asks for nothing twice.
	opt.Done = right
	if _, again, err := Check(context.Background(), "", s, opt); err != nil || again >= asked-6*len(s.Served())+1 {
		t.Errorf("%d requests, and %d again: %v", asked, again, err)
	}
}

func TestTheServerIsNotPressed(t *testing.T) {
	fs := folder()
	server := serve(t, honest(fs, func() *Release { return nil }))
	s := statement(t, fs, server.URL+"/")
	a := newAsker(must(t, server.URL), Options{PerSecond: 4, Timeout: time.Second})
	var waits []time.Duration
	a.sleep = func(_ context.Context, d time.Duration) error {
		waits = append(waits, d)
		a.last = time.Time{} // as if it had been waited for
		return nil
	}
	for range 5 {
		if _, err := a.ask(context.Background(), http.MethodGet, "/", phone, nil, 1<<20); err != nil {
			t.Fatal(err)
		}
	}
	if len(waits) < 4 || waits[0] > 250*time.Millisecond {
		t.Errorf("between 5 questions it waited %v", waits)
	}
	_ = s
}

func TestAServerThatIsNotThere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	s := statement(t, folder(), server.URL+"/")
	server.Close()
	opt := quick()
	opt.Timeout = time.Second
	if _, _, err := Check(context.Background(), "", s, opt); err == nil {
		t.Error("nobody answers, and nothing is said")
	}
}
