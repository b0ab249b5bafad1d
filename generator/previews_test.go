package main

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/serve"
)

// A preview goes on with its last build when it is told of pages, and of what
// editors put beside them; whatever it is told of, what it shows is what a build
// from nothing shows.
func TestPreviewsGoOn(t *testing.T) {
	dir := t.TempDir()
	if err := laySite(&testscript.Env{WorkDir: dir}); err != nil {
		t.Fatal(err)
	}
	in := inputFlags{source: dir, content: "content", templates: "templates", static: "static", baseURL: "https://127.0.0.1:1313/", clock: "2026-11-28T12:00:00Z"}
	p := in.previews(t.Context())
	file := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	add := func(name, text string) error {
		data, err := os.ReadFile(file(name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return os.WriteFile(file(name), []byte(string(data)+text), 0o644)
	}
	change := func(name, from, to string) error {
		data, err := os.ReadFile(file(name))
		return errors.Join(err, os.WriteFile(file(name), []byte(strings.Replace(string(data), from, to, 1)), 0o644))
	}
	if _, err := p.build(serve.Changes{All: true}); err != nil {
		t.Fatal(err)
	}
	page := "content/help/index.md"
	for _, test := range []struct {
		what  string
		do    func() error
		files string // that are told of
		goes  bool   // on with the last build
	}{
		{"a word", func() error { return add(page, "\nOne word.\n") }, page, true},
		{"an editor's copy that is gone again", func() error { return nil }, page + " content/help/sedXYZ", true},
		{"a word, and what vim leaves", func() error { return errors.Join(add(page, "\nTwo.\n"), add("content/help/.index.md.swp", "x")) },
			page + " content/help/.index.md.swp content/help/4913 content/help/index.md~", true},
		{"a page saved beside itself", func() error { return add(page, "\nThree.\n") }, page + " content/help/sedXYZ templates/x~", true},
		{"nothing at all", func() error { return nil }, "", true},
		{"a title", func() error { return change(page, "title: ", "title: More ") }, page, false},
		{"a copy that is gone, just after a whole build", func() error { return nil }, page + " content/help/sedXYZ", false},
		{"a new page", func() error {
			return add("content/new.md", "---\ntitle: New\ndescription: A page that is new here, for this test.\ndate: 2026-11-01\nreviewBy: 2027-11-01\n---\n\nText.\n")
		}, "content/new.md", false},
		{"a word on it", func() error { return add("content/new.md", "\nOne word.\n") }, "content/new.md", true},
		{"a page that is gone", func() error { return os.Remove(file("content/new.md")) }, "content/new.md", false},
		{"a word in another file", func() error { return add("content/messages.en.yaml", "# a word\n") }, "content/messages.en.yaml", false},
		{"the style", func() error { return add("static/style.css", "\nmain { margin: 0 }\n") }, "static/style.css", false},
		{"a word after all", func() error { return add(page, "\nFour.\n") }, page, true},
		{"a mistake", func() error { return add(page, "\n[There](nowhere.md).\n") }, page, true},
		{"a template, and a mistake", func() error { return add("templates/page.html", "<!-- x -->\n") }, "templates/page.html", false},
		{"mended", func() error { return change(page, "\n[There](nowhere.md).\n", "") }, page, true},
	} {
		if err := test.do(); err != nil {
			t.Fatalf("%s: %v", test.what, err)
		}
		var c serve.Changes
		for name := range strings.FieldsSeq(test.files) {
			folder, rest, _ := strings.Cut(name, "/")
			c.Files = append(c.Files, serve.Change{Folder: slices.Index([]string{"content", "templates", "static"}, folder), Name: rest})
		}
		c.Open = true
		var early *serve.Site
		c.Early = func(s serve.Site) { early = &s }
		sound := p.sound
		got, err := p.build(c)
		if goes := !errors.Is(err, serve.ErrNotYet); goes != test.goes {
			t.Errorf("%s: goes on with the last build: %v", test.what, goes)
		}
		if errors.Is(err, serve.ErrNotYet) {
			c.Open = false
			got, err = p.build(c)
		}
		if err != nil {
			t.Fatalf("%s: %v", test.what, err)
		}
		want, err := in.previews(t.Context()).build(serve.Changes{All: true})
		if err != nil {
			t.Fatal(err)
		}
		if goes := test.goes && sound; (early != nil) != goes && !strings.HasPrefix(test.what, "a mistake") {
			t.Errorf("%s: shown early: %v", test.what, early != nil)
		}
		if early != nil && !maps.EqualFunc(early.Files, want.Files, slices.Equal) && test.what != "a mistake" {
			delete(early.Files, output.ManifestName)
			delete(want.Files, output.ManifestName)
			if !maps.EqualFunc(early.Files, want.Files, slices.Equal) {
				t.Errorf("%s: early, other files than in a build from nothing", test.what)
			}
			want.Files = got.Files
		}
		broken := diag.Count(want.Findings, diag.Error) > 0
		if !slices.EqualFunc(got.Findings, want.Findings, func(a, b diag.Finding) bool { return a.Code == b.Code && a.Pos == b.Pos && a.Message == b.Message }) {
			t.Errorf("%s:\n%v\nwant\n%v", test.what, got.Findings, want.Findings)
		}
		if !broken && !maps.EqualFunc(got.Files, want.Files, slices.Equal) {
			t.Errorf("%s: other files than in a build from nothing", test.what)
		}
	}
}
