package outlet

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

var errStop = errors.New("stopped by the test")

var now = time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)

func usual() Options { return Options{Now: now, Keep: 5, KeepFor: 720 * time.Hour, Workers: 2} }

// release are the files of a small site, n pages with a copy, which say their number
// where they have one.
func release(number, n int) map[string]string {
	files := map[string]string{"_headers": "/*\n  X-Frame-Options: DENY\n", ".server/nginx.conf": "# rules\n"}
	for i := range n {
		text := fmt.Sprintf("page %d\n", i)
		if i%2 == 0 {
			text = fmt.Sprintf("page %d of release %04d\n", i, number)
		}
		files[fmt.Sprintf("p%d/index.html", i)] = text
		files[fmt.Sprintf("p%d/index.html.gz", i)] = "gz " + text
	}
	return files
}

// built lays files as a build does, with times that are of their bytes.
func built(files map[string]string) fstest.MapFS {
	out, text := fstest.MapFS{}, manifestMark
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data := []byte(files[name])
		out[name] = &fstest.MapFile{Data: data, ModTime: time.Unix(600000000+int64(data[len(data)-2])*2, 0)}
		text += fmt.Sprintf("%s  %d  %s\n", sum(data), len(data), name)
	}
	out[manifestName] = &fstest.MapFile{Data: []byte(text), ModTime: now}
	return out
}

func treeOf(folder fs.FS) string {
	m, err := readManifest(folder)
	if err != nil {
		panic(err)
	}
	return m.tree
}

