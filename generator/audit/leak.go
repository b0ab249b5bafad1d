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
	// Path is the address as it is requested ("/p/0a2co1st/"); of it only
	// [PathBytes] can be seen.
	Path string
	// Header is the length of the response's headers.
	Header int
	// Body is the length of the body in each encoding, in one order for all
	// pages. A reader's browser uses one of them.
	Body []int
}

// Measure is how much observations tell about which of some pages (or walks)
// was read, if each was equally likely before.
type Measure struct {
	// Of is how many pages or walks there are, and Distinct how many different
	// observations they give.
	Of       float64
	Distinct int
	// Bits is the mutual information between page and observation, which is
	// the entropy of the observation: 0 when all look the same, log2(Of) when
	// each gives itself away.
	Bits float64
	// Smallest is the size of the smallest set of pages or walks that look the
	// same.
	Smallest float64
	// Exact is false when there are so many different walks that counting was
	// given up; the other fields are then 0.
	Exact bool
}

// Leakage is what the network can learn.
type Leakage struct {
	// Pages is for one page, in the encoding that tells the most.
	Pages Measure
	// Walks is for walks along links: Walks[n] for those of n links. Walks[0]
	// is the same as Pages.
	Walks [4]Measure
}

// Bits is the most that any observation of up to three links tells; false when
// some could not be counted.
func (l Leakage) Bits() (float64, bool) {
	most, exact := 0.0, true
	for _, m := range l.Walks {
		most = max(most, m.Bits)
		exact = exact && m.Exact
	}
	return most, exact
}

// walkBudget is how many steps are taken to count walks, over all lengths. A
// site whose pages look alike needs one for each link.
const walkBudget = 50_000_000

// Leak works out what an observer learns about which page was read, and which
// walk of up to three links was taken, within the pages of subset (indices into
// pages; nil means all). links[i] are the pages that page i links to; those
// outside of the subset are left out. Walks of one length are counted as
// equally likely.
func Leak(pages []Seen, links [][]int32, subset []int32) Leakage {
	if subset == nil {
		subset = make([]int32, len(pages))
		for i := range subset {
			subset[i] = int32(i)
		}
	}
	var worst Leakage
	encodings := 0
	for _, i := range subset {
		encodings = max(encodings, len(pages[i].Body))
	}
	for e := range max(1, encodings) {
		l := leakIn(pages, links, subset, e)
		if e == 0 || l.Pages.Bits > worst.Pages.Bits {
			worst.Pages = l.Pages
		}
		for n := range l.Walks {
			if e == 0 || !l.Walks[n].Exact || worst.Walks[n].Exact && l.Walks[n].Bits > worst.Walks[n].Bits {
				worst.Walks[n] = l.Walks[n]
			}
		}
	}
	return worst
}

// observation is what can be told apart, in one encoding.
type observation struct{ requests, path, header, body int }

// leakIn is Leak for one encoding.
func leakIn(pages []Seen, links [][]int32, subset []int32, encoding int) Leakage {
	// Pages that look alike get one number.
	numbers := map[observation]uint64{}
	class := make([]uint64, len(pages))
	member := make([]bool, len(pages))
	for _, i := range subset {
		p := &pages[i]
		o := observation{p.Requests, PathBytes(p.Path), p.Header, -1}
		if encoding < len(p.Body) {
			o.body = p.Body[encoding]
		}
		n, ok := numbers[o]
		if !ok {
			n = uint64(len(numbers))
			numbers[o] = n
		}
		class[i], member[i] = n, true
	}

	// All walks, grouped by what is seen of them and by where they end: one
	// step lengthens them all. A group is a number of walks, so the work
	// depends on how much the site leaks, not on how many walks there are.
	// Sequences of observations are numbered as they turn up.
	type group struct {
		sequence uint32
		end      int32
	}
	at := make(map[group]float64, len(subset))
	for _, i := range subset {
		at[group{uint32(class[i]), i}] = 1
	}
	var out Leakage
	budget := walkBudget
	for n := range out.Walks {
		if n > 0 {
			next := make(map[group]float64, len(at))
			index := map[[2]uint64]uint32{}
			for g, count := range at {
				for _, to := range links[g.end] {
					if !member[to] {
						continue
					}
					key := [2]uint64{uint64(g.sequence), class[to]}
					seq, ok := index[key]
					if !ok {
						seq = uint32(len(index))
						index[key] = seq
					}
					next[group{seq, to}] += count
					budget--
				}
				if budget < 0 {
					return out
				}
			}
			at = next
		}
		counts := map[uint32]float64{}
		for g, count := range at {
			counts[g.sequence] += count
		}
		list := make([]float64, 0, len(counts))
		for _, c := range counts {
			list = append(list, c)
		}
		out.Walks[n] = measure(list)
		if n == 0 {
			out.Pages = out.Walks[0]
		}
	}
	return out
}

// measure works out the figures from the sizes of the groups that look the
// same.
func measure(sizes []float64) Measure {
	slices.SortFunc(sizes, cmp.Compare) // for the sum to be the same each time
	m := Measure{Distinct: len(sizes), Exact: true}
	for _, n := range sizes {
		m.Of += n
	}
	if m.Of == 0 {
		return m
	}
	m.Smallest = sizes[0]
	for _, n := range sizes {
		share := n / m.Of
		m.Bits -= share * math.Log2(share)
	}
	m.Bits = max(0, m.Bits) // not -0
	return m
}
