//go:build unix

package output

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
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
func commitSmall(t *testing.T, dest string, rename, warm bool, files map[string][]byte) (steps []step) {
	t.Helper()
	s, err := newDir(context.Background(), dest, Turn{}, warm, func(s step) {
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

// modelOf reads a disk into a model. Files of one number are one node.
func modelOf(t *testing.T, dir string) *node {
	t.Helper()
	disk, known := folder(), map[uint64]*node{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		kid := folder()
		if !e.IsDir() {
			number := info.Sys().(*syscall.Stat_t).Ino
			if kid = known[number]; kid == nil {
				data, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				kid = &node{data: data, full: data}
				known[number] = kid
			}
		}
		disk.put(strings.TrimPrefix(name, dir+"/"), kid)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return disk
}

// lay writes a model of a disk to a real one.
func lay(t *testing.T, dir string, disk *node) {
	t.Helper()
	known := map[*node]string{}
	var folders []string
	disk.files(dir, func(name string, f *node) {
		var err error
		if f.kids != nil {
			err = os.MkdirAll(name, 0o755)
			folders = append(folders, name)
		} else if err = os.MkdirAll(filepath.Dir(name), 0o755); err == nil {
			if other := known[f]; other != "" {
				err = os.Link(other, name)
			} else if err = os.WriteFile(name, f.data, 0o644); err == nil {
				known[f] = name
				at := fileTime(hash(f.full))
				err = os.Chtimes(name, at, at)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	for _, name := range folders {
		if err := os.Chtimes(name, folderTime, folderTime); err != nil {
			t.Fatal(err)
		}
	}
}

// When the power fails, at whatever moment, the old site or the new one is
// there, whole, and the next build publishes and tidies up. In a soak, luck is
// tried twenty times at each step.
func TestPowerCut(t *testing.T) {
	tries := 1
	if sitetest.Soak() {
		tries = 20
	}
	for _, c := range sitetest.Some([]struct {
		name                        string
		rename, exists, warm, spare bool
	}{
		{"exchanged", false, true, false, false}, {"renamed", true, true, false, false}, {"fresh", false, false, false, false},
		{"with a spare", false, true, true, true}, {"with a spare, renamed", true, true, true, true},
		{"linked", false, true, true, false}, {"the first spare", false, false, true, false},
	}, 4) {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			dest := filepath.Join(dir, "public")
			tries, old := tries, map[string][]byte{}
			was, will := small("old", 3), small("new", 5)
			if c.warm { // some stays, some changes, some comes and some goes
				was["same.txt"], will["same.txt"] = []byte("same"), []byte("same")
				was["p/1/same.txt"], will["p/1/same.txt"] = []byte("too"), []byte("too")
				was["gone/index.html"] = []byte("gone")
			}
			if c.exists {
				commitSmall(t, dest, false, c.spare, was)
				old = readTree(t, dest)
			}
			stood := modelOf(t, dir)
			steps := commitSmall(t, dest, c.rename, c.warm, will)
			new := readTree(t, dest)
			images, outcomes := 0, map[string]int{}
			for after := range len(steps) + 1 {
				if after == len(steps) {
					tries += 4
				} else if c.name != "exchanged" && after%5 > 0 && !sitetest.Soak() {
					continue // the steps before the swap are much the same
				}
				for try := range tries {
					start := stood.clone(map[*node]*node{})
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
					if c.warm && after%2 == 0 {
						commitSmall(t, to, c.rename, true, small("next", 4))
						checkSpare(t, where, to)
					}
					commitSmall(t, to, c.rename, false, small("next", 4))
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
	commitSmall(t, filepath.Join(dir, "public"), false, false, small("word", 3))
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
