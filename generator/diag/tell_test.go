package diag

import (
	"strings"
	"testing"
)

// Many pages that are nearly too long must not hide the one mistake.
func TestTell(t *testing.T) {
	of := func(n int, s Severity, code string) (list []Finding) {
		for range n {
			list = append(list, Finding{Code: code, Severity: s, Pos: Pos{File: "a.md", Line: 3, Col: 5}, Message: "it is so"})
		}
		return list
	}
	told := func(list ...Finding) string {
		var b strings.Builder
		if err := Tell(&b, list, nil); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	const one = "a.md:3:5: error[a/wrong]: it is so"
	for name, list := range map[string][]Finding{
		"few":           append(of(2, Error, "a/wrong"), of(3, Info, "a/known")...),
		"much is known": append(of(2, Error, "a/wrong"), of(Many, Info, "a/known")...),
	} {
		if got := told(list...); strings.Count(got, one) != 2 || !strings.HasPrefix(got, one) {
			t.Errorf("%s:\n%s", name, got)
		}
	}
	var notes []Finding // each says something else
	for i, f := range of(Many+1, Info, "a/known") {
		f.Message += strings.Repeat(" and so", i)
		notes = append(notes, f)
	}
	if got := told(notes...); strings.Count(got, "info[a/known]") != 2 || !strings.Contains(got, "--only a/known --max 0 tells every one") {
		t.Errorf("what is only worth knowing:\n%s", got)
	}
	many := told(append(of(Many+1, Error, "a/wrong"), of(Many+1, Info, "a/known")...)...)
	if strings.HasPrefix(many, one) || !strings.Contains(many, "== a/wrong") {
		t.Errorf("many mistakes:\n%s", many)
	}
}
