package output

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Two builds into one destination, in every order: a build that began before
// the published one cannot replace it, and one that began after it can.
func TestTwoBuildsAtOnce(t *testing.T) {
	for _, fresh := range []bool{false, true} {
		dir := t.TempDir()
		dest := filepath.Join(dir, "public")
		if !fresh {
			publish(t, dest, pages(2))
		}
		a, b := mustNewDir(t, dest), mustNewDir(t, dest)
		mustFill(t, a, uniform, pages(5))
		mustFill(t, b, uniform, pages(7))
		if err := a.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		c := mustNewDir(t, dest) // tidying must leave running builds alone
		sameFiles(t, "after the first", readTree(t, dest), want(t, pages(5)))
		if err := b.Commit(context.Background()); !errors.Is(err, ErrOvertaken) || !strings.Contains(err.Error(), "build again") {
			t.Fatalf("the build that was overtaken says %v", err)
		}
		sameFiles(t, "after the second", readTree(t, dest), want(t, pages(5)))
		b.Abort()
		mustFill(t, c, uniform, pages(6))
		if err := c.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		sameFiles(t, "after the third", readTree(t, dest), want(t, pages(6)))
		if got := beside(t, dir); !slices.Equal(got, []string{"public"}) {
			t.Errorf("left behind: %v", got)
		}
	}
}

// While one build is between any two steps of its commit, another one that
// began before publishes, or tries to.
func TestOvertakenAtEveryStep(t *testing.T) {
	for _, step := range []string{"synced", "locked", "checked", "marked", "swapped", "settled", "emptied"} {
		dir := t.TempDir()
		dest := filepath.Join(dir, "public")
		publish(t, dest, pages(2))
		slow, quick := mustNewDir(t, dest), mustNewDir(t, dest)
		mustFill(t, slow, uniform, pages(3))
		mustFill(t, quick, uniform, pages(4))
		var second error
		slow.dir.stop = func(point string) {
			if point == step {
				second = quick.Commit(context.Background())
			}
		}
		first := slow.Commit(context.Background())
		quick.Abort()
		slow.Abort()
		expect := pages(3)
		if step == "synced" { // it has no lock yet, so the other one was quicker
			expect = pages(4)
			if !errors.Is(first, ErrOvertaken) || second != nil {
				t.Errorf("overtaken at %s: %v and %v", step, first, second)
			}
		} else if first != nil || second == nil || !strings.Contains(second.Error(), "has not finished") {
			t.Errorf("another build at %s: %v and %v", step, first, second)
		}
		sameFiles(t, "at "+step, readTree(t, dest), want(t, expect))
		if got := beside(t, dir); !slices.Equal(got, []string{"public"}) {
			t.Errorf("left behind: %v", got)
		}
	}
}

// A site that was replaced and then published again has the hash it had, and
// has overtaken all the same. Two builds of one site are both right.
func TestOvertakenBySameBytes(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	publish(t, dest, pages(2))
	slow, same := mustNewDir(t, dest), mustNewDir(t, dest)
	mustFill(t, slow, uniform, pages(3))
	mustFill(t, same, uniform, pages(2))
	publish(t, dest, pages(4))
	publish(t, dest, pages(2))
	if err := slow.Commit(context.Background()); !errors.Is(err, ErrOvertaken) {
		t.Errorf("got %v", err)
	}
	if err := same.Commit(context.Background()); err != nil {
		t.Errorf("a build of what is published: %v", err)
	}
	sameFiles(t, "afterwards", readTree(t, dest), want(t, pages(2)))
	slow.Abort()
	if got := beside(t, filepath.Dir(dest)); !slices.Equal(got, []string{"public"}) {
		t.Errorf("left behind: %v", got)
	}
}

// A destination that somebody emptied was overtaken by nobody.
func TestDestinationTakenAway(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "public")
	publish(t, dest, pages(2))
	s := mustNewDir(t, dest)
	mustFill(t, s, uniform, pages(3))
	if err := os.RemoveAll(dest); err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	sameFiles(t, "afterwards", readTree(t, dest), want(t, pages(3)))
}

// A wait for another build is told, ends when it should, and ends when the
// build is to end.
func TestTurns(t *testing.T) {
	dir := t.TempDir()
	other, err := os.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if busy(other) {
		t.Skip("no locks here")
	}
	dest := filepath.Join(dir, "public")
	told := ""
	tell := func(text string) { told += text + "\n" }
	if _, err := NewDir(context.Background(), dest, Turn{Wait: quietWait / 2, Tell: tell}, false); err == nil || !strings.Contains(err.Error(), "--wait") || told != "" {
		t.Errorf("a short wait: %v, told %q", err, told)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	stop := errors.New("enough")
	_, err = NewDir(ctx, dest, Turn{Wait: time.Hour, Tell: func(text string) { tell(text); cancel(stop) }}, false)
	if !errors.Is(err, stop) || told != "waiting for another build of public to finish, for 1h0m0s at most\n" {
		t.Errorf("a cancelled wait: %v, told %q", err, told)
	}
	s, err := NewDir(context.Background(), dest, Turn{Wait: time.Hour, Tell: func(string) { other.Close() }}, false)
	if err != nil {
		t.Fatalf("the other build ended, and this one says %v", err)
	}
	mustFill(t, s, uniform, pages(1))
	if err := s.Commit(ctx); !errors.Is(err, stop) {
		t.Errorf("a cancelled commit: %v", err)
	}
	s.Abort()
	if got := beside(t, dir); len(got) > 0 {
		t.Errorf("left behind: %v", got)
	}
}
