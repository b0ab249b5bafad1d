package figures

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sotto/generator/sitetest"
)

// sheet is a system with what its percentages are, for tests.
type sheet struct {
	System
	percents []rate
}

func (s *sheet) cell(name string, value int, total bool) int {
	s.Cells = append(s.Cells, Cell{Name: name, Value: value, Total: total})
	return len(s.Cells) - 1
}

// sum adds a cell that is the sum of others.
func (s *sheet) sum(name string, parts ...int) int {
	value := 0
	for _, i := range parts {
		value += s.Cells[i].Value
	}
	total := s.cell(name, value, true)
	s.adds(total, parts...)
	return total
}

// adds says that cells add up to one that is there.
func (s *sheet) adds(total int, parts ...int) {
	e := Tie{{total, -1}}
	for _, i := range parts {
		e = append(e, Term{i, 1})
	}
	s.Ties = append(s.Ties, e)
}

// difference adds a cell that is one less another.
func (s *sheet) difference(name string, after, before int) {
	i := s.cell(name, s.Cells[after].Value-s.Cells[before].Value, false)
	s.Cells[i].Signed = true
	s.Ties = append(s.Ties, Tie{{i, -1}, {after, 1}, {before, -1}})
}

func (s *sheet) percent(base, decimals int, part ...Term) {
	r := Ratio{Name: fmt.Sprintf("percent %d", len(s.Ratios)), Base: base}
	for _, t := range part {
		r.Cells = append(r.Cells, t.Cell)
	}
	s.Ratios = append(s.Ratios, r)
	s.percents = append(s.percents, rate{part, base, decimals})
}

// table adds rows and columns with their sums. The last row and the last
// column of what it returns are the sums.
func (s *sheet) table(name string, values [][]int) [][]int {
	var out [][]int
	columns := make([][]int, len(values[0]))
	for r, line := range values {
		var row []int
		for c, v := range line {
			i := s.cell(fmt.Sprintf("%s %d.%d", name, r, c), v, false)
			row, columns[c] = append(row, i), append(columns[c], i)
		}
		out = append(out, append(row, s.sum(fmt.Sprintf("%s %d.total", name, r), row...)))
	}
	var last, rowSums []int
	for c, column := range columns {
		last = append(last, s.sum(fmt.Sprintf("%s total.%d", name, c), column...))
	}
	for _, row := range out {
		rowSums = append(rowSums, row[len(row)-1])
	}
	all := s.sum(name+" total.total", last...)
	s.adds(all, rowSums...)
	return append(out, append(last, all))
}

// northWest is the table of the North West: callers, website users and their
// sum, before and after, by area, with the change of the sums in per cent.
func northWest() *sheet {
	s := &sheet{}
	areas := []string{"lancashire", "manchester", "merseyside", "cheshire", "cumbria", "north-wales", "total"}
	half := func(when string, callers, users []int) (totals []int) {
		var h, w []int
		for i := range callers {
			h = append(h, s.cell(areas[i]+".callers-"+when, callers[i], false))
			w = append(w, s.cell(areas[i]+".users-"+when, users[i], false))
			totals = append(totals, s.sum(areas[i]+".total-"+when, h[i], w[i]))
		}
		all := s.sum("total.total-"+when, totals...)
		s.adds(all, s.sum("total.callers-"+when, h...), s.sum("total.users-"+when, w...))
		return append(totals, all)
	}
	before := half("before", []int{29, 24, 28, 32, 8, 17}, []int{258, 759, 316, 131, 78, 67})
	after := half("after", []int{35, 26, 21, 37, 10, 13}, []int{670, 1316, 619, 440, 236, 126})
	for i := range before {
		s.percent(before[i], 0, Term{after[i], 1}, Term{before[i], -1})
	}
	return s
}

func (s *sheet) names(is []bool) string {
	var out []string
	for i, hidden := range is {
		if hidden {
			out = append(out, s.Cells[i].Name)
		}
	}
	return strings.Join(out, " ")
}

var ten = Policy{Threshold: 10, BaseForPercent: 50, Secondary: true}

