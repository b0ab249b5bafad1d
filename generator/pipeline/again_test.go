package pipeline

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/sitetest"
)

// sequences is how many sequences of changes a site goes through, each of one
// to four.
const sequences = 10_000

// A build that is given what the last one has left finds and makes exactly what
// a build finds and makes that is given nothing: whatever has changed between.
func TestWarmEqualsCold(t *testing.T) {
	kinds := slices.Sorted(maps.Keys(edits))
	if len(kinds) < 45 {
		t.Fatalf("there are %d kinds of change", len(kinds))
	}
	n := sequences
	if !sitetest.Soak() {
		kinds, n = sitetest.Some(kinds, 12), 6
	}
	r := rand.New(rand.NewPCG(11, 1))
	s, kept, sources := firstState(t), []byte(nil), []byte(nil)
	sound, taken, known := 0, 0, 0
	var steps []string
	for i := range n {
		var now []string
		if i < len(kinds) { // each of them once by itself, before and after
			now = []string{kinds[i]}
		} else {
			for range 1 + r.IntN(4) {
				now = append(now, kinds[r.IntN(len(kinds))])
			}
		}
		for _, kind := range now {
			edits[kind](s, r)
		}
		steps = append(steps, strings.Join(now, ", "))
		// A mistake that stays would hide all that comes after it.
		c, of := cache.Open(kept), cache.Open(sources)
		known += of.Len()
		res := same(t, s, c, of, steps)
		if t.Failed() {
			return
		}
		fine := diag.Count(res.Findings, diag.Error) == 0
		if fine { // as build keeps it
			sound++
			kept, sources = c.Bytes(), of.Bytes()
		}
		taken += res.Kept
		if !fine && i%3 == 2 || i%50 == 49 {
			clock, disk := s.clock, s.disk
			s = firstState(t)
			s.disk = disk
			// The clock goes on from where it was, but not for years: there the first
			// site has mistakes of its own, and nothing would be sound any more.
			if clock.Sub(s.clock).Abs() < 30*24*time.Hour {
				s.clock = clock
			}
			steps = append(steps, "back to the first site")
		}
	}
	t.Logf("%d sequences, %d of them of sound sites, %d pages taken over, %d files known", n, sound, taken, known)
	if sound < n/3 || taken < n/2 || diskDevice > 0 && known < n/2 {
		t.Error("hardly anything was tested")
	}
}

// same builds a site with and without a cache.
func same(t *testing.T, s *state, kept, sources *cache.Cache, steps []string) (warm *Result) {
	t.Helper()
	build := func(c, sources *cache.Cache) *Result {
		in := s.inputs()
		in.Cache = c
		if sources != nil {
			in.Sources = s.disk.sources(sources)
		}
		res, err := Build(context.Background(), in, output.NewDiscard())
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	cold := build(nil, nil)
	warm = build(kept, sources)
	diff := cmp.Diff(sitetest.Text(cold.Findings), sitetest.Text(warm.Findings)) + cmp.Diff(cold.Findings, warm.Findings)
	if cold.Tree != warm.Tree || cold.Files != warm.Files {
		diff += "another tree\n"
	}
	diff += cmp.Diff(cold.Leak, warm.Leak) + cmp.Diff(cold.Outcomes, warm.Outcomes)
	if diff != "" {
		t.Errorf("after %s\n(-cold +warm)\n%s", strings.Join(steps[max(0, len(steps)-5):], "\nand then "), diff)
	}
	return warm
}

// What one change makes a build do again: how many pages it takes over without a
// look, and how many finished pages it makes.
func TestWhatIsMadeAgain(t *testing.T) {
	first := cache.New()
	all := len(same(t, firstState(t), first, nil, nil).Site.Pages)
	for _, c := range sitetest.Some([]struct {
		kind       string
		kept, made int
	}{
		{"a template", 0, all},
		{"many words", 0, 1},    // and the reading times of others
		{"a later clock", 0, 0}, // another day: what is due is looked at again
		{"the proof", all - 1, 2},
		{"a moment later", all, 0},
		{"a description", 0, 3},
		{"a title", 0, 3},
		{"a page that is not ready", all, 0},
		{"an embargo", 0, 2}, // of the release: its newsroom and its campaign
		{"a page deleted", 0, 1},
		{"a new twin", 0, 3},
		{"an old address", 0, 1}, // the page itself is the same
		{"a word", all - 1, 1},
		{"the menu", 0, all},
		{"another program", 0, all},
		{"a house rule", 0, all},
		{"the base address", 0, all},
	}, 6) {
		t.Run(c.kind, func(t *testing.T) {
			s := firstState(t)
			edits[c.kind](s, rand.New(rand.NewPCG(1, 2)))
			res := same(t, s, first.Next(), nil, []string{c.kind})
			if res.Kept != c.kept || res.Made != c.made {
				t.Errorf("%d of %d pages were taken over and %d made, want %d and %d", res.Kept, len(res.Site.Pages), res.Made, c.kept, c.made)
			}
		})
	}
}
