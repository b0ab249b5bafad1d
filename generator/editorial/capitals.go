package editorial

import (
	"strings"
	"unicode"

	"sotto/generator/diag"
)

// shout is a run of words in capitals.
type shout struct{ first, n, known int }

// capital looks at a word that begins with a capital letter.
func (r *reader) capital(at int, w word) {
	u := r.u
	text := u.text[w.start:w.end]
	if c, ok := narrowed(text); ok {
		r.wide(w.start, w.start+c)
		return
	}
	short, whole := abbreviation(text)
	if !whole {
		r.endShout(at)
	} else if len(text) > 1 || r.shout.n > 0 {
		if r.shout.n > 0 && strings.TrimSpace(u.text[u.words[at-1].end:w.start]) != "" {
			r.endShout(at)
		}
		if r.shout.n == 0 {
			r.shout.first = at
		}
		r.shout.n++
		if r.t.known[text] || len(text) == 1 {
			r.shout.known++
		}
	}
	if short == "" || u.page == nil || w.start < r.covered || r.t.known[short] || len(r.t.known) == 0 || r.spelled[short] {
		return
	}
	if r.t.stressed[short] {
		r.mark(w.start, w.end, "words/capitals", diag.Warning, light, "capitals are harder to read, and shout", "write "+strings.ToLower(text)+"; for stress write **"+strings.ToLower(text)+"**")
		return
	}
	r.spelled[short] = true
	if r.explained(at, w) {
		return
	}
	r.mark(w.start, w.end, "words/abbreviation", diag.Warning, light, "not everybody knows what "+short+" is",
		"write its name where it comes first, and it in brackets: the full name ("+short+"); or add it to known in content/rules.yaml")
}

// endShout ends a run of words in capitals before a word.
func (r *reader) endShout(at int) {
	s := r.shout
	r.shout = shout{}
	if s.n < 3 || s.n == s.known {
		return
	}
	u := r.u
	first, last := u.words[s.first], u.words[s.first+s.n-1]
	if last.end-first.start > 6 && s.n-s.known > 1 {
		r.mark(first.start, last.end, "words/capitals", diag.Warning, middling, "capitals are harder to read, and shout", "write these words in small letters")
	}
}

// abbreviation returns the capital letters of an abbreviation, "" when the word
// is none, and whether the word is in capitals as a whole.
func abbreviation(text string) (short string, whole bool) {
	letters, digits := 0, false
	i := 0
	for _, c := range text {
		switch {
		case unicode.IsUpper(c):
			letters++
		case unicode.IsDigit(c):
			digits = true
		default:
			goto end
		}
		i += len(string(c))
	}
end:
	rest := text[i:]
	whole = rest == "" && letters > 0
	base := text[:i]
	if letters < 2 || letters > 6 || digits || strings.Trim(base, "IVX") == "" {
		return "", whole
	}
	switch rest {
	case "", "s", "'s", "’s":
		return base, whole
	}
	if rest[0] == '-' && len(rest) > 1 && !unicode.IsUpper(rune(rest[1])) {
		return base, whole
	}
	return "", whole
}

// explained says whether an abbreviation stands with its name: "the name
// (ABC)", "ABC (the name)", or "ABC stands for …".
func (r *reader) explained(at int, w word) bool {
	u, p := r.u, r.p
	before := strings.TrimRight(u.text[p.start:w.start], "“‘\"*")
	after := u.text[w.end:p.end]
	if strings.HasSuffix(before, "(") && at > p.first || strings.HasPrefix(after, " (") {
		return true
	}
	if p.prose != nil && u.page != nil && u.doc != nil && strings.Contains(u.doc.Text, "("+u.text[w.start:w.end]+")") {
		return true
	}
	for next := at + 1; next < min(p.last, at+4); next++ {
		if r.t.explains[u.words[next].plain] {
			return true
		}
	}
	return false
}

// narrowed says whether a word begins with wide letters, and how many bytes
// of it are such.
func narrowed(text string) (int, bool) {
	n := 0
	for _, c := range text {
		if !isWide(c) {
			break
		}
		n += len(string(c))
	}
	return n, n > 0
}
