package pipeline

import (
	"fmt"
	"strings"

	"sotto/generator/audit"
	"sotto/generator/diag"
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
			leak.Lengths[i] = insert(leak.Lengths[i], n)
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
	if r.Leak.Discreet.Of > 0 {
		lines = append(lines, "what the network learns of discreet pages: "+tell(r.Leak.Discreet))
	}
	return append(lines, "what the network learns of all pages: "+tell(r.Leak.Whole))
}

func tell(m audit.Measure) string {
	return fmt.Sprintf("%.2f bits of page identity in a visit; smallest set that looks alike %s of %s",
		m.Bits, number(m.Smallest), number(m.Of))
}

func number(n int) string { return diag.Number(n) }
