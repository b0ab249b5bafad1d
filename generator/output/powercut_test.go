package output

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sotto/generator/sitetest"
)

// small is a site that costs little to build.
func small(word string, n int) map[string][]byte {
	files := map[string][]byte{"index.html": []byte("<p>" + word), ".server/nginx.conf": []byte("# " + word), "empty.txt": {}}
	for i := range n {
		files[fmt.Sprintf("p/%d/index.html", i)] = bytes.Repeat([]byte(word), 100+i)
	}
	return files
}

// commitSmall publishes files, and returns the steps it took.
func commitSmall(t *testing.T, dest string, rename bool, files map[string][]byte) (steps []step) {
	t.Helper()
	s, err := newDir(context.Background(), dest, Turn{}, false, func(s step) {
		s.data = bytes.Clone(s.data)
		steps = append(steps, s)
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Abort()
	s.dir.noExchange = rename
	if err := s.Begin(Options{Types: testTypes}); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, _, err := s.Put(name, files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Finish(); err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	return steps
}

// lay writes a model of a disk to a real one.
func lay(t *testing.T, dir string, disk *node) {
	t.Helper()
	disk.files(dir, func(name string, f *node) {
		var err error
		if f.kids != nil {
			err = os.MkdirAll(name, 0o755)
		} else if err = os.MkdirAll(filepath.Dir(name), 0o755); err == nil {
			if err = os.WriteFile(name, f.data, 0o644); err == nil {
				at := fileTime(hash(f.full))
				err = os.Chtimes(name, at, at)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}

// When the power fails, at whatever moment, the old site or the new one is
// there, whole, and the next build publishes and tidies up. In a soak, luck is
// tried twenty times at each step.
func TestPowerCut(t *testing.T) {
	tries := 1
	if sitetest.Soak() {
		tries = 20
	}
	for _, c := range []struct {
		name           string
		rename, exists bool
	}{{"exchanged", false, true}, {"renamed", true, true}, {"fresh", false, false}} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			dest := filepath.Join(dir, "public")
			tries, old := tries, map[string][]byte{}
			if c.exists {
				commitSmall(t, dest, false, small("old", 3))
				old = readTree(t, dest)
			}
			steps := commitSmall(t, dest, c.rename, small("new", 5))
			new := readTree(t, dest)
			images, outcomes := 0, map[string]int{}
			for after := range len(steps) + 1 {
				if after == len(steps) {
					tries += 4
				} else if c.name != "exchanged" && after%3 > 0 && !sitetest.Soak() {
					continue // the steps before the swap are the same
				}
				for try := range tries {
					start := folder()
					for name, data := range old {
						start.put("public/"+name, &node{data: data, full: data})
					}
					start.cut(steps[:after], rand.New(rand.NewSource(int64(1000*after+try))))
					image := filepath.Join(t.TempDir(), "disk")
					if err := os.Mkdir(image, 0o755); err != nil {
						t.Fatal(err)
					}
					lay(t, image, start)
					to := filepath.Join(image, "public")
					got := whole(t, to, old, new)
					where := fmt.Sprintf("after step %d of %d (%v)", after, len(steps), steps[max(after-1, 0)].do)
					if got == "none" && c.exists {
						// Between two renames; the next start puts it right.
						if !c.rename {
							t.Fatalf("%s there is no site", where)
						}
						mustNewDir(t, to).Abort()
						if got = whole(t, to, old, new); got != "old" {
							t.Fatalf("%s and a start the site is %s", where, got)
						}
					}
					if got == "broken" || after == len(steps) && got != "new" {
						t.Fatalf("%s the site is %s", where, got)
					}
					images++
					outcomes[got]++
					next := mustNewDir(t, to)
					if d := next.Damage(); len(d) > 0 {
						t.Errorf("%s there is damage: %v", where, d)
					}
					next.Abort()
					commitSmall(t, to, c.rename, small("next", 4))
					if left := beside(t, image); !slices.Equal(left, []string{"public"}) {
						t.Errorf("%s the next build left %v", where, left)
					}
				}
			}
			t.Logf("%d images, in which the site was %v", images, outcomes)
		})
	}
}

// A disk that cannot promise to keep the new site gets none.
func TestSyncOneByOne(t *testing.T) {
	dir := t.TempDir()
	commitSmall(t, filepath.Join(dir, "public"), false, small("word", 3))
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := syncEach(root); err != nil {
		t.Error(err)
	}
	root.Close()
	if err := syncEach(root); err == nil {
		t.Error("a folder that is closed was synced")
	}
}
