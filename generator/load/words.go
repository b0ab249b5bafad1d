package load

import "bytes"

// What a byte can mean to countWords.
const (
	other  = iota
	inWord // a letter, a digit, or a part of a character beyond ASCII
	joiner // counts as part of a word between two bytes of one
	sign   // may begin something that is not read
)

var byteKind = func() (t [256]byte) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c >= 0x80:
			t[c] = inWord
		case c == '-' || c == '\'':
			t[c] = joiner
		case c == ']' || c == '<' || c == ':' || c == '{':
			t[c] = sign
		}
	}
	return t
}()

// countWords counts the words of a Markdown text, roughly and in one pass: a
// word is a run of letters and digits, with the hyphens and apostrophes inside
// it. Names and attributes of directives, and the addresses of links, are not
// read by anybody and do not count; a directive's [label] does.
func countWords(b []byte) int {
	n := 0
	for i := 0; i < len(b); i++ {
		switch byteKind[b[i]] {
		case inWord:
			if b[i] >= 0x80 && bytes.HasPrefix(b[i:], punctuation) {
				i += 2 // a dash, a quote or an ellipsis that stands alone
				continue
			}
			n++
			for i++; i < len(b) && (byteKind[b[i]] == inWord || byteKind[b[i]] == joiner && i+1 < len(b) && byteKind[b[i+1]] == inWord); {
				i++
			}
			if i < len(b) && b[i] == '{' { // {…} right after a directive's name or a label
				i = skipTo(b, i+1, '}')
			} else {
				i--
			}
		case sign:
			i = skipUnread(b, i)
		}
	}
	return n
}

// punctuation begins the UTF-8 form of U+2000 to U+203F: dashes, curly quotes,
// the ellipsis.
var punctuation = []byte("\xe2\x80")

// skipUnread returns the last byte of what nobody reads: the address of a link,
// an address in angle brackets, the name and attributes of a directive.
func skipUnread(b []byte, i int) int {
	next := byte(0)
	if i+1 < len(b) {
		next = b[i+1]
	}
	switch {
	case b[i] == ']' && next == '(':
		return skipTo(b, i+2, ')')
	case b[i] == ']' && next == '{':
		return skipTo(b, i+2, '}')
	case b[i] == '<' && letter(next):
		return skipTo(b, i+1, '>')
	case b[i] == ':' && (letter(next) || next == ':'):
		for i < len(b) && b[i] == ':' {
			i++
		}
		for i < len(b) && (letter(b[i]) || b[i] == '-') {
			i++
		}
		if i < len(b) && b[i] == '{' {
			return skipTo(b, i+1, '}')
		}
		return i - 1
	}
	return i
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// far is how many bytes an address or the attributes of a directive take up at
// the most. A search that stops there keeps a line of openers linear: without
// it 250 KB of "[ (](" took 4 s.
const far = 1 << 10

// skipTo returns where a byte stands next on the same line and not too far,
// else where the search began.
func skipTo(b []byte, from int, stop byte) int {
	line, _, _ := bytes.Cut(b[from:min(len(b), from+far)], []byte("\n"))
	if i := bytes.IndexByte(line, stop); i >= 0 {
		return from + i
	}
	return from - 1
}
