package load

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"sotto/generator/site"
)

// A table of numbers is the plainest CSV there is: commas between cells, one
// line a row, no quotes. Whatever a spreadsheet may do besides is a finding,
// because it can change a number on its way. encoding/csv would take quotes, and
// knows columns only in bytes.

// maxRows and maxColumns are far beyond a table that anybody reads.
const (
	maxRows    = 1000
	maxColumns = 40
)

// csvCell is one cell as it stands in the file.
type csvCell struct {
	text string
	mark mark
}

// readCSV takes a file apart. Rows are as long as the first; those that are not
// are findings, and are left out.
func (t *text) readCSV() [][]csvCell {
	if t.checkBytes() < len(t.data) {
		return nil
	}
	var out [][]csvCell
	number := 0
	for line := range strings.Lines(string(t.data)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" {
			t.blank(number)
			continue
		}
		if !t.plainLine(line, number) {
			return nil
		}
		row := cut(line, number)
		switch {
		case len(out) > 0 && len(row) != len(out[0]):
			m := mark{number, 1, utf8.RuneCountInString(line)}
			if len(row) > len(out[0]) {
				m = row[len(out[0])].mark
			}
			t.add(m, "data/form", fmt.Sprintf("this row has %d cells, and the first %d", len(row), len(out[0])),
				"write as many commas as there are in the first line; a number has none in it")
			continue
		case len(out) == 0 && len(row) > maxColumns:
			t.add(row[maxColumns].mark, "data/form", fmt.Sprintf("a table has at most %d columns", maxColumns), "make two tables of it")
			return nil
		case len(out) > maxRows:
			t.add(row[0].mark, "data/form", fmt.Sprintf("a table has at most %d rows", maxRows), "make two tables of it")
			return nil
		}
		out = append(out, row)
	}
	if len(out) < 2 && len(t.findings) == 0 {
		t.add(mark{}, "data/form", "the table holds no numbers", "write the names of its columns in the first line, and a row in each line below it: total,138,1609")
	}
	return out
}

// blank tells of an empty line, but for one at the end of the file.
func (t *text) blank(number int) {
	t.add(mark{number, 1, 1}, "data/form", "an empty line stands in the table", "delete it")
}

// cut cuts a line at its commas. Spaces around a cell are none of it.
func cut(line string, number int) []csvCell {
	var out []csvCell
	col := 1
	for _, raw := range strings.Split(line, ",") {
		text := strings.TrimSpace(raw)
		lead := utf8.RuneCountInString(raw) - utf8.RuneCountInString(strings.TrimLeft(raw, " "))
		out = append(out, csvCell{text, mark{number, col + lead, max(1, utf8.RuneCountInString(text))}})
		col += utf8.RuneCountInString(raw) + 1
	}
	return out
}

// plainLine wants nothing in a line but cells and commas.
func (t *text) plainLine(line string, number int) bool {
	for _, no := range []struct{ sign, message, help string }{
		{"\t", "a tab stands in the table, and commas stand between cells", "write a comma; a spreadsheet's \"Save as CSV (UTF-8)\" does"},
		{";", "a semicolon stands in the table, and commas stand between cells", "write a comma; a number is written without thousands separators"},
		{`"`, "a quotation mark stands in the table", "write the cell without quotes, and a number without thousands separators: 1316, not \"1,316\""},
	} {
		if i := strings.Index(line, no.sign); i >= 0 {
			t.add(mark{number, utf8.RuneCountInString(line[:i]) + 1, 1}, "data/form", no.message, no.help)
			return false
		}
	}
	return true
}

var (
	cellNumber = regexp.MustCompile(`^(-?)([0-9]{1,12})(?:\.([0-9]{1,3}))?$`)
	cellNearly = regexp.MustCompile(`^[+−–-]?[0-9][0-9 .'’\x{A0}\x{202F}]*%?$`)
	cellMarked = regexp.MustCompile(`^-?[0-9.]+\s*(\*+|†|‡|\[[^\]]*\]|\([^)]*\)|[a-z])$`)
)

// number reads a cell.
func (t *text) number(c csvCell) (out site.DataCell, ok bool) {
	out.Line, out.Col = c.mark.line, c.mark.col
	no := func(message, help string) (site.DataCell, bool) {
		t.add(c.mark, "data/number", message, help).Fix = t.helped(c.mark, c.text, help, "")
		return out, false
	}
	switch {
	case c.text == "..":
		out.Kind = site.NotKnown
		return out, true
	case c.text == "-":
		out.Kind = site.NotApplicable
		return out, true
	case c.text == "":
		return no("an empty cell says nothing", "write the number, .. when it is not known, or - when there can be none")
	}
	if m := cellNumber.FindStringSubmatch(c.text); m != nil {
		if len(m[2]) > 1 && m[2][0] == '0' {
			return no("a number does not begin with 0", "write "+m[1]+strings.TrimLeft(m[2][:len(m[2])-1], "0")+c.text[len(m[1])+len(m[2])-1:])
		}
		out.Value.Decimals = len(m[3])
		for _, digit := range m[2] + m[3] {
			out.Value.N = out.Value.N*10 + int64(digit-'0')
		}
		if m[1] != "" {
			out.Value.N = -out.Value.N
		}
		return out, true
	}
	help := "write digits alone, with a point before a fraction; .. when it is not known, and - when there can be none"
	switch {
	case cellMarked.MatchString(c.text):
		return no(fmt.Sprintf("%s has a mark behind it", c.text), "write the number alone, and the note in the table's YAML: notes: {name: {text: {…}, on: [row.column]}}")
	case strings.HasSuffix(c.text, "%"):
		return no("a per cent sign stands in the cell", "write "+strings.TrimSuffix(strings.TrimSpace(strings.TrimPrefix(c.text, "+")), "%")+"; that it is a percentage stands in the table's YAML")
	case cellNearly.MatchString(c.text):
		digits := strings.NewReplacer(" ", "", "'", "", "’", "", "\u00A0", "", "\u202F", "", "+", "", "−", "-", "–", "-").Replace(c.text)
		if cellNumber.MatchString(digits) {
			help = "write " + digits
		}
	}
	return no(fmt.Sprintf("%q is not a number", c.text), help)
}
