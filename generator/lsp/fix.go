package lsp

import (
	"context"
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
)

const quickFix = "quickfix"

// actions are the fixes of the findings at a place: what a finding says to type,
// where that is certain to the byte ([diag.Finding.Fix]). A help alone is for a
// person to read, and no edit is made of its words.
func (s *Server) actions(_ context.Context, p actionParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []codeAction{}
	name, ok := s.name(p.TextDocument.URI)
	if !ok {
		return out, nil
	}
	t := newText(s.read(name))
	from, to := t.offset(p.Range.Start), t.offset(p.Range.End)
	for _, f := range s.found {
		if f.Pos.File != name || len(f.Fix) == 0 || !s.stands(f) {
			continue
		}
		start, end := t.bytes(f)
		if end < from || start > to {
			continue
		}
		out = append(out, codeAction{
			Title: titleOf(f, t), Kind: quickFix, Diagnostics: []diagnostic{s.diagnostic(f, t.span(start, end), func(name string) *text { return newText(s.read(name)) })}, IsPreferred: true,
			Edit: s.workspaceEdit(f.Fix),
		})
	}
	return out, nil
}

// stands says that the files which a finding's edits change are those that were
// checked. What has been typed since then may have moved their bytes; the check
// that runs will tell.
func (s *Server) stands(f diag.Finding) bool {
	for _, e := range append([]diag.Edit{{File: f.Pos.File}}, f.Fix...) {
		if s.docs[e.File] != s.checked[e.File] {
			return false
		}
	}
	return true
}

// titleOf is what an editor's menu says of a fix: what it types, or the help where
// that says more than a word.
func titleOf(f diag.Finding, t *text) string {
	const short = 60
	help, _, _ := strings.Cut(f.Help, "\n")
	e := f.Fix[0]
	switch {
	case len(f.Fix) > 1 || e.File != f.Pos.File || strings.ContainsAny(e.New, "\n\r") || utf8.RuneCountInString(e.New) > short:
	case strings.TrimSpace(e.New) != "":
		return "write " + diag.Visible(e.New)
	case e.New == "" && e.Start < e.End && e.End <= len(t.data):
		if old := strings.TrimSpace(string(t.data[e.Start:e.End])); old != "" && !strings.ContainsAny(old, "\n\r") && utf8.RuneCountInString(old) <= short {
			return "delete " + diag.Visible(old)
		}
	}
	if help == "" {
		help = "mend it"
	}
	return help
}
