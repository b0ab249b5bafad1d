package figures

import (
	"errors"
	"fmt"
	"math/bits"
)

// Policy says which counts of people are too small to be shown.
type Policy struct {
	// Threshold is the smallest count that is shown, other than zero: 10 hides
	// 1 to 9.
	Threshold int
	// RoundTo is what shown numbers are rounded to the nearest multiple of,
	// halves away from zero. 0 and 1 leave them as they are. Sums are made
	// before they are rounded, so rounded rows may not add up.
	RoundTo int
	// BaseForPercent is the smallest count that a percentage may be of.
	BaseForPercent int
	// Secondary hides as many others as the small numbers need. Without it
	// nothing is promised: they can often be worked out.
	Secondary bool
}

// maxRoundTo and maxThreshold are far beyond any policy that is in use.
const (
	maxRoundTo   = 1000
	maxThreshold = 1000
)

// Small says whether a count may not be shown.
func (p Policy) Small(count int) bool { return count > 0 && count < p.Threshold }

// Shown is the number as it is shown.
func (p Policy) Shown(value int) int {
	if p.RoundTo < 2 {
		return value
	}
	half := p.RoundTo / 2
	if value < 0 {
		half = -half
	}
	return (value + half) / p.RoundTo * p.RoundTo
}

// Cell is one number that is published somewhere, by one name wherever that is.
type Cell struct {
	Name  string
	Value int
	// Total is set for sums: a reader misses them most.
	Total bool
	// Signed is set for what is no count of people, such as a difference. It is
	// never too small, but may have to be hidden.
	Signed bool
	// Public is set for what has been published before and cannot be taken back.
	Public bool
}

// Term is a cell and how often it is added.
type Term struct{ Cell, Times int }

// Tie is a list of terms that add up to zero, as every reader knows: the
// parts of a sum once each and the sum −1 times.
type Tie []Term

// Ratio is a percentage or a change that is shown.
type Ratio struct {
	Name string
	// Base is the cell that it is a percentage of, Cells are all that it is
	// computed from.
	Base  int
	Cells []int
}

// System is everything that is published together.
type System struct {
	Cells  []Cell
	Ties   []Tie
	Ratios []Ratio
}

// Hidden says which numbers of a system are not shown, in its order.
type Hidden struct{ Cells, Ratios []bool }

// ExposedError says that small numbers of a system can be worked out from what
// is public already.
type ExposedError struct{ Names []string }

func (e *ExposedError) Error() string {
	return fmt.Sprintf("numbers that are public already give away %q", e.Names)
}

// Hide chooses what is hidden. The choice is the same on every run and every
// machine; it hides little: no single number beyond the small ones could be
// shown again. A percentage is hidden with any number that it is made of, and
// when its base is below the policy's.
//
// It returns an [ExposedError] when numbers that are public already leave a
// small one too little room. Other errors mean that the system is not one: a
// sum that is none, a cell that is not there.
func Hide(p Policy, s System) (Hidden, error) {
	if err := s.check(p); err != nil {
		return Hidden{}, err
	}
	h := newHider(p, s)
	for i, c := range s.Cells {
		h.hidden[i] = !c.Signed && !c.Public && p.Small(c.Value)
	}
	if p.Secondary {
		if exposed := h.protect(); len(exposed) > 0 {
			return Hidden{}, &ExposedError{exposed}
		}
	}
	out := Hidden{Cells: h.hidden, Ratios: make([]bool, len(s.Ratios))}
	for i := range s.Ratios {
		out.Ratios[i] = !h.ratioShown(i)
	}
	return out, nil
}

// check says what makes the system none.
func (s System) check(p Policy) error {
	if p.Threshold < 2 || p.Threshold > maxThreshold || p.RoundTo < 0 || p.RoundTo > maxRoundTo {
		return fmt.Errorf("a policy has a threshold from 2 to %d and rounds to at most %d", maxThreshold, maxRoundTo)
	}
	cell := func(i int) bool { return i >= 0 && i < len(s.Cells) }
	for _, c := range s.Cells {
		if bits.Len(uint(max(c.Value, -c.Value))) > maxBits {
			return fmt.Errorf("%s is too large", c.Name)
		}
		if c.Value < 0 && !c.Signed {
			return fmt.Errorf("%s is less than nothing", c.Name)
		}
	}
	for n, e := range s.Ties {
		sum := 0
		for _, t := range e {
			if !cell(t.Cell) || t.Times == 0 || max(t.Times, -t.Times) > maxTimes {
				return fmt.Errorf("tie %d has a term that is none", n)
			}
			sum += t.Times * s.Cells[t.Cell].Value
		}
		if sum != 0 {
			return fmt.Errorf("tie %d, with %s, is not true", n, s.Cells[e[0].Cell].Name)
		}
	}
	for _, r := range s.Ratios {
		for _, i := range append([]int{r.Base}, r.Cells...) {
			if !cell(i) {
				return errors.New(r.Name + " is made of a number that is not there")
			}
		}
	}
	return nil
}

const (
	maxBits  = 52 // of a cell's value; it is far from what overflows in a sum
	maxTimes = 1000
)
