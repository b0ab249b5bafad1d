package figures

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Figure is one number of the site's tables, with all that a sentence must not
// get wrong about it.
type Figure struct {
	// Ref is its name: "north-west.total.change".
	Ref     string
	Dataset *site.Dataset
	Cell    site.DataCell
	Measure site.Measure
	Bound   site.Bound
	// Unit is what was counted, and Period when; nil when the table does not say.
	Unit   *site.Unit
	Period *site.Period
	// Ratio is exact where Cell is rounded: of a Change, after divided by
	// before; of a Percent, part divided by whole. Nil where only the percentage
	// is known.
	Ratio *big.Rat
	// Difference says that it is how many more or fewer there are.
	Difference bool
	// Of are the cells that a Change or a Percent was worked out of.
	Of []Ref
}

// Problem says what is wrong with words that state a figure. One without a Code
// has been told where it belongs: the table itself cannot be read.
type Problem struct {
	Code, Message, Help string
	// Write is the name to write in the place of the whole one; "" where it is not
	// certain.
	Write string
}

// Form is how a figure is named, for messages.
const Form = "table.row.column, such as north-west.total.change"

// Find finds a figure by its name. It must be a number that can be shown.
func Find(all []*site.Dataset, ref string) (Figure, *Problem) {
	// In a sentence, typography makes a dash of a hyphen between two numbers.
	ref = strings.ReplaceAll(strings.TrimSpace(ref), "–", "-")
	f := Figure{Ref: ref}
	parts := strings.Split(ref, ".")
	if len(parts) != 2 && len(parts) != 3 {
		return f, unknown(fmt.Sprintf("%q does not name a figure", ref), "write "+Form, nil, 0, nil)
	}
	var names []string
	for _, d := range all {
		if names = append(names, d.Name); d.Name == parts[0] {
			f.Dataset = d
		}
	}
	d := f.Dataset
	if d == nil {
		return f, unknown(fmt.Sprintf("there is no table %q in content/data/", parts[0]), "the tables are "+list(names), parts, 0, names)
	}
	if d.Unread {
		return f, &Problem{}
	}
	at, problem := place(d, parts)
	if problem != nil {
		return f, problem
	}
	f.Cell = *cell(d, at)
	switch f.Cell.Kind {
	case site.Hidden:
		return f, &Problem{Code: "figure/hidden", Message: ref + " is a number that is not published, because it is small or would tell a small one",
			Help: "leave it out, or state a total that holds it"}
	case site.NotKnown, site.NotApplicable:
		return f, &Problem{Code: "figure/none", Message: fmt.Sprintf("there is no number in %s: it is %s there", ref, shown(&f.Cell)), Help: "leave it out, or name another cell of " + d.File(".csv")}
	}
	f.describe(at)
	return f, nil
}

// place finds the cell of a table that the parts of a name behind it mean.
func place(d *site.Dataset, parts []string) (Ref, *Problem) {
	rows, columns := rowIDs(d), columnIDs(d)
	if len(parts) == 3 {
		at := Ref{d.Row(parts[1]), d.Column(parts[2])}
		switch {
		case at.Row < 0:
			return at, unknown(fmt.Sprintf("%s has no row %q", d.File(".csv"), parts[1]), "its rows are "+list(rows), parts, 1, rows)
		case at.Column < 0:
			return at, unknown(fmt.Sprintf("%s has no column %q", d.File(".csv"), parts[2]), "its columns are "+list(columns), parts, 2, columns)
		}
		return at, nil
	}
	var derived []string
	for i := range d.Derived {
		if d.Derived[i].ID == parts[1] {
			return Ref{-1, i}, nil
		}
		derived = append(derived, d.Derived[i].ID)
	}
	help := "name a cell by its row and its column: " + d.Name + "." + rows[0] + "." + columns[0]
	if len(derived) > 0 {
		help += "\nor one of the table's figures: " + list(derived)
	}
	return Ref{}, unknown(fmt.Sprintf("the table %s has no figure %q", d.Name, parts[1]), help, parts, 1, derived)
}

// unknown is the problem of a name of which the part i does not exist.
func unknown(message, help string, parts []string, i int, known []string) *Problem {
	p := &Problem{Code: "figure/unknown", Message: message, Help: help}
	if parts == nil {
		return p
	}
	if near := diag.Nearest(parts[i], known); near != "" {
		p.Help = "did you mean " + near + "?\n" + help
		if Slip(parts[i], near) {
			parts = slices.Clone(parts)
			parts[i] = near
			p.Write = strings.Join(parts, ".")
		}
	}
	return p
}

