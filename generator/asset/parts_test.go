package asset

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestParts(t *testing.T) {
	a, findings := load(t, map[string]string{"style.css": `/* The frame. */
a { color: #000 }
/* Part: tables, and { what } "belongs" to them. */
table { margin: 0 }
@media print { table, .total { margin: 1px } }
/* Part: of words alone. */
/* Parts of a page: no mark. */
/* Part: boxes */
.note > p:first-child::before, .note .more { content: "/* Part: of a text */" }
`})
	if len(findings) > 0 {
		t.Fatal(report(findings))
	}
	var got []string
	for _, p := range a.Style {
		got = append(got, fmt.Sprintf("%s %q", p.Text, p.Needs))
		if p.Source != source(p.Text) {
			t.Errorf("the policy names %s by %s", p.Text, p.Source)
		}
	}
	want := []string{
		`a{color:#000} []`,
		`table{margin:0}@media print{table,.total{margin:1px}} [["table"] [".total"]]`,
		`.note>p:first-child::before,.note .more{content:"/* Part: of a text */"} [[".note" "p"] [".note" ".more"]]`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// TestNeeds: what cannot be said for certain needs nothing, and so is everywhere.
func TestNeeds(t *testing.T) {
	for _, tt := range []struct{ part, want string }{
		{".a { top: 0 }", `[[".a"]]`},
		{".a, .a.b, p .a { top: 0 }", `[[".a"]]`},
		{"LI.Big#x[open]:hover { top: 0 }", `[["li" ".Big"]]`},
		{".a:not(.b):is(.c, .d)>*~e { top: 0 }", `[[".a" "e"]]`},
		{`.a[title=" .b"] .c, .d:not([title="\""]) { top: 0 }`, `[[".d"] [".a" ".c"]]`},
		{`.a { top: 0 } .b[title="] .b"] .c { top: 0 }`, `[]`},
		{`.a { top: 0 } [title="]"], [title="["] .c { top: 0 }`, `[]`},
		{".a { & .b { top: 0 } }", `[[".b"]]`},
		{".a { top: 0; @media print { top: 1px } }", `[[".a"]]`},
		{"@supports (top: 0) { @media print { .a { top: 0 } } }", `[[".a"]]`},
		{"@keyframes k { 0% { top: 0 } } .a { animation: k 1s }", `[[".a"]]`},
		{".a { top: 0 } * { top: 0 }", `[]`},
		{".a { top: 0 } ::marker { top: 0 }", `[]`},
		{".a { top: 0 } :is(.b) { top: 0 }", `[]`},
		{".a { top: 0 } [hidden] { top: 0 }", `[]`},
		{`.a { top: 0 } .\62 { top: 0 }`, `[]`},
		{".a { top: 0 } :root { --x: 1 }", `[]`},
		{"@layer one { .a { top: 0 } }", `[]`},
		{"@layer one; .a { top: 0 }", `[]`},
		{"@scope (.b) { .a { top: 0 } }", `[]`},
		{"@property --x { syntax: '*'; inherits: false } .a { top: 0 }", `[]`},
		{"@keyframes spin { 0% { top: 0 } } .a { top: 0 }", `[]`},
		{"@page { margin: 1cm } .a { top: 0 }", `[]`},
	} {
		a, findings := load(t, map[string]string{"style.css": "b { animation: spin 1s }\n/* Part: tried */" + tt.part})
		if len(findings) > 0 || len(a.Style) != 2 {
			t.Errorf("%s: %d parts\n%s", tt.part, len(a.Style), report(findings))
			continue
		}
		if got := fmt.Sprintf("%q", a.Style[1].Needs); got != tt.want {
			t.Errorf("%s needs %s, want %s", tt.part, got, tt.want)
		}
	}
}

func TestBadParts(t *testing.T) {
	many := "a { color: red }"
	for i := range MaxParts - 1 {
		many += fmt.Sprintf("\n/* Part: %d */ .n%d { top: 0 }", i, i)
	}
	if _, findings := load(t, map[string]string{"style.css": many}); len(findings) > 0 {
		t.Errorf("as many parts as there may be:\n%s", report(findings))
	}
	_, findings := load(t, map[string]string{"style.css": many + "\n/* Part: more */ .m { top: 0 }"})
	if got, want := report(findings), "static/style.css:9:1: error[asset/style-parts]: the style has 9 parts, 1 more than it may"; !strings.HasPrefix(got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestOneFile: the parts say the same as the file would as one.
func TestOneFile(t *testing.T) {
	data, err := os.ReadFile("../../static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	parts, _ := style(data)
	whole, _ := style([]byte(strings.ReplaceAll(string(data), "/* Part:", "/* part:")))
	text := ""
	for _, p := range parts {
		text += p.Text
	}
	if len(whole) != 1 || text != whole[0].Text {
		t.Errorf("%d parts of %d bytes, as one of %d", len(parts), len(text), len(whole[0].Text))
	}
}
