package cache

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// scratchIn makes scratch files in a folder, and counts them.
func scratchIn(t *testing.T, times *int) func() (Scratch, error) {
	return func() (Scratch, error) {
		*times++
		f, err := os.Create(filepath.Join(t.TempDir(), "scratch"))
		t.Cleanup(func() { f.Close() })
		return f, err
	}
}

// A cache on a disk is the same as one in memory, to the byte, whatever it is
// asked for.
func TestDiskIsAsMemory(t *testing.T) {
	times := 0
	on := func(data []byte) *Cache {
		return On(Disk{File: bytes.NewReader(data), Size: int64(len(data)), Scratch: scratchIn(t, &times)})
	}
	use := func(c *Cache) {
		var v value
		for i := range 12 {
			c.Get(fmt.Sprint("page/", i), Digest("key", fmt.Sprint(i)), &v)
		}
		c.Put("page/3", Digest("another"), value{Name: "third"})
		c.Put("page/4", Digest("another"), value{Name: "fourth"})
		c.Get("page/4", Digest("key", "4"), &v) // as it was, after all
		c.Put("page/13", Digest("key", "13"), value{Name: "page 13", Words: []string{"a", "b"}})
		c.Put("page/21", Digest("key", "21"), value{Name: "twice"})
		c.Put("page/21", Digest("key", "21"), value{Name: "once"})
		c.Put("page/22", Digest("key", "22"), value{Words: make([]string, 100_000)}) // more than is in memory at once
	}
	kept, there := []byte(nil), []byte(nil)
	for round := range 3 {
		memory, disk := Open(kept), on(there)
		if disk.Len() != memory.Len() {
			t.Fatalf("round %d: %d and %d records were read", round, memory.Len(), disk.Len())
		}
		if round == 0 {
			fill(memory)
			fill(disk)
		} else {
			use(memory)
			use(disk)
		}
		kept, there = memory.Bytes(), disk.Bytes()
		if same := round == 2; !bytes.Equal(kept, there) || memory.Same() != same || disk.Same() != same {
			t.Fatalf("round %d: %d and %d bytes were written", round, len(kept), len(there))
		}
		a, b := memory.Next(), disk.Next()
		var v, w value
		if n := Open(kept).Len(); a.Len() != n || b.Len() != n || n == 0 {
			t.Errorf("the next caches have %d and %d records of %d", a.Len(), b.Len(), n)
		}
		const name = "page/21"
		if found := b.Get(name, Digest("key", "21"), &w); found != a.Get(name, Digest("key", "21"), &v) || found != (round > 0) || v.Name != w.Name {
			t.Errorf("round %d: the next build finds %q and %q", round, v.Name, w.Name)
		}
		if round > 0 && v.Name != "once" {
			t.Errorf("what was put last is %q", v.Name)
		}
		made := times
		b.Put("of a look ahead", Key{}, value{})
		if times != made || !b.Next().Get("of a look ahead", Key{}, &w) {
			t.Error("what a look ahead has put lies on a disk, or nowhere")
		}
	}
	if times != 3 {
		t.Errorf("%d scratch files were made by builds that have put something", times)
	}
	c := on(there)
	var v value
	for i := range 12 {
		c.Get(fmt.Sprint("page/", i), Digest("key", fmt.Sprint(i)), &v)
	}
	c.Get("page/3", Digest("another"), &v)
	for _, i := range []string{"13", "21", "22"} {
		c.Get("page/"+i, Digest("key", i), &v)
	}
	c.Put("page/21", Digest("key", "21"), value{Name: "once"}) // as it was
	if !c.Same() || times != 3 {
		t.Errorf("a build that changes nothing has another cache, or made a scratch file (%d)", times)
	}
}

// counted counts the bytes that are read.
type counted struct {
	io.ReaderAt
	n int
}

func (c *counted) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(p, at)
	c.n += n
	return n, err
}

// What another program has written is refused, and only its beginning is read.
func TestAnotherProgram(t *testing.T) {
	write := func(program string) []byte {
		c := On(Disk{Program: program, Scratch: scratchIn(t, new(int))})
		fill(c)
		c.Put("long", Key{}, value{Words: make([]string, 500_000)})
		return c.Bytes()
	}
	data := write("one")
	for _, program := range []string{"one", "two", "on", "one ", ""} {
		from := &counted{bytes.NewReader(data), 0}
		c := On(Disk{Program: program, File: from, Size: int64(len(data))})
		if own := program == "one"; own != (c.Len() == 21) {
			t.Errorf("%d records of one were read by %q", c.Len(), program)
		} else if own && from.n < len(data) || !own && from.n > 100 {
			t.Errorf("%d of %d bytes were read by %q", from.n, len(data), program)
		}
	}
	if bytes.Equal(data, write("two")) {
		t.Error("two programs write the same")
	}
}

