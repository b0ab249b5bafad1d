package editorial

import (
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
)

// quotes counts the quotation marks of a passage.
type quotes struct {
	depth       int
	open, close int // the last that is not closed, and the first that closes nothing; -1 for none
	straight    bool
}

// quote notes a quotation mark at a byte of the text.
func (r *reader) quote(at int, char rune) {
	if r.t.lang == nil {
		return
	}
	q := r.t.lang.Quotes
	switch {
	case q[0] == q[1]:
	case char == q[0]:
		r.quotes.depth++
		r.quotes.open = at
	case char == q[1]:
		if before, _ := utf8.DecodeLastRuneInString(r.u.text[r.p.start:at]); r.quotes.depth == 0 && before >= '0' && before <= '9' {
			return // inches
		}
		r.quotes.depth--
		if r.quotes.depth < 0 && r.quotes.close < 0 {
			r.quotes.close = at
		}
	}
}

// unbalanced tells of quotation marks that do not fit together. A quotation of
// several paragraphs opens at each, and closes at the last.
func (r *reader) unbalanced(i int) {
	u, q := r.u, &r.quotes
	switch {
	case q.close >= 0:
		if !r.goesOn(i - 1) {
			r.odd(q.close, "nothing opens the quotation that ends here")
		}
	case q.depth > 0:
		if i+1 < len(u.passages) {
			next := &u.passages[i+1]
			if char, _ := utf8.DecodeRuneInString(u.text[next.start:next.end]); next.prose == nil && char == r.t.lang.Quotes[0] {
				return
			}
		}
		r.odd(q.open, "nothing closes the quotation that begins here")
	}
}

// goesOn says whether the passage before opens a quotation that it does not close.
func (r *reader) goesOn(i int) bool {
	if i < 0 {
		return false
	}
	p, q := &r.u.passages[i], r.t.lang.Quotes
	text := r.u.text[p.start:p.end]
	return strings.Count(text, string(q[0])) > strings.Count(text, string(q[1]))
}

func (r *reader) odd(at int, message string) {
	_, n := utf8.DecodeRuneInString(r.u.text[at:])
	r.mark(at, at+n, "paste/quotes", diag.Warning, middling, message, "write \" on both sides of it; where marks are typed, they must fit together")
}

// quotedWhole finds a text of the front matter with quotation marks around it,
// which YAML takes for a part of it.
func (r *reader) quotedWhole() {
	text := r.u.text[r.p.start:r.p.end]
	first, n := utf8.DecodeRuneInString(text)
	last, m := utf8.DecodeLastRuneInString(text)
	const marks = "“”„«»‘’\"'"
	if len(text) < n+m || !strings.ContainsRune(marks, first) || !strings.ContainsRune(marks, last) {
		return
	}
	if inner := text[n : len(text)-m]; inner == "" || strings.ContainsRune(inner, first) || (last != '’' && last != '\'') && strings.ContainsRune(inner, last) {
		return
	}
	r.hold(r.p.start, r.p.end, "paste/quoted", "readers see the quotation marks around this", "write it without them, or with plain ones: \""+text[n:len(text)-m]+"\"")
}
