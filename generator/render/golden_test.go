package render

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"sotto/generator/markdown"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// golden compares texts with the sections of a file. HTML is shown with a line
// for each tag that follows another, which changes nothing else.
func golden(t *testing.T, file string, got map[string]string) {
	t.Helper()
	f := sitetest.Open(t, file)
	for _, name := range f.Names() {
		if _, ok := got[name]; !ok {
			f.Want(t, name, "")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		f.Want(t, name, got[name]+"\n")
	}
}

func lines(html string) string { return strings.ReplaceAll(html, "><", ">\n<") }

func TestPages(t *testing.T) {
	r, s := renderer(t)
	got := map[string]string{}
	for _, p := range s.Pages {
		html, findings := r.Execute(r.View(p, doc(p)), nil)
		if len(findings) > 0 {
			t.Errorf("%s:\n%s", p.Source, report(findings))
		}
		got[p.Source] = lines(string(html))
	}
	html, findings := r.Execute(r.Redirect(s.Page("guides/one/first.md", "en")), nil)
	if len(findings) > 0 {
		t.Error(report(findings))
	}
	got["redirect"] = lines(string(html))
	golden(t, "testdata/pages.txtar", got)
}

func TestComponents(t *testing.T) {
	r, s := renderer(t)
	tests := []struct {
		name string
		d    markdown.Directive
	}{
		{"note", markdown.Directive{Name: "note", Content: "<p>Text</p>"}},
		{"note-label", markdown.Directive{Name: "note", LabelHTML: "You <em>leave</em>", Content: "<p>Text</p>"}},
		{"warning", markdown.Directive{Name: "warning", Content: "<p>Text</p>"}},
		{"warning-label", markdown.Directive{Name: "warning", LabelHTML: "Careful", Content: "<p>Text</p>"}},
		{"exercise", markdown.Directive{Name: "exercise", LabelHTML: "Notes", Attrs: map[string]string{"minutes": "10"}, Content: "<p>Text</p>"}},
		{"exercise-one", markdown.Directive{Name: "exercise", LabelHTML: "Notes", Attrs: map[string]string{"minutes": "1"}, Content: "<p>Text</p>"}},
		{"exercise-long", markdown.Directive{Name: "exercise", LabelHTML: "Notes", Attrs: map[string]string{"minutes": "90"}, Content: "<p>Text</p>"}},
		{"exercise-open", markdown.Directive{Name: "exercise", LabelHTML: "Notes", Content: "<p>Text</p>"}},
		{"worked-example", markdown.Directive{Name: "worked-example", LabelHTML: "One", Content: "<p>Text</p>"}},
		{"reflection", markdown.Directive{Name: "reflection", Content: "<ul><li>Q</li></ul>"}},
		{"details", markdown.Directive{Name: "details", LabelHTML: "Why?", Content: "<p>Text</p>"}},
		{"steps", markdown.Directive{Name: "steps", Content: "<ol><li>One</li></ol>"}},
		{"wave", markdown.Directive{Name: "wave", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"loop", markdown.Directive{Name: "loop", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"triangle", markdown.Directive{Name: "triangle", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"wheel", markdown.Directive{Name: "wheel", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"rings", markdown.Directive{Name: "rings", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"lights", markdown.Directive{Name: "lights", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"road", markdown.Directive{Name: "road", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"stairs", markdown.Directive{Name: "stairs", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"day", markdown.Directive{Name: "day", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"sides", markdown.Directive{Name: "sides", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"nations", markdown.Directive{Name: "nations", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"regions", markdown.Directive{Name: "regions", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"way", markdown.Directive{Name: "way", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"breath", markdown.Directive{Name: "breath", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"pause", markdown.Directive{Name: "pause", LabelHTML: "Drawn", Content: "<ol><li>One</li></ol>"}},
		{"picture", markdown.Directive{Name: "picture", LabelHTML: "<strong>Drink</strong> water", Attrs: map[string]string{"of": "phone"}}},
		{"screen", markdown.Directive{Name: "screen", Content: "<p>Text</p>"}},
		{"cut", markdown.Directive{Name: "cut", Content: "<p>Text</p>"}},
		{"write", markdown.Directive{Name: "write", LabelHTML: "My <em>numbers</em>", Attrs: map[string]string{"lines": "3"}}},
		{"ten", markdown.Directive{Name: "ten", LabelHTML: "One for each minute"}},
		{"grid", markdown.Directive{Name: "grid", Content: "<table><tr><td>1</td></tr></table>"}},
		{"room", markdown.Directive{Name: "room", LabelHTML: "1"}},
		{"wave-bare", markdown.Directive{Name: "wave", Content: "<ol><li>One</li></ol>"}},
		{"choices", markdown.Directive{Name: "choices", Content: `<ul><li><a href="/a/">A</a> — about a</li><li><a href="/b/">B</a></li></ul>`}},
		{"speaker", markdown.Directive{Name: "speaker", LabelHTML: "The <em>chief</em>", Attrs: map[string]string{"of": "the North's police"}, Content: "<p>Text</p>"}},
		{"speaker-alone", markdown.Directive{Name: "speaker", LabelHTML: "A man who called", Content: "<p>Text</p>"}},
		{"reading", markdown.Directive{Name: "reading", Content: "<p>Text</p>"}},
		{"reading-label", markdown.Directive{Name: "reading", LabelHTML: "How we see it", Content: "<p>Text</p>"}},
		{"ends", markdown.Directive{Name: "ends"}}, // of a page with contacts: TestEnds
		{"boilerplate", markdown.Directive{Name: "boilerplate", Attrs: map[string]string{"id": "charity"}}},
		{"boilerplate-lang", markdown.Directive{Name: "boilerplate", Attrs: map[string]string{"id": "north"}}},
		{"next", markdown.Directive{Name: "next", LabelHTML: "Go on", Attrs: map[string]string{"to": "/help/#x"}}},
		{"next-lang", markdown.Directive{Name: "next", LabelHTML: "Go on", Attrs: map[string]string{"to": "/cy/"}, Targets: map[string]markdown.Target{"to": {Href: "/cy/", Lang: "cy"}}}},
		{"service", markdown.Directive{Name: "service", Attrs: map[string]string{"id": "line"}}},
		{"service-plain", markdown.Directive{Name: "service", Attrs: map[string]string{"id": "abroad"}}},
		{"crisis", markdown.Directive{Name: "crisis"}},
		{"doors", markdown.Directive{Name: "doors", Content: `<ul><li><a href="/a/">A</a></li></ul>`}},
		{"contents", markdown.Directive{Name: "contents"}},
		{"week", markdown.Directive{Name: "week", Attrs: map[string]string{"services": "line quiet"}}},
		{"a-to-z", markdown.Directive{Name: "a-to-z"}},
		{"start", markdown.Directive{Name: "start"}},
		{"phrases", markdown.Directive{Name: "phrases"}},
		{"languages", markdown.Directive{Name: "languages"}},
		{"directory", markdown.Directive{Name: "directory"}},
		{"directory-countries", markdown.Directive{Name: "directory", Attrs: map[string]string{"of": "countries"}}},
		{"directory-world", markdown.Directive{Name: "directory", Attrs: map[string]string{"of": "world"}}},
		{"phone", markdown.Directive{Name: "phone", Label: "line"}},
		{"hours", markdown.Directive{Name: "hours", Label: "line"}},
		{"hours-always", markdown.Directive{Name: "hours", Label: "always"}},
		{"service-quiet", markdown.Directive{Name: "service", Attrs: map[string]string{"id": "quiet"}}},
		{"hours-old", markdown.Directive{Name: "hours", Label: "quiet"}},
		{"text", markdown.Directive{Name: "text", Label: "quiet"}},
		{"website", markdown.Directive{Name: "website", Label: "line"}},
		{"website-lang", markdown.Directive{Name: "website", Label: "web"}},
		{"source", markdown.Directive{Name: "source", Label: "act-1978"}},
		{"source-lang", markdown.Directive{Name: "source", Label: "adroddiad"}},
		{"source-excerpt", markdown.Directive{Name: "source", Label: "study"}},
		{"source-not-seen", markdown.Directive{Name: "source", Label: "known"}},
		{"allow", markdown.Directive{Name: "allow", Label: "These", LabelHTML: "<em>These</em>", Attrs: map[string]string{"rule": "term/avoid", "why": "it is quoted", "until": "2027-06-01"}}},
		{"table", markdown.Directive{Name: "table", Attrs: map[string]string{"data": "calls", "key": "change"}}},
		{"table-some", markdown.Directive{Name: "table", LabelHTML: "Only <em>some</em>", Attrs: map[string]string{"data": "calls", "columns": "change, before", "rows": "south north"}}},
		{"stat", markdown.Directive{Name: "stat", Label: "calls.north.after"}},
		{"stat-percent", markdown.Directive{Name: "stat", Label: "calls.north.change"}},
		{"stat-fewer", markdown.Directive{Name: "stat", Label: "calls.south.change"}},
		{"claim", markdown.Directive{Name: "claim", Label: "2,500", LabelHTML: "<em>2,500</em>", Attrs: map[string]string{"stat": "calls.north.after"}}},
		{"claim-untrue", markdown.Directive{Name: "claim", Label: "2,600", LabelHTML: "2,600", Attrs: map[string]string{"stat": "calls.north.after", "untrue": "a slip"}}},
		{"law", markdown.Directive{Name: "law", Form: markdown.Leaf, Attrs: map[string]string{"id": "theft"}}},
		{"law-topic", markdown.Directive{Name: "law", Form: markdown.Leaf, Attrs: map[string]string{"topic": "things"}}},
		{"law-nation", markdown.Directive{Name: "law", Form: markdown.Leaf, Attrs: map[string]string{"nation": "wales", "topic": "words"}}},
		{"law-cite", markdown.Directive{Name: "law", Form: markdown.Inline, Label: "theft"}},
		{"law-maximum", markdown.Directive{Name: "law", Form: markdown.Inline, Label: "theft", Attrs: map[string]string{"what": "maximum"}}},
		{"law-act", markdown.Directive{Name: "law", Form: markdown.Inline, Label: "theft", Attrs: map[string]string{"what": "act"}}},
		{"law-since", markdown.Directive{Name: "law", Form: markdown.Inline, Label: "theft-ni", Attrs: map[string]string{"what": "since"}}},
		{"law-where", markdown.Directive{Name: "law", Form: markdown.Inline, Label: "theft-ni", Attrs: map[string]string{"what": "nations"}}},
		{"limits", markdown.Directive{Name: "limits", Form: markdown.Leaf, Attrs: map[string]string{"of": "line"}}},
		{"limits-plain", markdown.Directive{Name: "limits", Form: markdown.Leaf, Attrs: map[string]string{"of": "doctor"}}},
		{"limits-line", markdown.Directive{Name: "limits", Form: markdown.Inline, Label: "line"}},
		{"limits-line-elsewhere", markdown.Directive{Name: "limits", Form: markdown.Inline, Label: "doctor"}},
		{"lang", markdown.Directive{Name: "lang", Label: "Tŷ", LabelHTML: "Tŷ", Attrs: map[string]string{"code": "cy"}}},
	}
	got := map[string]string{}
	seen := map[string]bool{"chart": true} // by TestCharts
	for _, l := range []site.Lang{"en", "cy"} {
		component := r.Component(s.Branch(l).Home, nil)
		for _, test := range tests {
			html, problem := component(test.d)
			if problem != nil {
				t.Errorf("%s: %+v", test.name, problem)
			}
			name := string(l) + "/" + test.name
			got[name] = lines(html)
			seen[test.d.Name] = true
		}
		for _, test := range []struct {
			name  string
			proof Proof
		}{
			{"proof", Proof{
				Date: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Pages: 1084, Requests: 1, Hosts: []string{"a.example", "b.example"},
				Scripts: []string{"sha256-x="}, CSP: "default-src 'none'; script-src 'sha256-x='", Plain: 49152, Packed: 10240, Discreet: 49, Alike: 49,
			}},
			{"proof-differing", Proof{Date: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Pages: 2, Requests: 3, CSP: "default-src 'none'", Discreet: 9, Alike: 1, Bits: 2.5}},
		} {
			name := string(l) + "/" + test.name
			html, problem := r.Component(s.Branch(l).Home, &test.proof)(markdown.Directive{Name: "proof"})
			if problem != nil {
				t.Errorf("%s: %+v", test.name, problem)
			}
			got[name] = lines(html)
			seen["proof"] = true
		}
	}
	for _, spec := range r.Directives() {
		if !seen[spec.Name] {
			t.Errorf("the directive %s is not tried", spec.Name)
		}
	}
	golden(t, "testdata/components.txtar", got)
}
