package output

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/andybalholm/brotli"
	bflate "github.com/andybalholm/brotli/flate"
	"github.com/andybalholm/brotli/matchfinder"
)

// rung is how hard to compress. Times are for 25 KB of HTML, both forms
// together, as BenchmarkLadder measures them on one 2026 server core; sizes
// are those of this site's longest page, gzip and brotli, in per cent of the
// first rung's.
type rung int

const (
	quick    rung = iota // 0.3 ms: one lazy pass shared by both forms
	chained              // 0.6 ms, 96 % and 96 %: hash chains, shared by both forms
	thorough             // 2 ms, 94 % and 90 %: gzip 9 and brotli 6, each on its own
	utmost               // 45 ms, 84 % for brotli 11; there is no better gzip
)

// maxQuick is how much the first rung can take: its matcher knows no more.
const maxQuick = 1 << 16

// maxChained keeps the shared encoders to one brotli meta-block (16 MiB).
const maxChained = 1 << 22

// window is how far back a match may reach in both formats (RFC 1951).
const window = 1 << 15

// encoder holds everything that compressing one page needs, for reuse.
//
// Both forms are made of three parts that meet on byte boundaries: the body
// (the page as rendered), the tail (the spaces after it) and the end. So
// padding can be decided after compressing.
type encoder struct {
	lazy    matchfinder.M0
	chain   matchfinder.M4
	matches []matchfinder.Match
	deflate matchfinder.Encoder
	brotli  brotli.Encoder

	gzip9             *flate.Writer
	brotli6, brotli11 *brotli.Writer
	buf               bytes.Buffer

	gzBody, gzTail []byte
	brBody, brTail []byte

	page, gz, br []byte // the sealed forms

	gunzip  *gzip.Reader
	unbr    *brotli.Reader
	decoded []byte
}

func newEncoder() *encoder {
	return &encoder{
		lazy: matchfinder.M0{Lazy: true, MaxDistance: window},
		// DistanceBitCost is in 1/256 bytes per bit of distance.
		chain:   matchfinder.M4{MaxDistance: window, HashLen: 5, TableBits: 15, ChainLength: 16, DistanceBitCost: 66},
		deflate: bflate.NewEncoder(),
	}
}

// encode makes the bodies of data on one rung. A form that is not wanted, or
// that the rung has nothing for, keeps the body it has.
func (e *encoder) encode(data []byte, r rung, wantGzip, wantBrotli bool) {
	if len(data) == 0 {
		r = chained // the classic writers would not even write a header
	}
	if r == quick && len(data) > maxQuick {
		r = chained
	}
	if r == chained && len(data) > maxChained {
		r = thorough
	}
	switch r {
	case quick:
		e.matches = e.lazy.FindMatches(e.matches[:0], data)
	case chained:
		e.chain.Reset()
		e.matches = e.chain.FindMatches(e.matches[:0], data)
	case thorough:
		if wantGzip {
			e.gzBody = e.classicDeflate(e.gzBody[:0], data)
		}
		if wantBrotli {
			e.brBody = e.classicBrotli(e.brBody[:0], data, &e.brotli6, 6)
		}
		return
	case utmost:
		if wantBrotli {
			e.brBody = e.classicBrotli(e.brBody[:0], data, &e.brotli11, brotli.BestCompression)
		}
		return
	}
	if wantGzip {
		e.deflate.Reset()
		e.gzBody = e.deflate.Encode(e.gzBody[:0], data, e.matches, false)
		e.gzBody = openDeflate(e.deflate.Encode(e.gzBody, nil, nil, true))
	}
	if wantBrotli {
		e.brotli.Reset()
		e.brBody = e.brotli.Encode(e.brBody[:0], data, e.matches, false)
		e.brBody = openBrotli(e.brotli.Encode(e.brBody, nil, nil, true))
	}
}

// The classic writers end a Flush on a byte boundary, which is what a body
// must do. Writing to memory cannot fail.

