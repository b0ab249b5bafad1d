package pipeline

import (
	"os"
	"slices"
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// TestEverySourceReachesItsPages changes and expires each entry of the register
// that ships with the site: every page that cites it must change, or be named.
func TestEverySourceReachesItsPages(t *testing.T) {
	sitetest.Costly(t)
	in := shipped(t)
	was, before := mustBuild(t, in)
	if n := diag.Count(was.Findings, diag.Error); n > 0 {
		t.Fatalf("%.2000s", sitetest.Text(was.Findings))
	}
	if len(was.Site.Sources) == 0 {
		t.Skip("there are no sources")
	}
	citing := map[string][]string{} // sources to output files
	files := map[string][]string{}  // and to the pages' own
	for i, o := range was.Outcomes {
		for _, c := range o.Said.Cites {
			p := was.Site.Pages[i]
			citing[c.ID], files[c.ID] = append(citing[c.ID], p.Output), append(files[c.ID], p.File())
		}
	}
	data, err := os.ReadFile("../../content/sources.yaml")
	if err != nil {
		t.Fatal(err)
	}
	entries := strings.Split(string(data), "\n- ")
	// All titles at once: what does not change does not take its source from the
	// register.
	for i := 1; i < len(entries); i++ {
		head, rest, ok := strings.Cut(entries[i], "\n  by: ")
		if !ok {
			t.Fatalf("no by in %.40q", entries[i])
		}
		if rest[0] == '"' {
			head, rest = head+"\n  by: \"Quite another, ", rest[1:]
		} else {
			head += "\n  by: Quite another, "
		}
		entries[i] = head + rest
	}
	_, after := mustBuild(t, write(t, in, "content/sources.yaml", strings.Join(entries, "\n- ")))
	for id, outputs := range citing {
		for _, o := range outputs {
			if string(before[o]) == string(after[o]) {
				t.Errorf("%s cites %s, and stays as it is when that changes", o, id)
			}
		}
	}
	// And in ten years.
	in.Clock = in.Clock.AddDate(10, 0, 0)
	res, _ := mustBuild(t, in)
	for id, pages := range files {
		told := slices.IndexFunc(res.Findings, func(f diag.Finding) bool {
			return f.Code == "date/due" && strings.Contains(f.Message, "the source "+id+" was")
		})
		if told < 0 {
			t.Errorf("nobody is told that %s is overdue", id)
			continue
		}
		for _, page := range pages {
			if !slices.ContainsFunc(res.Findings[told].Also, func(p diag.Pos) bool { return p.File == page }) {
				t.Errorf("%s is overdue, and %s, which cites it, is not named", id, page)
			}
		}
	}
}
