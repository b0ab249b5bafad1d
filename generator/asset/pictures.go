package asset

import "math"

// A fault says why a picture cannot be published, and what to do about it.
type fault struct{ what, help string }

func (f *fault) Error() string { return f.what }

// again is what helps with most pictures.
const again = "open the picture in an editor and export it again"

// still is what helps with a picture that moves.
const still = "moving pictures are not for this site: export one still picture of it"

var (
	errCut    = &fault{"the picture is cut off or damaged", again}
	errMoves  = &fault{"the picture moves", still}
	errHides  = &fault{"the picture holds bytes that are no part of what it shows", again}
	errLarge  = &fault{"the picture is larger than any screen or print needs", "make it smaller: 4,000 pixels on the longer side are plenty"}
	errColour = &fault{"the colour profile is neither sRGB nor Display P3, and it can name the device it was made for",
		"convert the picture to sRGB and export it again; sotto explain asset/content says how"}
)

// strange is the fault of a file that may well be whole, but is of a kind that
// cannot be taken apart here.
func strange(what string) *fault {
	return &fault{what, "open the picture in an editor and export it again as an ordinary PNG or JPEG"}
}

// mostPixels is how many pixels a picture may have: more than any telephone's
// camera makes, and few enough to be unpacked in a second or two.
const mostPixels = 1 << 28

// bits reads numbers off the front of some bytes. Past the end it reads zeros
// and remembers.
type bits struct {
	b    []byte
	at   int // in bits
	past bool
}

// n reads a number of so many bits, at most 64, the highest first.
func (r *bits) n(count int) (v uint64) {
	if r.at+count > len(r.b)*8 {
		r.past = true
		return 0
	}
	for range count {
		v = v<<1 | uint64(r.b[r.at/8]>>(7-r.at%8)&1)
		r.at++
	}
	return v
}

// bytes reads a number of so many bytes, at most 8.
func (r *bits) bytes(count int) uint64 { return r.n(8 * count) }

// flag reads one bit.
func (r *bits) flag() bool { return r.n(1) == 1 }

// take reads so many bytes as they are; the reader must be at a whole byte.
func (r *bits) take(count uint64) []byte {
	if left := uint64(len(r.b) - r.at/8); count > left || count > math.MaxInt32 {
		r.past = true
		return nil
	}
	from := r.at / 8
	r.at += int(count) * 8
	return r.b[from : from+int(count)]
}

// rest is what has not been read.
func (r *bits) rest() []byte { return r.b[(r.at+7)/8:] }
