package verify

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/crypto/ssh"

	"sotto/generator/sitetest"
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

func TestStatement(t *testing.T) {
	fs := folder()
	s := statement(t, fs, "https://www.example.org/")
	s.Release, s.Log = 3, none
	s.Gone = []string{"/a/", "/b/"}
	text := s.Text()
	back, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(back.Text(), text) || back.Hash() != s.Hash() || len(back.Files) != len(s.Files) {
		t.Error("a statement is not read as it was written")
	}
	var addresses []string
	for _, w := range s.Served() {
		addresses = append(addresses, fmt.Sprint(w.Address, " ", w.Status, " ", len(w.Forms)))
	}
	want := "[/.well-known/gpc.json 200 1 /404.html 404 3 /cy/help/ 200 3 /help/ 200 3 / 200 3 /news/feed.xml 200 1 /robots.txt 200 1]"
	if fmt.Sprint(addresses) != want {
		t.Errorf("served: %v", addresses)
	}
	for what, change := range map[string]func(string) string{
		"another version":      func(t string) string { return strings.Replace(t, "release 1", "release 2", 1) },
		"no site":              func(t string) string { return strings.Replace(t, "site https://www.example.org/", "site x", 1) },
		"a release of nothing": func(t string) string { return strings.Replace(t, "release 3", "release 0", 1) },
		"a short hash":         func(t string) string { return strings.Replace(t, "tree ", "tree a", 1) },
		"no instant":           func(t string) string { return strings.Replace(t, "07:00:00Z", "7:00", 1) },
		"an unknown line":      func(t string) string { return strings.Replace(t, "gone /a/", "went /a/", 1) },
		"gone in disorder":     func(t string) string { return strings.Replace(t, "gone /a/", "gone /c/", 1) },
		"a path that climbs":   func(t string) string { return strings.Replace(t, "help/index.html\n", "../index.html\n", 1) },
		"a file twice":         func(t string) string { i := strings.LastIndex(strings.TrimSuffix(t, "\n"), "\n"); return t + t[i+1:] },
		"no files":             func(t string) string { return t[:strings.Index(t, "files\n")+6] },
		"a space at the end":   func(t string) string { return strings.Replace(t, "nosniff\n", "nosniff \r\n", 1) },
		"no last line end":     func(t string) string { return strings.TrimSuffix(t, "\n") },
	} {
		if _, err := Parse([]byte(change(string(text)))); err == nil {
			t.Errorf("%s is read", what)
		}
	}
}

func TestReadHoldsEveryFile(t *testing.T) {
	for what, change := range map[string]func(fstest.MapFS){
		"changed": func(fs fstest.MapFS) {
			fs["help/index.html"].Data = append(slices.Clone(fs["help/index.html"].Data), 'x')
		},
		"missing":     func(fs fstest.MapFS) { delete(fs, "help/index.html.br") },
		"no manifest": func(fs fstest.MapFS) { delete(fs, manifestName) },
		"of another":  func(fs fstest.MapFS) { fs[manifestName].Data = []byte("x\n") },
		"no headers":  func(fs fstest.MapFS) { fs["_headers"].Data = []byte("/x\n  A: b\n"); listed(fs) },
	} {
		fs := folder()
		change(fs)
		if _, err := Read(fs); err == nil {
			t.Errorf("%s: it is signed all the same", what)
		}
	}
}

