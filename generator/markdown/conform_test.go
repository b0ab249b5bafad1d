package markdown_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"

	"sotto/generator/diag"
	. "sotto/generator/markdown"
)

type example struct {
	Markdown, HTML, Section string
	Example                 int
}

// commonMark returns the examples of the CommonMark specification that come
// with goldmark.
func commonMark(t testing.TB) []example {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skip("skipped: goldmark's own test data cannot be found:", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Skip("skipped: goldmark's own test data cannot be read:", err)
	}
	var list []example
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// refusals are the findings after which the HTML is not that of goldmark:
// something was left out of it.
var refusals = []string{"markdown/raw-html", "markdown/bare-url", "markdown/dangerous-link", "markdown/insecure-link", "markdown/link-character"}

// TestCommonMark compares all examples of the specification with what goldmark
// makes of them by itself. With nothing in Env there are no anchors, no
// typography and no directives, so the HTML must be the same, byte for byte,
// unless a finding says what was refused.
func TestCommonMark(t *testing.T) {
	c := New()
	reference := goldmark.New()
	same, refused, html := 0, 0, 0
	for _, env := range []Env{{}, {
		Resolve:   func(l Link) (Target, *Problem) { return Target{Href: l.URL}, nil },
		Component: func(Directive) (string, *Problem) { return "", nil },
	}} {
		for _, e := range commonMark(t) {
			name := fmt.Sprintf("example %d (%s)", e.Example, e.Section)
			var want bytes.Buffer
			if err := reference.Convert([]byte(e.Markdown), &want); err != nil {
				t.Fatal(err)
			}
			doc, findings := convert(t, c, e.Markdown, env)
			var refusal bool
			var tags int
			for _, f := range findings {
				refusal = refusal || slices.Contains(refusals, f.Code)
				if f.Code == "markdown/raw-html" {
					tags++
					if at := []rune(f.Source)[f.Pos.Col-1:]; at[0] != '<' {
						t.Errorf("%s: raw HTML reported at %q, which is none", name, string(at))
					}
				}
			}
			switch {
			case bytes.Contains(want.Bytes(), []byte("<!-- raw HTML omitted -->")):
				html++
				if tags == 0 {
					t.Errorf("%s: raw HTML went without a finding:\n%s", name, e.Markdown)
				}
				if strings.Contains(doc.HTML, "<!--") {
					t.Errorf("%s: a comment in the HTML:\n%s", name, doc.HTML)
				}
			case tags > 0:
				t.Errorf("%s: raw HTML reported where there is none: %v", name, findings)
			case refusal:
				refused++
			case doc.HTML != want.String():
				t.Errorf("%s:\n%q\n got %q\nwant %q", name, e.Markdown, doc.HTML, want.String())
			default:
				same++
			}
		}
	}
	// The sum of both rounds. A change in these numbers means that something
	// is refused that was not, or the other way round.
	if got, want := [3]int{same, refused, html}, [3]int{1114, 46, 144}; got != want {
		t.Errorf("same, refused, with raw HTML: %v, want %v", got, want)
	}
}

// TestCodeSpans compares what codeSpans answers by itself with what goldmark
// finds by looking: all sorts of backticks, escapes and ends of lines.
func TestCodeSpans(t *testing.T) {
	c, reference := New(), goldmark.New()
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"`", "`", "``", "```", "\\", "a", " ", "\n", "\n>\t", "\t", "- ", "\n\n", "[", "](b)", "*"}
	for range 3000 {
		var text string
		for range 1 + random.IntN(16) {
			text += pieces[random.IntN(len(pieces))]
		}
		var want bytes.Buffer
		if err := reference.Convert([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		doc, findings := convert(t, c, text, Env{})
		if doc.HTML != want.String() && !slices.ContainsFunc(findings, func(f diag.Finding) bool { return slices.Contains(refusals, f.Code) }) {
			t.Errorf("%q:\n got %q\nwant %q", text, doc.HTML, want.String())
		}
	}
}
