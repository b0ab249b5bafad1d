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

// rung is how hard to compress. Times are CPU for 25 KB of HTML, both forms
// together, as BenchmarkLadder measures them on one 2026 server core; sizes
// are those of this site's pages on average, gzip and brotli, in per cent of
// the first rung's. A form that fits already is left as it is.
type rung int

const (
	quick    rung = iota // 0.2 ms: one search for repeats, shared by both forms
	chained              // 0.5 ms, 94 % and 95 %: the same, along chains of earlier places
	thorough             // 2 ms, 93 % and 88 %: gzip 9 and brotli 6, each on its own
	utmost               // 45 ms each, 90 % and 84 %: see shortest, and brotli 11
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

	search   matchfinder.M0
	matches  []matchfinder.Match // of the text, when searched
	searched bool
	deflate  matchfinder.Encoder
	brotli   brotli.Encoder

	// What the middle rungs need takes megabytes, so it is made for the first
	// page that climbs there, and shared with other encoders.
	writers *idle[writers]

	gunzip *gzip.Reader
	unbr   *brotli.Reader
	room   []byte // for what they read
}

// writers are those of the middle rungs.
type writers struct {
	chains   matchfinder.M4
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
	// The library's own figures for its middle levels, with a table for a page.
	w.chains = matchfinder.M4{MaxDistance: window, ChainLength: 8, HashLen: 5, DistanceBitCost: 66, TableBits: 14}
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
	e.text, e.searched = len(text), false
}

// encode compresses the page on one rung, in the forms asked for. A form that
// is not keeps what it has; the lower rungs make both.
func (e *encoder) encode(r rung, gz, br bool) {
	if r < thorough && e.text > maxQuick {
		r = thorough
	}
	if len(e.page) == 0 {
		r = quick // the writers would not even write a header
	}
	w := (*writers)(nil)
	if r > quick {
		w = e.writers.take(newWriters)
		defer e.writers.give(w)
	}
	switch {
	case r == quick:
		e.encodeBoth(e.search)
	case r == chained:
		w.chains.Reset()
		e.encodeBoth(&w.chains)
	case r == thorough:
		if gz {
			e.deflateWith(w.deflate9)
		}
		if br {
			e.openWith(w.brotli6)
		}
	case r == utmost:
		if gz {
			w.chains.Reset()
			e.matches, e.searched = w.chains.FindMatches(e.matches[:0], e.page[:e.text]), true
			e.deflated = e.endDeflate(new(shortest).appendDeflate(e.deflated[:0], e.page[:e.text], e.matches, e.deflate, e.text == len(e.page)))
		}
		if br {
			e.openWith(newBrotli(brotli.BestCompression))
		}
	}
}

// encodeBoth searches for repeats once and writes them in both formats. Two
// writers of the same speed as the first rung, flate 1 and brotli 1, would take
// 0.11 ms a page longer, which is 5 % of a padded build of 1,000 pages or more.
func (e *encoder) encodeBoth(search matchfinder.MatchFinder) {
	text := e.page[:e.text]
	e.matches, e.searched = search.FindMatches(e.matches[:0], text), true
	e.deflate.Reset()
	e.deflated = e.endDeflate(e.deflate.Encode(e.deflated[:0], text, e.matches, e.text == len(e.page)))
	e.brotli.Reset()
	e.opened = e.brotli.Encode(e.opened[:0], text, e.matches, false)
	if run, ok := e.spaces(); ok {
		e.opened = e.brotli.Encode(e.opened, e.page[e.text:], run, false)
	}
	e.opened = openBrotli(e.brotli.Encode(e.opened, nil, nil, true))
}

// endDeflate appends the spaces, in a block of their own, whose codes are short.
func (e *encoder) endDeflate(b []byte) []byte {
	if run, ok := e.spaces(); ok {
		b = e.deflate.Encode(b, e.page[e.text:], run, true)
	}
	return b
}

// spaces are those after the text, where there are any: one, and then itself
// again and again.
func (e *encoder) spaces() ([]matchfinder.Match, bool) {
	n := len(e.page) - e.text
	if n > 4 {
		return []matchfinder.Match{{Unmatched: 1, Length: n - 1, Distance: 1}}, true
	}
	return []matchfinder.Match{{Unmatched: n}}, n > 0
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
