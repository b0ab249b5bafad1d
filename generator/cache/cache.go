// Package cache keeps what is left of pages from one build to the next, so that
// a build makes again only what has changed.
//
// # What it is
//
// A Cache is a set of records. A record has a name, a key and a value. The key
// is a digest of everything that the value was made from, so that a record is
// either exactly right or not there: [Cache.Get] asks for a name with the key
// that holds now, and a record with another key is a miss. Nothing is ever
// compared by time.
//
// # Life of a cache
//
// [Read] reads what [Cache.Write] wrote; from anything else (damaged, cut,
// older, somebody else's) it makes an empty one. The bytes end with the digest
// of all the rest, so a flipped bit is a miss of everything and never a wrong
// value. A build asks with Get and tells with Put. Write writes only what the
// build has asked for and found, or has put: what is no longer part of the site
// is not in it, and it cannot grow beyond the site. A record that is found is
// handed on as it was written, without being made again; one that is put is only
// written down when the cache is, so that nothing is in memory twice. Whoever
// puts a value must not change it afterwards.
//
// # What must not be in it
//
// Records are made of published pages only. The room pipeline puts none when a
// site has errors or shows what is withheld; see there.
//
// # Values
//
// Values are plain data: see codec.go. The texts in them are parts of one memory,
// so a value keeps the bytes of the whole file from being let go.
package cache

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

// marker is the first line of the file. Its number changes with the form of the
// file; what the values look like is part of every key, since the program is.
const marker = "sotto-cache 2\n"

// Key is a digest of everything that a value depends on.
type Key = [sha256.Size]byte

// record is one value, as it is written.
type record struct{ name, key, data string }

// fresh is a value that is not written yet.
type fresh struct {
	key   Key
	value any
}

// Cache is safe for concurrent use.
type Cache struct {
	before []record // what was read, by name; never changed

	mu   sync.Mutex
	used []bool           // those of before that this build has found
	puts map[string]fresh // what it has put
}

// New makes an empty cache.
func New() *Cache { return of(nil) }

func of(before []record) *Cache {
	return &Cache{before: before, used: make([]bool, len(before)), puts: map[string]fresh{}}
}

// Open is Read for bytes.
func Open(data []byte) *Cache { return Read(bytes.NewReader(data), int64(len(data))) }

// Read makes a cache of what Write wrote, which has so many bytes, and an empty
// one of anything else.
func Read(from io.Reader, size int64) *Cache {
	before, _ := read(from, size)
	return of(before)
}

// Len is how many records were read.
func (c *Cache) Len() int { return len(c.before) }

// find looks for the record of a name.
func (c *Cache) find(name string) (int, bool) {
	return slices.BinarySearchFunc(c.before, name, func(r record, name string) int { return strings.Compare(r.name, name) })
}

// Get reads the value of a name into to, which must be a pointer, if the record
// has the key.
func (c *Cache) Get(name string, key Key, to any) bool {
	return c.Find(name, key, to) && c.Hold(name, key)
}

// Find is Get for a value that may turn out not to be used: it is written once
// Hold is told so.
func (c *Cache) Find(name string, key Key, to any) bool {
	i, ok := c.find(name)
	return ok && c.before[i].key == string(key[:]) && decode(c.before[i].data, to) == nil
}

