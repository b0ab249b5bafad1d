package pipeline

import (
	"fmt"
	"strings"

	"sotto/generator/audit"
	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/site"
)

// Leak is what somebody who watches the encrypted traffic can learn: about
// which page, and which walk of up to three links, out of all equally likely
// ones. Response headers are left out of it: the server configurations that
// publish writes make them the same for every page, and tests see to that.
type Leak struct {
	// Whole is over all pages; Discreet over those of discreet sections, and
	// nil when there are none.
	Whole, Discreet *audit.Leakage
	// Requests is the largest number of requests that a page takes.
	Requests int
	// Lengths are the different body lengths of pages without compression,
	// with gzip and with brotli: one each in uniform mode.
	Lengths [3][]int
}

// measure works out the leak of the staged pages. It can be asked before the
// last page is there, and then speaks of those that are.
func measure(s *site.Site, auditor *audit.Auditor, facts []audit.Facts, sizes []output.Size) *Leak {
	paths, links := auditor.Graph(facts)
	bodies := make(map[string]output.Size, len(sizes))
	leak := &Leak{}
	if s.Config.Size.Mode == site.Off {
		// Without padding nearly every walk is like no other: there is nothing
		// to be learned from counting them.
		links = make([][]int32, len(paths))
	}
	for _, z := range sizes {
		bodies[z.Path] = z
		for i, n := range []int{z.Identity, z.Gzip, z.Brotli} {
			if n == 0 {
				continue // not made
			}
			leak.Lengths[i] = insert(leak.Lengths[i], n)
		}
	}
	requests := make(map[string]int, len(facts))
	for i := range facts {
		requests[facts[i].Path] = facts[i].Requests()
		leak.Requests = max(leak.Requests, facts[i].Requests())
	}
	discreet := map[string]bool{}
	for _, p := range s.Pages {
		discreet[p.Output] = p.Section.Discreet
	}
	seen := make([]audit.Seen, len(paths))
	var subset []int32
	for i, name := range paths {
		z := bodies[name]
		seen[i] = audit.Seen{
			Requests: requests[name],
			Path:     s.Config.BasePath + strings.TrimSuffix(name, "index.html"),
			Body:     []int{z.Identity, z.Gzip, z.Brotli},
		}
		if discreet[name] {
			subset = append(subset, int32(i))
		}
	}
	whole := audit.Leak(seen, links, nil)
	leak.Whole = &whole
	if len(subset) > 0 {
		part := audit.Leak(seen, links, subset)
		leak.Discreet = &part
	}
	return leak
}

// insert adds n to a short sorted list, once.
func insert(list []int, n int) []int {
	for i, m := range list {
		switch {
		case m == n:
			return list
		case m > n:
			return append(list[:i], append([]int{n}, list[i:]...)...)
		}
	}
	return append(list, n)
}

// Silence tells the leak in a few lines for people.
func (r *Result) Silence() []string {
	if r.Leak == nil {
		return nil
	}
	var lines []string
	var lengths []string
	for i, name := range []string{"plain", "with gzip", "with brotli"} {
		n := r.Leak.Lengths[i]
		switch {
		case len(n) == 1:
			lengths = append(lengths, fmt.Sprintf("%s bytes %s", number(n[0]), name))
		case len(n) > 1:
			lengths = append(lengths, fmt.Sprintf("%s different lengths %s", number(len(n)), name))
		}
	}
	requests := "one request each"
	if r.Leak.Requests > 1 {
		requests = fmt.Sprintf("up to %d requests each", r.Leak.Requests)
	}
	if len(lengths) > 0 {
		lines = append(lines, "pages on the network: "+requests+"; "+strings.Join(lengths, ", "))
	}
	if r.Site.Config.Size.Mode == site.Off {
		return append(lines, "pages are not padded (size: {mode: off}): the network can tell them apart by their length")
	}
	if l := r.Leak.Discreet; l != nil {
		lines = append(lines, "what the network learns of discreet pages: "+tell(l))
	}
	return append(lines, "what the network learns of all pages: "+tell(r.Leak.Whole))
}

func tell(l *audit.Leakage) string {
	walks := "more than can be counted in walks of 3 links"
	if bits, exact := l.Bits(); exact {
		walks = fmt.Sprintf("up to %.2f in walks of 3 links", bits)
	}
	return fmt.Sprintf("%.2f bits of page identity in a visit, %s; smallest set that looks alike %s of %s",
		l.Pages.Bits, walks, number(int(l.Pages.Smallest)), number(int(l.Pages.Of)))
}

func number(n int) string { return diag.Number(n) }
