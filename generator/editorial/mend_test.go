package editorial

import (
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/markdown"
)

// mendAll mends a text until nothing is left to mend, or ten times.
func mendAll(t *testing.T, text string) string {
	t.Helper()
	for range 10 {
		doc, _ := markdown.New().Convert(markdown.Source{Text: []byte(text)}, markdown.Env{})
		u := &unit{name: "a.md", source: []byte(text), doc: doc}
		var edits []diag.Edit
		for _, s := range doc.Slips {
			for _, e := range u.mended(s) {
				if e.Start < 0 || e.End < e.Start || e.End > len(text) {
					t.Fatalf("an edit outside of %q: %+v", text, e)
				}
				edits = append(edits, e)
			}
		}
		if len(edits) == 0 {
			break
		}
		out, _ := diag.Apply([]byte(text), edits)
		text = string(out)
	}
	return text
}

func TestMended(t *testing.T) {
	for _, c := range []struct{ name, was, is string }{
		{"a table of a spreadsheet", "Here it is.\nArea\tBefore\tAfter\nCoast\t100\t£1,690\nHills\t-\nIt ends.\n", "Here it is.\n\n| Area | Before | After |\n| --- | ---: | ---: |\n| Coast | 100 | £1,690 |\n| Hills | - |  |\n\nIt ends.\n"},
		{"a pipe in a cell", "a\tb|c\nd\te\n", "| a | b\\|c |\n| --- | --- |\n| d | e |\n"},
		{"one row is no table", "a\tb\n", "a\tb\n"},
		{"bullets", "Try:\n\n•\tOne\n•\tTwo\n\nText.\n", "Try:\n\n- One\n- Two\n\nText.\n"},
		{"bullets of a symbol font", "\uF0B7\tOne\n\uF0B7\tTwo\n", "- One\n- Two\n"},
		{"bullets with lines between", "o One\n\no Two\n", "- One\n\n- Two\n"},
		{"letters", "a) One\nb) Two\n", "- One\n- Two\n"},
		{"numbers", "1.One\n2.Two\n", "1. One\n2. Two\n"},
		{"boxes in a list", "- [ ] One\n- [ ] Two\n", "- One\n- Two\n"},
		{"an indented paragraph", "Say:\n\n    One line.\n    Another.\n\nText.\n", "Say:\n\nOne line.\nAnother.\n\nText.\n"},
		{"a heading", "##What it says\n\nText.\n", "## What it says\n\nText.\n"},
		{"below a number", "1. One\n  - Two\n  - Three\n2. Four\n", "1. One\n   - Two\n   - Three\n2. Four\n"},
		{"a short row", "| a | b | c |\n| --- | --- | --- |\n| 1 |\n", "| a | b | c |\n| --- | --- | --- |\n| 1 | | |\n"},
		{"a line below a table", "| a | b |\n| --- | --- |\n| 1 | 2 |\nText.\n", "| a | b |\n| --- | --- |\n| 1 | 2 |\n\nText.\n"},
	} {
		for _, eol := range []string{"\n", "\r\n"} {
			ends := strings.NewReplacer("\n", eol)
			if got := mendAll(t, ends.Replace(c.was)); got != ends.Replace(c.is) {
				t.Errorf("%s: got\n%q\nwant\n%q", c.name, got, ends.Replace(c.is))
			}
		}
	}
}

// Whatever is pasted, edits stay inside the file, and nothing breaks off.
func FuzzMended(f *testing.F) {
	for _, s := range []string{"a\tb\n\n\tc\td", "• a\r\n•", "1 . a\n(ii) b", "##\u3000x", "| a |\n| - | - |\n| b", "- a\n b\n  - c", "x\n---", "**a**", "    a\n\n\tb", "＃＃ a", "[x] a\n[ ] "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < 5000 {
			mendAll(t, s)
		}
	})
}
