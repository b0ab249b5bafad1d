package audit

import (
	"maps"
	"math"
	"slices"
)

// Seen is what an observer of the encrypted traffic can measure of one page:
// how many requests it takes, and how many bytes go each way. Two pages for
// which all of it is the same cannot be told apart.
type Seen struct {
	Requests int
	// Path is the address as it is requested ("/p/0a2co1steo2i/"); of it only
	// [PathBytes] can be seen.
	Path string
	// Body is the length of the body in each encoding, in one order for all
	// pages. A reader's browser uses one of them.
	Body []int
}

// Measure is how much observing a visit to one page tells about which of some
// pages it was, if each was equally likely before.
type Measure struct {
	// Of is how many pages there are, and Distinct how many different
	// observations they give.
	Of, Distinct int
	// Bits is the mutual information between page and observation, which is
	// the entropy of the observation: 0 when all look the same, log2(Of) when
	// each gives itself away.
	Bits float64
	// Smallest is the size of the smallest set of pages that look the same.
	Smallest int
}

// Watch is somebody who sees one page after the other, and nothing but what can be
// seen of each.
type Watch struct {
	of     int
	groups []map[observation]int // how many pages look like that, in each encoding
}

// observation is what one page looks like in one encoding; its body is below zero
// where there is none.
type observation struct{ requests, path, body int }

// See sees a page.
func (w *Watch) See(p Seen) {
	for e := len(w.groups); e < max(1, len(p.Body)); e++ {
		more := map[observation]int{} // what came before was not in this encoding
		if e > 0 {
			for o, n := range w.groups[0] {
				more[observation{o.requests, o.path, -1}] += n
			}
		}
		w.groups = append(w.groups, more)
	}
	w.of++
	o := observation{p.Requests, PathBytes(p.Path), -1}
	for e, group := range w.groups {
		if o.body = -1; e < len(p.Body) {
			o.body = p.Body[e]
		}
		group[o]++
	}
}

// Measure works out what an observer learns about which of the pages was read, in
// the encoding that tells the most.
func (w *Watch) Measure() Measure {
	var worst Measure
	for e, group := range w.groups {
		if m := measure(w.of, group); e == 0 || m.Bits > worst.Bits {
			worst = m
		}
	}
	return worst
}

// measure is Measure for one encoding.
func measure(of int, group map[observation]int) Measure {
	sizes := slices.Sorted(maps.Values(group)) // for the sum to be the same each time
	m := Measure{Of: of, Distinct: len(sizes), Smallest: sizes[0]}
	for _, n := range sizes {
		share := float64(n) / float64(m.Of)
		m.Bits -= share * math.Log2(share)
	}
	m.Bits = max(0, m.Bits) // not -0
	return m
}
