//go:build unix

package output

import (
	"bytes"
	"context"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"sotto/generator/sitetest"
)

func umask(mask int) int { return syscall.Umask(mask) }

// TestMain is the child that gets killed, when it is told a destination.
func TestMain(m *testing.M) {
	if dest := os.Getenv("SOTTO_TEST_BUILD"); dest != "" {
		killableBuild(dest, os.Getenv("SOTTO_TEST_STOP"), os.Getenv("SOTTO_TEST_RENAME") != "")
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// killableBuild publishes newSite, and kills its own process at a point.
func killableBuild(dest, stop string, rename bool) {
	check := func(err error) {
		if err != nil {
			os.Stderr.WriteString(err.Error())
			os.Exit(1)
		}
	}
	die := func(point string) {
		if point == stop && os.Getenv("SOTTO_TEST_PAUSE") != "" {
			// The signal reaches the threads one by one: this one waits here
			// until the process goes on.
			woken := make(chan os.Signal, 1)
			signal.Notify(woken, syscall.SIGCONT)
			syscall.Kill(os.Getpid(), syscall.SIGSTOP)
			<-woken
		} else if point == stop {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	s, err := NewDir(context.Background(), dest, Turn{Wait: time.Minute}, os.Getenv("SOTTO_TEST_WARM") != "")
	check(err)
	s.dir.stop, s.dir.noExchange = die, rename
	die("made")
	o := uniform
	if os.Getenv("SOTTO_TEST_PLAIN") != "" {
		o = plain
	}
	check(s.Begin(o))
	files := newSite()
	if os.Getenv("SOTTO_TEST_OLD") != "" {
		files = oldSite()
	}
	for i, name := range slices.Sorted(maps.Keys(files)) {
		_, _, err := s.Put(name, files[name])
		check(err)
		if i == 10 {
			die("half")
		}
	}
	die("put")
	_, err = s.Finish()
	check(err)
	die("finished")
	check(s.Commit(context.Background()))
	die("committed")
}

func newSite() map[string][]byte { return pages(12) }

func oldSite() map[string][]byte {
	files := pages(7)
	files["gone/index.html"] = sample(800)
	return files
}

func child(dest, stop string, rename bool) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "SOTTO_TEST_BUILD="+dest, "SOTTO_TEST_STOP="+stop)
	if rename {
		cmd.Env = append(cmd.Env, "SOTTO_TEST_RENAME=1")
	}
	return cmd
}

// whole says which site a destination holds: "old", "new", "none", or
// "broken".
func whole(t *testing.T, dest string, old, new map[string][]byte) string {
	t.Helper()
	if _, err := os.Stat(dest); err != nil {
		return "none"
	}
	got := readTree(t, dest)
	switch {
	case maps.EqualFunc(got, old, bytes.Equal):
		return "old"
	case maps.EqualFunc(got, new, bytes.Equal):
		return "new"
	}
	return "broken"
}

// A build that is killed between any two steps leaves exactly the old site or
// exactly the new one, and the next build succeeds and tidies up.
func TestKilledAtEveryStep(t *testing.T) {
	old, new := want(t, oldSite()), want(t, newSite())
	steps := []struct {
		stop           string
		expect, rename string // without and with the one-step swap
	}{
		{"made", "old", "old"}, {"half", "old", "old"}, {"put", "old", "old"}, {"finished", "old", "old"},
		{"synced", "old", "old"}, {"locked", "old", "old"}, {"checked", "old", "old"}, {"marked", "old", "old"},
		// Only here, and only where folders cannot be exchanged, there is no
		// site until the next start puts the old one back.
		{"away", "new", "none"},
		{"swapped", "new", "new"}, {"settled", "new", "new"}, {"emptied", "new", "new"}, {"committed", "new", "new"},
	}
	for _, c := range sitetest.Some(steps, 6) {
		for _, rename := range []bool{false, true} {
			for _, first := range []bool{false, true} {
				if first && rename { // nothing to rename away
					continue
				}
				// The other ways differ from the usual one only around the swap.
				if (first || rename) && !sitetest.Soak() && !slices.Contains([]string{"marked", "away", "swapped"}, c.stop) {
					continue
				}
				expect := c.expect
				if rename {
					expect = c.rename
				}
				if first && expect == "none" {
					expect = "new" // nothing had to be renamed away
				}
				if first && expect == "old" {
					expect = "none"
				}
				dir := t.TempDir()
				dest := filepath.Join(dir, "public")
				if !first {
					publish(t, dest, oldSite())
				}
				err := child(dest, c.stop, rename).Run()
				if killed := err != nil; !killed && c.stop != "away" {
					t.Fatalf("%s: the child was not killed", c.stop)
				}
				if got := whole(t, dest, old, new); got != expect {
					t.Errorf("killed at %s (rename %v, first %v): the site is %s, want %s", c.stop, rename, first, got, expect)
				}
				// Starting alone puts right what can be put right.
				s, err := NewDir(context.Background(), dest, Turn{}, false)
				if err != nil {
					t.Fatalf("starting after a kill at %s: %v", c.stop, err)
				}
				if expect == "none" && !first {
					expect = "old"
				}
				if got := whole(t, dest, old, new); got != expect {
					t.Errorf("after a start after a kill at %s (rename %v, first %v): the site is %s, want %s", c.stop, rename, first, got, expect)
				}
				s.Abort()
				publish(t, dest, newSite())
				if got := whole(t, dest, old, new); got != "new" {
					t.Errorf("the build after a kill at %s left a site that is %s", c.stop, got)
				}
				if got := beside(t, dir); !slices.Equal(got, []string{"public"}) {
					t.Errorf("left behind after a kill at %s: %v", c.stop, got)
				}
			}
		}
	}
}

// A build that is paused, overtaken and woken again publishes nothing: what was
// withdrawn meanwhile stays withdrawn.
func TestPausedBuild(t *testing.T) {
	for _, stop := range []string{"made", "finished", "synced"} {
		dir := t.TempDir()
		dest := filepath.Join(dir, "public")
		publish(t, dest, pages(2))
		cmd := child(dest, stop, false)
		cmd.Env = append(cmd.Env, "SOTTO_TEST_PAUSE=1")
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var status syscall.WaitStatus
		if _, err := syscall.Wait4(cmd.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil || !status.Stopped() {
			t.Fatalf("the build was not paused at %s: %v, %v", stop, status, err)
		}
		publish(t, dest, pages(3))
		cmd.Process.Signal(syscall.SIGCONT)
		if err := cmd.Wait(); err == nil || !strings.Contains(said.String(), "another build published it") {
			t.Errorf("paused at %s: %v, %q", stop, err, said.String())
		}
		sameFiles(t, "after a pause at "+stop, readTree(t, dest), want(t, pages(3)))
	}
}

// Two builds race: one of the two sites is there at the end, whole, and a build
// that did not publish says why.
func TestRacingBuilds(t *testing.T) {
	races := 2
	if sitetest.Soak() {
		races = 100
	}
	old, new := want(t, oldSite()), want(t, newSite())
	outcomes := map[string]int{}
	for i := range races {
		dest := filepath.Join(t.TempDir(), "public")
		if i%2 == 0 {
			publish(t, dest, pages(2))
		}
		var said [2]bytes.Buffer
		var racers [2]*exec.Cmd
		for n := range racers {
			racers[n] = child(dest, "", false)
			racers[n].Stderr = &said[n]
			if n == 1 {
				racers[n].Env = append(racers[n].Env, "SOTTO_TEST_OLD=1")
			}
			if err := racers[n].Start(); err != nil {
				t.Fatal(err)
			}
		}
		published := 0
		for n, c := range racers {
			if c.Wait() == nil {
				published++
			} else if text := said[n].String(); !strings.Contains(text, "build again") {
				t.Errorf("race %d: a build that lost says %q", i, text)
			}
		}
		got := whole(t, dest, old, new)
		outcomes[got]++
		if published == 0 || got != "old" && got != "new" {
			t.Fatalf("race %d: %d builds published, and the site is %s", i, published, got)
		}
	}
	t.Logf("after %d races the site was %v", races, outcomes)
}

// The same for kills at any time, from outside.
func TestKilledAtAnyTime(t *testing.T) {
	old, new := want(t, oldSite()), want(t, newSite())
	dest := filepath.Join(t.TempDir(), "public")
	start := time.Now()
	if err := child(dest, "", false).Run(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	kills := 5
	if sitetest.Soak() {
		kills = 500
	}
	outcomes := map[string]int{}
	for i := range kills {
		publish(t, dest, oldSite())
		cmd := child(dest, "", i%2 == 1)
		if i%4 > 1 {
			cmd.Env = append(cmd.Env, "SOTTO_TEST_WARM=1")
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(took * time.Duration(i) / time.Duration(kills))
		cmd.Process.Kill()
		cmd.Wait()
		got := whole(t, dest, old, new)
		outcomes[got]++
		if got == "none" && i%2 == 1 { // between two renames; see above
			s := mustNewDir(t, dest)
			got = whole(t, dest, old, new)
			s.Abort()
		}
		if got != "old" && got != "new" {
			t.Fatalf("kill %d: the site is %s", i, got)
		}
	}
	t.Logf("after %d kills the site was %v", kills, outcomes)
	publish(t, dest, newSite())
	if got := beside(t, filepath.Dir(dest)); !slices.Equal(got, []string{"public"}) {
		t.Errorf("left behind: %v", got)
	}
}

// A disk that fills up fails the build and leaves the old site.
func TestUnwritable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write anywhere")
	}
	dir := t.TempDir()
	dest := filepath.Join(dir, "public")
	publish(t, dest, oldSite())
	os.Chmod(dir, 0o555)
	defer os.Chmod(dir, 0o755)
	if _, err := NewDir(context.Background(), dest, Turn{}, false); err == nil || !strings.Contains(err.Error(), "staging folder") {
		t.Errorf("got %v", err)
	}
}
