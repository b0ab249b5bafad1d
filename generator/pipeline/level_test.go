package pipeline

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// side is one of the two pages of a pair in testdata/level/pairs.txt.
func side(title, text string) (page string, places []diag.Finding) {
	front, body, ok := strings.Cut(text, " --- ")
	if !ok {
		front, body = "", text
	}
	description := "description: Tudalen am hyn i gyd, gyda geiriau.\n"
	if strings.Contains(front, "description:") {
		description = ""
	}
	page = "---\ntitle: " + title + "\n" + description + "date: 2026-11-01\n"
	if front != "" {
		page += front + "\n"
	}
	page += "---\n" + strings.ReplaceAll(body, `\n`, "\n") + "\n"
	for {
		before, rest, ok := strings.Cut(page, "«")
		if !ok {
			return page, places
		}
		marked, after, _ := strings.Cut(rest, "»")
		places = append(places, diag.Finding{Length: utf8.RuneCountInString(marked),
			Pos: diag.Pos{Line: strings.Count(before, "\n") + 1, Col: utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:]) + 1}})
		page = before + marked + after
	}
}

// A page that differs from its translation is told, at its line, and names the
// line in the original; what languages may do each in its own way is not.
func TestLevel(t *testing.T) {
	data, err := os.ReadFile("testdata/level/pairs.txt")
	if err != nil {
		t.Fatal(err)
	}
	in := inputs(t, nil)
	content := sitetest.Folder(t, in.Content)
	numbers := []byte("languages: {words: {cy: {numbers: [un, dau, tri, pedwar, pump, chwech, saith, wyth, naw, deg]}}}\n")
	content["rules.yaml"] = &fstest.MapFile{Data: numbers}
	type pair struct {
		at, level, code string
		places          []diag.Finding
	}
	pairs := map[string]pair{}
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		head, text, _ := strings.Cut(line, ": ")
		original, twin, ok := strings.Cut(text, " || ")
		if !ok {
			t.Fatalf("line %d is no pair", i+1)
		}
		p := pair{at: fmt.Sprintf("pairs.txt:%d", i+1)}
		p.level, p.code, _ = strings.Cut(head, " ")
		name := fmt.Sprintf("pair-%d", i+1)
		page, _ := side("Page "+name, original)
		content[name+".md"] = &fstest.MapFile{Data: []byte(page)}
		page, p.places = side("Tudalen "+name, twin)
		content[name+".cy.md"] = &fstest.MapFile{Data: []byte(page)}
		if p.code != "" && p.places == nil {
			// The first line of the text, or of the file.
			front, body, _ := strings.Cut(page, "\n---\n")
			line, _, _ := strings.Cut(body, "\n")
			p.places = []diag.Finding{{Pos: diag.Pos{Line: strings.Count(front, "\n") + 3, Col: 1}, Length: utf8.RuneCountInString(line)}}
			if p.code == "level/front" {
				p.places = []diag.Finding{{Pos: diag.Pos{Line: 1, Col: 1}, Length: 3}}
			}
		}
		pairs["content/"+name+".cy.md"] = p
	}
	in.Content = content
	res, _ := mustBuild(t, in)
	found := map[string][]diag.Finding{}
	for _, f := range res.Findings {
		if _, ok := pairs[f.Pos.File]; ok {
			found[f.Pos.File] = append(found[f.Pos.File], f)
		} else if !strings.HasPrefix(f.Pos.File, "public/") {
			t.Errorf("elsewhere: %s", sitetest.Text([]diag.Finding{f}))
		}
	}
	for file, p := range pairs {
		got := found[file]
		if len(got) != len(p.places) {
			t.Errorf("%s: %d findings, want %d of %s:\n%s", p.at, len(got), len(p.places), p.code, sitetest.Text(got))
			continue
		}
		original := strings.Replace(file, ".cy.md", ".md", 1)
		for i, f := range got {
			if f.Code != p.code || f.Severity.String() != p.level || f.Pos.Line != p.places[i].Pos.Line || f.Pos.Col != p.places[i].Pos.Col || f.Length != p.places[i].Length {
				t.Errorf("%s: want %s[%s] at %+v; got:\n%s", p.at, p.level, p.code, p.places[i], sitetest.Text(got))
			}
			if f.Help == "" || !strings.Contains(f.Message, original) || len(f.Also) != 1 || f.Also[0].File != original || f.Also[0].Line == 0 {
				t.Errorf("%s: the finding does not name its place in the original:\n%s", p.at, sitetest.Text(got))
			}
		}
	}
}

var toWrite = regexp.MustCompile(`(translationOf|reviewedText): [\[\]a-f0-9, ]+`)

// said is what a finding says to write.
func said(f diag.Finding) string { return toWrite.FindString(f.Help) + "\n" }

