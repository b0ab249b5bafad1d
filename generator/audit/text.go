package audit

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// text checks what holds for every file of text: it is UTF-8 without a byte
// order mark, and holds no character that cannot be seen. It reports false
// when the bytes are no text at all.
func (r *report) text() bool {
	data := r.data
	if bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")) {
		r.at("text/encoding#bom", 0, 3)
	}
	if !utf8.Valid(data) {
		off := 0
		for c, n := utf8.DecodeRune(data); c != utf8.RuneError || n > 1; c, n = utf8.DecodeRune(data[off:]) {
			off += n
		}
		r.at("text/encoding#utf8", off, off+1)
		return false
	}
	r.characters()
	return true
}

// characters looks at every character of the file as it stands. References
// such as &#8203; are looked at where they are decoded.
func (r *report) characters() {
	data, told := r.data, 0
	const each = 0x0101010101010101 // a byte, eight times
	for i := 0; i < len(data); {
		if i+8 <= len(data) { // none under a space, none over a tilde
			if eight := binary.LittleEndian.Uint64(data[i:]); ((eight-' '*each)|(eight+each)|eight)&(0x80*each) == 0 {
				i += 8
				continue
			}
		}
		c := data[i]
		if c >= ' ' && c < 0x7F || c == '\n' || c == '\t' {
			i++
			continue
		}
		ch, n := utf8.DecodeRune(data[i:])
		if ch >= 0xA0 && ch <= 0x17F && ch != 0xAD || ch == '’' || ch == '‘' || ch == '–' {
			i += n // by far the most of what is not ASCII
			continue
		}
		before, _ := utf8.DecodeLastRune(data[:i])
		switch check := wrongCharacter(ch, before); {
		case check == "", ch == 0xFEFF && i == 0, strings.ContainsRune(r.rules.harmless, ch):
		case told == 5: // enough to see what is wrong
			return
		case ch == '\r':
			r.at("text/control#cr", i, i+1)
			return
		default:
			r.at(check, i, i+n, hexRune(ch))
			told++
		}
		i += n
	}
}

// wrongCharacter names the check that a character fails, or "". before is the
// character it follows.
func wrongCharacter(ch, before rune) string {
	switch {
	case ch < ' ' && ch != '\n' && ch != '\t', ch >= 0x7F && ch < 0xA0, ch == 0x2028, ch == 0x2029:
		return "text/control#character"
	case ch == utf8.RuneError:
		return "text/encoding#replacement"
	case bidi(ch):
		return "text/bidi#control"
	case (ch == 0x200C || ch == 0x200D) && joins(before), // joiners belong to some scripts, and to emoji
		(ch == 0xFE0E || ch == 0xFE0F) && (before >= 0x203C || strings.ContainsRune("0123456789#*©®", before)): // text or picture form of a symbol
		return ""
	case ch >= 0xE0000 && ch <= 0xE007F:
		return "text/invisible#tag"
	case invisible(ch):
		return "text/invisible#character"
	case ch >= 0xE000 && ch <= 0xF8FF || ch >= 0xF0000:
		return "text/invisible#private"
	case ch >= 0xFDD0 && ch <= 0xFDEF || ch&0xFFFE == 0xFFFE:
		return "text/control#character"
	}
	return ""
}

// bidi are the characters that change the order in which text is shown
// ("Trojan Source").
func bidi(ch rune) bool {
	return ch >= 0x202A && ch <= 0x202E || ch >= 0x2066 && ch <= 0x2069 || ch == 0x200E || ch == 0x200F || ch == 0x061C
}

// invisible are the characters that leave no mark and no space.
func invisible(ch rune) bool {
	switch {
	case ch < 0xAD:
		return false
	case ch == 0xAD, ch == 0x034F, ch == 0x115F, ch == 0x1160, ch == 0x17B4, ch == 0x17B5, ch == 0x180E,
		ch >= 0x200B && ch <= 0x200F, ch >= 0x202A && ch <= 0x202E, ch >= 0x2060 && ch <= 0x206F,
		ch == 0x2800, ch == 0x3164, ch >= 0xFE00 && ch <= 0xFE0F, ch == 0xFEFF, ch == 0xFFA0,
		ch >= 0xFFF9 && ch <= 0xFFFC, ch >= 0x1D173 && ch <= 0x1D17A, ch >= 0xE0000 && ch <= 0xE0FFF:
		return true
	}
	return false
}

// joins reports whether a joiner after ch has a meaning: in scripts whose
// letters join, and between the parts of an emoji.
func joins(ch rune) bool {
	return ch >= 0x1F000 && ch < 0x20000 || ch == 0xFE0F ||
		unicode.In(ch, unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mongolian, unicode.Devanagari,
			unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu,
			unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar, unicode.Tibetan)
}

func hexRune(ch rune) string { return fmt.Sprintf("U+%04X", ch) }

// leftover looks for words that a template engine left, outside the spans
// given (styles and scripts), which are in order.
func (r *report) leftover(spans [][2]int) {
	from := 0
	for _, s := range append(spans, [2]int{len(r.data), len(r.data)}) {
		for _, word := range r.rules.leftovers {
			if i := leftIn(r.data[from:s[0]], word); i >= 0 {
				r.at("text/leftover#template", from+i, from+i+len(word), word)
			}
		}
		from = s[1]
	}
}

// leftIn is where a word stands so that it can only be left over, or -1.
func leftIn(data []byte, word string) int {
	for from := 0; ; {
		i := bytes.Index(data[from:], []byte(word))
		if i < 0 {
			return -1
		}
		i += from
		from = i + len(word)
		rest := data[from:]
		switch word {
		case "%!":
			if len(rest) == 0 || !isLetter(rest[0]) && rest[0] != '(' {
				continue
			}
		case "no value":
			if !bytes.HasPrefix(rest, []byte("&gt;")) && !bytes.HasPrefix(rest, []byte(">")) {
				continue
			}
		}
		return i
	}
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isSpace(c byte) bool  { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// sensitive returns the first of the words that a text holds, as the start of
// a word of the text, or "".
func sensitive(text string, words []string) string {
	low := strings.ToLower(text)
	for _, w := range words {
		w = strings.ToLower(w)
		for from := 0; w != ""; {
			i := strings.Index(low[from:], w)
			if i < 0 {
				break
			}
			i += from
			if before, _ := utf8.DecodeLastRuneInString(low[:i]); i == 0 || !unicode.IsLetter(before) {
				return w
			}
			from = i + len(w)
		}
	}
	return ""
}
