package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tables calls goldmark's parser of tables only for paragraphs with the line of
// dashes that tables have here. goldmark takes a dash alone for one, even where
// it underlines a heading.
type tables struct{ parser.ParagraphTransformer }

func (t tables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	for i := 1; i < node.Lines().Len(); i++ {
		if seg := node.Lines().At(i); isDelimiter(seg.Value(reader.Source())) {
			t.ParagraphTransformer.Transform(node, reader, pc)
			return
		}
	}
}

// isDelimiter says whether a line looks like the one below a table's head: only
// dashes, colons, bars and spaces, with at least one dash, and at least one bar
// or colon.
func isDelimiter(line []byte) bool {
	return len(bytes.Trim(line, "-|: \t\r\n")) == 0 && bytes.IndexByte(line, '-') >= 0 && bytes.ContainsAny(line, "|:")
}

// narrow is how many columns fit on a phone.
const narrow = 4

// table writes a table. The audit refuses style attributes, so alignment is a
// class. Column heads have their scope; where the first head is empty, the
// first column holds the heads of the rows.
func (p *page) table(n *east.Table) {
	p.out = append(p.out, "<div class=\"table\""...)
	if len(n.Alignments) > narrow {
		// On a phone a wide table scrolls, which must work by keyboard too.
		p.out = append(p.out, " tabindex=\"0\""...)
	}
	p.out = append(p.out, ">\n<table>\n<thead>\n<tr>\n"...)
	header := n.FirstChild()
	p.checkHead(header, len(n.Alignments))
	first := header.FirstChild()
	for c := first; c != nil; c = c.NextSibling() {
		p.cell("col", c)
	}
	p.out = append(p.out, "</tr>\n</thead>\n"...)
	rowHeads := first != nil && first.FirstChild() == nil
	for row := header.NextSibling(); row != nil; row = row.NextSibling() {
		if row.PreviousSibling() == header {
			p.out = append(p.out, "<tbody>\n"...)
		}
		p.checkRow(row, len(n.Alignments))
		p.out = append(p.out, "<tr>\n"...)
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			if rowHeads && c == row.FirstChild() {
				p.cell("row", c)
			} else {
				p.cell("", c)
			}
		}
		p.out = append(p.out, "</tr>\n"...)
		if row.NextSibling() == nil {
			p.out = append(p.out, "</tbody>\n"...)
		}
	}
	p.out = append(p.out, "</table>\n</div>\n"...)
}

// cell writes a cell: the head of a "col" or a "row" when it has a scope. An
// empty head says nothing to who hears it, and is none.
func (p *page) cell(scope string, n ast.Node) {
	tag, class := "td", ""
	if scope != "" && n.FirstChild() != nil {
		tag, class = "th", ` scope="`+scope+`"`
	}
	switch n.(*east.TableCell).Alignment {
	case east.AlignRight:
		class += ` class="right"`
	case east.AlignCenter:
		class += ` class="center"`
	}
	p.inTable = true
	p.words("<"+tag+class+">", n, "</"+tag+">\n")
	p.inTable = false
}

// rowLine returns the line that a row is written in, and its offset.
func (p *page) rowLine(row ast.Node) ([]byte, int) {
	start := max(0, min(row.Pos(), len(p.body)))
	line, _, _ := bytes.Cut(p.body[start:], []byte("\n"))
	return bytes.TrimSpace(line), start + len(line) - len(bytes.TrimLeft(line, " \t"))
}

// checkHead reports a head with fewer cells than the line of dashes below it.
func (p *page) checkHead(header ast.Node, wide int) {
	line, at := p.rowLine(header)
	if n := columns(line); n < wide {
		p.fail(at, at+len(line), "markdown/table", "this line has "+count(n, "cell")+", the line of dashes below it "+strconv.Itoa(wide), "write as many | --- | as this line has cells")
	}
}

// checkRow reports cells that go beyond the table's last column: they would be
// lost.
func (p *page) checkRow(row ast.Node, columns int) {
	line, at := p.rowLine(row)
	start, end := at, at+len(line)
	if bytes.HasPrefix(line, []byte("|")) {
		line, at = line[1:], at+1
	}
	line = bytes.TrimSuffix(line, []byte("|"))
	cells, bar := 1, columns == 1 || bytes.IndexByte(p.body[start:end], '|') >= 0
	for i, c := range line {
		if c != '|' || i > 0 && line[i-1] == '\\' {
			continue
		}
		if cells++; cells == columns+1 {
			p.fail(at+i, at+len(line), "markdown/table", "this row has more cells than the table, which has "+count(columns, "column"), "put the text into one of the cells; for a bar within a cell write \\|")
		}
	}
	switch {
	case !bar:
		p.slip(GluedRow, start, end)
	case cells < columns:
		p.slip(ShortRow, start, end)
	}
}

// notTable reports a paragraph that was meant to be a table.
func (p *page) notTable(n ast.Node) {
	lines := n.Lines()
	if lines.Len() < 2 {
		return
	}
	first, second := lines.At(0), lines.At(1)
	head := bytes.TrimSpace(p.body[first.Start:first.Stop])
	if bytes.IndexByte(head, '|') < 0 {
		return
	}
	below := bytes.TrimSpace(p.body[second.Start:second.Stop])
	switch {
	case isDelimiter(below) && bytes.IndexByte(below, '|') >= 0 && columns(below) == columns(head):
		at, end := wrongDashes(below)
		p.fail(second.Start+at, second.Start+end, "markdown/table", "this is no table: the dashes of this cell are not in one row",
			"write --- with nothing between the dashes; a colon may stand at either end")
	case isDelimiter(below) && bytes.IndexByte(below, '|') >= 0:
		p.fail(second.Start, second.Start+len(below), "markdown/table",
			"this is no table: the line of dashes has "+count(columns(below), "cell")+", the line above it "+strconv.Itoa(columns(head)),
			"write as many | --- | as the line above has cells")
	case head[0] == '|' && len(below) > 0 && below[0] == '|':
		p.fail(first.Start, first.Start+len(head), "markdown/table", "this is no table: a line of dashes is missing below the heads", "write | --- | --- | on the next line, with as many cells as this line")
	}
}

// wrongDashes finds the first cell of a line of dashes that is none; the whole
// line when they all are.
func wrongDashes(line []byte) (start, end int) {
	for at := 0; at < len(line); {
		cell, _, _ := bytes.Cut(line[at:], []byte("|"))
		if len(bytes.TrimSpace(cell)) > 0 && !isDashes(bytes.Trim(cell, " \t")) {
			left := len(cell) - len(bytes.TrimLeft(cell, " \t"))
			return at + left, at + len(bytes.TrimRight(cell, " \t"))
		}
		at += len(cell) + 1
	}
	return 0, len(line)
}

// isDashes says whether it is what a cell of the line of dashes may hold.
func isDashes(cell []byte) bool {
	cell = bytes.TrimSuffix(bytes.TrimPrefix(cell, []byte(":")), []byte(":"))
	return len(cell) > 0 && len(bytes.Trim(cell, "-")) == 0
}

// count is a number with its noun: "1 cell", "2 cells".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// columns counts the cells of a line of a table.
func columns(line []byte) int {
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte("|")), []byte("|"))
	return bytes.Count(line, []byte("|")) - bytes.Count(line, []byte(`\|`)) + 1
}
