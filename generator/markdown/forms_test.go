package markdown_test

import (
	"strings"
	"testing"

	. "sotto/generator/markdown"
)

// TestTwoForms has one name for a box and for words in a sentence: each is held
// against the form that it is written in.
func TestTwoForms(t *testing.T) {
	env := Env{
		Directives: []Spec{
			{Name: "limits", Form: Leaf, Attrs: []AttrSpec{{Name: "of", Type: "id", Required: true}}},
			{Name: "limits", Form: Inline, Label: Required},
		},
		Component: func(d Directive) (string, *Problem) { return d.Attrs["of"] + d.Label, nil },
	}
	for _, c := range []struct{ text, html, message, help string }{
		{text: "::limits{of=helpline}", html: "helpline"},
		{text: "Say: :limits[helpline]", html: "<p>Say: helpline</p>"},
		{text: "::limits[helpline]", message: "limits takes no label", help: "write ::limits{of=…}"},
		{text: "::limits", message: "limits needs the attribute of", help: "write ::limits{of=…}"},
		{text: "Say: :limits{of=helpline}", message: "limits needs a label", help: "write :limits[…]"},
		{text: "Say: :limits[x] :limis[x]", message: "there is no directive limis", help: "did you mean :limits[…]?\nfor a plain colon write \\:"},
		{text: ":::limits\n:::", message: "limits is a directive that stands alone on a line", help: "write ::limits{of=…} on a line of its own, with two colons and no line to close it"},
	} {
		doc, findings := New().Convert(Source{Name: "page.md", Text: []byte(c.text)}, env)
		if c.message == "" {
			if got := strings.TrimSpace(doc.HTML); got != c.html || len(findings) > 0 {
				t.Errorf("%q: %q, %v; want %q", c.text, got, findings, c.html)
			}
			continue
		}
		found := false
		for _, f := range findings {
			found = found || f.Message == c.message && f.Help == c.help
		}
		if !found {
			t.Errorf("%q: %v\nwant %q, %q", c.text, findings, c.message, c.help)
		}
	}
}
