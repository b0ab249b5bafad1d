package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sotto/generator/cache"
	"sotto/generator/load"
	"sotto/generator/output"
	"sotto/generator/sitetest"
)

// A file that is written twice in one tick of the disk's clock, and once between
// them read, is read again; one that had rested is not.
func TestTwoWritingsInOneTick(t *testing.T) {
	s := firstState(t)
	s.disk.still = true
	outcomes, sources := cache.New(), cache.New()
	build := func(want int) *Result {
		t.Helper()
		outcomes, sources = outcomes.Next(), sources.Next()
		res := same(t, s, outcomes, sources, nil)
		if n := sources.Next().Len(); n != want {
			t.Errorf("%d files are known, want %d", n, want)
		}
		return res
	}
	const file = "content/campaigns/coast.md"
	all := len(build(0).Site.Pages)
	s.swap(file, "It began", "It ended")
	old := s.disk.files[file]
	s.disk.files[file] = written{s.files[file], old.number, old.mod, old.changed} // all but the bytes
	if res := build(0); res.Made == 0 {
		t.Error("the second writing was not seen")
	}
	s.disk.seconds += 2 // a tick, and not a while
	build(0)
	s.disk.seconds++
	build(all)
	if res := build(all); res.Kept != all {
		t.Errorf("%d of %d pages were taken over", res.Kept, all)
	}
	s.disk.change(file, func(f *written) { f.number++ })
	build(all - 1) // until it has rested
}

// A file that looks as it did and is another one ends the build where its text is
// asked for: what is published is of one state of the sources.
func TestAFileThatLooksTheSame(t *testing.T) {
	s := firstState(t)
	s.disk.still, s.disk.seconds = true, 1
	in := s.inputs()
	s.disk.seconds += 10
	sources := cache.New()
	in.Sources = s.disk.sources(sources)
	if _, err := Build(context.Background(), in, output.NewDiscard()); err != nil {
		t.Fatal(err)
	}
	const file = "content/campaigns/coast.md"
	s.swap(file, "It began", "It ended")
	old := s.disk.files[file]
	s.disk.files[file] = written{s.files[file], old.number, old.mod, old.changed}
	in = s.inputs()
	in.Sources = s.disk.sources(sources.Next())
	if _, err := Build(context.Background(), in, output.NewDiscard()); !errors.Is(err, ErrChanged) {
		t.Errorf("the build ended with %v", err)
	}
}

// folder is a site on a real disk.
type folder struct {
	t    *testing.T
	path string
}

func layFolder(t *testing.T, s *state) folder {
	f := folder{t, t.TempDir()}
	for name, text := range s.files {
		f.write(name, text)
	}
	return f
}

func (f folder) name(name string) string { return filepath.Join(f.path, filepath.FromSlash(name)) }

func (f folder) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f folder) write(name, text string) {
	f.must(os.MkdirAll(filepath.Dir(f.name(name)), 0o755))
	f.must(os.WriteFile(f.name(name), []byte(text), 0o644))
}

func (f folder) read(name string) string {
	data, err := os.ReadFile(f.name(name))
	f.must(err)
	return string(data)
}

func (f folder) looks(name string) load.Stat { return load.StatOf(os.Lstat(f.name(name))) }

// tick waits until the disk's clock has gone on: what is written from then on has
// another time than all before.
func (f folder) tick() {
	f.write("tick", "")
	for first := f.looks("tick").Changed; f.looks("tick").Changed == first; {
		f.write("tick", "")
	}
}

// inputs are the sources as main opens them.
func (f folder) inputs(s *state) Inputs {
	in := Inputs{Clock: s.clock}
	for name, to := range map[string]*fs.FS{"content": &in.Content, "templates": &in.Templates, "static": &in.Static} {
		root, err := os.OpenRoot(f.name(name))
		f.must(err)
		f.t.Cleanup(func() { root.Close() })
		*to = root.FS()
	}
	return in
}

