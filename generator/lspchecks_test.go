package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/testscript"

	"sotto/generator/diag"
	"sotto/generator/lsp"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// A text that is typed goes on with the builds of now and of the month ahead; what
// is told is what a check from the beginning tells.
func TestEditingGoesOn(t *testing.T) {
	root := t.TempDir()
	if err := laySite(&testscript.Env{WorkDir: root}); err != nil {
		t.Fatal(err)
	}
	soon := "---\ntitle: Soon\ndescription: What is published in a week or so.\ndate: 2026-11-01\npublishDate: 2026-11-28\n---\nSee [nothing](nothing-like-it.md).\n"
	if err := os.WriteFile(filepath.Join(root, "content", "soon.md"), []byte(soon), 0o644); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(root, "content", "help", "index.md"))
	if err != nil {
		t.Fatal(err)
	}
	good := string(data)
	begin := func() *editing {
		f := buildFlags{}
		f.inputFlags.content, f.templates, f.static, f.destination, f.clock = "content", "templates", "static", "public", "2026-11-21T12:00:00Z"
		return &editing{flags: f, tool: "test", kept: map[int64]*keptBuild{}}
	}
	e := begin()
	var before *site.Site
	for _, c := range []struct {
		what    string
		text    string // of help/index.md
		soon    string
		changed string
		goesOn  bool
		wrong   int
	}{
		{"the first check", good, soon, "", false, 1},
		{"a word", strings.Replace(good, "Call ", "Please call ", 1), soon, "content/help/index.md", true, 1},
		{"a mistake", strings.Replace(good, "[helpline]", "[helplin]", 1), soon, "content/help/index.md", true, 2},
		{"its fix", good, soon, "content/help/index.md", true, 1},
		{"a key", strings.Replace(good, "title: Get help now", "title: Get help today", 1), soon, "content/help/index.md", false, 1},
		{"a page that is not published yet", strings.Replace(good, "title: Get help now", "title: Get help today", 1), strings.Replace(soon, "nothing-like-it.md", "help/index.md", 1), "content/soon.md", false, 0},
	} {
		over := lsp.Over(func(folder string, disk fs.FS) fs.FS {
			if folder != "content" {
				return disk
			}
			files := sitetest.Folder(t, disk)
			files["help/index.md"], files["soon.md"] = &fstest.MapFile{Data: []byte(c.text)}, &fstest.MapFile{Data: []byte(c.soon)}
			return files
		})
		told := func(e *editing, q lsp.Query) (s *site.Site, found []diag.Finding) {
			t.Helper()
			last := false
			err := e.check(t.Context(), q, func(model *site.Site, all []diag.Finding, ahead bool) { s, found, last = model, all, ahead })
			if err != nil || !last {
				t.Fatalf("%s: %v, and that it is all is %v", c.what, err, last)
			}
			return s, found
		}
		q := lsp.Query{Root: root, Over: over, Others: c.changed == ""}
		if c.changed != "" {
			q.Changed = []string{c.changed}
		}
		s, got := told(e, q)
		_, want := told(begin(), lsp.Query{Root: root, Over: over, Others: true})
		if sitetest.Text(got) != sitetest.Text(want) {
			t.Errorf("%s: it tells\n%s\nwant\n%s", c.what, sitetest.Text(got), sitetest.Text(want))
		}
		if len(got) != c.wrong {
			t.Errorf("%s: it tells %d things:\n%s", c.what, len(got), sitetest.Text(got))
		}
		if (s == before) != c.goesOn {
			t.Errorf("%s: it goes on is %v", c.what, s == before)
		}
		before = s
	}
}

// VS Code finds in this folder what starts the server, for each kind of file of a
// site, with an extension that it recommends.
func TestVSCodeStartsTheServer(t *testing.T) {
	read := func(name string, into any) {
		data, err := os.ReadFile("../.vscode/" + name)
		if err == nil {
			err = json.Unmarshal(data, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var settings struct {
		Command   string   `json:"glspc.server.command"`
		Arguments []string `json:"glspc.server.commandArguments"`
		Languages []string `json:"glspc.server.languageId"`
	}
	var extensions struct{ Recommendations []string }
	read("settings.json", &settings)
	read("extensions.json", &extensions)
	if settings.Command != "sotto" || !slices.Equal(settings.Arguments, []string{lspCommand().Name()}) {
		t.Errorf("it starts %s %q", settings.Command, settings.Arguments)
	}
	for _, l := range []string{"markdown", "yaml", "html", "css", "csv"} {
		if !slices.Contains(settings.Languages, l) {
			t.Errorf("nothing is started for %s", l)
		}
	}
	for _, e := range []string{"zsol.vscode-glspc", "redhat.vscode-yaml"} {
		if !slices.Contains(extensions.Recommendations, e) {
			t.Errorf("%s is not recommended", e)
		}
	}
}
