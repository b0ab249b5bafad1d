package figures

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"sotto/generator/site"
)

// table makes a dataset of rows of numbers; a is before, b after, and the last
// row their sums.
func table(rows ...string) *site.Dataset {
	d := &site.Dataset{Name: "t", Rounding: site.HalfUp, Columns: []site.DataColumn{
		{ID: "a", Measure: site.Count, Unit: "calls", Period: "half"}, {ID: "b", Measure: site.Count, Unit: "calls", Period: "half"},
		{ID: "sum", Measure: site.Count, Unit: "calls", Period: "half", Formula: site.Formula{Sum: []string{"a", "b"}}},
		{ID: "change", Measure: site.Change, Formula: site.Formula{PercentChange: []string{"a", "b"}}},
		{ID: "share", Measure: site.Percent, Formula: site.Formula{PercentOf: []string{"a", "sum"}, Decimals: 1}},
	}, Units: []site.Unit{{ID: "calls", Label: site.Text{"en": "calls"}, Words: map[site.Lang][]string{"en": {"calls"}}}},
		Periods: []site.Period{{ID: "half", From: time.Date(2018, 1, 24, 0, 0, 0, 0, time.UTC), To: time.Date(2018, 7, 23, 0, 0, 0, 0, time.UTC)}}}
	for i, row := range rows {
		r := site.DataRow{ID: fmt.Sprintf("r%d", i)}
		if i == len(rows)-1 && i > 0 {
			r = site.DataRow{ID: "total", Formula: site.Formula{Sum: []string{All}}}
		}
		d.Rows = append(d.Rows, r)
		var cells []site.DataCell
		for _, text := range strings.Fields(row) {
			c := site.DataCell{}
			switch text {
			case "..":
				c.Kind = site.NotKnown
			case "-":
				c.Kind = site.NotApplicable
			default:
				whole, part, _ := strings.Cut(text, ".")
				fmt.Sscan(whole+part, &c.Value.N)
				c.Value.Decimals = len(part)
			}
			cells = append(cells, c)
		}
		d.Cells = append(d.Cells, cells)
	}
	return d
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		name string
		rows []string
		want []string // cells that are told of
	}{
		{"right", []string{"10 25 35 150 28.6", "20 20 40 0 50.0", "30 45 75 50 40.0"}, nil},
		{"a part", []string{"11 25 35 150 28.6", "20 20 40 0 50.0", "30 45 75 50 40.0"}, []string{"r0.a"}},
		{"a total of a row", []string{"10 25 36 150 28.6", "20 20 40 0 50.0", "30 45 75 50 40.0"}, []string{"r0.sum"}},
		{"a total of a column", []string{"10 25 35 150 28.6", "20 20 40 0 50.0", "30 46 75 50 40.0"}, []string{"total.b"}},
		{"the total of all", []string{"10 25 35 150 28.6", "20 20 40 0 50.0", "30 45 76 50 40.0"}, []string{"total.sum"}},
		{"a percentage", []string{"10 25 35 151 28.6", "20 20 40 0 50.0", "30 45 75 50 40.0"}, []string{"r0.change"}},
		{"a share", []string{"10 25 35 150 28.5", "20 20 40 0 50.0", "30 45 75 50 40.0"}, []string{"r0.share"}},
		{"two far apart", []string{"11 25 35 150 28.6", "20 20 40 0 50.0", "30 46 75 50 40.0"}, []string{"r0.a", "total.b"}},
		{"a percentage of nothing", []string{"0 25 25 - 0.0", "20 20 40 0 50.0", "20 45 65 125 30.8"}, nil},
		{"and one that is claimed", []string{"0 25 25 100 0.0", "20 20 40 0 50.0", "20 45 65 125 30.8"}, []string{"r0.change"}},
		{"what is not known", []string{".. 25 .. .. ..", "20 20 40 0 50.0", ".. 45 .. .. .."}, nil},
		{"and a total of it", []string{".. 25 .. .. ..", "20 20 40 0 50.0", "30 45 .. .. .."}, []string{"total.sum", "total.change", "total.a"}},
		{"what cannot be is none of a sum", []string{"- 25 25 - -", "20 20 40 0 50.0", "20 45 65 125 30.8"}, nil},
		{"half away from nothing", []string{"200 189 389 -6 51.4"}, nil},
	} {
		d := table(tt.rows...)
		var got []string
		for _, m := range Check(d) {
			got = append(got, Name(d, m.At))
			if m.Message == "" || m.Help == "" {
				t.Errorf("%s: %+v says nothing", tt.name, m)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(tt.want) {
			t.Errorf("%s: told at %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestRound(t *testing.T) {
	for _, tt := range []struct {
		n, d     int64
		decimals int
		rule     site.Rounding
		want     string
	}{
		{5, 2, 0, site.HalfUp, "3"}, {5, 2, 0, site.HalfEven, "2"}, {7, 2, 0, site.HalfEven, "4"}, {-5, 2, 0, site.HalfUp, "-3"},
		{-5, 2, 0, site.HalfEven, "-2"}, {1, 3, 1, site.HalfUp, "0.3"}, {2, 3, 3, site.HalfUp, "0.667"}, {-11, 200, 1, site.HalfUp, "-0.1"},
		{1802, 17, 0, site.HalfUp, "106"}, {1316, 1, 0, site.HalfUp, "1316"}, {1, 20, 1, site.HalfUp, "0.1"}, {1, 20, 1, site.HalfEven, "0.0"},
	} {
		if got := String(Round(big.NewRat(tt.n, tt.d), tt.decimals, tt.rule)); got != tt.want {
			t.Errorf("%d/%d to %d places, %s: %s, want %s", tt.n, tt.d, tt.decimals, tt.rule, got, tt.want)
		}
	}
}

// english are a few words, as content/messages.en.yaml has them.
func english() *site.Language {
	return &site.Language{Code: "en", Numbers: site.Numbers{Thousands: ",", Decimal: "."}, Claims: site.Claims{
		MoreThan: []string{"more than", "over"}, AtLeast: []string{"at least"}, LessThan: []string{"less than"}, AtMost: []string{"at most"},
		Nearly: []string{"nearly"}, About: []string{"about"},
		Times:   []site.NumberWords{{Is: 2, Words: []string{"doubled"}}, {Is: 3, Words: []string{"trebled"}}, {Is: 1, Of: 2, Words: []string{"halved"}}},
		Shares:  []site.NumberWords{{Is: 1, Of: 2, Words: []string{"half"}}, {Is: 1, Of: 3, Words: []string{"a third"}}},
		Numbers: []site.NumberWords{{Is: 5, Words: []string{"five"}}}, Scales: []site.NumberWords{{Is: 1000, Words: []string{"thousand"}}},
		Percent: []string{"%", "per cent"}, Rise: []string{"rose by {n}", "{n} more"}, Fall: []string{"fell by {n}", "{n} fewer"},
		OutOf: []string{"in"}, Day: []string{"a day"}, Week: []string{"a week"}, Month: []string{"a month"}, Year: []string{"a year"},
		People: []string{"people"},
	}}
}

// TestTolerances holds each word at its edges.
func TestTolerances(t *testing.T) {
	write := func(n site.Number, m site.Measure) string {
		if m == site.Count {
			return Plain(n)
		}
		return Plain(n) + "%"
	}
	for _, tt := range []struct {
		row, stat, words string
		want             bool
	}{
		{"100 200", "change", "doubled", true}, {"100 210", "change", "doubled", true}, {"100 211", "change", "doubled", false},
		{"100 190", "change", "doubled", true}, {"100 189", "change", "doubled", false},
		{"100 201", "change", "more than doubled", true}, {"100 200", "change", "more than doubled", false},
		{"100 200", "change", "at least doubled", true}, {"100 199", "change", "nearly doubled", true}, {"100 180", "change", "nearly doubled", true},
		{"100 179", "change", "nearly doubled", false}, {"100 200", "change", "nearly doubled", false},
		{"100 210", "change", "about doubled", true}, {"100 300", "change", "trebled", true}, {"100 50", "change", "halved", true},
		{"100 49", "change", "more than halved", true}, {"100 51", "change", "more than halved", false}, {"100 54", "change", "nearly halved", true},
		{"100 103", "change", "rose by 3%", true}, {"100 103", "change", "rose by 4%", false}, {"1000 1034", "change", "rose by 3%", true},
		{"1000 1036", "change", "rose by 3%", false}, {"1000 1034", "change", "rose by 3.4%", true}, {"100 97", "change", "fell by 3 per cent", true},
		{"100 97", "change", "rose by 3%", false}, {"100 103", "change", "fell by 3%", false}, {"100 160", "change", "rose by more than half", true},
		{"100 160", "change", "more than half", false}, {"100 103", "change", "3% more", true}, {"100 97", "change", "3% fewer", true},
		{"50 50", "share", "half", true}, {"51 49", "share", "more than half", true}, {"50 50", "share", "more than half", false},
		{"33 67", "share", "a third", true}, {"36 64", "share", "a third", false}, {"33 67", "share", "about a third", true}, {"20 80", "share", "five in 25", true},
		{"33 67", "share", "33%", true}, {"33 67", "share", "less than a third", true},
		{"3549 0", "a", "3,549", true}, {"3549 0", "a", "3549", true}, {"3549 0", "a", "3,550", false}, {"3549 0", "a", "3.5 thousand", true},
		{"3549 0", "a", "nearly 600 a month", true}, {"3549 0", "a", "about 590 calls a month", true}, {"3549 0", "a", "590 a month", false},
		{"3549 0", "a", "592 a month", true}, {"3549 0", "a", "more than 590 a month", true}, {"3549 0", "a", "about 20 a day", true},
		{"3549 0", "a", "over 7 thousand a year", true}, {"3549 0", "a", "about 137 a week", true}, {"5 0", "a", "five calls", true},
		{"3549 0", "a", "at most 3,549", true}, {"3549 0", "a", "less than 3,549", false}, {"3549 0", "a", "55%", false}, {"3549 0", "a", "doubled", false},
	} {
		d := table(tt.row + " 0 0 0.0")
		a, b := d.Cells[0][0].Value.N, d.Cells[0][1].Value.N
		d.Cells[0][2].Value.N = a + b
		for _, e := range Equations(d) {
			d.Cells[e.Result.Row][e.Result.Column] = result(d, e)
		}
		f, problem := Find([]*site.Dataset{d}, "t.r0."+tt.stat)
		if problem != nil {
			t.Fatal(problem)
		}
		problem = Claim(f, tt.words, english(), write)
		if got := problem == nil; got != tt.want {
			t.Errorf("%s of %s: %q is %v, want %v (%+v)", tt.stat, tt.row, tt.words, got, tt.want, problem)
		}
		// What the help proposes is true.
		if problem == nil || problem.Help == "" {
			continue
		}
		for _, part := range strings.Split(problem.Help, ":claim[")[1:] {
			words, _, _ := strings.Cut(part, "]")
			if again := Claim(f, words, english(), write); again != nil {
				t.Errorf("%s of %s: instead of %q the help proposes %q: %+v", tt.stat, tt.row, tt.words, words, again)
			}
		}
	}
}

func TestLength(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, tt := range [][4]string{
		{"2018-01-24", "2018-07-23", "month", "6.000"}, {"2018-01-01", "2018-12-31", "month", "12.000"}, {"2018-01-01", "2018-12-31", "year", "1.000"},
		{"2018-01-24", "2018-07-23", "day", "181.000"}, {"2018-01-24", "2018-07-23", "week", "25.857"}, {"2018-01-01", "2018-01-15", "month", "0.493"},
		{"2018-01-01", "2018-02-14", "month", "1.460"}, {"2016-02-01", "2016-02-29", "month", "1.000"},
	} {
		got := decimal(length(&site.Period{From: day(tt[0]), To: day(tt[1])}, tt[2]), 3)
		if got != tt[3] {
			t.Errorf("%s to %s has %s of a %s, want %s", tt[0], tt[1], got, tt[2], tt[3])
		}
	}
}

// TestFind: a name leads to a number, or to what is nearest to it.
func TestFind(t *testing.T) {
	d := table("10 25 35 150 28.6", ".. 20 .. .. ..", "0 5 5 - 0.0", ".. 50 .. .. ..")
	d.Cells[0][1].Kind = site.Hidden
	d.Derived = []site.DerivedFigure{{ID: "growth", Formula: site.Formula{Difference: []string{"r0.a", "r2.b"}}}}
	Derive(d)
	broken := &site.Dataset{Name: "broken", Unread: true}
	for ref, want := range map[string]string{
		"t.r0.a": "10", "t.growth": "-5", " t.r0.a ": "10", "t.r0.share": "28.6",
		"t.r0.b": "figure/hidden", "t.r1.a": "figure/none", "t.r2.change": "figure/none",
		"t": "figure/unknown", "t.r0.a.b": "figure/unknown", "": "figure/unknown", "u.r0.a": "figure/unknown", "t.r9.a": "figure/unknown",
		"t.r0.aa": "figure/unknown", "t.growt": "figure/unknown", "broken.r0.a": "", "broken.x": "",
	} {
		f, problem := Find([]*site.Dataset{d, broken}, ref)
		got := String(f.Cell.Value)
		if problem != nil {
			if got = problem.Code; got != "" && problem.Help == "" {
				t.Errorf("%q: no help", ref)
			}
		}
		if got != want {
			t.Errorf("%q: %s, want %s", ref, got, want)
		}
	}
	// What to write is the whole name; another year is no slip of the keyboard.
	d.Columns[0].ID = "calls-2019"
	for ref, want := range map[string]string{
		"t.r0.call-2019": "t.r0.calls-2019", "t.r0.calls-2018": "", "t.r7.calls-2019": "", "t.growt": "t.growth", "tt.r0.share": "t.r0.share", "u.v.w.x": "",
	} {
		if _, problem := Find([]*site.Dataset{d}, ref); problem == nil || problem.Write != want {
			t.Errorf("%q: write %+v, want %q", ref, problem, want)
		}
	}
	d.Columns[0].ID = "a"
	if f, _ := Find([]*site.Dataset{d}, "t.r0.share"); f.Unit == nil || f.Unit.ID != "calls" || f.Ratio.Cmp(big.NewRat(10, 35)) != 0 {
		t.Errorf("a share is of what its parts are, and exact: %+v", f)
	}
	if f, _ := Find([]*site.Dataset{d}, "t.growth"); !f.Difference || f.Unit == nil {
		t.Errorf("a derived figure is of what its parts are: %+v", f)
	}
}

// FuzzClaim: whatever the words are, they are read, or told about.
func FuzzClaim(f *testing.F) {
	for _, words := range []string{"more than doubled", "five in 25", "3,549 calls a month", "rose by more than half", "%", "0 in 0", "1.", "halved", "nearly 0"} {
		f.Add(words)
	}
	d := table("0 5 5 - 0.0")
	write := func(n site.Number, _ site.Measure) string { return Plain(n) }
	f.Fuzz(func(t *testing.T, words string) {
		for _, ref := range []string{"t.r0.a", "t.r0.b", "t.r0.share"} {
			if fig, problem := Find([]*site.Dataset{d}, ref); problem == nil {
				if problem := Claim(fig, words, english(), write); problem != nil && (problem.Message == "" || problem.Help == "") {
					t.Errorf("%q: %+v", words, problem)
				}
			}
		}
	})
}