func TestSigners(t *testing.T) {
	editor, officer, stranger := key(t, "editor@example.org"), key(t, "officer@example.org"), key(t, "editor@example.org")
	r := released(t, folder(), "https://www.example.org/", editor, officer)
	now := time.Date(2026, 12, 1, 8, 0, 0, 0, time.UTC)
	by := func(signers string) string {
		list, err := Signers([]byte(signers))
		if err != nil {
			return err.Error()
		}
		return strings.Join(r.By(list, now), " ")
	}
	both := public(t, editor, officer)
	if got := by("# who may\n\n" + both); got != "editor@example.org officer@example.org" {
		t.Errorf("both: %q", got)
	}
	if got := by(public(t, stranger)); got != "" {
		t.Errorf("another key of the same name: %q", got)
	}
	// An old key has a last day, a new one a first.
	dated := func(option string) string { return strings.Replace(both, "namespaces", option+",namespaces", 1) }
	for option, want := range map[string]string{
		`valid-before="20261201"`:     "officer@example.org",
		`valid-before="20261202"`:     "editor@example.org officer@example.org",
		`valid-after="202612010800"`:  "editor@example.org officer@example.org",
		`valid-after="202612010801Z"`: "officer@example.org",
	} {
		if got := by(dated(option)); got != want {
			t.Errorf("%s: %q", option, got)
		}
	}
	if got := by(strings.Replace(both, Namespace, "git", 1)); got != "officer@example.org" {
		t.Errorf("a key for something else: %q", got)
	}
	for _, bad := range []string{"", "* " + both, "editor@example.org cert-authority ssh-ed25519 AAAA", "editor@example.org ssh-ed25519 AAAA"} {
		if _, err := Signers([]byte(bad)); err == nil {
			t.Errorf("%q is a file of signers", bad)
		}
	}
	// What was signed is the text, and no other.
	if got := Believed(must2(Signers([]byte(both))), now, append(r.Text(), '\n'), r.Note, [][]byte{r.Seals["officer@example.org"]}); len(got) > 0 {
		t.Errorf("another text is signed by %v", got)
	}
}

func TestASecondSignerAddsToTheFirst(t *testing.T) {
	editor, officer := key(t, "editor"), key(t, "officer")
	fs := folder()
	r := released(t, fs, "https://www.example.org/", editor)
	kept := fstest.MapFS{}
	for name, data := range r.Published() {
		kept[name] = &fstest.MapFile{Data: data}
	}
	earlier, err := ReadRelease(kept)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Next(statement(t, fs, "https://www.example.org/"), earlier)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.SignBy(officer); err != nil {
		t.Fatal(err)
	}
	list := must2(Signers([]byte(public(t, editor, officer))))
	if got := again.By(list, time.Now()); len(got) != 2 || again.Release != 1 {
		t.Errorf("release %d by %v", again.Release, got)
	}
	// Another folder is another release, which nobody has signed yet.
	fs["robots.txt"].Data = []byte("User-agent: b\n")
	next, err := Next(statement(t, listed(fs), "https://www.example.org/"), earlier)
	if err != nil {
		t.Fatal(err)
	}
	if next.Release != 2 || len(next.Seals) != 0 || next.Log.Last() != 2 || !next.Log.Extends(earlier.Log) || next.Statement.Log != earlier.Log.Head() {
		t.Errorf("release %d, log up to %d", next.Release, next.Log.Last())
	}
	// Parts of two releases are none.
	if err := next.SignBy(editor); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{NoteName, LogName, StatementName} {
		mixed := fstest.MapFS{}
		for n, data := range next.Published() {
			mixed[n] = &fstest.MapFile{Data: data}
		}
		mixed[name] = kept[name]
		if _, err := ReadRelease(mixed); err == nil {
			t.Errorf("a release with the %s of another is read", name)
		}
	}
}

func TestLog(t *testing.T) {
	log := &Log{}
	for i := 1; i <= 4; i++ {
		if err := log.Add(&Statement{Release: i, Tree: hash([]byte{byte(i)}), Log: log.Head(), Time: time.Unix(int64(i), 0)}); err != nil {
			t.Fatal(err)
		}
	}
	text := string(log.Text())
	if back, err := ReadLog([]byte(text)); err != nil || back.Head() != log.Head() || back.Last() != 4 || len(back.Statement(3)) != 64 {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(text, "\n")
	for what, bad := range map[string]string{
		"a line taken out": lines[0] + lines[2] + lines[3],
		"a line changed":   strings.Replace(text, "\n2 1970", "\n2 1971", 1),
		"lines turned":     lines[1] + lines[0],
		"cut":              text[:len(text)-3],
		"words":            "hello\n",
	} {
		if _, err := ReadLog([]byte(bad)); err == nil {
			t.Errorf("%s: it is read", what)
		}
	}
	if err := log.Add(&Statement{Release: 9, Log: none}); err == nil {
		t.Error("a statement that does not follow is added")
	}
}

func TestKeys(t *testing.T) {
	dir := t.TempDir()
	keygen, err := exec.LookPath("ssh-keygen")
	if err != nil {
		t.Skip("ssh-keygen is not installed here, so its keys were not tried")
	}
	for _, args := range [][]string{{"-t", "ed25519", "-N", "", "-f", dir + "/plain"}, {"-t", "ed25519", "-N", "secret", "-f", dir + "/locked"}, {"-t", "ecdsa", "-N", "", "-f", dir + "/other"}} {
		if out, err := exec.Command(keygen, append(args, "-q", "-C", "x")...).CombinedOutput(); err != nil {
			t.Fatal(err, string(out))
		}
	}
	read := func(name string, passphrase []byte) error {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		_, err = ReadKey("editor", text, passphrase)
		return err
	}
	if err := read("plain", nil); err != nil {
		t.Error(err)
	}
	if err := read("locked", []byte("secret")); err != nil {
		t.Error(err)
	}
	if err := read("locked", nil); err != ErrPassphrase {
		t.Error(err)
	}
	for _, err := range []error{read("locked", []byte("wrong")), read("other", nil), read("plain.pub", nil)} {
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%v", err)
		}
	}
}

