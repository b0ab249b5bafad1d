package audit

import "bytes"

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
		return s.untilEnd(tokJunk)
	case c == '!':
		rest := s.src[s.pos:]
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			return s.comment()
		case len(rest) > 9 && bytes.EqualFold(rest[2:9], []byte("doctype")):
			return s.untilEnd(tokDoctype)
		}
		return s.untilEnd(tokJunk)
	case c == '?':
		return s.untilEnd(tokInstruction)
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

func (s *scanner) untilEnd(k tokenKind) tokenKind {
	if i := bytes.IndexByte(s.src[s.pos:], '>'); i >= 0 {
		s.pos += i + 1
	} else {
		s.pos = len(s.src)
		s.tok.odd |= oddUnclosed
	}
	return s.done(k)
}

// comment follows the HTML standard, which ends a comment at --> and --!>, and
// at once when it begins with > or ->.
func (s *scanner) comment() tokenKind {
	body := s.src[s.pos+4:]
	switch {
	case bytes.HasPrefix(body, []byte(">")):
		s.pos += 5
		return s.done(tokComment)
	case bytes.HasPrefix(body, []byte("->")):
		s.pos += 6
		return s.done(tokComment)
	}
	for i := 0; i < len(body); i++ {
		if body[i] == '>' && (bytes.HasSuffix(body[:i], []byte("--")) || bytes.HasSuffix(body[:i], []byte("--!"))) {
			s.pos += 4 + i + 1
			return s.done(tokComment)
		}
	}
	s.pos = len(s.src)
	s.tok.odd |= oddUnclosed
	return s.done(tokComment)
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

// tag reads a start or end tag whose name starts at s.pos.
func (s *scanner) tag(k tokenKind) tokenKind {
	t, src := &s.tok, s.src
	i := s.pos
	for i < len(src) && !nameEnds[src[i]] {
		if 'A' <= src[i] && src[i] <= 'Z' {
			t.odd |= oddUpper
		}
		i++
	}
	t.name = src[s.pos:i]
	for {
		space := false
		for i < len(src) && isSpace(src[i]) {
			space = true
			i++
		}
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
	for i < len(src) && !attrEnds[src[i]] {
		if 'A' <= src[i] && src[i] <= 'Z' {
			a.upper = true
		}
		i++
	}
	a.name = src[a.start:i]
	a.valStart, a.valEnd = i, i
	j := i
	for j < len(src) && isSpace(src[j]) {
		j++
	}
	if j < len(src) && src[j] == '=' {
		a.equals, a.spaced = true, j > i
		i = j + 1
		for i < len(src) && isSpace(src[i]) {
			a.spaced = true
			i++
		}
		switch {
		case i < len(src) && (src[i] == '"' || src[i] == '\''):
			a.quote = src[i]
			a.valStart = i + 1
			n := bytes.IndexByte(src[i+1:], a.quote)
			if n < 0 {
				a.valEnd, i = len(src), len(src)
				break
			}
			a.valEnd = i + 1 + n
			i = a.valEnd + 1
		default:
			a.valStart = i
			for i < len(src) && !isSpace(src[i]) && src[i] != '>' {
				i++
			}
			a.valEnd = i
		}
	}
	s.tok.attrs = append(s.tok.attrs, a)
	return i
}
