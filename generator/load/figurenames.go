package load

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/figures"
	"sotto/generator/site"
)

// at is where a value stands in the table's YAML, by its keys; the last that
// can be found when not all can.
func (t *table) at(keys ...string) mark {
	pairs, m := t.pairs, mark{}
	for _, key := range keys {
		i := slices.IndexFunc(pairs, func(p pair) bool { return p.name == key })
		if i < 0 {
			return m
		}
		m = t.doc.quick(pairs[i].value)
		inner := pairs[i].value
		if inner.Kind == yaml.MappingNode || inner.Kind == yaml.SequenceNode {
			m = t.doc.quick(pairs[i].key)
		}
		pairs = nil
		if inner.Kind == yaml.MappingNode {
			for j := 0; j+1 < len(inner.Content); j += 2 {
				pairs = append(pairs, pair{inner.Content[j].Value, inner.Content[j], inner.Content[j+1]})
			}
		}
	}
	return m
}

// entry is where a key of one entry of a list stands in the table's YAML.
func (t *table) entry(list string, i int, key string) mark {
	for _, p := range t.pairs {
		if p.name != list || p.value.Kind != yaml.SequenceNode || i >= len(p.value.Content) {
			continue
		}
		entry := p.value.Content[i]
		for j := 0; j+1 < len(entry.Content); j += 2 {
			if entry.Content[j].Value == key {
				return t.doc.quick(entry.Content[j+1])
			}
		}
	}
	return mark{}
}

// names checks that whatever a table names is there.
func (t *table) names() bool {
	var units, periods []string
	for _, u := range t.Units {
		units = append(units, u.ID)
	}
	for _, p := range t.Periods {
		periods = append(periods, p.ID)
		if !p.From.IsZero() && !p.To.IsZero() && p.To.Before(p.From) {
			t.yaml.add(t.at("periods", p.ID, "to"), "data/names", "the period ends before it begins", "exchange from and to")
		}
	}
	columns, rows := t.columnIDs(), t.rowIDs()
	for i := range t.Columns {
		col := &t.Columns[i]
		t.named("unit", col.Unit, units, "columns", col.ID, "unit")
		t.named("period", col.Period, periods, "columns", col.ID, "period")
		t.formula(&col.Formula, col.ID, columns, "column", "columns", col.ID)
		t.measure(col)
		if slices.Contains(rows, col.ID) {
			t.yaml.add(t.at("rows", col.ID), "data/names", fmt.Sprintf("a row and a column are both called %s", col.ID), "give one of them another name: notes could not tell which is meant")
		}
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		if !slices.Equal(row.Sum, []string{figures.All}) {
			t.formula(&row.Formula, row.ID, rows, "row", "rows", row.ID)
		}
	}
	for i := range t.Derived {
		f := &t.Derived[i]
		ids, _, ok := figures.Used(&f.Formula)
		if !ok {
			t.yaml.add(t.at("figures", f.ID), "data/formula", "this does not say how the figure is worked out", "write "+f.ID+": {percentChange: [row.column, row.column]}")
		}
		t.cells(ids, "figures", f.ID)
	}
	for _, n := range t.Notes {
		for _, on := range n.On {
			if strings.Contains(on, ".") {
				t.cells([]string{on}, "notes", n.ID, "on")
			} else if known := append(slices.Clone(columns), rows...); !slices.Contains(known, on) {
				m, help := t.at("notes", n.ID, "on"), suggest(on, known, "write the name of a column or a row, or row.column for a cell")
				t.yaml.add(m, "data/note", fmt.Sprintf("there is no row and no column %s, so that this note has no mark", on), help).Fix = t.yaml.amid(m, on, help)
			}
		}
	}
	for i, s := range t.Same {
		if _, ok := figures.Place(t.Dataset, s.Cell); !ok {
			t.yaml.add(t.entry("same", i, "cell"), "data/names", fmt.Sprintf("there is no cell %s", s.Cell), "write row.column, such as "+t.Rows[0].ID+"."+t.Columns[0].ID)
		}
	}
	if needs := t.rounded(); needs && t.Rounding == "" {
		t.yaml.add(mark{}, "data/formula", "the table does not say how its percentages are rounded", "add rounding: half-up, which makes 3 of 2.5")
	}
	return len(t.yaml.findings) == 0
}

