package editorial

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/markdown"
)

// What pasted text has become is mended line by line: each function below takes a
// block of lines that a slip stands on, and returns the edits that make of it what
// its author meant. Where that is not certain it returns none.

// sheet is a file as lines.
type sheet struct {
	file  *diag.File
	text  []byte
	start int // where the Markdown begins
}

// menders are those of the slips, by kind; at is the slip's first byte.
var menders = map[markdown.SlipKind]func(s *sheet, at, end int) []diag.Edit{
	markdown.CodeByIndent:    (*sheet).outdent,
	markdown.TabbedRow:       (*sheet).pipes,
	markdown.TypedBullet:     (*sheet).entries,
	markdown.HashesNoHeading: (*sheet).hashes,
	markdown.ShortRow:        (*sheet).cells,
	markdown.GluedRow:        (*sheet).apart,
	markdown.LooseEntry:      (*sheet).indent,
	markdown.BoldParagraph:   (*sheet).heading,
	markdown.UnderlinedText:  (*sheet).below,
}

// mended are the edits that mend a slip.
func (u *unit) mended(s markdown.Slip) []diag.Edit {
	mend := menders[s.Kind]
	if mend == nil {
		return nil
	}
	u.index()
	return mend(&sheet{u.file, u.source, u.doc.Start}, s.Start, s.End)
}

// line is the line that byte i is on: its first byte, and the end of its text.
func (s *sheet) line(i int) (from, to int) {
	from = bytes.LastIndexByte(s.text[:i], '\n') + 1
	to = len(s.text)
	if n := bytes.IndexByte(s.text[i:], '\n'); n >= 0 {
		to = i + n
	}
	if to > from && s.text[to-1] == '\r' {
		to--
	}
	return from, to
}

// next is the first byte of the line behind the one that ends at to; false at the
// end of the file.
func (s *sheet) next(to int) (int, bool) {
	n := bytes.IndexByte(s.text[to:], '\n')
	return to + n + 1, n >= 0 && to+n+1 < len(s.text)
}

// above is the line above the one that begins at from; false where the Markdown
// begins.
func (s *sheet) above(from int) (start, end int, ok bool) {
	if from <= s.start {
		return 0, 0, false
	}
	start, end = s.line(from - 1)
	return start, end, true
}

