package serve

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"sotto/generator/diag"
)

// stream listens to a desk.
func (d *desk) stream(address string) (next func() string) {
	d.t.Helper()
	ctx, end := context.WithTimeout(d.t.Context(), long)
	d.t.Cleanup(end)
	r, err := http.NewRequestWithContext(ctx, "GET", "http://"+address+"/.sotto/events", nil)
	if err != nil {
		d.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { res.Body.Close() })
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
		d.t.Fatalf("%s %v", res.Status, res.Header)
	}
	lines := bufio.NewScanner(res.Body)
	return func() string {
		for lines.Scan() {
			if name, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return name
			}
		}
		return "the stream has ended"
	}
}

// Each build is told to all who listen, the latest to those who come later, and
// no connection is given up because nothing happens.
func TestEvents(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home"})
	server := d.server()
	server.ReadTimeout, server.WriteTimeout = time.Nanosecond, time.Nanosecond // both are over when anything happens
	server.ReadHeaderTimeout = long
	address, _ := d.watch(server)
	one := d.stream(address)
	if got := one(); got != d.run+".1" {
		t.Fatalf("told of %q at first", got)
	}
	two := d.stream(address)
	if got := two(); got != d.run+".1" {
		t.Fatalf("who comes later is told of %q", got)
	}
	for _, want := range []string{".2", ".3"} {
		d.Refresh()
		for _, next := range []func() string{one, two} {
			if got := next(); got != d.run+want {
				t.Errorf("told of %q, want %s", got, want)
			}
		}
	}
	if other := New(Options{}); other.run == d.run {
		t.Error("after a restart, builds have the same names")
	}
}

// Requests that come before the first build wait for it, and go when they are
// given up.
func TestTheFirstRequestWaits(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home"})
	ctx, end := context.WithCancel(t.Context())
	end()
	if s := d.latest(ctx); s != nil {
		t.Errorf("there is a build already: %v", s)
	}
	got := make(chan *state)
	go func() { got <- d.latest(t.Context()) }()
	d.Refresh()
	if s := <-got; s == nil || s.build != 1 {
		t.Errorf("the first request got %v", s)
	}
}

// Of two builds, the one that read the sources last is shown, whichever is told of
// last; and which pages have changed is told to who has seen all builds before.
func TestTheNewerBuildStays(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "one", "a b/index.html": "one", "same/index.html": "one", "feed.xml": "one"})
	address, _ := d.watch(d.server())
	next := d.stream(address)
	next()
	d.write("index.html", "two")
	older := d.remake(Changes{All: true}, nil)
	d.write("index.html", "three")
	d.write("a b/index.html", "three")
	d.write("feed.xml", "three")
	newer := d.remake(Changes{All: true}, nil)
	newer()
	if got, want := next(), d.run+".2 / /a%20b/"; got != want {
		t.Errorf("told of %q, want %q", got, want)
	}
	older()
	if s, _ := d.current(); string(s.site.Files["index.html"]) != "three" {
		t.Errorf("%s is shown, want three", s.site.Files["index.html"])
	}
	for i := range changedMost {
		d.write(fmt.Sprintf("%d/index.html", i), "new")
	}
	d.write("index.html", "four")
	d.Refresh()
	if got, want := next(), d.run+".3"; got != want {
		t.Errorf("told of %q, want %q: too many pages to name", got, want)
	}
}

// Pages are shown before the whole is known, and go again if that turns out badly.
func TestEarly(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "one", "b/index.html": "one"})
	address, _ := d.watch(d.server())
	next := d.stream(address)
	next()
	page := func() string {
		s, _ := d.current()
		return string(s.site.Files["index.html"])
	}
	build := d.Build
	d.Build = func(c Changes) (Site, error) {
		s, err := build(c)
		if c.Early != nil {
			soon := s
			soon.Findings = nil
			c.Early(soon)
		}
		return s, err
	}
	for i, test := range []struct {
		b, want string
		news    []string
	}{
		{"two", "two", []string{".2 / /b/", ".3"}},
		{"BROKEN", "two", []string{".4 / /b/", ".5 / /b/"}},
		{"three", "four", []string{".6 / /b/", ".7"}},
	} {
		d.write("index.html", []string{"two", "three", "four"}[i])
		d.write("b/index.html", test.b)
		var early func()
		show := d.remake(Changes{}, func(show func()) { early = show })
		if page() != []string{"one", "two", "two"}[i] {
			t.Errorf("%s: %s is shown although nobody has said so", test.b, page())
		}
		early()
		if got, want := next(), d.run+test.news[0]; got != want {
			t.Errorf("%s: early, told of %q, want %s", test.b, got, want)
		}
		if s, _ := d.current(); page() != []string{"two", "three", "four"}[i] || diag.Count(s.findings, diag.Error) != i/2 {
			t.Errorf("%s: early, %s is shown, with %v", test.b, page(), s.findings)
		}
		show()
		if page() != test.want {
			t.Errorf("%s: %s is shown, want %s", test.b, page(), test.want)
		}
		if got, want := next(), d.run+test.news[1]; got != want {
			t.Errorf("%s: told of %q, want %s", test.b, got, want)
		}
	}
	// A build that was thrown away after its pages were shown leaves the one before
	// to go back to.
	d.write("index.html", "five")
	d.remake(Changes{}, func(show func()) { show() })
	d.write("b/index.html", "BROKEN")
	d.remake(Changes{}, func(show func()) { show() })()
	if page() != "four" {
		t.Errorf("after two that were not whole, %s is shown, want four", page())
	}
}
