package pipeline

import (
	"slices"
	"strings"

	"sotto/generator/audit"
	"sotto/generator/output"
	"sotto/generator/site"
)

// Leak is what somebody who watches the encrypted traffic can learn from one
// visit: which page it was, out of all equally likely ones. Response headers
// are left out of it: the server configurations that derived writes make them
// the same for every page, and tests see to that.
type Leak struct {
	// Whole is over all pages; Discreet over those of discreet sections, of
	// which there may be none.
	Whole, Discreet audit.Measure
	// Requests is the largest number of requests that a page takes.
	Requests int
	// Lengths are the different body lengths of pages without compression,
	// with gzip and with brotli: one each in uniform mode.
	Lengths [3][]int
}

// measure works out the leak of the staged pages. It can be asked before the
// last page is there, and then speaks of those that are.
func measure(s *site.Site, facts []audit.Facts, sizes []output.Size) *Leak {
	bodies := make(map[string]output.Size, len(sizes))
	leak := &Leak{}
	for _, z := range sizes {
		bodies[z.Path] = z
		for i, n := range []int{z.Identity, z.Gzip, z.Brotli} {
			if n == 0 {
				continue // not made
			}
			if at, known := slices.BinarySearch(leak.Lengths[i], n); !known {
				leak.Lengths[i] = slices.Insert(leak.Lengths[i], at, n)
			}
		}
	}
	discreet := map[string]bool{}
	for _, p := range s.Pages {
		discreet[p.Output] = p.Section.Discreet
	}
	var whole, part []audit.Seen
	for i := range facts {
		f := &facts[i]
		leak.Requests = max(leak.Requests, f.Requests())
		if f.Kind != audit.Page {
			continue
		}
		z := bodies[f.Path]
		seen := audit.Seen{
			Requests: f.Requests(),
			Path:     s.Config.BasePath + strings.TrimSuffix(f.Path, "index.html"),
			Body:     []int{z.Identity, z.Gzip, z.Brotli},
		}
		whole = append(whole, seen)
		if discreet[f.Path] {
			part = append(part, seen)
		}
	}
	leak.Whole, leak.Discreet = audit.Leak(whole), audit.Leak(part)
	return leak
}
