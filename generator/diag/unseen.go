package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Unseen says whether a character leaves no trace where it is shown, or turns
// the direction of text: controls, formats, fillers, and what is no character.
// Spaces, tabs and line ends are none of them.
func Unseen(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return false
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return true
	case r < 0xAD:
		return false
	case r == 0x034F, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x3164, r == 0xFFA0: // fillers
		return true
	case r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE: // not characters
		return true
	case r == 0x2028, r == 0x2029: // separators of lines and paragraphs
		return true
	case r >= 0xE0000 && r <= 0xE00FF, r >= 0xE01F0 && r <= 0xE0FFF: // tags
		return true
	}
	return unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// Visible shows a name, or words that may quote one, so that no terminal obeys
// it and no reader of a log is misled: what cannot be seen, line ends and bytes
// that are not UTF-8 are written as in Go, "b\x1b[31m.html", "\u202e", "\n".
// Every printer of this package and everything else that is told to people
// goes through it; a text of several lines goes line by line ([VisibleLines]).
func Visible(s string) string {
	if !strings.ContainsFunc(s, hidden) {
		return s
	}
	var b strings.Builder
	for i, size := 0, 0; i < len(s); i += size {
		r := rune(0)
		r, size = utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case !hidden(r):
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < utf8.RuneSelf:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r <= 0xFFFF:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return b.String()
}

// VisibleLines is Visible for words whose line ends are meant.
func VisibleLines(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && hidden(r) }) {
		return s
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = Visible(lines[i])
	}
	return strings.Join(lines, "\n")
}

func hidden(r rune) bool {
	return r == '\n' || r == '\r' || r == '\t' || r == utf8.RuneError || Unseen(r)
}

// VisibleJSON returns a writer that passes JSON on with every character that
// cannot be seen written as its escape, which means the same to programs. Each
// Write must be whole characters, as those of [encoding/json] are.
func VisibleJSON(w io.Writer) io.Writer { return jsonWriter{w} }

type jsonWriter struct{ io.Writer }

func (w jsonWriter) Write(p []byte) (int, error) {
	var b strings.Builder
	done := 0
	for i, r := range string(p) {
		if r < ' ' || !hidden(r) { // white space between values: in strings, it is escaped
			continue
		}
		b.Write(p[done:i])
		done = i + utf8.RuneLen(r)
		if r > 0xFFFF {
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		} else {
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	if done == 0 {
		return w.Writer.Write(p)
	}
	b.Write(p[done:])
	if _, err := io.WriteString(w.Writer, b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}
