package output

import (
	"bytes"
	"testing"
)

// rereadPages are pages that between them use all that the first rung writes.
func rereadPages() map[string][]byte {
	return map[string][]byte{
		"long":       sample(60000),
		"short":      sample(700),
		"one letter": bytes.Repeat([]byte("a"), 5000),
		"two":        bytes.Repeat([]byte("ab"), 300),
		"words":      []byte("<p>help</p>\n"),
	}
}

// What the first rung makes of a page of some length must be accepted, with
// every kind of filler: nothing would be wrong else, but slow.
func TestRereadKnowsTheFirstRung(t *testing.T) {
	e := newEncoder()
	for name, page := range rereadPages() {
		for _, spaces := range []int{0, 1, 4, 5, 30000} {
			e.set(page, spaces)
			e.encode(quick)
			for _, gap := range []int{0, 6, 300, 5000} {
				e.seal(e.gzipLen()+gap, e.brotliLen()+gap)
				if !e.again.gzip(e.gz, e.page) {
					t.Errorf("%s, %d spaces, gap %d: gzip is not accepted", name, spaces, gap)
				}
				if !e.again.brotli(e.br, e.page) {
					t.Errorf("%s, %d spaces, gap %d: brotli is not accepted", name, spaces, gap)
				}
			}
		}
	}
}

// rereadTruly fails where the reader accepts what a library reads otherwise.
func rereadTruly(t *testing.T, e *encoder, gz, br, page []byte) {
	t.Helper()
	if e.again.gzip(gz, page) {
		if err := e.gunzip.Reset(bytes.NewReader(gz)); err != nil {
			t.Fatalf("gzip of %d bytes is accepted: %v", len(page), err)
		}
		e.page = page
		if err := e.same("gzip", &e.gunzip); err != nil {
			t.Fatalf("gzip of %d bytes is accepted: %v", len(page), err)
		}
	}
	if e.again.brotli(br, page) {
		e.unbr.Reset(bytes.NewReader(br))
		e.page = page
		if err := e.same("brotli", &e.unbr); err != nil {
			t.Fatalf("brotli of %d bytes is accepted: %v", len(page), err)
		}
	}
}

// Each bit of a stream is changed in turn, and bytes are left out, put in and
// cut off: what is still accepted must say the page.
func TestRereadAcceptsNothingElse(t *testing.T) {
	e := newEncoder()
	for name, text := range rereadPages() {
		if len(text) > 10000 {
			continue
		}
		e.set(text, 40)
		e.encode(quick)
		e.seal(e.gzipLen()+9, e.brotliLen()+9)
		gz, br, page := bytes.Clone(e.gz), bytes.Clone(e.br), bytes.Clone(e.page)
		if !e.again.brotli(br, page) {
			t.Fatal(name)
		}
		for _, less := range [][]byte{page[:len(page)-1], page[1:], append(bytes.Clone(page), ' ')} {
			if e.again.gzip(gz, less) || e.again.brotli(br, less) {
				t.Errorf("%s: another page is accepted", name)
			}
		}
		for i := range 8 * max(len(gz), len(br)) {
			a, b := bytes.Clone(gz), bytes.Clone(br)
			a[i/8%len(a)] ^= 1 << (i % 8)
			b[i/8%len(b)] ^= 1 << (i % 8)
			rereadTruly(t, e, a, b, page)
			if i%8 == 0 {
				at, bt := i/8%len(gz), i/8%len(br)
				rereadTruly(t, e, gz[:at], br[:bt], page)
				rereadTruly(t, e, append(bytes.Clone(gz[:at]), gz[at+1:]...), append(bytes.Clone(br[:bt]), br[bt+1:]...), page)
				rereadTruly(t, e, append(append(bytes.Clone(gz[:at]), 0), gz[at:]...), append(append(bytes.Clone(br[:bt]), 0), br[bt:]...), page)
			}
		}
	}
}

// FuzzReread looks for streams that are accepted for what they do not say. The
// page is what a library makes of them, so that the search gets past the
// comparison, or else any.
func FuzzReread(f *testing.F) {
	e := newEncoder()
	for _, page := range rereadPages() {
		for r := quick; r <= thorough; r++ {
			e.set(page[:min(len(page), 2000)], 40)
			e.encode(r)
			e.seal(e.gzipLen()+9, e.brotliLen()+9)
			f.Add(bytes.Clone(e.gz), bytes.Clone(e.br), bytes.Clone(e.page))
		}
	}
	f.Fuzz(func(t *testing.T, gz, br, page []byte) {
		rereadTruly(t, e, gz, br, page)
		if out, err := DecodeBrotli(br, 1<<16); err == nil {
			rereadTruly(t, e, gz, br, out)
		}
	})
}
