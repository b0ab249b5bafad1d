package load

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/figures"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// DataFolder holds the tables of statistics, below content/.
const DataFolder = "data"

// isData says that a file of content/ is read as part of a table.
func isData(p string) bool {
	ext := path.Ext(p)
	return path.Dir(p) == DataFolder && (ext == ".csv" || ext == ".yaml")
}

// table is a dataset while it is being put together.
type table struct {
	*site.Dataset
	yaml, csv text
	doc       *doc
	pairs     []pair
	prose     []site.Prose
}

// readFigures reads all tables of statistics into s. The pages, which are read
// after them, find them in c.
func readFigures(content fs.FS, c *config, s *site.Site) (findings []diag.Finding, err error) {
	entries, err := fs.ReadDir(content, DataFolder)
	if err != nil {
		return nil, nil // there is none; what else may be wrong with the folder, walk has told
	}
	var names []string
	for _, e := range entries {
		if name := e.Name(); e.Type().IsRegular() && isData(DataFolder+"/"+name) && nameProblem(stem(name)) == "" && !slices.Contains(names, stem(name)) {
			names = append(names, stem(name))
		}
	}
	slices.Sort(names)
	tables := make([]*table, 0, len(names))
	for _, name := range names {
		t := &table{Dataset: &site.Dataset{Name: name}}
		if err := t.read(content, c); err != nil {
			return nil, err
		}
		tables = append(tables, t)
		t.Unread = len(t.yaml.findings)+len(t.csv.findings) > 0
		c.datasets = append(c.datasets, t.Dataset)
	}
	for _, t := range tables {
		t.same(c.datasets)
	}
	withhold(tables, s.Clock)
	for _, t := range tables {
		if t.doc != nil {
			s.Spoken = append(s.Spoken, spoken(DataFolder+"/"+t.Name+".yaml", t.yaml.data, t.prose))
		}
		findings = append(findings, append(t.yaml.findings, t.csv.findings...)...)
	}
	s.Datasets = c.datasets
	return findings, nil
}

func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// read reads both files of a table and joins them.
func (t *table) read(content fs.FS, c *config) error {
	name := DataFolder + "/" + t.Name
	doc, n, err := readYAML(content, name+".yaml", &t.yaml, nil)
	if err != nil {
		return err
	}
	t.yaml.known, t.csv.name = c.known, shown(name+".csv")
	if doc == nil {
		t.yaml.add(mark{}, "data/files", "there is no such file, and so nobody knows what the numbers in "+t.csv.name+" are",
			"write it; sotto explain key/data.title and the keys beside it say what stands in it")
		return nil
	}
	if _, err := fs.Stat(content, name+".csv"); err != nil {
		t.csv.add(mark{}, "data/files", "there is no such file, and "+t.yaml.name+" is about its numbers", "write the names of its columns in the first line, and a row in each line below it")
		return nil
	}
	ok, err := t.csv.open(content, name+".csv")
	if err != nil {
		return err
	}
	if n != nil {
		t.doc = doc
		d, row := &decoder{doc: doc, c: c}, schema.Data()
		g := &group{row: row, node: n, value: t.Dataset}
		d.fill(g, n, t.yaml.name, "write it like this: "+row.Example)
		t.pairs, t.prose = g.pairs, d.prose
	}
	if !ok {
		return nil
	}
	rows := t.csv.readCSV()
	if n == nil || len(t.yaml.findings)+len(t.csv.findings) > 0 {
		return nil
	}
	if t.join(rows) && t.names() {
		t.recompute()
	}
	return nil
}