// One small number of the North West hides three others with it, and no
// percentage: they are of the sums.
func TestHideInTheNorthWest(t *testing.T) {
	s := northWest()
	h, err := Hide(ten, s.System)
	if err != nil {
		t.Fatal(err)
	}
	const want = "cumbria.callers-before cumbria.users-before north-wales.callers-before north-wales.users-before"
	if got := s.names(h.Cells); got != want {
		t.Errorf("hidden: %s\nwant:   %s", got, want)
	}
	if slices.Contains(h.Ratios, true) {
		t.Errorf("hidden percentages: %v", h.Ratios)
	}
	pr := publish(ten, s.System, s.percents, h).program()
	low, high, err := pr.narrow(slices.IndexFunc(s.Cells, func(c Cell) bool { return c.Name == "cumbria.callers-before" }))
	if err != nil || math.Round(low) != 0 || math.Round(high) != 25 {
		t.Errorf("the attacker finds %v to %v (%v), want 0 to 25", low, high, err)
	}
}

// What one, two and three hidden numbers do not hide.
func TestWhatHidesNothing(t *testing.T) {
	s := northWest()
	for _, hide := range []string{
		"cumbria.callers-before",
		"cumbria.callers-before north-wales.callers-before",
		"cumbria.callers-before north-wales.callers-before cumbria.users-before",
	} {
		h := Hidden{make([]bool, len(s.Cells)), make([]bool, len(s.Ratios))}
		for i, c := range s.Cells {
			h.Cells[i] = slices.Contains(strings.Fields(hide), c.Name)
		}
		if hidden, narrowed := attack(t, publish(ten, s.System, s.percents, h), s.System); narrowed != hidden {
			t.Errorf("%s: the attacker narrows %d of %d", hide, narrowed, hidden)
		}
	}
}

// random makes one or two tables that share their rows' sums, with small
// numbers in them.
func random(r *rand.Rand) (*sheet, Policy) {
	p := Policy{Threshold: 5 + r.IntN(6), Secondary: true}
	if r.IntN(3) == 0 {
		p.RoundTo = []int{3, 5, 10}[r.IntN(3)]
	}
	if r.IntN(2) == 0 {
		p.BaseForPercent = 50
	}
	s := &sheet{}
	rows, columns, size := 2+r.IntN(7), 2+r.IntN(7), 20+r.IntN(500)
	if p.RoundTo > 0 && !sitetest.Soak() { // here each number is one that the attacker does not know
		rows, columns = 2+rows%2, 2+columns%2
	}
	values := make([][]int, rows)
	for i := range values {
		for range columns {
			v := r.IntN(size)
			if r.IntN(20) == 0 {
				v = 0
			}
			values[i] = append(values[i], v)
		}
	}
	for range 1 + r.IntN(4) {
		values[r.IntN(rows)][r.IntN(columns)] = 1 + r.IntN(p.Threshold-1)
	}
	cells := s.table("a", values)
	if r.IntN(3) == 0 { // the same rows, split another way
		split := make([][]int, rows)
		columns := 2 + r.IntN(3)
		for i, line := range values {
			left := 0
			for _, v := range line {
				left += v
			}
			for range columns - 1 {
				v := r.IntN(left + 1)
				split[i], left = append(split[i], v), left-v
			}
			split[i] = append(split[i], left)
		}
		other := s.table("b", split)
		for i := range other { // one number, by two names
			a, b := cells[i][len(cells[i])-1], other[i][columns]
			s.same(a, b)
		}
	}
	if r.IntN(2) == 0 {
		for _, row := range cells {
			if s.Cells[row[0]].Value > 0 {
				s.percent(row[0], r.IntN(2), Term{row[columns-1], 1}, Term{row[0], -1})
			}
			if base := row[columns]; s.Cells[base].Value > 0 {
				s.percent(base, r.IntN(2), Term{row[r.IntN(columns)], 1})
			}
		}
	}
	if r.IntN(4) == 0 {
		for i, row := range cells {
			s.difference(fmt.Sprintf("change %d", i), row[columns-1], row[0])
		}
	}
	return s, p
}

// same makes every use of b one of a.
func (s *sheet) same(a, b int) {
	s.Ties = append(s.Ties, Tie{{a, 1}, {b, -1}})
}

