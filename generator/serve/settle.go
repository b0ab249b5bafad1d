package serve

import (
	"cmp"
	"time"
)

// A save is seldom one event. vim writes a new file, renames it and deletes the
// old one; others write a file beside it and rename that over it; a checkout
// writes hundreds. settler says when such a burst is over, so that each makes one
// reload. Since most bursts are over when they seem to have begun, it also says
// when a build may begin that is shown if nothing more has happened when the
// burst is over, and thrown away otherwise: the waiting then costs nobody time. It
// knows the time only by being told, and waits for nothing itself.
type settler struct {
	// busy reports that somebody is in the middle of many changes, and says so:
	// Git, while its lock is there (git.go). Nil for never.
	busy func() bool

	// still replaces how long nothing may happen, for tests; 0 for not.
	still time.Duration

	first, last time.Time // of the burst; zero when there is none
	count       int       // changes in it
	tried       bool      // a build has been begun in it
}

const (
	// soon is how long nothing may have happened before a build is tried, once in
	// a burst: in less than that a file is written that fits into memory.
	soon = 4 * time.Millisecond
	// quiet is how long nothing may happen before a burst is over: with every
	// further change in it a little longer, since many files may be unpacked with
	// breaks between them, but never longer than quietMost.
	quiet     = 25 * time.Millisecond
	quietMore = 2 * time.Millisecond
	quietMost = 250 * time.Millisecond
	// burstMost is how long a burst may last before a build is made all the
	// same, and busyMost how long somebody's lock is believed: one may have been
	// left behind.
	burstMost = 3 * time.Second
	busyMost  = 20 * time.Second
)

// change takes note of a change.
func (s *settler) change(now time.Time) {
	if s.count == 0 {
		s.first = now
	}
	s.last = now
	s.count++
}

// wait says whether there is a burst and, if so, after how long to ask again; 0
// when it is over.
func (s *settler) wait(now time.Time) (time.Duration, bool) {
	if s.count == 0 {
		return 0, false
	}
	still := cmp.Or(s.still, min(quietMost, quiet+time.Duration(s.count-1)*quietMore))
	left := s.last.Add(still).Sub(now)
	switch age := now.Sub(s.first); {
	case age < busyMost && s.busy != nil && s.busy():
		return max(left, quiet), true
	case age >= burstMost:
		return 0, true
	}
	return max(left, 0), true
}

// try says after how long a build may begin, of a burst that may have more to come;
// 0 for now.
func (s *settler) try(now time.Time) time.Duration {
	left, _ := s.wait(now)
	if s.tried || s.busy != nil && s.busy() {
		return left
	}
	return min(left, max(s.last.Add(soon).Sub(now), 0))
}

// endless says that a burst is taking so long that what is made in it is shown,
// although there is something newer.
func (s *settler) endless(now time.Time) bool { return now.Sub(s.first) >= burstMost }

// begun takes note that a build has.
func (s *settler) begun() { s.tried = true }

// done forgets the burst.
func (s *settler) done() { s.first, s.last, s.count, s.tried = time.Time{}, time.Time{}, 0, false }
