package load

import (
	"slices"
	"time"

	"sotto/generator/diag"
	"sotto/generator/figures"
	"sotto/generator/site"
)

// withhold hides the small numbers of all tables, and tells of those that
// cannot be hidden. Tables with mistakes in them are told of before: what is
// small in them may be a mistake.
func withhold(tables []*table, clock time.Time) {
	var all []*site.Dataset
	for _, t := range tables {
		if slices.ContainsFunc(append(t.yaml.findings, t.csv.findings...), func(f diag.Finding) bool { return f.Severity == diag.Error }) {
			return
		}
		all = append(all, t.Dataset)
	}
	for _, e := range figures.Withhold(all) {
		t := tables[slices.Index(all, e.Dataset)]
		if e.At != nil {
			t.csv.add(t.cellMark(*e.At), "data/small", e.Message, e.Help)
		} else {
			t.yaml.add(t.at("smallNumbers"), "data/small", e.Message, e.Help)
		}
	}
	for _, t := range tables {
		if until := t.SmallNumbers.Until; !until.IsZero() && !clock.Before(until) {
			t.yaml.add(t.at("smallNumbers", "exempt", "until"), "data/exempt", "this exemption for small numbers has ended on "+until.Format(time.DateOnly),
				"look whether the reason still holds, and write a later day; or write threshold: 10 in the place of the exemption")
		}
	}
}
