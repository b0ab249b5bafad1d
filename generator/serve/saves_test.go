package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// told is a watcher that hears what a test tells it, of folders that do not
// matter, and whose builds end when the test says so.
type told struct {
	dir    string
	events chan fsnotify.Event
	begun  chan Changes
	end    chan string // what becomes of the build: shown, early or not yet
	shown  chan string // which build
}

func newTold(t *testing.T, prepare func(*watcher)) *told {
	dir := t.TempDir()
	d := &told{dir, make(chan fsnotify.Event), make(chan Changes), make(chan string), make(chan string, 100)}
	builds := 0
	w := newWatcher([]string{dir}, func(c Changes, early func(func())) func() {
		builds++
		n := builds
		d.begun <- Changes{Files: c.Files} // whether it is sure to be all depends on the time: see TestOpen
		how := <-d.end
		for ; how == "early"; how = <-d.end {
			early(func() { d.shown <- fmt.Sprint(n, " early") })
		}
		if how == "not yet" {
			return nil
		}
		return func() { d.shown <- fmt.Sprint(n) }
	}, func(string) {})
	w.system = &fsnotify.Watcher{Events: d.events, Errors: make(chan error)}
	if prepare != nil {
		prepare(w)
	}
	ctx, end := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.listen(ctx) }()
	t.Cleanup(func() {
		end()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return d
}

// hear tells of a change, and returns when it has been heard.
func (d *told) hear(name string, op fsnotify.Op) {
	d.events <- fsnotify.Event{Name: filepath.Join(d.dir, name), Op: op}
}

// A build begins before a burst is sure to be over, and is shown only if nothing
// more has happened meanwhile. What changed is told once, and again when the
// build was for nothing.
func TestTry(t *testing.T) {
	d := newTold(t, nil)
	want := func(what string, got, want any) {
		t.Helper()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", what, got, want)
		}
	}
	names := func(list ...string) (files []Change) {
		for _, name := range list {
			files = append(files, Change{0, name})
		}
		return files
	}
	d.hear("a.md", fsnotify.Write)
	want("a save", <-d.begun, Changes{Files: names("a.md")})
	d.end <- "shown"
	want("a save is shown", <-d.shown, "1")

	d.hear("b.md", fsnotify.Write)
	want("the first half of a save", <-d.begun, Changes{Files: names("b.md")})
	d.hear("law/c.md", fsnotify.Write)
	d.end <- "shown"
	want("the second half", <-d.begun, Changes{Files: names("law/c.md")})
	d.end <- "shown"
	want("both halves are shown, and not the first", <-d.shown, "3")

	d.hear("d.md", fsnotify.Write)
	want("a save that is not worth trying", <-d.begun, Changes{Files: names("d.md")})
	d.hear("e.md", fsnotify.Write)
	d.end <- "not yet"
	want("is told of again, with what has happened since", <-d.begun, Changes{Files: names("d.md", "e.md")})
	d.end <- "shown"
	want("and shown", <-d.shown, "5")

	d.hear("f.md", fsnotify.Write)
	<-d.begun
	d.end <- "early"
	want("pages are shown before the whole is known", <-d.shown, "6 early")
	d.end <- "shown"
	want("and then the whole", <-d.shown, "6")

	d.hear("g.md", fsnotify.Write)
	<-d.begun
	d.hear("g.md", fsnotify.Write)
	d.end <- "early"
	d.end <- "shown"
	<-d.begun
	d.end <- "shown"
	want("but not when there is something newer", <-d.shown, "8")
	if len(d.shown) > 0 {
		t.Errorf("build %s is shown, too", <-d.shown)
	}
}

// A build is told whether more may come: before nothing has happened for long
// enough it may, and what was tried once waits for that.
func TestOpen(t *testing.T) {
	for _, tried := range []bool{false, true} {
		open := make(chan bool, 1)
		w := newWatcher([]string{t.TempDir()}, func(c Changes, _ func(func())) func() {
			open <- c.Open
			return func() {}
		}, func(string) {})
		events := make(chan fsnotify.Event)
		w.system = &fsnotify.Watcher{Events: events, Errors: make(chan error)}
		w.settler.change(time.Now())
		if tried {
			w.settler.begun()
		} else {
			w.settler.still = time.Hour
		}
		ctx, end := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- w.listen(ctx) }()
		events <- fsnotify.Event{Name: filepath.Join(w.folders[0], "a.md"), Op: fsnotify.Write}
		if got := <-open; got == tried {
			t.Errorf("tried before: %v, and more may come: %v", tried, got)
		}
		end()
		<-done
	}
}

// A program that never stops writing does not keep the site from being shown, and
// what it writes after that is another burst.
func TestTryWithoutEnd(t *testing.T) {
	d := newTold(t, func(w *watcher) {
		w.settler.change(time.Now().Add(-time.Hour))
	})
	d.hear("a.md", fsnotify.Write)
	<-d.begun
	d.hear("a.md", fsnotify.Write)
	d.end <- "shown"
	if got := <-d.shown; got != "1" {
		t.Errorf("build %s is shown, want 1", got)
	}
	if c := <-d.begun; len(c.Files) != 1 {
		t.Errorf("what was written meanwhile is forgotten: %+v", c)
	}
	d.end <- "shown"
	if got := <-d.shown; got != "2" {
		t.Errorf("build %s is shown, want 2", got)
	}
}

