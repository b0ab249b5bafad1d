package figures

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sotto/generator/site"
)

// grid makes a table of lines. The first names the columns, each further one a
// row with its numbers; what is made of others is written sum=a+b, more=b-a,
// change=b:a (in per cent of a), share=a/b (in per cent of b), total=all.
func grid(t *testing.T, name string, lines ...string) *site.Dataset {
	t.Helper()
	made := func(word string) (id string, f site.Formula) {
		id, of, _ := strings.Cut(word, "=")
		two := func(sign string) []string {
			first, second, ok := strings.Cut(of, sign)
			if !ok {
				return nil
			}
			return []string{second, first}
		}
		switch {
		case of == "":
		case of == All:
			f.Sum = []string{All}
		case strings.Contains(of, "+"):
			f.Sum = strings.Split(of, "+")
		default:
			f.Difference, f.PercentChange, f.PercentOf = two("-"), two(":"), two("/")
			slices.Reverse(f.PercentOf)
		}
		return id, f
	}
	d := &site.Dataset{Name: name, Rounding: site.HalfUp}
	for _, word := range strings.Fields(lines[0]) {
		id, f := made(word)
		measure := site.Count
		switch {
		case f.PercentChange != nil:
			measure = site.Change
		case f.PercentOf != nil:
			measure = site.Percent
		}
		d.Columns = append(d.Columns, site.DataColumn{ID: id, Measure: measure, Formula: f})
	}
	for n, line := range lines[1:] {
		words := strings.Fields(line)
		id, f := made(words[0])
		d.Rows = append(d.Rows, site.DataRow{ID: id, Formula: f})
		var row []site.DataCell
		for c := range d.Columns {
			row = append(row, site.DataCell{Line: n + 2, Col: c + 1, Kind: site.NotKnown})
			if c+1 < len(words) && words[c+1] != ".." {
				row[c].Kind = site.Known
				fmt.Sscan(words[c+1], &row[c].Value.N)
			}
		}
		d.Cells = append(d.Cells, row)
	}
	for range 3 { // what is made of others need not be typed
		for _, e := range Equations(d) {
			if c := cell(d, e.Result); c.Kind == site.NotKnown {
				line, col := c.Line, c.Col
				*c = result(d, e)
				c.Line, c.Col = line, col
			}
		}
	}
	if wrong := Check(d); len(wrong) > 0 {
		t.Fatalf("%s: %s: %s", name, Name(d, wrong[0].At), wrong[0].Message)
	}
	return d
}

// derive adds a figure that is worked out of cells.
func derive(d *site.Dataset, id string, f site.Formula) {
	d.Derived = append(d.Derived, site.DerivedFigure{ID: id, Formula: f})
	Derive(d)
}

// seen is a table as a reader has it.
func seen(d *site.Dataset) string {
	text := func(c site.DataCell) string {
		switch {
		case c.Kind == site.Hidden && c.Value != site.Number{}:
			return "hidden and still there"
		case c.Kind == site.Hidden:
			return "*"
		}
		return shown(&c)
	}
	var out strings.Builder
	for r, row := range d.Cells {
		out.WriteString(d.Rows[r].ID)
		for _, c := range row {
			out.WriteString(" " + text(c))
		}
		out.WriteString("\n")
	}
	for _, f := range d.Derived {
		out.WriteString(f.ID + " " + text(f.Cell) + "\n")
	}
	return out.String()
}

func want(t *testing.T, what string, d *site.Dataset, lines ...string) {
	t.Helper()
	if got, want := seen(d), strings.Join(lines, "\n")+"\n"; got != want {
		t.Errorf("%s:\n%swant\n%s", what, got, want)
	}
}

// theNorthWest are the tables of the North West and of its row North Wales.
func theNorthWest(t *testing.T) []*site.Dataset {
	nw := grid(t, "nw", "h1 w1 t1=h1+w1 h2 w2 t2=h2+w2 change=t2:t1",
		"lancashire 29 258 287 35 670 705 146", "manchester 24 759 783 26 1316 1342 71", "merseyside 28 316 344 21 619 640 86",
		"cheshire 32 131 163 37 440 477 193", "cumbria 8 78 86 10 236 246 186", "wales 17 67 84 13 126 139 65",
		"total=all 138 1609 1747 142 3407 3549 103")
	derive(nw, "growth", site.Formula{PercentChange: []string{"total.h1", "total.h2"}})
	derive(nw, "more", site.Formula{Difference: []string{"cumbria.h1", "cumbria.h2"}})
	derive(nw, "border", site.Formula{Sum: []string{"cumbria.h1", "lancashire.h1"}})
	wales := grid(t, "wales", "before after more=after-before", "users 67 126", "callers 17 13", "total=all 84 139")
	for id, is := range map[string]string{"users.before": "nw.wales.w1", "callers.before": "nw.wales.h1", "total.before": "nw.wales.t1",
		"users.after": "nw.wales.w2", "callers.after": "nw.wales.h2", "total.after": "nw.wales.t2"} {
		wales.Same = append(wales.Same, site.SameCell{Cell: id, Is: is})
	}
	slices.SortFunc(wales.Same, func(a, b site.SameCell) int { return strings.Compare(a.Cell, b.Cell) })
	return []*site.Dataset{nw, wales}
}

