package render

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// box is the space that a text takes up in a drawing of a width, all in em.
type box struct {
	text                     string
	left, right, top, bottom float64
}

func (a box) overlaps(b box) bool {
	const rounding = .011 // lengths are written with two decimals
	return a.left < b.right-rounding && b.left < a.right-rounding && a.top < b.bottom-rounding && b.top < a.bottom-rounding
}

// length reads a length as the view writes it.
func length(t *testing.T, s string, width float64) float64 {
	t.Helper()
	if s == "" {
		return 0
	}
	number, unit := strings.TrimRight(s, "em%"), 1.0
	if strings.HasSuffix(s, "%") {
		unit = width / 100
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil {
		t.Fatalf("%q is no length", s)
	}
	return n * unit
}

// boxes are those of all texts.
func boxes(t *testing.T, d Drawing, width float64) (out []box) {
	t.Helper()
	for _, x := range d.Texts {
		wide := x.width()
		b := box{text: x.Strong + x.Text, left: length(t, x.X, width) + length(t, x.DX, width)}
		if x.End {
			b.left -= wide
		}
		b.right = b.left + wide
		b.top = length(t, x.Y, width) - toBase - lineHeight/2
		b.bottom = b.top + lineHeight
		out = append(out, b)
	}
	return out
}

// fair checks that every text of a drawing is inside it and clear of all
// others, at the narrowest width and at larger ones.
func fair(t *testing.T, d Drawing, narrowest float64) {
	t.Helper()
	for _, width := range []float64{narrowest, narrowest + 3.3, narrowest * 2.2} {
		all := boxes(t, d, width)
		height := length(t, d.Height, width)
		for i, a := range all {
			if a.left < -.011 || a.right > width+.011 || a.top < -.011 || a.bottom > height+.011 {
				t.Errorf("at %.1f em: %+v is outside of %.2f by %.2f", width, a, width, height)
			}
			for _, b := range all[:i] {
				if a.overlaps(b) {
					t.Errorf("at %.1f em: %+v overlaps %+v", width, a, b)
				}
			}
		}
		for _, l := range d.Lines {
			from, to := length(t, l.X1, width)+length(t, d.Shift, width), length(t, l.X2, width)+length(t, d.Shift, width)
			if from < -.011 || from > to || to > width+.011 {
				t.Errorf("at %.1f em: a line goes from %.2f to %.2f: %+v", width, from, to, l)
			}
		}
		for _, b := range d.Bars {
			if end := length(t, b.Shift, width) + length(t, b.Width, width); end < -.011 || end > width {
				t.Errorf("at %.1f em: a bar ends at %.2f: %+v", width, end, b)
			}
		}
	}
}

// anyChart makes a chart of random size, numbers and names, with many that are
// near each other or the same.
func anyChart(r *rand.Rand, columns, most int) *chart {
	word := func(least, most int) string {
		b := make([]byte, least+r.IntN(most-least+1))
		for i := range b {
			b[i] = "abcdefghijklmnopqrstuvwxyz"[r.IntN(26)]
		}
		return strings.ToUpper(string(b[:1])) + string(b[1:])
	}
	name := func() string { // as long as a county's
		s := word(3, 8)
		for range r.IntN(3) {
			s += " " + word(3, 6)
		}
		return s
	}
	c := &chart{}
	for range columns {
		c.columns = append(c.columns, word(3, 7))
	}
	scale := []int{3, 40, 1000, 99999}[r.IntN(4)]
	for range 2 + r.IntN(most-1) {
		row := chartRow{name: name()}
		for range columns {
			n := r.IntN(scale + 1)
			if r.IntN(3) == 0 && len(c.rows) > 0 { // near another
				n = max(0, int(c.rows[r.IntN(len(c.rows))].cells[0].value)+r.IntN(3)-1)
			}
			text := fmt.Sprint(n)
			if n > 999 {
				text = text[:len(text)-3] + "," + text[len(text)-3:]
			}
			row.cells = append(row.cells, chartCell{value: float64(n), text: text, number: true})
		}
		c.rows = append(c.rows, row)
	}
	return c
}

// TestNoOverlaps draws a thousand random charts of each type: the same ones
// each time.
func TestNoOverlaps(t *testing.T) {
	for kind, width := range map[string]float64{chartBars: chartWidth, chartSlope: chartWidth, chartPanels: panelWidth} {
		t.Run(kind, func(t *testing.T) {
			r := rand.New(rand.NewPCG(20180724, 1))
			drawn, refused := 0, 0
			for drawn < 1000 && !t.Failed() {
				columns := 2
				if kind != chartSlope {
					columns = chartTypes[kind].fewest + r.IntN(chartTypes[kind].most-chartTypes[kind].fewest+1)
				}
				list, problem := anyChart(r, columns, chartTypes[kind].mostRows).drawings(kind)
				if problem != nil { // a name is too long
					if refused++; problem.Code != "chart/label" || refused > 4000 {
						t.Fatalf("%+v", problem)
					}
					continue
				}
				drawn++
				for _, d := range list {
					fair(t, d, width)
				}
			}
			t.Logf("%d drawn, %d refused for a name that is too long", drawn, refused)
		})
	}
}

// Numbers below zero stand below the line that is zero, in all small drawings
// at one height; lines of a slope have room for them too.
func TestBelowZero(t *testing.T) {
	row := func(name string, from, to float64) chartRow {
		cell := func(n float64) chartCell { return chartCell{value: n, text: fmt.Sprint(n), number: true} }
		return chartRow{name: name, cells: []chartCell{cell(from), cell(to)}}
	}
	c := &chart{columns: []string{"Before", "After"}, rows: []chartRow{row("North", -5, 15), row("South", 0, -10), row("West", 3, 3)}}
	for kind, width := range map[string]float64{chartSlope: chartWidth, chartPanels: panelWidth} {
		list, problem := c.drawings(kind)
		if problem != nil {
			t.Fatalf("%s: %+v", kind, problem)
		}
		for i, d := range list {
			fair(t, d, width)
			if kind == chartSlope {
				continue
			}
			zero, line := d.Lines[0], d.Lines[1]
			if zero.Y1 != list[0].Lines[0].Y1 || zero.Y1 != zero.Y2 || !zero.Rule {
				t.Errorf("the zero of drawing %d is not that of the first: %+v", i, zero)
			}
			for k, y := range []string{line.Y1, line.Y2} {
				if n := c.rows[i].cells[k].value; (n < 0) != (length(t, y, 1) > length(t, zero.Y1, 1)) {
					t.Errorf("%v of drawing %d is at %s, and zero at %s", n, i, y, zero.Y1)
				}
			}
		}
	}
}

// TestSpread holds the places of labels to what they promise: no overlap, in
// order, inside, and not moved without need.
func TestSpread(t *testing.T) {
	tests := []struct {
		name                  string
		want, heights, places []float64
		top, bottom           float64
	}{
		{"one", []float64{5}, []float64{1}, []float64{5}, 0, 10},
		{"apart already", []float64{7, 2}, []float64{1, 1}, []float64{7, 2}, 0, 10},
		{"the same place", []float64{5, 5, 5}, []float64{1, 1, 1}, []float64{4, 5, 6}, 0, 10},
		{"different heights", []float64{5, 5}, []float64{2, 1}, []float64{4.25, 5.75}, 0, 10},
		{"at the top", []float64{0, 0}, []float64{1, 1}, []float64{.5, 1.5}, 0, 10},
		{"at the bottom", []float64{10, 10}, []float64{1, 1}, []float64{8.5, 9.5}, 0, 10},
		{"just enough space", []float64{9, 1}, []float64{1, 1}, []float64{1.5, .5}, 0, 2},
	}
	for _, test := range tests {
		got := spread(test.want, test.heights, test.top, test.bottom)
		if !slices.EqualFunc(got, test.places, func(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }) {
			t.Errorf("%s: %v, want %v", test.name, got, test.places)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text  string
		width float64
		want  []string
		fits  bool
	}{
		{"Greater Manchester", 6.5, []string{"Greater", "Manchester"}, true},
		{"Greater Manchester", 11, []string{"Greater Manchester"}, true},
		{"North\u00a0West of  it", 8, []string{"North\u00a0West of", "it"}, true},
		{"Llanfairpwllgwyngyll", 6, []string{"Llanfairpwllgwyngyll"}, false},
	} {
		lines, fits := wrap(test.text, test.width, textWidth)
		if !slices.Equal(lines, test.want) || fits != test.fits {
			t.Errorf("%q in %v: %q, %v", test.text, test.width, lines, fits)
		}
	}
}

// Every character has a width, but for marks that stand on another.
func TestAdvances(t *testing.T) {
	for c := rune(' '); c < 127; c++ {
		if ascii[0][c] == 0 || ascii[1][c] < ascii[0][c] {
			t.Errorf("%q has no width", c)
		}
	}
	if w := textWidth("ŵ") - textWidth("w\u0302"); w > 0 || w < -.05 {
		t.Errorf("ŵ, written in two ways, differs by %.2f", w)
	}
}
