package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A published file that somebody edits in place is the spare's file too. The
// edit is found by its time, at the start and at the end, and refused.
func TestEditInPlace(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	files, r := pages(3), remembered{}
	r.publish(t, dest, uniform, files)
	files["index.html"] = sample(4000)
	s := warmDir(t, dest)
	r.fillWarm(t, s, uniform, files)
	page := filepath.Join(dest, "404.html")
	before, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	edited := bytes.Replace(before, []byte("<"), []byte("["), 1)
	if bytes.Equal(before, edited) || os.WriteFile(page, edited, 0o644) != nil {
		t.Fatal("not edited")
	}
	var refused *Refused
	if err := s.Commit(context.Background()); !errors.As(err, &refused) || refused.Findings[0].Code != "output/edited" {
		t.Errorf("at the end: %v", err)
	}
	s.Abort()
	if _, err := NewDir(context.Background(), dest, Turn{}, true); !errors.As(err, &refused) || refused.Findings[0].Code != "output/edited" {
		t.Errorf("at the start: %v", err)
	}
	// As the finding says.
	if err := os.Remove(page); err != nil {
		t.Fatal(err)
	}
	r.publish(t, dest, uniform, files)
	sameImage(t, "afterwards", imageOf(t, dest), coldImage(t, uniform, files))
	r.publish(t, dest, uniform, files)
	if got, err := os.ReadFile(page); err != nil || !bytes.Equal(got, before) {
		t.Errorf("the edit is still there: %v", err)
	}
}

// A spare in which anything is strange is not used, and goes with all of
// Sotto's that is in it.
func TestStrangeSpare(t *testing.T) {
	files := pages(3)
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, tree string) error
		stays []string // of the spare
	}{
		{"a foreign file", func(_ *testing.T, tree string) error {
			return os.WriteFile(filepath.Join(tree, "self-help", "mine.txt"), []byte("mine"), 0o644)
		}, []string{"/.manifest", "/.server", "/self-help", "/self-help/mine.txt"}},
		{"a file gone", func(_ *testing.T, tree string) error { return os.Remove(filepath.Join(tree, "404.html")) }, nil},
		{"a file of its own", func(_ *testing.T, tree string) error {
			name := filepath.Join(tree, "404.html")
			data, err := os.ReadFile(name)
			at := fileTime(hash(data))
			data[0] ^= 1
			return errors.Join(err, os.Remove(name), os.WriteFile(name, data, 0o644), os.Chtimes(name, at, at))
		}, nil},
		{"a folder gone", func(_ *testing.T, tree string) error { return os.RemoveAll(filepath.Join(tree, "self-help")) }, nil},
		{"a folder's time", func(_ *testing.T, tree string) error { return os.Chtimes(tree, time.Now(), time.Now()) }, nil},
		{"no tree", func(_ *testing.T, tree string) error { return os.RemoveAll(tree) }, nil},
		{"another site", func(t *testing.T, tree string) error {
			publish(t, filepath.Join(filepath.Dir(tree), "other"), pages(5))
			return errors.Join(os.RemoveAll(tree), os.Rename(filepath.Join(filepath.Dir(tree), "other"), tree))
		}, nil},
		{"no manifest of Sotto's", func(_ *testing.T, tree string) error {
			return errors.Join(os.RemoveAll(tree), os.Mkdir(tree, 0o755), os.WriteFile(filepath.Join(tree, ManifestName), []byte("mine"), 0o644))
		}, []string{"/.manifest"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dest := filepath.Join(t.TempDir(), "public")
			files, r := maps.Clone(files), remembered{}
			r.publish(t, dest, uniform, files)
			spare := checkSpare(t, "at first", dest)
			if err := c.spoil(t, filepath.Join(spare, treeDir)); err != nil {
				t.Fatal(err)
			}
			files["index.html"] = sample(4000)
			if put := r.publish(t, dest, uniform, files); !slices.Equal(put, []string{"index.html"}) {
				t.Errorf("put %v", put)
			}
			sameImage(t, "afterwards", imageOf(t, dest), coldImage(t, uniform, files))
			if c.stays == nil {
				checkSpare(t, "afterwards", dest)
				return
			}
			left := imageOf(t, filepath.Join(spare, treeDir))
			delete(left, "")
			if got := slices.Sorted(maps.Keys(left)); !slices.Equal(got, c.stays) {
				t.Errorf("of the spare there is %v, want %v", got, c.stays)
			}
		})
	}
}

