package output

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"sotto/generator/diag"
)

// draft is a page of buckets mode: staged as it was rendered, with open bodies
// in the place of its compressed siblings.
type draft struct {
	path                 string
	html                 int // length in bytes
	gzipBody, brotliBody int
}

// weight is what the page needs at least on the wire, in either form.
func (d draft) weight() int { return max(gzipOverhead+d.gzipBody, d.brotliBody) }

// putDraft stages a page that will get its lengths in Finish.
func (s *Stage) putDraft(e *encoder, name string, html []byte) error {
	e.encode(html, chained, true, true)
	s.mu.Lock()
	s.drafts = append(s.drafts, draft{name, len(html), len(e.gzBody), len(e.brBody)})
	s.mu.Unlock()
	return s.write([]file{{name, html}, {name + ".gz", e.gzBody}, {name + ".br", e.brBody}})
}

// chooseBuckets groups pages so that each shares its lengths with at least k-1
// others, with the least padding in all.
//
// weights must be sorted. A bucket is a run of neighbours and is as long as
// its last page: an optimal grouping always has that shape, because swapping
// two pages of different buckets into order never lengthens one. No bucket
// needs 2k pages or more, because cutting one in two never adds padding. So
// best[i], the least total length of the first i pages, is the minimum over
// the size of the last bucket; of equal totals the one with the larger last
// bucket is taken, which is more company for the same bytes.
//
// It returns where each bucket ends. With fewer than k pages there is one.
func chooseBuckets(weights []int, k int) []int {
	n := len(weights)
	k = max(1, k)
	if n == 0 {
		return nil
	}
	if n < k {
		return []int{n}
	}
	const never = int(^uint(0) >> 1)
	best, last := make([]int, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		best[i] = never
		for size := k; size < 2*k && size <= i; size++ {
			if before := best[i-size]; before != never && before+size*weights[i-1] <= best[i] {
				best[i], last[i] = before+size*weights[i-1], size
			}
		}
	}
	var ends []int
	for i := n; i > 0; i -= last[i] {
		ends = append(ends, i)
	}
	slices.Reverse(ends)
	return ends
}

// bucket is the pages that will share their lengths.
type bucket struct {
	pages []draft
	pad   padding
}

// finishBuckets chooses the lengths of all drafts and rewrites them.
//
// One length serves gzip and brotli, and one grouping serves all forms: if
// each form had a grouping of its own, somebody who saw a page in two forms
// would know it to be in both its groups, which may have few pages in common.
func (s *Stage) finishBuckets() ([]diag.Finding, error) {
	k := max(1, s.opt.Size.K)
	if len(s.drafts) == 0 {
		return nil, nil
	}
	slices.SortFunc(s.drafts, func(a, b draft) int {
		return cmp.Or(cmp.Compare(a.weight(), b.weight()), strings.Compare(a.path, b.path))
	})
	weights := make([]int, len(s.drafts))
	for i, d := range s.drafts {
		weights[i] = d.weight()
	}
	var findings []diag.Finding
	if len(s.drafts) < k {
		findings = append(findings, diag.Finding{
			Code: "size/too-few", Severity: diag.Error,
			Message: fmt.Sprintf("the site has %d pages, too few for each to share its length with %d others", len(s.drafts), k-1),
			Help:    fmt.Sprintf("in content/site.yaml, set size.k to %d or less, or size.mode to uniform", len(s.drafts)),
		})
	}
	var groups []bucket
	start := 0
	e := newEncoder()
	for _, end := range chooseBuckets(weights, k) {
		groups = append(groups, measure(e, s.drafts[start:end]))
		start = end
	}
	return findings, s.sealAll(groups)
}

// measure finds the lengths that all pages of a bucket fit in: those of its
// longest page, with the few bytes its spaces compress to.
func measure(e *encoder, pages []draft) bucket {
	b := bucket{pages: pages}
	for _, d := range pages {
		b.pad.page = max(b.pad.page, d.html)
	}
	for _, d := range pages {
		e.tails(b.pad.page - d.html)
		b.pad.gzip = max(b.pad.gzip, gzipOverhead+d.gzipBody+len(e.gzTail), d.brotliBody+len(e.brTail))
	}
	b.pad.brotli = b.pad.gzip
	return b
}

// sealAll pads the drafts of all groups, on every core.
func (s *Stage) sealAll(groups []bucket) error {
	type job struct {
		draft
		pad padding
	}
	jobs := make(chan job)
	errs := make([]error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for w := range errs {
		wg.Go(func() {
			e := s.encoders.Get().(*encoder)
			defer s.encoders.Put(e)
			for j := range jobs {
				if errs[w] == nil {
					errs[w] = s.sealDraft(e, j.draft, j.pad)
				}
			}
		})
	}
	for _, g := range groups {
		for _, d := range g.pages {
			jobs <- job{d, g.pad}
		}
	}
	close(jobs)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	s.drafts = nil
	return nil
}

// sealDraft reads one draft back and stages its final files.
func (s *Stage) sealDraft(e *encoder, d draft, pad padding) error {
	if s.discards() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.sizes = append(s.sizes, Size{d.path, pad.page, pad.gzip, pad.brotli})
		return nil
	}
	var parts [3][]byte
	for i, ending := range []string{"", ".gz", ".br"} {
		data, err := s.store.get(d.path + ending)
		if err != nil {
			return fmt.Errorf("reading %s back: %w", d.path+ending, err)
		}
		parts[i] = data
	}
	e.gzBody, e.brBody = append(e.gzBody[:0], parts[1]...), append(e.brBody[:0], parts[2]...)
	return s.keep(e, d.path, parts[0], pad, false)
}
