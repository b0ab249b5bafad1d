package derived

import (
	"bytes"
	"encoding/csv"

	"sotto/generator/figures"
	"sotto/generator/site"
)

// Downloads writes the tables of statistics that are offered as files: the
// numbers as CSV (RFC 4180), and beside each what they mean, as CSV on the Web
// has it (W3C Recommendations of 17 December 2015, tabular-data-model and
// tabular-metadata).
//
// The CSV holds numbers and names only, so that any program can read it: a
// heading, then one line for each row, with the plain line ends that all files
// here have and that CSVW takes too. The names are in all languages of the
// site, each in a column of its own. What is counted, when, by whom and with
// which notes stands in the description.
//
// A file is a request of its own, and its length tells which one it is. So one
// is published only when a page leads to it, and the page says what a network
// can see; see [File.With].
func Downloads(s *site.Site, _ string) []File {
	var out []File
	for _, d := range s.Datasets {
		if d.Download {
			name := d.Path()
			out = append(out, File{Path: name, Data: func() []byte { return table(s, d) }, With: name}, File{Path: name + "-metadata.json", Data: func() []byte { return description(s, d) }, With: name})
		}
	}
	return out
}

// The signs for cells without a number are those of the Government Analysis
// Function, which official statistics use.
var signs = map[site.CellKind]string{site.NotKnown: "[x]", site.NotApplicable: "[z]", site.Hidden: "[c]"}

// table writes the numbers.
func table(s *site.Site, d *site.Dataset) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	first := s.Config.Languages[0]
	var line []string
	for _, l := range s.Config.Languages {
		line = append(line, d.Head[l])
	}
	for _, c := range d.Columns {
		line = append(line, in(s, c.Label, first))
	}
	_ = w.Write(line) // to memory: cannot fail
	for i, r := range d.Rows {
		line = line[:0]
		for _, l := range s.Config.Languages {
			line = append(line, r.Label[l])
		}
		for _, c := range d.Cells[i] {
			line = append(line, cell(c))
		}
		_ = w.Write(line)
	}
	w.Flush()
	return b.Bytes()
}

func in(s *site.Site, t site.Text, l site.Lang) string {
	text, _ := s.In(t, l)
	return text
}

// cell writes one cell, without a separator of thousands.
func cell(c site.DataCell) string {
	if c.Kind == site.Known {
		return figures.String(c.Value)
	}
	return signs[c.Kind]
}
