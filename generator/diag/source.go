package diag

import (
	"bytes"
	"encoding/binary"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// File turns byte offsets in one file into positions.
type File struct {
	Name  string
	text  []byte
	lines []int // offset of the first byte of each line
}

// NewFile indexes the lines of text. name is the path shown to people.
func NewFile(name string, text []byte) *File {
	f := &File{Name: name, text: text, lines: make([]int, 1, 1+bytes.Count(text, []byte("\n")))}
	for i := 0; ; {
		j := bytes.IndexByte(text[i:], '\n')
		if j < 0 {
			return f
		}
		i += j + 1
		f.lines = append(f.lines, i)
	}
}

// Pos returns the position of a byte offset; offsets out of range are clamped.
func (f *File) Pos(offset int) Pos {
	offset = max(0, min(offset, len(f.text)))
	line := sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > offset }) - 1
	col := utf8.RuneCount(f.text[f.lines[line]:offset]) + 1
	return Pos{File: f.Name, Line: line + 1, Col: col}
}

// Offset returns the byte offset of a position; the start of the file when there
// is none such.
func (f *File) Offset(p Pos) int {
	if p.Line < 1 || p.Line > len(f.lines) {
		return 0
	}
	at := f.lines[p.Line-1]
	for n := 1; n < p.Col && at < len(f.text) && f.text[at] != '\n'; n++ {
		_, size := utf8.DecodeRune(f.text[at:])
		at += size
	}
	return at
}

// Edit is one change of this file, as what [Finding.Fix] holds.
func (f *File) Edit(start, end int, text string) []Edit {
	if start < 0 || end < start || end > len(f.text) {
		return nil
	}
	return []Edit{{f.Name, start, end, text}}
}

// Swap puts one text in the place of another that stands at a position, with or
// without quotes around it. It gives nothing when the other does not stand there
// as it is: a value with escapes, or over several lines.
func (f *File) Swap(p Pos, old, text string) []Edit {
	at := f.Offset(p)
	for _, quote := range []string{"", `"`, "'"} {
		if whole := quote + old + quote; old != "" && bytes.HasPrefix(f.text[at:], []byte(whole)) {
			return f.Edit(at+len(quote), at+len(quote)+len(old), text)
		}
	}
	return nil
}

// Line returns the text of line n (from 1) without its line ending, or "".
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	text := f.text[f.lines[n-1]:]
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return string(bytes.TrimSuffix(text, []byte("\r")))
}

// At returns a finding about the bytes from offset to end, with its position,
// length and source line filled in. A range over several lines is cut at the
// end of its first line.
func (f *File) At(offset, end int, code string, s Severity, message, help string) Finding {
	p := f.Pos(offset)
	offset = max(0, min(offset, len(f.text)))
	end = max(offset, min(end, f.lines[p.Line-1]+len(f.Line(p.Line))))
	return f.AtLine(p.Line, p.Col, utf8.RuneCount(f.text[offset:end]), code, s, message, help)
}

// AtLine is like At for callers that know line and column (both from 1, the
// column in characters) and the length in characters.
func (f *File) AtLine(line, col, length int, code string, s Severity, message, help string) Finding {
	source, from := around(f.Line(line), col)
	return Finding{
		Code: code, Severity: s, Pos: Pos{f.Name, line, col}, Source: source, SourceCol: from,
		Length: length, Message: message, Help: help,
	}
}

const (
	// longLine is how many bytes of a source line are shown whole; of a longer
	// one a finding shows window characters around its place.
	longLine = 240
	window   = 80
)

// excerpt is the finding with no more of its source line than people can take in,
// whoever has filled it in: a paragraph pasted as one line can be 100 kB.
func excerpt(f Finding) Finding {
	shown, from := around(f.Source, f.Pos.Col-max(1, f.SourceCol)+1)
	if from > 0 {
		f.Source, f.SourceCol = shown, from+max(1, f.SourceCol)-1
	}
	return f
}

// UTF16 tells text that is saved as UTF-16, in either order of its bytes and with
// or without a mark at its start, and returns its first line as people read it.
// Without a mark it is known by the zeros: every second byte of most is one.
func UTF16(data []byte) (line string, ok bool) {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		data = data[2:]
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		data, order = data[2:], binary.BigEndian
	default:
		head := data[:min(len(data), 512)]
		if bytes.IndexByte(head, 0) < 0 || len(head) < 4 { // as almost always
			return "", false
		}
		var zeros [2]int
		for i, b := range head {
			if b == 0 {
				zeros[i%2]++
			}
		}
		few, most := len(head)/16, len(head)/4
		switch {
		case zeros[1] >= most && zeros[0] <= few:
		case zeros[0] >= most && zeros[1] <= few:
			order = binary.BigEndian
		default:
			return "", false
		}
	}
	var units []uint16
	for len(data) > 1 && len(units) < window {
		u := order.Uint16(data)
		if u == '\n' || u == '\r' {
			break
		}
		units, data = append(units, u), data[2:]
	}
	return string(utf16.Decode(units)), true
}

// around returns what of a source line is shown, and the column of its first
// character when it is not the first one. A file that ends its lines in another
// way than all others do is one line here: what is shown of it ends where its
// author sees the line end.
func around(line string, col int) (shown string, from int) {
	if strings.IndexByte(line, '\r') < 0 && len(line) <= longLine {
		return line, 0
	}
	var starts []int // of its characters; what is no UTF-8 stays as it is
	for i := range line {
		starts = append(starts, i)
	}
	n := len(starts)
	starts = append(starts, len(line))
	is := func(i int, c byte) bool { return line[starts[i]] == c }
	at := max(0, min(col-1, n))
	start, end := at, at
	for start > 0 && !is(start-1, '\r') {
		start--
	}
	for end < n && !is(end, '\r') {
		end++
	}
	if end == at { // it is about the line's end
		end = min(at+1, n)
	}
	if end-start > window {
		start = max(start, at-window/4)
		end = min(end, start+window)
		for end > at+1 && end < n && is(end-1, ' ') {
			end--
		}
	}
	return line[starts[start]:starts[end]], start + 1
}