// eol is how the file ends its lines.
func (s *sheet) eol() string {
	if n := bytes.IndexByte(s.text, '\n'); n > 0 && s.text[n-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

func (s *sheet) edit(from, to int, text string) []diag.Edit { return s.file.Edit(from, to, text) }

// blank says whether a line holds nothing.
func (s *sheet) blank(from, to int) bool { return len(bytes.TrimSpace(s.text[from:to])) == 0 }

// margin is how many spaces a line begins with, a tab as far as the next fourth
// column, and how many bytes they are.
func (s *sheet) margin(from, to int) (columns, size int) {
	for i := from; i < to; i++ {
		switch s.text[i] {
		case ' ':
			columns++
		case '\t':
			columns += 4 - columns%4
		default:
			return columns, i - from
		}
	}
	return columns, to - from
}

// outdent takes the spaces off the lines of a block of code that is none.
func (s *sheet) outdent(at, _ int) (out []diag.Edit) {
	from, to := s.line(at)
	for {
		if columns, size := s.margin(from, to); size < to-from {
			if columns < 4 {
				return out
			}
			out = append(out, s.edit(from, from+size, "")...)
		}
		var ok bool
		if from, ok = s.next(to); !ok {
			return out
		}
		_, to = s.line(from)
	}
}

// hashes puts a plain space behind the number signs of a heading.
func (s *sheet) hashes(at, end int) []diag.Edit {
	signs := string(s.text[at:end])
	n := strings.Count(signs, "#") + strings.Count(signs, "＃")
	_, to := s.line(at)
	for end < to {
		r, size := utf8.DecodeRune(s.text[end:])
		if r != ' ' && r != '\t' && !isHard(r) && r != '\u3000' {
			break
		}
		end += size
	}
	if end == to || n > 6 {
		return nil
	}
	return s.edit(at, end, strings.Repeat("#", max(2, n))+" ")
}

// heading makes one of a paragraph that is bold as a whole.
func (s *sheet) heading(at, _ int) []diag.Edit {
	from, to := s.line(at)
	words := bytes.TrimRight(s.text[at:to], " \t")
	if at != from || len(words) < 5 || string(words[:2]) != string(words[len(words)-2:]) {
		return nil
	}
	inner := strings.TrimSpace(string(words[2 : len(words)-2]))
	if inner == "" || strings.ContainsAny(inner, "*_") {
		return nil
	}
	return s.edit(at, at+len(words), "## "+inner)
}

// below puts an empty line between a sentence and the line of dashes under it.
func (s *sheet) below(at, _ int) []diag.Edit {
	_, to := s.line(at)
	from, ok := s.next(to)
	if !ok {
		return nil
	}
	return s.edit(from, from, s.eol())
}

// apart puts an empty line above a sentence that has become a row of a table.
func (s *sheet) apart(at, _ int) []diag.Edit {
	from, _ := s.line(at)
	return s.edit(from, from, s.eol())
}

// cells adds the cells that a row lacks.
func (s *sheet) cells(at, _ int) []diag.Edit {
	from, to := s.line(at)
	here, up := countCells(s.text[from:to]), 0
	delimiter := regexp.MustCompile(`^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$`) // the line of dashes
	for start, end, ok := s.above(from); ok && !s.blank(start, end); start, end, ok = s.above(start) {
		if delimiter.Match(s.text[start:end]) {
			up = countCells(s.text[start:end])
			break
		}
	}
	text := bytes.TrimRight(s.text[from:to], " \t")
	if here == 0 || here >= up {
		return nil
	}
	more := strings.Repeat(" |", up-here)
	if text[len(text)-1] != '|' {
		more = " |" + more
		if bytes.IndexByte(bytes.TrimLeft(text, " \t"), '|') != 0 { // 2017 | some
			more = strings.Repeat(" |", up-here)
		}
	}
	return s.edit(from+len(text), to, more)
}

// countCells counts those of a row.
func countCells(row []byte) int {
	text := strings.TrimSpace(strings.ReplaceAll(string(row), `\|`, ""))
	text = strings.TrimSuffix(strings.TrimPrefix(text, "|"), "|")
	return strings.Count(text, "|") + 1
}

// pipes makes a table of lines with tabs between their cells.
func (s *sheet) pipes(at, _ int) []diag.Edit {
	first, _ := s.line(at)
	for start, end, ok := s.above(first); ok && s.tabbed(start, end); start, end, ok = s.above(start) {
		first = start
	}
	var rows [][]string
	from, last, width := first, first, 0
	for {
		_, to := s.line(from)
		if s.tabbed(from, to) {
			var row []string
			for cell := range strings.SplitSeq(string(s.text[from:to]), "\t") {
				row = append(row, strings.ReplaceAll(strings.TrimSpace(cell), "|", `\|`))
			}
			if row[0] == "" { // the whole is set in
				row = row[1:]
			}
			rows, width, last = append(rows, row), max(width, len(row)), to
		} else if !s.blank(from, to) {
			break
		}
		next, ok := s.next(to)
		if !ok {
			break
		}
		from = next
	}
	if len(rows) < 2 || width < 2 {
		return nil
	}
	var b strings.Builder
	if start, end, ok := s.above(first); ok && !s.blank(start, end) {
		b.WriteString(s.eol())
	}
	for i, row := range rows {
		for len(row) < width {
			row = append(row, "")
		}
		if i > 0 {
			b.WriteString(s.eol())
		}
		b.WriteString("| " + strings.Join(row, " | ") + " |")
		if i == 0 {
			b.WriteString(s.eol() + "|")
			for c := range width {
				b.WriteString(map[bool]string{true: " ---: |", false: " --- |"}[c > 0 && allNumbers(rows[1:], c)])
			}
		}
	}
	if next, ok := s.next(last); ok {
		if _, end := s.line(next); !s.blank(next, end) {
			b.WriteString(s.eol())
		}
	}
	return s.edit(first, last, b.String())
}

// tabbed says whether a line has cells with tabs between them.
func (s *sheet) tabbed(from, to int) bool {
	return bytes.IndexByte(bytes.TrimSpace(s.text[from:to]), '\t') > 0
}

// allNumbers says whether a column holds nothing else.
func allNumbers(rows [][]string, column int) bool {
	some := false
	for _, row := range rows {
		if column < len(row) && row[column] != "" {
			some = true
			if strings.Trim(row[column], "0123456789,.%+-−–£ ") != "" {
				return false
			}
		}
	}
	return some
}