// The script that needs nothing of Sotto's says the same as Check.
func TestScript(t *testing.T) {
	if !sitetest.Soak() {
		t.Skip("hundreds of processes: in a soak, and in a browser test on real servers")
	}
	for _, needed := range []string{"curl", "ssh-keygen", "sha256sum", "sh"} {
		if _, err := exec.LookPath(needed); err != nil {
			t.Skipf("%s is not installed here, so the script was not tried", needed)
		}
	}
	fs := folder()
	for _, name := range []string{"cy/help/index.html", "cy/help/index.html.gz", "cy/help/index.html.br", "404.html.br", "news/feed.xml"} {
		delete(fs, name) // each file is a dozen processes
	}
	listed(fs)
	all := slices.DeleteFunc(lies(fs), func(l lie) bool { return strings.Contains(l.words, "/cy/") })
	editor, officer := key(t, "editor@example.org"), key(t, "officer@example.org")
	signers := filepath.Join(t.TempDir(), "allowed_signers")
	if err := os.WriteFile(signers, []byte(public(t, editor, officer)), 0o644); err != nil {
		t.Fatal(err)
	}
	var r *Release
	truth := honest(fs, func() *Release { return r })
	var tell func(*changed)
	server := serve(t, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		c := &changed{ResponseWriter: w, r: req, status: http.StatusOK}
		truth(c, req)
		if c.body = slices.Clone(c.body); tell != nil {
			tell(c)
		}
		c.send()
	}))
	r = released(t, fs, server.URL+"/", editor)
	run := func(who ...string) (int, string) {
		cmd := exec.Command("sh", append([]string{"verify.sh", server.URL + "/", signers}, who...)...)
		out, err := cmd.CombinedOutput()
		if err != nil && cmd.ProcessState == nil {
			t.Fatal(err)
		}
		return cmd.ProcessState.ExitCode(), string(out)
	}
	if code, out := run("editor@example.org"); code != 0 {
		t.Errorf("the truth: %d\n%s", code, out)
	}
	if code, out := run("editor@example.org", "officer@example.org"); code == 0 {
		t.Errorf("who has not signed is not missed:\n%s", out)
	}
	for _, l := range sitetest.Some(all, 40) {
		// It asks each address once in each encoding, and for nothing that is not there.
		if slices.Contains([]string{"verify/second", "verify/extra", "verify/type", "verify/length"}, l.code) || strings.Contains(l.words, "Tor") ||
			strings.Contains(l.words, "second visit") || strings.Contains(l.name, "language") || strings.Contains(l.name, "not there") || strings.Contains(l.words, "site's own") || strings.Contains(l.name, "though") {
			continue
		}
		tell = func(c *changed) {
			if !strings.HasPrefix(c.r.URL.Path, "/.well-known/sotto/") {
				l.tell(c)
			}
		}
		if code, out := run("editor@example.org"); code != 1 {
			t.Errorf("%s: %d\n%s", l.name, code, out)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(first + "\nsite https://a/\nrelease 1\ntree " + none + "\ntime 2026-12-01T07:00:00Z\nlog " + none + "\nheader A: b\ngone /x\nfiles\n" + none + "  1  a\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := Parse(text)
		if err == nil && !bytes.Equal(s.Text(), text) {
			t.Fatal("it is written otherwise than it was read")
		}
		Signers(text)
		ReadLog(text)
		headersOf(text)
	})
}

func must(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func must2[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
