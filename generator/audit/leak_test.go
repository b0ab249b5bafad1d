package audit

import (
	"math"
	"testing"
)

// TestHuffman holds lengths against the examples of the RFC's appendix C, and
// against sums by hand.
func TestHuffman(t *testing.T) {
	for _, c := range []struct {
		path string
		want int
	}{
		{"/", 1},
		{"/index.html", 1},
		{"/sample/path", 2 + 9},      // RFC 7541, C.2.2, has it in 12 plain bytes
		{"/p/0a2co1steo2i/", 2 + 11}, // 3 slashes of 6 bits, p of 6, twelve of 5: 84 bits
		{"/p/iestac021oae/", 2 + 11},
		{"/" + string(make([]byte, 200)), 3 + 201},
	} {
		if got := PathBytes(c.path); got != c.want {
			t.Errorf("PathBytes(%q) = %d, want %d", c.path, got, c.want)
		}
	}
}

// same is a page of which everything is like everywhere else.
func same(path string) Seen {
	return Seen{Requests: 1, Path: path, Body: []int{10240, 9000}}
}

func TestLeak(t *testing.T) {
	four := func() []Seen { return []Seen{same("/aaaa/"), same("/caca/"), same("/2012/"), same("/esti/")} }
	oneOther := 0.5 + 0.75*math.Log2(4.0/3) // one of four: 1/4·2 + 3/4·log2(4/3)
	for _, c := range []struct {
		name  string
		pages func() []Seen
		want  Measure
	}{
		{"nothing", func() []Seen { return nil }, Measure{}},
		{"uniform", four, Measure{Of: 4, Distinct: 1, Smallest: 4}},
		{"all different", func() []Seen {
			pages := four()
			for i := range pages {
				pages[i].Body = []int{1000 + i, 900}
			}
			return pages
		}, Measure{Of: 4, Distinct: 4, Bits: 2, Smallest: 1}},
		{"only one encoding tells", func() []Seen {
			pages := four()
			pages[3].Body = []int{10240, 9001}
			return pages
		}, Measure{Of: 4, Distinct: 2, Bits: oneOther, Smallest: 1}},
		{"a later one has more encodings", func() []Seen {
			pages := four()
			pages[0].Body, pages[1].Body = nil, []int{10240}
			pages[2].Requests = 2
			return pages
		}, Measure{Of: 4, Distinct: 3, Bits: 1.5, Smallest: 1}},
		{"one takes more requests", func() []Seen {
			pages := four()
			pages[0].Requests = 2
			return pages
		}, Measure{Of: 4, Distinct: 2, Bits: oneOther, Smallest: 1}},
		{"a longer address", func() []Seen { return []Seen{same("/aaaa/"), same("/aaaaaaaaaa/")} }, Measure{Of: 2, Distinct: 2, Bits: 1, Smallest: 1}},
	} {
		var w Watch
		for _, p := range c.pages() {
			w.See(p)
		}
		got := w.Measure()
		if math.Abs(got.Bits-c.want.Bits) < 1e-9 {
			got.Bits = c.want.Bits
		}
		if got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}
