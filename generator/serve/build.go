package serve

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"sotto/generator/diag"
)

// state is what there is to see after a build. It never changes.
type state struct {
	run   string // of which Preview it is
	build int    // how many there have been
	// site is the last one that may be published, and good that there is one.
	site Site
	good bool
	// changed are the addresses of pages that the build before had otherwise, as
	// far as they are worth telling (news.go).
	changed []string
	// before is the last site of which the whole is known to be good, while site is
	// one of which it is not known yet; otherwise nil.
	before *Site
	// What the latest build has found, and what it knows of the work to do.
	findings []diag.Finding
	err      error
	status   func() []Register
	turns    time.Time // when the site changes by itself
}

// broken reports that the latest build may not be published: what is shown is of
// an earlier one, or nothing.
func (s *state) broken() bool { return s.err != nil || diag.Count(s.findings, diag.Error) > 0 }

// name tells one build from all others, also after a restart.
func (s *state) name() string { return fmt.Sprintf("%s.%d", s.run, s.build) }

// Refresh builds the whole site and tells all pages that are open.
func (p *Preview) Refresh() { p.remake(Changes{All: true}, nil)() }

// remake builds the site, and returns what tells all pages that are open. That may
// never be called: what was built is then as if it had not been. It is nil when
// nothing was built yet. early, when not nil, is told what shows the pages before
// the whole is known.
func (p *Preview) remake(c Changes, early func(show func())) (show func()) {
	p.building.Lock()
	defer p.building.Unlock()
	p.made++
	n := p.made
	if early != nil {
		c.Early = func(site Site) { early(func() { p.advance(n, site) }) }
	}
	site, err := p.build(c)
	if c.Open && errors.Is(err, ErrNotYet) {
		return nil
	}
	return func() { p.put(n, site, err) }
}

// put puts what the nth build has made in the place of what is shown, unless
// something newer is.
func (p *Preview) put(n int, site Site, err error) {
	p.mu.Lock()
	if n < p.shown {
		p.mu.Unlock()
		return
	}
	p.shown = n
	s := &state{run: p.run, build: 1}
	if p.now != nil {
		*s = *p.now
		s.build++
	}
	s.findings, s.err = site.Findings, err
	if err == nil {
		s.status = site.Status
	}
	s.turns = site.Next // nobody knows it of a build that broke off
	s.changed = nil
	was := s.site
	switch {
	case !s.broken():
		s.site = site
	case s.before != nil: // it has not turned out well
		s.site = *s.before
	}
	if s.before = nil; s.good {
		s.changed = changed(was, s.site)
	}
	s.good = s.good || !s.broken()
	p.now = s
	close(p.next)
	p.next = make(chan struct{})
	p.mu.Unlock()

	if err == nil {
		go p.tell(s.build, s.findings) // beside the answers: the terminal may be stopped
	}
}

// advance shows the pages of the nth build, of which the rest is not known yet.
func (p *Preview) advance(n int, site Site) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.now == nil || !p.now.good || n < p.shown {
		return
	}
	p.shown = n
	s := *p.now
	s.build++
	if s.before == nil {
		s.before = &p.now.site
	}
	s.site, s.changed = site, changed(s.site, site)
	p.now = &s
	close(p.next)
	p.next = make(chan struct{})
}

// build is Build, whose panic is an error like others: it is shown, until
// something changes that could mend it.
func (p *Preview) build(c Changes) (s Site, err error) {
	defer func() {
		if v := recover(); v != nil {
			s, err = Site{}, fmt.Errorf("the build broke off, which is a mistake in sotto: %v\n\n%s", v, debug.Stack())
		}
	}()
	return p.Build(c)
}

// tell reports what a build has found, unless a later one was reported before.
func (p *Preview) tell(build int, list []diag.Finding) {
	p.telling.Lock()
	defer p.telling.Unlock()
	if build > p.told {
		p.told = build
		p.Tell(list)
	}
}

// current returns the latest state, nil before the first build, and a channel that is
// closed when there is another.
func (p *Preview) current() (*state, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now, p.next
}

// latest is the latest state. It waits for the first build, and is nil when
// whoever asks has gone before.
func (p *Preview) latest(ctx context.Context) *state {
	for {
		s, next := p.current()
		if s != nil {
			return s
		}
		select {
		case <-next:
		case <-ctx.Done():
			return nil
		}
	}
}

// digest tells one document from another.
func (d document) digest() string {
	h := sha256.New()
	fmt.Fprintln(h, d.status)
	h.Write(d.data)
	return hex.EncodeToString(h.Sum(nil)[:12])
}
