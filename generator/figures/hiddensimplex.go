package figures

import "slices"

// simplex finds the most that a weighted sum of variables can be, where each
// is from zero to a bound of its own and given equations over them are zero.
//
// It computes with whole numbers only: a row's numbers are over one common
// denominator, and each step divides without a rest. So it takes the same way
// on every machine, and what it finds is exact. The equations of tables (sums
// over rows and columns) are such that the denominator stays 1.
//
// It starts at zero, where everything holds, and goes from corner to corner.
// Of the variables that would make the sum larger it always takes the first,
// and of those that stop it the first too: so it comes to an end (Bland's
// rule).
type simplex struct {
	rows [][]int64 // one per equation, later one per variable in the base
	goal []int64
	most []int64 // the bound of each variable

	base    []int   // the variable that a row gives
	right   []int64 // and what it is, over denom
	denom   int64
	flipped []bool // variables that are counted down from their bound
	inBase  []bool
}

// newSimplex has a variable from 0 to most for each weight in the sum.
func newSimplex(equations int, most, weights []int) *simplex {
	m := &simplex{rows: make([][]int64, equations), denom: 1}
	for j := range most {
		m.most, m.goal = append(m.most, int64(most[j])), append(m.goal, int64(weights[j]))
	}
	return m
}

// add adds a variable, some times, to an equation.
func (m *simplex) add(equation, column, times int) {
	if m.rows[equation] == nil {
		m.rows[equation] = make([]int64, len(m.most))
	}
	m.rows[equation][column] += int64(times)
}

// value is the whole part of what a variable is, and whether there is a rest.
type value struct {
	whole int
	rest  bool
}

// solve returns what each variable is when the sum is largest. It gives up,
// not ok, when numbers grow too large or the way is too long.
func (m *simplex) solve() (values []value, ok bool) {
	if !m.start() {
		return nil, false
	}
	for steps := 0; ; steps++ {
		if steps > maxSteps {
			return nil, false
		}
		column := m.enter()
		if column < 0 {
			return m.values(), true
		}
		row, top := m.leave(column)
		if row < 0 {
			m.flip(column)
			continue
		}
		if top {
			m.flipBase(row)
		}
		if !m.pivot(row, column) {
			return nil, false
		}
	}
}

// maxSteps is far more than the tables of a website take.
const maxSteps = 20_000

// start drops equations without variables and gives each other one a variable.
func (m *simplex) start() bool {
	n := len(m.most)
	m.flipped, m.inBase = make([]bool, n), make([]bool, n)
	var rows [][]int64
	for _, row := range m.rows {
		if row != nil {
			rows = append(rows, row)
		}
	}
	m.rows = rows
	m.base, m.right = slices.Repeat([]int{-1}, len(rows)), make([]int64, len(rows))
	for r := 0; r < len(m.rows); r++ {
		column := first(m.rows[r])
		if column < 0 { // it follows from the others
			last := len(m.rows) - 1
			m.rows[r] = m.rows[last]
			m.rows, m.base, m.right = m.rows[:last], m.base[:last], m.right[:last]
			r--
			continue
		}
		if m.rows[r][column] < 0 {
			for j := range m.rows[r] {
				m.rows[r][j] = -m.rows[r][j]
			}
		}
		if !m.pivot(r, column) {
			return false
		}
	}
	return true
}

func first(row []int64) int {
	for j, v := range row {
		if v != 0 {
			return j
		}
	}
	return -1
}

// enter is the first variable that makes the sum larger, −1 when none does.
func (m *simplex) enter() int {
	for j, g := range m.goal {
		if g > 0 && m.most[j] > 0 && !m.inBase[j] {
			return j
		}
	}
	return -1
}

// leave is the row whose variable first comes to a bound when the column's
// grows, and whether that is its upper one; −1 when the column's own bound
// comes first.
func (m *simplex) leave(column int) (row int, top bool) {
	row = -1
	by, per, who := m.most[column], int64(1), column
	for r, line := range m.rows {
		a, left, up := line[column], m.right[r], false
		switch {
		case a == 0:
			continue
		case a < 0:
			a, left, up = -a, m.most[m.base[r]]*m.denom-left, true
		}
		if d := left*per - by*a; d < 0 || d == 0 && m.base[r] < who {
			row, top, by, per, who = r, up, left, a, m.base[r]
		}
	}
	return row, top
}

// flip counts a variable outside the base from its other bound.
func (m *simplex) flip(column int) {
	for r, line := range m.rows {
		m.right[r] -= line[column] * m.most[column]
		line[column] = -line[column]
	}
	m.goal[column] = -m.goal[column]
	m.flipped[column] = !m.flipped[column]
}

// flipBase counts the variable of a row from its other bound.
func (m *simplex) flipBase(row int) {
	b, line := m.base[row], m.rows[row]
	for j := range line {
		if j != b {
			line[j] = -line[j]
		}
	}
	m.right[row] = m.most[b]*m.denom - m.right[row]
	m.flipped[b] = !m.flipped[b]
}

// Numbers stay so small that the product of two fits.
const (
	maxEntry = 1 << 20
	maxRight = 1 << 41
)

// pivot takes the column's variable into the base, for that of the row.
func (m *simplex) pivot(row, column int) bool {
	line, by := m.rows[row], m.rows[row][column]
	fits := true
	eliminate := func(target []int64, right *int64, limit int64) {
		a := target[column]
		if a == 0 && by == m.denom {
			return
		}
		for j, v := range target {
			if line[j] == 0 && by == m.denom {
				continue
			}
			v = (v*by - a*line[j]) / m.denom
			target[j] = v
			fits = fits && v <= limit && v >= -limit
		}
		if right != nil {
			*right = (*right*by - a*m.right[row]) / m.denom
			fits = fits && *right <= maxRight && *right >= -maxRight
		}
	}
	for r, target := range m.rows {
		if r != row {
			eliminate(target, &m.right[r], maxEntry)
		}
	}
	eliminate(m.goal, nil, maxRight)
	if b := m.base[row]; b >= 0 {
		m.inBase[b] = false
	}
	m.base[row], m.denom = column, by
	m.inBase[column] = true
	return fits
}

// values reads off what each variable is.
func (m *simplex) values() []value {
	out := make([]value, len(m.most))
	of := make([]int64, len(m.most)) // over denom
	for r, b := range m.base {
		of[b] = m.right[r]
	}
	for j := range out {
		if m.flipped[j] {
			of[j] = m.most[j]*m.denom - of[j]
		}
		out[j] = value{int(of[j] / m.denom), of[j]%m.denom != 0}
	}
	return out
}