func at(t testing.TB, dir string) *Destination {
	t.Helper()
	d, err := Open(t.Context(), dir, How{Make: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func published(t *testing.T, d *Destination, folder fs.FS, opt Options) *Done {
	t.Helper()
	done, err := d.Publish(t.Context(), folder, opt)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// served are the files that a server finds.
func served(t *testing.T, dir string) map[string]string {
	t.Helper()
	to, err := filepath.EvalSymlinks(filepath.Join(dir, current))
	if err != nil {
		t.Fatal(err)
	}
	return filesIn(t, os.DirFS(to))
}

func filesIn(t *testing.T, folder fs.FS) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(folder, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Type()&fs.ModeSymlink != 0 {
			return err
		}
		data, err := fs.ReadFile(folder, name)
		out[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(out, manifestName)
	return out
}

func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Errorf("%s: there are %v\nwant %v", what, slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
}

// opened counts the files that are read.
type opened struct {
	fs.FS
	mu    sync.Mutex
	names []string
}

func (o *opened) Open(name string) (fs.File, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.names = append(o.names, name)
	return o.FS.Open(name)
}

// each runs a test on each kind of destination.
func each(t *testing.T, test func(t *testing.T, p *place)) {
	for _, p := range places {
		t.Run(p.name, func(t *testing.T) { test(t, p.new(t)) })
	}
}

// place is a destination of a kind, for tests.
type place struct {
	open func(t *testing.T) *Destination
	// files are those of the release that is served, nil when there is none.
	files func(t *testing.T) map[string]string
	// all are all names at the destination.
	all func(t *testing.T) []string
}

type kind struct {
	name string
	new  func(t *testing.T) *place
}

var places = []kind{{"folder", func(t *testing.T) *place {
	dir := filepath.Join(t.TempDir(), "www")
	return inDir(dir, func(t *testing.T) *Destination { return at(t, dir) })
}}}

// inDir is a place that is a folder of this machine in the end.
func inDir(dir string, open func(t *testing.T) *Destination) *place {
	return &place{
		open:  open,
		files: func(t *testing.T) map[string]string { return served(t, dir) },
		all:   func(t *testing.T) []string { return slices.Sorted(maps.Keys(filesIn(t, os.DirFS(dir)))) },
	}
}

// What is published is what was built; the second time nothing is read but the
// manifest; after an edit what differs is sent and nothing else.
func TestPublish(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d := p.open(t)
		files := release(1, 6)
		done := published(t, d, built(files), usual())
		if n := int64(len(files) + 1); done.Sent != n || done.Record.Number != 1 {
			t.Errorf("%d of %d files were sent, as release %d", done.Sent, n, done.Record.Number)
		}
		same(t, "at first", p.files(t), files)

		again := &opened{FS: built(files)}
		if done := published(t, d, again, usual()); !done.Nothing || done.Sent != 0 {
			t.Errorf("published again: %+v", done)
		}
		if !slices.Equal(again.names, []string{manifestName}) {
			t.Errorf("to publish nothing, it read %v", again.names)
		}

		files = maps.Clone(files)
		files["p3/index.html"], files["p3/index.html.gz"] = "page three\n", "gz page three\n"
		files["p9/index.html"] = files["p1/index.html"] // another name for what is there
		delete(files, "p4/index.html.gz")
		done = published(t, d, built(files), usual())
		if done.Sent != 3 || done.Taken != int64(len(files)-2) || done.Record.Number != 2 { // two files and the manifest
			t.Errorf("after an edit: %+v", done)
		}
		same(t, "after an edit", p.files(t), files)
		for _, name := range p.all(t) {
			if strings.Contains(name, partial) || strings.Contains(name, ".new") || strings.Contains(name, ".sent") {
				t.Errorf("%s was left", name)
			}
		}
	})
}

// Signed files come with their release, and into one that is there.
func TestSigned(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d, files := p.open(t), release(1, 2)
		published(t, d, built(files), usual())
		opt := usual()
		opt.Extra = []Extra{{".well-known/sotto/log.txt", []byte("log\n")}, {".well-known/sotto/release.txt", []byte("1\n")}}
		done := published(t, d, built(files), opt)
		if done.Nothing || done.Sent != 0 || done.Record.Number != 1 {
			t.Errorf("signed afterwards: %+v", done)
		}
		if !published(t, d, built(files), opt).Nothing || !published(t, d, built(files), usual()).Nothing {
			t.Error("the same is published again")
		}
		files[".well-known/sotto/log.txt"], files[".well-known/sotto/release.txt"] = "log\n", "1\n"
		same(t, "signed", p.files(t), files)
		opt.Extra[1].Data = []byte("2\n")
		published(t, d, built(release(2, 2)), opt)
		if got := p.files(t)[".well-known/sotto/release.txt"]; got != "2\n" {
			t.Errorf("the next release says %q", got)
		}
		opt.Extra = []Extra{{"../out", nil}}
		if _, err := d.Publish(t.Context(), built(release(3, 2)), opt); err == nil {
			t.Error("a file outside was published")
		}
	})
}

// A release that cannot be told whole is not published: a file that has changed since
// the build, one that is missing, manifests that no build writes.
func TestNotAsBuilt(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d, old := p.open(t), release(1, 4)
		published(t, d, built(old), usual())
		number := 2
		for what, spoil := range map[string]func(fstest.MapFS){
			"changed": func(f fstest.MapFS) { f["p0/index.html"] = &fstest.MapFile{Data: []byte("page 0 of release 9999\n")} },
			"longer": func(f fstest.MapFS) {
				f["p0/index.html"] = &fstest.MapFile{Data: []byte("longer by far than it was before\n")}
			},
			"missing":     func(f fstest.MapFS) { delete(f, "p2/index.html") },
			"no manifest": func(f fstest.MapFS) { delete(f, manifestName) },
			"climbing": func(f fstest.MapFS) {
				f[manifestName] = &fstest.MapFile{Data: []byte(manifestMark + sum(nil) + "  0  ../x\n")}
			},
			"other": func(f fstest.MapFS) { f[manifestName] = &fstest.MapFile{Data: []byte("sotto-manifest 1\n")} },
		} {
			number++ // what an earlier attempt has sent is right, and kept
			folder := built(release(number, 4))
			spoil(folder)
			if _, err := d.Publish(t.Context(), folder, usual()); err == nil || !strings.Contains(err.Error(), "build") {
				t.Errorf("%s: %v", what, err)
			}
			same(t, what, p.files(t), old)
		}
		published(t, d, built(release(2, 4)), usual())
		same(t, "at last", p.files(t), release(2, 4))
	})
}

