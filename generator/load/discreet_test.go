package load

import (
	"fmt"
	"math"
	"testing"
	"testing/fstest"

	"sotto/generator/diag"
)

// clashChance is the chance that any two of n names are the same when each is
// drawn from as many as the symbols can spell in a length.
func clashChance(n, length int) float64 {
	names := math.Pow(float64(len(discreetSymbols)), float64(length))
	return -math.Expm1(-float64(n) * float64(n-1) / 2 / names)
}

// The chance that is told in the README, in decision 2 and at discreetLength.
func TestDiscreetClashChance(t *testing.T) {
	const pages = 10000
	if got := clashChance(pages, discreetLength); math.Abs(got*20000-1) > 0.01 {
		t.Errorf("of %d pages two share an address with a chance of %.2g, want 1 in 20,000", pages, got)
	}
	if got := clashChance(pages, 8); math.Abs(got-0.39) > 0.005 {
		t.Errorf("with eight symbols it is %.3f, want 0.39: the arithmetic is wrong", got)
	}
}

// Addresses do not run out: thousands of discreet pages have one each.
func TestThousandsOfDiscreetPages(t *testing.T) {
	const modules, chapters = 300, 9
	fsys := base(t)
	write := func(name, tab string) {
		fsys["self-help/"+name] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: %s\ndiscreetTitle: %[1]s\ndescription: What %[1]s is about.\naim: Know it.\n---\n", tab)}
	}
	for m := range modules {
		write(fmt.Sprintf("m%d/index.md", m), fmt.Sprintf("Theme %d", m))
		for c := range chapters {
			write(fmt.Sprintf("m%d/c%d.md", m, c), fmt.Sprintf("Theme %d, part %d", m, c+1))
		}
	}
	s, findings := mustLoad(t, Input{Content: fsys, Clock: noon})
	for _, f := range findings {
		if f.Severity == diag.Error {
			t.Errorf("%s: %s", f.Pos.File, f.Message)
		}
	}
	seen := map[string]string{}
	for _, p := range s.Pages {
		if !p.Section.Discreet {
			continue
		}
		if !isDiscreet(p.Address) {
			t.Errorf("%s is at %s", p.Source, p.Address)
		}
		if other := seen[p.Address]; other != "" {
			t.Errorf("%s and %s are both at %s", other, p.Source, p.Address)
		}
		seen[p.Address] = p.Source
	}
	if want := modules * (chapters + 1); len(seen) < want {
		t.Errorf("%d discreet pages, want %d and more", len(seen), want)
	}
}
