package cache

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"io"
	"slices"
)

// A file is, one after the other:
//
//	marker, the length of the program's name, that name
//	each record: the length of its name, the name, the key, the length of the
//	value, the value
//	how many records there are, in eight bytes
//	the digest of all that stands before the records, of each record's digest, and
//	of the eight bytes
//
// Every byte is in one of these, and lengths are written in one way only, so that a
// file with another byte anywhere has another digest. Records are in the order of
// their names.

// marker is the first line of the file. Its number changes with the form of the
// file; what the values look like is part of every key, since the program is.
const marker = "sotto-cache 3\n"

const (
	// window is how much of a file is in memory at once.
	window = 64 << 10
	// maxName and maxRecord are far beyond what any page leaves. A name must fit
	// into a window with all that stands before the value.
	maxName   = 32 << 10
	maxRecord = 1 << 30

	trailer  = 8 + sha256.Size
	smallest = 1 + sha256.Size + 1 // bytes of a record
)

func head(program string) []byte {
	return append(binary.AppendUvarint([]byte(marker), uint64(len(program))), program...)
}

// record is one value, as it is written. All of them are parts of all.
type record struct{ all, name, key, data []byte }

func appendRecord(out []byte, name string, key Key, value any) []byte {
	out = append(binary.AppendUvarint(out, uint64(len(name))), name...)
	out = append(out, key[:]...)
	return encode(out, value)
}

// opening is what stands before the value of a record, and how long all of it is.
// It is false when the record does not begin so, or not all of that is there.
func opening(data []byte) (r record, size int64, ok bool) {
	n, used := uvarint(data)
	if used <= 0 || n > maxName || uint64(len(data)-used) < n+sha256.Size {
		return record{}, 0, false
	}
	at := used + int(n)
	r.name, r.key = data[used:at], data[at:at+sha256.Size]
	at += sha256.Size
	n, used = uvarint(data[at:])
	if used <= 0 || n > maxRecord {
		return record{}, 0, false
	}
	return r, int64(at+used) + int64(n), true
}

// parse takes a record apart.
func parse(data []byte) (record, bool) {
	r, size, ok := opening(data)
	if !ok || size != int64(len(data)) {
		return record{}, false
	}
	at := len(r.name) + len(r.key)
	_, used := uvarint(data)
	_, more := uvarint(data[used+at:])
	r.all, r.data = data, data[used+at+more:]
	return r, true
}

// uvarint is binary.Uvarint of a number that is written as it is written here: with
// no zeros behind it.
func uvarint(b []byte) (uint64, int) {
	n, used := binary.Uvarint(b)
	if used > 1 && b[used-1] == 0 {
		return 0, -1
	}
	return n, used
}

// index reads a file from its beginning to its end, and says where its records lie.
// It is false for what a writer did not write.
func index(from io.ReaderAt, size int64, head []byte) ([]indexed, bool) {
	left := size - int64(len(head)) - trailer
	if left < 0 {
		return nil, false
	}
	begins := make([]byte, len(head))
	if n, _ := from.ReadAt(begins, 0); n != len(head) || !bytes.Equal(begins, head) {
		return nil, false
	}
	ends := make([]byte, trailer)
	if n, _ := from.ReadAt(ends, size-trailer); n != trailer {
		return nil, false
	}
	count := binary.BigEndian.Uint64(ends)
	if count > uint64(left/smallest) {
		return nil, false
	}
	whole := sha256.New()
	whole.Write(head)
	list, last := make([]indexed, 0, count), []byte(nil)
	at := int64(len(head))
	r := bufio.NewReaderSize(io.NewSectionReader(from, at, left), window)
	for range count {
		x, name, ok := scan(r, left)
		if !ok || len(list) > 0 && bytes.Compare(last, name) >= 0 {
			return nil, false
		}
		last = append(last[:0], name...)
		x.at = at
		at, left = at+int64(x.size), left-int64(x.size)
		whole.Write(x.sum[:])
		list = append(list, x)
	}
	whole.Write(ends[:8])
	if left != 0 || !bytes.Equal(whole.Sum(nil), ends[8:]) {
		return nil, false
	}
	return byName(list), true
}

// byName puts an index into its order.
func byName(list []indexed) []indexed {
	slices.SortFunc(list, func(a, b indexed) int { return bytes.Compare(a.name[:], b.name[:]) })
	return list
}

// scan reads the next record, which is not longer than what is left. Its name is
// there until more is read.
func scan(r *bufio.Reader, left int64) (indexed, []byte, bool) {
	data, _ := r.Peek(r.Buffered())
	rec, size, ok := opening(data)
	if !ok || size > int64(len(data)) {
		data, _ = r.Peek(int(min(left, window)))
		rec, size, ok = opening(data)
	}
	if !ok || size > left || size > maxRecord {
		return indexed{}, nil, false
	}
	x := indexed{name: sumOf(rec.name), entry: entry{key: begin(rec.key), size: uint32(size)}}
	if size <= int64(len(data)) {
		x.sum = sumOf(data[:size])
		r.Discard(int(size))
		return x, rec.name, true
	}
	h, name := sha256.New(), bytes.Clone(rec.name)
	if _, err := io.CopyN(h, r, size); err != nil {
		return indexed{}, nil, false
	}
	x.sum = sum(h.Sum(nil))
	return x, name, true
}

// writer writes a file.
type writer struct {
	to    *bufio.Writer // which remembers an error
	whole hash.Hash
	count uint64
}

func newWriter(to io.Writer, program string) *writer {
	w := &writer{to: bufio.NewWriterSize(to, window), whole: sha256.New()}
	w.to.Write(head(program))
	w.whole.Write(head(program))
	return w
}

func (w *writer) add(data []byte, s sum) {
	w.to.Write(data)
	w.whole.Write(s[:])
	w.count++
}

func (w *writer) end() error {
	n := binary.BigEndian.AppendUint64(nil, w.count)
	w.whole.Write(n)
	w.to.Write(w.whole.Sum(n))
	return w.to.Flush()
}
