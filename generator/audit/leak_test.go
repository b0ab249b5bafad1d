package audit

import (
	"math"
	"math/rand"
	"testing"

	"golang.org/x/net/http2/hpack"
)

// TestHuffman compares the table with another implementation of the RFC, and
// with the examples of its appendix C.
func TestHuffman(t *testing.T) {
	for c := range huffmanBits {
		// Eight of a character make as many bytes as one has bits.
		s := string([]byte{byte(c), byte(c), byte(c), byte(c), byte(c), byte(c), byte(c), byte(c)})
		if got, want := uint64(huffmanBits[c]), hpack.HuffmanEncodeLength(s); got != want {
			t.Errorf("%q has %d bits, want %d", rune(c), got, want)
		}
	}
	for _, c := range []struct {
		path string
		want int
	}{
		{"/", 1},
		{"/index.html", 1},
		{"/sample/path", 2 + 9}, // RFC 7541, C.2.2, has it in 12 plain bytes
		{"/p/0a2co1st/", 2 + 8}, // 3 slashes of 6 bits, p of 6, eight of 5: 64 bits
		{"/p/iestac02/", 2 + 8},
		{"/" + string(make([]byte, 200)), 3 + 201},
	} {
		if got := PathBytes(c.path); got != c.want {
			t.Errorf("PathBytes(%q) = %d, want %d", c.path, got, c.want)
		}
	}
}

