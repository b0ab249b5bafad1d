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
// [Open] reads what [Cache.Bytes] wrote; from anything else (damaged, cut,
// older, somebody else's) it makes an empty one. The bytes begin with the digest
// of all the rest, so a flipped bit is a miss of everything and never a wrong
// value. A build asks with Get and tells with Put. Bytes holds only what the
// build has asked for and found, or has put: what is no longer part of the site
// is not in it, and it cannot grow beyond the site. A record that is found is
// handed on as it was written, without being made again.
//
// # What must not be in it
//
// Records are made of published pages only. The room pipeline puts none when a
// site has errors or shows what is withheld; see there.
//
// # Values
//
// Values are plain data: see codec.go. They are read into memory that all of
// them share, so a value keeps the bytes of the whole file from being let go.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"maps"
	"slices"
	"sync"
)

// marker is the first line of the file. Its number changes with the form of the
// file; what the values look like is part of every key, since the program is.
const marker = "sotto-cache 1\n"

// Key is a digest of everything that a value depends on.
type Key = [sha256.Size]byte

// record is one value, as it is written.
type record struct {
	key  Key
	data string
}

// Cache is safe for concurrent use.
type Cache struct {
	before map[string]record // what was opened; never changed

	mu   sync.Mutex
	used map[string]record // what this build has found or put
}

// New makes an empty cache.
func New() *Cache { return Open(nil) }

// Open makes a cache of what Bytes wrote, and an empty one of anything else.
func Open(data []byte) *Cache {
	before, ok := read(data)
	if !ok {
		before = nil
	}
	return &Cache{before: before, used: make(map[string]record, len(before))}
}

// Len is how many records were opened.
func (c *Cache) Len() int { return len(c.before) }

// Get reads the value of a name into to, which must be a pointer, if the record
// has the key.
func (c *Cache) Get(name string, key Key, to any) bool {
	return c.Find(name, key, to) && c.Hold(name, key)
}

// Find is Get for a value that may turn out not to be used: it is in Bytes once
// Hold is told so.
func (c *Cache) Find(name string, key Key, to any) bool {
	r, ok := c.before[name]
	return ok && r.key == key && decode(r.data, to) == nil
}

// Hold says that the value of a name is used. It is false when there is none
// with the key.
func (c *Cache) Hold(name string, key Key) bool {
	r, ok := c.before[name]
	if !ok || r.key != key {
		return false
	}
	c.keep(name, r)
	return true
}

// Last reads the last value of a name into to, whatever its key was: a part of it
// may be known to be right by other means. It does not count as used.
func (c *Cache) Last(name string, to any) bool {
	r, ok := c.before[name]
	return ok && decode(r.data, to) == nil
}

// Put remembers the value of a name, and forgets the one it had.
func (c *Cache) Put(name string, key Key, value any) {
	c.keep(name, record{key, encode(value)})
}

func (c *Cache) keep(name string, r record) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.used[name] = r
}

// Next is the cache for the build after this one, without a way over the disk.
func (c *Cache) Next() *Cache {
	c.mu.Lock()
	defer c.mu.Unlock()
	return &Cache{before: maps.Clone(c.used), used: make(map[string]record, len(c.used))}
}

// Same reports that the build has used every record as it was opened, and put
// none: Bytes would be what Open was given.
func (c *Cache) Same() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Equal(c.used, c.before)
}

// Bytes is what Open reads: the records that this build has used, sorted.
func (c *Cache) Bytes() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	size := len(marker) + sha256.Size
	for name, r := range c.used {
		size += 2*binary.MaxVarintLen32 + len(name) + sha256.Size + len(r.data)
	}
	out := make([]byte, 0, size)
	out = append(out, marker...)
	out = append(out, make([]byte, sha256.Size)...) // for the digest
	for _, name := range slices.Sorted(maps.Keys(c.used)) {
		r := c.used[name]
		out = binary.AppendUvarint(out, uint64(len(name)))
		out = append(out, name...)
		out = append(out, r.key[:]...)
		out = binary.AppendUvarint(out, uint64(len(r.data)))
		out = append(out, r.data...)
	}
	return seal(out)
}

// seal writes the digest of what follows it into its place.
func seal(file []byte) []byte {
	sum := sha256.Sum256(file[len(marker)+sha256.Size:])
	copy(file[len(marker):], sum[:])
	return file
}

// read takes the file apart. It is false for what Bytes did not write.
func read(data []byte) (map[string]record, bool) {
	rest, ok := bytes.CutPrefix(data, []byte(marker))
	if !ok || len(rest) < sha256.Size || sha256.Sum256(rest[sha256.Size:]) != Key(rest[:sha256.Size]) {
		return nil, false
	}
	// One string for all: names and values are parts of it.
	text := string(rest[sha256.Size:])
	out := map[string]record{}
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
		name, ok := next()
		if !ok || len(text) < sha256.Size {
			return nil, false
		}
		var r record
		copy(r.key[:], text)
		text = text[sha256.Size:]
		if r.data, ok = next(); !ok {
			return nil, false
		}
		out[name] = r
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
