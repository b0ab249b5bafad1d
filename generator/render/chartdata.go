package render

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/figures"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// chart renders ::chart[…]{data=… type=… columns=…}.
func (e *edition) chart(p *site.Page, d markdown.Directive) (string, *markdown.Problem) {
	data, problem := e.dataset(d)
	if data == nil {
		return "", problem
	}
	kind := d.Attrs["type"]
	if _, ok := chartTypes[kind]; !ok {
		types := []string{chartBars, chartSlope, chartPanels}
		problem := refused("directive/value", "type", "type is one of "+strings.Join(types, ", "), "write type=bars, type=slope or type=multiples")
		if problem.Write = diag.Nearest(kind, types); problem.Write != "" {
			problem.Help = "did you mean type=" + problem.Write + "?"
		}
		return "", problem
	}
	columns, problem := chosen(d, "columns", "column", each(data.Columns, func(c site.DataColumn) string { return c.ID }))
	if problem != nil {
		return "", problem
	}
	rows, problem := chosen(d, "rows", "row", each(data.Rows, func(r site.DataRow) string { return r.ID }))
	if problem != nil {
		return "", problem
	}
	if _, ok := d.Attrs["rows"]; !ok { // a total beside its parts would make them look small
		rows = slices.DeleteFunc(rows, func(r int) bool { return isMade(&data.Rows[r].Formula) })
	}
	if problem := oneUnit(data, rows, columns); problem != nil {
		return "", problem
	}
	c := e.chartOf(data, rows, columns)
	drawings, problem := c.drawings(kind)
	if problem != nil {
		return "", problem
	}
	t := e.tableOf(data, rows, columns, -1)
	t.Wide = true // its box is narrower than the page
	if t.Download, problem = e.download(p, data); problem != nil {
		return "", problem
	}
	table, problem := e.component("table", t)
	if problem != nil {
		return "", problem
	}
	v := Chart{
		Headline: template.HTML(d.LabelHTML), Subtitle: data.Title[e.lang], Alt: e.fill(wordChartAlt, "Title", strings.TrimRight(d.Label, ".")),
		Drawings: drawings, Panels: kind == chartPanels, Table: template.HTML(table),
	}
	if unit := data.Unit(data.Columns[columns[0]].Unit); unit != nil && len(data.Units) > 1 {
		v.Unit = unit.Label[e.lang]
	}
	if v.Panels {
		v.Keys = append(v.Keys, e.fill(wordChartSpan, "First", c.columns[0], "Last", c.columns[len(c.columns)-1]))
	}
	for _, n := range e.legend(c.kinds) {
		v.Keys = append(v.Keys, n.Text)
	}
	return e.component("chart", v)
}

// dataset is the table that a directive names; nil when it cannot be shown, and
// without a problem when that has been told already.
func (e *edition) dataset(d markdown.Directive) (*site.Dataset, *markdown.Problem) {
	data := e.site.Dataset(d.Attrs["data"])
	if data == nil {
		return nil, pick("data", d.Attrs["data"], "table in content/data/", each(e.site.Datasets, func(d *site.Dataset) string { return d.Name }))
	}
	if data.Unread {
		return nil, nil
	}
	return data, nil
}

func isMade(f *site.Formula) bool {
	_, _, made := figures.Used(f)
	return made
}

// oneUnit refuses numbers that have no scale in common.
func oneUnit(data *site.Dataset, rows, columns []int) *markdown.Problem {
	first := &data.Columns[columns[0]]
	for _, i := range columns[1:] {
		if c := &data.Columns[i]; scale(c) != scale(first) {
			return refused("chart/unit", "columns", fmt.Sprintf("%s and %s have different units (%s, %s): one scale does not fit both", first.ID, c.ID, scale(first), scale(c)),
				"choose columns of one unit, and draw the others in a chart of their own")
		}
	}
	for _, i := range rows {
		if r := &data.Rows[i]; len(r.PercentChange)+len(r.PercentOf) > 0 && len(rows) > 1 {
			return refused("chart/unit", "rows", fmt.Sprintf("the row %s is a percentage: one scale does not fit it and the others", r.ID), "leave it out of rows, or show it with ::table")
		}
	}
	return nil
}

// scale names what a column is measured in.
func scale(c *site.DataColumn) string {
	switch {
	case c.Measure == site.Percent:
		return "per cent"
	case c.Measure == site.Change:
		return "change in per cent"
	case c.Unit == "":
		return "none"
	}
	return c.Unit
}

// chartOf takes the numbers of rows and columns. Where the columns are periods,
// they are called by them: what is counted is said above the chart.
func (e *edition) chartOf(data *site.Dataset, rows, columns []int) *chart {
	c := &chart{source: data.File(".yaml"), kinds: map[site.CellKind]bool{}}
	var periods []string
	for _, i := range columns {
		c.columns = append(c.columns, data.Columns[i].Label[e.lang])
		if p := data.Period(data.Columns[i].Period); p != nil && !slices.Contains(periods, p.Label[e.lang]) {
			periods = append(periods, p.Label[e.lang])
		}
	}
	if len(periods) == len(columns) && len(periods) > 1 {
		c.columns = periods
	}
	for _, i := range rows {
		r := chartRow{id: data.Rows[i].ID, name: data.Rows[i].Label[e.lang]}
		for _, k := range columns {
			cell := data.Cells[i][k]
			v := chartCell{text: e.cell(cell, &data.Columns[k], &data.Rows[i]), number: cell.Kind == site.Known}
			if c.kinds[cell.Kind] = true; v.number {
				v.value, _ = figures.Rat(cell.Value).Float64()
			}
			r.cells = append(r.cells, v)
		}
		c.rows = append(c.rows, r)
	}
	return c
}

// download is the address of a table that is offered as a file; "" for others.
// A file has a length of its own, by which whoever watches the network can tell
// it: in a section that keeps its pages alike there is none.
func (e *edition) download(p *site.Page, data *site.Dataset) (string, *markdown.Problem) {
	if !data.Download {
		return "", nil
	}
	if p.Section.Discreet {
		return "", refused("figure/discreet", "data",
			fmt.Sprintf("the table %s is offered as a file, and on a discreet page a file would tell which page was read", data.Name),
			"take download: true out of "+data.File(".yaml")+", or show the table on another page and link to it")
	}
	return e.site.Config.BasePath + data.Path(), nil
}
