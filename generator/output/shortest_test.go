package output

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand"
	"strings"
	"testing"

	bflate "github.com/andybalholm/brotli/flate"
)

// Texts at the edges of what deflate can say come back whole, and none takes
// more than with the ordinary search, whose way is where it begins.
func TestShortest(t *testing.T) {
	noise := make([]byte, window+2000)
	rand.New(rand.NewSource(1)).Read(noise)
	far := append(bytes.Clone(noise[:window]), noise[:600]...)     // repeats as far back as may be
	farther := append(bytes.Clone(noise[:window+1]), noise[:9]...) // and one byte too far
	for name, text := range map[string][]byte{
		"nothing":       nil,
		"one byte":      []byte("a"),
		"two bytes":     []byte("aa"),
		"three repeat":  []byte("abcabc"),
		"a run":         bytes.Repeat([]byte("a"), 1000),
		"longest":       bytes.Repeat([]byte("ab"), (maxRepeat+2)/2),
		"longer":        bytes.Repeat([]byte("abc"), 90),
		"every byte":    noise[:300],
		"far":           far,
		"farther":       farther,
		"words":         sample(20000),
		"a guide":       sample(150000), // longer than the quick search can take
		"words twice":   append(sample(9000), sample(9000)...),
		"two languages": append(sample(9000), strings.Repeat("{color:#fff}", 99)...),
	} {
		search := &newWriters().chains // as the ladder does
		first := search.FindMatches(nil, text)
		code := bflate.NewEncoder()
		ordinary := code.Encode(nil, text, first, true)
		code.Reset()
		got := new(shortest).appendDeflate([]byte("head"), text, first, code, true)
		back, err := io.ReadAll(flate.NewReader(bytes.NewReader(got[4:])))
		if err != nil || !bytes.Equal(back, text) || string(got[:4]) != "head" {
			t.Errorf("%s: %v, %d bytes came back of %d", name, err, len(back), len(text))
		}
		if len(got)-4 > len(ordinary) {
			t.Errorf("%s: %d bytes, and %d with the ordinary search", name, len(got)-4, len(ordinary))
		}
	}
}

// The codes are those of the tables in RFC 1951, section 3.2.5.
func TestCodes(t *testing.T) {
	base := 3
	for code := range lengths - 1 {
		extra := max(0, (code-4)/4)
		for n := base; n < min(base+1<<extra, maxRepeat); n++ {
			if c, e := lengthCode(n); c != code || e != extra {
				t.Fatalf("length %d: code %d with %d bits, want %d with %d", n, c, e, code, extra)
			}
		}
		base += 1 << extra
	}
	if c, e := lengthCode(maxRepeat); c != lengths-1 || e != 0 {
		t.Fatalf("the longest has code %d with %d bits", c, e)
	}
	base = 1
	for code := range distances {
		extra := max(0, code/2-1)
		for n := base; n < base+1<<extra; n++ {
			if c, e := distanceCode(n); c != code || e != extra {
				t.Fatalf("distance %d: code %d with %d bits, want %d with %d", n, c, e, code, extra)
			}
		}
		base += 1 << extra
	}
	if base != window+1 {
		t.Fatalf("the codes reach to %d", base-1)
	}
}
