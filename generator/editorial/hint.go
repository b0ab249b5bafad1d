package editorial

import (
	"strings"

	"sotto/generator/markdown"
)

// Few passages hold a telephone number or opening hours, and to take one apart
// into tokens costs more than all other rules do. So the words tell first
// whether it is worth it: there is no number without a digit or two words for
// numbers, and no hours without a time or a day.

// hint is what a word makes likely of its passage, a bit for each.
type hint uint8

const (
	hintDay    hint = 1 << iota // hours, by itself: a day of the week, "24/7"
	hintTime                    // hours, with a word for open
	hintNumber                  // a number in words; two of them may be a telephone number
	hintOpen
	hintHours // a heading that announces hours
	hintDot   // an address, with its full stops in words
	hintMore  // there are entries that say so with what follows
)

// hint is the hints that a meaning gives.
func (c wordClass) hint() (h hint) {
	for _, one := range []struct {
		class wordClass
		hint  hint
	}{
		{wordAlways | wordWeekday, hintDay}, {wordAllDay | wordDaily | wordNoon, hintTime}, {wordNumber, hintNumber},
		{wordOpen, hintOpen}, {wordHours, hintOpen | hintHours},
	} {
		if c&one.class != 0 {
			h |= one.hint
		}
	}
	return h
}

// hints says what a word makes likely by itself, and the entries that do so with
// what follows. Of a word with a hyphen all parts count, whatever follows them.
func (d *dictionary) hints(t *term) {
	hyphen := strings.Contains(t.plain, "-")
	for part := range strings.SplitSeq(visible(t.plain), "-") {
		for _, x := range d.lexicons {
			k := x.find(part)
			if part == t.plain {
				t.known = k
			}
			h := k.class.hint()
			if h&t.hint&hintNumber != 0 && hyphen {
				h |= hintDay // as good as two words
			}
			t.hint |= h
			for _, e := range k.several {
				if e.class.hint() == 0 {
					continue
				}
				if !hyphen && e.class&(wordOpen|wordHours) == 0 {
					t.several = append(t.several, e)
					t.hint |= hintMore
				} else {
					t.hint |= e.class.hint()
				}
			}
		}
	}
}

// note finds what the words of a passage make worth a closer look.
func (u *unit) note(p *passage) {
	p.contact = p.digits
	words := u.words[p.first:p.last]
	var all, before hint
	for i := range words {
		t := words[i].term
		if follows(t.spots.next, u.bitBehind(p, p.first+i)) {
			u.spots = append(u.spots, p.first+i)
		}
		all |= t.hint
		if t.hint&before&hintNumber != 0 {
			p.contact = true
		}
		if before = t.hint; before&hintMore == 0 || i+1 == len(words) {
			continue
		}
		for _, e := range t.several {
			if next := words[i+1].plain; e.words[1].is(next) || strings.Contains(next, "-") {
				all |= e.class.hint()
			}
		}
	}
	p.address = p.address || all&hintDot != 0
	p.contact = p.contact || all&hintDay != 0 || all&hintOpen != 0 && all&(hintTime|hintNumber) != 0 ||
		all&hintHours != 0 && p.kind == markdown.Title
}
