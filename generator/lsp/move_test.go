package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sotto/generator/diag"
)

// able are the capabilities of an editor that lets a server move files.
var able = map[string]any{"workspace": map[string]any{"workspaceEdit": map[string]any{
	"resourceOperations": []string{"create", "rename"},
}}}

// A plan of sotto move becomes edits of the files as they are now, and moves of
// those that the editor does not move itself.
func TestMoveTakesTwinsAlong(t *testing.T) {
	shown := "Zoë: [c](talk.md#hours).\n"
	plan := []Change{
		{"content/talk.md", "content/help/say.md", []byte(two["content/talk.md"]), []diag.Edit{{File: "content/talk.md", Start: 4, End: 9, New: "titel"}}},
		{"content/talk.cy.md", "content/help/say.cy.md", []byte(two["content/talk.cy.md"]), nil},
		{"content/about.md", "content/about.md", []byte(shown), []diag.Edit{{File: "content/about.md", Start: 11, End: 18, New: "help/say.md"}}},
	}
	for _, k := range []struct {
		name  string
		able  any
		files []string
		fails error
		want  string
	}{
		{"one of two languages", able, []string{"talk.md", "help/say.md"}, nil,
			"edit talk.md () 1:0-1:5 titel, edit about.md (7) 0:10-0:17 help/say.md, move talk.cy.md help/say.cy.md"},
		{"both", able, []string{"talk.md", "help/say.md", "talk.cy.md", "help/say.cy.md"}, nil,
			"edit talk.md () 1:0-1:5 titel, edit about.md (7) 0:10-0:17 help/say.md"},
		{"a refusal", able, []string{"talk.md", "help/say.md"}, errors.New("it is there already"), "mended"},
		{"an editor that moves files itself", map[string]any{}, []string{"talk.md", "help/say.md"}, nil, "mended"},
		{"what is no page", able, []string{"../static/a.css", "../static/b.css", "talk.md", "talk.md"}, nil, ""},
	} {
		root := lay(t, two)
		var asked [][2]string
		c := connectTo(t, root, New(checker(), func(_ context.Context, _ string, _ Over, pairs [][2]string) ([]Change, error) {
			asked = pairs
			return plan, k.fails
		}))
		c.ask("initialize", map[string]any{"rootUri": uriOf(root), "capabilities": k.able}, nil)
		c.say("initialized", map[string]any{})
		c.wait(nil)
		c.open("content/about.md", shown, 7)
		var files []map[string]string
		for i := 0; i < len(k.files); i += 2 {
			files = append(files, map[string]string{"oldUri": c.uri("content/" + k.files[i]), "newUri": c.uri("content/" + k.files[i+1])})
		}
		var got struct {
			Changes map[string]json.RawMessage
			Steps   []struct {
				TextDocument versioned
				Edits        []textEdit
				renameFile
			} `json:"documentChanges"`
		}
		if err := c.ask("workspace/willRenameFiles", map[string]any{"files": files}, &got); err != nil {
			t.Fatal(err)
		}
		short := func(uri string) string { return strings.TrimPrefix(uri, c.uri("content")+"/") }
		var steps []string
		for _, s := range got.Steps {
			if s.Kind == "rename" {
				steps = append(steps, fmt.Sprintf("move %s %s", short(s.OldURI), short(s.NewURI)))
				continue
			}
			version := ""
			if v := s.TextDocument.Version; v != nil {
				version = fmt.Sprint(*v)
			}
			for _, e := range s.Edits {
				steps = append(steps, fmt.Sprintf("edit %s (%s) %d:%d-%d:%d %s", short(s.TextDocument.URI), version,
					e.Range.Start.Line, e.Range.Start.Character, e.Range.End.Line, e.Range.End.Character, e.NewText))
			}
		}
		if len(got.Changes) > 0 {
			steps = append(steps, "mended")
		}
		if have := strings.Join(steps, ", "); have != k.want {
			t.Errorf("%s: %s, want %s", k.name, have, k.want)
		}
		if (asked != nil) != (k.want != "" && k.able != nil && strings.Contains(fmt.Sprint(k.able), "rename")) {
			t.Errorf("%s: a plan was asked for %v", k.name, asked)
		}
		c.mu.Lock()
		told := slices.Clone(c.told)
		c.mu.Unlock()
		if (len(told) > 0) != (k.fails != nil) || k.fails != nil && !strings.Contains(told[0], k.fails.Error()) {
			t.Errorf("%s: it says %q", k.name, told)
		}
	}
}
