package figures

import (
	"cmp"
	"slices"
)

// A world is another set of numbers that would have given the same pages, told
// as the cells that are not what they are, in order.
type world []step

type step struct{ cell, by int }

// at is how far a cell is from what it is.
func (w world) at(cell int) int {
	i, found := slices.BinarySearchFunc(w, cell, func(s step, cell int) int { return cmp.Compare(s.cell, cell) })
	if !found {
		return 0
	}
	return w[i].by
}

// hider hides cells of one system until each hidden one has room.
type hider struct {
	p      Policy
	s      System
	hidden []bool
	// in lists the equations of each cell, of the ratios of each cell.
	in, of [][]int
	// base marks what percentages are of: that one is missing tells something.
	base []bool
	// proofs are the worlds that show how much room a hidden cell has.
	proofs [][]world
}

func newHider(p Policy, s System) *hider {
	n := len(s.Cells)
	h := &hider{p: p, s: s, hidden: make([]bool, n), in: make([][]int, n), of: make([][]int, n), base: make([]bool, n), proofs: make([][]world, n)}
	for i, e := range s.Ties {
		for _, t := range e {
			h.in[t.Cell] = append(h.in[t.Cell], i)
		}
	}
	for i, r := range s.Ratios {
		h.of[r.Base], h.base[r.Base] = append(h.of[r.Base], i), true
		for _, c := range r.Cells {
			h.of[c] = append(h.of[c], i)
		}
	}
	return h
}

// ratioShown says whether a percentage may be shown.
func (h *hider) ratioShown(i int) bool {
	r := h.s.Ratios[i]
	shown := !h.hidden[r.Base] && h.s.Cells[r.Base].Value >= h.p.BaseForPercent
	for _, c := range r.Cells {
		shown = shown && !h.hidden[c]
	}
	return shown
}

// far is further than any world needs to go. It bounds the numbers of the
// search; less room than there is can only hide more.
const far = 1 << 20

// room is how far a cell can be from what it is, downwards and upwards, while
// the pages stay the same.
func (h *hider) room(i int) (down, up int) {
	c := h.s.Cells[i]
	switch {
	case h.hidden[i] && c.Signed:
		return far, far
	case h.hidden[i]:
		return min(c.Value, far), far
	case c.Public || h.p.RoundTo < 2 || c.Value == 0:
		return 0, 0
	}
	// A percentage is made from the true numbers, and narrows the rounded ones.
	// That is not worth computing: what it is made of is held.
	for _, r := range h.of[i] {
		if h.ratioShown(r) {
			return 0, 0
		}
	}
	same := func(v int) bool {
		return h.p.Shown(v) == h.p.Shown(c.Value) && (c.Signed || v >= h.p.Threshold) &&
			(!h.base[i] || (v < h.p.BaseForPercent) == (c.Value < h.p.BaseForPercent))
	}
	for same(c.Value - down - 1) {
		down++
	}
	for same(c.Value + up + 1) {
		up++
	}
	return down, up
}

// holds says whether the pages would be the same in that world. It is the
// proof: it does not rest on how the world was found.
func (h *hider) holds(w world) bool {
	for _, s := range w {
		if down, up := h.room(s.cell); s.by < -down || s.by > up {
			return false
		}
		for _, n := range h.in[s.cell] {
			sum := 0
			for _, t := range h.s.Ties[n] {
				sum += t.Times * w.at(t.Cell)
			}
			if sum != 0 {
				return false
			}
		}
	}
	return true
}

// small says whether the cell is hidden for its own sake.
func (h *hider) small(i int) bool {
	c := h.s.Cells[i]
	return h.hidden[i] && !c.Signed && h.p.Small(c.Value)
}

// prove finds the worlds that show the room of a hidden cell, and keeps them.
// When it cannot, it says how far it would still have to go, and leaves what
// was known.
func (h *hider) prove(i int) (missing int) {
	if h.small(i) {
		value := h.s.Cells[i].Value
		down := h.move(i, -value)
		if down.at(i) != -value {
			return -value
		}
		up := h.move(i, h.p.Threshold-value)
		if up.at(i) != h.p.Threshold-value {
			return h.p.Threshold - value
		}
		h.proofs[i] = []world{down, up}
		return 0
	}
	var found []world
	width := 0
	for _, sign := range []int{1, -1} {
		if w := h.move(i, sign*(h.p.Threshold-width)); w.at(i) != 0 {
			found, width = append(found, w), width+sign*w.at(i)
		}
		if width == h.p.Threshold {
			h.proofs[i] = found
			return 0
		}
	}
	return h.p.Threshold
}

// move finds a world in which the cell is as far from what it is as it can be
// in the direction of by, and no further than by. Nil is none.
func (h *hider) move(i, by int) world {
	w, _ := h.search(i, by, h.room, nil)
	if !h.holds(w) {
		return nil
	}
	return w
}

// search moves a cell towards by, and others as far as they have room, at the
// least cost for each step of each cell; no costs are none. The world is nil
// when its numbers are not whole or the search was given up. moved are the
// cells that it would take, if that is known.
//
// Where the best is no world of whole numbers (a sum and a difference of the
// same two cells are odd together), the first broken number may not go so far,
// and the search is made again.
func (h *hider) search(target, by int, room func(int) (down, up int), costs []int) (w world, moved []int) {
	cells := h.near(target, room)
	most := make([]int, 2*len(cells)) // up and down
	weights := make([]int, len(most))
	for n, i := range cells {
		down, up := room(i)
		if i == target {
			down, up = min(down, max(0, -by)), min(up, max(0, by))
			weights[2*n], weights[2*n+1] = reward, reward
		} else if costs != nil {
			weights[2*n], weights[2*n+1] = -costs[i], -costs[i]
		}
		most[2*n], most[2*n+1] = up, down
	}
	for range maxCuts {
		m := newSimplex(len(h.s.Ties), most, weights)
		for n, i := range cells {
			for _, e := range h.in[i] {
				for _, t := range h.s.Ties[e] {
					if t.Cell == i {
						m.add(e, 2*n, t.Times)
						m.add(e, 2*n+1, -t.Times)
					}
				}
			}
		}
		values, ok := m.solve()
		if !ok {
			return nil, nil
		}
		w, moved = nil, nil
		broken := -1
		for n, i := range cells {
			up, down := values[2*n], values[2*n+1]
			if by := up.whole - down.whole; by != 0 {
				w = append(w, step{i, by})
			}
			if up != (value{}) || down != (value{}) {
				moved = append(moved, i)
			}
			for k, v := range []value{up, down} {
				if v.rest && broken < 0 {
					broken = 2*n + k
				}
			}
		}
		if broken < 0 {
			return w, moved
		}
		most[broken] = values[broken].whole
	}
	return nil, moved
}

// maxCuts is how often a search is made again.
const maxCuts = 50

// reward is for each step of the target. It is more than all the costs of the
// cells that a step can take with it.
const reward = 1 << 22

// near lists, in order, the cells that can have to do with the target: those
// that can move and are tied to it by equations of such.
func (h *hider) near(target int, room func(int) (down, up int)) []int {
	near, seenCell, seen := []int{target}, map[int]bool{target: true}, map[int]bool{}
	for at := 0; at < len(near); at++ {
		for _, n := range h.in[near[at]] {
			if seen[n] {
				continue
			}
			seen[n] = true
			for _, t := range h.s.Ties[n] {
				if seenCell[t.Cell] {
					continue
				}
				seenCell[t.Cell] = true
				if down, up := room(t.Cell); down+up > 0 {
					near = append(near, t.Cell)
				}
			}
		}
	}
	slices.Sort(near)
	return near
}
