package editorial

import "slices"

// start is the first two bytes of a word.
type start uint16

func startOf(w string) (s start) {
	if w != "" {
		s = start(w[0]) << 8
	}
	if len(w) > 1 {
		s |= start(w[1])
	}
	return s
}

// anyBit is all bits: of what may begin with any letter.
const anyBit = ^uint64(0)

// bit is one of 64 that words of this start have, and few others.
func (s start) bit() uint64 { return 1 << (s * 0x9E37 >> 10) }

// heads leads from the first two bytes of a word to what it may begin: few
// enough to ask each. It is sorted by these bytes.
type heads[T comparable] []headed[T]

// headed is something that a word with such a start may begin. third is the word's
// third byte, where all such words have the same; else 0.
type headed[T comparable] struct {
	at    start
	third byte
	it    T
}

// may says whether a word of the start has the third byte, too. Few have, and to
// ask is less than to look at what the word may begin.
func (h headed[T]) may(w string) bool { return h.third == 0 || len(w) > 2 && w[2] == h.third }

// sort puts them in order, each once; those of one start stay in theirs.
func (h *heads[T]) sort() {
	slices.SortStableFunc(*h, func(a, b headed[T]) int { return int(a.at) - int(b.at) })
	all := *h
	for from, to := 0, 0; from < len(all); from = to {
		first, third := all[from], all[from].third
		for to = from; to < len(all) && all[to].at == first.at && all[to].it == first.it; to++ {
			if all[to].third != third {
				third = 0 // what has several has none
			}
		}
		for i := range all[from:to] {
			all[from+i].third = third
		}
	}
	*h = slices.Compact(all)
}

// of returns those that a word may begin.
func (h heads[T]) of(w string) heads[T] {
	at := startOf(w)
	from, _ := slices.BinarySearchFunc(h, at, func(h headed[T], at start) int { return int(h.at) - int(at) })
	to := from
	for to < len(h) && h[to].at == at {
		to++
	}
	return h[from:to]
}

// shelf keeps short lists, many in one piece of memory.
type shelf[T any] struct{ free []T }

func (s *shelf[T]) keep(list ...T) []T {
	if cap(s.free)-len(s.free) < len(list) {
		s.free = make([]T, 0, max(len(list), min(2*cap(s.free), 256), 8))
	}
	n := len(s.free)
	s.free = append(s.free, list...)
	return s.free[n:len(s.free):len(s.free)]
}

// speller makes words of the rules ready to be found.
type speller struct {
	words shelf[forms]
	forms shelf[form]
	list  []form // of one word
}

// spell makes the forms of words with a stroke between them.
func (s *speller) spell(words string, how *inflection) forms {
	s.list = how.any(s.list[:0], words)
	f := forms{list: s.forms.keep(s.list...), how: how}
	f.starts(func(at start, _ byte, any bool) {
		if f.bits |= at.bit(); any {
			f.bits = anyBit
		}
	})
	return f
}