// A record that changes between the digest and its use is a miss, whichever byte
// it is, and is not handed on.
func TestChangedBeforeItsUse(t *testing.T) {
	data := filled().Bytes()
	sound := Open(data)
	for i := range sound.before {
		x := &sound.before[i]
		r, _ := sound.fetch(&x.entry, new([]byte))
		name, key := string(r.name), Key(r.key)
		for at := range int64(x.size) {
			live := bytes.Clone(data)
			c := On(Disk{File: bytes.NewReader(live), Size: int64(len(live)), Scratch: scratchIn(t, new(int))})
			live[x.at+at] ^= 1 << (at % 8)
			v := value{}
			if c.Len() != 20 || c.Get(name, key, &v) || c.Last(name, &v) || c.Hold(name, key) || v.Name != "" {
				t.Fatalf("byte %d of %s has changed, and it was read: %+v", at, name, v)
			}
			if at > 0 && i > 0 {
				continue // once is enough for what comes
			}
			for j := range 20 {
				c.Get(fmt.Sprint("page/", j), Digest("key", fmt.Sprint(j)), &v)
			}
			if c.Same() {
				t.Fatal("a record has changed, and all is said to be as it was")
			}
			if again := Open(c.Bytes()); again.Len() != 19 || again.Last(name, &v) {
				t.Fatalf("%d records were handed on", again.Len())
			}
			c.Put(name, key, value{Name: "anew"})
			if again := Open(c.Bytes()); again.Len() != 20 || !again.Get(name, key, &v) || v.Name != "anew" {
				t.Fatal("what was made again is not kept")
			}
		}
	}
	// Changed after it was used: it is only not handed on.
	large := New()
	for i := range 20 {
		large.Put(fmt.Sprint("page/", i), Digest("key", fmt.Sprint(i)), value{Name: strings.Repeat("a", 30_000), Number: i})
	}
	live := large.Bytes()
	c := On(Disk{File: bytes.NewReader(live), Size: int64(len(live))})
	var v value
	for j := range 20 {
		if !c.Get(fmt.Sprint("page/", j), Digest("key", fmt.Sprint(j)), &v) || v.Number != j {
			t.Fatalf("page %d is %d", j, v.Number)
		}
	}
	clear(live[c.before[7].at:][:40])
	if again := Open(c.Bytes()); again.Len() != 19 {
		t.Errorf("%d records were handed on", again.Len())
	}
	// Cut: what stands before is found.
	short := &cut{bytes.NewReader(data), int64(len(data))}
	c = On(Disk{File: short, Size: int64(len(data))})
	short.end = int64(len(data)) - trailer - 3
	found := 0
	for j := range 20 {
		if c.Get(fmt.Sprint("page/", j), Digest("key", fmt.Sprint(j)), &v) {
			found++
		}
	}
	if found != 19 {
		t.Errorf("%d records were found in a file that was cut", found)
	}
}

// cut is a file that ends early.
type cut struct {
	io.ReaderAt
	end int64
}

func (c *cut) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > c.end {
		n, _ := c.ReaderAt.ReadAt(p[:max(0, c.end-at)], at)
		return n, io.EOF
	}
	return c.ReaderAt.ReadAt(p, at)
}

// full is a disk that is.
type full struct{ room int }

var errFull = errors.New("the disk is full")

func (f *full) Write(p []byte) (int, error) {
	n := min(len(p), f.room)
	f.room -= n
	if n < len(p) {
		return n, errFull
	}
	return n, nil
}

func (*full) ReadAt([]byte, int64) (int, error) { return 0, io.EOF }

// What cannot be kept is told once all is done, and nothing is written then.
func TestScratchFails(t *testing.T) {
	for what, scratch := range map[string]func() (Scratch, error){
		"none":           func() (Scratch, error) { return nil, errFull },
		"full":           func() (Scratch, error) { return &full{0}, nil },
		"full after all": func() (Scratch, error) { return &full{300}, nil },
	} {
		t.Run(what, func(t *testing.T) {
			c := On(Disk{Scratch: scratch})
			fill(c)
			c.Put("long", Key{}, value{Words: make([]string, 500_000)})
			fill(c)
			var out bytes.Buffer
			if err := c.Write(&out); !errors.Is(err, errFull) || out.Len() > 0 || c.Same() {
				t.Errorf("%d bytes were written: %v", out.Len(), err)
			}
			if c.Next().Len() > 21 {
				t.Error("records came out of nothing")
			}
		})
	}
}

// What Put is given may change afterwards.
func TestPutKeepsWhatIsThere(t *testing.T) {
	c := New()
	v := value{Words: []string{"before"}}
	c.Put("page", Key{}, v)
	v.Words[0] = "after"
	var got value
	if !c.Next().Get("page", Key{}, &got) || got.Words[0] != "before" {
		t.Errorf("it is %v", got.Words)
	}
	if c.Put("page", Key{}, value{Name: "other"}); c.Next().Last("page", &got) && got.Name != "other" {
		t.Errorf("it is %v", got)
	}
}
