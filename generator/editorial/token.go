package editorial

import (
	"strings"
	"unicode/utf8"

	"sotto/generator/markdown"
)

// tokenKind is what a token is.
type tokenKind int

const (
	tokenMark tokenKind = iota // a sign
	tokenWord
	tokenDigits // 0808
	tokenFigure // 3,549
	tokenMade   // what a directive wrote
)

// token is a word, a number or a sign of a text.
type token struct {
	kind       tokenKind
	start, end int    // bytes of the unit's text
	text       string // in lower case, a number in its plain digits
	// class is all that the token may be by itself, ends what entries of
	// several words that end here are.
	class, ends wordClass
	known       *known
	// of is the meaning of the longest entry of several words that begins here,
	// and last its last token.
	of   wordMeaning
	last int
	// directive is what wrote a made token.
	directive *markdown.Directive
}

// is says whether a token may be something, by itself.
func (t *token) is(c wordClass) bool { return t.class&c != 0 }

// value returns what the token says as one of a class.
func (t *token) value(c wordClass) (wordMeaning, bool) {
	if t.known == nil {
		return wordMeaning{}, false
	}
	for _, m := range t.known.single {
		if m.class&c != 0 {
			return m, true
		}
	}
	return wordMeaning{}, false
}

// lex appends the tokens of u.text[start:end] to out. Stretches that
// directives made are one token each.
func (u *contactText) lex(out []token, start, end int, stretches []stretch) []token {
	for i := start; i < end; {
		if len(stretches) > 0 && i >= stretches[0].from {
			s := stretches[0]
			out = append(out, token{kind: tokenMade, start: s.from, end: s.to, directive: s.directive})
			i, stretches = s.to, stretches[1:]
			continue
		}
		r, n := rune(u.text[i]), 1
		if r == ' ' {
			i++
			continue
		}
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(u.text[i:end])
		}
		switch {
		case isBlank(r) || unseen(r):
			i += n
			continue
		case digitAt(u.text[i:end]) >= 0:
			t := u.number(i, end)
			out, i = append(out, t), t.end
			continue
		case isWord(r):
			t := u.term(i, end)
			out, i = append(out, t), t.end
			continue
		}
		out = append(out, token{kind: tokenMark, start: i, end: i + n, text: u.text[i : i+n]})
		i += n
	}
	return out
}

// term is the word at byte i: letters, with the apostrophes inside it.
func (u *contactText) term(i, end int) token {
	start := i
	for i < end && u.low[i] >= 'a' && u.low[i] <= 'z' {
		i++
	}
	if i == end || u.low[i] == ' ' { // nearly always
		return token{kind: tokenWord, start: start, end: i, text: u.low[start:i]}
	}
	for i < end {
		r, n := utf8.DecodeRuneInString(u.text[i:end])
		if r == '\'' || r == '’' {
			if after, _ := utf8.DecodeRuneInString(u.text[i+n : end]); !isLetter(after) {
				break
			}
		} else if !isLetter(r) && !unseen(r) {
			break
		}
		i += n
	}
	return token{kind: tokenWord, start: start, end: i, text: visible(plainWord(u.low[start:i]))}
}

// visible is a word without what is not seen in it.
func visible(s string) string {
	if strings.IndexFunc(s, unseen) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, s)
}

// number is the number at byte i: digits, or a figure with its thousands.
func (u *contactText) number(i, end int) token {
	t := token{kind: tokenDigits, start: i}
	var b [24]byte
	plain := b[:0]
	groups, size := 0, 0 // of thousands
	for i < end {
		d := digitAt(u.text[i:end])
		r, n := utf8.DecodeRuneInString(u.text[i:end])
		if r == 'O' && size > 0 {
			if after, _ := utf8.DecodeRuneInString(u.text[i+n : end]); after == 'O' || !isLetter(after) {
				d = 0
			}
		}
		if d < 0 {
			if r == ',' && thousand(u.text[i+1:end]) && (groups > 0 || size <= 3) && plain[0] != '0' {
				groups, size, t.kind = groups+1, 0, tokenFigure
				i += n
				continue
			}
			if !unseen(r) || digitAt(u.text[i+n:end]) < 0 {
				break
			}
			i += n
			continue
		}
		plain, size = append(plain, '0'+byte(d)), size+1
		i += n
	}
	t.end, t.text = i, string(plain)
	if t.kind == tokenDigits && u.low[t.start:t.end] == t.text {
		t.text = u.low[t.start:t.end]
	}
	return t
}

