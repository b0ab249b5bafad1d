package diag

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"content/law/index.md": "content/law/index.md",
		"tŷ 家 ‘quoted’":        "tŷ 家 ‘quoted’",
		"b\x1b[31m":            `b\x1b[31m`,
		"b\x7f\u009b":          `b\x7f\u009b`,
		"b\u202e\u2069\u200f":  `b\u202e\u2069\u200f`,
		"b\xff\xe2\x80":        `b\xff\xe2\x80`,
		"a\nb\rc\td":           `a\nb\rc\td`,
		"\U000E0041":           `\U000e0041`,
		"\u2028\uFFFD":         `\u2028\ufffd`,
	} {
		if got := Visible(in); got != want {
			t.Errorf("Visible(%q) = %q, want %q", in, got, want)
		}
	}
	if got := VisibleLines("a\x1b\nb\n"); got != "a\\x1b\nb\n" {
		t.Errorf("VisibleLines: %q", got)
	}
	if s := "one\nplain line"; VisibleLines(s) != s {
		t.Errorf("VisibleLines changes %q", s)
	}
}

// What programs read means the same as before.
func TestVisibleJSON(t *testing.T) {
	text := "tŷ\x1b\u202e\U000E0041\u009b\u2028\x7f\n<"
	var b bytes.Buffer
	enc := json.NewEncoder(VisibleJSON(&b))
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode([]string{text}); err != nil {
		t.Fatal(err)
	}
	want := "[\n\t\"tŷ\\u001b\\u202e\\udb40\\udc41\\u009b\\u2028\\u007f\\n<\"\n]\n"
	if b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
	var back []string
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || back[0] != text {
		t.Errorf("it means %q (%v)", back, err)
	}
}