// A publish goes on where another one was stopped, whatever was stopped.
func TestGoesOn(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		old, next := release(1, 10), release(2, 10)
		published(t, p.open(t), built(old), usual())
		for _, stop := range []string{"locked", "begun", "half", "sent", "sealed", "recorded", "marked"} {
			d := p.open(t)
			if _, is := d.store.(*bucket); is && stop == "marked" {
				continue // its pointer is changed by one request
			}
			d.stepped(func(step string) error {
				if step == stop {
					return errStop
				}
				return nil
			})
			if _, err := d.Publish(t.Context(), built(next), usual()); !errors.Is(err, errStop) {
				t.Errorf("it was not stopped at %s: %v", stop, err)
			}
			d.Close()
			same(t, "stopped at "+stop, p.files(t), old)
		}
		d := p.open(t)
		done := published(t, d, built(next), usual())
		if done.Sent > int64(len(next)/2) {
			t.Errorf("%d of %d files were sent again", done.Sent, len(next))
		}
		same(t, "at last", p.files(t), next)
		for _, name := range p.all(t) {
			if strings.Contains(name, partial) || strings.Contains(name, ".new") {
				t.Errorf("%s was left", name)
			}
		}
	})
}

// One publish at a time: whoever comes second is told so.
func TestTwoPipelines(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		one, other := p.open(t), p.open(t)
		met := false
		one.stepped(func(step string) error {
			if step == "begun" {
				met = true
				if _, err := other.Publish(t.Context(), built(release(2, 2)), usual()); !errors.Is(err, ErrBusy) {
					t.Errorf("the second publish: %v", err)
				}
			}
			return nil
		})
		published(t, one, built(release(1, 2)), usual())
		if !met {
			t.Error("they did not meet")
		}
		same(t, "the first", p.files(t), release(1, 2))
		published(t, other, built(release(2, 2)), usual())
		same(t, "the second, later", p.files(t), release(2, 2))
	})
}

// Rollback serves the release before, or a chosen one, and none with what was withdrawn.
func TestRollback(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d := p.open(t)
		if _, err := d.Rollback(t.Context(), "", false); !errors.Is(err, ErrNoRelease) {
			t.Errorf("where there is nothing: %v", err)
		}
		for i := 1; i <= 3; i++ {
			published(t, d, built(release(i, 4)), usual())
		}
		back := func(tree string, force bool, want int) {
			t.Helper()
			r, err := d.Rollback(t.Context(), tree, force)
			if err != nil || r.Number != int64(want) {
				t.Fatalf("%v, %v; want %d", r, err, want)
			}
			same(t, "rolled back", p.files(t), release(want, 4))
		}
		back("", false, 2)
		back("", false, 1)
		if _, err := d.Rollback(t.Context(), "", false); !errors.Is(err, ErrNoRelease) {
			t.Errorf("before the first: %v", err)
		}
		if _, err := d.Rollback(t.Context(), "zz", false); !errors.Is(err, ErrNoRelease) {
			t.Errorf("one that is none: %v", err)
		}
		back(treeOf(built(release(3, 4)))[:20], false, 3)

		// The fourth withdraws a page, and the fifth says nothing of it.
		less := release(4, 4)
		for name := range less {
			if strings.HasPrefix(name, "p0/") {
				delete(less, name)
			}
		}
		opt := usual()
		opt.Gone = []string{"/nowhere/", "/p0/"}
		published(t, d, built(less), opt)
		for name := range p.files(t) {
			if strings.HasPrefix(name, "p0/") {
				t.Errorf("%s is withdrawn and served", name)
			}
		}
		less["p5/index.html"] = "five\n"
		published(t, d, built(less), usual())
		var no *Withdrawn
		if _, err := d.Rollback(t.Context(), treeOf(built(release(3, 4))), false); !errors.As(err, &no) || !slices.Equal(no.Addresses, []string{"/p0/"}) {
			t.Errorf("what was withdrawn came back: %v", err)
		}
		same(t, "refused", p.files(t), less)
		back(treeOf(built(release(3, 4))), true, 3)
	})
}

