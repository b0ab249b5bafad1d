package lsp

import (
	"strings"
	"testing"

	"sotto/generator/diag"
)

// What a help says to type goes where it belongs, and a help that says something
// else is no fix.
func TestFixes(t *testing.T) {
	for _, c := range []struct{ text, under, code, help, want string }{
		{"[a](x.md#b)", "x.md#b", "link/missing", "did you mean y.md?", "[a](y.md#b)"},
		{"[a](x.md#b)", "x.md#b", "link/anchor", "did you mean #c?", "[a](x.md#c)"},
		{"::a{id=b}", "b", "service/unknown", "did you mean c?", "::a{id=c}"},
		{"::a{type=b}", "b", "chart/data", "did you mean type=c?", "::a{type=c}"},
		{"::a{type=b}", "type", "directive/attribute", "did you mean type=c?", ""},
		{":stat[a.bb.c]", "a.bb.c", "figure/unknown", "did you mean bc?", ":stat[a.bc.c]"},
		{"day: x", "x", "value/date", "write day: 2026-11-01", "day: 2026-11-01"},
		{"day: x", "day", "value/date", "write day: 2026-11-01", ""},
		{"a b", "b", "markdown/x", "write **words**", ""},
		{"a b", "b", "directive/unknown", "did you mean :c[…]?", ""},
		{"a b", "b", "link/x", "write in words what it is", ""},
	} {
		x := newText([]byte(c.text))
		at := strings.Index(c.text, c.under)
		f := diag.NewFile("x.md", x.data).At(at, at+len(c.under), c.code, diag.Error, "", c.help)
		got := ""
		if y, ok := fixOf(f, x); ok {
			got = c.text[:y.start] + y.text + c.text[y.end:]
		}
		if got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.text, c.help, got, c.want)
		}
	}
}
