package output

import "math/bits"

// A brotli stream (RFC 7932) is a header, meta-blocks, and a last meta-block.
// A meta-block may hold metadata instead of data (section 9.2): decoders skip
// it, and it ends on a byte boundary. Its bits, from the lowest:
//
//	0         not the last
//	1 1       metadata
//	0         reserved
//	n n       how many bytes the length has
//	8n bits   the length, less one
//	zeros up to the byte boundary, then that many bytes
//
// The filler stands right before the last meta-block, so that a browser has
// all of the page before the last packets come.
const (
	emptyMetadata = 0x06 // a metadata block of nothing, when it starts a byte
	endBrotli     = 0x03 // the empty last meta-block, when it starts a byte
)

// openBrotli takes a stream that ends in an empty last meta-block (the bits 1,
// 1, and zeros up to the byte boundary), and puts empty metadata (0, 1, 1, 0,
// 0, 0) in its place: the stream can then go on, from a byte boundary.
// The encoder cannot do this by itself: it has no flush.
func openBrotli(b []byte) []byte {
	at := 8*len(b) - bits.LeadingZeros8(b[len(b)-1]) - 2
	for len(b)*8 < at+6 {
		b = append(b, 0)
	}
	b[at/8] &^= 1 << (at % 8)
	b[(at+2)/8] |= 1 << ((at + 2) % 8)
	return b
}

// appendMetadata appends metadata blocks of exactly n bytes in all, from a
// byte boundary to a byte boundary.
func appendMetadata(dst []byte, n int) []byte {
	for n > 0 {
		// A block whose length takes width bytes adds 1+width bytes to what it
		// skips; the shortest width that can say the length must be used.
		var width int
		switch {
		case n >= 3+257:
			width = 2
		case n >= 2+1:
			width = 1
		default:
			dst = append(dst, emptyMetadata)
			n--
			continue
		}
		skip := min(n-1-width, 1<<(8*width))
		head := uint32(emptyMetadata) | uint32(width)<<4 | uint32(skip-1)<<6
		for range 1 + width {
			dst = append(dst, byte(head))
			head >>= 8
		}
		dst = appendFill(dst, 0, skip)
		n -= 1 + width + skip
	}
	return dst
}