// Slip says that a word is another one, mistyped: one with other digits is more
// likely another year, and another number then.
func Slip(word, other string) bool {
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
	}
	return digits(word) == digits(other)
}

func rowIDs(d *site.Dataset) []string {
	out := make([]string, len(d.Rows))
	for i := range d.Rows {
		out[i] = d.Rows[i].ID
	}
	return out
}

func columnIDs(d *site.Dataset) []string {
	out := make([]string, len(d.Columns))
	for i := range d.Columns {
		out[i] = d.Columns[i].ID
	}
	return out
}

// describe fills in what is known of the number at a place.
func (f *Figure) describe(at Ref) {
	d := f.Dataset
	f.Measure = site.Count
	if at.Row >= 0 {
		c := &d.Columns[at.Column]
		f.Measure, f.Bound = c.Measure, c.Bound
		f.Unit, f.Period = d.Unit(c.Unit), d.Period(c.Period)
	}
	for _, e := range equations(d, func(result Ref) bool { return result == at }) {
		if e.Kind.linear() {
			f.Difference = f.Difference || e.Kind == Difference
			f.inherit(e)
			continue
		}
		f.Measure, f.Of = site.Change, e.Parts
		if e.Kind == PercentOf {
			f.Measure = site.Percent
		}
		if kind, exact := work(d, e); kind == site.Known {
			f.Ratio = exact.Quo(exact, big.NewRat(100, 1))
			if e.Kind == PercentChange {
				f.Ratio.Add(f.Ratio, big.NewRat(1, 1))
			}
		}
		f.inherit(e)
	}
	if f.Ratio == nil && f.Measure == site.Percent {
		f.Ratio = new(big.Rat).Quo(Rat(f.Cell.Value), big.NewRat(100, 1))
	}
	if f.Ratio == nil && f.Measure == site.Change {
		f.Ratio = new(big.Rat).Add(big.NewRat(1, 1), new(big.Rat).Quo(Rat(f.Cell.Value), big.NewRat(100, 1)))
	}
}

// inherit takes over what the parts of an equation agree on, where the figure
// does not say it itself.
func (f *Figure) inherit(e Equation) {
	d := f.Dataset
	var unit *site.Unit
	var period *site.Period
	for i, p := range e.Parts {
		if p.Row < 0 {
			return
		}
		u, when := d.Unit(d.Columns[p.Column].Unit), d.Period(d.Columns[p.Column].Period)
		if i > 0 && u != unit {
			u = nil
		}
		if i > 0 && when != period {
			when = nil
		}
		unit, period = u, when
	}
	if f.Unit == nil {
		f.Unit = unit
	}
	if f.Period == nil && e.Kind == Sum {
		f.Period = period
	}
}

// Equal lists the names of the cells that hold a number, for whoever has typed
// it: at most a few.
func Equal(all []*site.Dataset, n site.Number, measures ...site.Measure) []string {
	var out []string
	for _, d := range all {
		for _, at := range cells(d) {
			c := cell(d, at)
			if c.Kind != site.Known || !equal(c.Value, n) {
				continue
			}
			f := Figure{Dataset: d, Cell: *c}
			f.describe(at)
			for _, m := range measures {
				if m == f.Measure && len(out) < 3 {
					out = append(out, d.Name+"."+Name(d, at))
				}
			}
		}
	}
	return out
}

// Claiming lists the names of the changes of which words are true, for whoever
// has typed them: at most a few.
func Claiming(all []*site.Dataset, words string, l *site.Language) []string {
	var out []string
	write := func(n site.Number, _ site.Measure) string { return Plain(n) }
	for _, d := range all {
		for _, at := range cells(d) {
			f := Figure{Dataset: d, Cell: *cell(d, at), Ref: d.Name + "." + Name(d, at)}
			if f.Cell.Kind != site.Known || len(out) == 3 {
				continue
			}
			if f.describe(at); f.Measure == site.Change && Claim(f, words, l, write) == nil {
				out = append(out, f.Ref)
			}
		}
	}
	return out
}

// cells are all cells of a table, row by row, and then its derived figures.
func cells(d *site.Dataset) []Ref {
	var out []Ref
	for r := range d.Rows {
		for c := range d.Columns {
			out = append(out, Ref{r, c})
		}
	}
	for i := range d.Derived {
		out = append(out, Ref{-1, i})
	}
	return out
}
