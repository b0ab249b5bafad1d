package pipeline

import (
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/sitetest"
)

// A chapter whose exercise is misspelt has one.
func TestAMisspeltExerciseIsOne(t *testing.T) {
	in := with(t, inputs(t, nil), "content/self-help/urges/right-now.md", func(s string) string {
		if strings.Count(s, ":::exercise") == 0 {
			t.Fatal("the chapter has no exercise")
		}
		return strings.ReplaceAll(s, ":::exercise", ":::exercize")
	})
	res, _ := mustBuild(t, in)
	for _, f := range res.Findings {
		if f.Code != "directive/unknown" {
			t.Errorf("told besides:\n%s", sitetest.Text(res.Findings))
			break
		}
	}
	if len(res.Findings) == 0 {
		t.Error("nothing is told")
	}
}

// A mistake in one of two languages is told where it is, and nothing else is told of the
// translation, which differs only as long as the mistake is there.
func TestOneMistakeIsToldOnce(t *testing.T) {
	base := inputs(t, nil)
	page := func(title, text string) string {
		return "---\ntitle: " + title + "\ndescription: What " + title + " is about, in a few words.\ndate: 2026-11-01\nweight: 10\n---\n" + text
	}
	good := map[string]string{
		"help/night.md":    page("At night", "Put the phone in another room.\n\n::crisis\n"),
		"help/night.cy.md": page("Yn y nos", "Rhowch y ffôn mewn ystafell arall.\n\n::crisis\n"),
	}
	content := sitetest.Folder(t, base.Content)
	content["rules.yaml"] = &fstest.MapFile{Data: []byte("languages: {words: {cy: {numbers: [un, dau, tri, pedwar, pump, chwech, saith, wyth, naw, deg]}}}\n")}
	for _, c := range []struct{ name, file, was, is, code string }{
		{"nothing", "help/night.md", "", "", ""},
		{"a title", "help/night.md", "title: At night", "title: At night: sleep", "yaml/syntax"},
		{"a day", "help/night.md", "2026-11-01", "1/11/2026", "value/date"},
		{"a day of the translation", "help/night.cy.md", "2026-11-01", "1 Tachwedd 2026", "value/date"},
		{"an equals sign", "help/night.cy.md", "weight: 10", "weight= 10", "yaml/syntax"},
		{"a telephone number", "help/night.cy.md", "arall.", "arall. Ffoniwch 0808 1000 900.", "contacts/number"},
		{"a directive", "help/night.md", "::crisis", "::crises", "directive/unknown"},
		{"what is true of a translation", "help/night.cy.md", "\n::crisis\n", "", "level/help"},
	} {
		for name, text := range good {
			content[name] = &fstest.MapFile{Data: []byte(text)}
		}
		if text := good[c.file]; c.was != "" {
			if strings.Count(text, c.was) != 1 {
				t.Fatalf("%s: %q is not there once", c.name, c.was)
			}
			content[c.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, c.was, c.is, 1))}
		}
		in := base
		in.Content = content
		res, _ := mustBuild(t, in)
		told, _ := byFile(res.Findings)
		var codes []string
		for _, f := range append(told["content/help/night.md"], told["content/help/night.cy.md"]...) {
			codes = append(codes, f.Code)
		}
		if got := strings.Join(codes, " "); got != c.code {
			t.Errorf("%s: %q is told, want %q:\n%s", c.name, got, c.code, sitetest.Text(res.Findings))
		}
	}
}