// A translation that keeps the digests which the tool prints is told when its
// original changes, and in which section; typography, links, front matter and
// exemptions change nothing that a translator would have to follow.
func TestStamps(t *testing.T) {
	const text = "First \"words\" - and more.\n\n## Where\n\nCall :phone[helpline], or [what is kept](privacy.md).\n\n## When\n\nAt once.\n\n:::note[So]\nNow.\n:::\n"
	const welsh = "Geiriau.\n\n## Ble\n\nFfoniwch :phone[helpline], neu [darllenwch](privacy.md).\n\n## Pryd\n\nAr unwaith.\n\n:::note[Felly]\nNawr.\n:::\n"
	small := inputs(t, nil)
	// stamps builds each text with a translation that keeps a stamp, and
	// returns the one finding about its stamp; others do not matter here.
	stamps := func(texts []string, stamp func(i int) string) []diag.Finding {
		content := sitetest.Folder(t, small.Content)
		content["rules.yaml"] = &fstest.MapFile{Data: []byte("languages: {stamped: true}\n")}
		for i, text := range texts {
			front := fmt.Sprintf("---\ntitle: T %d\ndescription: A page for a test of what has changed.\ndate: 2026-11-01\n", i)
			content[fmt.Sprintf("t%d.md", i)] = &fstest.MapFile{Data: []byte(front + "---\n" + text)}
			content[fmt.Sprintf("t%d.cy.md", i)] = &fstest.MapFile{Data: []byte(front + stamp(i) + "---\n" + welsh)}
		}
		in := small
		in.Content = content
		res, _ := mustBuild(t, in)
		out := make([]diag.Finding, len(texts))
		for _, f := range res.Findings {
			var i int
			if n, _ := fmt.Sscanf(f.Pos.File, "content/t%d.cy.md", &i); n == 1 && (f.Code == "level/stamp" || f.Code == "level/behind") {
				out[i] = f
			}
		}
		return out
	}
	first := stamps([]string{text}, func(int) string { return "" })[0]
	if first.Code != "level/stamp" || first.Severity != diag.Warning {
		t.Fatalf("a translation without a stamp: %+v", first)
	}
	texts, want := []string{}, []string{}
	is := func(text, told string) { texts, want = append(texts, text), append(want, told) }
	change := func(old, fresh, told string) { is(strings.Replace(text, old, fresh, 1), told) }
	is(text, "")
	is(strings.ReplaceAll(text, `"`, "“"), "")
	is(strings.ReplaceAll(text, "\n", "\r\n"), "")
	change(" - ", " — ", "")
	change("and more", "and&nbsp;more", "")
	change("[what is kept]", "[*read* on]", "")
	change("privacy.md", "help/index.md", "")
	change("At once", "At\nonce", "")
	change("At once", `:allow[At once]{rule=chapter/exercise why="a test" until=2027-06-01}`, "")
	change("At once", "In time", `"When" (line 12) has changed`)
	change("First", "Other", `the beginning (line 6) has changed`)
	change("## When", "## How soon", `"How soon" (line 12) has changed`)
	change(":::note", ":::warning", `"When" (line 12) has changed`)
	change("[helpline]", "[emergency]", `"Where" (line 8) has changed`)
	change("Now", "Not now", `"When" (line 12) has changed`)
	change("## When", "### When", `"Where" (line 8) has changed; one section has gone`)
	change("## When", "## New\n\nA.\n\n## When", `"New" (line 12) is new`)
	is(text[:strings.Index(text, "## When")], `one section has gone`)
	got := stamps(texts, func(int) string { return said(first) })
	for i, f := range got {
		if want[i] == "" && f.Code != "" || want[i] != "" && (f.Code != "level/behind" || !strings.HasSuffix(f.Message, ".md: "+want[i]) || f.Pos.Line != 5 || len(f.Also) != 1) {
			t.Errorf("%q: got %s, want %s", texts[i], sitetest.Text(got[i:i+1]), want[i])
		}
	}
	// What the findings say to write is right.
	for i, f := range stamps(texts, func(i int) string {
		if got[i].Code == "" {
			return said(first)
		}
		return said(got[i])
	}) {
		if f.Code != "" {
			t.Errorf("%q: after writing what was said: %s", texts[i], sitetest.Text([]diag.Finding{f}))
		}
	}
}

// A review is of a text: the digest that the tool prints holds until the text
// changes.
func TestReviewOfAText(t *testing.T) {
	const file = "content/privacy.md"
	review := "reviewed: 2026-11-01\nreviewedBy: a clinical psychologist\n"
	build := func(more, body string) (string, []byte) {
		in := with(t, inputs(t, nil), file, func(old string) string {
			return strings.Replace(strings.Replace(old, "date:", review+more+"date:", 1), "This site sees little.", body, 1)
		})
		res, out := mustBuild(t, in)
		var list []diag.Finding
		for _, f := range res.Findings {
			if f.Pos.File == file {
				list = append(list, f)
			}
		}
		return sitetest.Text(list), out["privacy/index.html"]
	}
	first, _ := build("", "This site sees little.")
	digest := toWrite.FindString(first)
	if !strings.Contains(first, "warning[date/text]") || len(digest) != len("reviewedText: ")+12 {
		t.Fatalf("a review without a text: %s", first)
	}
	if got, page := build(digest+"\n", "This site sees  *little*."); got != "" || !bytes.Contains(page, []byte("(a clinical psychologist)")) {
		t.Errorf("after writing what was said: %s\n%s", got, bytes.TrimSpace(page))
	}
	got, _ := build(digest+"\n", "This site sees much.")
	if !strings.Contains(got, "warning[date/text]: the text has changed since it was checked") || strings.Count(got, digest) != 1 || len(toWrite.FindAllString(got, -1)) != 2 {
		t.Errorf("a changed text: %s", got)
	}
}
