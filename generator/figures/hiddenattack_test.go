package figures

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

// page is what a reader has of a system: the numbers that are shown, as they
// are shown, what adds up to what, and the policy.
type page struct {
	policy    Policy
	names     []string
	hidden    []bool
	shown     []int
	signed    []bool
	equations []Tie
	percents  []shownPercent
	// of says whether a percentage of a cell is shown; a cell that has none
	// although all its numbers are shown is below the policy's base.
	of map[int]bool
}

// shownPercent is a percentage that stands on the page.
type shownPercent struct {
	part     []Term
	base     int
	decimals int
	shown    float64
}

// rate is a percentage of a system, before anything is hidden: the parts'
// sum of the base.
type rate struct {
	part     []Term
	base     int
	decimals int
}

func publish(p Policy, s System, percents []rate, h Hidden) page {
	out := page{policy: p, hidden: h.Cells, equations: s.Ties, of: map[int]bool{}}
	for i, c := range s.Cells {
		out.names = append(out.names, c.Name)
		out.signed = append(out.signed, c.Signed)
		shown := math.MinInt
		if !h.Cells[i] {
			shown = p.Shown(c.Value)
		}
		out.shown = append(out.shown, shown)
	}
	for i, pc := range percents {
		known := !h.Cells[pc.base]
		for _, t := range pc.part {
			known = known && !h.Cells[t.Cell]
		}
		if known {
			out.of[pc.base] = !h.Ratios[i]
		}
		if h.Ratios[i] {
			continue
		}
		part := 0
		for _, t := range pc.part {
			part += t.Times * s.Cells[t.Cell].Value
		}
		scale := math.Pow(10, float64(pc.decimals))
		shown := math.Round(100*float64(part)/float64(s.Cells[pc.base].Value)*scale) / scale
		out.percents = append(out.percents, shownPercent{pc.part, pc.base, pc.decimals, shown})
	}
	return out
}

// program is a linear program of one page, in the standard form of gonum:
// variables that are not negative, equations.
type program struct {
	columns int
	rows    [][]float64
	right   []float64
	// A cell is offset + Σ sign·variable.
	offset []float64
	of     [][2]int // the variables of a cell that is not known, +1 and −1; −1 for none

	used   []int // the variables that stand in a row
	a      *mat.Dense
	corner []float64 // where the last search ended: the next one begins there
}

func (pr *program) variable() int { pr.columns++; return pr.columns - 1 }

func (pr *program) row(terms map[int]float64, right float64) {
	row := make([]float64, pr.columns)
	for j, v := range terms {
		row[j] = v
	}
	pr.rows, pr.right = append(pr.rows, row), append(pr.right, right)
}

// sum turns terms over cells into terms over variables and a constant.
func (pr *program) sum(terms []Term) (map[int]float64, float64) {
	out, constant := map[int]float64{}, 0.0
	for _, t := range terms {
		constant += float64(t.Times) * pr.offset[t.Cell]
		for n, sign := range []float64{1, -1} {
			if v := pr.of[t.Cell][n]; v >= 0 {
				out[v] += sign * float64(t.Times)
			}
		}
	}
	return out, constant
}

