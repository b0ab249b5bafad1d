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
// [On] reads what [Cache.Write] wrote; from anything else (damaged, cut, older,
// another program's) it makes an empty one. A build asks with Get and tells with
// Put. Write writes only what the build has asked for and found, or has put: what
// is no longer part of the site is not in it, and it cannot grow beyond the site. A
// record that is found is handed on as it was written, without being made again.
//
// # Where the records lie
//
// Not in memory: there an [On] cache has an index alone, of some sixty bytes a
// record that was read and ninety a record that was put. What is put goes to a
// scratch file at once, and from there into the next file; what was read is
// fetched from its file when it is asked for. A value that has been read keeps
// alive what its own texts take, and nothing else.
//
// The caches that [New], [Open] and [Cache.Next] make are for builds that are
// kept in memory (previews, editors, a look ahead, tests): there each record that
// is put is in memory, as it would be written. They touch no disk, so that what
// must not reach one may be in them.
//
// # Never a wrong byte
//
// The file begins with the program that wrote it: that of another one is refused
// once this has been read. It ends with a digest of the digests of all records,
// which are made while the index is: a flipped bit is a miss of everything. What
// happens to the file after that cannot harm either. Each record is compared with
// its digest again when it is fetched, and one that has changed is a miss; a file
// that another build has put in its place is another file.
//
// # What must not be in it
//
// Records are made of published pages only. The room pipeline puts none when a
// site has errors or shows what is withheld; see there. Of a page in which there
// is an error nothing is put, so that a scratch file never holds more than what
// may be in the file itself, whether or not the build comes to an end.
//
// # Values
//
// Values are plain data: see codec.go.
package cache

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"slices"
	"strings"
	"sync"
)

// Key is a digest of everything that a value depends on.
type Key = [sha256.Size]byte

// sum is the beginning of a digest: of a record, which tells that it is the one
// that was written, or of a name, by which it is found. A record says its name and
// its key in full.
type sum [16]byte

func sumOf(data []byte) sum {
	all := sha256.Sum256(data)
	return sum(all[:])
}

// begin is the beginning of a key. It keeps records from being fetched in vain.
type begin [8]byte

// entry is where a record lies, and what it is known by.
type entry struct {
	sum  sum
	key  begin
	at   int64
	size uint32
	room where
}

// indexed is an entry with its name.
type indexed struct {
	name sum
	entry
}

// mark is what has become of a record that was read.
type mark uint8

const (
	unused mark = iota
	used        // this build has found it
	lost        // it was fetched, and had changed
)

// Cache is safe for concurrent use.
type Cache struct {
	before []indexed // what was read, by name; never changed
	rooms  [rooms]room
	disk   *Disk // nil for a cache in memory

	mu     sync.Mutex
	marks  []mark        // of before
	puts   map[sum]entry // what this build has put, by name
	memory memory        // where that lies, unless there is a disk
	spill  *scratch      // where it lies then, from the first Put on
	err    error         // why not all that was put is there
}

// New makes an empty cache in memory.
func New() *Cache { return of(nil) }

func of(before []indexed) *Cache {
	c := &Cache{before: before, marks: make([]mark, len(before)), puts: map[sum]entry{}}
	c.rooms[inPuts] = &c.memory
	return c
}

// Open makes a cache in memory of what Bytes made, and an empty one of anything
// else.
func Open(data []byte) *Cache {
	before, _ := index(bytes.NewReader(data), int64(len(data)), head(""))
	c := of(before)
	c.rooms[inFile] = newFile(bytes.NewReader(data))
	return c
}

// Len is how many records were read.
func (c *Cache) Len() int { return len(c.before) }

func nameOf(name string) sum {
	var room [256]byte // most names take no more
	return sumOf(append(room[:0], name...))
}

// find looks for the record of a name.
func (c *Cache) find(name sum) (int, bool) {
	return slices.BinarySearchFunc(c.before, name, func(r indexed, name sum) int { return bytes.Compare(r.name[:], name[:]) })
}

// Get reads the value of a name into to, which must be a pointer, if the record
// has the key.
func (c *Cache) Get(name string, key Key, to any) bool {
	return c.Find(name, key, to) && c.Hold(name, key)
}

// Find is Get for a value that may turn out not to be used: it is written once
// Hold is told so.
func (c *Cache) Find(name string, key Key, to any) bool { return c.value(name, &key, to) }

// Last reads the last value of a name into to, whatever its key was: a part of it
// may be known to be right by other means. It does not count as used.
func (c *Cache) Last(name string, to any) bool { return c.value(name, nil, to) }

// value reads the value of a name, if it has the key or none is asked for.
func (c *Cache) value(name string, key *Key, to any) bool {
	i, ok := c.find(nameOf(name))
	if !ok || key != nil && c.before[i].key != begin(key[:]) {
		return false
	}
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	r, ok := c.fetch(&c.before[i].entry, buffer)
	if !ok {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.marks[i] = lost
		return false
	}
	return string(r.name) == name && (key == nil || bytes.Equal(r.key, key[:])) && decode(r.data, to) == nil
}

