package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sotto/generator/output"
	"sotto/generator/pipeline"
	"sotto/generator/serve"
)

// previewed is the preview of the test site with some pages written over it.
func previewed(t *testing.T, in inputFlags, pages map[string]string) (serve.Site, inputFlags) {
	t.Helper()
	in.source = t.TempDir()
	in.content, in.templates, in.static, in.baseURL = "content", "templates", "static", "https://127.0.0.1:1313/"
	if err := laySite(&testscript.Env{WorkDir: in.source}); err != nil {
		t.Fatal(err)
	}
	for name, text := range pages {
		file := filepath.Join(in.source, "content", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := in.previews(t.Context()).build(serve.Changes{All: true})
	if err != nil {
		t.Fatal(err)
	}
	return s, in
}

func page(title, keys string) string {
	return "---\ntitle: " + title + "\ndescription: A page for a test, which says that it is one.\ndate: 2026-11-01\n" + keys + "---\n\nSome words about " + title + ".\n"
}

// What readers do not see is marked with the reason, and what is overdue.
func TestMarks(t *testing.T) {
	pages := map[string]string{
		"plain.md":        page("Plain things", ""),
		"sketch/index.md": page("Sketches", "draft: true\n"),
		"sketch/part.md":  page("One sketch", ""),
		"soon.md":         page("Soon", "publishDate: 2027-05-01\n"),
		"over.md":         page("Over", "expiryDate: 2026-11-10\n"),
		"never.md":        page("Never", "publishDate: 2027-05-01\nexpiryDate: 2027-04-01\n"),
		"late.md":         page("Late", "reviewBy: 2026-11-20\n"),
		"today.md":        page("Today", "reviewBy: 2026-11-28\n"),
	}
	s, _ := previewed(t, inputFlags{clock: "2026-11-28T12:00:00Z", drafts: true, future: true, expired: true}, pages)
	for file, want := range map[string][]string{
		"plain/index.html":       nil,
		"sketch/index.html":      {"Draft: readers do not see this page"},
		"sketch/part/index.html": {"Draft: readers do not see this page, because of content/sketch/index.md"},
		"soon/index.html":        {"Not published yet: readers see this page from 00:00 on Saturday 1 May 2027 (BST)"},
		"over/index.html":        {"Expired: readers do not see this page any more"},
		"never/index.html":       {"Not published yet: readers see this page never, because it expires before"},
		"late/index.html":        {"Overdue: the review of this page was due on 20 November 2026"},
		"today/index.html":       nil,
	} {
		p, ok := s.Page(file)
		if !ok || !slices.Equal(p.Marks, want) {
			t.Errorf("%s: %v %q, want %q (%v)", file, ok, p.Marks, want, s.Findings)
		}
	}
	if _, ok := s.Page("nothing/index.html"); ok {
		t.Error("something is known of a page that is not there")
	}
	// What is not shown has no page to mark, and stands on the status page.
	s, in := previewed(t, inputFlags{clock: "2026-11-28T12:00:00Z"}, pages)
	if _, ok := s.Page("soon/index.html"); ok || s.Files["soon/index.html"] != nil {
		t.Error("a withheld page is shown without its flag")
	}
	registers := map[string][]string{}
	for _, r := range s.Status() {
		for _, row := range r.Rows {
			registers[r.Title] = append(registers[r.Title], strings.Join([]string{row.When, row.What, row.Why, strings.TrimPrefix(row.File, in.source+"/")}, "|"))
		}
	}
	withheld := registers["Withheld"]
	for _, want := range []string{
		"2027-05-01|Soon|Not published yet: readers see this page from 00:00 on Saturday 1 May 2027 (BST)|content/soon.md",
		"|One sketch|Draft: readers do not see this page, because of content/sketch/index.md|content/sketch/part.md",
		"|Over|Expired: readers do not see this page any more|content/over.md",
	} {
		if !slices.Contains(withheld, want) {
			t.Errorf("the status page lacks %q among %q", want, withheld)
		}
	}
	if !slices.ContainsFunc(registers["Reviews and checks that are due"], func(r string) bool {
		return strings.HasPrefix(r, "2026-11-20, overdue|reviews late.md: Late|")
	}) || len(registers["Next change by date"]) != 1 {
		t.Errorf("the status page lists %q", registers)
	}
}

func TestFactsOfAPage(t *testing.T) {
	s, in := previewed(t, inputFlags{clock: "2026-11-28T12:00:00Z"}, map[string]string{
		"plain.md": page("Plain things", "reviewBy: 2027-05-01\n"), "plain.cy.md": page("Pethau plaen", ""),
	})
	p, ok := s.Page("plain/index.html")
	if !ok || p.Title != "Plain things" || p.File != in.source+"/content/plain.md" || p.Review != "due 1 May 2027" {
		t.Errorf("%v %+v", ok, p)
	}
	if len(p.Twins) != 1 || p.Twins[0] != (serve.Twin{Lang: "cy", Name: "Welsh", Address: "/cy/plain/"}) {
		t.Errorf("twins: %+v", p.Twins)
	}
	if len(p.Sizes) != 2 || p.Sizes[0].Of != len(s.Files["plain/index.html"]) || p.Sizes[1].Of <= 0 || p.Sizes[1].Of >= p.Sizes[0].Of {
		t.Errorf("sizes: %+v", p.Sizes)
	}
	for in, want := range map[[2]int]string{{10, 0}: "from age 10", {0, 32}: "LIX 32", {0, 0}: ""} {
		if got := reading(in[0], in[1]); got != want {
			t.Errorf("reading of %v is %q, want %q", in, got, want)
		}
	}
}

// Nothing of the preview reaches a build, and what it shows is what a build makes.
func TestNothingOfThePreviewIsBuilt(t *testing.T) {
	s, in := previewed(t, inputFlags{clock: "2026-11-28T12:00:00Z"}, nil)
	inputs, err := in.inputs()
	if err != nil {
		t.Fatal(err)
	}
	stage := output.NewMemory()
	if _, err := pipeline.Build(t.Context(), inputs, stage); err != nil {
		t.Fatal(err)
	}
	files := stage.Files()
	if len(files) < 5 {
		t.Fatalf("only %d files were built", len(files))
	}
	for name, data := range files {
		for _, word := range []string{".sotto", "desk.js", "desk.css", "vscode", "Side by side", "EventSource", "BroadcastChannel", "sotto-preview", "(preview)", "ribbon"} {
			if bytes.Contains(data, []byte(word)) {
				t.Errorf("%s holds %q, which is the preview's", name, word)
			}
		}
		if strings.HasSuffix(name, ".html") && !bytes.Equal(bytes.TrimRight(data, " "), s.Files[name]) {
			t.Errorf("%s is not what the preview shows", name)
		}
	}
}
