package output

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sotto/generator/site"
)

// A file that is not as Sotto wrote it is not kept, but made again.
func TestKeepsNothingOdd(t *testing.T) {
	for name, spoil := range map[string]func(file string) error{
		"time":   func(file string) error { return os.Chtimes(file, time.Now(), time.Now()) },
		"mode":   func(file string) error { return os.Chmod(file, 0o600) },
		"folder": func(file string) error { return os.Chtimes(filepath.Dir(file), time.Now(), time.Now()) },
		"gone":   os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			dest := filepath.Join(t.TempDir(), "public")
			files, r := pages(3), remembered{}
			r.publish(t, dest, uniform, files)
			if err := spoil(filepath.Join(dest, "self-help", "m0", "c1", "index.html")); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				r.publish(t, dest, uniform, files)
				sameImage(t, name, imageOf(t, dest), coldImage(t, uniform, files))
			}
		})
	}
}

// alone is a file without copies.
func alone(name string) Sum { return sumOf([]file{{name, []byte("a"), hash(nil)}}) }

// What cannot be kept, is not: nothing is taken, and Put is right.
func TestKeepRefuses(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	r := remembered{}
	r.publish(t, dest, uniform, pages(1))
	sum := r["index.html"].sum
	robots := r["robots.txt"].sum
	other := sum
	other.Forms = sum.Forms[:2*formSize] + string(appendForm(nil, form{sum.form(2).size, hash(nil)}))
	cut := sum
	cut.Forms = sum.Forms[:2*formSize]
	before := NewPreview()
	maps.Clone(r).fillWarm(t, before, uniform, pages(1))
	preview := NewPreview()
	preview.Follow(before)
	elsewhere := NewMemory()
	elsewhere.Follow(before) // of another kind
	for _, c := range []struct {
		name  string
		stage *Stage
		o     Options
		sum   Sum
		want  bool
	}{
		{"published", warmDir(t, dest), uniform, sum, true},
		{"of one form", warmDir(t, dest), uniform, robots, true},
		{"none", warmDir(t, dest), uniform, Sum{}, false},
		{"other bytes", warmDir(t, dest), uniform, other, false},
		{"a form is missing", warmDir(t, dest), uniform, cut, false},
		{"too many forms", warmDir(t, dest), plain, sum, false},
		{"another length", warmDir(t, dest), Options{Size: site.Size{Mode: site.Uniform, PageBytes: 24 << 10, TransferBytes: 9 << 10}, Types: testTypes}, sum, false},
		{"not published", warmDir(t, dest), uniform, alone("a.png"), false},
		{"no path", warmDir(t, dest), uniform, alone("../a.png"), false},
		{"cold", mustNewDir(t, dest), uniform, sum, false},
		{"nothing published", warmDir(t, dest+"2"), uniform, sum, false},
		{"discarded", NewDiscard(), uniform, sum, true},
		{"discarded, no path", NewDiscard(), uniform, alone("../a.png"), false},
		{"memory", NewMemory(), uniform, sum, false},
		{"the preview after another", preview, uniform, sum, true},
		{"a memory after a preview", elsewhere, uniform, sum, false},
	} {
		if c.stage.Keep(c.sum) {
			t.Errorf("%s: kept before Begin", c.name)
		}
		if err := c.stage.Begin(c.o); err != nil {
			t.Fatal(err)
		}
		if got := c.stage.Keep(c.sum); got != c.want {
			t.Errorf("%s: kept %v", c.name, got)
		}
		if n := c.stage.Count() - 1; c.want && n != c.sum.count() || !c.want && n != 0 {
			t.Errorf("%s: %d files are staged", c.name, n)
		}
		c.stage.Keep(c.sum)
		if list, err := c.stage.Finish(); err != nil || (len(list) > 0) != c.want {
			t.Errorf("%s: kept twice: %v, %v", c.name, list, err)
		}
		c.stage.Abort()
	}
}

// A preview shares the bytes of the one before, and measures alike.
func TestFollow(t *testing.T) {
	files, r := pages(3), remembered{}
	before := NewPreview()
	r.fillWarm(t, before, uniform, files)
	files["index.html"] = sample(4000)
	delete(files, "404.html")
	s, cold := NewPreview(), NewPreview()
	s.Follow(nil)
	s.Follow(before)
	if put := r.fillWarm(t, s, uniform, files); !slices.Equal(put, []string{"index.html"}) {
		t.Errorf("put %v", put)
	}
	mustFill(t, cold, uniform, files)
	sameFiles(t, "the preview", s.Files(), cold.Files())
	if s.TreeHash() != cold.TreeHash() || !slices.Equal(s.Sizes(), cold.Sizes()) {
		t.Error("it has another hash or other sizes than one made without")
	}
	const page = "self-help/m0/c1/index.html"
	if &s.Files()[page][0] != &before.Files()[page][0] {
		t.Error("the bytes of a kept page were copied")
	}
}

// Without a spare, what is kept has to be there until it is taken. If it is
// not, nothing is published, and the next build makes it again.
func TestKeptFileVanishes(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	files, r := pages(3), remembered{}
	maps.Clone(r).publish(t, dest, plain, files) // for its sums
	first := warmDir(t, dest)
	r.fillWarm(t, first, plain, files)
	first.Abort()
	publishPlain(t, dest, files)
	files["index.html"] = sample(4000)
	s := warmDir(t, dest)
	if put := r.fillWarm(t, s, plain, files); !slices.Equal(put, []string{"index.html"}) {
		t.Errorf("put %v", put)
	}
	if err := os.Remove(filepath.Join(dest, "404.html")); err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(context.Background()); err == nil || !strings.Contains(err.Error(), "build again") {
		t.Errorf("got %v", err)
	}
	s.Abort()
	r.publish(t, dest, plain, files)
	sameImage(t, "afterwards", imageOf(t, dest), coldImage(t, plain, files))
}

// publishPlain publishes cold, without sizes.
func publishPlain(t *testing.T, dest string, files map[string][]byte) {
	t.Helper()
	s := mustNewDir(t, dest)
	mustFill(t, s, plain, files)
	if err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// Many goroutines keep and put at once. It is for the race detector most.
func TestKeepAtOnce(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	files, r := pages(40), remembered{}
	r.publish(t, dest, plain, files)
	s := warmDir(t, dest)
	if err := s.Begin(plain); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i, name := range slices.Sorted(maps.Keys(files)) {
		data, sum := files[name], r[name].sum
		if i%8 == 0 {
			data = append(bytes.Clone(data), '\n')
			files[name] = data
		}
		wg.Go(func() {
			if i%2 > 0 {
				if !s.Keep(sum) {
					t.Errorf("%s was not kept", name)
				}
			} else if _, _, err := s.Put(name, data); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if list, err := s.Finish(); err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	if err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	sameImage(t, "afterwards", imageOf(t, dest), coldImage(t, plain, files))
	checkSpare(t, "afterwards", dest)
}
