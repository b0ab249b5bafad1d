package serve

import "time"

// A save is seldom one event. vim writes a new file, renames it and deletes the
// old one; others write a file beside it and rename that over it; a checkout
// writes hundreds. settler says when such a burst is over, so that each makes one
// build and one reload. It knows the time only by being told, and waits for
// nothing itself.
type settler struct {
	// busy reports that somebody is in the middle of many changes, and says so:
	// Git, while its lock is there (git.go). Nil for never.
	busy func() bool

	first, last time.Time // of the burst; zero when there is none
	count       int       // changes in it
}

const (
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
	left := s.last.Add(min(quietMost, quiet+time.Duration(s.count-1)*quietMore)).Sub(now)
	switch age := now.Sub(s.first); {
	case age < busyMost && s.busy != nil && s.busy():
		return max(left, quiet), true
	case age >= burstMost:
		return 0, true
	}
	return max(left, 0), true
}

// done forgets the burst.
func (s *settler) done() { s.first, s.last, s.count = time.Time{}, time.Time{}, 0 }
