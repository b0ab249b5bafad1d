package serve

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
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
	older := d.remake(Changes{All: true})
	d.write("index.html", "three")
	d.write("a b/index.html", "three")
	d.write("feed.xml", "three")
	newer := d.remake(Changes{All: true})
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
