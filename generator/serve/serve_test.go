package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sotto/generator/derived"
	"sotto/generator/diag"
	"sotto/generator/site"
)

// desk is a folder somebody writes in, and the preview of it. Its build
// publishes every file as it stands, and takes the word BROKEN for an error.
type desk struct {
	*Preview
	t      *testing.T
	dir    string
	builds int
	told   chan []diag.Finding // what each build has found

	settling sync.Mutex
	stamp    string // of what has been built
}

func newDesk(t *testing.T, files map[string]string) *desk {
	d := &desk{t: t, dir: t.TempDir(), told: make(chan []diag.Finding, 100)}
	source := os.DirFS(d.dir)
	d.Preview = New(Options{
		Sources: []string{d.dir},
		Build: func(Changes) (Site, error) {
			d.builds++
			s := Site{Files: map[string][]byte{}, Types: derived.Types(), Languages: []string{"en", "cy", "pl"}}
			err := fs.WalkDir(source, ".", func(name string, e fs.DirEntry, err error) error {
				if err != nil || e.IsDir() {
					return err
				}
				data, err := fs.ReadFile(source, name)
				s.Files[name] = data
				if strings.Contains(string(data), "BROKEN") {
					s.Findings = append(s.Findings, diag.Finding{Code: "test/broken", Severity: diag.Error,
						Pos: diag.Pos{File: name, Line: 1, Col: 1}, Message: "this is <broken>"})
				}
				return err
			})
			return s, err
		},
		Tell: func(list []diag.Finding) { d.told <- list },
	})
	for name, text := range files {
		d.write(name, text)
	}
	return d
}

// settle builds what has been written, as Watch does when a burst is over.
func (d *desk) settle() {
	d.settling.Lock()
	defer d.settling.Unlock()
	if now := fingerprint(d.Sources); now != d.stamp {
		d.stamp = now
		d.Refresh()
	}
}

func (d *desk) write(name, text string) {
	d.t.Helper()
	file := filepath.Join(d.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

// ask asks as a program does, for the page alone. What has been written is built
// before.
func (d *desk) ask(method, address string) *httptest.ResponseRecorder {
	d.settle()
	w := httptest.NewRecorder()
	d.ServeHTTP(w, request(method, address))
	return w
}

// request is one that came in by loopback.
func request(method, address string) *http.Request {
	r := httptest.NewRequest(method, address, nil)
	r.Host = "127.0.0.1:1313"
	here := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1313}
	return r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, here))
}

// hear waits for what the latest build has found.
func (d *desk) hear(findings int) {
	d.t.Helper()
	if list := <-d.told; len(list) != findings {
		d.t.Errorf("told of %v, want %d findings", list, findings)
	}
}

// see asks for an address and compares the answer.
func (d *desk) see(address string, status int, body string) {
	d.t.Helper()
	if w := d.ask("GET", address); w.Code != status || !strings.Contains(w.Body.String(), body) {
		d.t.Errorf("%s: %d %s, want %d with %q in it", address, w.Code, w.Body, status, body)
	}
}

// What was published once and is gone is answered as the servers of .server/ do.
func TestGone(t *testing.T) {
	p := New(Options{Tell: func([]diag.Finding) {}, Build: func(Changes) (Site, error) {
		files := map[string][]byte{"index.html": []byte("home"), "404.html": []byte("not here"), "back/index.html": []byte("back")}
		ended := []site.Ended{{Address: "/help/old/"}, {Address: "/help/back/"}, {Address: "/help/years/", Below: true}}
		return Site{Files: files, Types: site.BaseTypes, Base: "/help/", Ended: ended}, nil
	}})
	p.Refresh()
	for address, want := range map[string]int{
		"/help/": 200, "/help/back/": 200, "/help/never/": 404, "/old/": 404,
		"/help/old/": 410, "/help/old": 410, "/help/old/index.html": 410, "/help/years/2019/": 410,
		"/help/years/.git/config": 404, "/help/old/index.html.gz": 404,
	} {
		w := httptest.NewRecorder()
		p.ServeHTTP(w, request("GET", address))
		if w.Code != want || want != 200 && w.Body.String() != "not here" {
			t.Errorf("%s: %d %q, want %d", address, w.Code, w.Body, want)
		}
	}
}

