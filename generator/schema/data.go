package schema

import "sotto/generator/site"

// Data is data/NAME.yaml: what the table of statistics in NAME.csv is. The CSV
// holds ids and numbers, and this the words and the arithmetic.
func Data() *Row {
	return &Row{Name: "data", Type: Group, What: "a table of statistics", Example: "title: {en: …}", Rows: []Row{
		{Name: "title", Type: Text, Into: "Title", Needed: true, Example: "{en: Contacts from the North}", Help: "what the table shows, where and when; its caption"},
		{Name: "head", Type: Text, Into: "Head", Needed: true, Example: "{en: Area}", Help: "what the first column names"},
		{Name: "units", Type: Entries, Into: "Units", Key: "ID", Names: IsDataName, What: "a unit", Needed: true,
			Example: "callers: {label: {en: helpline callers}}", Help: "what is counted",
			Rows: []Row{
				{Name: "label", Type: Text, Into: "Label", Needed: true, Example: "{en: helpline callers}", Help: "what several of them are called"},
				{Name: "about", Type: Text, Into: "About", Example: "{en: A user is a browser or a device.}", Help: "what exactly one is, and how it was counted"},
				{Name: "words", Type: Nouns, Into: "Words", Example: "{en: [callers, caller]}", Help: "nouns that a sentence may put behind their number"},
				{Name: "people", Type: Bool, Into: "People", Help: "their number is one of people: not of devices, and nobody is counted twice"},
			}},
		{Name: "periods", Type: Entries, Into: "Periods", Key: "ID", Names: IsDataName, What: "a period",
			Example: "before: {label: {en: Before}, from: 2017-07-24, to: 2018-01-23}", Help: "when it was counted",
			Rows: []Row{
				{Name: "label", Type: Text, Into: "Label", Needed: true, Example: "{en: Before}", Help: "what it is called"},
				{Name: "from", Type: Day, Into: "From", Example: "2017-07-24", Help: "its first day"},
				{Name: "to", Type: Day, Into: "To", Example: "2018-01-23", Help: "its last day"},
			}},
		{Name: "columns", Type: Entries, Into: "Columns", Key: "ID", Names: IsDataName, What: "a column", Check: IsFormula, Needed: true,
			Example: "callers: {label: {en: Callers}, unit: callers}", Help: "the columns of the CSV behind its first, by their names there",
			Rows: append([]Row{
				{Name: "label", Type: Text, Into: "Label", Needed: true, Example: "{en: Callers}", Help: "its head"},
				{Name: "unit", Type: Line, Into: "Unit", Example: "callers", Help: "what is counted, one of units; columns with a formula take it from there"},
				{Name: "period", Type: Line, Into: "Period", Example: "before", Help: "when, one of periods"},
				{Name: "measure", Type: Choice, Into: "Measure", Of: []string{string(site.Count), string(site.Percent), string(site.Change)}, Example: "percent",
					Help: "count is so many, percent a share, change by how many per cent they became more or fewer; columns with a formula know"},
				{Name: "bound", Type: Choice, Into: "Bound", Of: []string{string(site.Over), string(site.About)}, Example: "about",
					Help: "the source knows the number only roughly: over this, or about this"},
			}, formula("helpline, website", "before, after", "part, whole")...)},
		{Name: "rows", Type: Entries, Into: "Rows", Key: "ID", Names: IsDataName, What: "a row", Check: IsFormula, Needed: true,
			Example: "total: {label: {en: Total}, sum: [all]}", Help: "the rows of the CSV below its first, by their names there",
			Rows: append([]Row{
				{Name: "label", Type: Text, Into: "Label", Needed: true, Example: "{en: Total}", Help: "its head"},
			}, formula("all", "before, after", "part, whole")...)},
		{Name: "figures", Type: Entries, Into: "Derived", Key: "ID", Names: IsDataName, What: "a figure", Check: IsFormula,
			Example: "growth: {percentChange: [total.before, total.after]}", Help: "figures that are worked out of cells, for sentences",
			Rows: formula("a.before, b.before", "total.before, total.after", "a.after, total.after")},
		{Name: "notes", Type: Entries, Into: "Notes", Key: "ID", Names: IsDataName, What: "a note",
			Example: "small: {text: {en: The number is small.}, on: [callers]}", Help: "notes below the table",
			Rows: []Row{
				{Name: "text", Type: Text, Into: "Text", Needed: true, Example: "{en: The number is small.}", Help: "what it says"},
				{Name: "on", Type: Texts, Into: "On", Needed: true, Example: "callers, total.change", Help: "the columns, rows and cells (row.column) that carry its mark"},
			}},
		{Name: "same", Type: List, Into: "Same", What: "an entry", Example: "{cell: users.before, is: north-west.north-wales.website-before}",
			Help: "cells that stand in another table too, or were read from the source a second time; both must say the same",
			Rows: []Row{
				{Name: "cell", Type: Line, Into: "Cell", Needed: true, Example: "users.before", Help: "the cell here: row.column"},
				{Name: "is", Type: CellIs, Into: "Is", Needed: true, Example: "north-west.north-wales.website-before", Help: "the cell there: table.row.column; or the number, as it was read a second time"},
			}},
		{Name: "rounding", Type: Choice, Into: "Rounding", Of: []string{string(site.HalfUp), string(site.HalfEven)}, Example: string(site.HalfUp),
			Help: "how percentages are rounded: half-up makes 3 of 2.5, half-even 2"},
		{Name: "source", Type: Text, Into: "Source", Needed: true, Example: "{en: News release of 2 November 2018}", Help: "where the numbers were found"},
		{Name: "asOf", Type: Partial, Into: "AsOf", Example: "2018-11-02", Help: "the date of the source, as precisely as is known"},
		smallNumbers(),
		{Name: "download", Type: Bool, Into: "Download", Help: "the table is published as a file, too"},
	}}
}

// formula are the keys of which a column, a row or a figure has one at most.
func formula(parts, two, share string) []Row {
	return []Row{
		{Name: "sum", Type: Texts, Into: "Sum", Example: parts, Help: "it is the sum of these"},
		{Name: "difference", Type: Texts, Into: "Difference", Example: two, Help: "it is how many more the second is than the first"},
		{Name: "percentChange", Type: Texts, Into: "PercentChange", Example: two, Help: "it is by how many per cent the second is more than the first"},
		{Name: "percentOf", Type: Texts, Into: "PercentOf", Example: share, Help: "it is how many per cent the first is of the second"},
		{Name: "decimals", Type: Number, Into: "Decimals", Most: 3, Example: "1", Help: "how many digits stand behind the point; none without it"},
	}
}
