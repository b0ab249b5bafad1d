package derived

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"sotto/generator/site"
)

// The parts of a description, by the names and in the order of CSVW, with the
// Dublin Core's terms (dc:) for what it has none for.
type (
	csvwTable struct {
		Context []any      `json:"@context"`
		URL     string     `json:"url"`
		Title   []csvwText `json:"dc:title"`
		Source  []csvwText `json:"dc:source,omitempty"`
		Date    string     `json:"dc:date,omitempty"`
		Schema  csvwSchema `json:"tableSchema"`
		Notes   []csvwNote `json:"notes,omitempty"`
	}
	csvwText struct {
		Value string    `json:"@value"`
		Lang  site.Lang `json:"@language"`
	}
	csvwSchema struct {
		Columns    []csvwColumn `json:"columns"`
		PrimaryKey string       `json:"primaryKey"`
	}
	csvwColumn struct {
		Name        string     `json:"name"`
		Titles      site.Text  `json:"titles"`
		Description []csvwText `json:"dc:description,omitempty"`
		Temporal    string     `json:"dc:temporal,omitempty"` // ISO 8601: first and last day
		Datatype    csvwType   `json:"datatype"`
		Null        []string   `json:"null,omitempty"`
		Lang        site.Lang  `json:"lang,omitempty"`
	}
	csvwType struct {
		Base    string `json:"base"`
		Minimum *int   `json:"minimum,omitempty"`
	}
	csvwNote struct {
		Type   string     `json:"type"`
		Target []string   `json:"target"` // parts of the CSV, as RFC 7111 writes them
		Body   []csvwText `json:"body"`
	}
)

// description writes what the numbers mean.
func description(s *site.Site, d *site.Dataset) []byte {
	url := path.Base(d.Path())
	t := csvwTable{
		Context: []any{"http://www.w3.org/ns/csvw", map[string]site.Lang{"@language": s.Config.Languages[0]}},
		URL:     url, Title: texts(s, d.Title), Source: texts(s, d.Source), Date: string(d.AsOf),
		Schema: csvwSchema{PrimaryKey: nameOf(d, s.Config.Languages[0])},
	}
	for _, l := range s.Config.Languages {
		t.Schema.Columns = append(t.Schema.Columns, csvwColumn{
			Name: nameOf(d, l), Titles: site.Text{l: d.Head[l]}, Datatype: csvwType{Base: "string"}, Lang: l,
		})
	}
	for i, c := range d.Columns {
		t.Schema.Columns = append(t.Schema.Columns, column(s, d, c, d.Cells, i))
	}
	for _, n := range d.Notes {
		t.Notes = append(t.Notes, csvwNote{Type: "Annotation", Target: targets(s, d, url, n.On), Body: texts(s, n.Text)})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	_ = e.Encode(t) // strings and numbers, to memory: cannot fail
	return b.Bytes()
}

// nameOf names the column of the rows' names in a language.
func nameOf(d *site.Dataset, l site.Lang) string { return d.HeadID + "-" + string(l) }

// column describes one column of numbers.
func column(s *site.Site, d *site.Dataset, c site.DataColumn, cells [][]site.DataCell, i int) csvwColumn {
	out := csvwColumn{Name: c.ID, Titles: c.Label, Datatype: csvwType{Base: "integer"}}
	if c.Measure == site.Count {
		zero := 0
		out.Datatype.Minimum = &zero
	}
	for _, row := range cells {
		if row[i].Kind == site.Known && row[i].Value.Decimals > 0 {
			out.Datatype.Base = "decimal"
		}
		if sign := signs[row[i].Kind]; sign != "" && !slices.Contains(out.Null, sign) {
			out.Null = append(out.Null, sign)
		}
	}
	slices.Sort(out.Null)
	unit, period := d.Unit(c.Unit), d.Period(c.Period)
	for _, l := range s.Config.Languages {
		var said []string
		if unit != nil {
			said = append(said, unit.Label[l], unit.About[l])
		}
		if period != nil {
			said = append(said, period.Label[l])
		}
		said = slices.DeleteFunc(said, func(s string) bool { return s == "" })
		if len(said) > 0 {
			out.Description = append(out.Description, csvwText{strings.Join(said, "; "), l})
		}
	}
	if period != nil && !period.From.IsZero() && !period.To.IsZero() {
		out.Temporal = period.From.Format(time.DateOnly) + "/" + period.To.Format(time.DateOnly)
	}
	return out
}

// targets are the parts of the CSV that a note is about: columns, rows and
// cells, counted from 1 with the heading as the first row.
func targets(s *site.Site, d *site.Dataset, url string, on []string) []string {
	column := func(id string) int { return len(s.Config.Languages) + d.Column(id) + 1 }
	row := func(id string) int { return d.Row(id) + 2 }
	var out []string
	for _, id := range on {
		switch r, c, isCell := strings.Cut(id, "."); {
		case isCell:
			out = append(out, fmt.Sprintf("%s#cell=%d,%d", url, row(r), column(c)))
		case d.Column(id) >= 0:
			out = append(out, fmt.Sprintf("%s#col=%d", url, column(id)))
		default:
			out = append(out, fmt.Sprintf("%s#row=%d", url, row(id)))
		}
	}
	if out == nil {
		return []string{url}
	}
	return out
}

// texts are a text in the languages of the site that it has.
func texts(s *site.Site, t site.Text) (out []csvwText) {
	for _, l := range s.Config.Languages {
		if t[l] != "" {
			out = append(out, csvwText{t[l], l})
		}
	}
	return out
}
