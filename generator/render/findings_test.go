package render

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// TestBadTemplates changes the real templates in one way each, and compares
// the whole report.
func TestBadTemplates(t *testing.T) {
	replace := func(file, old, with string) func(fstest.MapFS) {
		return func(m fstest.MapFS) {
			text := string(m[file].Data)
			if !strings.Contains(text, old) {
				t.Fatalf("%s does not hold %q any more", file, old)
			}
			m[file].Data = []byte(strings.Replace(text, old, with, 1))
		}
	}
	set := func(file, text string) func(fstest.MapFS) {
		return func(m fstest.MapFS) { m[file] = &fstest.MapFile{Data: []byte(text)} }
	}
	fields := "help: the fields that a template is given are documented in generator/render/view.go and boxes.go\n"
	endless := "help: look for a {{range}} over a number, or for templates that call each other, here and in what it uses of base.html\n"
	syntax := "help: look for a missing {{end}}, brace or quote; {{word \"key\"}} is the only function besides html/template's own\n"
	tests := []struct {
		name   string
		change func(fstest.MapFS)
		want   string
	}{
		{"missing kind", func(m fstest.MapFS) { delete(m, "chapter.html") },
			"templates/chapter.html: error[template/missing]: there is no such template, and pages of this kind need it\n" +
				"help: put the file back; the fields it is given are those of ChapterView in generator/render\n"},
		{"missing component", func(m fstest.MapFS) { delete(m, "components/note.html") },
			"templates/components/note.html: error[template/missing]: there is no such template, and the directive note needs it\n" +
				"help: put the file back; the fields it is given are those of Box in generator/render\n"},
		{"missing base", func(m fstest.MapFS) { delete(m, "base.html") },
			"templates/base.html: error[template/missing]: there is no such template, and every page needs it\n" +
				"help: put the file back; the fields it is given are those of Frame in generator/render\n"},
		{"unused", set("components/excercise.html", "x"),
			"templates/components/excercise.html: error[template/unused]: nothing uses this template\n" +
				"help: did you mean templates/components/exercise.html?\n"},
		{"not a template", set("notes.txt", "x"),
			"templates/notes.txt: error[template/unused]: nothing uses this template\n" +
				"help: no page kind and no component has this name; delete the file\n"},
		{"names that are not UTF-8", func(m fstest.MapFS) {
			m["b\xff.html"], m["c\xff/d.html"] = &fstest.MapFile{}, &fstest.MapFile{}
		}, "templates/b\\xff.html: error[template/unused]: nothing uses this template\n" +
			"help: no page kind and no component has this name; delete the file\n\n" +
			"templates/c\\xff: error[template/unused]: nothing uses this template\n" +
			"help: no page kind and no component has this name; delete the file\n"},
		{"a pipe", func(m fstest.MapFS) { m["base.html"] = &fstest.MapFile{Mode: fs.ModeNamedPipe} },
			"templates/base.html: error[template/special]: this is no file but a link, a pipe or a device\n" +
				"help: put the file itself there\n"},
		{"too long", set("page.html", strings.Repeat("x", maxTemplate+1)),
			"templates/page.html: error[template/size]: this template is longer than 64 KiB\n" +
				"help: take out what is no template: no page that a phone can load is that long\n"},
		{"endless writing", set("components/note.html", "{{range $i := 2000000}}"+strings.Repeat("0123456789", 1000)+"{{end}}"),
			"templates/components/note.html: error[template/execute]: it writes more than 32 MiB\n" + endless},
		{"templates that call each other", set("page.html", "{{define \"a\"}}{{if .}}{{range 100000}}{{end}}{{template \"a\" slice . 1}}{{template \"a\" slice . 1}}{{end}}{{end}}{{template \"a\" \"xxxxxxxxxxx\"}}"),
			"templates/page.html: error[template/execute]: it loops or calls templates more than 2,000,000 times\n" + endless},
		{"a text that doubles itself", set("page.html", "{{$x := \"xx\"}}{{range 60}}{{$x = print $x $x}}{{end}}"),
			"templates/page.html:1:34: error[template/execute]: <print $x $x>: error calling print: the text is longer than 64 KiB\n" +
				"   1 | {{$x := \"xx\"}}{{range 60}}{{$x = print $x $x}}{{end}}\n" +
				"     |                                  ^\n" + fields},
		{"no end", set("home.html", "<h1>\n{{if .Body}}x\n</h1>"),
			"templates/home.html:3: error[template/syntax]: unexpected EOF\n" +
				"   3 | </h1>\n" + syntax},
		{"unknown function", set("home.html", "<h1>\n{{upper .Body}}</h1>"),
			"templates/home.html:2: error[template/syntax]: function \"upper\" not defined\n" +
				"   2 | {{upper .Body}}</h1>\n" + syntax},
		{"cannot be escaped", set("home.html", "<h1>x</h1>\n<a href=\"{{if .Body}}?{{else}}<{{end}}{{.Body}}\">"),
			"templates/home.html:2:41: error[template/syntax]: {{.Body}} appears in an ambiguous context within a URL\n" +
				"   2 | <a href=\"{{if .Body}}?{{else}}<{{end}}{{.Body}}\">\n" +
				"     |                                         ^\n" + syntax},
		{"unknown field", set("home.html", "<h1>\n  {{.Frame.Titel}}</h1>"),
			"templates/home.html:2:11: error[template/execute]: <.Frame.Titel>: can't evaluate field Titel in type render.Frame\n" +
				"   2 |   {{.Frame.Titel}}</h1>\n" +
				"     |           ^\n" + fields},
		{"unknown field only when there is nothing", set("home.html", "<h1>{{if not .Body}}{{.Nope}}{{end}}</h1>"),
			"templates/home.html:1:23: error[template/execute]: <.Nope>: can't evaluate field Nope in type *render.HomeView\n" +
				"   1 | <h1>{{if not .Body}}{{.Nope}}{{end}}</h1>\n" +
				"     |                       ^\n" + fields},
		{"unknown field in a part", replace("base.html", "{{.Dial}}", "{{.Dail}}"),
			"templates/base.html:65:46: error[template/execute]: <.Dail>: can't evaluate field Dail in type *render.Phone\n" +
				"  65 |   {{with .Phone}}<a class=\"call\" href=\"tel:{{.Dail}}\">{{word \"call\"}} <b>{{.Number}}</b></a>{{else}}<a class=\"call\" href=\"#talk\">{{word \"talk\"}}</a>{{end}}\n" +
				"     |                                              ^\n" + fields},
		{"part not defined", replace("base.html", `{{define "strip"}}`, `{{define "stripe"}}`),
			"templates/base.html: error[template/missing]: it does not define \"strip\"\n" +
				"help: write {{define \"strip\"}} … {{end}}\n"},
		{"word without a key", set("components/note.html", "{{word .Label}}"),
			"templates/components/note.html:1:3: error[template/execute]: <word .Label>: error calling word: write {{word \"key\"}}, with a key in straight quotes and nothing else\n" +
				"   1 | {{word .Label}}\n" +
				"     |   ^\n" + fields},
		{"shared part that fails with some words only", replace("base.html", `{{.Home.Text}}`, `{{if not (eq .Home.Text "" "x")}}{{slice .Home.Text 0 99}}{{end}}`),
			"templates/base.html:64:76: error[template/execute]: <slice .Home.Text 0 99>: error calling slice: index out of range: 99\n" +
				"  64 |   <a class=\"name\" href=\"{{.Home.Href}}\">{{if not (eq .Home.Text \"\" \"x\")}}{{slice .Home.Text 0 99}}{{end}}</a>\n" +
				"     |                                                                            ^\n" + fields},
		{"unknown word", set("components/note.html", "<div>\n{{word \"nope\"}}</div>"),
			"templates/components/note.html:2:3: error[message/missing]: there is no message \"nope\" in content/messages.cy.yaml\n" +
				"   2 | {{word \"nope\"}}</div>\n" +
				"     |   ^\n" +
				"help: add a line to content/messages.cy.yaml: nope: …\n" +
				"\n" +
				"templates/components/note.html:2:3: error[message/missing]: there is no message \"nope\" in content/messages.en.yaml\n" +
				"   2 | {{word \"nope\"}}</div>\n" +
				"     |   ^\n" +
				"help: add a line to content/messages.en.yaml: nope: …\n"},
	}
	s := fixture(t)
	w, _ := locale.New(s.Languages)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			templates := realTemplates(t)
			test.change(templates)
			r, findings, err := New(s, w, testAssets, templates)
			if err != nil || r != nil {
				t.Fatalf("New gave a renderer (%v), error %v", r != nil, err)
			}
			if got := report(findings); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
			checkRules(t, findings)
		})
	}
}