// same is a page of which everything is like everywhere else.
func same(path string) Seen {
	return Seen{Requests: 1, Path: path, Header: 300, Body: []int{13312, 9000}}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestLeak(t *testing.T) {
	ring := [][]int32{{1}, {2}, {3}, {0}}
	t.Run("uniform", func(t *testing.T) {
		l := Leak([]Seen{same("/aaaa/"), same("/caca/"), same("/2012/"), same("/esti/")}, ring, nil)
		for n, m := range l.Walks {
			if m.Bits != 0 || m.Distinct != 1 || m.Smallest != 4 || m.Of != 4 || !m.Exact {
				t.Errorf("walks of %d links: %+v", n, m)
			}
		}
	})
	t.Run("all different", func(t *testing.T) {
		pages := []Seen{same("/aaaa/"), same("/caca/"), same("/2012/"), same("/esti/")}
		for i := range pages {
			pages[i].Body = []int{1000 + i, 900}
		}
		l := Leak(pages, ring, nil)
		if l.Pages.Bits != 2 || l.Pages.Distinct != 4 || l.Pages.Smallest != 1 {
			t.Errorf("pages: %+v", l.Pages)
		}
	})
	t.Run("only one encoding tells", func(t *testing.T) {
		pages := []Seen{same("/aaaa/"), same("/caca/"), same("/2012/"), same("/esti/")}
		pages[3].Body = []int{13312, 9001}
		l := Leak(pages, ring, nil)
		// One of four: H = 1/4·2 + 3/4·log2(4/3).
		if want := 0.5 + 0.75*math.Log2(4.0/3); !near(l.Pages.Bits, want) || l.Pages.Smallest != 1 || l.Pages.Distinct != 2 {
			t.Errorf("pages: %+v, want %.4f bits", l.Pages, want)
		}
	})
	t.Run("longer address", func(t *testing.T) {
		l := Leak([]Seen{same("/aaaa/"), same("/aaaaaaaaaa/")}, [][]int32{{1}, {0}}, nil)
		if l.Pages.Bits != 1 {
			t.Errorf("pages: %+v", l.Pages)
		}
	})
	t.Run("a walk tells more than a page", func(t *testing.T) {
		// 0 and 1 look alike, as do 2 and 3; but only 0 leads to 2.
		pages := []Seen{same("/aaaa/"), same("/aaaa/"), same("/aaaaaaaaaa/"), same("/aaaaaaaaaa/")}
		links := [][]int32{{1, 2}, {0}, {3}, {2}}
		l := Leak(pages, links, nil)
		if l.Pages.Bits != 1 || l.Pages.Smallest != 2 {
			t.Errorf("pages: %+v", l.Pages)
		}
		// Walks of one link: 0-1 AA, 0-2 AB, 1-0 AA, 2-3 BB, 3-2 BB: AA 2, AB 1, BB 2.
		want := 2*(0.4*math.Log2(2.5)) + 0.2*math.Log2(5)
		if m := l.Walks[1]; !near(m.Bits, want) || m.Of != 5 || m.Distinct != 3 || m.Smallest != 1 {
			t.Errorf("walks of one link: %+v, want %.4f bits", m, want)
		}
		// Of two: 0-1-0 AAA, 0-1-... 1→0 only; 0-2-3 ABB; 1-0-1 AAA; 1-0-2 AAB; 2-3-2 BBB; 3-2-3 BBB.
		want = 2*(1.0/3*math.Log2(3)) + 2*(1.0/6*math.Log2(6))
		if m := l.Walks[2]; !near(m.Bits, want) || m.Of != 6 || m.Distinct != 4 {
			t.Errorf("walks of two links: %+v, want %.4f bits", m, want)
		}
		if bits, exact := l.Bits(); !exact || bits < want {
			t.Errorf("Bits() = %v, %v", bits, exact)
		}
	})
	t.Run("subset", func(t *testing.T) {
		pages := []Seen{same("/aaaa/"), same("/aaaa/"), {Requests: 9, Path: "/x/", Body: []int{1}}}
		l := Leak(pages, [][]int32{{1, 2}, {0, 2}, {0}}, []int32{0, 1})
		if bits, exact := l.Bits(); bits != 0 || !exact || l.Walks[3].Of != 2 {
			t.Errorf("%+v", l)
		}
	})
	t.Run("nothing", func(t *testing.T) {
		if l := Leak(nil, nil, nil); l.Pages.Bits != 0 || l.Pages.Of != 0 {
			t.Errorf("%+v", l)
		}
	})
}

// TestLeakAgainstWalks counts walks one by one on small random sites.
func TestLeakAgainstWalks(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for range 30 {
		n := 2 + rnd.Intn(7)
		pages, links := make([]Seen, n), make([][]int32, n)
		for i := range pages {
			pages[i] = Seen{Requests: 1, Path: "/aaaa/", Body: []int{rnd.Intn(3)}}
			for j := range n {
				if rnd.Intn(3) == 0 {
					links[i] = append(links[i], int32(j))
				}
			}
		}
		counts := [4]map[string]float64{{}, {}, {}, {}}
		var walk func(at int32, seen string, depth int)
		walk = func(at int32, seen string, depth int) {
			seen += string(rune('a' + pages[at].Body[0]))
			counts[depth][seen]++
			if depth < 3 {
				for _, to := range links[at] {
					walk(to, seen, depth+1)
				}
			}
		}
		for i := range pages {
			walk(int32(i), "", 0)
		}
		got := Leak(pages, links, nil)
		for d, c := range counts {
			var sizes []float64
			for _, v := range c {
				sizes = append(sizes, v)
			}
			if want := measure(sizes); !near(got.Walks[d].Bits, want.Bits) || got.Walks[d].Distinct != want.Distinct || got.Walks[d].Smallest != want.Smallest || got.Walks[d].Of != want.Of {
				t.Errorf("walks of %d links: got %+v, want %+v", d, got.Walks[d], want)
			}
		}
	}
}

func BenchmarkLeakUniform(b *testing.B) { benchmarkLeak(b, 10_000, 60, 1) }
func BenchmarkLeakBuckets(b *testing.B) { benchmarkLeak(b, 1000, 20, 8) }

func benchmarkLeak(b *testing.B, n, degree, sizes int) {
	rnd := rand.New(rand.NewSource(1))
	pages, links := make([]Seen, n), make([][]int32, n)
	for i := range pages {
		pages[i] = Seen{Requests: 1, Path: "/aaaa/", Body: []int{rnd.Intn(sizes)}}
		for range degree {
			links[i] = append(links[i], int32(rnd.Intn(n)))
		}
	}
	for b.Loop() {
		if _, exact := Leak(pages, links, nil).Bits(); !exact {
			b.Fatal("not counted")
		}
	}
}
