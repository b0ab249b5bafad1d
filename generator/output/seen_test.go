package output

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// trusting lets a build trust the times of folders however young they are, and
// answers with how many it knew from the build before.
func trusting(s *Stage, trust bool) (known int) {
	if v := s.dir.began.survey; v != nil {
		if trust {
			v.settled = math.MaxInt64
		}
		for _, f := range v.folders {
			if f.unchanged {
				known++
			}
		}
	}
	return known
}

// trustingSite publishes a site whose folders are all known to the next build.
func trustingSite(t *testing.T, dest string, r remembered, files map[string][]byte) {
	t.Helper()
	for _, text := range []string{"a", "b", "c"} {
		files["mark.txt"] = []byte(text)
		s := warmDir(t, dest)
		trusting(s, true)
		r.fillWarm(t, s, plain, files)
		if err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	s := warmDir(t, dest)
	if trusting(s, true) == 0 {
		t.Fatal("no folder is known")
	}
	s.Abort()
}

// later changes something in a folder until its time has changed: two changes
// in one tick of the disk's clock leave one time.
func later(t *testing.T, dir string, change func() error) {
	t.Helper()
	look := func() (changed int64) {
		looksAt(t, dir, func(l look) { changed = l.changed })
		return changed
	}
	for before, n := look(), 0; n == 0 || look() == before; n++ {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		if before == 0 || n > 1e6 {
			t.Skip("folders have no time of change here")
		}
	}
}

func looksAt(t *testing.T, dir string, tell func(look)) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	e, err := openEye(root)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	l, err := e.look(".")
	if err != nil {
		t.Fatal(err)
	}
	tell(l)
}

// What comes into a folder that was seen before is noticed: in the site, and in
// its spare.
func TestSeenFolders(t *testing.T) {
	write := func(name string) func() error {
		return func() error {
			return errors.Join(os.WriteFile(name, []byte("mine"), 0o644), os.Chtimes(name, folderTime, folderTime))
		}
	}
	dir := t.TempDir()
	dest := filepath.Join(dir, "public")
	files, r := pages(7), remembered{}
	trustingSite(t, dest, r, files)
	folder := filepath.Join("self-help", "m0", "c1")

	mine := filepath.Join(checkSpare(t, "at first", dest), treeDir, folder)
	later(t, mine, func() error {
		err := errors.Join(os.RemoveAll(filepath.Join(mine, "x")), write(filepath.Join(mine, "x"))())
		return errors.Join(err, os.Chtimes(mine, folderTime, folderTime))
	})
	s := warmDir(t, dest)
	trusting(s, true)
	files["mark.txt"] = []byte("d")
	r.fillWarm(t, s, plain, files)
	if err := s.Commit(context.Background()); err != nil || s.dir.adopted {
		t.Errorf("a spare with a file of somebody's: adopted %v, %v", s.dir.adopted, err)
	}
	sameImage(t, "afterwards", imageOf(t, dest), coldImage(t, plain, files))

	dest = filepath.Join(t.TempDir(), "public")
	r = remembered{}
	trustingSite(t, dest, r, files)
	mine = filepath.Join(dest, folder)
	later(t, mine, func() error {
		err := errors.Join(os.RemoveAll(filepath.Join(mine, "x")), write(filepath.Join(mine, "x"))())
		return errors.Join(err, os.Chtimes(mine, folderTime, folderTime))
	})
	var refused *Refused
	if _, err := NewDir(context.Background(), dest, Turn{}, true); !errors.As(err, &refused) || refused.Findings[0].Code != "output/foreign" {
		t.Errorf("a site with a file of somebody's: %v", err)
	}
}

// A published file is edited in place, which edits the spare, and then put
// back as another file: the edit must not come back with the spare.
func TestSeenFileIsPutBack(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	files, r := pages(7), remembered{}
	trustingSite(t, dest, r, files)
	dir := filepath.Join(dest, "self-help", "m0", "c1")
	name := filepath.Join(dir, "index.html")
	right, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, bytes.ToUpper(right), 0o644); err != nil {
		t.Fatal(err)
	}
	at := fileTime(hash(right))
	later(t, dir, func() error {
		return errors.Join(os.WriteFile(dest+".tmp", right, 0o644), os.Chtimes(dest+".tmp", at, at),
			os.Rename(dest+".tmp", name), os.Chtimes(dir, folderTime, folderTime))
	})
	for _, text := range []string{"d", "e"} {
		s := warmDir(t, dest)
		trusting(s, true)
		files["mark.txt"] = []byte(text)
		r.fillWarm(t, s, plain, files)
		if err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		sameImage(t, "with "+text, imageOf(t, dest), coldImage(t, plain, files))
	}
}

func someSeen() *seen {
	return &seen{tree: strings.Repeat("0a", 32), settled: 5, folders: []seenFolder{{mark{1, 2}, mark{3, 4}}, {}}}
}

// A hint that is not whole is none.
func TestSeenIsWhole(t *testing.T) {
	data := someSeen().bytes()
	if got := parseSeen(data); !reflect.DeepEqual(got, someSeen()) {
		t.Errorf("got %+v", got)
	}
	for i := range data {
		bad := bytes.Clone(data)
		bad[i] ^= 0x10
		if parseSeen(bad) != nil {
			t.Errorf("byte %d was changed, and it passes", i)
		}
		if parseSeen(data[:i]) != nil {
			t.Errorf("it was cut to %d bytes, and passes", i)
		}
	}
}

func FuzzSeen(f *testing.F) {
	f.Add(someSeen().bytes())
	f.Add((&seen{tree: strings.Repeat("f", 64)}).bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if s := parseSeen(data); s != nil && !bytes.Equal(s.bytes(), data) {
			t.Errorf("%q is not what is written", data)
		}
	})
}
