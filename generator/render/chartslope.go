package render

import "slices"

const (
	slopeHeight = 14.0 // of the plot, at least
	slopeGap    = .2   // between labels
	leader      = .6   // the length of the line from a label to its end of a line, at the left
	leaderShare = .03  // at the right, where it is a share of the width
	leastPlot   = 2.5  // the width of the plot, at least
)

// drawSlope draws a line for each row, from its number in the first column to
// that in the second. At the left stand the names and the first numbers, at the
// right the second ones, moved apart where they would overlap; a thin line leads
// from each to the place of its number.
func drawSlope(c *chart) (drawn []Drawing, long string) {
	var values [2][]string
	for _, r := range c.rows {
		for k := range values {
			values[k] = append(values[k], r.cells[k].text)
		}
	}
	first, second := widest(values[0]), widest(values[1])
	// From the right edge: the numbers, and the lines that lead to them. end is
	// where the plot ends, as a share of the width.
	end := 1 - (second+.25)/chartWidth - leaderShare
	// From the left edge: names, first numbers, leaders; then the plot starts.
	most := end*chartWidth - leastPlot - leader - .2 - first - .5
	var names [][]string
	width := 0.0
	heights, level1, level2 := []float64{}, []float64{}, []float64{}
	sum := 0.0
	for _, r := range c.rows {
		lines, fits := wrap(r.name, most, textWidth)
		if !fits {
			return nil, r.name
		}
		names, width = append(names, lines), max(width, widest(lines))
		heights = append(heights, lineHeight*float64(len(lines))+slopeGap)
		sum += heights[len(heights)-1]
	}
	ends := width + .5 + first // of the first numbers
	start := ends + .2 + leader

	// The heads: the first above its numbers, the second above its own when it
	// is no wider, or at the right edge.
	var d Drawing
	heads1, fits1 := wrap(c.columns[0], ends, textWidth)
	heads2, fits2 := wrap(c.columns[1], chartWidth-ends-1, textWidth)
	switch {
	case !fits1:
		return nil, c.columns[0]
	case !fits2:
		return nil, c.columns[1]
	}
	y := float64(max(len(heads1), len(heads2))) * lineHeight
	at := func(lines []string) float64 { return y - lineHeight*(float64(len(lines))-.5) }
	d.text(ChartText{X: em(ends), End: true}, at(heads1), heads1...)
	right := ChartText{X: share(end + leaderShare), DX: em(.2)}
	if head := right; widest(heads2) <= second {
		d.text(head, at(heads2), heads2...)
	} else {
		d.text(ChartText{X: "100%", End: true}, at(heads2), heads2...)
	}

	top, bottom := y+.3, y+.3+max(slopeHeight, sum)
	lowest, highest := c.extent()
	place := func(k, row int) float64 {
		return level(c.rows[row].cells[k].value, lowest, highest, top+lineHeight/2, bottom-lineHeight/2)
	}
	for i := range c.rows {
		level1, level2 = append(level1, place(0, i)), append(level2, place(1, i))
	}
	left := spread(level1, heights, top, bottom)
	ones := slices.Repeat([]float64{lineHeight}, len(c.rows))
	rights := spread(level2, ones, top, bottom)
	for i, r := range c.rows {
		d.Lines = append(d.Lines,
			ChartLine{X1: em(ends + .2), Y1: em(left[i]), X2: em(start), Y2: em(level1[i]), Rule: true},
			ChartLine{X1: em(start), Y1: em(level1[i]), X2: share(end), Y2: em(level2[i])},
			ChartLine{X1: share(end), Y1: em(level2[i]), X2: share(end + leaderShare), Y2: em(rights[i]), Rule: true})
		d.text(ChartText{X: "0"}, left[i]-lineHeight*float64(len(names[i])-1)/2, names[i]...)
		d.text(ChartText{X: em(ends), End: true}, left[i], r.cells[0].text)
		d.text(right, rights[i], r.cells[1].text)
	}
	d.Height = em(bottom)
	return []Drawing{d}, ""
}