// Hold says that the value of a name is used. It is false when there is none
// with the key.
func (c *Cache) Hold(name string, key Key) bool {
	n := nameOf(name)
	i, ok := c.find(n)
	if !ok || c.before[i].key != begin(key[:]) {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.hold(i)
}

func (c *Cache) hold(i int) bool {
	if c.marks[i] == lost {
		return false
	}
	c.marks[i] = used
	c.forget(c.before[i].name)
	return true
}

// forget takes back what was put.
func (c *Cache) forget(name sum) {
	if e, ok := c.puts[name]; ok && e.room == inPuts {
		c.memory[e.at] = nil
	}
	delete(c.puts, name)
}

// Put remembers the value of a name, as it is now, and forgets the one it had.
func (c *Cache) Put(name string, key Key, value any) {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	*buffer = appendRecord((*buffer)[:0], name, key, value)
	data, n := *buffer, nameOf(name)
	e := entry{sum: sumOf(data), key: begin(key[:]), size: uint32(len(data))}
	fits := len(name) <= maxName && len(data) <= maxRecord

	c.mu.Lock()
	defer c.mu.Unlock()
	if i, ok := c.find(n); ok && c.before[i].sum == e.sum && c.hold(i) {
		return
	}
	c.forget(n)
	if i, ok := c.find(n); ok && c.marks[i] == used {
		c.marks[i] = unused
	}
	switch {
	case !fits || c.err != nil:
	case c.disk == nil:
		e.room, e.at = inPuts, int64(len(c.memory))
		c.memory = append(c.memory, bytes.Clone(data))
		c.puts[n] = e
	default:
		if c.err = c.write(&e, data); c.err == nil {
			c.puts[n] = e
		}
	}
}

// all are the records of the next build, in the order in which they lie.
func (c *Cache) all() []indexed {
	out := make([]indexed, 0, len(c.before)+len(c.puts))
	for i := range c.before {
		if c.marks[i] == used {
			out = append(out, c.before[i])
		}
	}
	for n, e := range c.puts {
		out = append(out, indexed{n, e})
	}
	slices.SortFunc(out, func(a, b indexed) int { return cmp.Or(cmp.Compare(a.room, b.room), cmp.Compare(a.at, b.at)) })
	return out
}

// Next is the cache for the build after this one, without a way over the disk:
// what that puts stays in memory. What this cache has on a disk it has there, too,
// so that it is of no use any longer than this one's files are open.
func (c *Cache) Next() *Cache {
	c.mu.Lock()
	defer c.mu.Unlock()
	before, lying := c.all(), memory(nil)
	for i := range before {
		if r := &before[i]; r.room >= inMemory {
			data, _ := c.rooms[r.room].get(r.at, 0, nil)
			r.room, r.at = inMemory, int64(len(lying))
			lying = append(lying, data)
		}
	}
	c.flush()
	next := of(byName(before))
	next.rooms = c.rooms
	next.rooms[inMemory], next.rooms[inPuts] = lying, &next.memory
	return next
}

// Same reports that the build has used every record as it was read, and put none
// that is another: Write would write what On was given.
func (c *Cache) Same() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err == nil && len(c.puts) == 0 && !slices.ContainsFunc(c.marks, func(m mark) bool { return m != used })
}

// Write writes what On reads: the records that this build has used, in the order
// of their names, in which a build asks for them. It fails when something that was
// put could not be kept.
func (c *Cache) Write(to io.Writer) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.flush(); c.err != nil {
		return c.err
	}
	type named struct {
		name string
		of   *entry
	}
	all := c.all()
	list := make([]named, 0, len(all))
	var buffer []byte
	for i := range all {
		if r, ok := c.fetch(&all[i].entry, &buffer); ok { // otherwise it is a miss for the next build, too
			list = append(list, named{string(r.name), &all[i].entry})
		}
	}
	slices.SortFunc(list, func(a, b named) int { return strings.Compare(a.name, b.name) })
	w := newWriter(to, c.program())
	for _, n := range list {
		if r, ok := c.fetch(n.of, &buffer); ok {
			w.add(r.all, n.of.sum)
		}
	}
	return w.end()
}

// Bytes is what Write writes. It is for caches in memory.
func (c *Cache) Bytes() []byte {
	var b bytes.Buffer
	c.Write(&b) // memory takes everything
	return b.Bytes()
}

// Digest makes a key of parts. Each is written with its length, so that no two
// lists of parts look the same.
func Digest(parts ...string) Key {
	h := sha256.New()
	out := make([]byte, 0, 512)
	for _, p := range parts {
		out = binary.AppendUvarint(out, uint64(len(p)))
		for len(out)+len(p) > cap(out) {
			n := cap(out) - len(out)
			h.Write(append(out, p[:n]...))
			out, p = out[:0], p[n:]
		}
		out = append(out, p...)
	}
	h.Write(out)
	return Key(h.Sum(out[:0]))
}
