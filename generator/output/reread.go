package output

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// rereader holds what a page was compressed to against the page, symbol by
// symbol, and decodes nothing into memory: a byte that stands for itself must
// be the next one of the page, and one that repeats others must repeat those
// of the page. It was written from the RFCs and shares nothing with the
// encoders.
//
// It knows as much of the formats as the first rung uses. What it accepts is
// proven; what it does not may be wrong or only unknown to it, and the readers
// of the libraries, which take five times as long, have the last word.
type rereader struct {
	in                           bitReader
	literals, commands, distance prefixCode // deflate has no commands of its own
	lengths                      [704]uint8
}

// bitReader reads bits, the lowest of each byte first. Where more are taken than
// there are, n goes below zero and wraps, and stays so: then zeros come.
type bitReader struct {
	src  []byte
	pos  int    // of the next byte to fill bits from
	bits uint64 // those to come
	n    uint   // how many they are
}

// fill sees that there are 56 bits, as long as there are bytes.
func (r *bitReader) fill() {
	if r.pos+8 <= len(r.src) {
		r.bits |= binary.LittleEndian.Uint64(r.src[r.pos:]) << r.n
		r.pos += int(63-r.n) / 8
		r.n |= 56
	} else {
		r.fillLast()
	}
}

func (r *bitReader) fillLast() {
	for ; r.n <= 56 && r.pos < len(r.src); r.pos++ {
		r.bits |= uint64(r.src[r.pos]) << r.n
		r.n += 8
	}
}

// drop takes n bits away.
func (r *bitReader) drop(n uint) {
	r.bits >>= n
	r.n -= n
}

// take reads a number of up to 32 bits.
func (r *bitReader) take(n uint) int {
	if r.n < n {
		r.fill()
	}
	v := r.bits & (1<<n - 1)
	r.drop(n)
	return int(v)
}

// ended reports whether the last byte has been read from, and nothing after it.
func (r *bitReader) ended() bool { return r.pos == len(r.src) && r.n < 8 }

// skip goes on to the next byte, up to which there must be zeros, and leaves n
// bytes out.
func (r *bitReader) skip(n int) bool {
	if r.take(r.n%8) != 0 || r.n > 64 {
		return false
	}
	r.pos += n - int(r.n/8)
	r.bits, r.n = 0, 0
	return r.pos <= len(r.src)
}

// maxCode is the length of the longest code in either format.
const maxCode = 15

// prefixCode finds the symbol that the next bits stand for. The table is
// looked up by as many bits as the longest code has; an entry is the symbol
// and, in its lowest four bits, how many bits it takes.
type prefixCode struct {
	table []uint16
	mask  uint64
}

// noSymbol stands where no code leads.
const noSymbol = 0xFFFF

// next reads one symbol, for which the reader must have been filled.
func (c *prefixCode) next(r *bitReader) int {
	e := c.table[r.bits&c.mask]
	r.drop(uint(e & maxCode))
	return int(e >> 4)
}

// only makes the code of one symbol, which takes no bits.
func (c *prefixCode) only(symbol int) {
	c.table, c.mask = append(c.table[:0], uint16(symbol<<4)), 0
}

// build makes a code of the lengths that symbols take, 0 for none (RFC 1951,
// section 3.2.2). It reports false where codes are missing or too many.
func (c *prefixCode) build(lengths []uint8) bool {
	var count, code [maxCode + 2]int
	for _, n := range lengths {
		count[n]++
	}
	longest := maxCode
	for longest > 0 && count[longest] == 0 {
		longest--
	}
	count[0] = 0
	for n := 1; n <= longest; n++ {
		code[n+1] = (code[n] + count[n]) << 1
	}
	if longest == 0 || code[longest]+count[longest] != 1<<longest {
		return false
	}
	c.table = slices.Grow(c.table[:0], 1<<longest)[:1<<longest]
	c.mask = 1<<longest - 1
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		first := int(bits.Reverse16(uint16(code[n]))) >> (16 - n)
		code[n]++
		for i := first; i < len(c.table); i += 1 << n {
			c.table[i] = uint16(symbol<<4 | int(n))
		}
	}
	return true
}

// repeats reports whether the page repeats, at a place, what stands a distance
// before it.
func repeats(page []byte, at, length, distance int) bool {
	return distance > 0 && distance <= at && length <= len(page)-at &&
		string(page[at:at+length]) == string(page[at-distance:at-distance+length])
}

// ranges are the numbers that symbols begin, each with the bits that follow it.
type ranges [][2]int

// from lines ranges up from a first number on.
func from(first int, extra ...int) ranges {
	list := make(ranges, len(extra))
	for i, n := range extra {
		list[i] = [2]int{first, n}
		first += 1 << n
	}
	return list
}

// read reads the rest of a number.
func (l ranges) read(r *bitReader, symbol int) int {
	return l[symbol][0] + r.take(uint(l[symbol][1]))
}
