package lsp

import (
	"path/filepath"
	"strings"
	"testing"

	"sotto/generator/diag"
)

// A menu says what a fix types, and what it is about where that is more than words.
func TestTitleOfFix(t *testing.T) {
	text := newText([]byte("one two\n"))
	long := strings.Repeat("long ", 20)
	for _, c := range []struct {
		help string
		fix  []diag.Edit
		want string
	}{
		{"did you mean three?", []diag.Edit{{File: "a", Start: 4, End: 7, New: "three"}}, "write three"},
		{"did you mean three?", []diag.Edit{{File: "a", Start: 4, End: 7, New: "th\u202eree"}}, `write th\u202eree`},
		{"take it out", []diag.Edit{{File: "a", Start: 4, End: 7}}, "delete two"},
		{"put a space there\nor not", []diag.Edit{{File: "a", Start: 4, End: 4, New: " "}}, "put a space there"},
		{"write both", []diag.Edit{{File: "a", Start: 0, End: 3, New: "1"}, {File: "a", Start: 4, End: 7, New: "2"}}, "write both"},
		{"mend the other", []diag.Edit{{File: "b", Start: 0, End: 3, New: "1"}}, "mend the other"},
		{"break the line", []diag.Edit{{File: "a", Start: 3, End: 4, New: "\n"}}, "break the line"},
		{"", []diag.Edit{{File: "a", Start: 3, End: 4, New: long}}, "mend it"},
	} {
		if got := titleOf(diag.Finding{Pos: diag.Pos{File: "a"}, Help: c.help, Fix: c.fix}, text); got != c.want {
			t.Errorf("%+v is called %q, want %q", c.fix, got, c.want)
		}
	}
}

// A fix is of the text that was checked: one that has moved since then is not
// offered until the next check has told where it is.
func TestFixOfWhatHasMoved(t *testing.T) {
	old, typed := &document{data: []byte("a\n")}, &document{data: []byte("\na\n")}
	s := New(checker(), nil)
	s.root = t.TempDir()
	s.docs = map[string]*document{"content/a.md": old, "content/b.md": typed}
	s.checked = map[string]*document{"content/a.md": old, "content/b.md": old}
	for _, c := range []struct {
		in   string
		of   []string
		want int
	}{
		{"content/a.md", []string{"content/a.md"}, 1},
		{"content/a.md", nil, 0},                      // nothing is certain
		{"content/c.md", []string{"content/c.md"}, 1}, // on the disk
		{"content/b.md", []string{"content/b.md"}, 0},
		{"content/a.md", []string{"content/a.md", "content/b.md"}, 0},
		{"content/b.md", []string{"content/a.md"}, 0},
	} {
		f := diag.Finding{Pos: diag.Pos{File: c.in, Line: 1, Col: 1}, Length: 1, Source: "a"}
		for _, of := range c.of {
			f.Fix = append(f.Fix, diag.Edit{File: of, Start: 0, End: 1, New: "b"})
		}
		s.found = []diag.Finding{f}
		got, err := s.actions(t.Context(), actionParams{TextDocument: textDocument{URI: uriOf(filepath.Join(s.root, c.in))}})
		if list, ok := got.([]codeAction); err != nil || !ok || len(list) != c.want {
			t.Errorf("a finding in %s, mended in %q: %+v, %v", c.in, c.of, got, err)
		}
	}
}