// Whatever way a page is saved, each of twelve tabs is told to show it again, once.
// A program is in the middle of many changes while it runs, which is what the
// watcher otherwise has to guess from the time between them (TestSettler); Git says
// so itself.
func TestEachSaveShowsOnce(t *testing.T) {
	d := newDesk(t, map[string]string{"page/index.html": "one", "mark/index.html": "0"})
	for i := range 200 {
		d.write(fmt.Sprintf("many/%03d/index.html", i), "one")
	}
	git := func(args ...string) error {
		c := exec.Command("git", append([]string{"-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "core.hooksPath=/dev/null"}, args...)...)
		c.Dir = d.dir
		out, err := c.CombinedOutput()
		if err != nil {
			err = fmt.Errorf("git %v: %w\n%s", args, err, out)
		}
		return err
	}
	page := filepath.Join(d.dir, "page/index.html")
	hasGit := errors.Join(git("init", "-q"), git("add", "-A"), git("commit", "-qm", "one"), git("checkout", "-qb", "other"))
	if hasGit == nil {
		d.write("page/index.html", "by Git")
		for i := range 200 {
			d.write(fmt.Sprintf("many/%03d/index.html", i), "two")
		}
		hasGit = errors.Join(git("commit", "-qam", "two"), git("checkout", "-q", "-"))
	}
	d.settle()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := d.server()
	go server.Serve(l)
	defer server.Close()
	var tabs []*tab
	for range 12 {
		tabs = append(tabs, &tab{next: d.stream(l.Addr().String()), preview: d.Preview})
		tabs[len(tabs)-1].show()
	}
	var busy atomic.Bool
	w := newWatcher([]string{d.dir}, d.remake, func(string) {})
	gitBusy := w.settler.busy
	w.settler.busy = func() bool { return busy.Load() || gitBusy() }
	ctx, end := context.WithCancel(t.Context())
	done := make(chan bool)
	system := w.open()
	go func() {
		w.run(ctx, system)
		close(done)
	}()
	defer func() {
		end()
		<-done
	}()
	mark := 0
	for _, way := range []struct {
		name string
		save func() error
	}{
		{"in place", func() error { return os.WriteFile(page, []byte("two"), 0o644) }},
		{"in two parts, as VS Code does", func() error {
			return errors.Join(os.Truncate(page, 0), os.WriteFile(page, []byte("three"), 0o644))
		}},
		{"beside it and renamed over", func() error {
			return errors.Join(os.WriteFile(page+".tmp", []byte("four"), 0o644), os.Rename(page+".tmp", page))
		}},
		{"mv", func() error {
			other := filepath.Join(t.TempDir(), "x")
			return errors.Join(os.WriteFile(other, []byte("five"), 0o644), exec.Command("mv", other, page).Run())
		}},
		{"sed -i", func() error { return exec.Command("sed", "-i", "s/five/six/", page).Run() }},
		{"vim", func() error {
			return exec.Command("vim", "-Nu", "NONE", "-es", "-c", "%s/./seven/", "-c", "wq", page).Run()
		}},
		{"Git, one file", func() error { return errors.Join(hasGit, git("checkout", "-qf", ".")) }},
		{"Git, 201 files", func() error { return errors.Join(hasGit, git("checkout", "-q", "other")) }},
	} {
		busy.Store(!strings.HasPrefix(way.name, "Git"))
		err := way.save()
		busy.Store(false)
		if errors.Is(err, exec.ErrNotFound) {
			t.Logf("%s: %v", way.name, err)
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", way.name, err)
		}
		for s, next := d.current(); string(s.site.Files["page/index.html"]) == tabs[0].shows; s, next = d.current() {
			<-next
		}
		// What comes after it ends the waiting, and the counting.
		mark++
		d.write("mark/index.html", fmt.Sprint(mark))
		for i, tab := range tabs {
			shown := tab.shown
			for tab.mark != fmt.Sprint(mark) {
				tab.hear()
			}
			if shown = tab.shown - shown; shown != 1 {
				t.Errorf("%s: tab %d shows the page %d times", way.name, i, shown)
			}
		}
	}
}

// tab is one that listens, and does as desk.js does.
type tab struct {
	preview     *Preview
	next        func() string
	build       int // that it knows of
	shows, mark string
	shown       int // how often it has shown the page again
}

// hear hears of a build.
func (b *tab) hear() {
	news := strings.Fields(b.next())
	var build int
	if _, err := fmt.Sscanf(news[0], b.preview.run+".%d", &build); err != nil || build <= b.build {
		return
	}
	b.build = build
	if before := b.shows; b.show() != before || slices.Contains(news, "/page/") {
		b.shown++
	}
}

// show asks for the page and what is known of it.
func (b *tab) show() string {
	s, _ := b.preview.current()
	b.build = s.build
	b.shows, b.mark = string(s.site.Files["page/index.html"]), string(s.site.Files["mark/index.html"])
	return b.shows
}
