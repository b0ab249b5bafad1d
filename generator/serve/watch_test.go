package serve

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sotto/generator/diag"
)

// watching is a real folder and what is told of it.
type watching struct {
	t    *testing.T
	dir  string
	told chan string // what the listing was when a burst was over
	slow chan string
}

func watchFolder(t *testing.T, prepare func(*watcher)) *watching {
	t.Helper()
	w := &watching{t: t, dir: filepath.Join(t.TempDir(), "content"), told: make(chan string, 1000), slow: make(chan string, 10)}
	w.write("a.md", "one")
	w.write("law/b.md", "one")
	wr := newWatcher([]string{w.dir}, func(Changes, func(func())) func() {
		now := w.listing()
		return func() { w.told <- now }
	}, func(why string) { w.slow <- why })
	if prepare != nil {
		prepare(wr)
	}
	ctx, end := context.WithCancel(t.Context())
	err := wr.open()
	done := make(chan bool)
	go func() {
		wr.run(ctx, err)
		close(done)
	}()
	t.Cleanup(func() {
		end()
		<-done
	})
	return w
}

func (w *watching) write(name, text string) {
	w.t.Helper()
	file := filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// listing is all that the folder holds, files with their text.
func (w *watching) listing() string {
	var b strings.Builder
	_ = filepath.WalkDir(w.dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := os.ReadFile(name)
			b.WriteString(name + " " + string(data) + "\n")
		}
		return nil
	})
	return b.String()
}

// seen waits until what is in the folder now has been told of.
func (w *watching) seen(what string) {
	w.t.Helper()
	want := w.listing()
	for end := time.After(long); ; {
		select {
		case got := <-w.told:
			if got == want {
				return
			}
		case <-end:
			w.t.Fatalf("%s: nothing is told", what)
		}
	}
}

// changes are the ways in which editors and people change files.
func (w *watching) changes() []struct {
	name string
	do   func() error
} {
	in := func(name string) string { return filepath.Join(w.dir, name) }
	command := func(name string, args ...string) func() error {
		return func() error {
			path, err := exec.LookPath(name)
			if err != nil {
				w.t.Logf("no %s here", name)
				return os.WriteFile(in("a.md"), []byte("without "+name), 0o644)
			}
			return exec.Command(path, args...).Run()
		}
	}
	return []struct {
		name string
		do   func() error
	}{
		{"a file is written", func() error { return os.WriteFile(in("a.md"), []byte("two"), 0o644) }},
		{"a file in a folder", func() error { return os.WriteFile(in("law/b.md"), []byte("two"), 0o644) }},
		{"a new folder with a file", func() error {
			return errors.Join(os.MkdirAll(in("new/deep/er"), 0o755), os.WriteFile(in("new/deep/er/c.md"), []byte("one"), 0o644))
		}},
		{"a file in the new folder", func() error { return os.WriteFile(in("new/deep/er/c.md"), []byte("two"), 0o644) }},
		{"a file is renamed over", func() error {
			return errors.Join(os.WriteFile(in("a.md.tmp"), []byte("three"), 0o644), os.Rename(in("a.md.tmp"), in("a.md")))
		}},
		{"a file from elsewhere is renamed over", func() error {
			other := filepath.Join(w.t.TempDir(), "x")
			return errors.Join(os.WriteFile(other, []byte("four"), 0o644), os.Rename(other, in("a.md")))
		}},
		{"vim", command("vim", "-Nu", "NONE", "-es", "-c", "%s/four/five/", "-c", "wq", in("a.md"))},
		{"sed -i", command("sed", "-i", "s/five/six/", in("a.md"))},
		{"a folder is renamed", func() error { return os.Rename(in("new"), in("newer")) }},
		{"a file in the renamed folder", func() error { return os.WriteFile(in("newer/deep/er/c.md"), []byte("three"), 0o644) }},
		{"a folder is moved out and in", func() error {
			return errors.Join(os.Rename(in("law"), w.dir+".law"), os.Rename(w.dir+".law", in("law")), os.WriteFile(in("law/b.md"), []byte("three"), 0o644))
		}},
		{"a file in the folder that came back", func() error { return os.WriteFile(in("law/b.md"), []byte("four"), 0o644) }},
		{"a folder is deleted", func() error { return os.RemoveAll(in("newer")) }},
		{"a folder is made anew", func() error {
			return errors.Join(os.MkdirAll(in("newer"), 0o755), os.WriteFile(in("newer/d.md"), []byte("one"), 0o644))
		}},
		{"all of it is deleted", func() error { return os.RemoveAll(w.dir) }},
		{"all of it is there again", func() error {
			return errors.Join(os.MkdirAll(in("law"), 0o755), os.WriteFile(in("law/e.md"), []byte("one"), 0o644))
		}},
		{"a file in it", func() error { return os.WriteFile(in("law/e.md"), []byte("two"), 0o644) }},
	}
}

// Whatever is changed is told of, sooner or later, and what is told of last is
// what there is.
func TestWatch(t *testing.T) {
	w := watchFolder(t, nil)
	for _, change := range w.changes() {
		if err := change.do(); err != nil {
			t.Fatalf("%s: %v", change.name, err)
		}
		w.seen(change.name)
	}
	if len(w.slow) > 0 {
		t.Errorf("the system does not tell of changes here: %s", <-w.slow)
	}
}

