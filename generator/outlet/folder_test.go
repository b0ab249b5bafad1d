package outlet

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sotto/generator/sitetest"
)

// A file that is in two releases is there once; one that somebody has written into is
// not taken over.
func TestLinked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "www")
	d := at(t, dir)
	first, second := built(release(1, 4)), built(release(2, 4))
	published(t, d, first, usual())
	edited := filepath.Join(dir, releases, treeOf(first), "p3/index.html")
	if err := os.WriteFile(edited, []byte("page X\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	published(t, d, second, usual())
	same(t, "after an edit at the destination", served(t, dir), release(2, 4))
	info := func(tree string) os.FileInfo {
		i, err := os.Stat(filepath.Join(dir, releases, tree, "p1/index.html"))
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	if !os.SameFile(info(treeOf(first)), info(treeOf(second))) {
		t.Error("a file that is the same is there twice")
	}
}

// What is no destination of Sotto's is left alone.
func TestForeignFolder(t *testing.T) {
	for what, lay := range map[string]func(dir string) error{
		"holds index.html": func(dir string) error { return os.WriteFile(filepath.Join(dir, "index.html"), nil, 0o644) },
		"that is no link":  func(dir string) error { return os.Mkdir(filepath.Join(dir, "current"), 0o755) },
		"no release":       func(dir string) error { return os.Symlink("elsewhere", filepath.Join(dir, "current")) },
	} {
		dir := t.TempDir()
		if err := lay(dir); err != nil {
			t.Fatal(err)
		}
		if _, err := at(t, dir).Publish(t.Context(), built(release(1, 2)), usual()); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
		if list, _ := os.ReadDir(dir); len(list) != 1 {
			t.Errorf("%s: there is more: %v", what, list)
		}
	}
	if _, err := Open(t.Context(), filepath.Join(t.TempDir(), "a", "b"), How{Make: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder in none: %v", err)
	}
	var no *Unusable
	if _, err := Open(t.Context(), "ftp://example.org/www", How{}); !errors.As(err, &no) {
		t.Errorf("ftp: %v", err)
	}
}

// The served release was changed by hand: nothing says that it is published.
func TestChangedAtTheDestination(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "www")
	d, folder := at(t, dir), built(release(1, 2))
	published(t, d, folder, usual())
	if err := os.WriteFile(filepath.Join(dir, current, manifestName), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Publish(t.Context(), folder, usual()); err == nil || !strings.Contains(err.Error(), "somebody has changed it") {
		t.Errorf("%v", err)
	}
	published(t, d, built(release(2, 2)), usual())
	same(t, "the next", served(t, dir), release(2, 2))
}

// A record that was lost is written anew; the served release is never moved.
func TestLostRecord(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "www")
	d, folder := at(t, dir), built(release(1, 2))
	published(t, d, folder, usual())
	if err := os.Remove(filepath.Join(dir, releases, treeOf(folder)+".json")); err != nil {
		t.Fatal(err)
	}
	if done := published(t, d, folder, usual()); done.Sent != 0 {
		t.Errorf("sent again: %+v", done)
	}
	same(t, "with a new record", served(t, dir), release(1, 2))
}

// 10,000 pages of which nothing has changed: no file is read, in less than a second.
func TestNothingChangedAtLength(t *testing.T) {
	pages := 100
	if sitetest.Soak() {
		pages = 10000
	}
	dir := filepath.Join(t.TempDir(), "www")
	d, folder := at(t, dir), built(release(1, pages))
	published(t, d, folder, usual())
	again := &opened{FS: folder}
	began := time.Now()
	published(t, d, again, usual())
	took := time.Since(began)
	t.Logf("%d pages, nothing changed: %v", pages, took)
	if len(again.names) != 1 || took > time.Second && sitetest.Soak() {
		t.Errorf("%d files were read, in %v", len(again.names), took)
	}
}

// Readers that never stop see pages of one release, and never none, while releases are
// switched, rolled back and dropped.
func TestReaders(t *testing.T) {
	readers, switches := 4, 8
	if sitetest.Soak() {
		readers, switches = 1000, 50
	}
	dir := filepath.Join(t.TempDir(), "www")
	d := at(t, dir)
	opt := usual()
	published(t, d, built(release(0, 6)), opt)
	stop, failed, reads := make(chan bool), make(chan error, readers), make(chan int, readers)
	for range readers {
		go func() {
			n := 0
			defer func() { reads <- n }()
			for {
				select {
				case <-stop:
					return
				default:
				}
				n++
				if readers > 100 {
					time.Sleep(time.Duration(n%7) * time.Millisecond) // as people do, who leave some time to others
				}
				if err := readOnce(dir); err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	for i := 1; i <= switches; i++ {
		published(t, d, built(release(i, 6)), opt)
		if i%3 == 0 {
			if _, err := d.Rollback(t.Context(), "", false); err != nil {
				t.Error(err)
			}
		}
	}
	close(stop)
	all := 0
	for range readers {
		all += <-reads
	}
	close(failed)
	for err := range failed {
		t.Error(err)
	}
	t.Logf("%d reads during %d switches", all, switches)
}

// readOnce reads pages through the pointer, and through one look at it.
func readOnce(dir string) error {
	for i := range 6 {
		data, err := os.ReadFile(filepath.Join(dir, current, fmt.Sprintf("p%d", i), "index.html"))
		if err != nil {
			return err
		}
		if !strings.HasPrefix(string(data), fmt.Sprintf("page %d", i)) || data[len(data)-1] != '\n' {
			return fmt.Errorf("page %d is %q", i, data)
		}
	}
	root, err := os.OpenRoot(filepath.Join(dir, current))
	if err != nil {
		return err
	}
	defer root.Close()
	one, err := root.ReadFile("p0/index.html")
	if err != nil {
		return err
	}
	two, err := root.ReadFile("p2/index.html")
	if err != nil {
		return err
	}
	if a, b := string(one[6:]), string(two[6:]); a != b {
		return fmt.Errorf("pages of two releases: %q and %q", one, two)
	}
	return nil
}
