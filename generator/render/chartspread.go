package render

import (
	"cmp"
	"slices"
)

// spread says where the middles of labels go, so that none overlaps another:
// each as near as can be to where it wants to be, by the sum of the squares of
// the distances, in the order of what they want, equals in the order given. top
// and bottom are the edges of the space they have; when the labels need more
// than that, they go past the bottom.
//
// With the heights taken out, this is isotonic regression, which pooling
// adjacent violators solves: labels that would overlap form a block, and the
// block stands at the mean of what its labels want.
func spread(want, heights []float64, top, bottom float64) []float64 {
	order := make([]int, len(want))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(want[a], want[b]) })

	type block struct {
		sum float64 // of what its labels want, with the heights before each taken out
		n   int
	}
	var blocks []block
	mean := func(b block) float64 { return b.sum / float64(b.n) }
	before := make([]float64, len(want)) // heights above a label's middle
	used := 0.0
	for _, i := range order {
		before[i] = used + heights[i]/2
		used += heights[i]
		b := block{want[i] - before[i], 1}
		for len(blocks) > 0 && mean(blocks[len(blocks)-1]) > mean(b) {
			last := blocks[len(blocks)-1]
			blocks = blocks[:len(blocks)-1]
			b = block{b.sum + last.sum, b.n + last.n}
		}
		blocks = append(blocks, b)
	}

	out := make([]float64, len(want))
	at := 0
	for _, b := range blocks {
		edge := max(top, min(mean(b), bottom-used))
		for range b.n {
			i := order[at]
			out[i] = edge + before[i]
			at++
		}
	}
	return out
}
