package render

import "slices"

const (
	slopeHeight = 14.0 // of the plot, at least
	slopeGap    = .2   // between labels
	textGap     = .4   // between a number and its name
	leader      = .6   // from a number at the left to its line
	leaderShare = .03  // from a line to its number at the right, as a share of the width
	leastPlot   = 2.5  // the width of the plot, at least
)

// drawSlope draws a line for each row, from its number in the first column to
// that in the second. At the left stand the first numbers, at the right the
// second ones with the names, as lines have most space between them where they
// end. Labels that would overlap are moved apart, and a thin line leads from
// each to the place of its number.
func drawSlope(c *chart) (drawn []Drawing, long string) {
	var values [2][]string
	for _, r := range c.rows {
		for k := range values {
			values[k] = append(values[k], r.cells[k].text)
		}
	}
	first, second := widest(values[0]), widest(values[1])
	start := first + .2 + leader // of the plot
	// What the names leave of the width at the right.
	most := chartWidth*(1-leaderShare) - start - leastPlot - .2 - second - textGap
	var names [][]string
	var heights []float64
	width, sum := 0.0, 0.0
	for _, r := range c.rows {
		lines, fits := wrap(r.name, most, textWidth)
		if !fits || len(lines) > mostLines {
			return nil, r.name
		}
		height := lineHeight*float64(len(lines)) + slopeGap
		names, heights = append(names, lines), append(heights, height)
		width, sum = max(width, widest(lines)), sum+height
	}
	room := .2 + second + textGap + width // kept free at the right

	var d Drawing
	heads1, fits1 := wrap(c.columns[0], chartWidth-room-.5, textWidth)
	heads2, fits2 := wrap(c.columns[1], room-.2, textWidth)
	switch {
	case !fits1:
		return nil, c.columns[0]
	case !fits2:
		return nil, c.columns[1]
	}
	y := float64(max(len(heads1), len(heads2))) * lineHeight
	last := func(lines []string) float64 { return y - lineHeight*(float64(len(lines))-.5) }
	d.text(ChartText{X: "0"}, last(heads1), heads1...)
	d.text(ChartText{X: "100%", DX: em(.2 - room)}, last(heads2), heads2...)

	top, bottom := y+.3, y+.3+max(slopeHeight, sum)
	edge := slices.Max(heights) / 2 // so that the label of the highest line stands beside it
	lowest, highest := c.extent()
	var places [2][]float64
	for _, r := range c.rows {
		for k := range places {
			places[k] = append(places[k], level(r.cells[k].value, lowest, highest, top+edge, bottom-edge))
		}
	}
	left := spread(places[0], slices.Repeat([]float64{lineHeight}, len(c.rows)), top, bottom)
	right := spread(places[1], heights, top, bottom)
	// All lines are moved by the room at the right: 100 % is where it begins.
	d.Shift = em(-room)
	for i, r := range c.rows {
		from, to := places[0][i], places[1][i]
		d.Lines = append(d.Lines,
			ChartLine{X1: em(first + .2 + room), Y1: em(left[i]), X2: em(start + room), Y2: em(from), Rule: true},
			ChartLine{X1: em(start + room), Y1: em(from), X2: share(1 - leaderShare), Y2: em(to)},
			ChartLine{X1: share(1 - leaderShare), Y1: em(to), X2: "100%", Y2: em(right[i]), Rule: true})
		d.text(ChartText{X: em(first), End: true}, left[i], r.cells[0].text)
		d.text(ChartText{X: "100%", DX: em(.2 + second - room), End: true}, right[i], r.cells[1].text)
		d.text(ChartText{X: "100%", DX: em(.2 + second + textGap - room)}, right[i]-lineHeight*float64(len(names[i])-1)/2, names[i]...)
	}
	d.Height = em(bottom)
	return []Drawing{d}, ""
}
