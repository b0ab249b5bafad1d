package editorial

import (
	"cmp"
	"slices"
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

// term is all that the rules of one language know of one word. What is asked of
// every word stands first.
type term struct {
	// plain is the word in lower case, as plainWord leaves it; bit is that of its
	// start.
	plain string
	bit   uint64

	about
	twice     bool // it may stand twice
	long      bool // more than six letters
	completes bool // a passive
	// hint is what it makes likely of the passage that it stands in, several
	// are entries that do so with what follows.
	hint hint
	// common is the language that it is a small word of, as an index; -1 for
	// none, or for several.
	common int16
	// number is the one that it is a word for; 0 for none.
	number int16
	// spots are the phrases of terms and safety that may begin with it, listed
	// the listed ones, those of this word alone first.
	spots, listed opening

	several []*expression
	// known is what it is to the rules on contacts, in its own language.
	known *known
	// ending is an end that is written otherwise here, and how; nil for none.
	ending *[2]string
}

// dictionary keeps the terms of one language.
type dictionary struct {
	tongue   *tongue
	spot     *glossary  // nil for a language that is none of the site's
	lexicons []*lexicon // its own, or those of all
	common   *tongues
	spelt    *phrases // its numbers in words; nil for none

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
	all := h.contacts.words
	for i, l := range h.site.Languages {
		h.dictionary[l] = &dictionary{tongue: h.known[l], spot: h.spot[l.Code], lexicons: all[i : i+1], common: &h.common, spelt: h.spelt[l.Code], terms: map[string]*term{}}
	}
	h.dictionary[nil] = &dictionary{tongue: h.none, lexicons: all, common: &h.common, terms: map[string]*term{}}
}

// know gives the words of a passage their terms, and notes what these make worth
// a closer look.
func (u *unit) know(p *passage) {
	u.look(p)
	u.note(p)
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
	out := &term{plain: w, common: int16(d.common.find(w))}
	if w != "" {
		out.bit = startOf(w).bit()
	}
	if d.spot != nil {
		out.spots = openingOf(d.spot.all.beginning(w))
	}
	if d.spelt != nil {
		for _, ph := range d.spelt.beginning(w) {
			out.number = cmp.Or(out.number, int16(ph.id+1))
		}
	}
	if known := t.words[w]; known != nil {
		out.about = *known
	}
	out.twice = t.twice != nil && t.twice.beginning(w) != nil
	listed := t.phrases.beginning(w)
	slices.SortStableFunc(listed, shortFirst)
	out.listed = openingOf(listed)
	if w != "" {
		if out.syllables == 0 && t.measure == site.FleschKincaid {
			out.syllables = int32(t.count(w))
		}
		out.long = len(w) > 6 && (len(w) > 12 || utf8.RuneCountInString(w) > 6)
		out.completes = !out.adjective && (out.participle || t.participles.of(w))
		out.ending = t.ending(w)
	}
	d.hints(out)
	if low == "dot" {
		out.hint |= hintDot
	}
	return out
}
