package render

import (
	"html/template"
	"math"
	"strconv"
)

// Chart is the view of the component chart.
//
// A drawing has no width of its own. Lengths across it are shares of the width
// that it is given, lengths down it and all text are in em: so text is as
// large as that around it on any screen and grows with it, and no text is ever
// scaled down to fit. What must keep clear of a text is moved by so many em
// (see [ChartText.DX] and [Bar.Shift]).
type Chart struct {
	Headline template.HTML // from Markdown
	// Subtitle is the table's title, Unit what is counted, where the title leaves
	// it open, else "".
	Subtitle, Unit string
	// Keys say how the drawing is to be read, where it does not say so itself.
	Keys []string
	// Alt is the short text in place of the drawing: the numbers are in Table.
	Alt string
	// Drawings are one, or with Panels one for each row, beside each other.
	Drawings []Drawing
	Panels   bool
	Table    template.HTML // made by the template of the component table
}

// Drawing is one drawing of a chart. Everything in it starts at the top left.
type Drawing struct {
	Height string // "21.4em"
	// Shift moves all lines to the side, as [Bar.Shift] does a bar; "" for not.
	Shift string
	Bars  []Bar
	Lines []ChartLine
	Texts []ChartText
}

// Bar is a bar that begins at the left edge. It is drawn Width long in a
// drawing of its own that lies Shift ("-2.4em") to the side, of which the edge
// cuts off what sticks out: so a share of the width that texts leave can be
// drawn, though neither SVG nor HTML without a style attribute can subtract.
type Bar struct {
	// Fill tells the series apart, without colour too: "solid", "outline",
	// "dashed" or "thin".
	Fill                    string
	Shift, Y, Width, Height string
}

// ChartLine is a straight line: one that shows numbers, or a Rule, thin, that
// helps to read them.
type ChartLine struct {
	X1, Y1, X2, Y2 string
	Rule           bool
}

// ChartText is one line of text. Y is its baseline; X and DX together are where
// it starts, or with End where it ends. Strong is a number in bold letters
// before the rest, or "".
type ChartText struct {
	X, DX, Y     string
	End, Bold    bool
	Strong, Text string
}

// width is how wide it is, at most, in em.
func (t ChartText) width() float64 {
	w := textWidth(t.Text)
	if t.Bold {
		w = boldWidth(t.Text)
	}
	if t.Strong != "" {
		w += boldWidth(t.Strong) + advance(' ')
	}
	return w
}

// em and share write lengths.
func em(n float64) string    { return short2(n) + "em" }
func share(n float64) string { return short2(n*100) + "%" }

// short2 writes a number with two decimals at most.
func short2(n float64) string {
	return strconv.FormatFloat(math.Round(n*100)/100+0, 'f', -1, 64) // + 0: never -0
}
