//go:build unix

package markdown_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	. "sotto/generator/markdown"
	"sotto/generator/sitetest"
)

// The lengths that are compared, in bytes, and how much longer the long one may
// take. Linear time is four times as much, quadratic sixteen times; the bound
// between them is three for each doubling.
const (
	short = 16 << 10
	long  = 4 * short
	bound = 9
	// quick is so little time that its ratio says nothing: less than 0.15 µs
	// a byte at full length.
	quick = 10 * time.Millisecond
)

// linear converts a flood at both lengths. What counts is CPU time, and the
// best of many runs, because a test machine has other things to do. It says
// what is wrong, or "".
func linear(c *Converter, env Env, flood func(n int) string) string {
	measure := func(text []byte) time.Duration {
		src := Source{Name: "page.md", Text: text}
		runtime.GC() // not while the time is taken: a collection costs more than a short page
		start := cpuTime()
		c.Convert(src, env)
		return cpuTime() - start
	}
	a, b := []byte(flood(short)), []byte(flood(long))
	best, bestLong := time.Hour, time.Hour
	for try := range 50 {
		bestLong = min(bestLong, measure(b))
		if bestLong < quick {
			return ""
		}
		best = min(best, measure(a))
		if try > 0 && bestLong < bound*best {
			return ""
		}
	}
	return fmt.Sprintf("%d bytes take %v, %d bytes %v: %.1f times as long", len(a), best, len(b), bestLong, float64(bestLong)/float64(best))
}

// TestLinear tries what is known to be hard.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a few seconds")
	}
	c := New()
	env := testEnv("cy")
	for _, f := range sitetest.Some(floods, 2) {
		text := f.make(long)
		if _, findings := convert(t, c, text, env); len(findings) > maxFindings+1 {
			t.Errorf("%s: %d findings", f.name, len(findings))
		}
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for _, f := range sitetest.Some(floods, 15) {
		if bad := linear(c, env, f.make); bad != "" {
			t.Errorf("%s: %s", f.name, bad)
		}
	}
}

// TestCombinations tries repeats of two to four tokens: a few, others
// whenever the tokens change, or with SOTTO_SOAK all pairs and five
// thousand of the longer ones.
func TestCombinations(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a few seconds")
	}
	var units []string
	if sitetest.Soak() {
		for _, a := range tokens {
			for _, b := range tokens {
				units = append(units, a+b)
			}
		}
	}
	random := rand.New(rand.NewPCG(1, uint64(len(tokens))))
	for range map[bool]int{false: 25, true: 5000}[sitetest.Soak()] {
		var unit string
		for range 2 + random.IntN(3) {
			unit += tokens[random.IntN(len(tokens))]
		}
		units = append(units, unit)
	}
	c := New()
	env := testEnv("cy")
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for _, unit := range units {
		if bad := linear(c, env, func(n int) string { return strings.Repeat(unit, n/len(unit)) }); bad != "" {
			t.Errorf("%q: %s", unit, bad)
		}
	}
}

// cpuTime is what this process has used of processors so far. It counts, and
// not the clock on the wall: a busy machine makes everything take longer, and
// nothing take more work.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
