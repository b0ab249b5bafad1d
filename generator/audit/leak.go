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

// Counting walks is given up after so many steps, or when so many different
// observations have been met.
const (
	walkSteps  = 50_000_000
	walkGroups = 4_000_000
)

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
	numbers := map[observation]uint32{}
	class := make([]uint32, len(pages))
	member := make([]bool, len(pages))
	for _, i := range subset {
		p := &pages[i]
		o := observation{p.Requests, PathBytes(p.Path), p.Header, -1}
		if encoding < len(p.Body) {
			o.body = p.Body[encoding]
		}
		n, ok := numbers[o]
		if !ok {
			n = uint32(len(numbers))
			numbers[o] = n
		}
		class[i], member[i] = n, true
	}

	// A walk of three links is an edge with a page before it and one behind.
	// All that matters of these two is what they look like, so it is enough to
	// know, for each page, how many of its neighbours look how. The work is
	// then one step for each edge and pair of looks, however many walks there
	// are: one for each link, on a site where all pages look alike.
	var out Leakage
	before, behind := make([][]share, len(pages)), make([][]share, len(pages))
	edges, from, to := make([][]int32, len(pages)), make([][]uint32, len(pages)), make([][]uint32, len(pages))
	for _, i := range subset {
		for _, j := range links[i] {
			if member[j] {
				edges[i] = append(edges[i], j)
				to[i] = append(to[i], class[j])
				from[j] = append(from[j], class[i])
			}
		}
	}
	for _, i := range subset {
		before[i], behind[i] = shares(from[i]), shares(to[i])
	}
	counts := counter{groups: map[[4]uint32]float64{}}
	for _, i := range subset {
		counts.add([4]uint32{class[i]}, 1)
	}
	out.Pages = counts.measure()
	out.Walks[0] = out.Pages
	for _, i := range subset {
		for _, s := range behind[i] {
			counts.add([4]uint32{class[i], s.class}, s.n)
		}
	}
	out.Walks[1] = counts.measure()
	for _, i := range subset {
		for _, b := range before[i] {
			for _, s := range behind[i] {
				counts.add([4]uint32{b.class, class[i], s.class}, b.n*s.n)
			}
		}
	}
	out.Walks[2] = counts.measure()
	for _, i := range subset {
		for _, to := range edges[i] {
			for _, b := range before[i] {
				for _, s := range behind[to] {
					counts.add([4]uint32{b.class, class[i], class[to], s.class}, b.n*s.n)
				}
			}
		}
	}
	out.Walks[3] = counts.measure()
	return out
}

// share is how many neighbours of a page look one way.
type share struct {
	class uint32
	n     float64
}

// shares counts how often each class is in a list.
func shares(classes []uint32) []share {
	slices.Sort(classes)
	var list []share
	for _, c := range classes {
		if n := len(list); n > 0 && list[n-1].class == c {
			list[n-1].n++
			continue
		}
		list = append(list, share{c, 1})
	}
	return list
}

// counter counts walks by what is seen of them.
type counter struct {
	groups map[[4]uint32]float64
	steps  int
	gaveUp bool
}

func (c *counter) add(seen [4]uint32, n float64) {
	if c.steps++; c.gaveUp || c.steps > walkSteps || len(c.groups) > walkGroups {
		c.gaveUp = true
		return
	}
	c.groups[seen] += n
}

// measure sums up what was counted, and begins anew.
func (c *counter) measure() Measure {
	if c.gaveUp {
		return Measure{}
	}
	sizes := make([]float64, 0, len(c.groups))
	for _, n := range c.groups {
		sizes = append(sizes, n)
	}
	clear(c.groups)
	return measure(sizes)
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
