package audit

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// References of the Strict profile: the five of XML, which every parser knows,
// the few others that converters write, and numbers. Any other character is to
// be written as itself.
var namedRefs = map[string]string{
	"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'",
	"nbsp": "\u00A0", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’",
	"ndash": "–", "mdash": "—", "hellip": "…", "laquo": "«", "raquo": "»",
	"copy": "©", "middot": "·", "times": "×", "pound": "£", "euro": "€", "deg": "°",
}

// decode undoes the character references in data[start:end]. Without any it
// returns the bytes themselves; else they are in *buf until its next use. xml
// allows only what XML knows. A reference outside the strict grammar is
// raised, and in the General profile read as HTML reads it.
func (r *report) decode(start, end int, xml bool, buf *[]byte) []byte {
	raw := r.data[start:end]
	amp := bytes.IndexByte(raw, '&')
	if amp < 0 {
		return raw
	}
	out := append((*buf)[:0], raw[:amp]...)
	for i := amp; i < len(raw); {
		if raw[i] != '&' {
			out = append(out, raw[i])
			i++
			continue
		}
		ch, n := reference(raw[i:], xml)
		if n == 0 {
			if r.rules.lenient && !xml {
				return decodeLoosely(raw)
			}
			r.at("html/reference#unknown", start+i, min(end, start+i+10))
			out = append(out, raw[i])
			i++
			continue
		}
		before, _ := utf8.DecodeLastRune(out)
		if check := wrongCharacter(ch, before); check != "" && !strings.ContainsRune(r.rules.harmless, ch) {
			r.at(check, start+i, start+i+n, hexRune(ch))
		}
		out = utf8.AppendRune(out, ch)
		i += n
	}
	*buf = out
	return out
}

// decodeLoosely reads references as HTML reads them in an attribute, where some
// may lack their semicolon and some lone ampersands are meant.
func decodeLoosely(raw []byte) []byte {
	quoted := bytes.ReplaceAll(raw, []byte(`"`), []byte("&quot;"))
	t := html.NewTokenizer(bytes.NewReader(append(append([]byte(`<a x="`), quoted...), `">`...)))
	t.Next()
	t.TagName()
	_, value, _ := t.TagAttr()
	return bytes.Clone(value)
}

// reference reads one well-formed reference at the start of b, and returns its
// character and length; 0 when there is none.
func reference(b []byte, xml bool) (rune, int) {
	semi := bytes.IndexByte(b[:min(len(b), 12)], ';')
	if semi < 2 {
		return 0, 0
	}
	name := b[1:semi]
	if name[0] != '#' {
		s, ok := namedRefs[string(name)]
		if !ok || xml && !(string(name) == "amp" || string(name) == "lt" || string(name) == "gt" || string(name) == "quot" || string(name) == "apos") {
			return 0, 0
		}
		ch, _ := utf8.DecodeRuneInString(s)
		return ch, semi + 1
	}
	digits, base := name[1:], 10
	if len(digits) > 1 && (digits[0] == 'x' || digits[0] == 'X' && !xml) {
		digits, base = digits[1:], 16
	}
	if len(digits) == 0 || digits[0] == '+' || digits[0] == '-' || digits[0] == '_' {
		return 0, 0
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	// Parsers mend some numbers (NUL, the C1 range, surrogates) each in its
	// own way: those are none of ours.
	if err != nil || n == 0 || n >= 0x80 && n < 0xA0 || n >= 0xD800 && n < 0xE000 || n > 0x10FFFF || n == '\r' {
		return 0, 0
	}
	return rune(n), semi + 1
}
