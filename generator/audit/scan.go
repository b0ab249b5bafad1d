package audit

import (
	"bytes"
)

// scanner splits HTML or XML into tokens with exact offsets, following the
// tokenisation rules of the HTML standard (or of XML, in xml mode). It
// notes in token.odd what is not in the strict form, and copies nothing.
type scanner struct {
	src []byte
	pos int
	xml bool
	// raw is the element whose content is to be read as plain text, set by
	// the caller after its start tag: style, script or title.
	raw []byte
	tok token
}

type tokenKind uint8

const (
	tokEnd tokenKind = iota // of the bytes
	tokText
	tokRaw // the content of style, script or title
	tokOpen
	tokClose
	tokComment
	tokDoctype
	tokInstruction // <?…>
	tokJunk        // <!…>, </…> that are none of the above
)

type oddity uint8

const (
	oddUpper    oddity = 1 << iota // capital letters in a name
	oddSpace                       // no white space between attributes, or a slash among them
	oddEndTag                      // an end tag with more than its name
	oddUnclosed                    // the bytes end inside the token
	oddLess                        // a < that starts nothing, in text
)

type token struct {
	kind       tokenKind
	start, end int
	// name is the tag's name, as written.
	name  []byte
	self  bool // ends in />
	odd   oddity
	attrs []attr
}

// attr is one attribute; value is between valStart and valEnd.
type attr struct {
	start            int
	name             []byte
	valStart, valEnd int
	quote            byte // '"', '\'' or 0
	equals           bool
	upper            bool
	spaced           bool // white space around the equals sign
}

// next reads the next token into s.tok.
func (s *scanner) next() tokenKind {
	t := &s.tok
	t.start, t.odd, t.self, t.attrs, t.name = s.pos, 0, false, t.attrs[:0], nil
	if s.raw != nil {
		name := s.raw
		s.raw = nil
		s.pos = s.rawEnd(name)
		if s.pos > t.start {
			return s.done(tokRaw)
		}
	}
	if s.pos >= len(s.src) {
		return s.done(tokEnd)
	}
	if s.src[s.pos] != '<' || s.pos+1 == len(s.src) {
		return s.textToken()
	}
	switch c := s.src[s.pos+1]; {
	case isLetter(c), s.xml && (c == '_' || c >= 0x80):
		s.pos++
		return s.tag(tokOpen)
	case c == '/':
		if s.pos+2 < len(s.src) && (isLetter(s.src[s.pos+2]) || s.xml && s.src[s.pos+2] == '_') {
			s.pos += 2
			return s.tag(tokClose)
		}
		return s.until(tokenEnd(s.src[s.pos:]), tokJunk)
	case c == '!':
		rest := s.src[s.pos:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			return s.until(commentEnd(rest), tokComment)
		case len(rest) > 9 && bytes.EqualFold(rest[2:9], []byte("doctype")):
			return s.until(tokenEnd(rest), tokDoctype)
		}
		return s.until(tokenEnd(rest), tokJunk)
	case c == '?':
		return s.until(tokenEnd(s.src[s.pos:]), tokInstruction)
	}
	return s.textToken()
}

func (s *scanner) done(k tokenKind) tokenKind {
	s.tok.kind, s.tok.end = k, s.pos
	return k
}

func (s *scanner) textToken() tokenKind {
	for {
		from := s.pos
		if s.src[from] == '<' { // one that starts nothing
			s.tok.odd |= oddLess
			from++
		}
		i := bytes.IndexByte(s.src[from:], '<')
		if i < 0 {
			s.pos = len(s.src)
			return s.done(tokText)
		}
		s.pos = from + i
		if s.pos+1 < len(s.src) {
			if c := s.src[s.pos+1]; isLetter(c) || c == '/' || c == '!' || c == '?' || s.xml {
				return s.done(tokText)
			}
		}
	}
}

// tokenEnd is how long markup is that is no tag, at the start of a text; -1 when
// it does not end.
func tokenEnd(src []byte) int {
	i := bytes.IndexByte(src[2:], '>')
	if i < 0 {
		return -1
	}
	return 2 + i + 1
}

