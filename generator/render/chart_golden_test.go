package render

import (
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// contacts is a table with a cell of every kind, sums, changes below zero, two
// units, and a name that no drawing has room for.
func contacts() *site.Dataset {
	n := func(n int64) site.DataCell { return site.DataCell{Value: site.Number{N: n}} }
	text := func(en, cy string) site.Text { return site.Text{"en": en, "cy": cy} }
	return &site.Dataset{
		Name: "contacts", Title: text("Contacts from the North", "Cysylltiadau o’r Gogledd"), Head: text("Area", "Ardal"), HeadID: "area",
		Units: []site.Unit{{ID: "contacts", Label: text("contacts", "cysylltiadau")}, {ID: "calls", Label: text("calls", "galwadau")}},
		Periods: []site.Period{
			{ID: "first", Label: text("Before", "Cyn"), From: day("2017-07-24"), To: day("2018-01-23")},
			{ID: "second", Label: text("After", "Ar ôl"), From: day("2018-01-24"), To: day("2018-07-23")},
		},
		Columns: []site.DataColumn{
			{ID: "before", Label: text("Total before", "Cyfanswm cyn"), Unit: "contacts", Period: "first", Measure: site.Count},
			{ID: "after", Label: text("Total after", "Cyfanswm ar ôl"), Unit: "contacts", Period: "second", Measure: site.Count},
			{ID: "change", Label: text("Change", "Newid"), Unit: "contacts", Measure: site.Change, Formula: site.Formula{PercentChange: []string{"before", "after"}}},
			{ID: "calls", Label: text("Calls", "Galwadau"), Unit: "calls", Period: "second", Measure: site.Count},
			{ID: "c1", Label: text("One", "Un"), Unit: "calls", Measure: site.Count}, {ID: "c2", Label: text("Two", "Dau"), Unit: "calls", Measure: site.Count},
			{ID: "c3", Label: text("Three", "Tri"), Unit: "calls", Measure: site.Count}, {ID: "c4", Label: text("Four and no more", "Pedwar a dim mwy"), Unit: "calls", Measure: site.Count},
			{ID: "c5", Label: text("Five", "Pump"), Unit: "calls", Measure: site.Count},
		},
		Rows: []site.DataRow{
			{ID: "lancashire", Label: text("Lancashire", "Swydd Gaerhirfryn")},
			{ID: "manchester", Label: text("Greater Manchester", "Manceinion Fwyaf")},
			{ID: "small", Label: text("Cumbria", "Cumbria")},
			{ID: "long", Label: text("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch")},
			{ID: "total", Label: text("Total", "Cyfanswm"), Formula: site.Formula{Sum: []string{"all"}}},
			{ID: "share", Label: text("Share", "Cyfran"), Formula: site.Formula{PercentOf: []string{"lancashire", "total"}}},
		},
		Cells: [][]site.DataCell{
			{n(287), n(705), n(146), n(35), n(1), n(2), n(3), n(4), n(5)},
			{n(783), n(1342), n(-71), n(26), n(1), n(2), n(3), n(4), n(5)},
			{{Kind: site.Hidden, Value: site.Number{N: 8}}, n(246), {Kind: site.NotApplicable}, n(10), {Kind: site.NotKnown}, n(2), n(0), n(4), n(5)},
			{n(1), n(1), n(0), n(1), n(1), n(1), n(1), n(1), n(1)},
			{n(1071), n(2294), n(114), n(72), n(3), n(7), n(7), n(13), n(16)},
			{n(27), n(31), n(0), n(49), n(1), n(1), n(1), n(1), n(1)},
		},
		Source: text("A test", "Prawf"),
	}
}

// draw writes a chart on a page.
func draw(r *Renderer, p *site.Page, attributes map[string]string) (string, *markdown.Problem) {
	return r.Component(p, nil)(markdown.Directive{Name: "chart", Label: "It doubled.", LabelHTML: "It <em>doubled</em>.", Attrs: attributes})
}

func TestCharts(t *testing.T) {
	r, s := renderer(t)
	s.Datasets = []*site.Dataset{contacts()}
	got := map[string]string{}
	for name, attrs := range map[string]map[string]string{
		"bars":       {"type": "bars", "columns": "before after", "rows": "lancashire,small"},
		"bars-one":   {"type": "bars", "columns": "after", "rows": "lancashire"},
		"bars-above": {"type": "bars", "columns": "c1 c2 c3 c4", "rows": "small"},
		"slope":      {"type": "slope", "columns": "before after", "rows": "lancashire manchester"},
		"multiples":  {"type": "multiples", "columns": "before after", "rows": "lancashire manchester"},
	} {
		attrs["data"] = "contacts"
		for _, l := range []site.Lang{"en", "cy"} {
			if html, problem := draw(r, s.Branch(l).Home, attrs); problem != nil {
				t.Errorf("%s: %+v", name, problem)
			} else if html, _, _ = strings.Cut(lines(html), "<details"); l == "en" || name == "slope" {
				got[string(l)+"/"+name] = html
			}
		}
	}
	golden(t, "testdata/charts.txtar", got)
}

// The numbers are beside the drawing, and the table can be taken along where it
// is offered.
func TestChartsTable(t *testing.T) {
	r, s := renderer(t)
	s.Datasets = []*site.Dataset{contacts()}
	attrs := map[string]string{"data": "contacts", "type": "bars", "columns": "before after", "rows": "lancashire small"}
	html, _ := draw(r, s.Pages[0], attrs)
	for _, want := range []string{`<details class="more">`, `<th scope="row">Lancashire</th><td>287</td><td>705</td>`} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is not in\n%s", want, lines(html))
		}
	}
	if strings.Contains(html, ".csv") || strings.Contains(html, ">8<") {
		t.Errorf("this tells more than it should:\n%s", lines(html))
	}
	s.Datasets[0].Download = true
	for _, name := range []string{"chart", "table"} {
		html, _ = r.Component(s.Pages[0], nil)(markdown.Directive{Name: name, Attrs: attrs})
		if !strings.Contains(html, `<a href="/data/contacts.csv">Download`) {
			t.Errorf("the %s does not offer the table:\n%s", name, lines(html))
		}
		_, problem := r.Component(s.Page("guides/one/first.md", "en"), nil)(markdown.Directive{Name: name, Attrs: attrs})
		if problem == nil || problem.Code != "figure/discreet" || problem.Attr != "data" {
			t.Errorf("on a discreet page the %s offers a file: %+v", name, problem)
		}
	}
}

