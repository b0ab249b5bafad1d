package audit

import (
	"strings"
	"testing"
)

// TestRules checks that every check belongs to a documented rule, every rule
// has a check, and all words are there.
func TestRules(t *testing.T) {
	documented := map[string]bool{}
	last := ""
	for _, r := range Rules() {
		if r.Code <= last {
			t.Errorf("%s comes after %s", r.Code, last)
		}
		last = r.Code
		documented[r.Code] = false
		if r.Summary == "" || len(r.Explain) < 40 || strings.HasSuffix(r.Summary, ".") {
			t.Errorf("%s is not explained", r.Code)
		}
	}
	for check, w := range strictRules.says {
		code, what, ok := strings.Cut(check, "#")
		if _, known := documented[code]; !known || !ok || what == "" {
			t.Errorf("the check %s belongs to no rule", check)
		}
		documented[code] = true
		if w.message == "" || w.help == "" || strings.HasSuffix(w.message, ".") || strings.HasSuffix(w.help, ".") {
			t.Errorf("the words of %s are not right: %q, %q", check, w.message, w.help)
		}
	}
	for code, used := range documented {
		if !used {
			t.Errorf("no check belongs to the rule %s", code)
		}
	}
	if n := strings.Count(wordsText, "\n") - strings.Count(wordsText, "\n\n") - strings.Count("\n"+wordsText, "\n# "); n != len(strictRules.says) {
		t.Errorf("%d lines of strictRules.says, but %d checks: a line is not read", n, len(strictRules.says))
	}
	t.Logf("%d rules, %d checks", len(documented), len(strictRules.says))
}
