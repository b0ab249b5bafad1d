package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// remembered is what a build knows of an earlier one: of each file the source
// and the sums.
type remembered map[string]struct {
	data []byte
	sums []Sum
}

// fillWarm keeps what is remembered, puts the rest, and finishes the stage. It
// answers with the names that were put.
func (r remembered) fillWarm(t testing.TB, s *Stage, o Options, files map[string][]byte) (put []string) {
	t.Helper()
	if err := s.Begin(o); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if had, ok := r[name]; ok && bytes.Equal(had.data, files[name]) && s.Keep(had.sums) {
			continue
		}
		sums, list, err := s.Put(name, files[name])
		if err != nil || len(list) > 0 {
			t.Fatal(name, list, err)
		}
		had := r[name]
		had.data, had.sums = files[name], sums
		r[name] = had
		put = append(put, name)
	}
	if list, err := s.Finish(); err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	return put
}

func warmDir(t testing.TB, dest string) *Stage {
	t.Helper()
	s, err := NewDir(context.Background(), dest, Turn{}, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Abort)
	return s
}

// publish builds warm, commits, and answers with what was put.
func (r remembered) publish(t testing.TB, dest string, o Options, files map[string][]byte) []string {
	t.Helper()
	s := warmDir(t, dest)
	put := r.fillWarm(t, s, o, files)
	if err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	return put
}

