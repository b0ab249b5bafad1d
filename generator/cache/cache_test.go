package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/quick"
	"time"
)

type small struct {
	Word string
	Line uint32
	Kind uint8
}

type value struct {
	Name    string
	Yes     bool
	Number  int
	Words   []string
	Smalls  []small
	Shape   *small
	Nothing *small
	Deep    [][]small
	Digest  [5]byte
	Pair    [2]string
}

// read reads what encode has written.
func read(data []byte, to any) error {
	n, used := binary.Uvarint(data)
	if n != uint64(len(data)-used) {
		return fmt.Errorf("%d bytes are said to be %d", len(data)-used, n)
	}
	return decode(data[used:], to)
}

// What is read back is deeply equal to what was written, whatever it is.
func TestCodecKeepsEverything(t *testing.T) {
	same := func(v value) bool {
		var back value
		return read(encode(nil, v), &back) == nil && reflect.DeepEqual(v, back)
	}
	if err := quick.Check(same, &quick.Config{MaxCount: 2000}); err != nil {
		t.Error(err)
	}
	at := time.Date(2026, 11, 27, 7, 0, 0, 5, time.FixedZone("", 3600))
	var back time.Time
	if err := read(encode(nil, at), &back); err != nil || !back.Equal(at) || back.Format(time.RFC3339Nano) != at.Format(time.RFC3339Nano) {
		t.Errorf("%v became %v: %v", at, back, err)
	}
}

func TestCodecRefusesWhatIsNotPlain(t *testing.T) {
	for _, v := range []any{struct{ hidden int }{1}, map[string]int{}, struct{ F func() }{}, struct{ A any }{}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%T was written", v)
				}
			}()
			encode(nil, v)
		}()
	}
}

// A digest is that of all parts one after the other, each with its length, however
// long they are.
func TestDigest(t *testing.T) {
	for _, n := range []int{0, 1, 127, 128, 400, 510, 511, 512, 513, 1023, 1024, 1025, 5000} {
		parts := []string{"a", strings.Repeat("b", n), "", strings.Repeat("c", 2*n)}
		var all []byte
		for _, p := range parts {
			all = append(binary.AppendUvarint(all, uint64(len(p))), p...)
		}
		if Digest(parts...) != sha256.Sum256(all) {
			t.Errorf("the digest of a part of %d letters is another", n)
		}
	}
	if Digest("ab", "c") == Digest("a", "bc") || Digest() == Digest("") {
		t.Error("two lists of parts look the same")
	}
}

func filled() *Cache {
	c := New()
	fill(c)
	return c
}

func fill(c *Cache) {
	for i := range 20 {
		c.Put(fmt.Sprint("page/", i), Digest("key", fmt.Sprint(i)), value{Name: fmt.Sprint("page ", i), Words: []string{"a", "b"}})
	}
}

func TestGet(t *testing.T) {
	c := Open(filled().Bytes())
	var v value
	if !c.Get("page/3", Digest("key", "3"), &v) || v.Name != "page 3" {
		t.Errorf("a record that is there: %+v", v)
	}
	for _, miss := range []struct {
		name string
		key  Key
	}{{"page/3", Digest("key", "4")}, {"page/99", Digest("key", "99")}, {"page/3", Digest("ke", "y3")}} {
		v = value{}
		if c.Get(miss.name, miss.key, &v) || v.Name != "" {
			t.Errorf("%s was found: %+v", miss.name, v)
		}
	}
	var other struct{ A, B, C int }
	if c.Get("page/3", Digest("key", "3"), &other) || other.A != 0 {
		t.Errorf("a value of another type was read: %+v", other)
	}
}

// What a build neither asked for nor put is gone after it.
func TestOnlyWhatWasUsedStays(t *testing.T) {
	first := filled()
	c := Open(first.Bytes())
	if c.Same() {
		t.Error("nothing was used, and all is said to be")
	}
	var v value
	for i := range 20 {
		if i != 7 {
			c.Get(fmt.Sprint("page/", i), Digest("key", fmt.Sprint(i)), &v)
		}
	}
	if bytes.Contains(c.Bytes(), []byte("page 7")) || !bytes.Contains(first.Bytes(), []byte("page 7")) {
		t.Error("a page that is no longer part of the site is in the cache")
	}
	c.Get("page/7", Digest("key", "7"), &v)
	if !c.Same() || !bytes.Equal(c.Bytes(), first.Bytes()) {
		t.Error("all was used as it was, and the bytes differ")
	}
	if next := c.Next(); next.Len() != 20 || !next.Get("page/7", Digest("key", "7"), &v) {
		t.Error("the next build does not find what this one had")
	}
	c.Put("page/7", Digest("key", "7"), value{Name: "new"})
	if c.Same() {
		t.Error("a record was put, and nothing is said to have changed")
	}
}

