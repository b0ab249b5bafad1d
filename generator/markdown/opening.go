package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// opening is how a directive starts: ":::name[label]{key=value}". Offsets are
// in the body.
type opening struct {
	start, end int // from the first colon to after the last byte
	colons     int
	name       string
	nameAt     int
	labelAt    int // of the first byte inside the brackets; -1 for no label
	labelEnd   int
	attrs      []attr
	broken     bool     // it has mistakes that have been reported
	label      ast.Node // or nil
}

// attr is one attribute as written.
type attr struct {
	key, value        string
	at                int // offset of the key
	valueAt, valueEnd int
}

// maxLabel is how many bytes a label may take up with the bracket that opens
// it (998 of its own), and braces with all between them. A search that stops
// there keeps a line of openers linear.
const maxLabel = 999

// nameEnd returns where the name that starts at i ends in line; i itself when
// none does. A name is letters, digits and hyphens, and starts with a letter.
func nameEnd(line []byte, i int) int {
	if i >= len(line) || !isLetter(line[i]) {
		return i
	}
	for i < len(line) && (isLetter(line[i]) || isDigit(line[i]) || line[i] == '-') {
		i++
	}
	return i
}

// past returns where the run of bytes of a set that starts at i ends in b; i
// itself when there is none.
func past(b []byte, i int, set string) int { return len(b) - len(bytes.TrimLeft(b[i:], set)) }

// lineEnd returns where the line that i stands in ends in b.
func lineEnd(b []byte, i int) int {
	if n := bytes.IndexAny(b[i:], "\r\n"); n >= 0 {
		return i + n
	}
	return len(b)
}

// scanner reads an opening from a line.
type scanner struct {
	p    *page
	line []byte
	base int // offset of the line in the body
	i    int
	o    *opening
}

// scan reads the label and the attributes that may follow a name that ends at
// i, and reports what is wrong with them.
func (p *page) scan(o *opening, line []byte, base, i int) {
	s := scanner{p, line, base, i, o}
	o.labelAt, o.labelEnd = -1, -1
	if s.at('[') {
		s.label()
	}
	if s.at('{') {
		s.braces()
		if s.at('[') {
			from := s.i
			s.label()
			s.fail(from, s.i, "the label stands before the braces", "write "+strings.Repeat(":", s.o.colons)+s.o.name+"[label]{…}")
		}
	}
	o.end = base + s.i
}

func (s *scanner) at(c byte) bool { return s.i < len(s.line) && s.line[s.i] == c }

func (s *scanner) fail(from, to int, message, help string) {
	s.o.broken = true
	s.p.fail(s.base+from, s.base+to, "directive/syntax", message, help)
}

// label reads "[…]". Brackets inside it must be in pairs or escaped.
func (s *scanner) label() {
	from, depth := s.i, 0
	for i := s.i; i < len(s.line) && i-from <= maxLabel && s.line[i] != '\n'; i++ {
		switch s.line[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				s.o.labelAt, s.o.labelEnd = s.base+from+1, s.base+i
				s.i = i + 1
				return
			}
		}
	}
	s.i = lineEnd(s.line, from)
	s.fail(from, from+1, "this label is never closed", "write ] where it ends, on the same line")
}

// braces reads "{key=value …}". Nothing in it looks at more of the line than
// braces may take up.
func (s *scanner) braces() {
	from, line := s.i, s.line
	s.line = line[:min(len(line), from+maxLabel)]
	defer func() { s.line = line }()
	s.i++
	for {
		s.skip(" \t")
		if s.i >= len(s.line) || s.line[s.i] == '\n' || s.line[s.i] == '\r' {
			s.i = lineEnd(line, from)
			s.fail(from, from+1, "these braces are never closed", "write } after the last attribute, on the same line")
			return
		}
		if s.line[s.i] == '}' {
			s.i++
			return
		}
		if !s.attr() {
			s.i = lineEnd(line, from)
			return
		}
	}
}

// attr reads one attribute; false says that the rest cannot be read.
func (s *scanner) attr() bool {
	from := s.i
	switch s.line[s.i] {
	case '#', '.':
		s.i = s.wordEnd()
		s.fail(from, s.i, "attributes are written key=value", "write id="+string(s.line[from+1:s.i])+" if the directive takes an id; the look of a page is not set in its text")
		return true
	case ',', ';':
		s.i++
		s.fail(from, s.i, "attributes are separated by spaces", "delete this "+string(s.line[from:s.i]))
		return true
	}
	for s.i < len(s.line) && (isLetter(s.line[s.i]) || isDigit(s.line[s.i]) || s.line[s.i] == '-' || s.line[s.i] == '_') {
		s.i++
	}
	a := attr{key: string(s.line[from:s.i]), at: s.base + from}
	if a.key == "" {
		s.i = max(s.wordEnd(), from+1)
		s.fail(from, s.i, "attributes are written key=value", "write the name of an attribute before the equals sign")
		return true
	}
	gap := s.i
	s.skip(" ")
	if !s.at('=') {
		s.i = gap
		s.fail(from, gap, "attribute "+a.key+" has no value", "write "+a.key+"=…")
		return true
	}
	s.i++
	before := s.i
	s.skip(" ")
	if gap != before-1 || s.i != before {
		s.fail(from, s.i, "no space may stand round the equals sign", "write "+a.key+"=…")
	}
	if !s.value(&a) {
		return false
	}
	if a.valueEnd > a.at {
		s.o.attrs = append(s.o.attrs, a)
	}
	return true
}

// closers are the quotes that end a value, by the one before it.
var closers = map[rune]string{
	'"': `"`, '\'': "'", '“': "“”", '”': "“”", '„': "“”", '‘': "‘’", '’': "‘’",
}

// value reads what stands after the equals sign.
func (s *scanner) value(a *attr) bool {
	from := s.i
	r, size := utf8.DecodeRune(s.line[from:])
	closing := closers[r]
	if closing == "" {
		s.i = s.wordEnd()
		end := s.i
		if from == end {
			s.fail(a.at-s.base, end, "attribute "+a.key+" has no value", "write "+a.key+"=…")
			return true
		}
		if c := s.line[end-1]; c == ',' || c == ';' {
			end--
			s.fail(end, s.i, "attributes are separated by spaces", "delete this "+string(c))
		}
		a.value, a.valueAt, a.valueEnd = string(s.line[from:end]), s.base+from, s.base+end
		return true
	}
	start := from + size
	end := start + bytes.IndexAny(s.line[start:], closing+"\n")
	if end < start || s.line[end] == '\n' {
		s.fail(from, start, "this quote is never closed", "write \" after the value, on the same line")
		return false
	}
	a.value, a.valueAt, a.valueEnd = string(s.line[start:end]), s.base+start, s.base+end
	_, last := utf8.DecodeRune(s.line[end:])
	s.i = end + last
	if closing != `"` {
		s.fail(from, s.i, "values are quoted with straight double quotes", "write "+a.key+"=\""+a.value+"\"")
	}
	return true
}

// wordEnd returns where the word at the scanner ends: at a space or a brace.
func (s *scanner) wordEnd() int {
	if n := bytes.IndexAny(s.line[s.i:], " \t\r\n}"); n >= 0 {
		return s.i + n
	}
	return len(s.line)
}

// skip goes past bytes of a set.
func (s *scanner) skip(set string) { s.i = past(s.line, s.i, set) }