// Rows that are made of others are not drawn unless they are asked for.
func TestChartsLeaveTotalsOut(t *testing.T) {
	r, s := renderer(t)
	s.Datasets = []*site.Dataset{contacts()}
	html, _ := draw(r, s.Pages[0], map[string]string{"data": "contacts", "type": "bars", "columns": "after", "rows": "lancashire total"})
	if !strings.Contains(html, "2,294") {
		t.Error("the total was asked for and is not drawn")
	}
	s.Datasets[0].Rows[3].Label = site.Text{"en": "Short"}
	if html, problem := draw(r, s.Pages[0], map[string]string{"data": "contacts", "type": "bars", "columns": "after"}); problem != nil || strings.Contains(html, "2,294") || !strings.Contains(html, "1,342") {
		t.Errorf("without rows, those that were counted are to be drawn: %+v\n%s", problem, lines(html))
	}
}

func TestBadCharts(t *testing.T) {
	r, s := renderer(t)
	s.Datasets = []*site.Dataset{contacts()}
	const all = "lancashire manchester small total"
	tests := []struct {
		name, kind, columns, rows string
		want                      markdown.Problem
	}{
		{"type", "bar", "after", all, markdown.Problem{Code: "directive/value", Attr: "type",
			Message: "type is one of bars, slope, multiples", Help: "did you mean type=bars?", Write: "bars"}},
		{"a type far off", "pie", "after", all, markdown.Problem{Code: "directive/value", Attr: "type",
			Message: "type is one of bars, slope, multiples", Help: "write type=bars, type=slope or type=multiples"}},
		{"column", "bars", "before afterr", all, markdown.Problem{Code: "figure/unknown", Attr: "columns",
			Message: `there is no column "afterr"`, Help: "did you mean columns=after?\nthere are before, after, change, calls, c1, c2, c3, c4, c5", Write: "before after"}},
		{"columns with commas", "bars", "before, afterr", all, markdown.Problem{Code: "figure/unknown", Attr: "columns",
			Message: `there is no column "afterr"`, Help: "did you mean columns=after?\nthere are before, after, change, calls, c1, c2, c3, c4, c5", Write: "before, after"}},
		{"a column of another number", "bars", "c1 c7", all, markdown.Problem{Code: "figure/unknown", Attr: "columns",
			Message: `there is no column "c7"`, Help: "did you mean columns=c1?\nthere are before, after, change, calls, c1, c2, c3, c4, c5"}},
		{"row", "bars", "after", "lancs", markdown.Problem{Code: "figure/unknown", Attr: "rows",
			Message: `there is no row "lancs"`, Help: "there are lancashire, manchester, small, long, total, share"}},
		{"two units", "bars", "after calls", all, markdown.Problem{Code: "chart/unit", Attr: "columns",
			Message: "after and calls have different units (contacts, calls): one scale does not fit both", Help: "choose columns of one unit, and draw the others in a chart of their own"}},
		{"a count and a change", "slope", "after change", all, markdown.Problem{Code: "chart/unit", Attr: "columns",
			Message: "after and change have different units (contacts, change in per cent): one scale does not fit both", Help: "choose columns of one unit, and draw the others in a chart of their own"}},
		{"a row of percentages", "bars", "after", "lancashire share", markdown.Problem{Code: "chart/unit", Attr: "rows",
			Message: "the row share is a percentage: one scale does not fit it and the others", Help: "leave it out of rows, or show it with ::table"}},
		{"five bars in a group", "bars", "c1 c2 c3 c4 c5", all, markdown.Problem{Code: "chart/size", Attr: "columns",
			Message: "a chart of the type bars shows from 1 to 4 columns, and here are 5", Help: `name them, such as columns="one two", or show all of them with ::table`}},
		{"a slope of three", "slope", "c1 c2 c3", all, markdown.Problem{Code: "chart/size", Attr: "columns",
			Message: "a chart of the type slope shows 2 columns, and here are 3", Help: `name them, such as columns="one two", or show all of them with ::table`}},
		{"one of many", "multiples", "before after", "lancashire", markdown.Problem{Code: "chart/size", Attr: "rows",
			Message: "a chart of the type multiples shows from 2 to 12 rows, and here is 1", Help: `name them, such as rows="one two", or show all of them with ::table`}},
		{"a bar below zero", "bars", "change", "lancashire manchester", markdown.Problem{Code: "chart/negative", Attr: "columns",
			Message: `“Change” of “Greater Manchester” is −71%, and bars start at zero`, Help: "draw the two columns that it compares with type=slope, or show it with ::table"}},
		{"a line to a withheld number", "slope", "before after", all, markdown.Problem{Code: "chart/gap", Attr: "rows",
			Message: `“Before” of “Cumbria” has no number to draw a line to`, Help: "leave the row small out with rows=…, or write type=bars, which says it in words"}},
		{"a line to an unknown number", "multiples", "c1 c2", all, markdown.Problem{Code: "chart/gap", Attr: "rows",
			Message: `“One” of “Cumbria” has no number to draw a line to`, Help: "leave the row small out with rows=…, or write type=bars, which says it in words"}},
		{"a name that does not fit", "bars", "after", "long", markdown.Problem{Code: "chart/label", Attr: "rows",
			Message: "“Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch” is too long for a chart of the type bars on a phone",
			Help:    "give it a shorter label in content/data/contacts.yaml, or show it with ::table"}},
	}
	for _, test := range tests {
		html, problem := draw(r, s.Pages[0], map[string]string{"data": "contacts", "type": test.kind, "columns": test.columns, "rows": test.rows})
		test.want.Severity = diag.Error
		if html != "" || problem == nil || *problem != test.want {
			t.Errorf("%s:\n got %+v\nwant %+v", test.name, problem, test.want)
		}
	}
	_, problem := draw(r, s.Pages[0], map[string]string{"data": "contact", "type": "bars", "columns": "after"})
	if want := (markdown.Problem{Code: "figure/unknown", Severity: diag.Error, Attr: "data", Message: `there is no table in content/data/ "contact"`,
		Help: "did you mean data=contacts?\nthere are contacts", Write: "contacts"}); problem == nil || *problem != want {
		t.Errorf("a table that is not there: %+v", problem)
	}
	s.Datasets[0].Unread = true
	if html, problem := draw(r, s.Pages[0], map[string]string{"data": "contacts", "type": "bars", "columns": "after"}); html != "" || problem != nil {
		t.Errorf("a table that was not read has been told of where it lies: %q %+v", html, problem)
	}
}
