package render

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/figures"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Table is the view of the component table: numbers of content/data/.
type Table struct {
	Caption template.HTML // from Markdown, or the table's title
	// Head is what the first column names: "Area".
	Head string
	// Wide tables do not fit on a phone. They scroll, by keyboard too; the rows'
	// heads and the key column stay in sight.
	Wide    bool
	Columns []TableHead
	Rows    []TableRow
	// Notes stand below it in their order; first those with a mark.
	Notes []TableNote
	// Source says where the numbers were found: "Source: …".
	Source string
	// Download is the address of the whole table as a file; "" when it is not
	// offered.
	Download string
}

// TableHead is the head of a column or a row.
type TableHead struct {
	Text  string
	Marks []string // of its notes
	Key   bool     // it stays in sight
}

// TableRow is one row. A Total is made of other rows.
type TableRow struct {
	Head  TableHead
	Total bool
	Cells []TableCell
}

// TableCell is one number, as people read it.
type TableCell struct {
	Text  string
	Marks []string
	Key   bool
}

// TableNote is a note below a table; Mark is "" for one on the whole.
type TableNote struct{ Mark, Text string }

// Claim is the view of the component claim: words that state a figure.
type Claim struct {
	Words template.HTML // from Markdown
}

// phoneColumns is how many columns of numbers fit on a phone, beside the heads
// of the rows.
const phoneColumns = 3

