package main

// source is a small generator of numbers, the same on every machine and in
// every version of Go: SplitMix64 (Steele, Lea and Flood, 2014). math/rand
// promises neither.
type source struct{ state uint64 }

// What a page's generators are for.
const (
	forTitle = iota
	forHeadings
	forBody
)

// newSource starts a generator for one purpose of one page. Each has its own,
// so that a page's words do not depend on the pages written before it.
func newSource(page, purpose int) *source {
	s := &source{state: 0x50770 + uint64(page)<<8 + uint64(purpose)}
	s.next()
	return s
}

func (s *source) next() uint64 {
	s.state += 0x9e3779b97f4a7c15
	z := s.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number from 0 to n-1. It leans towards small numbers by at
// most n/2^64, which nobody will notice.
func (s *source) below(n int) int { return int(s.next() % uint64(n)) }

// of returns one entry of a list.
func (s *source) of(list []string) string { return list[s.below(len(list))] }

// some returns n different entries of a list, in no order.
func (s *source) some(n int, list []string) []string {
	at := make([]int, len(list))
	for i := range at {
		at[i] = i
	}
	out := make([]string, n)
	for i := range out {
		j := i + s.below(len(at)-i)
		at[i], at[j] = at[j], at[i]
		out[i] = list[at[i]]
	}
	return out
}
