package pipeline

import (
	"slices"
	"strings"

	"sotto/generator/audit"
	"sotto/generator/output"
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

// leak works out the leak of the staged pages. It can be asked before the last
// page is there, and then speaks of those that are.
func (l *line) leak() *Leak {
	leak, sizes := &Leak{}, l.stage.Sizes()
	for _, z := range sizes {
		if l.site.Config.Booklets.IsBooklet(z.Path) {
			continue // which has a length of its own
		}
		for i, n := range []int{z.Identity, z.Gzip, z.Brotli} {
			if n == 0 {
				continue // not made
			}
			if at, known := slices.BinarySearch(leak.Lengths[i], n); !known {
				leak.Lengths[i] = slices.Insert(leak.Lengths[i], at, n)
			}
		}
	}
	var whole, part audit.Watch
	for f := range l.facts() {
		requests := f.Requests()
		leak.Requests = max(leak.Requests, requests)
		if f.Kind != audit.Page || l.site.Config.Booklets.IsBooklet(f.Path) {
			continue
		}
		var z output.Size
		if i, ok := slices.BinarySearchFunc(sizes, f.Path, func(z output.Size, path string) int { return strings.Compare(z.Path, path) }); ok {
			z = sizes[i]
		}
		seen := audit.Seen{
			Requests: requests,
			Path:     l.site.Config.BasePath + strings.TrimSuffix(f.Path, "index.html"),
			Body:     []int{z.Identity, z.Gzip, z.Brotli},
		}
		whole.See(seen)
		if p := l.pages.at(f.Path); p != nil && p.Section.Discreet {
			part.See(seen)
		}
	}
	leak.Whole, leak.Discreet = whole.Measure(), part.Measure()
	return leak
}
