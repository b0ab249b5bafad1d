package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"io/fs"
	"slices"
	"time"

	"sotto/generator/derived"
	"sotto/generator/diag"
	"sotto/generator/load"
	"sotto/generator/output"
	"sotto/generator/site"
)

// Built is a build that has ended, and all that it was made with. Where only texts
// below the front matter of pages have changed since, Edit goes on with it: it
// makes these pages and what all pages together show, and nothing else. What it
// comes to is what a whole build would have: it rests on the same as a cache does
// (see keys.go), that a page's text changes no other page.
//
// A Built is for one goroutine. Its Results are read by others, and never change.
type Built struct {
	// Result is that of the latest build.
	Result *Result

	in      Inputs
	site    *site.Site
	line    *line          // nil when the site is too broken for any page
	derived []derived.File // made of the model alone
	found   []diag.Finding // before any page was made
	ends    bool           // with its Result: there is no Edit

	// What Edit has to know; see Open.
	places map[string]int  // of pages in Site.Pages, by their source
	until  time.Time       // when a whole build is due
	stale  map[string]bool // sources that an Edit that failed had begun with
}

// Open is Build, and keeps what Edit needs.
func Open(ctx context.Context, in Inputs, stage *output.Stage) (*Built, error) {
	b := &Built{in: in, stale: map[string]bool{}, places: map[string]int{}}
	if err := b.build(ctx, stage); err != nil {
		return nil, err
	}
	b.until = b.turns()
	for i, p := range b.site.Pages {
		b.places[p.Source] = i
	}
	return b, nil
}

// turns is the first instant after the build's clock at which the passing of time
// may change an outcome: a day ends (see keysOf), or one of a page's own instants,
// or one of the site's, is past.
func (b *Built) turns() time.Time {
	now := b.site.Clock
	first := b.site.NextChange
	note := func(t time.Time) {
		if t.After(now) && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	for _, zone := range []*time.Location{cmp.Or(b.site.Config.TimeZone, time.UTC), time.UTC, now.Location()} {
		day := now.In(zone)
		note(time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, zone))
	}
	for _, p := range b.site.Pages {
		for _, t := range instants(p) {
			note(t)
			note(t.Add(1)) // it may be compared either way
		}
	}
	return first
}

// Edit is what has changed since a build.
type Edit struct {
	// Clock is the instant of the new build.
	Clock time.Time
	// Content is the folder content/ as it is now; nil when it is the same one.
	Content fs.FS
	// Pages are the sources of pages, below content/, that may have changed.
	// Nothing else has.
	Pages []string
	// Made, when not nil, is called when these pages are on the stage, and what
	// the whole shows is not yet known; not when one of them has an error.
	Made func()
}

// Edit builds again onto a stage, which must follow that of the last build without
// errors where stages keep files. It reports whether it could: otherwise more has
// changed than texts, nothing has been done, and a whole build is due. After an
// error it can be tried again.
func (b *Built) Edit(ctx context.Context, e Edit, stage *output.Stage) (bool, error) {
	l := b.line
	if l == nil || l.lost != nil || e.Clock.Before(b.site.Clock) || !e.Clock.Before(b.until) {
		return false, nil
	}
	if e.Content == nil {
		e.Content = b.in.Content
	}
	// Nothing is written before all of them are known to be texts.
	texts := map[int][]byte{}
	for source := range b.stale {
		e.Pages = append(e.Pages, source)
	}
	for _, source := range e.Pages {
		i, ok := b.places[source]
		if !ok {
			return false, nil
		}
		if texts[i] != nil {
			continue
		}
		p := b.site.Pages[i]
		text, ok := load.Reread(e.Content, p)
		if !ok || string(text[:p.BodyStart]) != p.Front || b.told(p.File()) {
			return false, nil
		}
		texts[i] = text
	}
	if err := stage.Begin(output.Options{Size: b.site.Config.Size, Booklets: b.site.Config.Booklets, Types: b.site.Types}); err != nil {
		return false, err
	}
	for i, text := range texts {
		p := b.site.Pages[i]
		b.stale[p.Source] = true
		p.Text, p.Digest = text, sha256.Sum256(text)
	}
	b.in.Content, l.content = e.Content, e.Content
	before := l.outcomes
	if err := b.remake(ctx, e.Made, texts, stage); err != nil {
		l.outcomes = before
		l.lost = nil
		return true, err
	}
	clear(b.stale)
	return true, nil
}

// told says that something was found in a file before any page was made: that may
// have gone with its text.
func (b *Built) told(file string) bool {
	return slices.ContainsFunc(b.found, func(f diag.Finding) bool {
		return f.Pos.File == file || slices.ContainsFunc(f.Also, func(p diag.Pos) bool { return p.File == file })
	})
}

// remake makes some pages, and takes over all others.
func (b *Built) remake(ctx context.Context, made func(), texts map[int][]byte, stage *output.Stage) error {
	l := b.line
	l.outcomes = slices.Clone(l.outcomes) // the last ones are somebody's Result
	l.stage, l.again = stage, l.again.on(stage)
	l.proof, l.progress, l.rest = nil, nil, Finished{} // the proof is of pages alone
	var pages []int
	for i := range l.outcomes {
		o := &l.outcomes[i]
		if _, changed := texts[i]; changed || o.Tells || len(o.Made.Files) > 0 && !stage.Keep(o.Made.Files...) {
			pages = append(pages, i)
		}
	}
	if err := l.run(ctx, pages); err != nil {
		return err
	}
	broken := func(o Outcome) bool {
		return diag.Count(o.Findings, diag.Error)+diag.Count(o.Made.Findings, diag.Error) > 0
	}
	if made != nil && l.publish && !slices.ContainsFunc(pages, func(i int) bool { return broken(l.outcomes[i]) }) {
		made()
	}
	if err := l.prove(); err != nil {
		return err
	}
	return b.conclude()
}
