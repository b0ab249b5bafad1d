package markdown_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/diag"
	. "sotto/generator/markdown"
)

// The limits that the manual promises.
const (
	maxPage     = 256 << 10
	maxOpen     = 32
	maxLines    = 2000
	maxMarks    = 400
	maxFindings = 100
)

// limits are pages that are refused for their size.
var limits = []struct {
	code, text string
}{
	{"markdown/too-long", strings.Repeat("a", maxPage+1)},
	{"markdown/too-long", strings.Repeat("a\n", maxLines+1)},
	{"markdown/too-long", "|a|\n|-|\n" + strings.Repeat("|b|\n", maxLines)},
	{"markdown/too-long", strings.Repeat("[", maxMarks+1)},
	{"markdown/too-long", strings.Repeat("*a ", maxMarks+1)},
	{"markdown/too-deep", strings.Repeat(">", maxOpen+1)},
	{"markdown/too-deep", strings.Repeat("- ", maxOpen/2+1) + "a"},
	{"markdown/too-deep", strings.Repeat("> ", maxOpen) + ":::note"},
	{"markdown/too-deep", strings.Repeat("> ", maxOpen) + "[^a]: b"},
	{"markdown/too-many", strings.Repeat("<b>\n\n", maxFindings+1)},
}

// Just below a limit nothing is refused.
var withinLimits = []string{
	strings.Repeat("a", maxPage),
	strings.Repeat("a\n", maxLines),
	strings.Repeat("a\n", maxLines) + "\nb",
	"|a|\n|-|\n" + strings.Repeat("|b|\n", maxLines-2),
	strings.Repeat("[", maxMarks),
	strings.Repeat("*a ", maxMarks),
	strings.Repeat(">", maxOpen),
	strings.Repeat("- ", maxOpen/2) + "a\n" + strings.Repeat(" ", maxOpen-2) + "- b",
}

func TestLimits(t *testing.T) {
	c := New()
	for i, test := range limits {
		doc, findings := convert(t, c, test.text, testEnv("en"))
		n := 0
		for _, f := range findings {
			if f.Code == test.code {
				n++
			}
		}
		if n != 1 {
			t.Errorf("page %d: %s reported %d times", i, test.code, n)
		}
		if len(findings) > maxFindings+1 {
			t.Errorf("page %d: %d findings", i, len(findings))
		}
		checkDocument(t, doc, findings, test.text)
	}
	for i, text := range withinLimits {
		if _, findings := convert(t, c, text, testEnv("en")); len(findings) > 0 {
			t.Errorf("page %d within the limits: %v", i, findings[0])
		}
	}
}

// Every rule is raised by some test, and every code that is raised has a rule.
func TestRules(t *testing.T) {
	rules := Rules()
	if !slices.IsSortedFunc(rules, func(a, b diag.Rule) int { return strings.Compare(a.Code, b.Code) }) {
		t.Error("the rules are not sorted")
	}
	raised := map[string]bool{}
	c := New()
	note := func(text string) {
		doc, findings := convert(t, c, text, testEnv("en"))
		checkDocument(t, doc, findings, text)
		for _, f := range findings {
			raised[f.Code] = true
			if first := f.Message[0]; first >= 'A' && first <= 'Z' || strings.HasSuffix(f.Message, ".") || strings.HasSuffix(f.Help, ".") {
				t.Errorf("not in the style of the house: %s / %s", f.Message, f.Help)
			}
		}
	}
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".md") {
				note(string(f.Data))
			}
		}
	}
	for _, test := range limits {
		note(test.text)
	}
	seen := map[string]bool{}
	for _, r := range rules {
		if !raised[r.Code] {
			t.Errorf("no test raises %s", r.Code)
		}
		if seen[r.Code] {
			t.Errorf("%s twice", r.Code)
		}
		seen[r.Code] = true
		if r.Summary == "" || len(r.Explain) < 80 || r.Severity != diag.Error {
			t.Errorf("%s explains nothing", r.Code)
		}
		if r.Summary[0] >= 'A' && r.Summary[0] <= 'Z' || strings.HasSuffix(r.Summary, ".") {
			t.Errorf("%s: not in the style of the house: %s", r.Code, r.Summary)
		}
	}
}

// The answers to HTML and shortcodes name only directives that could exist, and
// are in the style of the house.
func TestAnswers(t *testing.T) {
	for _, table := range Answers {
		for name, answer := range table {
			if name != strings.ToLower(name) || answer == "" || strings.HasSuffix(answer, ".") || answer[0] >= 'A' && answer[0] <= 'Z' {
				t.Errorf("%s: %s", name, answer)
			}
		}
	}
	c := New()
	for _, l := range testLanguages {
		for words := range l.EmptyLinks {
			_, findings := convert(t, c, "[ "+strings.ToUpper(words)+" …](a.md)\n", inLanguage("en"))
			if len(findings) != 1 || findings[0].Code != "markdown/link-text" {
				t.Errorf("%q is in the table and not found", words)
			}
		}
	}
}