// program writes down what the page tells.
func (pg page) program() *program {
	pr := &program{offset: make([]float64, len(pg.names)), of: make([][2]int, len(pg.names))}
	for i := range pg.names {
		pr.of[i] = [2]int{-1, -1}
		half := float64(pg.policy.RoundTo) / 2
		switch {
		case pg.hidden[i]:
			pr.of[i][0] = pr.variable()
			if pg.signed[i] {
				pr.of[i][1] = pr.variable()
			}
		case pg.policy.RoundTo < 2:
			pr.offset[i] = float64(pg.shown[i])
		case pg.shown[i] == 0 && !pg.signed[i] && 2*pg.policy.Threshold >= pg.policy.RoundTo:
			// Zero is shown for zero alone: what would round to it is hidden.
		default:
			low, high := math.Ceil(float64(pg.shown[i])-half), math.Floor(float64(pg.shown[i])+half)
			if !pg.signed[i] {
				low = max(low, float64(pg.policy.Threshold))
			}
			if percent, known := pg.of[i]; percent {
				low = max(low, float64(pg.policy.BaseForPercent))
			} else if known {
				high = min(high, float64(pg.policy.BaseForPercent-1))
			}
			pr.offset[i], pr.of[i][0] = low, pr.variable()
			slack := pr.variable()
			pr.row(map[int]float64{pr.of[i][0]: 1, slack: 1}, high-low)
		}
	}
	for _, e := range pg.equations {
		terms, constant := pr.sum(e)
		pr.row(terms, -constant)
	}
	for _, pc := range pg.percents {
		half := 0.5*math.Pow(10, -float64(pc.decimals)) + 1e-7 // a half itself is let in
		for _, side := range []float64{1, -1} {
			// ±(100·part − (shown ± half)·base) ≤ 0, over a hundred
			terms, constant := pr.sum(pc.part)
			base, baseConstant := pr.sum([]Term{{pc.base, 1}})
			f := -(pc.shown + side*half) / 100
			for j, v := range base {
				terms[j] += f * v
			}
			constant += f * baseConstant
			for j := range terms {
				terms[j] *= side
			}
			if len(terms) > 0 {
				terms[pr.variable()] = 1
				pr.row(terms, -side*constant)
			}
		}
	}
	for i := range pr.rows {
		pr.rows[i] = append(pr.rows[i], make([]float64, pr.columns-len(pr.rows[i]))...)
	}
	pr.reduce()
	return pr
}

// reduce makes the rows independent, as gonum wants them.
func (pr *program) reduce() {
	var rows [][]float64
	var right []float64
	done := 0
	for j := 0; j < pr.columns && done < len(pr.rows); j++ {
		best := done
		for i := done; i < len(pr.rows); i++ {
			if math.Abs(pr.rows[i][j]) > math.Abs(pr.rows[best][j]) {
				best = i
			}
		}
		if math.Abs(pr.rows[best][j]) < 1e-9 {
			continue
		}
		pr.rows[done], pr.rows[best] = pr.rows[best], pr.rows[done]
		pr.right[done], pr.right[best] = pr.right[best], pr.right[done]
		pivot := pr.rows[done]
		for i := range pr.rows {
			if f := pr.rows[i][j] / pivot[j]; i != done && math.Abs(f) > 1e-12 {
				for k := range pivot {
					if pr.rows[i][k] -= f * pivot[k]; math.Abs(pr.rows[i][k]) < 1e-11 {
						pr.rows[i][k] = 0
					}
				}
				pr.right[i] -= f * pr.right[done]
			}
		}
		done++
	}
	rows, right = pr.rows[:done], pr.right[:done]
	pr.rows, pr.right = rows, right
}

// narrow is the least and the most that a hidden cell can be.
func (pr *program) narrow(cell int) (low, high float64, err error) {
	bound := func(sign float64) (float64, error) {
		c := make([]float64, pr.columns)
		for n, s := range []float64{1, -1} {
			if v := pr.of[cell][n]; v >= 0 {
				c[v] = s * sign
			}
		}
		best, err := pr.solve(c)
		if errors.Is(err, lp.ErrUnbounded) {
			return math.Inf(int(-sign)), nil
		}
		return sign*best + pr.offset[cell], err
	}
	if low, err = bound(1); err != nil {
		return 0, 0, err
	}
	high, err = bound(-1)
	return low, high, err
}

// solve finds the least that a weighted sum of the variables can be.
func (pr *program) solve(c []float64) (float64, error) {
	if pr.a == nil {
		if err := pr.begin(); err != nil {
			return 0, err
		}
	}
	weights := make([]float64, len(pr.used))
	for j, w := range c {
		if k, in := slices.BinarySearch(pr.used, j); in {
			weights[k] = w
		} else if w < 0 {
			return 0, lp.ErrUnbounded
		}
	}
	if len(pr.rows) == len(pr.used) { // nothing is left to choose
		return mat.Dot(mat.NewVecDense(len(pr.corner), pr.corner), mat.NewVecDense(len(weights), weights)), nil
	}
	best, corner, err := simplexOf(weights, pr.a, pr.right, pr.basis(pr.corner))
	if err == nil {
		pr.corner = corner
	} else if !errors.Is(err, lp.ErrUnbounded) { // as above, from no corner
		best, _, err = simplexOf(weights, pr.a, pr.right, nil)
	}
	return best, err
}

