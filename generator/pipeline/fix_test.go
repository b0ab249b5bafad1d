package pipeline

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// byFile gathers the findings of files, and the edits that they offer.
func byFile(list []diag.Finding) (told map[string][]diag.Finding, edits map[string][]diag.Edit) {
	told, edits = map[string][]diag.Finding{}, map[string][]diag.Edit{}
	for _, f := range list {
		told[f.Pos.File] = append(told[f.Pos.File], f)
		for _, e := range f.Fix {
			edits[e.File] = append(edits[e.File], e)
		}
	}
	return told, edits
}

// A planted sentence whose finding says what to write is fine when that is
// written, but for what only a person can decide then.
func TestPlantedSentencesAreMended(t *testing.T) {
	list, _, in, content := plantedSite(t)
	res, _ := mustBuild(t, in)
	before, edits := byFile(res.Findings)
	for file, list := range edits {
		name := strings.TrimPrefix(file, "content/")
		data, _ := diag.Apply(content[name].Data, list)
		content[name] = &fstest.MapFile{Data: data}
	}
	res, _ = mustBuild(t, in)
	after, _ := byFile(res.Findings)
	mended, codes := 0, map[string]int{}
	for _, s := range list {
		if edits[s.file] == nil {
			continue
		}
		mended++
		codes[before[s.file][0].Code]++
		same := func(f diag.Finding) bool {
			return f.Code == before[s.file][0].Code && (len(f.Fix) == 0 || f.Pos.Line == s.line && f.Pos.Col <= s.col)
		}
		if len(after[s.file]) > 1 || slices.ContainsFunc(after[s.file], same) {
			t.Errorf("%s: is not mended:\n%s\nwas:\n%s", s.at, sitetest.Text(after[s.file]), sitetest.Text(before[s.file]))
		}
	}
	if mended < 130 || len(codes) < 18 {
		t.Errorf("only %d sentences of %d codes were mended: %v", mended, len(codes), codes)
	}
}

// Edits name their file as its reader would open it, as their finding does.
func TestEditsNameTheFile(t *testing.T) {
	in := inputs(t, nil)
	content := sitetest.Folder(t, in.Content)
	content["broken.md"] = &fstest.MapFile{Data: []byte("---\ntitel: A page\ndescription: What it is for.\n---\nText.\n")}
	in.Content, in.Names.Content = content, "here/pages"
	res, _ := mustBuild(t, in)
	if len(res.Findings) != 1 || len(res.Findings[0].Fix) != 1 || res.Findings[0].Fix[0] != (diag.Edit{File: "here/pages/broken.md", Start: 4, End: 9, New: "title"}) {
		t.Errorf("got %+v", res.Findings)
	}
}

// What takes the place of a word has the word's end.
func TestSpellingKeepsItsEnd(t *testing.T) {
	_, _, in, content := plantedSite(t)
	text := "---\n" + reviewDue + "title: An end\ndescription: What an end is.\ndate: 2026-11-01\n---\n\n"
	content["ends.md"] = &fstest.MapFile{Data: []byte(text + "They recieved letters, and the colors faded. We should of known.\n")}
	res, _ := mustBuild(t, in)
	_, edits := byFile(res.Findings)
	got, _ := diag.Apply(content["ends.md"].Data, edits["content/ends.md"])
	if want := text + "They received letters, and the colours faded. We should have known.\n"; string(got) != want {
		t.Errorf("got %s", strings.TrimPrefix(string(got), text))
	}
}

// What fits in the place of a term is typed, as the term is written; where only its
// author can say what is meant, nothing is.
func TestTermsInTheirPlace(t *testing.T) {
	_, _, in, content := plantedSite(t)
	page := func(title string) string {
		return "---\n" + reviewDue + "title: " + title + "\ndescription: What " + title + " is about, in a few words.\ndate: 2026-11-01\n---\n\n"
	}
	all := []struct{ file, was, is string }{
		{"one.md", "Historic child abuse was told\nagain, and historical\nabuse too.\n", "Non-recent child abuse was told\nagain, and non-recent abuse too.\n"},
		{"two.md", "Two sex offenders and one sex offender spoke.\n", "Two people who have committed sexual offences and one person who has committed a sexual offence spoke.\n"},
		{"three.md", "He **committed** suicide in May.\n", "He **committed** suicide in May.\n"},
		{"four.md", "The paper wrote that he committed suicide.\n", "The paper wrote that he died by suicide.\n"},
		{"five.md", "Historical sexual offences take long.\n", "Historical sexual offences take long.\n"},
		{"un.cy.md", "Mae cam-drin hanesyddol yn aros, a gam-drin hanesyddol hefyd.\n", "Mae cam-drin nad yw'n ddiweddar yn aros, a gam-drin hanesyddol hefyd.\n"},
	}
	for _, c := range all {
		content[c.file] = &fstest.MapFile{Data: []byte(page(c.file) + c.was)}
	}
	res, _ := mustBuild(t, in)
	told, edits := byFile(res.Findings)
	for _, c := range all {
		if list := told["content/"+c.file]; !slices.ContainsFunc(list, func(f diag.Finding) bool { return f.Code == "term/avoid" }) {
			t.Errorf("%s: no term is told:\n%s", c.file, sitetest.Text(list))
		}
		if got, _ := diag.Apply(content[c.file].Data, edits["content/"+c.file]); string(got) != page(c.file)+c.is {
			t.Errorf("%s: got %s", c.file, strings.TrimPrefix(string(got), page(c.file)))
		}
	}
}
