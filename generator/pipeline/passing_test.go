package pipeline

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// Each entry of the confidentiality.yaml that ships is changed and made overdue,
// in one build for each: every page that states it says the new words, in its own
// language, and is named by a finding; no other page is.
func TestWhatHelpersPassOn(t *testing.T) {
	sitetest.Costly(t)
	const file = "content/confidentiality.yaml"
	data, err := os.ReadFile("../../" + file)
	if err != nil {
		t.Fatal(err)
	}
	in := shipped(t)
	base, _ := mustBuild(t, in)
	// A page states an entry in a sentence, or whole.
	sentence, whole := map[string][]string{}, map[string][]string{}
	err = fs.WalkDir(in.Content, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		text, err := fs.ReadFile(in.Content, name)
		for _, m := range regexp.MustCompile(`(::?)limits(?:\[|\{of=)([a-z-]+)`).FindAllStringSubmatch(string(text), -1) {
			by := sentence
			if m[1] == "::" {
				by = whole
			}
			by[m[2]] = append(by[m[2]], name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	outputs := map[string]string{}
	for _, p := range base.Site.Pages {
		outputs[p.Source] = p.Output
	}
	entries := strings.Split("\n"+string(data), "\n- id: ")[1:]
	if len(entries) < 8 {
		t.Fatalf("only %d entries", len(entries))
	}
	for _, entry := range sitetest.Some(entries, 16) { // a whole build each
		id, _, _ := strings.Cut(entry, "\n")
		t.Run(id, func(t *testing.T) {
			if len(whole[id]) < 2 {
				t.Errorf("the pages that state it whole are %q: one for each language is wanted", whole[id])
			}
			changed := regexp.MustCompile(`(  short:\n    en: ")`).ReplaceAllString(entry, "${1}Qshort. ")
			changed = regexp.MustCompile(`(  short:\n.*\n    cy: ")`).ReplaceAllString(changed, "${1}Qbyr. ")
			changed = regexp.MustCompile(`(  rule:\n    en: ")`).ReplaceAllString(changed, "${1}Qrule. ")
			changed = regexp.MustCompile(`(  rule:\n.*\n    cy: ")`).ReplaceAllString(changed, "${1}Qrheol. ")
			changed = regexp.MustCompile(`verifyBy: .*`).ReplaceAllString(changed, "verifyBy: 2026-11-27")
			res, out := mustBuild(t, edit(t, in, file, "\n- id: "+entry, "\n- id: "+changed))
			if n := diag.Count(res.Findings, diag.Error); n > 0 {
				t.Fatalf("%d errors:\n%s", n, sitetest.Text(res.Findings))
			}
			says := func(name string, words map[string]string) {
				lang := "en"
				if strings.HasSuffix(name, ".cy.md") {
					lang = "cy"
				}
				if !strings.Contains(string(out[outputs[name]]), words[lang]) {
					t.Errorf("%s states it, and does not say %q", name, words[lang])
				}
			}
			var stating, named []string
			for _, name := range sentence[id] {
				says(name, map[string]string{"en": "Qshort.", "cy": "Qbyr."})
				stating = append(stating, "content/"+name)
			}
			for _, name := range whole[id] {
				says(name, map[string]string{"en": "Qrule.", "cy": "Qrheol."})
				stating = append(stating, "content/"+name)
			}
			due := 0
			for _, f := range res.Findings {
				switch {
				case f.Code == "date/states":
					named = append(named, f.Pos.File)
				case f.Code == "date/due" && f.Pos.File == file:
					due++
				case f.Code == "level/behind" && !changedBefore(base.Findings, f):
					t.Errorf("the translation is the same as before, and is told to be behind: %s", f.Pos.File)
				}
			}
			slices.Sort(stating)
			slices.Sort(named)
			if stating = slices.Compact(stating); due != 1 || !slices.Equal(stating, slices.Compact(named)) {
				t.Errorf("%d findings at the entry; it is stated by %q, and these are named: %q", due, stating, named)
			}
			// Pages that do not state it are what they were.
			for name, page := range outputs {
				if !slices.Contains(stating, path.Join("content", name)) && regexp.MustCompile("Qshort|Qbyr|Qrule|Qrheol").Match(out[page]) {
					t.Errorf("%s does not state it, and has its words", name)
				}
			}
		})
	}
}

// changedBefore says whether a finding was there already.
func changedBefore(before []diag.Finding, f diag.Finding) bool {
	return slices.ContainsFunc(before, func(g diag.Finding) bool { return g.Code == f.Code && g.Pos == f.Pos })
}
