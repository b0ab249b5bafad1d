package audit

import (
	"cmp"
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

// Leak works out what an observer learns about which of the pages was read, in
// the encoding that tells the most.
func Leak(pages []Seen) Measure {
	encodings := 1
	for i := range pages {
		encodings = max(encodings, len(pages[i].Body))
	}
	var worst Measure
	for e := range encodings {
		if m := leakIn(pages, e); e == 0 || m.Bits > worst.Bits {
			worst = m
		}
	}
	return worst
}

// leakIn is Leak for one encoding.
func leakIn(pages []Seen, encoding int) Measure {
	type observation struct{ requests, path, body int }
	groups := map[observation]int{}
	for i := range pages {
		p := &pages[i]
		o := observation{p.Requests, PathBytes(p.Path), -1}
		if encoding < len(p.Body) {
			o.body = p.Body[encoding]
		}
		groups[o]++
	}
	sizes := make([]int, 0, len(groups))
	for _, n := range groups {
		sizes = append(sizes, n)
	}
	slices.SortFunc(sizes, cmp.Compare) // for the sum to be the same each time
	m := Measure{Of: len(pages), Distinct: len(sizes)}
	if m.Of == 0 {
		return m
	}
	m.Smallest = sizes[0]
	for _, n := range sizes {
		share := float64(n) / float64(m.Of)
		m.Bits -= share * math.Log2(share)
	}
	m.Bits = max(0, m.Bits) // not -0
	return m
}
