package editorial

import (
	"strings"
	"sync"
	"unicode/utf8"

	"sotto/generator/site"
)

// A text of a thousand words has some three hundred different ones, and the
// pages of a site share most of theirs. So what all families of rules know of a
// word is put together once for a whole build, where the word is met first, and
// is kept by its spelling; a page then asks once for each of its words. At
// 10,000 pages that halves what the rules cost.

// term is all that the rules of one language know of one word.
type term struct {
	// plain is the word in lower case, as plainWord leaves it.
	plain string
	// spots are the phrases of terms and safety that may begin with it.
	spots []*phrase

	about
	// alone are listed phrases of this word, or with a word that may be left
	// out; begins are longer ones that may begin with it, and second says that
	// it is the second word of one.
	alone, begins []*phrase
	second        bool
	long          bool // more than six letters
	completes     bool // a passive
	// ending is an end that is written otherwise here, and how; "" for none.
	ending [2]string

	// hint is what it makes likely of the passage that it stands in.
	hint hint
	// common is the language that it is a small word of, as an index; -1 for
	// none, or for several.
	common int
}

// dictionary keeps the terms of one language.
type dictionary struct {
	tongue *tongue
	spot   *glossary // nil for a language that is none of the site's
	hints  []map[string]hint
	common *tongues

	mu    sync.RWMutex
	terms map[string]*term
}

// kept is how many terms a dictionary keeps: more than any language's common
// words, and a bound on what a hostile text can make it hold.
const kept = 1 << 16

// dictionaries makes that of each of the site's languages, and one for a text in
// another.
func (h *House) dictionaries() {
	h.dictionary = map[*site.Language]*dictionary{}
	var all []map[string]hint
	for i, l := range h.site.Languages {
		hints := h.contacts.words[i].hints()
		all = append(all, hints)
		h.dictionary[l] = &dictionary{tongue: h.known[l], spot: h.spot[l.Code], hints: []map[string]hint{hints}, common: &h.common, terms: map[string]*term{}}
	}
	h.dictionary[nil] = &dictionary{tongue: h.none, hints: all, common: &h.common, terms: map[string]*term{}}
}

// know gives the words of a passage their terms, and notes what these make worth
// a closer look.
func (u *unit) know(p *passage) {
	u.look(p)
	p.contact = p.digits
	before := hint(0)
	for i := range u.words[p.first:p.last] {
		t := u.words[p.first+i].term
		p.spotted = p.spotted || t.spots != nil
		p.contact = p.contact || t.hint == mayBeHours || t.hint == mayBeNumber && before == mayBeNumber
		before = t.hint
	}
}

// look looks the words of a passage up.
func (u *unit) look(p *passage) {
	words, d := u.words[p.first:p.last], u.house.dictionary[p.lang]
	missing := false
	d.mu.RLock()
	for i := range words {
		w := &words[i]
		if w.term = d.terms[u.low[w.start:w.end]]; w.term == nil {
			missing = true
		}
	}
	d.mu.RUnlock()
	if !missing {
		return
	}
	for i := range words {
		if w := &words[i]; w.term == nil {
			w.term = d.learn(u.low[w.start:w.end])
		}
	}
}

// learn puts a term together, and keeps it while there is room.
func (d *dictionary) learn(low string) *term {
	low = strings.Clone(low) // so that no page is kept by its words
	t := d.term(low)
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.terms) < kept {
		d.terms[low] = t
	}
	return t
}

func (d *dictionary) term(low string) *term {
	w, t := plainWord(low), d.tongue
	out := &term{plain: w, common: d.common.find(w)}
	if d.spot != nil {
		out.spots = d.spot.all.beginning(w)
	}
	if known := t.words[w]; known != nil {
		out.about = *known
	}
	for _, ph := range t.phrases.beginning(w) {
		if ph.short() {
			out.alone = append(out.alone, ph)
		} else {
			out.begins = append(out.begins, ph)
		}
	}
	out.second = t.phrases.isSecond(w)
	if w != "" {
		if out.syllables == 0 && t.measure == site.FleschKincaid {
			out.syllables = t.count(w)
		}
		out.long = len(w) > 6 && (len(w) > 12 || utf8.RuneCountInString(w) > 6)
		out.completes = !out.adjective && (out.participle || t.participles.of(w))
		out.ending = t.ending(w)
	}
	out.hint = d.hintOf(w)
	return out
}

// hintOf is what a word makes likely. Two numbers with a hyphen between them are
// as good as two words.
func (d *dictionary) hintOf(w string) (out hint) {
	for part := range strings.SplitSeq(visible(w), "-") {
		if len(part) < 2 {
			continue
		}
		for _, hints := range d.hints {
			switch h := hints[part]; {
			case h == mayBeHours, h == mayBeNumber && out == mayBeNumber:
				return mayBeHours
			case h != 0:
				out = h
			}
		}
	}
	return out
}