// A file with any bit flipped, or cut anywhere, or with something behind it,
// makes an empty cache.
func TestDamagedIsEmpty(t *testing.T) {
	data := filled().Bytes()
	if Open(data).Len() != 20 {
		t.Fatal("the whole file is not read")
	}
	for i := range data {
		bad := bytes.Clone(data)
		bad[i] ^= 1 << (i % 8)
		if Open(bad).Len() != 0 {
			t.Fatalf("byte %d flipped, and %d records were read", i, Open(bad).Len())
		}
		if Open(data[:i]).Len() != 0 {
			t.Fatalf("cut after %d bytes, and records were read", i)
		}
	}
	if Open(append(bytes.Clone(data), 0)).Len() != 0 || Open([]byte("{}")).Len() != 0 {
		t.Error("somebody else's file was read")
	}
}

// sealed is a file of records, however wrong, whose digests are right.
func sealed(records []byte) []byte {
	var out bytes.Buffer
	w := newWriter(&out, "")
	for len(records) > 0 {
		_, size, ok := opening(records)
		if !ok || size > int64(len(records)) {
			size = int64(len(records))
		}
		w.add(records[:size], sumOf(records[:size]))
		records = records[size:]
	}
	w.end()
	return out.Bytes()
}

// Whatever a file holds whose digest is right, nothing panics, and what is read
// can be written again.
func FuzzOpen(f *testing.F) {
	whole := filled().Bytes()
	whole = whole[len(head("")) : len(whole)-trailer]
	f.Add(whole)
	f.Add([]byte("\x01a"))
	_, first, _ := opening(whole)
	name, _ := binary.Uvarint(whole)
	for i := range int(first) { // with each byte of a record another
		bad := bytes.Clone(whole)
		bad[i]++
		f.Add(bad)
	}
	f.Add(append(whole[:1+name+sha256.Size:1+name+sha256.Size], 0xff, 0xff, 0xff, 0xff, 0x7f)) // a value longer than all
	f.Fuzz(func(t *testing.T, records []byte) {
		c := Open(sealed(records))
		var buffer []byte
		for _, x := range c.before {
			r, ok := c.fetch(&x.entry, &buffer)
			if !ok {
				t.Fatal("a record is not where it is said to be")
			}
			var v value
			name, key := string(r.name), Key(r.key)
			if c.Get(name, key, &v) {
				if err := read(encode(nil, v), &v); err != nil {
					t.Errorf("what was read cannot be written: %v", err)
				}
			}
			c.Hold(name, key)
		}
		if !c.Same() || !bytes.Equal(c.Bytes(), sealed(records)) && c.Len() > 0 {
			t.Error("all was used as it was, and the bytes differ")
		}
	})
}

// Whatever a value is said to be, nothing panics, and what is read is written as
// something that is read as the same.
func FuzzDecode(f *testing.F) {
	n, used := uint64(0), 0
	whole := encode(nil, value{Name: "a", Words: []string{"a", "b", "", "b"}, Smalls: []small{{"a", 1, 2}}, Shape: &small{}, Deep: [][]small{nil, {}}, Pair: [2]string{"c", "ab"}})
	n, used = binary.Uvarint(whole)
	f.Add(whole[used:][:n])
	f.Add([]byte{2, 3, 1, 'a'}) // a text that stands before all
	f.Fuzz(func(t *testing.T, data []byte) {
		var v, back value
		before := bytes.Clone(data)
		if decode(data, &v) != nil {
			return
		}
		clear(data) // a value keeps nothing of the bytes that it was read from
		if err := read(encode(nil, v), &back); err != nil || !reflect.DeepEqual(v, back) {
			t.Errorf("%x was read as %+v and then as %+v: %v", before, v, back, err)
		}
	})
}