func (t *table) rounded() bool {
	is := func(f *site.Formula) bool { return len(f.PercentChange)+len(f.PercentOf) > 0 }
	return slices.ContainsFunc(t.Columns, func(c site.DataColumn) bool { return is(&c.Formula) }) ||
		slices.ContainsFunc(t.Rows, func(r site.DataRow) bool { return is(&r.Formula) }) ||
		slices.ContainsFunc(t.Derived, func(f site.DerivedFigure) bool { return is(&f.Formula) })
}

// named wants a name to be one of a list.
func (t *table) named(what, name string, known []string, at ...string) {
	if name != "" && !slices.Contains(known, name) {
		m := t.at(at...)
		t.yaml.add(m, "data/names", fmt.Sprintf("there is no %s %s", what, name), suggest(name, known, "add it below "+what+"s: "+name+": {label: {…}}")).Fix = t.yaml.near(m, name, known)
	}
}

// formula wants the ids of a formula to be columns or rows, and others than
// the one that it makes.
func (t *table) formula(f *site.Formula, own string, known []string, what string, at ...string) {
	ids, kind, ok := figures.Used(f)
	if !ok {
		return
	}
	m := t.at(append(at, kind.String())...)
	for _, id := range ids {
		switch {
		case id == own:
			t.yaml.add(m, "data/formula", fmt.Sprintf("the %s %s is made of itself", what, own), "take it out of the list")
		case !slices.Contains(known, id):
			t.yaml.add(m, "data/formula", fmt.Sprintf("there is no %s %s", what, id), suggest(id, known, fmt.Sprintf("the %ss are %s", what, list(known, "and"))))
		}
	}
}

// measure settles what a column's numbers are.
func (t *table) measure(col *site.DataColumn) {
	made := site.Count
	switch {
	case len(col.PercentChange) > 0:
		made = site.Change
	case len(col.PercentOf) > 0:
		made = site.Percent
	}
	_, _, formula := figures.Used(&col.Formula)
	switch {
	case !formula && col.Unit == "":
		t.yaml.add(t.at("columns", col.ID), "data/names", "the column does not say what is counted", "add unit: and one of the names below units")
	case formula && col.Measure != "" && col.Measure != made:
		t.yaml.add(t.at("columns", col.ID, "measure"), "data/formula", fmt.Sprintf("its formula makes it a %s", made), "delete the line")
	case formula || col.Measure == "":
		col.Measure = made
	}
}

// cells wants each id to name a cell of the table.
func (t *table) cells(ids []string, at ...string) {
	for _, id := range ids {
		if _, ok := figures.Place(t.Dataset, id); ok {
			continue
		}
		row, column, _ := strings.Cut(id, ".")
		help := "write row.column, such as " + t.Rows[0].ID + "." + t.Columns[0].ID
		if near := diag.Nearest(row, t.rowIDs()); near != "" {
			row = near
		}
		if near := diag.Nearest(column, t.columnIDs()); near != "" {
			column = near
		}
		if _, ok := figures.Place(t.Dataset, row+"."+column); ok {
			help = "did you mean " + row + "." + column + "?"
		}
		m := t.at(at...)
		t.yaml.add(m, "data/names", fmt.Sprintf("there is no cell %s", id), help).Fix = t.yaml.amid(m, id, help)
	}
}

// same compares cells with what they are said to be, and looks for numbers that
// nothing is held against.
func (t *table) same(all []*site.Dataset) {
	if t.Unread {
		return
	}
	held := map[figures.Ref]bool{}
	for _, e := range figures.Equations(t.Dataset) {
		if e.Result.Row >= 0 {
			held[e.Result] = true
			for _, p := range e.Parts {
				held[p] = true
			}
		}
	}
	for i, s := range t.Same {
		here, _ := figures.Place(t.Dataset, s.Cell)
		held[here] = true
		if c := (csvCell{text: s.Is, mark: t.entry("same", i, "is")}); cellNumber.MatchString(s.Is) {
			if read, ok := t.yaml.number(c); ok {
				t.equal(here, read, "as it was read a second time", diag.Pos{File: t.yaml.name, Line: c.mark.line, Col: c.mark.col})
			}
		} else if there, of := t.elsewhere(s.Is, c.mark, all); of != nil {
			cell := of.Cells[there.Row][there.Column]
			t.equal(here, cell, "in "+of.File(".csv"), diag.Pos{File: of.File(".csv"), Line: cell.Line, Col: cell.Col})
		}
	}
	for r := range t.Rows {
		for c := range t.Columns {
			if at := (figures.Ref{Row: r, Column: c}); !held[at] && t.Cells[r][c].Kind == site.Known {
				name := figures.Name(t.Dataset, at)
				t.csv.report(diag.Warning, t.cellMark(at), "data/alone", fmt.Sprintf("no sum and no other table would show a slip in %s", name),
					fmt.Sprintf("read it from the source a second time, and add it to same in %s: {cell: %s, is: …}", t.yaml.name, name))
			}
		}
	}
}