// A system that watches no more folders is not needed.
func TestWatchWithoutTheSystem(t *testing.T) {
	added := 0
	w := watchFolder(t, func(w *watcher) {
		w.add = func(string) error {
			if added++; added > 1 {
				return &os.PathError{Op: "watch", Path: "x", Err: syscall.ENOSPC}
			}
			return nil
		}
	})
	if why := <-w.slow; !strings.Contains(why, "no space left") || !strings.Contains(why, "law") {
		t.Errorf("it is said that %q, want the reason and the folder", why)
	}
	w.write("law/b.md", "another text")
	w.seen("a file in a folder")
	w.write("c.md", "a third")
	w.seen("a new file")
}

// While a lock of Git lies there, a change is not the last one.
func TestWatchWaitsForGit(t *testing.T) {
	locked := make(chan bool, 1000)
	busy := true
	w := watchFolder(t, func(w *watcher) {
		w.settler.busy = func() bool {
			locked <- busy
			return busy
		}
	})
	// The loop that asks is the only one that reads busy, and is waiting when
	// nothing has changed: it has not begun to ask.
	w.write("a.md", "two")
	for range 3 { // it has been asked for several times, and nothing was told
		<-locked
	}
	if len(w.told) > 0 {
		t.Error("half of a checkout was told of")
	}
}

func TestGitLock(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{"plain/content", "repo/.git/worktrees/two", "repo/site/content", "two/content", "three/content"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"two/.git": "gitdir: " + filepath.Join(dir, "repo/.git/worktrees/two") + "\n", "three/.git": "something else\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for folder, want := range map[string]string{
		"repo/site/content": filepath.Join(dir, "repo/.git/index.lock"),
		"two/content":       filepath.Join(dir, "repo/.git/worktrees/two/index.lock"),
		"three/content":     "",
	} {
		if got := gitLock(filepath.Join(dir, folder)); got != want {
			t.Errorf("%s: %q, want %q", folder, got, want)
		}
	}
	busy := gitBusy([]string{filepath.Join(dir, "repo/site/content"), filepath.Join(dir, "two/content")})
	if busy() {
		t.Error("busy without a lock")
	}
	if err := os.WriteFile(filepath.Join(dir, "repo/.git/worktrees/two/index.lock"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if !busy() {
		t.Error("a lock is not seen")
	}
	// A working copy may begin to be one.
	busy = gitBusy([]string{filepath.Join(dir, "plain/content")})
	if err := os.MkdirAll(filepath.Join(dir, "plain/.git"), 0o755); err != nil {
		t.Fatal(err)
	}
	if busy() {
		t.Error("busy without a lock")
	}
	if err := os.WriteFile(filepath.Join(dir, "plain/.git/index.lock"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if !busy() {
		t.Error("the lock of a new working copy is not seen")
	}
}

// A poll tells of a change when two listings in a row are alike, and not while
// somebody is busy.
func TestPoll(t *testing.T) {
	listings := []string{"a", "a", "b", "c", "c", "c", "d", "d", "d"}
	busyAt := 7
	n, want := 0, []int{4, 8} // of the second c, and of the third d: at the second, somebody is busy
	var told []int
	ctx, end := context.WithCancel(t.Context())
	tick := make(chan time.Time)
	close(tick)
	n++
	poll(ctx, listings[0], func() string {
		s := listings[min(n, len(listings)-1)]
		n++
		return s
	}, func() bool { return n-1 == busyAt }, func(time.Duration) <-chan time.Time {
		if n >= len(listings) {
			end()
			return nil
		}
		return tick
	}, func() { told = append(told, n-1) })
	if len(told) != 2 || told[0] != want[0] || told[1] != want[1] {
		t.Errorf("told at %v, want %v", told, want)
	}
}

// A page whose time comes appears by itself, once.
func TestDatesChangeTheSite(t *testing.T) {
	builds := make(chan int, 100)
	n := 0
	p := New(Options{
		Sources: []string{t.TempDir()},
		Build: func(Changes) (Site, error) {
			n++
			builds <- n
			s := Site{}
			switch n {
			case 1:
				s.Next = time.Now().Add(-time.Hour)
			case 2:
				return s, errors.New("broken off") // is no reason to try for ever
			}
			return s, nil
		},
		Tell: func([]diag.Finding) {},
	})
	ctx, end := context.WithCancel(t.Context())
	done := make(chan bool)
	go func() {
		p.Watch(ctx)
		close(done)
	}()
	for want := 1; want <= 2; want++ {
		select {
		case got := <-builds:
			if got != want {
				t.Errorf("build %d, want %d", got, want)
			}
		case <-time.After(long):
			t.Fatalf("there is no build %d", want)
		}
	}
	for {
		s, next := p.current()
		if s.build == 2 {
			if !s.turns.IsZero() {
				t.Errorf("a build that broke off is made again because of %v", s.turns)
			}
			break
		}
		<-next
	}
	end()
	<-done
	if len(builds) > 0 {
		t.Error("the site is built although its time has not come")
	}
}