// No attacker narrows what is hidden in 500 random tables; with the small
// numbers alone hidden, the same attacker does.
func TestRandomTables(t *testing.T) {
	tables := 500
	if !sitetest.Soak() {
		tables = 200
	}
	r := rand.New(rand.NewPCG(1, 2))
	var cells, small, hidden, found, bare, weak int
	for n := range tables {
		s, p := random(r)
		h, err := Hide(p, s.System)
		if err != nil {
			t.Fatalf("table %d: %v", n, err)
		}
		if again, _ := Hide(p, s.System); !reflect.DeepEqual(h, again) {
			t.Errorf("table %d: another choice the second time", n)
		}
		all, narrowed := attack(t, publish(p, s.System, s.percents, h), s.System)
		if narrowed > 0 {
			t.Errorf("table %d: %d of %d hidden numbers have too little room", n, narrowed, all)
		}
		cells, hidden = cells+len(s.Cells), hidden+all

		p.Secondary = false
		if h, err = Hide(p, s.System); err != nil {
			t.Fatal(err)
		}
		for i := range h.Cells {
			if h.Cells[i] {
				small++
			}
		}
		if p.RoundTo > 0 { // this alone hides something
			continue
		}
		bare++
		_, narrowed = attack(t, publish(p, s.System, s.percents, h), s.System)
		found += narrowed
		if narrowed > 0 {
			weak++
		}
	}
	t.Logf("%d numbers, %d small, %d hidden", cells, small, hidden)
	t.Logf("alone, %d of the small are found, in %d of %d tables", found, weak, bare)
	if weak < bare*95/100 {
		t.Errorf("the attacker found small numbers in %d of %d tables only, when nothing else was hidden: it is too weak to trust", weak, bare)
	}
}

// The time that hiding takes, for tables of the size of a release's and larger.
func BenchmarkHide(b *testing.B) {
	for _, size := range []int{4, 8, 16, 32, 40} {
		b.Run(fmt.Sprintf("%dx%d", size, size), func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 2))
			values := make([][]int, size)
			for i := range values {
				for range size {
					values[i] = append(values[i], 10+r.IntN(500))
				}
			}
			for range size / 2 {
				values[r.IntN(size)][r.IntN(size)] = 1 + r.IntN(9)
			}
			s := &sheet{}
			s.table("a", values)
			hidden := 0
			for b.Loop() {
				h, err := Hide(ten, s.System)
				if err != nil {
					b.Fatal(err)
				}
				hidden = strings.Count(fmt.Sprint(h.Cells), "true")
			}
			b.ReportMetric(float64(hidden), "hidden")
		})
	}
}

// Every whole number from 0 to the threshold is possible for a small one, and
// as many are for each other hidden one: counted, in small tables.
func TestEveryNumberIsPossible(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	p := Policy{Threshold: 4, Secondary: true}
	for n := range 100 {
		values := make([][]int, 2+r.IntN(2))
		for i := range values {
			for range 2 + n%2 {
				values[i] = append(values[i], r.IntN(12))
			}
		}
		values[0][0] = 1 + r.IntN(3)
		s := &sheet{}
		s.table("a", values)
		h, err := Hide(p, s.System)
		if err != nil {
			t.Fatal(err)
		}
		possible := worlds(s.System, h.Cells, 2*p.Threshold)
		for i, c := range s.Cells {
			if !h.Cells[i] {
				continue
			}
			for v := range p.Threshold + 1 {
				if p.Small(c.Value) && !possible[i][v] {
					t.Errorf("table %d, %v: %s cannot be %d", n, values, c.Name, v)
				}
			}
			if len(possible[i]) <= p.Threshold {
				t.Errorf("table %d, %v: %s can be %v only", n, values, c.Name, possible[i])
			}
		}
	}
}

// worlds tries for each hidden cell every number up to so many more than it is,
// and tells which ones go together with what is shown.
func worlds(s System, hidden []bool, more int) []map[int]bool {
	values := make([]int, len(s.Cells))
	possible := make([]map[int]bool, len(s.Cells))
	var cells []int
	open := make([]int, len(s.Ties))
	for i, c := range s.Cells {
		if values[i] = c.Value; hidden[i] {
			values[i], possible[i], cells = 0, map[int]bool{}, append(cells, i)
		}
	}
	in := make([][]int, len(s.Cells))
	for n, e := range s.Ties {
		for _, t := range e {
			if in[t.Cell] = append(in[t.Cell], n); hidden[t.Cell] {
				open[n]++
			}
		}
	}
	var try func(at int)
	try = func(at int) {
		if at == len(cells) {
			for _, i := range cells {
				possible[i][values[i]] = true
			}
			return
		}
		i := cells[at]
		for _, n := range in[i] {
			open[n]--
		}
		for v := range s.Cells[i].Value + more + 1 {
			values[i] = v
			fits := true
			for _, n := range in[i] {
				sum := 0
				for _, t := range s.Ties[n] {
					sum += t.Times * values[t.Cell]
				}
				fits = fits && (open[n] > 0 || sum == 0)
			}
			if fits {
				try(at + 1)
			}
		}
		values[i] = 0
		for _, n := range in[i] {
			open[n]++
		}
	}
	try(0)
	return possible
}

