package pipeline

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// shipped is the site that ships with Sotto, unpadded, and without guides to take
// along: they are made of its pages, and have tests of their own.
func shipped(t testing.TB) Inputs {
	t.Helper()
	in := Inputs{Content: os.DirFS("../../content"), Templates: os.DirFS("../../templates"), Static: os.DirFS("../../static"), Clock: time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)}
	in = edit(t, in, "content/site.yaml", "\nbooklets: ", "\n# ")
	return unpadded(t, in)
}

// unpadded is a site without the work that makes its pages one length.
func unpadded(t testing.TB, in Inputs) Inputs {
	t.Helper()
	return edit(t, in, "content/site.yaml", "size: {mode: uniform, pageBytes: 49152, transferBytes: 10240}", "size: {mode: off}")
}

// Whatever breaks a file that many pages depend on is the first thing that is
// told, at its place, and few other things are: the pages that suffer from it are
// not named one by one.
func TestTheCauseComesFirst(t *testing.T) {
	all := func(text string) string { return "\ufeff" + text }
	replace := func(old, new string) func(string) string {
		return func(text string) string {
			if !strings.Contains(text, old) {
				panic(fmt.Sprintf("there is no %q", old))
			}
			return strings.Replace(text, old, new, 1)
		}
	}
	empty := func(string) string { return "" }
	tests := []struct {
		name, file string
		change     func(string) string
		first      string // file:line code of the first finding
		most       int    // so many findings at most
	}{
		{"a tab in the services", "content/services.yaml", replace("\n  name:", "\n\tname:"), "content/services.yaml:23 yaml/syntax", 1},
		{"a tab in a table's words", "content/data/north-west.yaml", replace("title:\n  en:", "title:\n\ten:"), "content/data/north-west.yaml:4 yaml/syntax", 1},
		{"a cell that is no number", "content/data/north-west.csv", replace("lancashire,29", "lancashire,x"), "content/data/north-west.csv:2 data/number", 1},
		{"a tab in the house rules", "content/rules.yaml", replace("\n  en:", "\n\ten:"), "content/rules.yaml:", 1},
		{"no services at all", "content/services.yaml", empty, "content/services.yaml:0 site/empty", 1},
		{"a channel that is no list", "content/services.yaml", replace("\n  channels:\n    - type: phone", "\n  channels:\n      type: phone"), "content/services.yaml:", 2},
		{"a tab in what helpers pass on", "content/confidentiality.yaml", replace("\n  name:", "\n\tname:"), "content/confidentiality.yaml:", 1},
		{"a tab in the words of phrases", "content/phrases.yaml", replace("\n- {id: kettle,", "\n\t- {id: kettle,"), "content/phrases.yaml:", 1},
		{"a word of a phrase that is gone", "content/phrases.yaml", replace("\n- {id: tower, place: first, text: {en: tower, cy: tŵr}}", "\n- {id: tower, place: fist, text: {en: tower, cy: tŵr}}"), "content/phrases.yaml:", 1},
		{"a tab in the sources", "content/sources.yaml", replace("\n  by:", "\n\tby:"), "content/sources.yaml:", 1},
		{"a service by another id", "content/services.yaml", replace("id: helpline", "id: helplime"), "content/site.yaml:12 site/contact", 2},
		{"a section that is none", "content/site.yaml", replace("  news: {kind: release}", "  news: {kind: releases}"), "content/site.yaml:59 value/choice", 1},
		{"a section of another name", "content/site.yaml", replace("  self-help: {", "  selfhelp: {"), "content/site.yaml:57 site/section", 1},
		{"a tab in the settings", "content/site.yaml", replace("  help: help/", "\thelp: help/"), "content/site.yaml:16 yaml/syntax", 1},
		{"a language that is none", "content/site.yaml", replace("languages: [en, cy]", "languages: [en, cyy]"), "content/site.yaml:8 value/language", 2},
		{"hosts that are no list", "content/site.yaml", replace("outbound:\n  - 111.nhs.uk", "outbound:\n    111.nhs.uk:"), "content/site.yaml:", 2},
		{"a message of another name", "content/messages.cy.yaml", replace("\nskip:", "\nskp:"), "content/messages.cy.yaml:", 2},
		{"a slot that nobody fills", "content/messages.en.yaml", replace("openHours: \"{{.From}}", "openHours: \"{{.Form}}"), "content/messages.en.yaml:154 message/slot", 1},
		{"a slot in a word of a template", "content/messages.en.yaml", replace("\nskip: \"", "\nskip: \"{{.Name}}"), "content/messages.en.yaml:", 1},
		{"a tab in the messages", "content/messages.cy.yaml", replace("\nskip:", "\n\tskip:"), "content/messages.cy.yaml:", 1},
		{"a day in forty years", "content/help/index.md", replace("date: 2026", "date: 2062"), "content/help/index.md:5 site/page", 1},
		{"a draft in the menu", "content/law/index.md", replace("\n---\n", "\ndraft: true\n---\n"), "content/law/index.md:", 1},
		{"a mark at the start of the style", "static/style.css", all, "static/style.css:1 asset/character", 1},
		{"a picture in the style", "static/style.css", replace("background: var(--paper);", "background: url(/paper.png);"), "static/style.css:45 css/fetch", 2},
		{"a brace too few", "static/style.css", replace("body { margin: 0; ", "body { margin: 0; { "), "static/style.css:", 1},
		{"a script that fetches", "static/script.js", func(text string) string { return text + "\nfetch('/')\n" }, "static/script.js:", 2},
		{"an element too many", "templates/base.html", replace("<main id=\"main\">", "<div><main id=\"main\">"), "templates/base.html:45 html/nesting", 2},
		{"an attribute in a part of all pages", "templates/base.html", replace("<aside class=\"bar\"", "<aside onclick=\"x()\" class=\"bar\""), "templates/base.html:57 script/handler", 2},
		{"an attribute in a box", "templates/components/reflection.html", replace("<div class=\"", "<div style=\"color:red\" class=\""), "templates/components/reflection.html:1 css/attribute", 2},
		{"no heading on a kind of page", "templates/module.html", replace("<h1>{{.Frame.Title}}</h1>", "<h2>{{.Frame.Title}}</h2>"), "templates/module.html:", 2},
		{"a brace that does not close", "templates/page.html", replace("{{.Frame.Title}}", "{{.Frame.Title}"), "templates/page.html:", 1},
		{"a field that is none", "templates/page.html", replace("{{.Frame.Title}}", "{{.Frame.Titel}}"), "templates/page.html:", 1},
		{"an end too few", "templates/base.html", replace("{{end}}", ""), "templates/base.html:", 1},
	}
	for _, tt := range sitetest.Some(tests, 12) {
		t.Run(tt.name, func(t *testing.T) {
			in := shipped(t)
			if !strings.HasPrefix(tt.file, "content/") { // where all pages are audited
				in = unpadded(t, small(t))
			}
			if !strings.HasSuffix(tt.file, ".md") { // beside a mistake on a page, whose name comes before all these
				tt.most++
				in = with(t, in, "content/404.md", func(text string) string { return text + "\n[A page](nowhere.md)\n" })
			}
			res, _ := mustBuild(t, with(t, in, tt.file, tt.change))
			if len(res.Findings) == 0 {
				t.Fatal("nothing is told")
			}
			f := res.Findings[0]
			if got := fmt.Sprintf("%s:%d %s", f.Pos.File, f.Pos.Line, f.Code); !strings.HasPrefix(got, tt.first) || f.Severity != diag.Error {
				t.Errorf("first is %s, want %s", got, tt.first)
			}
			if f.Pos.Line > 0 && f.Source == "" && f.Code != "text/encoding" {
				t.Errorf("%s has no source line", f.Pos.File)
			}
			errors := slices.DeleteFunc(slices.Clone(res.Findings), func(f diag.Finding) bool { return f.Severity < diag.Warning })
			if len(errors) > tt.most {
				t.Errorf("%d findings, want at most %d", len(errors), tt.most)
			}
			if t.Failed() {
				t.Logf("%.3000s", sitetest.Text(res.Findings))
			}
		})
	}
}
