package figures

import (
	"errors"
	"fmt"
	"slices"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// linked are tables that share cells, as one system.
type linked struct {
	tables []*site.Dataset
	policy Policy // without a Threshold none of them has one
	system System
	// spots are the places of the system's cells, at is the way back; ratios
	// are those of its percentages.
	spots, ratios []spot
	at            map[spot]int
	hidden        Hidden
}

// spot is a cell of one of the tables.
type spot struct {
	table *site.Dataset
	Ref
}

func (s spot) name() string { return s.table.Name + "." + Name(s.table, s.Ref) }

func newLinked(tables []*site.Dataset) *linked {
	g := &linked{tables: tables, at: map[spot]int{}}
	for _, d := range tables {
		g.numbers(d)
	}
	for _, d := range tables {
		g.sums(d)
		g.same(d)
	}
	return g
}

// numbers makes cells of those numbers of a table that count something, or say
// how many more there are.
func (g *linked) numbers(d *site.Dataset) {
	total, percent := map[Ref]bool{}, map[Ref]bool{}
	for _, e := range Equations(d) {
		total[e.Result] = total[e.Result] || e.Kind == Sum
		percent[e.Result] = percent[e.Result] || !e.Kind.linear()
	}
	signed := differences(d)
	for _, at := range cells(d) {
		c := cell(d, at)
		typed := at.Row >= 0 && !total[at] && !signed[at] && d.Columns[at.Column].Measure != site.Count
		if c.Kind != site.Known || percent[at] || typed {
			continue
		}
		here := spot{d, at}
		g.at[here] = len(g.spots)
		g.spots = append(g.spots, here)
		g.system.Cells = append(g.system.Cells, Cell{
			Name: here.name(), Value: int(c.Value.N), Total: total[at],
			Signed: signed[at] || c.Value.N < 0, Public: d.SmallNumbers.Why != "",
		})
	}
}

// differences are the cells that say how many more or fewer there are, and the
// sums of such.
func differences(d *site.Dataset) map[Ref]bool {
	signed := map[Ref]bool{}
	for before := -1; len(signed) > before; {
		before = len(signed)
		for _, e := range Equations(d) {
			if e.Kind == Difference || e.Kind == Sum && slices.ContainsFunc(e.Parts, func(p Ref) bool { return signed[p] }) {
				signed[e.Result] = true
			}
		}
	}
	return signed
}

// sums ties the cells of a table together. One that is not known is made of
// what is not known either, and tells nothing.
func (g *linked) sums(d *site.Dataset) {
	for _, e := range Equations(d) {
		var parts []int
		known := true
		for _, p := range e.Parts {
			i, in := g.at[spot{d, p}]
			if in {
				parts = append(parts, i)
			} else if e.Kind != Sum || cell(d, p).Kind != site.NotApplicable {
				known = false
			}
		}
		result, counts := g.at[spot{d, e.Result}]
		switch {
		case !known:
		case e.Kind.linear() && counts:
			tie := Tie{{result, -1}}
			for n, i := range parts {
				times := 1
				if e.Kind == Difference && n == 0 {
					times = -1
				}
				tie = append(tie, Term{i, times})
			}
			g.system.Ties = append(g.system.Ties, tie)
		case !e.Kind.linear() && cell(d, e.Result).Kind == site.Known:
			base := parts[0]
			if e.Kind == PercentOf {
				base = parts[1]
			}
			here := spot{d, e.Result}
			g.ratios = append(g.ratios, here)
			g.system.Ratios = append(g.system.Ratios, Ratio{here.name(), base, parts})
		}
	}
}

// same ties cells of a table to those of others that they are. Both are public
// when one is.
func (g *linked) same(d *site.Dataset) {
	for _, s := range d.Same {
		here, _ := Place(d, s.Cell)
		i, in := g.at[spot{d, here}]
		j := slices.IndexFunc(g.system.Cells, func(c Cell) bool { return c.Name == s.Is })
		if !in || j < 0 {
			continue
		}
		g.system.Ties = append(g.system.Ties, Tie{{i, 1}, {j, -1}})
	}
}

// share makes public what is tied to a public number as its equal.
func (g *linked) share() {
	for changed := true; changed; {
		changed = false
		for _, t := range g.system.Ties {
			if len(t) != 2 || t[0].Times+t[1].Times != 0 {
				continue
			}
			a, b := &g.system.Cells[t[0].Cell].Public, &g.system.Cells[t[1].Cell].Public
			if *a != *b {
				*a, *b, changed = true, true, true
			}
		}
	}
}

// plan decides what is hidden.
func (g *linked) plan() []Exposure {
	if out := g.agree(); out != nil {
		return out
	}
	g.share()
	if g.policy.Threshold == 0 {
		return g.unsaid()
	}
	small := slices.IndexFunc(g.system.Cells, func(c Cell) bool { return !c.Signed && !c.Public && g.policy.Small(c.Value) })
	if len(g.spots) > mostLinked && small >= 0 {
		return []Exposure{g.spots[small].exposed(fmt.Sprintf("this is a small number among %s that hang together, and what has to be hidden with it is looked for among %s at most",
			diag.Number(len(g.spots)), diag.Number(mostLinked)), "cut the table into smaller ones, or add up small rows to larger ones")}
	}
	hidden, err := Hide(g.policy, g.system)
	var exposed *ExposedError
	if errors.As(err, &exposed) {
		var out []Exposure
		for _, name := range exposed.Names {
			i := slices.IndexFunc(g.system.Cells, func(c Cell) bool { return c.Name == name })
			out = append(out, g.spots[i].exposed("this number must be hidden, and could be worked out from others that a table with an exemption shows",
				"make this table exempt as well if its numbers are public, or take the exemption away from the other"))
		}
		return out
	}
	if err != nil { // a mistake of ours, and no reason to publish
		return []Exposure{{Dataset: g.tables[0], Message: "what has to be hidden cannot be worked out: " + err.Error(), Help: "please report this"}}
	}
	g.hidden = hidden
	return nil
}

// exposed is an exposure at the spot.
func (s spot) exposed(message, help string) Exposure {
	e := Exposure{Dataset: s.table, Message: message, Help: help}
	if s.Row >= 0 {
		e.At = &s.Ref
	}
	return e
}

// agree finds the policy of the tables, which all that have one must share.
func (g *linked) agree() (out []Exposure) {
	var first *site.Dataset
	for _, d := range g.tables {
		s := d.SmallNumbers
		switch {
		case s.Threshold > 0 && s.Why != "":
			out = append(out, Exposure{Dataset: d, Message: "small numbers have a threshold here, and an exemption from it", Help: "keep one and delete the other"})
		case s.Why != "" || s == site.SmallNumbers{}:
		case s.Threshold == 0:
			out = append(out, Exposure{Dataset: d, Message: "this does not say which numbers are small", Help: fmt.Sprintf("add threshold: %d, which hides 1 to %d", Usual, Usual-1)})
		case first != nil && s != first.SmallNumbers:
			out = append(out, Exposure{Dataset: d, Message: "this is another rule than that of " + first.File(".yaml") + ", and the two tables share numbers", Help: "write the same in both"})
		case first == nil:
			first = d
			g.policy = Policy{Threshold: s.Threshold, RoundTo: s.RoundTo, BaseForPercent: s.BaseForPercent, Secondary: true}
		}
	}
	if first == nil || out != nil {
		return out
	}
	for _, s := range g.spots {
		if c := cell(s.table, s.Ref); c.Value.Decimals > 0 && s.Row >= 0 {
			out = append(out, s.exposed(fmt.Sprintf("people are counted in whole numbers, and this is %s", Plain(c.Value)), "write measure: percent or change if that is what the column holds, or make the table exempt"))
		}
	}
	return out
}

// unsaid tells of small numbers of which no table says what becomes of them.
func (g *linked) unsaid() (out []Exposure) {
	told := map[*site.Dataset]bool{}
	usual := Policy{Threshold: Usual}
	for i, c := range g.system.Cells {
		s := g.spots[i]
		if c.Signed || c.Public || !usual.Small(c.Value) || told[s.table] || cell(s.table, s.Ref).Value.Decimals > 0 {
			continue
		}
		told[s.table] = true
		out = append(out, s.exposed(fmt.Sprintf("%d is a count so small that it may tell who was counted, and %s does not say whether it may be shown", c.Value, s.table.File(".yaml")),
			fmt.Sprintf("add smallNumbers: {threshold: %d, baseForPercent: %d} there, which hides it, with others that would give it away;\nor smallNumbers: {exempt: {why: …}} when it was public before, or these are no people", Usual, PercentBase)))
	}
	return out
}
