package output

import (
	"math"
	"math/bits"
	"slices"

	"github.com/andybalholm/brotli/matchfinder"
)

// shortest looks for the way of writing a text in deflate that takes the fewest
// bits, for pages that no ordinary search brings to their length. It is the way
// of zopfli: it knows every repeat, and takes those that are cheapest together
// (a shortest path through the text) by the codes that the choice before gave.
// After a few rounds the choice and its codes fit each other. It also divides
// the text into blocks with codes of their own, where that pays: a style and
// the words after it have little in common.
//
// The zero value is ready, and none needs to be kept: it is for few pages.
type shortest struct {
	text    []byte
	repeats []repeat
	from    []int32 // where the repeats at each place begin, and a last one

	cost []float32 // bits to get to each place
	step []repeat  // the step that got there; of one byte where it is no repeat
	out  []byte
	code matchfinder.Encoder
}

// repeat says that length bytes stood distance bytes before.
type repeat struct{ length, distance uint16 }

// What deflate can say (RFC 1951, section 3.2.5).
const (
	minRepeat = 3
	maxRepeat = 258
	literals  = 257 // bytes and the end of a block, before the codes of lengths
	lengths   = 29
	distances = 30
)

const (
	// rounds are how often the choice is made anew. More than this saves less
	// than a byte on this site's longest page.
	rounds = 8
	// deepest is how many earlier places are looked at for each. A page of this
	// site has fewer with the same three bytes.
	deepest = 2048
	// grain is about how many bytes apart a block may begin at least, and grains how
	// many such places a text has at most: every pair of them is tried.
	grain  = 2 << 10
	grains = 24
)

// block is a stretch of the text with codes of its own: from where the one
// before ends, with the next matches.
type block struct{ end, matches int }

// appendDeflate appends a deflate stream of text, which ends with it or can go
// on. first is any way through the text.
func (s *shortest) appendDeflate(dst, text []byte, first []matchfinder.Match, code matchfinder.Encoder, ends bool) []byte {
	s.text, s.code = text, code
	s.search()
	way, blocks := first, []block{{len(text), len(first)}}
	best, bestBlocks, least := way, blocks, s.length(way, blocks)
	for round := range rounds {
		if round == 1 || round == rounds/2 {
			blocks = s.divide(way)
		}
		way, blocks = s.walk(way, blocks)
		if n := s.length(way, blocks); n < least {
			best, bestBlocks, least = way, blocks, n
		}
	}
	s.code.Reset()
	return s.encode(dst, best, bestBlocks, ends)
}

// search finds at each place, for every length there is, the nearest repeat.
func (s *shortest) search() {
	const bits = 14
	n := len(s.text)
	head, before := make([]int32, 1<<bits), make([]int32, n) // one more than the place; 0 for none
	s.from = make([]int32, n+1)
	for at := range s.text {
		s.from[at] = int32(len(s.repeats))
		if n-at < minRepeat {
			continue
		}
		three := uint32(s.text[at]) | uint32(s.text[at+1])<<8 | uint32(s.text[at+2])<<16
		h := &head[three*0x9E3779B1>>(32-bits)]
		before[at], *h = *h, int32(at+1)
		longest := minRepeat - 1
		most := min(maxRepeat, n-at)
		for seek, left := before[at], deepest; seek > 0 && left > 0 && longest < most; seek, left = before[seek-1], left-1 {
			then := int(seek) - 1
			if at-then > window {
				break
			}
			if s.text[then+longest] != s.text[at+longest] {
				continue
			}
			same := 0
			for same < most && s.text[then+same] == s.text[at+same] {
				same++
			}
			if same > longest {
				longest = same
				s.repeats = append(s.repeats, repeat{uint16(same), uint16(at - then)})
			}
		}
	}
	s.from[n] = int32(len(s.repeats))
	s.cost, s.step = make([]float32, n+1), make([]repeat, n+1)
}

// prices are what a code takes, in bits, extra bits and all.
type prices struct {
	literal  [literals - 1]float32
	length   [maxRepeat + 1]float32
	distance [distances]float32
}

// priced counts what matches use in text, and prices it by the entropy, which
// the codes come near to. What is not used yet costs as if it were half of one.
func priced(text []byte, matches []matchfinder.Match) *prices {
	var symbols [literals + lengths]float64
	var far [distances]float64
	at := 0
	for _, m := range matches {
		for _, c := range text[at : at+m.Unmatched] {
			symbols[c]++
		}
		at += m.Unmatched + m.Length
		for left := m.Length; left > 0; left -= maxRepeat { // a last one of one or two bytes is near enough
			c, _ := lengthCode(min(max(left, minRepeat), maxRepeat))
			symbols[literals+c]++
			d, _ := distanceCode(m.Distance)
			far[d]++
		}
	}
	symbols[literals-1]++
	toBits(symbols[:])
	toBits(far[:])
	p := new(prices)
	for c := range p.literal {
		p.literal[c] = float32(symbols[c])
	}
	for n := minRepeat; n <= maxRepeat; n++ {
		c, extra := lengthCode(n)
		p.length[n] = float32(symbols[literals+c]) + float32(extra)
	}
	for d := range far {
		p.distance[d] = float32(far[d]) + float32(max(0, d/2-1))
	}
	return p
}

