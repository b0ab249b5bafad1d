package lsp

import (
	"context"
	"regexp"
	"strings"

	"sotto/generator/diag"
)

const quickFix = "quickfix"

// A fix is what a finding's help says to type, and the bytes that it replaces.
type fix struct {
	start, end int
	text       string
}

// The helps that say what to type in place of what the caret stands under, and
// nothing else: a word without a blank, or a key with what is to stand behind it.
var (
	meant = regexp.MustCompile(`^did you mean ([^\s?…]+)\?`)
	write = regexp.MustCompile(`^write ([^\s…]*[^\s….,:;])(?: in its place)?(?:\n|$)`)
	value = regexp.MustCompile(`^write ([a-zA-Z]+): ([^\n…]+)(?:\n|$)`)
)

// fixOf is what a finding's help says to type, if it says it exactly. It reads
// the help, for as long as findings have no field of their own for it.
func fixOf(f diag.Finding, t *text) (fix, bool) {
	if f.Pos.Col < 1 || f.Length < 1 || f.Severity == diag.Info {
		return fix{}, false
	}
	start, end := t.bytes(f)
	x := fix{start, end, ""}
	old := string(t.data[start:end])
	if m := value.FindStringSubmatch(f.Help); m != nil {
		x.text = m[2]
		line, _ := t.line(t.position(start).Line)
		return x, strings.HasSuffix(string(t.data[line:start]), m[1]+": ")
	}
	m := meant.FindStringSubmatch(f.Help)
	if m == nil {
		m = write.FindStringSubmatch(f.Help)
		family, _, _ := strings.Cut(f.Code, "/")
		if m == nil || family != "link" && family != "contacts" && f.Code != "key/spelling" {
			return fix{}, false // the words may be about how, not about what
		}
	}
	x.text = m[1]
	hash := strings.IndexByte(old, '#')
	name, part, equals := strings.Cut(x.text, "=")
	switch {
	case f.Code == "link/anchor":
		x.start += max(hash, 0)
		return x, hash >= 0 && strings.HasPrefix(x.text, "#")
	case hash > 0 && strings.HasPrefix(f.Code, "link/") && !strings.Contains(x.text, "#"):
		x.end = start + hash // the place stays
	case equals && !strings.Contains(old, "="):
		x.text = part // the caret stands under the value alone
		return x, name != old
	case f.Code == "figure/unknown":
		x.start, x.end = nearest(old, x.text, start)
	}
	return x, true
}

// nearest finds the part of table.row.column that is nearest to a name.
func nearest(figure, name string, offset int) (start, end int) {
	best := -1
	for at := 0; at <= len(figure); {
		part, _, _ := strings.Cut(figure[at:], ".")
		if d := diag.Distance([]rune(part), []rune(name)); best < 0 || d < best {
			best, start, end = d, offset+at, offset+at+len(part)
		}
		at += len(part) + 1
	}
	return start, end
}

// actions are the fixes of the findings at a place.
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
		if f.Pos.File != name || !stands(f, t) {
			continue
		}
		start, end := t.bytes(f)
		x, ok := fixOf(f, t)
		if !ok || end < from || start > to {
			continue
		}
		out = append(out, codeAction{
			Title: "write " + x.text, Kind: quickFix, Diagnostics: []diagnostic{s.diagnostic(f, t.span(start, end))}, IsPreferred: true,
			Edit: workspaceEdit{map[string][]textEdit{s.uri(name): {{t.span(x.start, x.end), x.text}}}},
		})
	}
	return out, nil
}

// stands says that the line of a finding is still as it was when it was found.
func stands(f diag.Finding, t *text) bool {
	line := diag.NewFile("", t.data).Line(f.Pos.Line)
	return f.Source == line || f.Source != "" && f.SourceCol > 1 && strings.Contains(line, f.Source)
}
