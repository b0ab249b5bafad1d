package output

import (
	"bytes"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"sotto/generator/site"
)

func total(weights, ends []int) int {
	sum, start := 0, 0
	for _, end := range ends {
		sum += (end - start) * weights[end-1]
		start = end
	}
	return sum
}

// leastTotal tries every grouping into runs of at least k.
func leastTotal(weights []int, k int) int {
	if len(weights) == 0 {
		return 0
	}
	best := -1
	for size := k; size <= len(weights); size++ {
		rest := len(weights) - size
		if rest > 0 && rest < k {
			continue
		}
		if sum := leastTotal(weights[:rest], k) + size*weights[len(weights)-1]; best < 0 || sum < best {
			best = sum
		}
	}
	return best
}

func TestChooseBucketsIsOptimal(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 2000 {
		weights := make([]int, 1+r.Intn(14))
		for i := range weights {
			weights[i] = 1 + r.Intn(20)
		}
		slices.Sort(weights)
		k := 1 + r.Intn(4)
		ends := chooseBuckets(weights, k)
		if len(weights) < k {
			if !slices.Equal(ends, []int{len(weights)}) {
				t.Fatalf("%v, k %d: %v", weights, k, ends)
			}
			continue
		}
		start := 0
		for _, end := range ends {
			if end-start < k {
				t.Fatalf("%v, k %d: %v has a bucket under k", weights, k, ends)
			}
			start = end
		}
		if start != len(weights) {
			t.Fatalf("%v, k %d: %v leaves pages out", weights, k, ends)
		}
		if got, want := total(weights, ends), leastTotal(weights, k); got != want {
			t.Fatalf("%v, k %d: %v costs %d, the least is %d", weights, k, ends, got, want)
		}
	}
	if chooseBuckets(nil, 3) != nil {
		t.Error("no pages make no buckets")
	}
}

func TestBuckets(t *testing.T) {
	o := Options{Size: site.Size{Mode: site.Buckets, K: 4}, ModTime: stamp}
	in := pages(37)
	s := NewMemory()
	mustFill(t, s, o, in)
	out := s.Files()
	company := map[[3]int]int{}
	forms := [3]map[int]int{{}, {}, {}}
	for _, z := range s.Sizes() {
		company[[3]int{z.Identity, z.Gzip, z.Brotli}]++
		for i, n := range []int{z.Identity, z.Gzip, z.Brotli} {
			forms[i][n]++
		}
		page, gz, br := out[z.Path], out[z.Path+".gz"], out[z.Path+".br"]
		if len(page) != z.Identity || len(gz) != z.Gzip || len(br) != z.Brotli {
			t.Errorf("%s has other lengths than reported", z.Path)
		}
		if !bytes.Equal(bytes.TrimRight(page, " "), in[z.Path]) {
			t.Errorf("%s was changed", z.Path)
		}
		if !bytes.Equal(gunzip(t, gz), page) || !bytes.Equal(unbrotli(t, br), page) {
			t.Errorf("%s: the compressed forms are not the file", z.Path)
		}
	}
	if len(company) < 3 {
		t.Errorf("only %d buckets", len(company))
	}
	for z, n := range company {
		if n < 4 {
			t.Errorf("only %d pages have the lengths %v", n, z)
		}
	}
	for i, list := range forms {
		for z, n := range list {
			if n < 4 {
				t.Errorf("only %d pages have length %d in form %d", n, z, i)
			}
		}
	}
	d := NewDiscard()
	mustFill(t, d, o, in)
	if !slices.Equal(d.Sizes(), s.Sizes()) {
		t.Error("a discarding stage measures other lengths")
	}
}

func TestTooFewPages(t *testing.T) {
	o := Options{Size: site.Size{Mode: site.Buckets, K: 4}}
	s := NewMemory()
	list := fill(t, s, o, map[string][]byte{"index.html": sample(500), "a.html": sample(900)}, 1)
	if len(list) != 1 || list[0].Code != "size/too-few" || !strings.Contains(list[0].Help, "size.k to 2") {
		t.Errorf("got %+v", list)
	}
}

func BenchmarkChooseBuckets(b *testing.B) {
	weights := make([]int, 10000)
	for i := range weights {
		weights[i] = 5000 + i/3
	}
	for b.Loop() {
		chooseBuckets(weights, 100)
	}
}
