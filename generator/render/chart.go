package render

import (
	"fmt"
	"strconv"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// chart is what is drawn: numbers of one unit, with their texts in the page's
// language, by row and column.
type chart struct {
	source  string // the file that holds the names
	columns []string
	rows    []chartRow
	kinds   map[site.CellKind]bool // those that cells are of
}

type chartRow struct {
	id, name string
	cells    []chartCell // one for each column
}

// chartCell is a number. text is what stands for it; a cell without a number
// has only that, such as the marker of one that is withheld.
type chartCell struct {
	value  float64
	text   string
	number bool
}

// The types of chart, as authors write them.
const (
	chartBars   = "bars"
	chartSlope  = "slope"
	chartPanels = "multiples"
)

// chartTypes are what each type of chart can show without becoming a puzzle.
var chartTypes = map[string]struct {
	fewest, most   int // columns
	rows, mostRows int
	gaps           bool // a cell may be without a number
	below          bool // a number may be below zero
	draw           func(c *chart) ([]Drawing, string)
}{
	chartBars:   {fewest: 1, most: len(fills), rows: 1, mostRows: 12, gaps: true, draw: drawBars},
	chartSlope:  {fewest: 2, most: 2, rows: 1, mostRows: 10, below: true, draw: drawSlope},
	chartPanels: {fewest: 2, most: 12, rows: 2, mostRows: 12, below: true, draw: drawPanels},
}

// chartWidth is the narrowest that a drawing is made for: the text column of a
// phone 320 px wide holds 17 em of 16 px. Where there is less, it is scrolled;
// see .chart in static/style.css. Texts that keep clear of each other at this
// width do so at any that is larger.
const chartWidth = 17.0

// mostLines is how many lines a name may have where it has no line of its own.
const mostLines = 3

// lineHeight is the height of a line of text. Its middle is the middle of the
// letters when the baseline is toBase further down.
const lineHeight, toBase = 1.3, .35

// drawings checks that a type of chart can show the numbers, and draws them.
func (c *chart) drawings(kind string) ([]Drawing, *markdown.Problem) {
	t := chartTypes[kind]
	if n := len(c.columns); n < t.fewest || n > t.most {
		return nil, size(kind, "columns", n, t.fewest, t.most)
	}
	if n := len(c.rows); n < t.rows || n > t.mostRows {
		return nil, size(kind, "rows", n, t.rows, t.mostRows)
	}
	for _, r := range c.rows {
		for i, cell := range r.cells {
			where := fmt.Sprintf("“%s” of “%s”", c.columns[i], r.name)
			switch {
			case !cell.number && !t.gaps:
				return nil, refused("chart/gap", "rows", where+" has no number to draw a line to",
					"leave the row "+r.id+" out with rows=…, or write type=bars, which says it in words")
			case cell.number && cell.value < 0 && !t.below:
				return nil, refused("chart/negative", "columns", fmt.Sprintf("%s is %s, and bars start at zero", where, cell.text),
					"draw the two columns that it compares with type=slope, or show it with ::table")
			}
		}
	}
	drawn, long := t.draw(c)
	if long != "" {
		return nil, refused("chart/label", "rows", fmt.Sprintf("“%s” is too long for a chart of the type %s on a phone", long, kind),
			"give it a shorter label in "+c.source+", or show it with ::table")
	}
	return drawn, nil
}

// refused is the problem of a chart that cannot be drawn.
func refused(code, attr, message, help string) *markdown.Problem {
	return &markdown.Problem{Code: code, Severity: diag.Error, Attr: attr, Message: message, Help: help}
}

// size is the problem of too many or too few.
func size(kind, what string, n, least, most int) *markdown.Problem {
	limits, are := fmt.Sprintf("from %d to %d", least, most), "are"
	if least == most {
		limits = strconv.Itoa(least)
	}
	if n == 1 {
		are = "is"
	}
	return refused("chart/size", what, fmt.Sprintf("a chart of the type %s shows %s %s, and here %s %d", kind, limits, what, are, n),
		fmt.Sprintf("name them, such as %s=\"one two\", or show all of them with ::table", what))
}

// extent is the range of the numbers, with zero in it: a length that does not
// start at zero says something else than its number.
func (c *chart) extent() (lowest, highest float64) {
	for _, r := range c.rows {
		for _, cell := range r.cells {
			if cell.number {
				lowest, highest = min(lowest, cell.value), max(highest, cell.value)
			}
		}
	}
	return lowest, highest
}

// level is where a number stands between the bottom and the top of a plot.
func level(value, lowest, highest, top, bottom float64) float64 {
	if highest == lowest {
		return bottom
	}
	return bottom - (value-lowest)/(highest-lowest)*(bottom-top)
}

// text adds lines of text, the first of which has its middle at y; it returns
// where the next would have its own.
func (d *Drawing) text(t ChartText, y float64, lines ...string) float64 {
	for _, line := range lines {
		t.Y, t.Text = em(y+toBase), line
		d.Texts = append(d.Texts, t)
		y += lineHeight
	}
	return y
}