func TestMethods(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home"})
	head := d.ask("HEAD", "/")
	if head.Code != 200 || head.Body.Len() > 0 || head.Header().Get("Content-Length") != "4" {
		t.Errorf("HEAD: %d %q %v, want 200, no body and its length", head.Code, head.Body, head.Header())
	}
	if head := d.ask("HEAD", "/nothing/"); head.Code != 404 || head.Body.Len() > 0 {
		t.Errorf("HEAD of nothing: %d %q", head.Code, head.Body)
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT"} {
		if w := d.ask(method, "/"); w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" || strings.Contains(w.Body.String(), "home") {
			t.Errorf("%s: %d %v %q, want 405 and what is allowed", method, w.Code, w.Header(), w.Body)
		}
	}
}

// What is wrong does not take the last good page away, and goes when it is mended.
func TestErrorsKeepTheLastGoodPage(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home", "law/index.html": "the law"})
	d.see("/", 200, "home")
	d.hear(0)
	d.write("law/index.html", "BROKEN")
	d.write("index.html", "another home")
	d.see("/", 200, "home") // all of one build, or nothing of it
	d.see("/law/", 200, "the law")
	d.hear(1)
	d.write("law/index.html", "mended")
	d.see("/", 200, "another home")
	d.see("/law/", 200, "mended")
	d.hear(0)
}

// Before there is a good page, what is wrong stands in for all.
func TestFindingsWhileThereIsNoPage(t *testing.T) {
	d := newDesk(t, map[string]string{"law/index.html": "BROKEN"})
	for _, address := range []string{"/", "/law/", "/nothing/"} {
		d.see(address, 500, "law/index.html:1:1: error[test/broken]: this is &lt;broken&gt;")
	}
	if got := d.ask("GET", "/").Header().Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("the findings are %s", got)
	}
	d.write("law/index.html", "mended")
	d.see("/law/", 200, "mended")
}

func TestWarningsDoNotHideThePage(t *testing.T) {
	warning := []diag.Finding{{Code: "test/odd", Severity: diag.Warning, Message: "this is odd"}}
	told := make(chan []diag.Finding, 1)
	p := New(Options{
		Build: func(Changes) (Site, error) {
			return Site{Types: site.BaseTypes, Files: map[string][]byte{"index.html": []byte("home")}, Findings: warning}, nil
		},
		Tell: func(list []diag.Finding) { told <- list },
	})
	d := &desk{Preview: p, t: t, told: told}
	p.Refresh()
	d.see("/", 200, "home")
	d.hear(1)
}

func TestABuildThatCannotGoOn(t *testing.T) {
	fails := true
	dir := t.TempDir()
	p := New(Options{
		Sources: []string{dir},
		Build: func(Changes) (Site, error) {
			if fails {
				return Site{}, errors.New("reading content: <no>")
			}
			return Site{Types: site.BaseTypes, Files: map[string][]byte{"index.html": []byte("home")}}, nil
		},
		Tell: func([]diag.Finding) {},
	})
	d := &desk{Preview: p, t: t, dir: dir}
	d.see("/", 500, "reading content: &lt;no&gt;")
	fails = false
	d.see("/", 500, "reading content") // nothing has changed that could mend it
	d.write("new", "")
	d.see("/", 200, "home")
}

