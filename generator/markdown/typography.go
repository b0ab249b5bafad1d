package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"sotto/generator/site"
)

// Typeset does to a short text, such as a title, what a page's own text gets
// in Markdown: it turns what a keyboard has into what print has. No Markdown is
// read in it, so that a backslash is a backslash. The marks, and the words that
// are written with an apostrophe, are the language's; in English:
//
//	"double" and 'single'    “double” and ‘single’, as typed
//	don't, a'r, 'Dw i'n      an apostrophe: ’
//	word - word, word -- w   an en dash between spaces
//	2016-18, £5-£10, 9-11    an en dash without
//	word---word              an em dash
//	...                      …
//
// In Markdown a backslash before any of them keeps it as it is. Phone numbers,
// dates and codes keep their hyphens. A word that belongs together with the
// next, such as an abbreviation, gets a space that does not break.
func Typeset(lang *site.Language, text string) string {
	special := func(r rune) bool { return r < utf8.RuneSelf && isSpecial[r] }
	if lang == nil || len(lang.Together) == 0 && !strings.ContainsFunc(text, special) {
		return text
	}
	p := page{lang: lang}
	p.write([]byte(literally.Replace(text)), -1, nil)
	return string(p.txt)
}

// literally keeps Markdown's text from being read for escapes and character
// references.
var literally = strings.NewReplacer(`\`, `\\`, "&", `\&`)

// quote decides what a straight quote at b[i] becomes. p.prev is the character
// before it.
func (p *page) quote(b []byte, i int, last ast.Node) rune {
	after := p.after(b, i+1, last)
	quotes := p.lang.Quotes
	switch opening := p.opens(after); {
	case b[i] == '"' && opening:
		return quotes[0]
	case b[i] == '"':
		return quotes[1]
	case isWord(p.prev) && isWord(after), elided(p.lang, b[i+1:]) && !isWord(p.prev):
		return '’'
	case opening && !isWord(p.prev):
		p.inner = true
		return quotes[2]
	case p.inner:
		p.inner = false
		return quotes[3]
	}
	return '’'
}

// after is the character that follows b[:i]; last is the node that b ends with.
func (p *page) after(b []byte, i int, last ast.Node) rune {
	if i == len(b) && last != nil {
		return p.following(last)
	}
	return next(b[i:])
}

// opens says whether a quote between the character before and this one opens
// something.
func (p *page) opens(after rune) bool {
	if isGap(after) {
		return false
	}
	switch before := p.prev; before {
	case '(', '[', '{', '<', '¡', '¿', '=', p.lang.Quotes[0], p.lang.Quotes[2]:
		return true
	case '—', '–', '-', '/', '‐', '‑':
		return isWord(after) || after == '\'' || after == '"' || after == '(' || after == '£'
	}
	return isGap(p.prev)
}

// isGap says whether a character is white space or no character at all.
func isGap(r rune) bool { return r == 0 || r == ' ' || r == '\n' || unicode.IsSpace(r) }

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// wordLen is how many bytes the word takes up that text starts with.
func wordLen(text []byte) int { return len(text) - len(bytes.TrimLeftFunc(text, isWord)) }

// elided says whether a single quote before the text stands for letters that
// are left out, rather than opening a quotation.
//
// It does before a word of the language's table, and before the last two
// digits of a year: '90s, '90au, '18. But a quotation may start with such a
// word. So when the word alone stands in quotes ('na'), and when a quote that
// can only close follows in the same stretch of text, it opens one.
func elided(lang *site.Language, text []byte) bool {
	i := wordLen(text)
	if i == 0 {
		return false
	}
	word := strings.ToLower(string(text[:i]))
	if isDigit(word[0]) {
		if len(word) < 2 || !isDigit(word[1]) || len(word) > 2 && isDigit(word[2]) {
			return false
		}
		return len(word) > 2 || !(i < len(text) && text[i] == '\'')
	}
	both := word + "'"
	if !lang.Elisions[word] && !lang.Elisions[both] {
		return false
	}
	rest := text[i:]
	if len(rest) > 0 && rest[0] == '\'' {
		after, _ := utf8.DecodeRune(rest[1:])
		return isWord(after) || lang.Elisions[both]
	}
	return !closesLater(lang, rest)
}

// closesLater says whether a single quote that must close a quotation comes
// before one that may open another. One after a letter that words with an
// apostrophe end in (the dogs' dinner) does not count.
func closesLater(lang *site.Language, text []byte) bool {
	const far = 200 // as far as a quotation goes that starts with such a word
	text = text[:min(len(text), far)]
	for i, c := range text {
		if c != '\'' {
			continue
		}
		after, _ := utf8.DecodeRune(text[i+1:])
		if i+1 == len(text) {
			after = 0
		}
		before, _ := utf8.DecodeLastRune(text[:i])
		switch {
		case isWord(after):
			if i == 0 || isGap(before) {
				return false // another one opens, or another word is elided
			}
		case isWord(before) && !strings.ContainsRune(lang.ApostropheAfter, before), before == '.', before == ',', before == '!', before == '?', before == '…':
			return true
		}
	}
	return false
}

// dots reads full stops at b[i]. Three are an ellipsis.
func (p *page) dots(b []byte, i int) (width int, r rune) {
	if p.lang != nil && i+2 < len(b) && b[i+1] == '.' && b[i+2] == '.' {
		return 3, '…'
	}
	return 1, '.'
}

// dash reads hyphens at b[i]; what is before b[n] has been written.
func (p *page) dash(b []byte, i, n int, last ast.Node) (width int, r rune) {
	for i+width < len(b) && b[i+width] == '-' {
		width++
	}
	if p.lang == nil {
		return width, '-'
	}
	before := p.prev
	if i > n {
		before, _ = utf8.DecodeLastRune(b[n:i])
	}
	after := p.after(b, i+width, last)
	spaced := (before == ' ' || before == '\n' || before == '\u00A0') && (after == ' ' || after == '\n' || after == '\u00A0')
	switch {
	case width <= 2 && spaced, width == 2 && isWord(before) && isWord(after), width == 1 && p.isRange(b, i):
		return width, '–'
	case width == 3 && (spaced || isWord(before) && !isGap(after)):
		return width, '—'
	}
	return width, '-'
}

// isRange says whether the hyphen at b[i] stands between two numbers that are
// the ends of a range. In a phone number, a date or a code it does not.
func (p *page) isRange(b []byte, i int) bool {
	left := i
	for left > 0 && isLetter(b[left-1]) {
		left--
	}
	if left < i && (left == 0 || !isDigit(b[left-1]) || !p.lang.AfterNumbers[string(b[left:i])]) {
		left = i // not 9am-5pm
	}
	end := left
	for left > 0 && (isDigit(b[left-1]) || left < end && (b[left-1] == ',' || b[left-1] == '.' || b[left-1] == ':') && left > 1 && isDigit(b[left-2])) {
		left--
	}
	from := b[left:end]
	right := b[i+1:]
	for _, sign := range []string{"£", "€", "$"} {
		right = bytes.TrimPrefix(right, []byte(sign))
	}
	n := 0
	for n < len(right) && (isDigit(right[n]) || n > 0 && (right[n] == ',' || right[n] == '.' || right[n] == ':') && n+1 < len(right) && isDigit(right[n+1])) {
		n++
	}
	to := right[:n]
	if len(from) == 0 || len(to) == 0 || bare(from) || bare(to) {
		return false
	}
	if before, _ := utf8.DecodeLastRune(b[:left]); left > 0 && (isWord(before) || before == '-' || before == '/' || before == '_' || before == '#' || before == '+' || before == '=') {
		return false
	}
	if len(from) == 4 && len(to) == 2 && isDigit(from[2]) && string(to) <= string(from[2:]) {
		return false // 2018-11 is a month
	}
	rest := right[n:]
	switch {
	case len(rest) == 0:
		return true
	case rest[0] == '-':
		return len(rest) > 1 && isLetter(rest[1]) // 16-17-year-olds
	case rest[0] == '/' || rest[0] == '_':
		return false
	case isWordByte(rest[0]):
		return p.lang.AfterNumbers[string(rest[:wordLen(rest)])] || rest[0] >= 0x80
	}
	return true
}

// bare says whether a number looks like part of a phone number or a date
// written in digits: it starts with 0 and is no time of day, or it is long.
func bare(number []byte) bool {
	return len(number) > 1 && number[0] == '0' && !bytes.ContainsAny(number, ":.") ||
		len(number) > 4 && !bytes.ContainsAny(number, ",.:")
}

// together says whether the space after the text belongs to a word that stays
// on one line with the next: an abbreviation such as "ul.", or in Polish a word
// of one letter.
func (p *page) together(text []byte) bool {
	word := text[bytes.LastIndexAny(text, " \u00A0\n(")+1:]
	if r, size := utf8.DecodeRune(word); !isWord(r) { // a quote, or the rest of such a space
		word = word[size:]
	}
	return len(word) < 20 && p.lang.Together[strings.ToLower(string(word))]
}
