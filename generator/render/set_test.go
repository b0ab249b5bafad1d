package render

import (
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// TestSet: one set of templates serves all languages, with the words of each,
// and what one template defines is no other's.
func TestSet(t *testing.T) {
	s := fixture(t)
	for code, word := range map[site.Lang]string{"en": `<b> & "more"?`, "cy": "Ŵy’r 'byd' #1"} {
		l := s.Language(code)
		l.Messages = append(l.Messages, site.Message{Key: "odd", Other: word})
	}
	w, _ := locale.New(s.Languages)
	templates := realTemplates(t)
	set := func(file, text string) { templates[file] = &fstest.MapFile{Data: []byte(text)} }
	base := string(templates["base.html"].Data)
	set("base.html", strings.Replace(base, `{{template "main" .}}`, `{{template "middle" .}}`, 1)+`{{define "middle"}}<i>{{template "main" .}}</i>{{end}}{{define "own"}}base{{end}}`)
	set("home.html", `<h1>home</h1>{{template "own"}}{{define "own"}}of home{{end}}`)
	set("404.html", `<h1>404</h1>{{template "own"}}{{define "middle"}}<u>{{template "main" .}}</u>{{end}}`)
	set("components/note.html", `<p title="{{word "odd"}}">{{word "odd"}} <a href="/{{word "odd"}}">{{template "own"}}</a></p>{{define "own"}}of boxes{{end}}`)
	r, findings, err := New(s, w, testAssets, templates)
	if r == nil || err != nil {
		t.Fatal(err, report(findings))
	}
	for _, c := range []struct {
		lang                site.Lang
		note, home, missing string
	}{
		{"en", `<p title="&lt;b&gt; &amp; &#34;more&#34;?">&lt;b&gt; &amp; &#34;more&#34;? <a href="/&lt;b&gt; &amp; &#34;more&#34;?">of boxes</a></p>`,
			`<main id="main"><i><h1>home</h1>of home</i></main>`, `<main id="main"><u><h1>404</h1>base</u></main>`},
		{"cy", `<p title="Ŵy’r &#39;byd&#39; #1">Ŵy’r &#39;byd&#39; #1 <a href="/Ŵy’r &#39;byd&#39; #1">of boxes</a></p>`,
			`<main id="main"><i><h1>home</h1>of home</i></main>`, `<main id="main"><u><h1>404</h1>base</u></main>`},
	} {
		b := s.Branch(c.lang)
		if got, problem := r.Component(b.Home, nil)(markdown.Directive{Name: "note"}); got != c.note || problem != nil {
			t.Errorf("%s: got %s (%v), want %s", c.lang, got, problem, c.note)
		}
		for p, want := range map[*site.Page]string{b.Home: c.home, b.NotFound: c.missing} {
			if p == nil {
				continue
			}
			html, findings := r.Execute(r.View(p, doc(p)), nil)
			if !strings.Contains(string(html), want) || findings != nil {
				t.Errorf("%s: %s is not in %s", p.Source, want, html)
			}
		}
	}
}