// A build that panics is an error like others: it is seen, in place of every
// page, until it is mended.
func TestABuildThatPanics(t *testing.T) {
	panics := true
	dir := t.TempDir()
	p := New(Options{
		Sources: []string{dir},
		Build: func(Changes) (Site, error) {
			if panics {
				panic("no <such> thing")
			}
			return Site{Types: site.BaseTypes, Files: map[string][]byte{"index.html": []byte("home")}}, nil
		},
		Tell: func([]diag.Finding) {},
	})
	d := &desk{Preview: p, t: t, dir: dir}
	for range 2 { // nothing has changed that could mend it
		d.see("/", 500, "the build broke off, which is a mistake in sotto: no &lt;such&gt; thing")
		d.see("/", 500, "serve_test.go:") // where
	}
	panics = false
	d.write("new", "")
	d.see("/", 200, "home")
}

// Whoever listens to what builds find may stop doing so, like a terminal that
// is held. Nobody waits for that, and what is told last is the latest.
func TestNobodyListens(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home"})
	d.told = make(chan []diag.Finding) // takes nothing until somebody listens
	for i := range 3 {
		d.write("index.html", strings.Repeat("home ", i+1))
		d.see("/", 200, "home")
	}
	d.write("index.html", "BROKEN")
	d.see("/", 200, "home")
	for len(<-d.told) != 1 {
	}
	d.telling.Lock() // once Tell has returned, nothing is left to tell
	defer d.telling.Unlock()
	if d.Preview.told != 4 {
		t.Errorf("build %d was told of last, want 4", d.Preview.told)
	}
}

// A change is seen by comparing listings: no test here waits, and the times
// of files may be anything.
func TestChangesAreSeen(t *testing.T) {
	d := newDesk(t, map[string]string{"a.html": "one", "b/c.html": "one"})
	past := time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)
	builds := 0
	for _, step := range []struct {
		name   string
		change func() error
		again  bool
	}{
		{"the first request", func() error { return nil }, true},
		{"nothing", func() error { return nil }, false},
		{"another size", func() error { return os.WriteFile(filepath.Join(d.dir, "a.html"), []byte("longer"), 0o644) }, true},
		{"another time", func() error { return os.Chtimes(filepath.Join(d.dir, "a.html"), past, past) }, true},
		{"an earlier time, in a folder", func() error {
			return os.Chtimes(filepath.Join(d.dir, "b/c.html"), past, past.Add(-time.Hour))
		}, true},
		{"another name", func() error { return os.Rename(filepath.Join(d.dir, "a.html"), filepath.Join(d.dir, "z.html")) }, true},
		{"a new file", func() error { return os.WriteFile(filepath.Join(d.dir, "b/d.html"), nil, 0o644) }, true},
		{"one file less", func() error { return os.Remove(filepath.Join(d.dir, "b/d.html")) }, true},
		{"nothing again", func() error { return nil }, false},
	} {
		if err := step.change(); err != nil {
			t.Fatal(err)
		}
		if step.again {
			builds++
		}
		if d.ask("GET", "/"); d.builds != builds {
			t.Fatalf("after %s: %d builds, want %d", step.name, d.builds, builds)
		}
	}
}

// A file that moves from one source folder to another is a change too.
func TestFingerprintTellsFoldersApart(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	sources := []string{one, two}
	if err := os.WriteFile(filepath.Join(one, "a"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	before := fingerprint(sources)
	if err := os.Rename(filepath.Join(one, "a"), filepath.Join(two, "a")); err != nil {
		t.Fatal(err)
	}
	if after := fingerprint(sources); after == before {
		t.Errorf("the same for both: %q", after)
	}
	if got := fingerprint([]string{filepath.Join(one, "missing")}); got == "" {
		t.Error("a missing folder looks like sources that were never read")
	}
}

// Requests at once are answered from one build, and each from a whole one.
func TestRequestsAtOnce(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home 0"})
	for round := range 5 {
		want := fmt.Sprintf("home %0*d", round+1, round)
		d.write("index.html", want)
		var together sync.WaitGroup
		for range 4 {
			together.Go(func() { d.see("/", 200, want) })
		}
		together.Wait()
		if d.builds != round+1 {
			t.Errorf("%d builds for %d changes", d.builds, round+1)
		}
	}
}