// imageOf is what stands in a folder: names, modes, times and bytes.
func imageOf(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		var data []byte
		if !e.IsDir() {
			if data, err = os.ReadFile(name); err != nil {
				return err
			}
		}
		out[strings.TrimPrefix(name, dir)] = fmt.Sprint(info.Mode(), info.ModTime().UTC().Format(time.RFC3339Nano), hash(data))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sameImage(t testing.TB, what string, got, want map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			t.Errorf("%s: %s is %q, want %q", what, name, got[name], want[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if want[name] == "" {
			t.Errorf("%s: %s is too much", what, name)
		}
	}
}

// coldImage is what a cold build of files publishes.
func coldImage(t testing.TB, o Options, files map[string][]byte) map[string]string {
	t.Helper()
	dest := filepath.Join(t.TempDir(), "public")
	s := mustNewDir(t, dest)
	mustFill(t, s, o, files)
	if err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	return imageOf(t, dest)
}

// checkSpare sees to it that there is one spare of dest and nothing else.
func checkSpare(t testing.TB, what, dest string) (spare string) {
	t.Helper()
	names := beside(t, filepath.Dir(dest))
	if len(names) != 2 || names[1] != filepath.Base(dest) || !strings.HasPrefix(names[0], ".public.sotto-") {
		t.Fatalf("%s: beside the site are %v", what, names)
	}
	spare = filepath.Join(filepath.Dir(dest), names[0])
	if state, err := os.ReadFile(filepath.Join(spare, stateFile)); err != nil || string(state) != sparing {
		t.Errorf("%s: the spare's state is %q, %v", what, state, err)
	}
	if got := beside(t, spare); !slices.Equal(got, []string{seenFile, stateFile, treeDir}) {
		t.Errorf("%s: the spare holds %v", what, got)
	}
	sameImage(t, what+", the spare", imageOf(t, filepath.Join(spare, treeDir)), imageOf(t, dest))
	for name := range readTree(t, dest) {
		a, err1 := os.Stat(filepath.Join(dest, name))
		b, err2 := os.Stat(filepath.Join(spare, treeDir, name))
		if err1 != nil || err2 != nil || !os.SameFile(a, b) {
			t.Errorf("%s: %s is not one file in the site and the spare", what, name)
		}
	}
	return spare
}

var plain = Options{Types: testTypes}

// A warm build writes what changed, and makes what a cold one makes.
func TestWarm(t *testing.T) {
	for _, trust := range []bool{false, true} {
		t.Run(fmt.Sprintf("trust %v", trust), func(t *testing.T) { warmSteps(t, trust) })
	}
}

// warmSteps builds again and again, with trust in the times of all folders or
// of none, for all are young here.
func warmSteps(t *testing.T, trust bool) {
	dest := filepath.Join(t.TempDir(), "public")
	files := pages(12)
	r := remembered{}
	for _, step := range []struct {
		name   string
		change func()
		put    int
		known  bool // whether folders were seen before
	}{
		{"first", func() {}, 21, false},
		{"nothing", func() {}, 0, false},
		{"one changed", func() { files["index.html"] = sample(5000) }, 1, false},
		{"one gone", func() { delete(files, "404.html") }, 0, true},
		{"a folder gone", func() { delete(files, "self-help/m2/c10/index.html"); delete(files, "self-help/m2/c11/index.html") }, 0, true},
		{"one new", func() { files["new/folder/index.html"] = sample(700) }, 1, true},
		{"a file where a folder was", func() { delete(files, "new/folder/index.html"); files["new"] = []byte("x") }, 1, true},
		{"a folder where a file was", func() { delete(files, "new"); files["new/a.txt"] = []byte("x") }, 1, true},
		{"all changed", func() {
			for name := range files {
				files[name] = append([]byte("<p>other"), files[name]...)
			}
		}, 19, true},
		{"no page is left", func() { clear(files); files["a.txt"] = nil }, 1, false},
	} {
		step.change()
		s := warmDir(t, dest)
		known := trusting(s, trust)
		if want := trust && step.known; known > 0 != want {
			t.Errorf("%s: %d folders are known to be unchanged, and some should: %v", step.name, known, want)
		}
		put := r.fillWarm(t, s, plain, files)
		if err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		if len(put) != step.put {
			t.Errorf("%s: put %v", step.name, put)
		}
		sameImage(t, step.name, imageOf(t, dest), coldImage(t, plain, files))
		checkSpare(t, step.name, dest)
	}
	s := mustNewDir(t, dest)
	mustFill(t, s, plain, files)
	if err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := beside(t, filepath.Dir(dest)); !slices.Equal(got, []string{"public"}) {
		t.Errorf("a cold build left %v", got)
	}
}

// Many changes in a row, in every way in which a build can be made.
func TestWarmEqualsCold(t *testing.T) {
	rounds := 3
	if sitetest.Soak() {
		rounds = 60
	}
	for seed := range rounds {
		luck := rand.New(rand.NewSource(int64(seed)))
		dest := filepath.Join(t.TempDir(), "public")
		files, r := map[string][]byte{"index.html": []byte("x")}, remembered{}
		for step := range 20 {
			for range luck.Intn(5) {
				name := fmt.Sprintf("%s/%d.html", []string{"a", "a/b", "c", "d/e/f", "a.html"}[luck.Intn(5)], luck.Intn(3))
				if luck.Intn(3) == 0 {
					delete(files, name)
				} else {
					files[name] = fmt.Append(nil, "page ", luck.Intn(4))
				}
			}
			how := luck.Intn(6)
			s, err := NewDir(context.Background(), dest, Turn{}, how != 0)
			if err != nil {
				t.Fatal(err)
			}
			s.dir.noExchange, s.dir.noLinks = how == 1, how == 2
			if how == 3 { // what is not published is forgotten
				s.Abort()
				continue
			}
			r.fillWarm(t, s, plain, files)
			if how == 4 {
				s.Abort()
				continue
			}
			if err := s.Commit(context.Background()); err != nil {
				t.Fatal(err)
			}
			where := fmt.Sprintf("round %d, step %d, way %d", seed, step, how)
			sameImage(t, where, imageOf(t, dest), coldImage(t, plain, files))
			if how == 0 {
				if got := beside(t, filepath.Dir(dest)); len(got) != 1 {
					t.Errorf("%s: left %v", where, got)
				}
			}
		}
	}
}

// When nothing changed, nothing is written, not even beside the site; what
// others did meanwhile is noticed as ever.
func TestNothingChanged(t *testing.T) {
	files := pages(3)
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, dest string)
		want  string // in the error
	}{
		{"nothing", func(*testing.T, string) {}, ""},
		{"a foreign file", func(t *testing.T, dest string) {
			if err := os.WriteFile(filepath.Join(dest, "self-help", "m0", "x"), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}, "output/foreign"},
		{"an edit", func(t *testing.T, dest string) {
			if err := os.WriteFile(filepath.Join(dest, "robots.txt"), []byte("x"), 0o644); err != nil {
				t.Fatal(err)
			}
		}, "output/edited"},
		{"another site", func(t *testing.T, dest string) { publish(t, dest, pages(4)) }, ErrOvertaken.Error()},
		{"another and the same again", func(t *testing.T, dest string) { publish(t, dest, pages(4)); publish(t, dest, files) }, ""},
		{"a file taken away", func(t *testing.T, dest string) {
			if err := os.Remove(filepath.Join(dest, "robots.txt")); err != nil {
				t.Fatal(err)
			}
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dest := filepath.Join(t.TempDir(), "public")
			r := remembered{}
			r.publish(t, dest, uniform, files)
			spare := checkSpare(t, "at first", dest)
			s := warmDir(t, dest)
			if put := r.fillWarm(t, s, uniform, files); len(put) > 0 {
				t.Errorf("put %v", put)
			}
			c.spoil(t, dest)
			folder, err := os.Stat(dest)
			if err != nil {
				t.Fatal(err)
			}
			err = s.Commit(context.Background())
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if c.name != "nothing" {
				return
			}
			if now, err := os.Stat(dest); err != nil || !os.SameFile(folder, now) {
				t.Error("the site was swapped")
			}
			if again := checkSpare(t, "at last", dest); again != spare {
				t.Errorf("the spare was %s and is %s", spare, again)
			}
		})
	}
}

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

// What cannot be kept, is not: nothing is taken, and Put is right.
func TestKeepRefuses(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	r := remembered{}
	r.publish(t, dest, uniform, pages(1))
	sums := r["index.html"].sums
	robots := r["robots.txt"].sums
	other := slices.Clone(sums)
	other[2].SHA256 = hash(nil)
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
		sums  []Sum
		want  bool
	}{
		{"published", warmDir(t, dest), uniform, sums, true},
		{"of one form", warmDir(t, dest), uniform, robots, true},
		{"none", warmDir(t, dest), uniform, nil, false},
		{"other bytes", warmDir(t, dest), uniform, other, false},
		{"a form is missing", warmDir(t, dest), uniform, sums[:2], false},
		{"too many forms", warmDir(t, dest), plain, sums, false},
		{"another length", warmDir(t, dest), Options{Size: site.Size{Mode: site.Uniform, PageBytes: 24 << 10, TransferBytes: 9 << 10}, Types: testTypes}, sums, false},
		{"not published", warmDir(t, dest), uniform, []Sum{{"a.png", 1, hash(nil)}}, false},
		{"no path", warmDir(t, dest), uniform, []Sum{{"../a.png", 1, hash(nil)}}, false},
		{"cold", mustNewDir(t, dest), uniform, sums, false},
		{"nothing published", warmDir(t, dest+"2"), uniform, sums, false},
		{"discarded", NewDiscard(), uniform, sums, true},
		{"discarded, no path", NewDiscard(), uniform, []Sum{{"../a.png", 1, hash(nil)}}, false},
		{"memory", NewMemory(), uniform, sums, false},
		{"the preview after another", preview, uniform, sums, true},
		{"a memory after a preview", elsewhere, uniform, sums, false},
	} {
		if c.stage.Keep(c.sums) {
			t.Errorf("%s: kept before Begin", c.name)
		}
		if err := c.stage.Begin(c.o); err != nil {
			t.Fatal(err)
		}
		if got := c.stage.Keep(c.sums); got != c.want {
			t.Errorf("%s: kept %v", c.name, got)
		}
		if n := c.stage.Count() - 1; c.want && n != len(c.sums) || !c.want && n != 0 {
			t.Errorf("%s: %d files are staged", c.name, n)
		}
		c.stage.Keep(c.sums)
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
