package render

import (
	"slices"
	"testing"
	"testing/fstest"

	"sotto/generator/locale"
)

// The templates that ship with Sotto say nothing by themselves; one that does
// is told, at each place.
func TestTyped(t *testing.T) {
	s := fixture(t)
	w, _ := locale.New(s.Languages)
	typed := func(page string) (said []string, told string) {
		templates := realTemplates(t)
		if page != "" {
			templates["page.html"] = &fstest.MapFile{Data: []byte(page)}
		}
		r, findings, err := New(s, w, testAssets, templates)
		if r == nil || err != nil {
			t.Fatal(err, report(findings))
		}
		files, findings := r.Typed()
		for _, f := range files {
			for _, p := range f.Prose {
				said = append(said, f.File+": "+p.Text)
			}
		}
		return said, report(findings)
	}
	before, told := typed("")
	if told != "" {
		t.Error(told)
	}
	said, told := typed("<p>{{.Frame.Title}}</p>\n<p title=\"Ring us\">\n  Or call 999, by\n  day</p>\n")
	for _, s := range []string{"templates/page.html: Ring us", "templates/page.html: Or call 999, by\n  day"} {
		if !slices.Contains(said, s) || slices.Contains(before, s) {
			t.Errorf("%q is not in %q, or was before", s, said)
		}
	}
	if want := `templates/page.html:2:11: error[template/words]: the template says "Ring us" on the pages of every language
   2 | <p title="Ring us">
     |           ^^^^^^^
help: give it a key in content/messages.… of each language, and write {{word "key"}} here

templates/page.html:3:3: error[template/words]: the template says "Or call 999, by …" on the pages of every language
   3 |   Or call 999, by
     |   ^^^^^^^^^^^^^^^
help: give it a key in content/messages.… of each language, and write {{word "key"}} here
`; told != want {
		t.Errorf("got\n%s", told)
	}
}

func TestTypedIn(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
		word bool
	}{
		{`<p>{{word "skip"}} · {{.Text}}: 12</p>`, []string{" · ", ": 12"}, false},
		{`<p class="call us">Call us</p>`, []string{"Call us"}, true},
		{`<nav aria-label="Main {{.X}} menu"><img alt='A dog'></nav>`, []string{"Main ", " menu", "A dog"}, true},
		{`<p{{with .Lang}} lang="{{.}}"{{end}} title = "Words">{{/* a }} comment */}}x</p>`, []string{"Words", "x"}, true},
		{`<!-- words --><style>p{color:red}</style><SCRIPT>var words</SCRIPT>&nbsp;&middot;`, []string{"&nbsp;&middot;"}, false},
		{`{{if eq .Kind "chapter"}}{{"Chapter"}}{{end}}{{printf "%s words" .X}}{{template "link" .}}`, []string{"Chapter", "%s words"}, true},
		{`a < b and {{.X`, []string{"a ", "< b and "}, true},
		{`<p title="open`, []string{"open"}, true},
		{`{{"open`, []string{"open"}, true},
		{"{{- `raw` -}}<", []string{"raw", "<"}, true},
	} {
		var got []string
		word := false
		for _, s := range typedIn(test.text) {
			got = append(got, test.text[s.start:s.end])
			word = word || wordIn(test.text[s.start:s.end]) >= 0
		}
		if !slices.Equal(got, test.want) || word != test.word {
			t.Errorf("%s: %q (a word: %v), want %q (%v)", test.text, got, word, test.want, test.word)
		}
	}
}

// Whatever stands in a template, the scanner comes to its end, and its
// stretches follow on one another within the text.
func FuzzTypedIn(f *testing.F) {
	for _, s := range []string{"<p title=\"a{{if .X}}b\">c", "{{\"\\", "<", "</", "<!--", "<a b='{{", "{{/*", "<style", "<style></st"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, p := range typedIn(s) {
			if p.start < at || p.end <= p.start || p.end > len(s) {
				t.Fatalf("%q: %v after %d", s, p, at)
			}
			at = p.end
		}
	})
}