// What is public already stays, and is part of what the attacker has.
func TestPublicNumbers(t *testing.T) {
	s := northWest()
	public := func(names ...string) {
		for i := range s.Cells {
			s.Cells[i].Public = slices.Contains(names, s.Cells[i].Name)
		}
	}
	public("north-wales.callers-before")
	h, err := Hide(ten, s.System)
	if err != nil {
		t.Fatal(err)
	}
	const want = "lancashire.callers-before lancashire.users-before cumbria.callers-before cumbria.users-before"
	if got := s.names(h.Cells); got != want {
		t.Errorf("hidden: %s\nwant:   %s", got, want)
	}
	public("cumbria.users-before", "cumbria.total-before")
	var exposed *ExposedError
	if _, err = Hide(ten, s.System); !errors.As(err, &exposed) || fmt.Sprint(exposed.Names) != "[cumbria.callers-before]" {
		t.Errorf("got %v", err)
	}
	public("cumbria.callers-before") // nothing is left to hide
	if h, err = Hide(ten, s.System); err != nil || slices.Contains(h.Cells, true) {
		t.Errorf("%s is hidden, %v", s.names(h.Cells), err)
	}
}

// A percentage goes with any number that it is made of, or when it is of few.
func TestHiddenPercentages(t *testing.T) {
	s := northWest()
	cumbria := slices.IndexFunc(s.Cells, func(c Cell) bool { return c.Name == "cumbria.total-before" })
	callers := slices.IndexFunc(s.Cells, func(c Cell) bool { return c.Name == "cumbria.callers-before" })
	s.percent(cumbria, 0, Term{callers, 1})
	for _, test := range []struct {
		base int
		want string
	}{
		{0, "[false false false false false false false true]"},
		{100, "[false false false false true true false true]"},
	} {
		p := ten
		p.BaseForPercent = test.base
		if h, err := Hide(p, s.System); err != nil || fmt.Sprint(h.Ratios) != test.want {
			t.Errorf("base %d: %v, %v", test.base, h.Ratios, err)
		}
	}
}

// What is no system is told, and nothing panics.
func TestNoSystem(t *testing.T) {
	fine := System{Cells: []Cell{{Name: "a", Value: 3}, {Name: "b", Value: 3, Total: true}}, Ties: []Tie{{{0, 1}, {1, -1}}}}
	for _, test := range []struct {
		want  string
		spoil func(*Policy, *System)
	}{
		{"", func(*Policy, *System) {}},
		{"a policy has", func(p *Policy, s *System) { p.Threshold = 1 }},
		{"a policy has", func(p *Policy, s *System) { p.RoundTo = -5 }},
		{"a is too large", func(p *Policy, s *System) { s.Cells[0].Value = 1 << 55 }},
		{"a is less than nothing", func(p *Policy, s *System) { s.Cells[0].Value = -3 }},
		{"tie 0, with a, is not true", func(p *Policy, s *System) { s.Cells[0].Value = 4 }},
		{"tie 0 has a term that is none", func(p *Policy, s *System) { s.Ties[0][1].Cell = 2 }},
		{"tie 0 has a term that is none", func(p *Policy, s *System) { s.Ties[0][1].Times = 0 }},
		{"r is made of a number", func(p *Policy, s *System) { s.Ratios = []Ratio{{"r", 0, []int{-1}}} }},
	} {
		p, s := ten, System{slices.Clone(fine.Cells), []Tie{slices.Clone(fine.Ties[0])}, nil}
		test.spoil(&p, &s)
		got := ""
		if _, err := Hide(p, s); err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

// Rounding goes to the nearest, and a half away from zero.
func TestShown(t *testing.T) {
	for _, test := range []struct{ to, value, want int }{
		{0, 12, 12}, {1, 12, 12}, {5, 12, 10}, {5, 13, 15}, {5, -13, -15}, {10, 15, 20}, {10, -15, -20}, {10, 14, 10}, {3, 1, 0}, {3, 2, 3},
	} {
		if got := (Policy{RoundTo: test.to}).Shown(test.value); got != test.want {
			t.Errorf("%d to the nearest %d is %d, want %d", test.value, test.to, got, test.want)
		}
	}
}
