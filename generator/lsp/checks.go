package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// snapshot is the model of a site that was checked. It is whole when none of the
// files that all pages depend on was broken.
type snapshot struct {
	site  *site.Site
	keys  *schema.Set
	whole bool
}

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

// publish shows what was found, file by file, and clears what is no longer so.
func (s *Server) publish(ctx context.Context, model *site.Site, all []diag.Finding, docs map[string]*document, ahead bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil { // a change has come in between
		return
	}
	whole := !slices.ContainsFunc(all, halves)
	if whole || s.latest == nil || !s.latest.whole && len(model.Pages) > 0 {
		s.latest = &snapshot{model, schema.New(model.Config), whole}
	}
	all = s.held.with(all, func(name string) []byte { return s.shown(name, docs) })
	s.found, s.checked = all, docs
	shown := map[string][]diagnostic{}
	texts := map[string]*text{}
	text := func(name string) *text { // as it was checked
		if texts[name] == nil {
			data := s.shown(name, docs)
			if data == nil {
				data = s.read(name)
			}
			texts[name] = newText(data)
		}
		return texts[name]
	}
	for _, f := range all {
		name := fileOfFinding(f)
		span, ok := quickly(f)
		if !ok {
			span = text(name).span(text(name).bytes(f))
		}
		uri := s.uri(name)
		shown[uri] = append(shown[uri], s.diagnostic(f, span, text))
	}
	for uri := range s.published {
		if _, ok := shown[uri]; !ok {
			shown[uri] = []diagnostic{}
		}
	}
	for _, uri := range slices.Sorted(maps.Keys(shown)) {
		data, _ := json.Marshal(shown[uri]) // texts, numbers and lists of them
		if s.published[uri] == string(data) {
			continue
		}
		s.tell(ctx, "textDocument/publishDiagnostics", publishParams{uri, shown[uri]})
		if s.published[uri] = string(data); len(shown[uri]) == 0 {
			delete(s.published, uri)
		}
	}
	versions := map[string]int{}
	for _, d := range docs {
		versions[d.uri] = d.version
	}
	s.tell(ctx, "$/sotto/checked", checkedParams{versions, ahead})
}

// quickly is the range of a finding that holds its whole source line: most do,
// and their files need not be read. A line with a carriage return in it is none
// to an editor.
func quickly(f diag.Finding) (textRange, bool) {
	if f.Pos.Line < 1 { // the whole file
		return textRange{}, true
	}
	if f.Pos.Col < 1 || f.Source == "" || f.SourceCol > 1 {
		return textRange{}, false
	}
	t := newText([]byte(f.Source))
	line := f.Pos.Line
	f.Pos.Line = 1
	span := t.span(t.bytes(f))
	span.Start.Line += line - 1
	span.End.Line += line - 1
	return span, len(t.lines) == 1
}

// fileOfFinding is where a finding is shown: one that is about no file, at the
// site's settings.
func fileOfFinding(f diag.Finding) string {
	if f.Pos.File == "" {
		return site.Shown("site.yaml")
	}
	return f.Pos.File
}

// diagnostic is a finding as editors show it. What `sotto check --format json`
// prints of it is its data. text gives the files that it names.
func (s *Server) diagnostic(f diag.Finding, span textRange, text func(string) *text) diagnostic {
	d := diagnostic{
		Range: span, Code: f.Code, Source: "sotto", Message: f.Message,
		Severity: map[diag.Severity]int{diag.Error: severityError, diag.Warning: severityWarning, diag.Info: severityInformation}[f.Severity],
	}
	if f.Help != "" {
		d.Message += "\nhelp: " + f.Help
	}
	var b strings.Builder
	if err := diag.JSON(&b, []diag.Finding{f}); err == nil {
		d.Data = json.RawMessage(strings.TrimSpace(b.String()))
	}
	for _, p := range f.Also {
		var at textRange
		if p.Line > 0 {
			n, _ := text(p.File).bytes(diag.Finding{Pos: p})
			at = text(p.File).span(n, n)
		}
		d.Related = append(d.Related, related{location{s.uri(p.File), at}, "this belongs to it"})
	}
	return d
}
