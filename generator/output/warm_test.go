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
	"testing"
	"time"

	"sotto/generator/sitetest"
)

// remembered is what a build knows of an earlier one: of each file the source
// and the sum.
type remembered map[string]struct {
	data []byte
	sum  Sum
}

// fillWarm keeps what is remembered, puts the rest, and finishes the stage. It
// answers with the names that were put.
func (r remembered) fillWarm(t testing.TB, s *Stage, o Options, files map[string][]byte) (put []string) {
	t.Helper()
	if err := s.Begin(o); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if had, ok := r[name]; ok && bytes.Equal(had.data, files[name]) && s.Keep(had.sum) {
			continue
		}
		sum, list, err := s.Put(name, files[name])
		if err != nil || len(list) > 0 {
			t.Fatal(name, list, err)
		}
		had := r[name]
		had.data, had.sum = files[name], sum
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
		// Without trust it depends on how quick the disk is.
		if trust && known > 0 != step.known {
			t.Errorf("%s: %d folders are known to be unchanged, and some should: %v", step.name, known, step.known)
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
