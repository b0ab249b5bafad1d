package editorial

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A phrase of the rules is one word or several: "child porn*". It is found in
// every form that the inflection of its language allows, in any case, whatever
// stands between its words but a full stop. A star stands for any ending; a word
// in [brackets] may be left out; one/other is either; … is up to four other
// words; 10..17-year-old is any number from 10 to 17; and =word is found only as
// it stands here.

// phrases finds many phrases in one pass over the words of a text. They are
// taken apart when it is first asked for one: most sets stand behind words that
// no page has.
type phrases struct {
	lists []list
	once  sync.Once

	heads heads[*phrase]
	bits  uint64    // those of their starts
	any   []*phrase // may begin with any word of a letter
}

// list is phrases that mean the same, and how their words change.
type list struct {
	texts []string
	how   *inflection
}

// phrase is one phrase: the forms of each of its words.
type phrase struct {
	id    int // of its list
	words []forms
	// next has the bits of the word behind its first; anyBit where that may be any
	// word, or none.
	next uint64
	// capitals is how many it begins with in the rules, two at least.
	capitals int
}

// widest is how many words a gap may be.
const widest = 4

// phrases makes a set of phrases that all mean the same.
func (i *inflection) phrases(texts []string) *phrases {
	return &phrases{lists: []list{{texts, i}}}
}

// add takes a list of phrases in. What is found of them is told by its number.
func (s *phrases) add(texts []string, how *inflection) {
	s.lists = append(s.lists, list{texts, how})
}

// ready takes the phrases apart.
func (s *phrases) ready() {
	n := 0
	for _, l := range s.lists {
		n += len(l.texts)
	}
	if n == 0 {
		return
	}
	all := make([]phrase, 0, n)
	s.heads = make(heads[*phrase], 0, 2*n)
	var sp speller
	var words []forms
	for id, l := range s.lists {
		for _, text := range l.texts {
			words = words[:0]
			for w := range strings.FieldsSeq(lower(text)) {
				inner, open := strings.CutPrefix(w, "[")
				inner = strings.TrimSuffix(inner, "]")
				f := sp.spell(strings.ReplaceAll(inner, "’", "'"), l.how)
				f.optional, f.gap = open, inner == "…"
				words = append(words, f)
			}
			all = append(all, phrase{id: id, words: sp.words.keep(words...), capitals: capitals(text)})
			s.index(&all[len(all)-1])
		}
	}
	s.heads.sort()
}

// index notes with what a phrase may begin.
func (s *phrases) index(p *phrase) {
	for i := range p.words {
		first := &p.words[i]
		s.bits |= first.bits
		first.starts(func(at start, third byte, any bool) {
			if !any {
				s.heads = append(s.heads, headed[*phrase]{at, third, p})
			} else if n := len(s.any); n == 0 || s.any[n-1] != p {
				s.any = append(s.any, p)
			}
		})
		p.next |= p.behind(i)
		if !first.optional {
			break
		}
	}
}

// behind returns the bits of what may stand behind word i.
func (ph *phrase) behind(i int) (bits uint64) {
	if ph.words[i].gap {
		return anyBit
	}
	for _, f := range ph.words[i+1:] {
		if bits |= f.bits; f.gap {
			return anyBit
		}
		if !f.optional {
			return bits
		}
	}
	return anyBit
}

// capitals is how many capital letters a phrase begins with, two at least.
func capitals(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' })
	if n < 0 {
		n = len(s)
	}
	if n == 1 {
		return 0
	}
	return n
}

// short says whether a phrase may be found where its first word is: it has only
// one, or some may be left out.
func (ph *phrase) short() bool {
	return len(ph.words) < 2 || slices.ContainsFunc(ph.words, func(f forms) bool { return f.optional })
}

// shortFirst sorts the short ones before others.
func shortFirst(a, b *phrase) int {
	switch {
	case a.short() == b.short():
		return 0
	case a.short():
		return -1
	}
	return 1
}

