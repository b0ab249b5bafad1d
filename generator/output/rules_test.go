package output

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sotto/generator/diag"
)

// Every rule is raised by some input, and every code that is raised is a rule.
func TestRules(t *testing.T) {
	raised := map[string]diag.Severity{}
	note := func(list []diag.Finding) {
		for _, f := range list {
			raised[f.Code] = f.Severity
		}
	}
	refusal := func(spoil func(dest string)) {
		dest := filepath.Join(t.TempDir(), "public")
		spoil(dest)
		_, err := NewDir(context.Background(), dest, Turn{}, false)
		var r *Refused
		if !errors.As(err, &r) {
			t.Errorf("no refusal: %v", err)
			return
		}
		note(r.Findings)
	}
	file := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	refusal(func(d string) { file(d, "") })
	refusal(func(d string) { file(d+"/x", "") })
	refusal(func(d string) { publish(t, d, pages(1)); file(d+"/x", "") })
	refusal(func(d string) { publish(t, d, pages(1)); file(d+"/robots.txt", "x") })

	damaged := filepath.Join(t.TempDir(), "public")
	publish(t, damaged, pages(1))
	if err := os.Remove(damaged + "/robots.txt"); err != nil {
		t.Fatal(err)
	}
	note(mustNewDir(t, damaged).Damage())

	o := uniform
	note(fill(t, NewMemory(), o, map[string][]byte{"a b": nil, "x": nil, "X": nil, "long.html": make([]byte, 1<<20)}, 1))
	note(fill(t, NewMemory(), o, map[string][]byte{"near.html": make([]byte, o.Size.PageBytes-1)}, 1))
	note([]diag.Finding{OverBooklet("guide.epub", 2, 1)})
	o.Size.TransferBytes = 100
	note(fill(t, NewMemory(), o, map[string][]byte{"a.html": sample(3000)}, 1))

	rules := Rules()
	if !slices.IsSortedFunc(rules, func(a, b diag.Rule) int { return strings.Compare(a.Code, b.Code) }) {
		t.Error("the rules are not sorted")
	}
	for _, r := range rules {
		severity, ok := raised[r.Code]
		if !ok || severity != r.Severity {
			t.Errorf("%s: raised %v, with severity %v", r.Code, ok, severity)
		}
		delete(raised, r.Code)
		if r.Summary == "" || len(r.Explain) < 100 {
			t.Errorf("%s is hardly explained", r.Code)
		}
	}
	for code := range raised {
		t.Errorf("%s is raised and is not a rule", code)
	}
}