// elsewhere finds a cell of another table; nil when it is not there.
func (t *table) elsewhere(name string, m mark, all []*site.Dataset) (figures.Ref, *site.Dataset) {
	of, rest, _ := strings.Cut(name, ".")
	i := slices.IndexFunc(all, func(d *site.Dataset) bool { return d.Name == of })
	if i < 0 {
		t.yaml.add(m, "data/names", fmt.Sprintf("%q is no number, and names no table", name), "write table.row.column, or the number in digits alone")
		return figures.Ref{}, nil
	}
	if all[i].Unread {
		return figures.Ref{}, nil
	}
	at, ok := figures.Place(all[i], rest)
	if !ok {
		t.yaml.add(m, "data/names", fmt.Sprintf("the table %s has no cell %s", of, rest), "write table.row.column, as "+all[i].File(".csv")+" names them")
		return at, nil
	}
	return at, all[i]
}

// equal wants a cell to be what it is said to be.
func (t *table) equal(at figures.Ref, other site.DataCell, where string, pos diag.Pos) {
	mine := t.Cells[at.Row][at.Column]
	if mine.Kind != other.Kind || figures.Rat(mine.Value).Cmp(figures.Rat(other.Value)) != 0 {
		t.csv.add(t.cellMark(at), "data/same", fmt.Sprintf("%s is %s here, and %s %s", figures.Name(t.Dataset, at), t.written(mine), t.written(other), where),
			"look into the source, and correct the one that is wrong", pos)
	}
}

func (t *table) written(c site.DataCell) string {
	switch c.Kind {
	case site.NotKnown:
		return ".."
	case site.NotApplicable:
		return "-"
	}
	return figures.Plain(c.Value)
}

// isDataName wants a name that files may use.
func (d *decoder) isDataName(q pair) bool {
	why := nameProblem(q.name)
	if why == "" && q.name == figures.All {
		why = figures.All + " stands for every row"
	}
	if why == "" {
		return true
	}
	return d.no(q.key, "data/names", "this cannot be a name: "+why, "write lower case letters, digits and hyphens")
}

// isFormula wants one formula at most, of as many ids as it takes.
func (d *decoder) isFormula(g *group) {
	n := 0
	for _, p := range g.pairs {
		switch p.name {
		case "difference", "percentChange", "percentOf":
			if p.value.Kind == yaml.SequenceNode && len(p.value.Content) != 2 {
				d.add(d.mark(p.value), "data/formula", p.name+" is of two, and here are "+fmt.Sprint(len(p.value.Content)), "write the two in brackets: "+p.name+": [before, after]")
			}
		case "sum":
		default:
			continue
		}
		if n++; n > 1 {
			d.add(d.mark(p.key), "data/formula", "there are two formulas, and only one of them can be meant", "keep one and delete the other")
		}
	}
}

// nouns reads a list of words for each language.
func (d *decoder) nouns(q pair) map[site.Lang][]string {
	out := map[site.Lang][]string{}
	pairs, ok := d.pairs(q.value, q.name, "write it like this: "+q.name+": {en: [calls, call]}")
	for _, p := range pairs {
		if l := site.Lang(p.name); slices.Contains(d.c.Languages, l) {
			out[l], _ = d.texts(p, "calls, call")
		} else {
			d.foreign(p, d.c.Languages)
		}
	}
	for _, l := range d.c.Languages {
		if _, has := out[l]; ok && !has {
			d.add(d.mark(q.key), "key/required", fmt.Sprintf("%s has no words in the language %s", q.name, l), fmt.Sprintf("add %s: […] to it", l))
		}
	}
	return out
}
