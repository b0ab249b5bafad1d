package figures

import (
	"cmp"
	"math/bits"
	"slices"
)

// protect hides cells until every hidden one has room, and then shows again
// what need not have been hidden. It names the cells that cannot have room.
func (h *hider) protect() (exposed []string) {
	for {
		i, missing := h.unproved()
		if i < 0 {
			break
		}
		if !h.hideFor(i, missing) {
			return h.exposed()
		}
	}
	for h.showAgain() {
	}
	return nil
}

// unproved finds a hidden cell without room, small ones first, and how far it
// would have to go. −1 is none.
func (h *hider) unproved() (cell, missing int) {
	for _, small := range []bool{true, false} {
		for i := range h.hidden {
			if !h.hidden[i] || h.small(i) != small || h.proofs[i] != nil {
				continue
			}
			if missing := h.prove(i); missing != 0 {
				return i, missing
			}
		}
	}
	return -1, 0
}

// exposed names the small cells that have no room.
func (h *hider) exposed() (names []string) {
	for i := range h.hidden {
		if h.small(i) && h.proofs[i] == nil && h.prove(i) != 0 {
			names = append(names, h.s.Cells[i].Name)
		}
	}
	if names == nil { // another hidden number has too little
		for i := range h.hidden {
			if h.hidden[i] && h.proofs[i] == nil {
				names = append(names, h.s.Cells[i].Name)
			}
		}
	}
	return names
}

// free is the room of a cell if everything that is not public were hidden.
func (h *hider) free(i int) (down, up int) {
	c := h.s.Cells[i]
	switch {
	case c.Public:
		return 0, 0
	case c.Signed:
		return far, far
	}
	return min(c.Value, far), far
}

// hideFor hides more, the least that a search can find, so that a hidden cell
// can go towards by. False is that there is nothing more to hide.
func (h *hider) hideFor(target, by int) bool {
	costs := make([]int, len(h.hidden))
	for i := range costs {
		if !h.hidden[i] {
			costs[i] = h.cost(i)
		}
	}
	directions := []int{by}
	if !h.small(target) {
		directions = []int{by, -by}
	}
	for _, by := range directions {
		_, moved := h.search(target, by, h.free, costs)
		more := false
		for _, i := range moved {
			if !h.hidden[i] {
				h.hidden[i], more = true, true
			}
		}
		if more {
			return true
		}
	}
	// All that the search would move is hidden, and still the world that it
	// found is none of whole numbers. Each further number gives more of them.
	cheapest := -1
	for _, i := range h.near(target, h.free) {
		if !h.hidden[i] && (cheapest < 0 || costs[i] < costs[cheapest]) {
			cheapest = i
		}
	}
	if cheapest < 0 {
		return false
	}
	h.hidden[cheapest] = true
	return true
}

// cost says how much is missed when a cell is hidden: sums more than their
// parts, larger numbers a little more than smaller ones, zeros (which a reader
// may know to be zeros) and what percentages are made of more than others.
func (h *hider) cost(i int) int {
	c := h.s.Cells[i]
	cost := 8 + bits.Len(uint(max(c.Value, -c.Value)))
	if c.Value == 0 {
		cost += 24
	}
	for _, r := range h.of[i] {
		if h.ratioShown(r) {
			cost += 4
		}
	}
	if c.Total {
		cost *= 6
	}
	return min(cost, 1000)
}

// showAgain shows again each cell, the most missed first, without which the
// others still have room. It says whether there was one: then another may
// follow.
func (h *hider) showAgain() (changed bool) {
	var order []int
	for i := range h.hidden {
		if h.hidden[i] && !h.small(i) {
			order = append(order, i)
		}
	}
	costs := make([]int, len(h.hidden))
	for _, i := range order {
		costs[i] = h.cost(i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(costs[b], costs[a]) })
	for _, i := range order {
		before := slices.Clone(h.proofs)
		h.hidden[i], h.proofs[i] = false, nil
		if !h.stillProved() {
			h.hidden[i], h.proofs = true, before
			continue
		}
		changed = true
	}
	return changed
}

// stillProved says whether all hidden cells have room now that one is shown.
func (h *hider) stillProved() bool {
	for i, worlds := range h.proofs {
		if slices.ContainsFunc(worlds, func(w world) bool { return !h.holds(w) }) && h.prove(i) != 0 {
			return false
		}
	}
	return true
}