// beginning returns the phrases that may begin with a word.
func (s *phrases) beginning(w string) (out []*phrase) {
	s.once.Do(s.ready)
	if w == "" || s.bits&startOf(w).bit() == 0 {
		return nil
	}
	for _, h := range s.heads.of(w) {
		if h.may(w) && h.it.beginsWith(w) {
			out = append(out, h.it)
		}
	}
	for _, ph := range s.any {
		if ph.beginsWith(w) {
			out = append(out, ph)
		}
	}
	return out
}

// beginsWith says whether a word is the first of a phrase, or one behind those
// that may be left out.
func (ph *phrase) beginsWith(w string) bool {
	for i := range ph.words {
		if ph.words[i].is(w) {
			return true
		}
		if !ph.words[i].optional {
			break
		}
	}
	return false
}

// found is a phrase in a text: its words are words[first:last] of the unit.
type found struct {
	*phrase
	first, last int
}

// in looks for the phrases in a passage, in the order of their first words; of
// those that begin at one word each is told once, by the longest that stands.
func (s *phrases) in(u *unit, p *passage, tell func(found)) {
	s.once.Do(s.ready)
	for at := p.first; at < p.last && s.bits != 0; at++ {
		w := u.words[at].term
		if s.bits&w.bit == 0 {
			continue
		}
		for _, h := range s.heads.of(w.plain) {
			if !h.may(w.plain) {
				continue
			}
			if last := h.it.rest(u, p, 0, at); last > at {
				tell(found{h.it, at, last})
			}
		}
		for _, ph := range s.any {
			if last := ph.rest(u, p, 0, at); last > at {
				tell(found{ph, at, last})
			}
		}
	}
}

// opening is the phrases that a word may begin.
type opening struct {
	next uint64 // of all of them
	list []*phrase
}

func openingOf(list []*phrase) opening {
	o := opening{list: list}
	for _, ph := range list {
		o.next |= ph.next
	}
	return o
}

// follows says whether a word with a bit may stand behind a first one.
func follows(next, bit uint64) bool { return next&bit != 0 || next == anyBit }

// bitBehind is the bit of the word behind one in a passage; 0 for none.
func (u *unit) bitBehind(p *passage, at int) uint64 {
	if at+1 < p.last {
		return u.words[at+1].bit
	}
	return 0
}

// standing tells which of the phrases stand at the word.
func (o *opening) standing(u *unit, p *passage, at int, tell func(found)) {
	bit := u.bitBehind(p, at)
	if !follows(o.next, bit) {
		return
	}
	for _, ph := range o.list {
		last := 0
		switch {
		case !follows(ph.next, bit): // most
		case ph.words[0].optional || ph.words[0].gap:
			last = ph.rest(u, p, 0, at)
		default:
			last = ph.rest(u, p, 1, at+1)
		}
		if last > at {
			tell(found{ph, at, last})
		}
	}
}

// rest returns the word behind the phrase when it stands at a word, from its
// word i on, else 0.
func (ph *phrase) rest(u *unit, p *passage, i, at int) int {
	if i == len(ph.words) {
		return at
	}
	f := &ph.words[i]
	if f.gap {
		for n := 0; n <= widest && at+n < p.last && u.joined(at+n); n++ {
			if last := ph.rest(u, p, i+1, at+n); last > 0 {
				return last
			}
		}
		return 0
	}
	if at < p.last && f.bits&u.words[at].bit != 0 && f.has(u.words[at].plain) && (i == 0 || u.joined(at)) {
		if last := ph.rest(u, p, i+1, at+1); last > 0 {
			return last
		}
	}
	if f.optional {
		return ph.rest(u, p, i+1, at)
	}
	return 0
}

// joined says whether a word goes on where the one before it ended: nothing
// that ends a sentence stands between them.
func (u *unit) joined(at int) bool {
	return !strings.ContainsAny(u.text[u.words[at-1].end:u.words[at].start], ".!?:;\n")
}

// plainWord is a word with the apostrophe of a typewriter, and without the
// hyphens that only show where it may be broken.
func plainWord(w string) string {
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			if !strings.ContainsAny(w[i:], "’\u00AD\u2011") {
				break // a letter; the replacer makes a copy all the same
			}
			return plainer.Replace(w)
		}
	}
	return w
}

var plainer = strings.NewReplacer("’", "'", "\u00AD", "", "\u2011", "-")
