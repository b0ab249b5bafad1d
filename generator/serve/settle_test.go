package serve

import (
	"testing"
	"time"
)

// A burst is over when nothing has happened for a while; what the clock says is
// told, so that no test waits.
func TestSettler(t *testing.T) {
	start := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	for _, test := range []struct {
		name    string
		changes []int // when, in milliseconds
		busy    bool
		now     int
		wait    int // in milliseconds; 0 for over
	}{
		{"a save", []int{0}, false, 0, 25},
		{"a save, a little later", []int{0}, false, 24, 1},
		{"a save is over", []int{0}, false, 25, 0},
		{"a save is over for long", []int{0}, false, 900, 0},
		{"vim: a new file, the old one away, a rename", []int{0, 3, 4, 9, 12}, false, 30, 15},
		{"vim is done", []int{0, 3, 4, 9, 12}, false, 45, 0},
		{"many files, with breaks", many(200, 10), false, 2000, 240},
		{"many files are over", many(200, 10), false, 2240, 0},
		{"a program that never stops writing", many(400, 10), false, 3990, 0},
		{"Git writes", []int{0}, true, 25, 25},
		{"Git still writes", []int{0}, true, 19_999, 25},
		{"Git has left its lock behind", []int{0}, true, 20_000, 0},
	} {
		s := settler{busy: func() bool { return test.busy }}
		for _, ms := range test.changes {
			s.change(at(ms))
		}
		wait, burst := s.wait(at(test.now))
		if want := time.Duration(test.wait) * time.Millisecond; !burst || wait != want {
			t.Errorf("%s: %v %v, want %v", test.name, wait, burst, want)
		}
		if s.done(); s.count != 0 || !s.first.IsZero() {
			t.Errorf("%s is not forgotten", test.name)
		}
		if _, burst := s.wait(at(test.now)); burst {
			t.Errorf("%s: a burst of nothing", test.name)
		}
	}
}

// A build may begin when little has happened for a moment, but only once in a
// burst, and never while somebody is in the middle of many changes.
func TestSettlerTries(t *testing.T) {
	start := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	for _, test := range []struct {
		name        string
		changes     []int // when, in milliseconds
		busy, tried bool
		now         int
		wait        int // in milliseconds
		endless     bool
	}{
		{"a save", []int{0}, false, false, 0, 4, false},
		{"a save is written", []int{0}, false, false, 4, 0, false},
		{"a save comes in two parts", []int{0, 3}, false, false, 4, 3, false},
		{"a save goes on after a build has begun", []int{0, 10}, false, true, 14, 23, false},
		{"a save that went on is over", []int{0, 10}, false, true, 37, 0, false},
		{"Git writes", []int{0}, true, false, 10, 25, false},
		{"a program that never stops writing", many(400, 10), false, true, 3990, 0, true},
	} {
		s := settler{busy: func() bool { return test.busy }}
		for _, ms := range test.changes {
			s.change(at(ms))
		}
		if test.tried {
			s.begun()
		}
		wait := s.try(at(test.now))
		if want := time.Duration(test.wait) * time.Millisecond; wait != want || s.endless(at(test.now)) != test.endless {
			t.Errorf("%s: %v %v, want %v %v", test.name, wait, s.endless(at(test.now)), want, test.endless)
		}
		if s.done(); s.tried {
			t.Errorf("%s: what was tried is not forgotten", test.name)
		}
	}
}

// many are n changes, every so many milliseconds.
func many(n, every int) (list []int) {
	for i := range n {
		list = append(list, i*every)
	}
	return list
}
