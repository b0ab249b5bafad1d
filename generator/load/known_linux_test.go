package load

import (
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// counted is a folder on a disk that knows its files, and counts the pages that
// are opened in it.
type counted struct {
	fstest.MapFS
	mu     sync.Mutex
	opened int
}

func (c *counted) Open(name string) (fs.File, error) {
	if path.Ext(name) == ".md" && path.Dir(name) != ArchetypesFolder {
		c.mu.Lock()
		c.opened++
		c.mu.Unlock()
	}
	return c.MapFS.Open(name)
}

// onDisk gives each file a number, as a disk has it.
func onDisk(files fstest.MapFS) *counted {
	out := fstest.MapFS{}
	for i, name := range slices.Sorted(maps.Keys(files)) {
		f := *files[name]
		f.Sys = &syscall.Stat_t{Ino: uint64(i + 1), Dev: 1, Ctim: syscall.Timespec{Sec: 1000}}
		out[name] = &f
	}
	return &counted{MapFS: out}
}

// keeps is a memory that remembers everything.
type keeps map[string]kept

type kept struct {
	of Stat
	Known
}

func (k keeps) memory(next keeps) *Memory {
	return &Memory{
		Recall: func(source string, of Stat) (Known, bool) {
			got, ok := k[source]
			return got.Known, ok && got.of == of
		},
		Keep: func(p *site.Page, of Stat) {
			next[p.Source] = kept{of, Known{p.Digest, p.Front, int(p.Words)}}
		},
	}
}

// TestRecalled: a site of which a memory knows all sound pages is loaded as one
// that is read, with the same findings and their lines, and without a page being
// opened of which anything is known.
func TestRecalled(t *testing.T) {
	base, held := base(t), 0
	same := func(t *testing.T, in Input, files fstest.MapFS) {
		folder := onDisk(files)
		in.Content, in.Texts = folder, 1
		s, findings := mustLoad(t, in)
		for _, p := range append(slices.Clone(s.Pages), pagesOf(s.Withheld)...) {
			if p.Front != string(folder.MapFS[p.Source].Data[:p.BodyStart]) {
				t.Errorf("what stands before the text of %s is %q", p.Source, p.Front)
			}
		}
		first, second := keeps{}, keeps{}
		in.Memory = first.memory(first)
		mustLoad(t, in)
		for _, w := range s.Withheld {
			held++
			if _, ok := first[w.Page.Source]; ok {
				t.Errorf("%s is %s, and is remembered", w.Page.Source, w.Why)
			}
		}
		all := folder.opened
		folder.opened = 0
		in.Memory = first.memory(second)
		again, more := mustLoad(t, in)
		if diff := cmp.Diff(sitetest.Text(findings), sitetest.Text(more)) + cmp.Diff(findings, more); diff != "" {
			t.Errorf("findings (-read +recalled)\n%s", diff)
		}
		for i, p := range again.Pages {
			s.Pages[i].Text, p.Text = nil, nil
		}
		if !reflect.DeepEqual(s.Pages, again.Pages) { // which knows its way around what points back
			t.Error("the pages differ")
		}
		if want := all/2 - len(first); folder.opened != want || !maps.Equal(first, second) {
			t.Errorf("%d pages were opened, want %d; %d are remembered, want %d", folder.opened, want, len(second), len(first))
		}
	}
	same(t, Input{Clock: noon}, base)
	sitetest.Each(t, "testdata/mistakes/*.txtar", 148, func(t *testing.T, f *sitetest.File) {
		same(t, inputOf(t, f, nil), f.Sources("bad/", base))
	})
	if held == 0 {
		t.Error("no page was withheld")
	}
}

func pagesOf(list []site.Withheld) (out []*site.Page) {
	for _, w := range list {
		out = append(out, w.Page)
	}
	return out
}

// What a memory knows of one file it knows of no other.
func TestLooks(t *testing.T) {
	folder := onDisk(base(t))
	first := keeps{}
	in := Input{Content: folder, Clock: noon, Texts: 1, Memory: first.memory(first)}
	mustLoad(t, in)
	const name = "help/index.md"
	if first[name].Front == "" {
		t.Fatal("nothing is known of " + name)
	}
	for what, change := range map[string]func(f *fstest.MapFile, sys *syscall.Stat_t){
		"another number":  func(_ *fstest.MapFile, sys *syscall.Stat_t) { sys.Ino++ },
		"another disk":    func(_ *fstest.MapFile, sys *syscall.Stat_t) { sys.Dev++ },
		"another change":  func(_ *fstest.MapFile, sys *syscall.Stat_t) { sys.Ctim.Nsec++ },
		"another writing": func(f *fstest.MapFile, _ *syscall.Stat_t) { f.ModTime = f.ModTime.Add(1) },
		"another size":    func(f *fstest.MapFile, _ *syscall.Stat_t) { f.Data = append(slices.Clone(f.Data), '\n') },
		"nothing at all":  func(f *fstest.MapFile, _ *syscall.Stat_t) { f.Sys = nil },
	} {
		t.Run(what, func(t *testing.T) {
			f := *folder.MapFS[name]
			sys := *f.Sys.(*syscall.Stat_t)
			f.Sys = &sys
			change(&f, &sys)
			files := maps.Clone(folder.MapFS)
			files[name] = &f
			now := &counted{MapFS: files}
			mustLoad(t, Input{Content: now, Clock: noon, Texts: 1, Memory: first.memory(keeps{})})
			if now.opened != 1 {
				t.Errorf("%d pages were read again", now.opened)
			}
		})
	}
}
