package figures

import (
	"math/big"
	"slices"
	"strings"

	"sotto/generator/site"
)

// Ref is a cell by its place in Dataset.Cells. A Row of -1 means that Column
// counts Dataset.Derived.
type Ref struct{ Row, Column int }

// Kind is what an equation does with its parts.
type Kind int

const (
	Sum           Kind = iota // all parts added up
	Difference                // the second less the first
	PercentChange             // the second less the first, in per cent of the first
	PercentOf                 // the first in per cent of the second
)

// String names the kind as a table's YAML does.
func (k Kind) String() string {
	return [...]string{"sum", "difference", "percentChange", "percentOf"}[k]
}

// linear says that a total of such results is the result of totals.
func (k Kind) linear() bool { return k == Sum || k == Difference }

// Equation says how one cell is made of others.
type Equation struct {
	Result Ref
	Kind   Kind
	Parts  []Ref
	// Decimals is what a percentage is rounded to.
	Decimals int
}

// Used returns a formula's ids and its kind; ok is false for numbers that were
// counted.
func Used(f *site.Formula) (ids []string, kind Kind, ok bool) {
	for k, list := range [][]string{f.Sum, f.Difference, f.PercentChange, f.PercentOf} {
		if len(list) > 0 {
			return list, Kind(k), true
		}
	}
	return nil, 0, false
}

// Equations are all that a table states of its own cells: those of the columns,
// row by row, then those of the rows, then its derived figures. Where a row and
// a column both have a formula, a percentage is worked out of the cell's own
// row or column, and never by adding percentages up; where both are
// percentages, the cell has no equation, and must be "-" (see Check). The
// formulas must name ids that exist.
func Equations(d *site.Dataset) []Equation {
	return equations(d, func(Ref) bool { return true })
}

// equations are those of the results that are asked for.
func equations(d *site.Dataset, asked func(Ref) bool) []Equation {
	var out []Equation
	for c := range d.Columns {
		ids, kind, ok := Used(&d.Columns[c].Formula)
		for r := range d.Rows {
			if _, rows, made := Used(&d.Rows[r].Formula); !ok || made && !rows.linear() || !asked(Ref{r, c}) {
				continue
			}
			e := Equation{Result: Ref{r, c}, Kind: kind, Decimals: d.Columns[c].Decimals}
			for _, id := range ids {
				e.Parts = append(e.Parts, Ref{r, d.Column(id)})
			}
			out = append(out, e)
		}
	}
	for r := range d.Rows {
		ids, kind, ok := Used(&d.Rows[r].Formula)
		ids = allRows(d, ids)
		for c := range d.Columns {
			_, columns, made := Used(&d.Columns[c].Formula)
			percent := made && !columns.linear() || !made && d.Columns[c].Measure != site.Count
			if !ok || percent || !asked(Ref{r, c}) {
				continue
			}
			e := Equation{Result: Ref{r, c}, Kind: kind, Decimals: d.Rows[r].Decimals}
			for _, id := range ids {
				e.Parts = append(e.Parts, Ref{d.Row(id), c})
			}
			out = append(out, e)
		}
	}
	for i := range d.Derived {
		if !asked(Ref{-1, i}) {
			continue
		}
		ids, kind, _ := Used(&d.Derived[i].Formula)
		e := Equation{Result: Ref{-1, i}, Kind: kind, Decimals: d.Derived[i].Decimals}
		for _, id := range ids {
			at, _ := Place(d, id)
			e.Parts = append(e.Parts, at)
		}
		out = append(out, e)
	}
	return out
}

// All is the id that stands for every row without a formula of its own.
const All = "all"

func allRows(d *site.Dataset, ids []string) []string {
	if !slices.Equal(ids, []string{All}) {
		return ids
	}
	ids = nil
	for i := range d.Rows {
		if _, _, made := Used(&d.Rows[i].Formula); !made {
			ids = append(ids, d.Rows[i].ID)
		}
	}
	return ids
}

// Place finds a cell by "row.column".
func Place(d *site.Dataset, id string) (at Ref, ok bool) {
	row, column, _ := strings.Cut(id, ".")
	at = Ref{d.Row(row), d.Column(column)}
	return at, at.Row >= 0 && at.Column >= 0
}

// Name is the id of a cell: "total.change", or that of a derived figure.
func Name(d *site.Dataset, at Ref) string {
	if at.Row < 0 {
		return d.Derived[at.Column].ID
	}
	return d.Rows[at.Row].ID + "." + d.Columns[at.Column].ID
}

// cell returns what stands at a place.
func cell(d *site.Dataset, at Ref) *site.DataCell {
	if at.Row < 0 {
		return &d.Derived[at.Column].Cell
	}
	return &d.Cells[at.Row][at.Column]
}

// work works an equation out: what its result has to be. exact is the number
// before it is rounded, for kind Known.
func work(d *site.Dataset, e Equation) (kind site.CellKind, exact *big.Rat) {
	var values []*big.Rat
	for _, p := range e.Parts {
		switch c := cell(d, p); {
		case c.Kind == site.NotKnown || c.Kind == site.Hidden:
			return c.Kind, nil
		case c.Kind == site.Known:
			values = append(values, Rat(c.Value))
		case e.Kind != Sum:
			return site.NotApplicable, nil
		}
	}
	out := new(big.Rat)
	if e.Kind == Sum {
		if len(values) == 0 {
			return site.NotApplicable, nil
		}
		for _, v := range values {
			out.Add(out, v)
		}
		return site.Known, out
	}
	first, second := values[0], values[1]
	whole := second
	switch e.Kind {
	case Difference:
		return site.Known, out.Sub(second, first)
	case PercentChange:
		out.Sub(second, first)
		whole = first
	case PercentOf:
		out.Set(first)
	}
	if whole.Sign() == 0 {
		return site.NotApplicable, nil
	}
	out.Quo(out, whole)
	return site.Known, out.Mul(out, big.NewRat(100, 1))
}

// result is what a cell has to hold by an equation, as it is written.
func result(d *site.Dataset, e Equation) site.DataCell {
	kind, exact := work(d, e)
	out := site.DataCell{Kind: kind}
	if kind == site.Known {
		decimals := e.Decimals
		if e.Kind.linear() { // nothing is rounded: as many as the parts have
			for _, p := range e.Parts {
				decimals = max(decimals, cell(d, p).Value.Decimals)
			}
		}
		out.Value = Round(exact, decimals, d.Rounding)
	}
	return out
}

// holds says whether a cell is what an equation makes it.
func holds(d *site.Dataset, e Equation) bool {
	want, has := result(d, e), cell(d, e.Result)
	return want.Kind == has.Kind && (want.Kind != site.Known || equal(want.Value, has.Value))
}

// Derive works out the derived figures of a table whose cells are right.
func Derive(d *site.Dataset) {
	for _, e := range Equations(d) {
		if e.Result.Row < 0 {
			d.Derived[e.Result.Column].Cell = result(d, e)
		}
	}
}
