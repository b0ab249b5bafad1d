package load

import (
	"fmt"
	"testing"
	"testing/fstest"

	"sotto/generator/site"
	"sotto/generator/sitetest"
)

const phraseWords = `- {id: kettle, place: first, text: {en: kettle, cy: tegell}}
- {id: lake, place: first, text: {en: lake, cy: llyn}}
- {id: river, place: second, text: {en: river, cy: afon}}
- {id: owl, place: second, text: {en: owl, cy: tylluan}}
`

// TestFreePhrase hands out every phrase of a list, each once: first those whose words
// nobody has, and always the same to the same page.
func TestFreePhrase(t *testing.T) {
	list := func() *phrases {
		return &phrases{words: map[string][]string{site.FirstWord: {"a", "b", "c"}, site.SecondWord: {"x", "y", "z"}}, used: map[string]bool{}}
	}
	f := list()
	f.use("b y")
	words := map[string]bool{"b": true, "y": true}
	seen := map[string]bool{"b y": true}
	for i := range 8 {
		phrase := f.free("self-help/one")
		if seen[phrase] || phrase == "" {
			t.Fatalf("phrase %d is %q, which somebody has", i, phrase)
		}
		seen[phrase] = true
		for _, w := range []string{phrase[:1], phrase[2:]} {
			if i < 2 && words[w] {
				t.Errorf("phrase %d is %q, and some words are nobody's", i, phrase)
			}
			words[w] = true
		}
	}
	if phrase := f.free("self-help/one"); phrase != "" {
		t.Errorf("all are given away, and there is %q", phrase)
	}
	a, b := list(), list()
	a.use("c z")
	b.use("c z")
	if x, y := a.free("self-help/urges/right-now"), b.free("self-help/urges/right-now"); x != y {
		t.Errorf("%q at one time, %q at another", x, y)
	}
	differ := false
	for i := range 9 {
		differ = differ || list().free(fmt.Sprint(i)) != list().free("0")
	}
	if !differ {
		t.Error("the page makes no difference")
	}
}

// TestPhrases gives translations the phrases of their originals and one number, holds
// the phrase of a page that is held back, and lets the older of two keep theirs.
func TestPhrases(t *testing.T) {
	fsys := base(t)
	page := func(name, more string) {
		fsys[name] = &fstest.MapFile{Data: []byte("---\ntitle: T " + name + "\ndescription: D.\naim: A.\ndiscreetTitle: " + name + "\n" + more + "---\n")}
	}
	fsys["phrases.yaml"] = &fstest.MapFile{Data: []byte(phraseWords)}
	page("self-help/early/index.md", "weight: 1\n")
	page("self-help/early/one.md", "phrase: lake owl\ndraft: true\n")
	page("self-help/early/two.md", "phrase: lake river\nweight: 20\n")
	page("self-help/triggers/index.md", "weight: 2\n")
	page("self-help/triggers/index.cy.md", "weight: 2\n")
	page("self-help/triggers/how-it-builds.md", "phrase: kettle   river\nweight: 10\n")
	page("self-help/triggers/second.md", "phrase: kettle owl\nweight: 20\n")
	page("self-help/triggers/second.cy.md", "weight: 20\n")
	s, findings := mustLoad(t, Input{Content: fsys, Clock: noon})
	if len(findings) > 0 {
		t.Fatal(sitetest.Text(findings))
	}
	for source, want := range map[string]string{
		"self-help/early/two.md":              "1.1 lake river",
		"self-help/triggers/how-it-builds.md": "2.1 kettle river",
		"self-help/triggers/second.md":        "2.2 kettle owl",
		"self-help/triggers/second.cy.md":     "2.2 tegell tylluan", // the only part, of the only guide, in Welsh
	} {
		for _, p := range s.Pages {
			if p.Source == source {
				if got := fmt.Sprintf("%d.%d %s", p.Parent.Number, p.Number, s.PhraseOf(p)); got != want {
					t.Errorf("%s: %s, not %s", source, got, want)
				}
			}
		}
	}

	page("self-help/early/three.md", "phrase: lake owl\nweight: 30\ndate: 2026-05-02\n")
	_, findings = mustLoad(t, Input{Content: fsys, Clock: noon})
	if len(findings) != 1 || findings[0].Code != "phrase/twice" || findings[0].Pos.File != "content/self-help/early/three.md" {
		t.Errorf("the phrase of a draft was given away:\n%s", sitetest.Text(findings))
	}
}
