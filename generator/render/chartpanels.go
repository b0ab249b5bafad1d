package render

const (
	// panelWidth is the narrowest that one of many drawings is made for: two
	// of them stand beside each other on a phone 320 px wide.
	panelWidth  = 8.0
	panelHeight = 4.0 // of the plot
	panelEdge   = .02 // free at each side of the plot, as a share of the width
)

// drawPanels draws a small drawing for each row: a line through its numbers in
// all columns, with the first and the last below it. All have one scale, and
// their lines at one height.
func drawPanels(c *chart) (drawn []Drawing, long string) {
	lowest, highest := c.extent()
	var titles [][]string
	most := 0
	for _, r := range c.rows {
		title, fits := wrap(r.name, panelWidth, boldWidth)
		if !fits || len(title) > mostLines {
			return nil, r.name
		}
		titles, most = append(titles, title), max(most, len(title))
	}
	last := len(c.columns) - 1
	top := lineHeight*float64(most) + .3
	bottom := top + panelHeight
	across := func(k int) string { return share(panelEdge + (1-2*panelEdge)*float64(k)/float64(last)) }
	for i, r := range c.rows {
		from, to := r.cells[0].text, r.cells[last].text
		if textWidth(from)+textWidth(to)+.5 > panelWidth {
			return nil, from
		}
		var d Drawing
		d.text(ChartText{X: "0", Bold: true}, lineHeight*(float64(most-len(titles[i]))+.5), titles[i]...)
		zero := em(level(0, lowest, highest, top, bottom))
		d.Lines = append(d.Lines, ChartLine{X1: "0", Y1: zero, X2: "100%", Y2: zero, Rule: true})
		for k := range last {
			d.Lines = append(d.Lines, ChartLine{
				X1: across(k), Y1: em(level(r.cells[k].value, lowest, highest, top, bottom)),
				X2: across(k + 1), Y2: em(level(r.cells[k+1].value, lowest, highest, top, bottom)),
			})
		}
		y := bottom + .3 + lineHeight/2
		d.text(ChartText{X: "0"}, y, from)
		d.text(ChartText{X: "100%", End: true}, y, to)
		d.Height = em(y + lineHeight/2)
		drawn = append(drawn, d)
	}
	return drawn, ""
}
