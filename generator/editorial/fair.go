package editorial

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sotto/generator/site"
)

// fair says whether the sentence around a rule's words makes them fair, or does
// not hold what the rule needs beside them.
func (u *unit) fair(s *glossary, h *hit) bool {
	sentence := u.sentence(h)
	for _, set := range h.near {
		if !u.beside(set, &sentence, h, h.Within) {
			return true
		}
	}
	for _, set := range h.fair {
		if u.beside(set, &sentence, h, 0) {
			return true
		}
	}
	before := sentence
	before.first, before.last = u.clause(h), h.first
	for _, set := range h.after {
		if u.has(set, &before) {
			return true
		}
	}
	covered := false
	h.unless.in(u, &sentence, func(f found) {
		covered = covered || f.first < h.last && h.first < f.last
	})
	return covered || u.inTitle(s, &sentence, h) || h.Quoted != site.NeverQuoted && u.quoted(h)
}

// sentence is the passage cut down to the sentence that a hit stands in.
func (u *unit) sentence(h *hit) passage {
	p := *h.p
	from, to := h.first, h.last
	for from > p.first && !strings.ContainsAny(u.between(from), ".!?\n") {
		from--
	}
	for to < p.last && !strings.ContainsAny(u.between(to), ".!?\n") {
		to++
	}
	p.first, p.last = from, to
	return p
}

// between is what stands between a word and the one before it.
func (u *unit) between(at int) string { return u.text[u.words[at-1].end:u.words[at].start] }

// clause is the first of the words just before a hit that no comma or other
// mark parts from it.
func (u *unit) clause(h *hit) int {
	at := h.first
	for at > h.p.first && h.first-at < cmp.Or(h.Back, widest) && !strings.ContainsAny(u.between(at), ".,!?:;()–—\n") {
		at--
	}
	return at
}

// beside says whether a word of a set stands in the sentence and not in the
// hit itself, with fewer than so many words between them if within is not 0.
func (u *unit) beside(set *phrases, sentence *passage, h *hit, within int) bool {
	part, ok := *sentence, false
	if within > 0 { // a phrase of the set may reach in from further away
		part.first, part.last = max(part.first, h.first-within-widest), min(part.last, h.last+within+widest)
	}
	set.in(u, &part, func(f found) {
		apart := max(h.first-f.last, f.first-h.last)
		ok = ok || apart >= 0 && (within == 0 || apart < within)
	})
	return ok
}

// has says whether a phrase of a set stands in a passage.
func (u *unit) has(set *phrases, p *passage) (ok bool) {
	set.in(u, p, func(found) { ok = true })
	return ok
}

// inTitle says whether a hit is part of a law's title: a run of words with
// capitals that ends with one of the words for laws and a year, as in English,
// or begins with such a word and ends with a year, as in Welsh.
func (u *unit) inTitle(s *glossary, sentence *passage, h *hit) bool {
	if len(s.titles) == 0 {
		return false
	}
	for at := sentence.first; at < sentence.last; at++ {
		if !s.titles[u.words[at].plain] || !u.capital(at) {
			continue
		}
		year := at + 1
		if year < sentence.last && u.year(year) {
			from := at
			for from > sentence.first && (u.capital(from-1) || u.small(from-1)) && !strings.ContainsAny(u.between(from), ":;") {
				from--
			}
			if from <= h.first && h.last <= at {
				return true
			}
		}
		for year < sentence.last && (u.capital(year) || u.small(year)) && !u.year(year) {
			year++
		}
		if year < sentence.last && u.year(year) && at < h.first && h.last <= year {
			return true
		}
	}
	return false
}

// capital says whether a word begins with a capital letter.
func (u *unit) capital(at int) bool {
	r, _ := utf8.DecodeRuneInString(u.text[u.words[at].start:])
	return unicode.IsUpper(r)
}

// small says whether a word is one of those that titles write small.
func (u *unit) small(at int) bool { return u.words[at].end-u.words[at].start <= 3 }

// year says whether a word is a year.
func (u *unit) year(at int) bool {
	w := u.of(u.words[at])
	return len(w) == 4 && strings.Trim(w, "0123456789") == "" && (w[0] == '1' || w[0] == '2')
}

// quoted says whether a hit stands in a quotation of the kind that its rule
// allows.
func (u *unit) quoted(h *hit) bool {
	if h.p.quoted {
		return true
	}
	start, end := u.words[h.first].start, u.words[h.last-1].end
	from, mark := u.opened(h.p, start)
	if from < 0 {
		return false
	}
	to := strings.IndexRune(u.text[end:h.p.end], mark)
	if to < 0 {
		return false
	}
	return h.Quoted == site.AlwaysQuoted || len(strings.Fields(u.text[from:end+to])) > h.last-h.first+1
}

// opened returns where a quotation that holds byte at of the text begins, and
// the mark that will close it; -1 when there is none.
func (u *unit) opened(p *passage, at int) (int, rune) {
	from, end := -1, rune(0)
	last := ' '
	for i, r := range u.text[p.start:at] {
		switch {
		case from >= 0 && r == end && (r != '’' && r != '\'' || !u.letterAt(p.start+i+utf8.RuneLen(r))):
			from = -1
		case from < 0 && !isWord(last):
			if c := closing(p.lang, r); c != 0 {
				from, end = p.start+i+utf8.RuneLen(r), c
			}
		}
		last = r
	}
	return from, end
}

func (u *unit) letterAt(i int) bool { return i < len(u.text) && wordAt(u.text[i:]) }

// closing is the mark that closes a quotation opened by r, 0 when r opens none.
func closing(l *site.Language, r rune) rune {
	switch r {
	case l.Quotes[0]:
		return l.Quotes[1]
	case l.Quotes[2]:
		return l.Quotes[3]
	case '“':
		return '”'
	case '‘':
		return '’'
	case '"', '\'':
		return r
	case '«':
		return '»'
	}
	return 0
}
