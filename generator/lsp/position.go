package lsp

import (
	"slices"
	"sort"
	"unicode/utf16"
	"unicode/utf8"

	"sotto/generator/diag"
)

// text is a file as an editor counts it: a line ends with a line feed, a
// carriage return or both, and a column is a number of UTF-16 code units.
type text struct {
	data  []byte
	lines []int // the offset of the first byte of each line
}

func newText(data []byte) *text {
	t := &text{data: data, lines: []int{0}}
	for i, c := range data {
		if c == '\n' || c == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// line is the offset of a line's first byte, and of the end of what is written
// in it.
func (t *text) line(n int) (start, end int) {
	n = max(0, min(n, len(t.lines)-1))
	start, end = t.lines[n], len(t.data)
	if n+1 < len(t.lines) {
		end = t.lines[n+1]
		for end > start && (t.data[end-1] == '\n' || t.data[end-1] == '\r') {
			end--
		}
	}
	return start, end
}

// offset is the byte at a position. One behind the end of its line is that end,
// one behind the last line the end of the file, and one in the middle of a
// character that character.
func (t *text) offset(p position) int {
	switch {
	case p.Line < 0:
		return 0
	case p.Line >= len(t.lines):
		return len(t.data)
	}
	at, end := t.line(p.Line)
	for units := 0; at < end; {
		r, size := utf8.DecodeRune(t.data[at:end])
		if units += utf16.RuneLen(r); units > p.Character {
			break
		}
		at += size
	}
	return at
}

// position is where a byte is; one that is out of the file is at its end.
func (t *text) position(offset int) position {
	offset = max(0, min(offset, len(t.data)))
	n := sort.Search(len(t.lines), func(i int) bool { return t.lines[i] > offset }) - 1
	start, end := t.line(n)
	units := 0
	for _, r := range string(t.data[start:min(offset, end)]) {
		units += utf16.RuneLen(r)
	}
	return position{n, units}
}

// span is the range of some bytes.
func (t *text) span(start, end int) textRange {
	return textRange{t.position(start), t.position(max(start, end))}
}

// bytes are the bytes of a finding. One that has no length has none.
func (t *text) bytes(f diag.Finding) (start, end int) {
	if f.Pos.Line < 1 {
		return 0, 0
	}
	start = diag.NewFile("", t.data).Offset(f.Pos)
	end = start
	for range f.Length {
		if end >= len(t.data) || t.data[end] == '\n' {
			break
		}
		_, size := utf8.DecodeRune(t.data[end:])
		end += size
	}
	return start, end
}

// change makes an editor's edits, one after the other. One without a range
// replaces the whole.
func change(data []byte, edits []contentChange) []byte {
	for _, e := range edits {
		if e.Range == nil {
			data = []byte(e.Text)
			continue
		}
		t := newText(data)
		start := t.offset(e.Range.Start)
		end := max(start, t.offset(e.Range.End))
		data = slices.Concat(data[:start], []byte(e.Text), data[end:])
	}
	return data
}
