package figures

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"sotto/generator/site"
)

// Mistake is a cell that contradicts others.
type Mistake struct {
	At            Ref
	Message, Help string
	Also          []Ref // the cells that it contradicts
}

// Check recomputes all that a table states. One slip of the keys is told of
// where it was made: see repair.
func Check(d *site.Dataset) []Mistake {
	equations := slices.DeleteFunc(Equations(d), func(e Equation) bool { return e.Result.Row < 0 })
	var broken []Equation
	for _, e := range equations {
		if !holds(d, e) {
			broken = append(broken, e)
		}
	}
	out := empties(d)
	for len(broken) > 1 {
		at, value, mended := repair(d, equations, broken)
		if len(mended) < 2 {
			break
		}
		out = append(out, slip(d, at, value, mended))
		broken = slices.DeleteFunc(broken, func(e Equation) bool {
			return slices.ContainsFunc(mended, func(m Equation) bool { return m.Result == e.Result && m.Kind == e.Kind && m.Parts[0] == e.Parts[0] })
		})
	}
	for _, e := range broken {
		out = append(out, contradiction(d, e))
	}
	return out
}

// empties are the cells where a percentage of a row meets one of a column:
// there is nothing that could stand there.
func empties(d *site.Dataset) []Mistake {
	var out []Mistake
	for r := range d.Rows {
		_, rows, made := Used(&d.Rows[r].Formula)
		for c := range d.Columns {
			_, columns, also := Used(&d.Columns[c].Formula)
			if made && also && !rows.linear() && !columns.linear() && d.Cells[r][c].Kind != site.NotApplicable {
				out = append(out, Mistake{At: Ref{r, c}, Message: "both its row and its column are percentages, and a percentage of those means nothing", Help: "write -"})
			}
		}
	}
	return out
}

// repair looks for the one cell that, with another number in it, makes the most
// broken equations right and no other wrong. mended is empty when there is none,
// or when two cells would do as well.
func repair(d *site.Dataset, all, broken []Equation) (at Ref, value site.Number, mended []Equation) {
	tied := false
	tried := map[Ref]bool{}
	for _, e := range broken {
		for _, c := range append([]Ref{e.Result}, e.Parts...) {
			if tried[c] || cell(d, c).Kind != site.Known {
				continue
			}
			tried[c] = true
			v, fixes := mend(d, c, all, broken)
			switch {
			case len(fixes) > len(mended):
				at, value, mended, tied = c, v, fixes, false
			case len(fixes) == len(mended):
				tied = true
			}
		}
	}
	if tied {
		return at, value, nil
	}
	return at, value, mended
}

// mend finds the number that makes the broken equations of a cell right, and
// returns those that it does; none when it would make another one wrong.
func mend(d *site.Dataset, at Ref, all, broken []Equation) (value site.Number, mended []Equation) {
	c := cell(d, at)
	was := c.Value
	defer func() { c.Value = was }()
	for _, e := range broken {
		v, ok := solve(d, e, at)
		if !ok {
			continue
		}
		c.Value = v
		var fixes []Equation
		for _, other := range all {
			if other.Result != at && !slices.Contains(other.Parts, at) {
				continue
			}
			good := holds(d, other)
			c.Value = was
			before := holds(d, other)
			c.Value = v
			if good && !before {
				fixes = append(fixes, other)
			}
			if !good && before {
				fixes = nil
				break
			}
		}
		if len(fixes) > len(mended) {
			value, mended = v, fixes
		}
		c.Value = was
	}
	return value, mended
}

// solve returns the number that a cell must hold for an equation to be right.
// Only sums and differences can be solved for a part of them: a rounded
// percentage fits more than one.
func solve(d *site.Dataset, e Equation, at Ref) (site.Number, bool) {
	if e.Result == at {
		want := result(d, e)
		return want.Value, want.Kind == site.Known
	}
	kind, now := work(d, e)
	to := cell(d, e.Result)
	i := slices.Index(e.Parts, at)
	if i < 0 || !e.Kind.linear() || kind != site.Known || to.Kind != site.Known {
		return site.Number{}, false
	}
	lacks := new(big.Rat).Sub(Rat(to.Value), now)
	if e.Kind == Difference && i == 0 {
		lacks.Neg(lacks)
	}
	c := cell(d, at).Value
	decimals := max(c.Decimals, to.Value.Decimals)
	v := Round(lacks.Add(lacks, Rat(c)), decimals, site.HalfUp)
	return v, v.N >= 0 || e.Kind == Difference
}

// slip tells of a cell that several equations agree should hold another number.
func slip(d *site.Dataset, at Ref, value site.Number, mended []Equation) Mistake {
	m := Mistake{At: at}
	var need []string
	for _, e := range mended {
		if e.Result == at {
			need = append(need, "the "+e.Kind.String()+" of "+parts(d, e))
			continue
		}
		need = append(need, Name(d, e.Result)+" ("+shown(cell(d, e.Result))+")")
		m.Also = append(m.Also, e.Result)
	}
	m.Message = fmt.Sprintf("%s does not fit: %s would be right with %s here", shown(cell(d, at)), list(need), Plain(value))
	m.Help = fmt.Sprintf("write %s, or mend what it is part of", String(value))
	return m
}

// contradiction tells of one equation that does not hold.
func contradiction(d *site.Dataset, e Equation) Mistake {
	m := Mistake{At: e.Result, Also: e.Parts}
	want := result(d, e)
	text := shown(&want)
	switch want.Kind {
	case site.NotKnown:
		m.Message = fmt.Sprintf("the %s of %s is not known, because one of them is not", e.Kind, parts(d, e))
	case site.NotApplicable:
		m.Message = fmt.Sprintf("there is no %s of %s: a percentage of nothing does not exist, and nothing is made of -", e.Kind, parts(d, e))
	default:
		m.Message = fmt.Sprintf("the %s of %s is %s, and this says %s", e.Kind, parts(d, e), text, shown(cell(d, e.Result)))
		text = String(want.Value)
	}
	m.Help = "write " + text + ", or mend the parts"
	return m
}

// parts names the parts of an equation: by what differs among them, and no more
// than a few.
func parts(d *site.Dataset, e Equation) string {
	var names []string
	for _, p := range e.Parts {
		name := Name(d, p)
		switch row, column, _ := strings.Cut(name, "."); {
		case e.Result.Row < 0:
		case p.Row == e.Result.Row:
			name = column
		default:
			name = row
		}
		names = append(names, name)
	}
	if len(names) > 4 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:3], ", "), len(names)-3)
	}
	return list(names)
}

// list joins words as people do.
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// shown is a cell in a message.
func shown(c *site.DataCell) string {
	switch c.Kind {
	case site.NotKnown:
		return ".."
	case site.NotApplicable:
		return "-"
	case site.Hidden:
		return "a hidden number"
	}
	return Plain(c.Value)
}
