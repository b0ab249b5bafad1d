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
	quick    rung = iota // 0.2 ms: one search for repeats, shared by both forms
	thorough             // 2 ms, 94 % and 90 %: gzip 9 and brotli 6, each on its own
	utmost               // 45 ms, 84 % for brotli 11; there is no better gzip
)

// maxQuick is how much the first rung can take: its search knows no more.
const maxQuick = 1 << 16

// window is how far back a match may reach in both formats (RFC 1951).
const window = 1 << 15

// encoder holds everything that compressing one page needs, for reuse.
type encoder struct {
	page []byte // what is published: a text and the spaces after it
	text int    // how long the text is

	// The page, compressed; what is missing is what depends on the filler.
	deflated []byte // a whole deflate stream
	opened   []byte // a brotli stream without its end, up to a byte boundary

	gz, br []byte // the finished forms

	search  matchfinder.M0
	matches []matchfinder.Match
	deflate matchfinder.Encoder
	brotli  brotli.Encoder

	// The writers of the second rung take megabytes, so they are made for the
	// first page that climbs there, and shared with other encoders.
	writers *idle[writers]

	gunzip *gzip.Reader
	unbr   *brotli.Reader
	room   []byte // for what they read
}

// writers are those of the second rung.
type writers struct {
	deflate9 *flate.Writer
	brotli6  *brotli.Writer
}

// windowBits is how far back brotli looks on the upper rungs: 256 KB, which is
// more than any page has, and for a sitemap as good as 4 MB, which a writer has
// memory for unless it is told.
const windowBits = 18

func newBrotli(level int) *brotli.Writer {
	return brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: level, LGWin: windowBits})
}

func newWriters() *writers {
	w := &writers{brotli6: newBrotli(6)}
	w.deflate9, _ = flate.NewWriter(nil, flate.BestCompression) // a level that there is
	return w
}

func newEncoder() *encoder {
	return &encoder{
		search:  matchfinder.M0{Lazy: true, MaxDistance: window},
		deflate: bflate.NewEncoder(),
		gunzip:  new(gzip.Reader),
		unbr:    brotli.NewReader(nil),
		room:    make([]byte, 32<<10),
		writers: new(idle[writers]),
	}
}

// set makes the page of a text and n spaces.
func (e *encoder) set(text []byte, n int) {
	e.page = appendFill(append(e.page[:0], text...), ' ', n)
	e.text = len(text)
}

// encode compresses the page on one rung. A form that the rung has nothing
// for keeps what it has.
func (e *encoder) encode(r rung) {
	if r == quick && e.text > maxQuick {
		r = thorough
	}
	if len(e.page) == 0 {
		r = quick // the writers would not even write a header
	}
	switch r {
	case quick:
		e.encodeQuick()
	case thorough:
		w := e.writers.take(newWriters)
		e.deflateWith(w.deflate9)
		e.openWith(w.brotli6)
		e.writers.give(w)
	case utmost:
		e.openWith(newBrotli(brotli.BestCompression))
	}
}

// encodeQuick searches for repeats once and writes them in both formats. Two
// writers of the same speed, flate 1 and brotli 1, would take 0.11 ms a page
// longer, which is 5 % of a padded build of 1,000 pages or more.
func (e *encoder) encodeQuick() {
	text, spaces := e.page[:e.text], e.page[e.text:]
	e.matches = e.search.FindMatches(e.matches[:0], text)
	e.deflate.Reset()
	e.deflated = e.deflate.Encode(e.deflated[:0], text, e.matches, len(spaces) == 0)
	e.brotli.Reset()
	e.opened = e.brotli.Encode(e.opened[:0], text, e.matches, false)
	if n := len(spaces); n > 0 { // in a block of their own, whose codes are short
		run := []matchfinder.Match{{Unmatched: n}}
		if n > 4 { // one space, and then itself again and again
			run[0] = matchfinder.Match{Unmatched: 1, Length: n - 1, Distance: 1}
		}
		e.deflated = e.deflate.Encode(e.deflated, spaces, run, true)
		e.opened = e.brotli.Encode(e.opened, spaces, run, false)
	}
	e.opened = openBrotli(e.brotli.Encode(e.opened, nil, nil, true))
}

// deflateWith, like openWith, writes to memory, which cannot fail.
func (e *encoder) deflateWith(w *flate.Writer) {
	buf := bytes.NewBuffer(e.deflated[:0])
	w.Reset(buf)
	w.Write(e.page[:e.text])
	w.Flush() // the spaces have shorter codes in a block of their own
	w.Write(e.page[e.text:])
	w.Close()
	e.deflated = buf.Bytes()
}

// openWith leaves the end away: a Flush ends on a byte boundary, and what
// Close would write after it is endBrotli.
func (e *encoder) openWith(w *brotli.Writer) {
	buf := bytes.NewBuffer(e.opened[:0])
	w.Reset(buf)
	w.Write(e.page)
	w.Flush()
	e.opened = buf.Bytes()
}

// gzipLen and brotliLen are the shortest that the forms can be sealed to.
func (e *encoder) gzipLen() int   { return gzipOverhead + len(e.deflated) }
func (e *encoder) brotliLen() int { return len(e.opened) + 1 }

// seal finishes both forms, filled up to the lengths given where those are
// greater than the shortest.
func (e *encoder) seal(gzip, brotli int) {
	e.gz = appendGzip(e.gz[:0], e.deflated, crc32.ChecksumIEEE(e.page), len(e.page), max(0, gzip-e.gzipLen()))
	e.br = append(appendMetadata(append(e.br[:0], e.opened...), max(0, brotli-e.brotliLen())), endBrotli)
}

var errMismatch = errors.New("the compressed form decodes to something else (this is a fault of Sotto: please report it)")

// verify decodes both sealed forms with readers that share nothing with the
// encoders, and compares them with the page.
func (e *encoder) verify() error {
	if err := e.gunzip.Reset(bytes.NewReader(e.gz)); err != nil {
		return fmt.Errorf("reading gzip back: %w", err)
	}
	if err := e.same("gzip", e.gunzip); err != nil {
		return err
	}
	e.unbr.Reset(bytes.NewReader(e.br))
	return e.same("brotli", e.unbr)
}

// same reads r to its end, where decoders check what they check, and compares.
func (e *encoder) same(form string, r io.Reader) error {
	for rest := e.page; ; {
		n, err := r.Read(e.room)
		if n > len(rest) || !bytes.Equal(e.room[:n], rest[:n]) || err == io.EOF && n < len(rest) {
			err = errMismatch
		}
		switch err {
		case nil:
			rest = rest[n:]
		case io.EOF:
			return nil
		default:
			return fmt.Errorf("reading %s back: %w", form, err)
		}
	}
}