// simplexOf is lp.Simplex, which panics at some first corners.
func simplexOf(c []float64, a mat.Matrix, b []float64, basis []int) (best float64, corner []float64, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("gonum: %v", p)
		}
	}()
	return lp.Simplex(c, a, b, 1e-9, basis)
}

// begin makes the matrix and finds a first corner. gonum's search for one
// depends on the order of the columns and is lost in some: then it tries
// others.
func (pr *program) begin() error {
	for j := range pr.columns { // a variable in no equation is without bounds
		if slices.ContainsFunc(pr.rows, func(row []float64) bool { return row[j] != 0 }) {
			pr.used = append(pr.used, j)
		}
	}
	n := len(pr.used)
	matrix := func(order []int) *mat.Dense {
		a := mat.NewDense(len(pr.rows), n, nil)
		for k, at := range order {
			for i, row := range pr.rows {
				a.Set(i, k, row[pr.used[at]])
			}
		}
		return a
	}
	order := make([]int, n)
	for k := range order {
		order[k] = k
	}
	pr.a, pr.corner = matrix(order), make([]float64, n)
	if len(pr.rows) == n {
		return mat.NewVecDense(n, pr.corner).SolveVec(pr.a, mat.NewVecDense(n, pr.right))
	}
	var err error
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		var corner []float64
		if _, corner, err = simplexOf(make([]float64, n), matrix(order), pr.right, nil); err == nil {
			for k, at := range order {
				pr.corner[at] = corner[k]
			}
			pr.loosen(r)
			return nil
		}
		r.Shuffle(n, func(i, k int) { order[i], order[k] = order[k], order[i] })
	}
	return err
}

// loosen moves the equations by so little that no bound changes by what
// matters, so that at each corner exactly as many variables are not zero as
// there are equations: gonum does not find its way otherwise.
func (pr *program) loosen(r *rand.Rand) {
	pr.right = slices.Clone(pr.right)
	for _, k := range pr.basis(pr.corner) {
		by := 1e-6 * (1 + r.Float64())
		pr.corner[k] += by
		for i := range pr.rows {
			pr.right[i] += by * pr.a.At(i, k)
		}
	}
}

// basis completes the variables that are not zero in a corner to as many as
// there are equations, none of which follows from the others.
func (pr *program) basis(corner []float64) []int {
	order := make([]int, len(corner))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(i, k int) int { return cmp.Compare(corner[k], corner[i]) })
	var basis []int
	var reduced [][]float64 // the columns of the basis, and where each has its 1
	var ones []int
	for _, k := range order {
		column := mat.Col(nil, k, pr.a)
		for n, other := range reduced {
			if f := column[ones[n]]; f != 0 {
				for i := range column {
					column[i] -= f * other[i]
				}
			}
		}
		one := 0
		for i := range column {
			if math.Abs(column[i]) > math.Abs(column[one]) {
				one = i
			}
		}
		if f := column[one]; math.Abs(f) > 1e-7 {
			for i := range column {
				column[i] /= f
			}
			basis, reduced, ones = append(basis, k), append(reduced, column), append(ones, one)
		}
		if len(basis) == len(pr.rows) {
			break
		}
	}
	return basis
}

// attack counts the hidden cells that have less room than the policy promises.
func attack(t *testing.T, pg page, s System) (hidden, narrowed int) {
	t.Helper()
	pr := pg.program()
	for i, is := range pg.hidden {
		if !is {
			continue
		}
		hidden++
		low, high, err := pr.narrow(i)
		if err != nil {
			t.Fatalf("%s: the attacker's program: %v", pg.names[i], err)
		}
		const little = 1e-4
		value, threshold := s.Cells[i].Value, float64(pg.policy.Threshold)
		if float64(value) < low-little || float64(value) > high+little {
			t.Fatalf("%s is %d, and the attacker finds %v to %v: the attacker is wrong", pg.names[i], value, low, high)
		}
		small := !s.Cells[i].Signed && pg.policy.Small(value)
		if small && (low > little || high < threshold-little) || high-low < threshold-little {
			narrowed++
		}
	}
	return hidden, narrowed
}
