package cache

import (
	"bufio"
	"cmp"
	"io"
	"sync"
)

// Disk is where the records of a cache lie that is not in memory.
type Disk struct {
	// Program names the program that reads and writes, to the byte. A file that
	// another one wrote is none.
	Program string
	// File is what Write wrote for an earlier build, and Size how long it is; nil
	// for none. It is read as long as the cache is used.
	File io.ReaderAt
	Size int64
	// Scratch makes an empty file for what is put. It is called once, by the first
	// Put; a build that changes nothing needs none. Whoever gives it removes the
	// file, however the build ends.
	Scratch func() (Scratch, error)
}

// Scratch is a file that is written from its beginning to its end, and read
// anywhere.
type Scratch interface {
	io.Writer
	io.ReaderAt
}

// On makes a cache on a disk, of what its file holds. The cache is empty when
// Write has not written that, or another program has.
func On(d Disk) *Cache {
	var before []indexed
	if d.File != nil {
		before, _ = index(d.File, d.Size, head(d.Program))
	}
	c := of(before)
	c.disk, c.rooms[inFile] = &d, newFile(d.File)
	return c
}

// program is the one that the file is for.
func (c *Cache) program() string {
	if c.disk == nil {
		return ""
	}
	return c.disk.Program
}

// where names the rooms in which records lie.
type where uint8

const (
	inFile    where = iota // that was read
	inScratch              // of the build that put it
	inMemory               // of earlier builds
	inPuts                 // of this build, in memory
	rooms
)

// room is where records lie.
type room interface {
	// get is the record that lies there, if all of it does. It may be read into
	// the buffer, which is made as large as it takes.
	get(at int64, size int, buffer *[]byte) ([]byte, bool)
}

// memory is a room of records in memory.
type memory [][]byte

func (m memory) get(at int64, _ int, _ *[]byte) ([]byte, bool) { return m[at], true }

// file is a room on a disk. Builds ask for records nearly in the order in which
// they lie there, each of a kilobyte or so: several of them are read at once.
type file struct {
	from io.ReaderAt

	mu     sync.Mutex
	latest [4]block
	next   int // is read over
}

// block is a window of a file.
type block struct {
	number int64 // from 1
	data   []byte
}

func newFile(from io.ReaderAt) *file { return &file{from: from} }

func (f *file) get(at int64, size int, buffer *[]byte) ([]byte, bool) {
	if cap(*buffer) < size {
		*buffer = make([]byte, size+size/4)
	}
	data := (*buffer)[:size]
	if size > window {
		n, _ := f.from.ReadAt(data, at)
		return data, n == size
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for n < size {
		b := f.block((at + int64(n)) / window)
		from := min((at+int64(n))%window, int64(len(b)))
		more := copy(data[n:], b[from:])
		if more == 0 {
			return nil, false
		}
		n += more
	}
	return data, true
}

// block reads a window, unless it was read just now.
func (f *file) block(number int64) []byte {
	for i := range f.latest {
		if f.latest[i].number == number+1 {
			return f.latest[i].data
		}
	}
	b := &f.latest[f.next]
	f.next = (f.next + 1) % len(f.latest)
	if b.data == nil {
		b.data = make([]byte, window)
	}
	n, _ := f.from.ReadAt(b.data[:window], number*window)
	b.number, b.data = number+1, b.data[:n]
	return b.data
}

// buffers are for one record each.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// fetch is a record, if it is what it was when the index was made.
func (c *Cache) fetch(e *entry, buffer *[]byte) (record, bool) {
	data, ok := c.rooms[e.room].get(e.at, int(e.size), buffer)
	if !ok || sumOf(data) != e.sum {
		return record{}, false
	}
	return parse(data)
}

// scratch is what has been put so far.
type scratch struct {
	file   Scratch
	buffer *bufio.Writer
	size   int64
}

// flush makes what has been put readable.
func (c *Cache) flush() {
	if c.spill != nil {
		c.err = cmp.Or(c.err, c.spill.buffer.Flush())
		c.rooms[inScratch] = newFile(c.spill.file) // it has grown
	}
}

// write adds a record to the scratch file, and notes where it lies.
func (c *Cache) write(e *entry, data []byte) error {
	if c.spill == nil {
		f, err := c.disk.Scratch()
		if err != nil {
			return err
		}
		c.spill = &scratch{file: f, buffer: bufio.NewWriterSize(f, window)}
	}
	e.room, e.at = inScratch, c.spill.size
	c.spill.size += int64(len(data))
	_, err := c.spill.buffer.Write(data)
	return err
}
