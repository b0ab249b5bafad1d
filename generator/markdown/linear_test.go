//go:build unix

package markdown_test

import (
	"runtime"
	"runtime/debug"
	"syscall"
	"testing"
	"time"

	"sotto/generator/diag"
	. "sotto/generator/markdown"
)

// TestLinear converts each flood at a length and at four times that length.
// Linear time is four times as much, quadratic sixteen times; the bound between
// them is generous. What counts is CPU time, and the best of many runs, because
// a test machine has other things to do.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a few seconds")
	}
	const (
		short = 16 << 10
		long  = 4 * short
		bound = 10
		// quick is so little time that its ratio says nothing: less than 0.15 µs
		// a byte at full length.
		quick = 10 * time.Millisecond
	)
	c := New()
	env := testEnv("cy")
	for _, f := range floods {
		text := f.make(long)
		if _, findings := convert(t, c, text, env); len(findings) > maxFindings+1 {
			t.Errorf("%s: %d findings", f.name, len(findings))
		}
	}
	measure := func(text []byte) time.Duration {
		src := Source{File: diag.NewFile("page.md", text), Text: text}
		runtime.GC() // not while the time is taken: a collection costs more than a short page
		start := cpuTime()
		c.Convert(src, env)
		return cpuTime() - start
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	for _, f := range floods {
		func() {
			a, b := []byte(f.make(short)), []byte(f.make(long))
			best, bestLong := time.Hour, time.Hour
			for try := range 50 {
				bestLong = min(bestLong, measure(b))
				best = min(best, measure(a))
				if bestLong < quick || try > 0 && bestLong < bound*best {
					return
				}
			}
			t.Errorf("%s: %d bytes take %v, %d bytes %v: %.1f times as long", f.name, len(a), best, len(b), bestLong, float64(bestLong)/float64(best))
		}()
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
