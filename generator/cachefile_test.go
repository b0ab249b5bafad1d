package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"sotto/generator/cache"
	"sotto/generator/load"
	"sotto/generator/pipeline"
)

// The clock of a disk is never ahead of what the disk writes, and goes on.
func TestDiskClock(t *testing.T) {
	dir := t.TempDir()
	now, device := diskClock(filepath.Join(dir, "clock"))
	if now == nil {
		t.Skip("this system does not say enough of files")
	}
	if _, err := os.Stat(filepath.Join(dir, "clock")); err == nil {
		t.Error("the file by which the time is told is still there")
	}
	name := filepath.Join(dir, "file")
	write := func() load.Stat {
		if err := os.WriteFile(name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		return load.StatOf(os.Lstat(name))
	}
	first := now()
	looks := write()
	if looks.Device != device || looks.Changed < first.UnixNano() {
		t.Errorf("the clock says %d of disk %d before a file is written at %d to disk %d", first.UnixNano(), device, looks.Changed, looks.Device)
	}
	for now().UnixNano() <= looks.Changed { // it comes to any time
		write()
	}
	if now, _ := diskClock(filepath.Join(dir, "nowhere", "clock")); now != nil {
		t.Error("there is a clock without a disk")
	}
}

// opened opens the store of a site's folder, as a build does.
func opened(t *testing.T, folder string) (*store, *pipeline.Inputs) {
	t.Helper()
	in := &pipeline.Inputs{Clock: time.Now().Add(-time.Hour)}
	s := new(keepFlags).open(&inputFlags{source: folder}, in)
	if s == nil {
		t.Fatal("there is no store")
	}
	return s, in
}

// names are the files in a folder.
func names(t *testing.T, folder string) (out []string) {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

func want(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// What a build leaves, and what lies there while it goes on and after it has
// failed or was killed.
func TestStore(t *testing.T) {
	site := t.TempDir()
	folder := filepath.Join(site, cacheFolder)
	outcomes := filepath.Join(folder, outcomesFile)
	key := cache.Digest("key")

	// A build that fails leaves no folder that was not there.
	s, in := opened(t, site)
	in.Cache.Put("page", key, "nothing")
	if runtime.GOOS != "windows" { // where a file that is open keeps its name
		want(t, "while a build goes on", names(t, folder))
	}
	s.close()
	want(t, "after a build that failed", names(t, site))

	// One that ends well leaves what it has put, for its owner alone.
	s, in = opened(t, site)
	in.Cache.Put("page", key, "something")
	in.Sources.Cache.Put("source", key, "a file")
	if err := s.save(); err != nil {
		t.Fatal(err)
	}
	s.close()
	want(t, "after a build", names(t, folder), outcomesFile, sourcesFile)
	if info, err := os.Stat(outcomes); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	first, err := os.ReadFile(outcomes)
	if err != nil {
		t.Fatal(err)
	}

	// What builds have left that were killed is removed, and nothing else.
	for _, name := range []string{outcomesFile + ".1", sourcesFile + ".23", "of.somebody.else", outcomesFile + "-kept"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("left over"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, in = opened(t, site)
	var got string
	if !in.Cache.Get("page", key, &got) || got != "something" || !in.Sources.Cache.Get("source", key, &got) || got != "a file" {
		t.Errorf("what was left is %q", got)
	}
	in.Cache.Put("another page", key, "more")
	s.close() // it has failed
	want(t, "after one that was killed", names(t, folder), "of.somebody.else", outcomesFile, outcomesFile+"-kept", sourcesFile)
	if now, _ := os.ReadFile(outcomes); !bytes.Equal(now, first) {
		t.Error("a build that failed has left another cache")
	}

	// Another program's is none, and its own is none to it.
	for program, n := range map[string]int{in.Tool: 1, "another program": 0, "": 0} {
		k := open(folder, outcomesFile, program)
		if k.cache.Len() != n {
			t.Errorf("%q reads %d records", program, k.cache.Len())
		}
		k.close()
	}

	// A file that changes after it was opened is a miss, and is written anew.
	s, in = opened(t, site)
	if in.Cache.Len() != 1 {
		t.Fatal("nothing was read")
	}
	if err := os.WriteFile(outcomes, bytes.Repeat([]byte("x"), len(first)), 0o600); err != nil {
		t.Fatal(err)
	}
	got = ""
	if in.Cache.Get("page", key, &got) || in.Cache.Last("page", &got) || got != "" {
		t.Errorf("%q was read of a file that had changed", got)
	}
	in.Cache.Put("page", key, "something")
	in.Sources.Cache.Hold("source", key)
	if err := s.save(); err != nil {
		t.Fatal(err)
	}
	s.close()
	if now, _ := os.ReadFile(outcomes); !bytes.Equal(now, first) {
		t.Error("the same build leaves another cache")
	}

	// What another build puts in its place is of no use to this one, and no harm.
	s, in = opened(t, site)
	other, more := opened(t, site)
	more.Cache.Put("page", cache.Digest("another"), "else")
	if err := other.save(); err != nil {
		t.Fatal(err)
	}
	other.close()
	if !in.Cache.Get("page", key, &got) || got != "something" || s.save() != nil {
		t.Errorf("what was read is %q", got)
	}
	s.close()

	// Where a file is not what it was known as, nothing is believed of files.
	s, _ = opened(t, site)
	s.failed(pipeline.ErrChanged)
	s.close()
	if slices.Contains(names(t, folder), sourcesFile) {
		t.Error("what is known of files is still there")
	}
}

// sweeper is a file in whose folder another build sweeps when it is read.
type sweeper struct {
	io.ReaderAt
	sweep func()
}

func (s *sweeper) ReadAt(p []byte, at int64) (int, error) {
	s.sweep()
	return s.ReaderAt.ReadAt(p, at)
}

// A build that another one sweeps away what it is writing writes it again.
func TestSweptWhileSaving(t *testing.T) {
	first := cache.New()
	first.Put("page", cache.Key{}, "something")
	data := first.Bytes()
	for _, times := range []int{0, 1, 2, 5} {
		folder := t.TempDir()
		swept := -1 // not before it is being saved
		from := &sweeper{bytes.NewReader(data), func() {
			if 0 <= swept && swept < times {
				swept++
				(&store{folder: folder}).sweep()
			}
		}}
		k := &kept{name: filepath.Join(folder, outcomesFile)}
		k.cache = cache.On(cache.Disk{File: from, Size: int64(len(data)), Scratch: k.begin})
		k.cache.Hold("page", cache.Key{})
		k.cache.Put("another page", cache.Key{}, "more")
		swept = 0
		err := k.save()
		want(t, "saved", names(t, folder), outcomesFile)
		if err != nil || times > 0 && swept == 0 {
			t.Errorf("swept %d times: %v", swept, err)
		}
	}
}
