package outlet

import (
	"errors"
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