// toBits makes of how often each symbol comes what it costs.
func toBits(counts []float64) {
	sum := 0.0
	for _, n := range counts {
		sum += n
	}
	for i, n := range counts {
		counts[i] = math.Log2(max(sum, 1) / max(n, 0.5))
	}
}

// lengthCode is the code of a repeat's length, counted from the first of
// lengths, and how many extra bits follow it.
func lengthCode(n int) (code, extra int) {
	switch n -= minRepeat; {
	case n == maxRepeat-minRepeat:
		return lengths - 1, 0
	case n < 8:
		return n, 0
	}
	extra = bits.Len(uint(n)) - 3
	return 4*extra + n>>extra, extra
}

// distanceCode is the code of a repeat's distance and how many extra bits follow it.
func distanceCode(n int) (code, extra int) {
	if n--; n < 4 {
		return n, 0
	}
	extra = bits.Len(uint(n)) - 2
	return 2*extra + n>>extra, extra
}

// walk finds the cheapest way through the text, block by block, by the prices
// of the way before. No repeat reaches from one block into the next.
func (s *shortest) walk(before []matchfinder.Match, blocks []block) ([]matchfinder.Match, []block) {
	var way []matchfinder.Match
	next := make([]block, 0, len(blocks))
	start, done := 0, 0
	for _, b := range blocks {
		p := priced(s.text[start:b.end], before[done:b.matches])
		s.relax(p, start, b.end)
		way = s.trace(way, start, b.end)
		next = append(next, block{b.end, len(way)})
		start, done = b.end, b.matches
	}
	return way, next
}

// relax fills in cost and step from start to end.
func (s *shortest) relax(p *prices, start, end int) {
	for i := start + 1; i <= end; i++ {
		s.cost[i] = math.MaxFloat32
	}
	s.cost[start] = 0
	for i := start; i < end; i++ {
		here := s.cost[i]
		if c := here + p.literal[s.text[i]]; c < s.cost[i+1] {
			s.cost[i+1], s.step[i+1] = c, repeat{1, 0}
		}
		n := minRepeat
		for _, r := range s.repeats[s.from[i]:s.from[i+1]] {
			d, _ := distanceCode(int(r.distance))
			by := here + p.distance[d]
			for ; n <= int(r.length) && i+n <= end; n++ {
				if c := by + p.length[n]; c < s.cost[i+n] {
					s.cost[i+n], s.step[i+n] = c, repeat{uint16(n), r.distance}
				}
			}
		}
	}
}

// trace appends the way that relax has found, as matches.
func (s *shortest) trace(way []matchfinder.Match, start, end int) []matchfinder.Match {
	first := len(way)
	way = append(way, matchfinder.Match{})
	for i := end; i > start; { // backwards: bytes stand before the repeat that follows them
		r := s.step[i]
		i -= int(r.length)
		if r.distance == 0 {
			way[len(way)-1].Unmatched++
		} else {
			way = append(way, matchfinder.Match{Length: int(r.length), Distance: int(r.distance)})
		}
	}
	slices.Reverse(way[first:])
	return way
}

// divide finds the blocks that are shortest together for a way through the
// text. They begin between two matches.
func (s *shortest) divide(way []matchfinder.Match) []block {
	ends := []block{{}}
	at, apart := 0, max(grain, len(s.text)/grains)
	for k, m := range way {
		at += m.Unmatched + m.Length
		if at-ends[len(ends)-1].end >= apart || k == len(way)-1 {
			ends = append(ends, block{at, k + 1})
		}
	}
	least, before := make([]int, len(ends)), make([]int, len(ends))
	for to := 1; to < len(ends); to++ {
		least[to] = math.MaxInt
		for from := range to {
			s.code.Reset()
			a, b := ends[from], ends[to]
			s.out = s.code.Encode(s.out[:0], s.text[a.end:b.end], way[a.matches:b.matches], true)
			if n := least[from] + len(s.out); n < least[to] {
				least[to], before[to] = n, from
			}
		}
	}
	var blocks []block
	for to := len(ends) - 1; to > 0; to = before[to] {
		blocks = append(blocks, ends[to])
	}
	slices.Reverse(blocks)
	return blocks
}

// length is how many bytes a way takes.
func (s *shortest) length(way []matchfinder.Match, blocks []block) int {
	s.code.Reset()
	s.out = s.encode(s.out[:0], way, blocks, true)
	return len(s.out)
}

func (s *shortest) encode(dst []byte, way []matchfinder.Match, blocks []block, last bool) []byte {
	start, done := 0, 0
	for i, b := range blocks {
		dst = s.code.Encode(dst, s.text[start:b.end], way[done:b.matches], last && i == len(blocks)-1)
		start, done = b.end, b.matches
	}
	return dst
}