func TestMissingMessages(t *testing.T) {
	s := fixture(t)
	drop := func(l site.Lang, key string) {
		s.Language(l).Messages = slices.DeleteFunc(s.Language(l).Messages, func(m site.Message) bool { return m.Key == key })
	}
	drop("cy", wordPlace)
	drop("cy", "countryFR")
	drop("en", "skip")
	w, _ := locale.New(s.Languages)
	r, findings, _ := New(s, w, testAssets, realTemplates(t))
	if r != nil {
		t.Error("New gave a renderer that lacks words")
	}
	if got, want := report(findings), `content/messages.cy.yaml: error[message/missing]: there is no message "countryFR" in content/messages.cy.yaml
help: add a line to content/messages.cy.yaml: countryFR: …

content/messages.cy.yaml: error[message/missing]: there is no message "partOf" in content/messages.cy.yaml
help: add a line to content/messages.cy.yaml: partOf: …

templates/base.html:18:88: error[message/missing]: there is no message "skip" in content/messages.en.yaml
  18 | <a class="skip visually-hidden" href="#main">{{with .Frame.Foreign}}{{.Skip}}{{else}}{{word "skip"}}{{end}}</a>
     |                                                                                        ^
help: add a line to content/messages.en.yaml: skip: …

templates/booklet.html:14:48: error[message/missing]: there is no message "skip" in content/messages.en.yaml
  14 | <a class="skip visually-hidden" href="#main">{{word "skip"}}</a>
     |                                                ^
help: add a line to content/messages.en.yaml: skip: …
`; got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// A country that is new in the registry needs a name.
func TestUnnamedCountry(t *testing.T) {
	s := fixture(t)
	s.Services[2].Countries = []string{"XX"}
	w, _ := locale.New(s.Languages)
	_, findings, _ := New(s, w, testAssets, realTemplates(t))
	want := `content/messages.cy.yaml: error[message/missing]: there is no message "countryXX" in content/messages.cy.yaml
help: add a line to content/messages.cy.yaml: countryXX: …

content/messages.en.yaml: error[message/missing]: there is no message "countryXX" in content/messages.en.yaml
help: add a line to content/messages.en.yaml: countryXX: …
`
	if got := report(findings); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestBadServices(t *testing.T) {
	r, s := renderer(t)
	component := r.Component(s.Branch("en").Home, nil)
	tests := []struct {
		d    markdown.Directive
		want markdown.Problem
	}{
		{markdown.Directive{Name: "boilerplate", Attrs: map[string]string{"id": "chraity"}},
			markdown.Problem{Code: "boilerplate/unknown", Attr: "id", Write: "charity", Message: `there is no boilerplate "chraity"`, Help: "did you mean charity?"}},
		{markdown.Directive{Name: "boilerplate", Attrs: map[string]string{"id": "helpline"}},
			markdown.Problem{Code: "boilerplate/unknown", Attr: "id", Message: `there is no boilerplate "helpline"`,
				Help: "they are listed in content/boilerplates.yaml: charity, north"}},
		{markdown.Directive{Name: "service", Attrs: map[string]string{"id": "lyne"}},
			markdown.Problem{Code: "service/unknown", Attr: "id", Write: "line", Message: `there is no service "lyne"`, Help: "did you mean line?"}},
		{markdown.Directive{Name: "phone", Label: "samaritans"},
			markdown.Problem{Code: "service/unknown", Attr: "label", Message: `there is no service "samaritans"`,
				Help: "the services are listed in content/services.yaml: line, always, abroad, quiet, urgent, web"}},
		{markdown.Directive{Name: "phone", Label: "web"},
			markdown.Problem{Code: "service/lacks", Attr: "label", Message: `the service "web" has no telephone number`,
				Help: "add it to content/services.yaml if you know it, or take out :phone[web]"}},
		{markdown.Directive{Name: "hours", Label: "abroad"},
			markdown.Problem{Code: "service/lacks", Attr: "label", Message: `the service "abroad" has no opening hours`,
				Help: "add it to content/services.yaml if you know it, or take out :hours[abroad]"}},
		{markdown.Directive{Name: "week", Attrs: map[string]string{"services": "line abroad"}},
			markdown.Problem{Code: "service/lacks", Attr: "services", Message: `the service "abroad" has no opening hours`,
				Help: "add them to content/services.yaml if you know them, or take it out here"}},
		{markdown.Directive{Name: "week", Attrs: map[string]string{"services": "lyne"}},
			markdown.Problem{Code: "service/unknown", Attr: "services", Write: "line", Message: `there is no service "lyne"`, Help: "did you mean line?"}},
		{markdown.Directive{Name: "website", Label: "always"},
			markdown.Problem{Code: "service/lacks", Attr: "label", Message: `the service "always" has no website`,
				Help: "add it to content/services.yaml if you know it, or take out :website[always]"}},
		{markdown.Directive{Name: "limits", Form: markdown.Inline, Label: "docter"},
			markdown.Problem{Code: "limits/unknown", Attr: "label", Message: `content/confidentiality.yaml has no "docter"`,
				Help: "did you mean doctor?", Write: "doctor"}},
		{markdown.Directive{Name: "limits", Form: markdown.Leaf, Attrs: map[string]string{"of": "bank"}},
			markdown.Problem{Code: "limits/unknown", Attr: "of", Message: `content/confidentiality.yaml has no "bank"`,
				Help: "what helpers pass on is in content/confidentiality.yaml: line, doctor"}},
		{markdown.Directive{Name: "source", Label: "act-1987"},
			markdown.Problem{Code: "source/unknown", Attr: "label", Message: `there is no source "act-1987"`,
				Help: "did you mean act-1978? the sources are listed in content/sources.yaml", Write: "act-1978"}},
		{markdown.Directive{Name: "source", Label: "a-book-that-i-read"},
			markdown.Problem{Code: "source/unknown", Attr: "label", Message: `there is no source "a-book-that-i-read"`,
				Help: "add it to content/sources.yaml: sotto explain key/sources.id and the keys beside it say what an entry holds"}},
	}
	for _, test := range tests {
		test.want.Severity = diag.Error
		html, problem := component(test.d)
		if html != "" || problem == nil || *problem != test.want {
			t.Errorf("%s: got %q, %+v; want %+v", test.d.Name, html, problem, test.want)
			continue
		}
		checkRules(t, []diag.Finding{{Code: problem.Code}})
	}
}

// TestWeekIsNarrow: more columns than fit on a phone are refused, and so are none.
func TestWeekIsNarrow(t *testing.T) {
	r, s := renderer(t)
	for services, columns := range map[string]string{"line always quiet line": "4", " ": "0"} {
		html, problem := r.Component(s.Branch("en").Home, nil)(markdown.Directive{Name: "week", Attrs: map[string]string{"services": services}})
		if html != "" || problem == nil || problem.Code != "directive/value" || !strings.Contains(problem.Message, "not "+columns) {
			t.Errorf("%q: got %q, %+v", services, html, problem)
		}
	}
}

// TestDirectoryParts asks for parts that the directory does not have.
func TestDirectoryParts(t *testing.T) {
	r, s := renderer(t)
	component := r.Component(s.Branch("en").Home, nil)
	for of, want := range map[string]markdown.Problem{
		"wrld": {Message: `the directory has no part "wrld"`, Help: "did you mean of=world?", Write: "world"},
		"x":    {Message: `the directory has no part "x"`, Help: "write one of: countries, world"},
	} {
		want.Code, want.Severity, want.Attr = "directive/value", diag.Error, "of"
		html, problem := component(markdown.Directive{Name: "directory", Attrs: map[string]string{"of": of}})
		if html != "" || problem == nil || *problem != want {
			t.Errorf("%s: got %q, %+v; want %+v", of, html, problem, want)
		}
	}
}

// TestComponentFails has a template that fails for what one author writes, and
// neither for the full view nor for the empty one.
func TestComponentFails(t *testing.T) {
	s := fixture(t)
	w, _ := locale.New(s.Languages)
	templates := realTemplates(t)
	templates["components/note.html"] = &fstest.MapFile{Data: []byte("<p>\n{{if eq .Label \"odd\"}}{{slice .Label 0 9}}{{end}}</p>")}
	r, findings, err := New(s, w, testAssets, templates)
	if err != nil || r == nil {
		t.Fatal(err, report(findings))
	}
	component := r.Component(s.Branch("en").Home, nil)
	want := "the template of note fails here, in line 2 of templates/components/note.html: <slice .Label 0 9>: error calling slice: index out of range: 9"
	html, problem := component(markdown.Directive{Name: "note", LabelHTML: "odd"})
	if html != "" || problem == nil || problem.Message != want || problem.Severity != diag.Error {
		t.Errorf("got %q, %+v", html, problem)
	} else {
		checkRules(t, []diag.Finding{{Code: problem.Code}})
	}
	if html, problem = component(markdown.Directive{Name: "note", LabelHTML: "even"}); html != "<p></p>" || problem != nil {
		t.Errorf("got %q, %+v", html, problem)
	}
}

// TestGoodTemplates goes as far as a template may.
func TestGoodTemplates(t *testing.T) {
	s := fixture(t)
	w, _ := locale.New(s.Languages)
	for _, text := range []string{
		"{{.Frame.Title}}{{/* " + strings.Repeat("x", maxTemplate-26) + "*/}}",
		"{{range $i := 1000}}{{end}}",
		"{{range " + fmt.Sprint(maxWritten/10000-1) + "}}" + strings.Repeat("0123456789", 1000) + "{{end}}",
		"{{$x := \"x\"}}{{range 16}}{{$x = print $x $x}}{{end}}{{len $x}}",
	} {
		templates := realTemplates(t)
		templates["page.html"] = &fstest.MapFile{Data: []byte(text)}
		if r, findings, err := New(s, w, testAssets, templates); r == nil || err != nil || len(findings) > 0 {
			t.Errorf("%.60s: %v\n%s", text, err, report(findings))
		}
	}
}

// checkRules checks that every finding is of a documented rule.
func checkRules(t *testing.T, findings []diag.Finding) {
	t.Helper()
	for _, f := range findings {
		if !slices.ContainsFunc(Rules(), func(r diag.Rule) bool { return r.Code == f.Code }) {
			t.Errorf("there is no rule %s", f.Code)
		}
	}
}

func TestRules(t *testing.T) {
	rules := Rules()
	if !slices.IsSortedFunc(rules, func(a, b diag.Rule) int { return strings.Compare(a.Code, b.Code) }) {
		t.Error("the rules are not sorted by code")
	}
	// What the tests above raise; each is compared there in full.
	raised := []string{
		"boilerplate/unknown",
		"chart/gap", "chart/label", "chart/negative", "chart/size", "chart/unit", "figure/discreet", "law/lacks", "law/unknown", "law/which",
		"limits/unknown", "message/missing", "service/lacks", "service/unknown", "source/unknown", "template/execute",
		"template/missing", "template/size", "template/special", "template/syntax", "template/unused", "template/words",
	}
	var codes []string
	for _, r := range rules {
		codes = append(codes, r.Code)
		if r.Summary == "" || r.Explain == "" || r.Severity != diag.Error {
			t.Errorf("the rule %s is not complete", r.Code)
		}
	}
	if !slices.Equal(codes, raised) {
		t.Errorf("the rules are %q, the tests raise %q", codes, raised)
	}
}