// commentEnd is how long a comment is. As the HTML standard has it, it ends at -->
// and --!>, and at once when > or -> follows its start.
func commentEnd(src []byte) int {
	const start = len("<!--")
	for _, end := range []string{">", "->"} {
		if bytes.HasPrefix(src[start:], []byte(end)) {
			return start + len(end)
		}
	}
	for at := start; ; at++ { // one of three dashes may be the first of two
		i := bytes.Index(src[at:], []byte("--"))
		if i < 0 {
			return -1
		}
		at += i
		for _, end := range []string{"-->", "--!>"} {
			if bytes.HasPrefix(src[at:], []byte(end)) {
				return at + len(end)
			}
		}
	}
}

// until reads so many bytes, or all when that is -1.
func (s *scanner) until(end int, k tokenKind) tokenKind {
	if end >= 0 {
		s.pos += end
	} else {
		s.pos = len(s.src)
		s.tok.odd |= oddUnclosed
	}
	return s.done(k)
}

// rawEnd finds where the content of a raw element ends: at its end tag.
func (s *scanner) rawEnd(name []byte) int {
	for i := s.pos; ; i += 2 {
		j := bytes.Index(s.src[i:], []byte("</"))
		if j < 0 {
			return len(s.src)
		}
		i += j
		rest := s.src[i+2:]
		if len(rest) > len(name) && bytes.EqualFold(rest[:len(name)], name) {
			if c := rest[len(name)]; isSpace(c) || c == '/' || c == '>' {
				return i
			}
		}
	}
}

// nameEnds and attrEnds are the bytes that end the name of a tag and of an
// attribute.
var nameEnds = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '/': true, '>': true}
var attrEnds = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '\f': true, '/': true, '>': true, '=': true}

// name returns where the name that starts at i ends, and whether it holds
// capital letters.
func (s *scanner) name(i int, ends *[256]bool) (end int, upper bool) {
	for ; i < len(s.src) && !ends[s.src[i]]; i++ {
		upper = upper || 'A' <= s.src[i] && s.src[i] <= 'Z'
	}
	return i, upper
}

// afterSpace returns where the white space at i ends.
func (s *scanner) afterSpace(i int) int {
	for i < len(s.src) && isSpace(s.src[i]) {
		i++
	}
	return i
}

// tag reads a start or end tag whose name starts at s.pos.
func (s *scanner) tag(k tokenKind) tokenKind {
	t, src := &s.tok, s.src
	i, upper := s.name(s.pos, &nameEnds)
	if upper {
		t.odd |= oddUpper
	}
	t.name = src[s.pos:i]
	for {
		from := i
		i = s.afterSpace(i)
		space := i > from
		if i >= len(src) {
			s.pos = len(src)
			t.odd |= oddUnclosed
			return s.done(k)
		}
		switch src[i] {
		case '>':
			s.pos = i + 1
			if k == tokClose && (space || len(t.attrs) > 0) {
				t.odd |= oddEndTag
			}
			return s.done(k)
		case '/':
			if i+1 < len(src) && src[i+1] == '>' {
				t.self = true
				s.pos = i + 2
				if k == tokClose {
					t.odd |= oddEndTag
				}
				return s.done(k)
			}
			t.odd |= oddSpace
			i++
			continue
		}
		if !space {
			t.odd |= oddSpace
		}
		i = s.attribute(i)
	}
}

// attribute reads one attribute at i and returns where it ends.
func (s *scanner) attribute(i int) int {
	src := s.src
	a := attr{start: i}
	if src[i] == '=' { // the standard takes it as part of the name
		i++
	}
	i, a.upper = s.name(i, &attrEnds)
	a.name = src[a.start:i]
	a.valStart, a.valEnd = i, i
	if j := s.afterSpace(i); j < len(src) && src[j] == '=' {
		a.equals, a.valStart = true, s.afterSpace(j+1)
		a.spaced = j > i || a.valStart > j+1
		i = a.valStart
		if i < len(src) && (src[i] == '"' || src[i] == '\'') {
			a.quote = src[i]
			a.valStart, a.valEnd, i = i+1, len(src), len(src)
			if n := bytes.IndexByte(src[a.valStart:], a.quote); n >= 0 {
				a.valEnd, i = a.valStart+n, a.valStart+n+1
			}
		} else {
			for i < len(src) && !isSpace(src[i]) && src[i] != '>' {
				i++
			}
			a.valEnd = i
		}
	}
	s.tok.attrs = append(s.tok.attrs, a)
	return i
}
