package diag

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRules(t *testing.T) {
	got := Rules("# a/b: one\n\nWords.\n\n    # not a heading\n\n# a/c (warning): two: with a colon\n\nMore.\n")
	want := []Rule{
		{Code: "a/b", Severity: Error, Summary: "one", Explain: "Words.\n\n    # not a heading"},
		{Code: "a/c", Severity: Warning, Summary: "two: with a colon", Explain: "More."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{"# a/b one\n\nWords.\n", "# a/b: one\n", "# ab: one\n\nWords.\n"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q is taken for a rule", bad)
				}
			}()
			Rules(bad)
		}()
	}
}