// The row that hides Cumbria's callers is Lancashire's, and not North Wales',
// whose numbers stand in another table, too. Their sum may be shown, because it
// was asked for; the difference that begins with the small number may not.
func TestWithhold(t *testing.T) {
	tables := theNorthWest(t)
	tables[0].SmallNumbers = site.SmallNumbers{Threshold: 10, BaseForPercent: 50}
	if e := Withhold(tables); e != nil {
		t.Fatal(e[0].Message)
	}
	want(t, "the North West", tables[0],
		"lancashire * * 287 35 670 705 146", "manchester 24 759 783 26 1,316 1,342 71", "merseyside 28 316 344 21 619 640 86",
		"cheshire 32 131 163 37 440 477 193", "cumbria * * 86 10 236 246 186", "wales 17 67 84 13 126 139 65",
		"total 138 1,609 1,747 142 3,407 3,549 103", "growth 3", "more *", "border 37")
	want(t, "North Wales", tables[1], "users 67 126 59", "callers 17 13 -4", "total 84 139 55")
	if c := tables[0].Cells[4][0]; c.Line != 6 || c.Col != 1 {
		t.Errorf("the hidden cell has lost its place: %+v", c)
	}
}

// A number that is hidden for the sake of another is hidden in every table that
// has it, by the rule of one of them, with what would give it away there.
func TestWithholdInBoth(t *testing.T) {
	both := grid(t, "both", "calls chats sum=calls+chats", "cumbria 8 78", "wales 17 67", "total=all")
	wales := grid(t, "wales", "calls chats sum=calls+chats", "north 11 40", "south 6 27", "wales=all")
	for _, c := range []string{"calls", "chats", "sum"} {
		wales.Same = append(wales.Same, site.SameCell{Cell: "wales." + c, Is: "both.wales." + c})
	}
	wales.SmallNumbers.Threshold = 7
	tables := []*site.Dataset{both, wales}
	if e := Withhold(tables); e != nil {
		t.Fatal(e[0].Message)
	}
	want(t, "threshold 7", both, "cumbria 8 78 86", "wales 17 67 84", "total 25 145 170")
	want(t, "threshold 7", wales, "north * * 51", "south * * 33", "wales 17 67 84")

	both = grid(t, "both", "calls chats sum=calls+chats", "cumbria 8 78", "wales 57 67", "total=all")
	wales = grid(t, "wales", "n", "calls 57", "chats 67", "sum=all")
	for _, c := range []string{"calls", "chats", "sum"} {
		wales.Same = append(wales.Same, site.SameCell{Cell: c + ".n", Is: "both.wales." + c})
	}
	both.SmallNumbers.Threshold = 10
	if e := Withhold([]*site.Dataset{both, wales}); e != nil {
		t.Fatal(e[0].Message)
	}
	want(t, "threshold 10", both, "cumbria * * 86", "wales * * 124", "total 65 145 210")
	want(t, "threshold 10", wales, "calls *", "chats *", "sum 124")
}

// The tables as published, attacked: whatever rule they have.
func TestWithheldTablesUnderAttack(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for n := range 12 {
		tables, before := theNorthWest(t), theNorthWest(t)
		rule := site.SmallNumbers{Threshold: 9 + r.IntN(18), BaseForPercent: r.IntN(2) * 100}
		tables[n%2].SmallNumbers = rule
		if e := Withhold(tables); e != nil {
			t.Fatal(e[0].Message)
		}
		pg, truth := pageOf(tables, before, Policy{Threshold: rule.Threshold})
		if hidden, narrowed := attack(t, pg, truth); narrowed > 0 || hidden < 4 {
			t.Errorf("%+v: %d of %d hidden numbers have too little room\n%s", rule, narrowed, hidden, seen(tables[0]))
		}
	}
}