// table renders ::table{data=…}.
func (e *edition) table(p *site.Page, d markdown.Directive) (string, *markdown.Problem) {
	data, problem := e.dataset(d)
	if data == nil {
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
	key := -1
	if id, ok := d.Attrs["key"]; ok {
		shown := each(columns, func(i int) string { return data.Columns[i].ID })
		if key = data.Column(id); !slices.Contains(shown, id) {
			return "", pick("key", id, "column in this table", shown)
		}
	}
	t := e.tableOf(data, rows, columns, key)
	if d.LabelHTML != "" {
		t.Caption = template.HTML(d.LabelHTML)
	}
	if t.Download, problem = e.download(p, data); problem != nil {
		return "", problem
	}
	return e.component("table", t)
}

// pick is the problem of a word that is none of those that there are.
func pick(attr, word, what string, known []string) *markdown.Problem {
	p := &markdown.Problem{Code: "figure/unknown", Severity: diag.Error, Attr: attr, Message: fmt.Sprintf("there is no %s %q", what, word), Help: "there are " + strings.Join(known, ", ")}
	if near := diag.Nearest(word, known); near != "" {
		p.Help = "did you mean " + attr + "=" + near + "?\n" + p.Help
		if figures.Slip(word, near) {
			p.Write = near
		}
	}
	return p
}

// inList is the problem of one word of a list: what to write keeps the others.
func inList(p *markdown.Problem, word, list string) *markdown.Problem {
	if p != nil && p.Write != "" {
		all := strings.Replace(" "+list+" ", " "+word+" ", " "+p.Write+" ", 1)
		p.Write = all[1 : len(all)-1]
		if p.Write == list {
			p.Write = "" // the list is parted by something else
		}
	}
	return p
}

// chosen reads a list of columns or rows: indexes into known, all of them when
// the attribute is not there.
func chosen(d markdown.Directive, attr, what string, known []string) ([]int, *markdown.Problem) {
	written, ok := d.Attrs[attr]
	ids := strings.FieldsFunc(written, func(r rune) bool { return r == ' ' || r == ',' })
	if !ok {
		ids = known
	}
	var out []int
	for _, id := range ids {
		i := slices.Index(known, id)
		if i < 0 {
			return nil, inList(pick(attr, id, what, known), id, written)
		}
		if slices.Contains(out, i) {
			return nil, &markdown.Problem{Code: "figure/unknown", Severity: diag.Error, Attr: attr, Message: fmt.Sprintf("the %s %s stands twice here", what, id), Help: "delete one of the two"}
		}
		out = append(out, i)
	}
	if len(out) == 0 {
		return nil, pick(attr, "", what, known)
	}
	return out, nil
}

// tableOf lays out rows and columns of a dataset, by their indexes. key is the
// column that stays in sight; -1 for none.
func (e *edition) tableOf(data *site.Dataset, rows, columns []int, key int) Table {
	text := func(t site.Text) string { return t[e.lang] }
	marks := e.marksOf(data, rows, columns)
	t := Table{Caption: template.HTML(template.HTMLEscapeString(text(data.Title))), Head: text(data.Head), Wide: len(columns) > phoneColumns}
	for _, c := range columns {
		t.Columns = append(t.Columns, TableHead{text(data.Columns[c].Label), marks.on[data.Columns[c].ID], c == key})
	}
	kinds := map[site.CellKind]bool{}
	for _, r := range rows {
		row := &data.Rows[r]
		_, _, made := figures.Used(&row.Formula)
		v := TableRow{Head: TableHead{Text: text(row.Label), Marks: marks.on[row.ID]}, Total: made}
		for _, c := range columns {
			cell := data.Cells[r][c]
			kinds[cell.Kind] = true
			v.Cells = append(v.Cells, TableCell{e.cell(cell, &data.Columns[c], row), marks.on[row.ID+"."+data.Columns[c].ID], c == key})
		}
		t.Rows = append(t.Rows, v)
	}
	t.Notes = append(marks.notes, e.legend(kinds)...)
	t.Notes = append(t.Notes, e.definitions(data, columns)...)
	t.Source = e.fill(wordSource, "Source", text(data.Source))
	return t
}

// cell writes a cell as people read it in a table.
func (e *edition) cell(c site.DataCell, column *site.DataColumn, row *site.DataRow) string {
	switch c.Kind {
	case site.NotKnown:
		return ".."
	case site.NotApplicable:
		return "–"
	case site.Hidden:
		return e.text(wordHidden)
	}
	m := column.Measure
	_, kind, made := figures.Used(&row.Formula)
	if made && len(row.Sum)+len(row.Difference) == 0 {
		m = map[figures.Kind]site.Measure{figures.PercentChange: site.Change, figures.PercentOf: site.Percent}[kind]
	}
	signed := m == site.Change || len(column.Difference)+len(row.Difference) > 0
	return locale.Figure(e.language(), c.Value, m, signed)
}

// legend says what stands in cells that hold no number.
func (e *edition) legend(kinds map[site.CellKind]bool) []TableNote {
	var out []TableNote
	for kind, key := range map[site.CellKind]string{site.Hidden: wordHiddenNote, site.NotKnown: wordNotKnown, site.NotApplicable: wordNone} {
		if kinds[kind] {
			out = append(out, TableNote{Text: e.text(key)})
		}
	}
	slices.SortFunc(out, func(a, b TableNote) int { return cmp.Compare(a.Text, b.Text) })
	return out
}

// marked are the notes of a table with their marks, and where those stand.
type marked struct {
	notes []TableNote
	on    map[string][]string
}

// marksOf gives letters to the notes of what is shown, in the order of the
// table's YAML. A note on what is not shown is left out.
func (e *edition) marksOf(data *site.Dataset, rows, columns []int) marked {
	shown := map[string]bool{}
	for _, c := range columns {
		shown[data.Columns[c].ID] = true
	}
	for _, r := range rows {
		shown[data.Rows[r].ID] = true
		for _, c := range columns {
			shown[data.Rows[r].ID+"."+data.Columns[c].ID] = true
		}
	}
	m := marked{on: map[string][]string{}}
	for _, n := range data.Notes {
		if !slices.ContainsFunc(n.On, func(id string) bool { return shown[id] }) {
			continue
		}
		mark := letter(len(m.notes))
		m.notes = append(m.notes, TableNote{mark, n.Text[e.lang]})
		for _, id := range n.On {
			m.on[id] = append(m.on[id], mark)
		}
	}
	return m
}

// letter is the mark of a note: a to z, then aa.
func letter(n int) string {
	if n >= 26 {
		return letter(n/26-1) + letter(n%26)
	}
	return string(rune('a' + n))
}

// definitions say what was counted, and when, in the columns that are shown.
func (e *edition) definitions(data *site.Dataset, columns []int) []TableNote {
	var out []TableNote
	add := func(text string) {
		if text != "" && !slices.Contains(out, TableNote{Text: text}) {
			out = append(out, TableNote{Text: text})
		}
	}
	for _, c := range columns {
		if p := data.Period(data.Columns[c].Period); p != nil && !p.From.IsZero() && !p.To.IsZero() {
			add(e.fill(wordPeriod, "Label", p.Label[e.lang], "From", locale.Date(e.language(), p.From), "To", locale.Date(e.language(), p.To)))
		}
	}
	for _, c := range columns {
		if u := data.Unit(data.Columns[c].Unit); u != nil {
			add(u.About[e.lang])
		}
	}
	return out
}
