package output

import (
	"encoding/binary"
	"slices"
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

// emptyStored is a deflate block that holds nothing, is not the last, and
// starts and ends on a byte boundary.
const emptyStored = "\x00\x00\x00\xff\xff"

// appendGzip appends a gzip member with gap bytes of filler. crc and size are
// those of what the deflate stream decodes to. The header holds no time and no
// operating system, so that nothing in it depends on the machine.
func appendGzip(dst, deflated []byte, crc uint32, size, gap int) []byte {
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
		dst = appendFill(dst, 0, gap-minExtra)
	case flagComment: // Latin-1 text and a zero; short, because Go reads no more than 512 bytes
		dst = append(appendFill(dst, ' ', gap-1), 0)
	}
	for range stored {
		dst = append(dst, emptyStored...)
	}
	dst = append(dst, deflated...)
	dst = binary.LittleEndian.AppendUint32(dst, crc)
	return binary.LittleEndian.AppendUint32(dst, uint32(size))
}

// appendFill appends n times c, doubling what is there.
func appendFill(dst []byte, c byte, n int) []byte {
	if n == 0 {
		return dst
	}
	from := len(dst)
	dst = slices.Grow(dst, n)[:from+n]
	dst[from] = c
	for done := 1; done < n; done *= 2 {
		copy(dst[from+done:], dst[from:from+done])
	}
	return dst
}