// TestRealFiles does to files on a real disk what editors, Git and copying do. The
// clock that says whether a file has rested is far ahead, and each change waits
// for a tick in its place.
func TestRealFiles(t *testing.T) {
	const coast, privacy = "content/campaigns/coast.md", "content/privacy.md"
	other := func(text string) string { return strings.Replace(text, "It began", "It ended", 1) }
	for _, c := range sitetest.Some([]struct {
		kind   string
		change func(f folder)
		opened int // pages whose files are opened
		made   int
	}{
		{"nothing", func(folder) {}, 0, 0},
		{"as many letters, and the old time", func(f folder) {
			info, err := os.Stat(f.name(coast))
			f.must(err)
			f.write(coast, other(f.read(coast)))
			f.must(os.Chtimes(f.name(coast), info.ModTime(), info.ModTime()))
		}, 1, 1},
		{"touched", func(f folder) { f.must(os.Chtimes(f.name(coast), time.Now(), time.Now())) }, 1, 0},
		{"touched to the time it has", func(f folder) {
			info, err := os.Stat(f.name(coast))
			f.must(err)
			f.must(os.Chtimes(f.name(coast), info.ModTime(), info.ModTime()))
		}, 1, 0},
		{"by another name of the file", func(f folder) {
			f.must(os.Link(f.name(coast), f.name("elsewhere")))
			f.tick()
			f.write("elsewhere", other(f.read(coast)))
		}, 1, 1},
		{"another name of the file, alone", func(f folder) { f.must(os.Link(f.name(coast), f.name("elsewhere"))) }, 1, 0},
		{"another file in the place", func(f folder) {
			info, err := os.Stat(f.name(coast))
			f.must(err)
			f.write("new", other(f.read(coast)))
			f.must(os.Chtimes(f.name("new"), info.ModTime(), info.ModTime()))
			f.must(os.Rename(f.name("new"), f.name(coast)))
		}, 1, 1},
		{"two files exchanged", func(f folder) {
			f.must(os.Rename(f.name(coast), f.name("kept")))
			f.must(os.Rename(f.name(privacy), f.name(coast)))
			f.must(os.Rename(f.name("kept"), f.name(privacy)))
		}, -1, 0}, // all pages are converted again, for their titles
		{"a copy of the folder", func(f folder) {
			f.must(os.Rename(f.name("content"), f.name("old")))
			f.must(os.CopyFS(f.name("content"), os.DirFS(f.name("old"))))
		}, -1, 0},
	}, 2) {
		t.Run(c.kind, func(t *testing.T) {
			s := firstState(t)
			f := layFolder(t, s)
			ahead := func() time.Time { return time.Now().Add(24 * time.Hour) }
			device := f.looks(coast).Device
			build := func(outcomes, sources *cache.Cache) (*Result, map[string]int) {
				in := f.inputs(s)
				in.Cache = outcomes
				if sources != nil {
					in.Sources = &Sources{Cache: sources, Now: ahead, Device: device}
				}
				pages := &opens{FS: in.Content, times: map[string]int{}}
				in.Content = pages
				res, err := Build(context.Background(), in, output.NewDiscard())
				f.must(err)
				return res, pages.times
			}
			f.tick()
			outcomes, sources := cache.New(), cache.New()
			first, _ := build(outcomes, sources)
			if n := sources.Next().Len(); n != len(first.Site.Pages) {
				t.Fatalf("%d of %d files are known", n, len(first.Site.Pages))
			}
			f.tick()
			c.change(f)
			cold, all := build(nil, nil)
			warm, opened := build(outcomes.Next(), sources.Next())
			if diff := cmp.Diff(cold.Findings, warm.Findings) + cmp.Diff(cold.Outcomes, warm.Outcomes); diff != "" || cold.Tree != warm.Tree {
				t.Errorf("(-cold +warm)\n%s", diff)
			}
			if n := len(opened); n != c.opened && !(c.opened < 0 && n == len(all)) || c.opened >= 0 && warm.Made != c.made {
				t.Errorf("%d pages were made, and opened: %v", warm.Made, opened)
			}
		})
	}
}