// pageOf is what a reader has of tables, and the numbers that were in them.
func pageOf(tables, before []*site.Dataset, p Policy) (page, System) {
	pg := page{policy: p}
	var truth System
	at := map[string]int{}
	for n, d := range tables {
		for _, ref := range cells(d) {
			was := cell(before[n], ref)
			at[d.Name+"."+Name(d, ref)] = len(pg.names)
			pg.names = append(pg.names, d.Name+"."+Name(d, ref))
			pg.hidden = append(pg.hidden, cell(d, ref).Kind == site.Hidden)
			pg.shown = append(pg.shown, int(cell(d, ref).Value.N))
			signed := strings.Contains(Name(d, ref), "more") || strings.Contains(Name(d, ref), "growth") || strings.Contains(Name(d, ref), "change")
			pg.signed = append(pg.signed, signed)
			truth.Cells = append(truth.Cells, Cell{Name: Name(d, ref), Value: int(was.Value.N), Signed: signed})
		}
		index := func(ref Ref) int { return at[d.Name+"."+Name(d, ref)] }
		for _, e := range Equations(d) {
			switch result := index(e.Result); e.Kind {
			case Sum:
				tie := Tie{{result, -1}}
				for _, part := range e.Parts {
					tie = append(tie, Term{index(part), 1})
				}
				pg.equations = append(pg.equations, tie)
			case Difference:
				pg.equations = append(pg.equations, Tie{{result, -1}, {index(e.Parts[1]), 1}, {index(e.Parts[0]), -1}})
			case PercentChange:
				if !pg.hidden[result] {
					pg.percents = append(pg.percents, shownPercent{[]Term{{index(e.Parts[1]), 1}, {index(e.Parts[0]), -1}}, index(e.Parts[0]), 0, float64(pg.shown[result])})
					continue
				}
				pg.hidden[result] = false // it says nothing, and is no number to find
			}
		}
		for _, s := range d.Same {
			pg.equations = append(pg.equations, Tie{{at[d.Name+"."+s.Cell], 1}, {at[s.Is], -1}})
		}
	}
	return pg, truth
}

// Rounded numbers are shown with the percentages that follow from them, so that
// these tell no more; hidden ones stay hidden.
func TestWithholdRounded(t *testing.T) {
	d := grid(t, "t", "a b both=a+b change=b:a more=b-a", "north 7 93", "south 61 62", "west 48 104", "east 52 99", "total=all")
	d.SmallNumbers = site.SmallNumbers{Threshold: 10, RoundTo: 5, BaseForPercent: 50}
	if e := Withhold([]*site.Dataset{d}); e != nil {
		t.Fatal(e[0].Message)
	}
	want(t, "rounded", d, "north * * 100 * *", "south 60 60 125 0 0", "west * * 150 * *", "east 50 100 150 100 45", "total 170 360 525 112 190")
}

// What no rule is for stays as it is, and so does what is not known.
func TestWithholdNothing(t *testing.T) {
	exempt := grid(t, "exempt", "a b both=a+b", "north 7 93", "south 61 62", "total=all")
	exempt.SmallNumbers.Why = "public since 2018"
	large := grid(t, "large", "a b both=a+b more=b-a", "north 0 93", "south 61 63", "total=all")
	// The south's callers are public by the exemption of another table.
	shared := grid(t, "shared", "a b both=a+b", "north 7 93", "south 61 62", "total=all")
	shared.SmallNumbers.Threshold = 10
	shared.Same = []site.SameCell{{Cell: "north.a", Is: "exempt.north.a"}}
	tables := []*site.Dataset{exempt, large, shared}
	var before []string
	for _, d := range tables {
		before = append(before, seen(d))
	}
	if e := Withhold(tables); e != nil {
		t.Fatal(e[0].Message)
	}
	for i, d := range tables {
		if seen(d) != before[i] {
			t.Errorf("%s has changed:\n%s", d.Name, seen(d))
		}
	}
	// What is not known hides as well as what is hidden.
	unknown := grid(t, "unknown", "a b both=a+b", "north 7 93", "south .. 62", "west 30 31", "east 20 40", "total=all")
	unknown.SmallNumbers.Threshold = 10
	if e := Withhold([]*site.Dataset{unknown}); e != nil {
		t.Fatal(e[0].Message)
	}
	want(t, "not known", unknown, "north * * 100", "south .. * ..", "west 30 31 61", "east 20 40 60", "total .. 226 ..")
}

// When one number cannot be hidden, no table is changed; and where too many
// hang together for the search, that is said at the first small one.
func TestExposures(t *testing.T) {
	good := grid(t, "good", "a b both=a+b", "north 7 93", "south 61 62", "total=all")
	good.SmallNumbers.Threshold = 10
	bad := grid(t, "bad", "a b both=a+b", "north 7 93", "south 61 62", "total=all")
	before := seen(good)
	e := Withhold([]*site.Dataset{bad, good})
	if len(e) != 1 || e[0].Dataset != bad || e[0].At == nil || *e[0].At != (Ref{0, 0}) {
		t.Errorf("got %+v", e)
	}
	if seen(good) != before {
		t.Errorf("it has changed:\n%s", seen(good))
	}
	lines := []string{"a b both=a+b"}
	for i := range mostLinked/3 + 1 {
		lines = append(lines, fmt.Sprintf("r%d %d %d", i, 7+i, 20+i))
	}
	large := grid(t, "large", append(lines, "total=all")...)
	large.SmallNumbers.Threshold = 10
	if e = Withhold([]*site.Dataset{large}); len(e) != 1 || !strings.Contains(e[0].Message, "hang together") || *e[0].At != (Ref{0, 0}) {
		t.Errorf("got %+v", e)
	}
}
