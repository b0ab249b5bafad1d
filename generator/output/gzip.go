package output

import (
	"encoding/binary"
	"math/bits"
)

// gzipOverhead is what a gzip member needs besides its deflate data: a header
// of 10 bytes, and CRC and length of 4 bytes each (RFC 1952, section 2.3).
const gzipOverhead = 10 + 8

// Flags of the gzip header, and the most that one extra field can add: its
// length is a 16-bit number, which itself takes two bytes.
const (
	flagExtra   = 1 << 2
	flagComment = 1 << 4
	maxExtra    = 2 + 1<<16 - 1
	// minExtra is the shortest extra field that is well formed: its length,
	// and one subfield of two identifying bytes and a length of nothing.
	minExtra = 2 + 4
)

// emptyStored is a deflate block that holds nothing and starts and ends on a
// byte boundary; emptyDeflate is the same as the last block, with fixed codes.
const (
	emptyStored  = "\x00\x00\x00\xff\xff"
	emptyDeflate = "\x03\x00"
)

// openDeflate takes a deflate stream that ends in an empty last block with
// fixed codes, and puts an empty stored block in the place of that block: the
// stream is then open, and ends on a byte boundary.
//
// The last block starts with the bits 1 (last), 1, 0 (fixed codes), and goes
// on with zeros only, so the last bit that is set is its second.
func openDeflate(b []byte) []byte {
	b, at := cutTail(b)
	for len(b)*8 < at+3 { // three zero bits: not the last, stored
		b = append(b, 0)
	}
	return append(b, emptyStored[1:]...)
}

// cutTail finds the last set bit of b, clears it and the bit before it, and
// cuts b off behind the byte in which the earlier of the two stood. It returns
// b and the position of that earlier bit. Both formats number the bits of a
// byte from the lowest.
func cutTail(b []byte) ([]byte, int) {
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	at := 8*len(b) - 1 - bits.LeadingZeros8(b[len(b)-1]) - 1
	b[(at+1)/8] &^= 1 << ((at + 1) % 8)
	b[at/8] &^= 1 << (at % 8)
	return b[:at/8+1], at
}

// appendGzip appends a gzip member with gap bytes of filler. size is the
// length of what body and tail decode to. The header holds no time and no
// operating system, so that nothing in it depends on the machine.
func appendGzip(dst, body, tail []byte, crc uint32, size, gap int) []byte {
	// What one extra field cannot hold goes into empty blocks of five bytes.
	stored := 0
	if gap > maxExtra {
		stored = (gap - maxExtra + len(emptyStored) - 1) / len(emptyStored)
		gap -= stored * len(emptyStored)
	}
	flags := byte(0)
	switch {
	case gap >= minExtra:
		flags = flagExtra
	case gap > 0:
		flags = flagComment
	}
	dst = append(dst, 0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255)
	switch flags {
	case flagExtra:
		dst = binary.LittleEndian.AppendUint16(dst, uint16(gap-2))
		dst = append(dst, 'S', 'o')
		dst = binary.LittleEndian.AppendUint16(dst, uint16(gap-minExtra))
		dst = appendZeros(dst, gap-minExtra)
	case flagComment: // Latin-1 text and a zero; short, because Go reads no more than 512 bytes
		dst = append(appendSpaces(dst, gap-1), 0)
	}
	for range stored {
		dst = append(dst, emptyStored...)
	}
	dst = append(append(dst, body...), tail...)
	dst = binary.LittleEndian.AppendUint32(dst, crc)
	return binary.LittleEndian.AppendUint32(dst, uint32(size))
}

// appendZeros appends n zero bytes.
func appendZeros(dst []byte, n int) []byte {
	var zeros [256]byte
	for ; n > len(zeros); n -= len(zeros) {
		dst = append(dst, zeros[:]...)
	}
	return append(dst, zeros[:n]...)
}
