package desk

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
)

// Show tells what a plan changes: which files move and are new, and of those that
// change the lines before and after. shown says what a file is called.
func (p *Plan) Show(w io.Writer, shown func(string) string) error {
	var b strings.Builder
	for _, c := range p.Changes {
		name := diag.Visible(shown(c.File))
		switch {
		case c.From == "":
			fmt.Fprintf(&b, "new   %s\n", name)
		case c.From != c.File:
			fmt.Fprintf(&b, "move  %s\n   to %s\n", diag.Visible(shown(c.From)), name)
		default:
			fmt.Fprintf(&b, "edit  %s\n", name)
		}
		if c.From != "" {
			for _, h := range hunks(strings.SplitAfter(string(c.Old), "\n"), strings.SplitAfter(string(c.New), "\n")) {
				h.write(&b)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Edits are what makes the new text of the old one: no more than the bytes that
// differ, stretch by stretch. Paths are below content/.
func (c *Change) Edits() []diag.Edit {
	var out []diag.Edit
	lines := strings.SplitAfter(string(c.Old), "\n")
	starts := make([]int, len(lines)+1)
	for i, l := range lines {
		starts[i+1] = starts[i] + len(l)
	}
	for _, h := range hunks(lines, strings.SplitAfter(string(c.New), "\n")) {
		old, new := strings.Join(h.old, ""), strings.Join(h.new, "")
		head := commonHead(old, new)
		old, new = old[head:], new[head:]
		tail := commonTail(old, new)
		start := starts[h.line-1] + head
		out = append(out, diag.Edit{File: c.From, Start: start, End: start + len(old) - tail, New: new[:len(new)-tail]})
	}
	return out
}

// commonHead is how many bytes of whole characters two texts begin with alike.
func commonHead(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	return n
}

// commonTail is how many they end with alike.
func commonTail(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !utf8.RuneStart(a[len(a)-n]) {
		n--
	}
	return n
}

// hunk is a stretch of lines that gives way to another.
type hunk struct {
	line     int // the first of the old ones, from 1
	old, new []string
}

// shownLines is how many lines of a stretch are shown, shownWidth how many
// characters of a line.
const (
	shownLines = 12
	shownWidth = 300
)

func (h *hunk) write(b *strings.Builder) {
	list := func(sign string, lines []string, from int) {
		for i, l := range lines {
			if i == shownLines {
				fmt.Fprintf(b, "       %s and %s lines more\n", sign, diag.Number(len(lines)-i))
				return
			}
			text := []rune(strings.TrimRight(l, "\r\n"))
			if len(text) > shownWidth {
				text = append(text[:shownWidth], '…')
			}
			fmt.Fprintf(b, "%6d %s %s\n", from+i, sign, diag.Visible(string(text)))
		}
	}
	list("-", h.old, h.line)
	list("+", h.new, h.line)
}

// hunks are the stretches in which two texts differ. Lines that both have at their
// ends are passed over, and between them the longest common run is kept, again and
// again: enough for the small edits that this room makes.
func hunks(old, new []string) []hunk {
	return hunksAt(old, new, 1)
}

func hunksAt(old, new []string, line int) []hunk {
	for len(old) > 0 && len(new) > 0 && old[0] == new[0] {
		old, new, line = old[1:], new[1:], line+1
	}
	for len(old) > 0 && len(new) > 0 && old[len(old)-1] == new[len(new)-1] {
		old, new = old[:len(old)-1], new[:len(new)-1]
	}
	if len(old) == 0 && len(new) == 0 {
		return nil
	}
	if i, j := common(old, new); i >= 0 {
		return slices.Concat(hunksAt(old[:i], new[:j], line), hunksAt(old[i:], new[j:], line+i))
	}
	return []hunk{{line, old, new}}
}

// common finds a line that stands once in each of two lists, the first of the
// old; -1 when there is none.
func common(old, new []string) (int, int) {
	count := func(lines []string) map[string]int {
		n := map[string]int{}
		for _, l := range lines {
			n[l]++
		}
		return n
	}
	inOld, inNew := count(old), count(new)
	for i, l := range old {
		if inOld[l] == 1 && inNew[l] == 1 {
			return i, slices.Index(new, l)
		}
	}
	return -1, -1
}