func (e *encoder) classicDeflate(dst, data []byte) []byte {
	e.buf.Reset()
	if e.gzip9 == nil {
		e.gzip9, _ = flate.NewWriter(&e.buf, flate.BestCompression)
	}
	e.gzip9.Reset(&e.buf)
	e.gzip9.Write(data)
	e.gzip9.Flush()
	return append(dst, e.buf.Bytes()...)
}

func (e *encoder) classicBrotli(dst, data []byte, w **brotli.Writer, quality int) []byte {
	e.buf.Reset()
	if *w == nil {
		*w = brotli.NewWriterLevel(&e.buf, quality)
	}
	(*w).Reset(&e.buf)
	(*w).Write(data)
	(*w).Flush()
	return append(dst, e.buf.Bytes()...)
}

// tails makes the tails for n spaces.
func (e *encoder) tails(n int) {
	if n == 0 {
		e.gzTail, e.brTail = append(e.gzTail[:0], emptyDeflate...), append(e.brTail[:0], emptyBrotli)
		return
	}
	e.decoded = appendSpaces(e.decoded[:0], n)
	m := append(e.matches[:0], matchfinder.Match{Unmatched: n})
	if n > 4 { // one space, and then itself again and again
		m[0] = matchfinder.Match{Unmatched: 1, Length: n - 1, Distance: 1}
	}
	e.matches = m
	e.deflate.Reset()
	e.gzTail = e.deflate.Encode(e.gzTail[:0], e.decoded, m, true)
	e.brotli.Reset()
	e.brTail = cutBrotliHeader(e.brotli.Encode(e.brTail[:0], e.decoded, m, true))
}

// gzipLen and brotliLen are the shortest that the forms can be sealed to.
func (e *encoder) gzipLen() int   { return gzipOverhead + len(e.gzBody) + len(e.gzTail) }
func (e *encoder) brotliLen() int { return len(e.brBody) + len(e.brTail) }

// seal puts the three forms together, each at its padded length. The lengths
// must not be under those of the forms.
func (e *encoder) seal(data []byte, pad padding) {
	spaces := max(0, pad.page-len(data))
	e.tails(spaces)
	e.page = appendSpaces(append(e.page[:0], data...), spaces)
	e.gz = appendGzip(e.gz[:0], e.gzBody, e.gzTail, crc32.ChecksumIEEE(e.page), len(e.page), max(0, pad.gzip-e.gzipLen()))
	e.br = appendBrotli(e.br[:0], e.brBody, e.brTail, max(0, pad.brotli-e.brotliLen()))
}

var errMismatch = errors.New("the compressed form decodes to something else (this is a fault of Sotto: please report it)")

// verify decodes both sealed forms with readers that share nothing with the
// encoders, and compares them with the page.
func (e *encoder) verify() error {
	if e.gunzip == nil {
		e.gunzip, e.unbr = new(gzip.Reader), brotli.NewReader(nil)
	}
	if err := e.gunzip.Reset(bytes.NewReader(e.gz)); err != nil {
		return fmt.Errorf("reading gzip back: %w", err)
	}
	if err := e.same(e.gunzip); err != nil {
		return fmt.Errorf("reading gzip back: %w", err)
	}
	e.unbr.Reset(bytes.NewReader(e.br))
	if err := e.same(e.unbr); err != nil {
		return fmt.Errorf("reading brotli back: %w", err)
	}
	return nil
}

// same reads r to its end, where decoders check what they check, and compares.
func (e *encoder) same(r io.Reader) error {
	if cap(e.decoded) <= len(e.page) {
		e.decoded = make([]byte, 0, len(e.page)+4096)
	}
	got, err := readUpTo(r, e.decoded[:0], len(e.page))
	if err != nil {
		return err
	}
	if !bytes.Equal(got, e.page) {
		return errMismatch
	}
	return nil
}

// appendSpaces appends n spaces.
func appendSpaces(dst []byte, n int) []byte {
	const blank = "                                                                "
	for ; n > len(blank); n -= len(blank) {
		dst = append(dst, blank...)
	}
	return append(dst, blank[:n]...)
}