// thousand says whether three digits, and no more, stand here.
func thousand(s string) bool {
	for i := range 3 {
		if i >= len(s) || s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 3 || s[3] < '0' || s[3] > '9'
}

// digitAt is the value of the digit that stands first, or -1. A capital O that is
// glued to digits was meant for a zero.
func digitAt(s string) int {
	switch c := s[0:min(1, len(s))]; {
	case c == "":
		return -1
	case c[0] >= '0' && c[0] <= '9':
		return int(c[0] - '0')
	case c[0] == 'O' && len(s) > 1 && (s[1] >= '0' && s[1] <= '9' || strings.HasPrefix(s, "OO") && digitAt(s[1:]) == 0):
		return 0
	case c[0] < utf8.RuneSelf:
		return -1
	}
	if r, _ := utf8.DecodeRuneInString(s); r >= '０' && r <= '９' {
		return int(r - '０')
	}
	return -1
}

// isLetter is isWord without digits.
func isLetter(r rune) bool { return isWord(r) && (r < '0' || r > '9') && (r < '０' || r > '９') }

// isBlank says whether a character only sets others apart.
func isBlank(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '\u00A0' || r >= '\u2000' && r <= '\u200A' || r == '\u202F' || r == '\u205F' || r == '\u3000'
}

// unseen says whether a character is not seen at all.
func unseen(r rune) bool {
	return r == '\u00AD' || r >= '\u200B' && r <= '\u200F' || r == '\u2060' || r == '\uFEFF'
}

// know says of each token what it is. Most are a word of the unit too, of which
// that is known already; words are none for a text in another language.
func (x *lexicon) know(list []token, words []word) {
	for i := range list {
		t := &list[i]
		if t.kind == tokenMark {
			if t.text == "&" {
				t.class |= wordAnd
			}
			continue
		}
		for len(words) > 0 && words[0].start < t.start {
			words = words[1:]
		}
		if len(words) > 0 && words[0].start == t.start && words[0].plain == t.text {
			t.known = words[0].known
		}
		if t.known == nil {
			t.known = x.of(t.text)
		}
		k := t.known
		t.class = k.class
		t.ends |= t.class
		for _, e := range k.several {
			last := e.match(list, i)
			if last < 0 {
				continue
			}
			list[last].ends |= e.class
			if t.of.class == 0 || last > t.last {
				t.of, t.last = e.wordMeaning, last
			} else if last == t.last {
				t.of.class |= e.class
			}
		}
	}
}

// match returns the last token of an entry that begins at token i, or -1.
func (e *expression) match(list []token, i int) int {
	for k := range e.words[1:] {
		for i++; i < len(list) && list[i].kind == tokenMark && strings.Contains("-‑–./!'’&", list[i].text); i++ {
		}
		if i == len(list) || !e.words[k+1].is(list[i].text) {
			return -1
		}
	}
	return i
}

// stretch is text that a directive made.
type stretch struct {
	from, to  int
	directive *markdown.Directive
}

// stretches are those of a passage that contact directives made: what :phone,
// :hours and :website write comes from the registry.
func (u *contactText) stretches(p *passage) []stretch {
	if u.doc == nil || p.prose != nil {
		return nil
	}
	var out []stretch
	for i, o := range u.doc.Origins {
		if !o.Made || o.Text < p.start || o.Text >= p.end {
			continue
		}
		to := p.end
		if i+1 < len(u.doc.Origins) {
			to = min(to, u.doc.Origins[i+1].Text)
		}
		for j := range u.doc.Directives {
			if d := &u.doc.Directives[j]; d.Offset == o.Source && registry[d.Name] {
				out = append(out, stretch{o.Text, to, d})
			}
		}
	}
	return out
}

// registry names the directives that write what a register says.
var registry = map[string]bool{"phone": true, "text": true, "hours": true, "website": true, citation: true}
