//go:build unix

package output

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sotto/generator/sitetest"
)

// A warm build that is killed between any two steps leaves exactly the old
// site or exactly the new one, and the next build, warm or cold, makes what a
// cold one makes, and tidies up.
func TestWarmKilledAtEveryStep(t *testing.T) {
	old, new := coldImage(t, plain, oldSite()), coldImage(t, plain, newSite())
	later := pages(9)
	last := coldImage(t, plain, later)
	for _, start := range []string{"spare", "cold", "first"} {
		for i, stop := range []string{
			"made", "half", "put", "finished", "adopted", "cleared", "moved", "linked", "synced", "locked", "checked", "marked",
			"away", "swapped", "settled", "emptied", "listed", "spared", "committed",
		} {
			switch { // steps that are not taken
			case stop == "away", (stop == "adopted" || stop == "cleared" || stop == "moved") && start != "spare", stop == "linked" && start == "spare":
				continue
			case start == "spare" && i%5 > 0 && !sitetest.Soak():
				continue
			case start != "spare" && !sitetest.Soak() && !slices.Contains([]string{"linked", "marked", "swapped", "listed", "spared"}, stop):
				continue // these differ from the usual one only around the links and the swap
			}
			dir := t.TempDir()
			dest := filepath.Join(dir, "public")
			switch start {
			case "spare":
				remembered{}.publish(t, dest, plain, oldSite())
			case "cold":
				s := mustNewDir(t, dest)
				mustFill(t, s, plain, oldSite())
				if err := s.Commit(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			cmd := child(dest, stop, false)
			cmd.Env = append(cmd.Env, "SOTTO_TEST_WARM=1", "SOTTO_TEST_PLAIN=1")
			if cmd.Run() == nil {
				t.Fatalf("%s, %s: the child was not killed", start, stop)
			}
			where := start + ", killed at " + stop
			expect := old
			if slices.Contains([]string{"swapped", "settled", "emptied", "listed", "spared", "committed"}, stop) {
				expect = new
			} else if start == "first" {
				expect = nil
			}
			check := func(what string) {
				t.Helper()
				if expect == nil {
					if _, err := os.Lstat(dest); err == nil {
						t.Errorf("%s%s: there is a site", where, what)
					}
					return
				}
				sameImage(t, where+what, imageOf(t, dest), expect)
			}
			check("")
			warmDir(t, dest).Abort()
			check(", after a start")
			expect = last
			if i%2 == 0 {
				remembered{}.publish(t, dest, plain, later)
				check(", after a warm build")
				checkSpare(t, where, dest)
			}
			s := mustNewDir(t, dest)
			mustFill(t, s, plain, later)
			if err := s.Commit(t.Context()); err != nil {
				t.Fatal(err)
			}
			check(", after a cold build")
			if got := beside(t, dir); !slices.Equal(got, []string{"public"}) {
				t.Errorf("%s: left behind %v", where, got)
			}
		}
	}
}
