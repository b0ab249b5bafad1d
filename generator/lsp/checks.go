package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"runtime/debug"
	"slices"
	"strings"

	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/pipeline"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// snapshot is the model of a site that was checked.
type snapshot struct {
	site *site.Site
	keys *schema.Set
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

// checks makes one check after the other, until ctx ends.
func (s *Server) checks(ctx context.Context) {
	kept := cache.New()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		}
		s.mu.Lock()
		if s.root == "" || s.stage != running {
			s.mu.Unlock()
			continue
		}
		root, docs := s.root, maps.Clone(s.docs)
		one, stop := context.WithCancel(ctx)
		s.stop = stop
		s.mu.Unlock()
		kept = s.once(one, root, docs, kept)
		stop()
	}
}

// once makes one check of the site as docs show it, and answers with what is kept
// for the next one: what this one leaves, unless it got less far than the one
// before it.
func (s *Server) once(ctx context.Context, root string, docs map[string]*document, kept *cache.Cache) (next *cache.Cache) {
	next = kept
	defer func() {
		if v := recover(); v != nil {
			s.log(ctx, fmt.Sprintf("the check broke off, which is a mistake in sotto: %v\n\n%s", v, debug.Stack()))
		}
	}()
	over := func(folder string, disk fs.FS) fs.FS {
		open := map[string][]byte{}
		for name, d := range docs {
			if rest, ok := strings.CutPrefix(name, folder+"/"); ok {
				open[rest] = d.data
			}
		}
		return overlay{disk, open}
	}
	use := kept.Next()
	err := s.check(ctx, root, over, use, func(res *pipeline.Result, all []diag.Finding, ahead bool) {
		if ctx.Err() != nil {
			return
		}
		left := use.Next()
		if diag.Count(res.Findings, diag.Error) == 0 || left.Len() >= use.Len() {
			next = use
		}
		s.publish(ctx, res.Site, all, docs, ahead)
	})
	if err != nil && ctx.Err() == nil {
		s.log(ctx, "the site could not be checked: "+err.Error())
	}
	return next
}

// publish shows what was found, file by file, and clears what is no longer so.
func (s *Server) publish(ctx context.Context, model *site.Site, all []diag.Finding, docs map[string]*document, ahead bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil { // a change has come in between
		return
	}
	if len(model.Pages) > 0 || s.latest == nil {
		s.latest = &snapshot{model, schema.New(model.Config)}
	}
	s.found, s.checked = all, docs
	shown := map[string][]diagnostic{}
	texts := map[string]*text{}
	for _, f := range all {
		name := fileOfFinding(f)
		span, ok := quickly(f)
		if !ok {
			if texts[name] == nil {
				texts[name] = newText(s.read(name))
			}
			span = texts[name].span(texts[name].bytes(f))
		}
		uri := s.uri(name)
		shown[uri] = append(shown[uri], s.diagnostic(f, span))
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
	if f.Pos.Line < 1 || f.Pos.Col < 1 || f.Source == "" || f.SourceCol > 1 {
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
// prints of it is its data.
func (s *Server) diagnostic(f diag.Finding, span textRange) diagnostic {
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
		at := newText(s.read(p.File)).span(0, 0)
		if data := s.read(p.File); p.Line > 0 {
			n, _ := newText(data).bytes(diag.Finding{Pos: p})
			at = newText(data).span(n, n)
		}
		d.Related = append(d.Related, related{location{s.uri(p.File), at}, "this belongs to it"})
	}
	return d
}
