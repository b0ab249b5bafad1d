package lsp

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

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

// publish shows what was found, file by file, and clears what is no longer so.
func (s *Server) publish(ctx context.Context, model *site.Site, all []diag.Finding, docs map[string]*document, ahead bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil { // a change has come in between
		return
	}
	whole := !slices.ContainsFunc(all, halves)
	switch {
	case s.latest != nil && s.latest.site == model: // the last build was gone on with
	case whole || s.latest == nil || !s.latest.whole && len(model.Pages) > 0:
		s.latest = &snapshot{model, schema.New(model.Config), whole}
	}
	all = s.held.with(all, func(name string) []byte { return s.shown(name, docs) })
	s.found, s.checked = all, docs
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
	byFile := map[string][]diag.Finding{}
	for _, f := range all {
		name := fileOfFinding(f)
		byFile[name] = append(byFile[name], f)
	}
	for name := range s.published { // what is no longer so is taken away
		if byFile[name] == nil {
			byFile[name] = []diag.Finding{}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(byFile)) {
		s.display(ctx, name, byFile[name], text)
	}
	versions := map[string]int{}
	for _, d := range docs {
		versions[d.uri] = d.version
	}
	s.tell(ctx, "$/sotto/checked", checkedParams{versions, ahead})
}

// display is what the editor shows of a file. made are the findings that it was made
// of, if it depends on nothing else; nil otherwise.
type display struct {
	uri, sent string
	made      []diag.Finding
}

// display shows what was found in a file, unless it is what the editor shows. The
// lock is held.
func (s *Server) display(ctx context.Context, name string, found []diag.Finding, text func(string) *text) {
	uri, before := s.uri(name), s.published[name]
	if before.made != nil && before.uri == uri && reflect.DeepEqual(before.made, found) {
		return
	}
	list, alone := []diagnostic{}, true
	for _, f := range found {
		span, ok := quickly(f)
		if !ok {
			span = text(name).span(text(name).bytes(f))
		}
		alone = alone && ok && len(f.Also) == 0
		list = append(list, s.diagnostic(f, span, text))
	}
	data, _ := json.Marshal(list)              // texts, numbers and lists of them
	if before.uri != "" && before.uri != uri { // it was opened by another name
		s.tell(ctx, "textDocument/publishDiagnostics", publishParams{before.uri, []diagnostic{}})
	}
	if before.uri != uri || before.sent != string(data) {
		s.tell(ctx, "textDocument/publishDiagnostics", publishParams{uri, list})
	}
	if len(list) == 0 {
		delete(s.published, name)
		return
	}
	now := display{uri: uri, sent: string(data)}
	if alone {
		now.made = found
	}
	s.published[name] = now
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