// Hold says that the value of a name is used. It is false when there is none
// with the key.
func (c *Cache) Hold(name string, key Key) bool {
	i, ok := c.find(name)
	if !ok || c.before[i].key != string(key[:]) {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.used[i] = true
	delete(c.puts, name)
	return true
}

// Last reads the last value of a name into to, whatever its key was: a part of it
// may be known to be right by other means. It does not count as used.
func (c *Cache) Last(name string, to any) bool {
	i, ok := c.find(name)
	return ok && decode(c.before[i].data, to) == nil
}

// Put remembers the value of a name, and forgets the one it had.
func (c *Cache) Put(name string, key Key, value any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.puts[name] = fresh{key, value}
}

// all calls a function for each record of the next build, in their order.
func (c *Cache) all(call func(r record)) {
	names, i := slices.Sorted(maps.Keys(c.puts)), 0
	for at, r := range c.before {
		for ; i < len(names) && names[i] <= r.name; i++ {
			call(c.puts[names[i]].record(names[i]))
		}
		if _, put := c.puts[r.name]; c.used[at] && !put {
			call(r)
		}
	}
	for ; i < len(names); i++ {
		call(c.puts[names[i]].record(names[i]))
	}
}

func (f fresh) record(name string) record {
	return record{name, string(f.key[:]), encode(f.value)}
}

// Next is the cache for the build after this one, without a way over the disk.
func (c *Cache) Next() *Cache {
	c.mu.Lock()
	defer c.mu.Unlock()
	var before []record
	c.all(func(r record) { before = append(before, r) })
	return of(before)
}

// Same reports that the build has used every record as it was read, and put none
// that is another: Write would write what Read was given.
func (c *Cache) Same() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, f := range c.puts {
		if i, ok := c.find(name); !ok || c.before[i] != f.record(name) {
			return false
		}
	}
	for i, used := range c.used {
		if _, put := c.puts[c.before[i].name]; !used && !put {
			return false
		}
	}
	return true
}

// Write writes what Read reads: the records that this build has used, sorted.
func (c *Cache) Write(to io.Writer) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := sha256.New()
	w := bufio.NewWriterSize(io.MultiWriter(to, h), 64<<10) // which remembers an error
	w.WriteString(marker)
	c.all(func(r record) {
		w.Write(binary.AppendUvarint(w.AvailableBuffer(), uint64(len(r.name))))
		w.WriteString(r.name)
		w.WriteString(r.key)
		w.Write(binary.AppendUvarint(w.AvailableBuffer(), uint64(len(r.data))))
		w.WriteString(r.data)
	})
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := to.Write(h.Sum(nil))
	return err
}

// Bytes is what Write writes.
func (c *Cache) Bytes() []byte {
	var b bytes.Buffer
	c.Write(&b) // memory takes everything
	return b.Bytes()
}

// read takes the file apart. It is false for what Write did not write.
func read(from io.Reader, size int64) ([]record, bool) {
	if size < int64(len(marker)+sha256.Size) {
		return nil, false
	}
	// One string for all: names, keys and values are parts of it.
	var b strings.Builder
	b.Grow(int(size) - sha256.Size)
	h := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(&b, h), from, size-sha256.Size); err != nil {
		return nil, false
	}
	end := make([]byte, sha256.Size+1)
	if n, err := io.ReadFull(from, end); err != io.ErrUnexpectedEOF || n != sha256.Size || !bytes.Equal(h.Sum(nil), end[:n]) {
		return nil, false
	}
	return parse(b.String())
}

// parse takes apart what stands before the digest.
func parse(text string) ([]record, bool) {
	text, ok := strings.CutPrefix(text, marker)
	if !ok {
		return nil, false
	}
	var out []record
	next := func() (string, bool) {
		n, used := uvarint(text)
		if used <= 0 || n > uint64(len(text)-used) {
			return "", false
		}
		part := text[used : used+int(n)]
		text = text[used+int(n):]
		return part, true
	}
	for text != "" {
		var r record
		if r.name, ok = next(); !ok || len(text) < sha256.Size || len(out) > 0 && out[len(out)-1].name >= r.name {
			return nil, false
		}
		r.key, text = text[:sha256.Size], text[sha256.Size:]
		if r.data, ok = next(); !ok {
			return nil, false
		}
		out = append(out, r)
	}
	return out, true
}

// uvarint is binary.Uvarint of a string.
func uvarint(s string) (uint64, int) {
	return binary.Uvarint([]byte(s[:min(len(s), binary.MaxVarintLen64)]))
}

// Digest makes a key of parts. Each is written with its length, so that no two
// lists of parts look the same.
func Digest(parts ...string) Key {
	h := sha256.New()
	var n [binary.MaxVarintLen64]byte
	for _, p := range parts {
		h.Write(n[:binary.PutUvarint(n[:], uint64(len(p)))])
		io.WriteString(h, p)
	}
	return Key(h.Sum(nil))
}