// Two warm builds at once: one has the spare, the other does without, and the
// one that comes later is overtaken. No spare of what was replaced remains.
func TestTwoWarmBuilds(t *testing.T) {
	for _, spareFirst := range []bool{true, false} {
		for _, same := range []bool{true, false} {
			dest := filepath.Join(t.TempDir(), "public")
			r := remembered{}
			r.publish(t, dest, uniform, pages(3))
			a, b := warmDir(t, dest), warmDir(t, dest)
			if a.dir.spare == nil || b.dir.spare != nil {
				t.Fatal("the first build must have the spare, and the second none")
			}
			mine, yours := pages(4), pages(4)
			if !same {
				yours = pages(2)
			}
			if !spareFirst {
				a, b = b, a
			}
			maps.Clone(r).fillWarm(t, a, uniform, mine)
			maps.Clone(r).fillWarm(t, b, uniform, yours)
			if err := a.Commit(context.Background()); err != nil {
				t.Fatal(err)
			}
			err := b.Commit(context.Background())
			if same && err != nil || !same && !errors.Is(err, ErrOvertaken) {
				t.Errorf("same %v: the second build says %v", same, err)
			}
			b.Abort()
			sameImage(t, "afterwards", imageOf(t, dest), coldImage(t, uniform, mine))
			checkSpare(t, fmt.Sprintf("spareFirst %v, same %v", spareFirst, same), dest)
		}
	}
}

// A build that ends without publishing leaves the spare, unless another one
// has published meanwhile: then it would hold what was taken back.
func TestSpareOfAbortedBuild(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	r := remembered{}
	r.publish(t, dest, uniform, pages(3))
	s := warmDir(t, dest)
	r.fillWarm(t, s, uniform, pages(4))
	s.Abort()
	checkSpare(t, "aborted", dest)
	s = warmDir(t, dest)
	publish(t, dest, pages(2))
	s.Abort()
	if got := beside(t, filepath.Dir(dest)); !slices.Equal(got, []string{"public"}) {
		t.Errorf("left behind: %v", got)
	}
}

// A file that appears between the check and the swap is kept, and said, by a
// warm build too.
func TestWarmForeignFileDuringSwap(t *testing.T) {
	dir := t.TempDir()
	dest := filepath.Join(dir, "public")
	files, r := pages(3), remembered{}
	r.publish(t, dest, plain, files)
	s := warmDir(t, dest)
	files["robots.txt"] = nil
	r.fillWarm(t, s, plain, files)
	s.dir.stop = func(point string) {
		if point == "checked" {
			if err := os.WriteFile(filepath.Join(dest, "self-help", "late.txt"), []byte("mine"), 0o644); err != nil {
				t.Error(err)
			}
		}
	}
	if err := s.Commit(context.Background()); err == nil || !strings.Contains(err.Error(), "the new site is in place") {
		t.Errorf("got %v", err)
	}
	sameImage(t, "the new site", imageOf(t, dest), coldImage(t, plain, files))
	kept, err := filepath.Glob(filepath.Join(dir, ".public.sotto-*", "tree", "self-help", "*"))
	if err != nil || len(kept) != 1 || filepath.Base(kept[0]) != "late.txt" {
		t.Errorf("kept %v, %v", kept, err)
	}
	for range 2 { // builds that tidy up, and must not take it
		files["robots.txt"] = append(files["robots.txt"], '\n')
		r.publish(t, dest, plain, files)
		sameImage(t, "afterwards", imageOf(t, dest), coldImage(t, plain, files))
	}
	if data, err := os.ReadFile(kept[0]); err != nil || string(data) != "mine" {
		t.Errorf("the late file is gone: %v", err)
	}
}
