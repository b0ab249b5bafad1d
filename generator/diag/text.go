package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Text prints findings for people: the place and what is wrong, the source
// line with carets under the spot, and what to do.
//
//	content/news/launch.md:7:14: error[link/missing]: there is no page ../about.md
//	   7 | [About us](../about.md)
//	     |            ^^^^^^^^^^^
//	help: write ../about/index.md
//
// A finding about a whole file has no line and no caret. The output has no
// colour and no terminal width in it: the same findings are the same bytes.
func Text(w io.Writer, list []Finding) error {
	b := bufio.NewWriter(w)
	for i, f := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		writeText(b, f)
	}
	return b.Flush()
}

func writeText(b *bufio.Writer, f Finding) {
	f = excerpt(f)
	if at := place(f.Pos); at != "" {
		fmt.Fprintf(b, "%s: ", at)
	}
	fmt.Fprintf(b, "%s[%s]: %s\n", f.Severity, f.Code, Visible(f.Message))
	if f.Pos.Line > 0 && strings.TrimSpace(f.Source) != "" {
		number := fmt.Sprintf("%4d", f.Pos.Line)
		fmt.Fprintf(b, "%s | %s\n", number, printable(f.Source))
		if f.Pos.Col > 0 {
			fmt.Fprintf(b, "%s | %s%s\n", strings.Repeat(" ", len(number)), under(f), strings.Repeat("^", carets(f)))
		}
	}
	for _, p := range f.Also {
		fmt.Fprintf(b, "also: %s\n", place(p))
	}
	if f.Help != "" {
		fmt.Fprintf(b, "help: %s\n", strings.ReplaceAll(VisibleLines(f.Help), "\n", "\n      "))
	}
}

// place is "file:line:col", as far as it is known.
func place(p Pos) string {
	file := Visible(p.File)
	switch {
	case p.Line == 0:
		return file
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", file, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", file, p.Line, p.Col)
}

// under is the white space that leads to the first caret; tabs stay tabs, so
// that the caret stands right at any tab width.
func under(f Finding) string {
	n := f.Pos.Col - max(1, f.SourceCol)
	space := strings.Map(func(r rune) rune {
		if n--; n < 0 {
			return -1
		}
		if r != '\t' {
			r = ' '
		}
		return r
	}, printable(f.Source))
	return space + strings.Repeat(" ", max(0, n))
}

// carets is how many to draw: as long as the finding, but never past the end of
// the line that is shown.
func carets(f Finding) int {
	room := utf8.RuneCountInString(f.Source) - (f.Pos.Col - max(1, f.SourceCol))
	return max(1, min(f.Length, room))
}

// printable shows characters that a terminal would obey, or that nobody can
// see, as a visible stand-in of the same width.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == utf8.RuneError || Unseen(r) {
			return '\u2423' // open box
		}
		return r
	}, s)
}
