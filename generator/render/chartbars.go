package render

// fills are how bars of a group are told apart, for the last one, the one
// before it, and so on: the last is mostly the newest, and is to stand out.
// They differ in shape, and every bar says its series besides, so that no
// colour is needed to read them.
var fills = []string{"solid", "outline", "dashed", "thin"}

const (
	barHeight = 1.1
	barPitch  = 1.45 // from one bar to the next
	groupGap  = .9
	labelGap  = .4 // between a bar and its label
	// mostLabel is the largest part of the width that may be kept free for
	// labels behind bars. Where the series' names need more, each stands on a
	// line above its bar.
	mostLabel = .55 * chartWidth
)

// drawBars draws a group of bars for each row, one for each column, with zero
// at the edge. Bars lie on their sides, so that every text is level and a name
// may be as long as a line.
func drawBars(c *chart) (drawn []Drawing, long string) {
	above := false
	label := func(k int, cell chartCell) ChartText {
		t := ChartText{Strong: cell.text}
		if len(c.columns) > 1 && !above {
			t.Text = c.columns[k]
		}
		return t
	}
	if c.widest(label).width() > mostLabel-labelGap {
		above = true
	}
	room := labelGap + c.widest(label).width()
	if room > chartWidth-2 {
		return nil, c.widest(label).Strong
	}
	_, highest := c.extent()

	var d Drawing
	y := 0.0
	for i, r := range c.rows {
		if i > 0 {
			y += groupGap
		}
		names, fits := wrap(r.name, chartWidth, boldWidth)
		if !fits {
			return nil, r.name
		}
		y = d.text(ChartText{X: "0", Bold: true}, y+lineHeight/2, names...) - lineHeight/2
		top := y
		for k, cell := range r.cells {
			if above {
				y += labelGap / 2
				lines, fits := wrap(c.columns[k], chartWidth-labelGap, textWidth)
				if !fits {
					return nil, c.columns[k]
				}
				y = d.text(ChartText{X: "0", DX: em(labelGap)}, y+lineHeight/2, lines...) - lineHeight/2
			}
			part := 0.0
			if cell.number && highest > 0 {
				part = cell.value / highest
			}
			if part > 0 {
				d.Bars = append(d.Bars, Bar{
					Fill:  fills[len(r.cells)-1-k],
					Shift: em(-part * room), Y: em(y + (barPitch-barHeight)/2), Width: share(part), Height: em(barHeight),
				})
			}
			t := label(k, cell)
			t.X, t.DX = share(part), em(labelGap-part*room)
			d.text(t, y+barPitch/2, t.Text)
			y += barPitch
		}
		d.Lines = append(d.Lines, ChartLine{X1: "0", Y1: em(top), X2: "0", Y2: em(y), Rule: true})
	}
	d.Height = em(y + .2)
	return []Drawing{d}, ""
}

// widest is the widest of the labels.
func (c *chart) widest(label func(column int, cell chartCell) ChartText) (widest ChartText) {
	for _, r := range c.rows {
		for k, cell := range r.cells {
			if l := label(k, cell); l.width() > widest.width() {
				widest = l
			}
		}
	}
	return widest
}
