package editorial

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sotto/generator/site"
)

// Word is a word of a page that a dictionary may be asked about, where it
// stands first.
type Word struct {
	// Parts are what to ask for, in the case they have there: the word itself,
	// or what stands between its hyphens and apostrophes. Welsh writes "mae'r"
	// and "i'ch", which few dictionaries hold.
	Parts []string
	Lang  site.Lang
	// Line, Col and Length are its place in the page's file.
	Line, Col, Length int
}

// KeepWords lets the facts of every page hold its words, for a check of their
// spelling that this room cannot do: it reads no dictionary and starts no
// program.
func (h *House) KeepWords() { h.keepWords = true }

// vocabulary keeps the words of a page, each once: but for names in the middle of
// a sentence, abbreviations, words with digits, words in another language, and
// those that a directive has written.
func (u *unit) vocabulary() {
	if !u.house.keepWords || u.page == nil {
		return
	}
	r := &reader{u: u}
	seen := map[[2]string]bool{}
	for i := range u.passages {
		p := &u.passages[i]
		if r.p, r.t = p, u.house.tongueOf(p.lang); r.t.lang == nil || r.t.dictionary == "" {
			continue
		}
		for at := p.first; at < p.last; at++ {
			w := u.words[at]
			text := strings.ReplaceAll(strings.ReplaceAll(u.text[w.start:w.end], "’", "'"), "\u00AD", "")
			key := [2]string{text, string(p.lang.Code)}
			if seen[key] {
				continue
			}
			seen[key] = true
			short, whole := abbreviation(text)
			parts := r.t.parts(text)
			if len(parts) == 0 || u.inAddress(w) || short != "" || whole || strings.IndexFunc(text, unicode.IsDigit) >= 0 ||
				r.isName(at, at+1) || r.foreign(w.start, mark{}) || p.prose == nil && u.doc.MadeAt(w.start) {
				seen[key] = false // it may be no name elsewhere
				continue
			}
			f := u.finding(p, w.start, w.end, "", 0, "", "")
			u.facts.Words = append(u.facts.Words, Word{parts, p.lang.Code, f.Pos.Line, f.Pos.Col, f.Length})
		}
	}
}

// parts are what to ask a dictionary for of a word; nothing when the rules have
// it. Ends such as 's and 'r are too short to say anything.
func (t *tongue) parts(word string) []string {
	if t.right[strings.ToLower(word)] {
		return nil
	}
	parts := strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '\'' || r == '\u2011' })
	return slices.DeleteFunc(parts, func(s string) bool {
		return t.right[strings.ToLower(s)] || utf8.RuneCountInString(s) < 3
	})
}

// inAddress says whether a word is a part of an address: "example.org".
func (u *unit) inAddress(w word) bool {
	letter := func(i int) bool { return i >= 0 && i < len(u.text) && isWord(rune(u.text[i])) }
	return w.end < len(u.text) && strings.IndexByte(".@/", u.text[w.end]) >= 0 && letter(w.end+1) ||
		w.start > 0 && strings.IndexByte(".@/", u.text[w.start-1]) >= 0 && letter(w.start-2)
}

// Dictionaries are the names of the dictionaries of the site's languages.
func Dictionaries(s *site.Site) map[site.Lang]string {
	out := map[site.Lang]string{}
	for _, r := range s.Rules.Spelling {
		if r.Dictionary != "" {
			out[r.Lang] = r.Dictionary
		}
	}
	return out
}