// A release whose publish was stopped before anybody was served it is none to go back
// to; one that was stopped right after is.
func TestNeverServed(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		for stop, want := range map[string]int{"recorded": 1, "swapped": 2} {
			first := 10 * want // other ones in each turn
			d := p.open(t)
			published(t, d, built(release(first+1, 4)), usual())
			d.stepped(func(step string) error {
				if step == stop {
					return errStop
				}
				return nil
			})
			if _, err := d.Publish(t.Context(), built(release(first+2, 4)), usual()); !errors.Is(err, errStop) {
				t.Fatalf("it was not stopped at %s: %v", stop, err)
			}
			d.stepped(nil)
			stopped := treeOf(built(release(first+2, 4)))
			published(t, d, built(release(first+3, 4)), usual())
			if _, err := d.Rollback(t.Context(), "", false); err != nil {
				t.Fatal(err)
			}
			same(t, "back, when one was stopped at "+stop, p.files(t), release(first+want, 4))
			there := slices.ContainsFunc(p.all(t), func(name string) bool { return strings.Contains(name, stopped) })
			if there != (want == 2) {
				t.Errorf("stopped at %s: it is there: %v", stop, there)
			}
		}
	})
}

// Even before the next publish has cleared it away.
func TestPassesOverPending(t *testing.T) {
	list := []*Record{{Tree: "c"}, {Tree: "b", Pending: true}, {Tree: "a"}}
	if r, err := chosen(list, "c", ""); err != nil || r.Tree != "a" {
		t.Errorf("%v, %v", r, err)
	}
	if r, err := chosen(list[:2], "c", ""); !errors.Is(err, ErrNoRelease) {
		t.Errorf("%v, %v", r, err)
	}
}

// Old releases go by number and by age, with all their files.
func TestRetained(t *testing.T) {
	each(t, func(t *testing.T, p *place) {
		d, opt := p.open(t), usual()
		opt.Keep = 3
		for i := 1; i <= 5; i++ {
			opt.Now = now.Add(time.Duration(i) * time.Hour)
			published(t, d, built(release(i, 2)), opt)
		}
		numbers := func() (out []int64) {
			list, _, err := d.Releases(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range list {
				out = append(out, r.Number)
			}
			return out
		}
		if got := numbers(); !slices.Equal(got, []int64{5, 4, 3}) {
			t.Errorf("by number: %v", got)
		}
		first := treeOf(built(release(1, 2)))
		for _, name := range p.all(t) {
			if strings.Contains(name, first) {
				t.Errorf("%s is of a release that is not retained", name)
			}
		}
		opt.KeepFor, opt.Now = 2*time.Hour, now.Add(6*time.Hour)
		published(t, d, built(release(6, 2)), opt)
		if got := numbers(); !slices.Equal(got, []int64{6, 5, 4}) {
			t.Errorf("by age: %v", got)
		}
		opt.Now = now.Add(100 * time.Hour)
		if published(t, d, built(release(7, 2)), opt); !slices.Equal(numbers(), []int64{7, 6}) {
			t.Errorf("of all that is too old, the one that was served until now stays: %v", numbers())
		}
		same(t, "the last", p.files(t), release(7, 2))
		// However old it is and whatever has been published since.
		opt.Keep, opt.KeepFor = 3, 1000*time.Hour
		published(t, d, built(release(8, 2)), opt)
		if _, err := d.Rollback(t.Context(), treeOf(built(release(6, 2))), false); err != nil {
			t.Fatal(err)
		}
		opt.Keep = 1
		if published(t, d, built(release(9, 2)), opt); !slices.Equal(numbers(), []int64{9, 6}) {
			t.Errorf("after a rollback: %v", numbers())
		}
	})
}

func TestManifest(t *testing.T) {
	m, err := readManifest(built(map[string]string{"index.html": "home\n", "a/index.html": "page a\n", "feed.xml": "feed\n"}))
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{"/": true, "/a/": true, "/feed.xml": true, "/a/*": true, "/b/": false, "/b/*": false, "/index.htm": false} {
		if m.holds(address) != want {
			t.Errorf("%s: %v", address, !want)
		}
	}
}

func FuzzManifest(f *testing.F) {
	f.Add([]byte(manifestMark + sum(nil) + "  0  a/b\n"))
	f.Add([]byte(manifestMark + sum(nil) + "  -1  ../b\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := parseManifest(text)
		if err != nil {
			return
		}
		for _, file := range m.files {
			if !fs.ValidPath(file.Path) || file.Size < 0 || len(file.Sum) != 64 {
				t.Errorf("%+v", file)
			}
		}
	})
}
