package lsp

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// again has the site checked anew. A check that runs is stopped: what it would
// find is of yesterday.
func (s *Server) again() {
	s.mu.Lock()
	if s.stop != nil {
		s.stop()
	}
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default: // it will be
	}
}

// changed is again, when something may have changed on the disk.
func (s *Server) changed() {
	s.mu.Lock()
	s.stale = true
	s.mu.Unlock()
	s.again()
}

// lookEvery is how often the disk is looked at for an editor that does not tell of
// files which others change.
const lookEvery = 5 * time.Second

// checks makes one check after the other, until ctx ends. The disk is looked at
// when an editor says so, and after each check: an edit does not wait for it, and
// when something turns out to be otherwise there is another check at once.
func (s *Server) checks(ctx context.Context) {
	var w *work
	idle := time.NewTicker(lookEvery)
	defer idle.Stop()
	for {
		need := false
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
			need = true
		case <-idle.C:
		}
		s.mu.Lock()
		if s.root == "" || s.stage != running {
			s.mu.Unlock()
			continue
		}
		if w == nil {
			w = newWork(s)
		}
		look := s.stale || !need && !s.watches
		s.stale = false
		s.mu.Unlock()
		if look && w.look(func() bool { return false }) {
			need = true
		}
		for need && ctx.Err() == nil {
			w.once(ctx)
			need = w.look(func() bool { return len(s.wake) > 0 })
		}
	}
}

// work is what the checks of one site know of each other.
type work struct {
	*Server
	// seen are the documents of the last check that came to its end. others says
	// that since then other files have changed, or may have come or gone.
	seen   map[string]*document
	others bool
}

// newWork begins to check a site. The lock is held.
func newWork(s *Server) *work {
	s.disk = newDisk(s.root)
	return &work{Server: s, others: true}
}

// look looks at the disk, and says whether anything is otherwise than it was. What
// an open file is on the disk matters to nobody.
func (w *work) look(stop func() bool) bool {
	w.mu.Lock()
	docs := maps.Clone(w.docs)
	w.mu.Unlock()
	other := slices.ContainsFunc(w.disk.sweep(stop), func(name string) bool { return w.seen[name] == nil || docs[name] == nil })
	w.others = w.others || other
	return other
}

// once makes one check of the site as it is on the screen.
func (w *work) once(ctx context.Context) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	w.mu.Lock()
	docs := maps.Clone(w.docs)
	w.stop = stop
	w.mu.Unlock()
	defer func() {
		if v := recover(); v != nil {
			w.log(ctx, fmt.Sprintf("the check broke off, which is a mistake in sotto: %v\n\n%s", v, debug.Stack()))
			w.others = true
		}
	}()
	q := Query{Root: w.root, Over: overOf(w.disk, docs)}
	q.Changed, q.Others = w.since(docs)
	err := w.check(ctx, q, func(model *site.Site, all []diag.Finding, ahead bool) {
		if ctx.Err() == nil {
			w.publish(ctx, model, all, docs, ahead)
		}
	})
	switch {
	case err != nil && ctx.Err() == nil:
		w.log(ctx, "the site could not be checked: "+err.Error())
	case err == nil && ctx.Err() == nil:
		w.seen, w.others = docs, false
	}
}

// since says what is otherwise than at the last check that came to its end: the
// files whose bytes are others, and whether some may have come or gone.
func (w *work) since(docs map[string]*document) (changed []string, others bool) {
	names := map[string]bool{}
	for _, list := range []map[string]*document{w.seen, docs} {
		for name := range list {
			if w.seen[name] != docs[name] {
				names[name] = true
			}
		}
	}
	others = w.others
	for name := range names {
		before, after := w.shown(name, w.seen), w.shown(name, docs)
		switch {
		case before == nil || after == nil:
			others = true // as far as is known
		case !bytes.Equal(before, after):
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	return changed, others
}

// overOf lays documents over the folders of a site, which are read once.
func overOf(d *disk, docs map[string]*document) Over {
	return func(folder string, from fs.FS) fs.FS {
		open := map[string][]byte{}
		for name, doc := range docs {
			if rest, ok := strings.CutPrefix(name, folder+"/"); ok {
				open[rest] = doc.data
			}
		}
		return overlay{d.folder(folder, from), open}
	}
}