// join fills the dataset with the numbers: what the YAML says of columns and
// rows comes into the order of the CSV.
func (t *table) join(rows [][]csvCell) bool {
	columns := t.match(rows[0][1:], "column", t.columnIDs(), "columns")
	var heads []csvCell
	for _, row := range rows[1:] {
		heads = append(heads, row[0])
	}
	lines := t.match(heads, "row", t.rowIDs(), "rows")
	t.HeadID = rows[0][0].text
	if why := nameProblem(t.HeadID); why != "" {
		t.csv.add(rows[0][0].mark, "data/form", "this cannot be the name of the first column: "+why, "write what it holds in lower case: area")
	}
	if columns == nil || lines == nil || len(t.csv.findings)+len(t.yaml.findings) > 0 {
		return false
	}
	cols, rs := make([]site.DataColumn, len(columns)), make([]site.DataRow, len(lines))
	for i, j := range columns {
		cols[i] = t.Columns[j]
	}
	for i, j := range lines {
		rs[i] = t.Rows[j]
	}
	t.Columns, t.Rows = cols, rs
	for _, row := range rows[1:] {
		var cells []site.DataCell
		for _, c := range row[1:] {
			cell, _ := t.csv.number(c)
			cells = append(cells, cell)
		}
		t.Cells = append(t.Cells, cells)
	}
	return len(t.csv.findings) == 0
}

func (t *table) columnIDs() []string {
	var out []string
	for i := range t.Columns {
		out = append(out, t.Columns[i].ID)
	}
	return out
}

func (t *table) rowIDs() []string {
	var out []string
	for i := range t.Rows {
		out = append(out, t.Rows[i].ID)
	}
	return out
}

// match finds each head of the CSV among the names of the YAML, which must all
// be there, each once.
func (t *table) match(heads []csvCell, what string, known []string, key string) []int {
	found := make([]int, len(heads))
	seen := map[string]mark{}
	ok := true
	for i, h := range heads {
		found[i] = slices.Index(known, h.text)
		first, twice := seen[h.text]
		switch {
		case h.text == "":
			t.csv.add(h.mark, "data/names", "this "+what+" has no name", "write its name in lower case: total")
		case twice:
			t.csv.add(h.mark, "data/names", fmt.Sprintf("the %s %s stands twice", what, h.text), "give one of them another name, or delete it", t.csv.pos(first))
		case found[i] < 0:
			f := t.csv.add(h.mark, "data/names", fmt.Sprintf("%s has no %s %s", t.yaml.name, what, h.text),
				suggest(h.text, known, fmt.Sprintf("add it below %s there: %s: {label: {…}}", key, h.text)))
			if near := diag.Nearest(h.text, known); near != "" && !slices.ContainsFunc(heads, func(o csvCell) bool { return o.text == near }) {
				f.Fix = t.csv.swap(h.mark, h.text, near)
			}
		default:
			seen[h.text] = h.mark
			continue
		}
		ok = false
	}
	for _, name := range known {
		if _, there := seen[name]; !there && ok {
			t.yaml.add(t.at(key, name), "data/names", fmt.Sprintf("%s has no %s %s", t.csv.name, what, name), "add it there, or delete it here")
		}
	}
	if !ok {
		return nil
	}
	return found
}

// recompute works out all that the table states.
func (t *table) recompute() {
	for _, m := range figures.Check(t.Dataset) {
		var also []diag.Pos
		for _, ref := range m.Also {
			also = append(also, t.csv.pos(t.cellMark(ref)))
		}
		t.csv.add(t.cellMark(m.At), "data/sum", m.Message, m.Help, also...)
	}
	if len(t.csv.findings) == 0 {
		figures.Derive(t.Dataset)
	}
	for _, f := range t.Derived {
		if f.Cell.Kind != site.Known && len(t.csv.findings) == 0 {
			t.yaml.add(t.at("figures", f.ID), "data/formula", "this cannot be worked out: one of its cells holds no number, or it is a percentage of nothing", "name other cells, or delete it")
		}
	}
}

// cellMark is where a cell stands in the CSV.
func (t *table) cellMark(at figures.Ref) mark {
	c := t.Cells[at.Row][at.Column]
	line := t.csv.file().Line(c.Line)
	length := 0
	for _, cell := range cut(line, c.Line) {
		if cell.mark.col == c.Col {
			length = cell.mark.length
		}
	}
	return mark{c.Line, c.Col, length}
}
