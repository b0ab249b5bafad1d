package pipeline

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// A planted sentence is a line of a file in testdata/house:
//
//	en term/avoid: He looked at «kiddie porn» for years.
//	cy fine: Mae'r llinell gymorth yn gyfrinachol, o fewn [y terfynau](help/confidentiality.md#limits).
//	en news warning contact/hours: We are open «Monday to Friday».\n\nAnd so on.
//
// Language, then, if it matters, the section that its page is in and the level
// of the finding (an error, when nothing is said), then the code of the one
// finding that it must raise, where the guillemets are; or "fine". A \n is the
// end of a line. A line that begins with "front " is about a text of the front
// matter: "en front title term/avoid: …". Lines with # are for people.
//
// Each becomes a page of its own on the small site, which has the house rules
// of the site that ships with Sotto, and all are built as a whole.
type sentence struct {
	at                 string // file and line
	lang, section, key string
	level, code, text  string
	marked             string // between the guillemets
	line, col          int    // where in its page
	file               string
}

func sentences(t *testing.T) []*sentence {
	paths, _ := filepath.Glob("testdata/house/*.txt")
	var out []*sentence
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			head, text, ok := strings.Cut(line, ": ")
			if !ok {
				t.Fatalf("%s:%d: %q is no sentence", path, i+1, line)
			}
			s := &sentence{at: fmt.Sprintf("%s:%d", path, i+1), level: "error", text: strings.ReplaceAll(text, `\n`, "\n")}
			words := strings.Fields(head)
			s.lang, s.code = words[0], words[len(words)-1]
			for j := 1; j < len(words)-1; j++ {
				switch words[j] {
				case "error", "warning", "info":
					s.level = words[j]
				case "front":
					j++
					s.key = words[j]
				default:
					s.section = words[j]
				}
			}
			out = append(out, s)
		}
	}
	return out
}

// page writes the page that holds the sentence, and notes where it stands.
func (s *sentence) page(t *testing.T, number int) (name, text string) {
	name = fmt.Sprintf("planted-%d.md", number)
	if s.lang != "en" {
		name = fmt.Sprintf("planted-%d.%s.md", number, s.lang)
	}
	if s.section != "" {
		name = s.section + "/" + name
	}
	front := map[string]string{"title": fmt.Sprintf("Planted %d", number), "description": fmt.Sprintf("Page %d is about this.", number)}
	if s.lang == "cy" {
		front = map[string]string{"title": fmt.Sprintf("Tudalen %d", number), "description": fmt.Sprintf("Mae tudalen %d am hyn.", number)}
	}
	body := s.text
	if s.key != "" {
		front[s.key], body = s.text, "Words.\n"
	}
	text = "---\n" + reviewDue + "title: " + front["title"] + "\ndescription: " + front["description"] + "\ndate: 2026-11-01\n"
	for _, key := range []string{"linkTitle", "issuer", "location", "launched"} {
		if front[key] != "" {
			text += key + ": " + front[key] + "\n"
		}
	}
	text += extraKeys[strings.SplitN(s.section, "/", 2)[0]] + "---\n\n" + body + "\n"
	s.file = "content/" + name
	before, rest, ok := strings.Cut(text, "«")
	if s.code == "fine" {
		return name, text
	}
	inner, after, closed := strings.Cut(rest, "»")
	if !ok || !closed {
		t.Fatalf("%s: nothing is between guillemets", s.at)
	}
	s.marked = inner
	s.line = strings.Count(before, "\n") + 1
	s.col = utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:]) + 1
	return name, before + inner + after
}

// reviewDue is what nearly all pages must have by the site's house rules.
const reviewDue = "reviewBy: 2027-11-01\n"

// lawsOfSentences are entries of laws that planted sentences name for the sake of
// other rules.
var lawsOfSentences = func() (out []byte) {
	for i, title := range []string{"Child Pornography Act 1996", "Indecent Images of Children (Scotland) Order 2015", "Deddf Cyfathrebu 2003", "Convention on the Rights of the Child 1989"} {
		year := title[len(title)-4:]
		out = fmt.Appendf(out, `
- {id: named-%d, topic: named, nations: [wales], act: {en: "%s", cy: "%s"}, year: %s, offence: {en: A name, cy: Enw}, covers: {en: A name., cy: Enw.},
  force: {en: Once., cy: Unwaith.}, source: none, checked: 2025-11-01, by: {en: nobody, cy: neb}, verifyBy: 2027-11-01}`, i, title, title, year)
	}
	return append(out, '\n')
}()

// extraKeys are what pages of a section need besides.
var extraKeys = map[string]string{
	"news":      "issuer: Example Police\n",
	"campaigns": "region: The coast\nlaunched: 2026-11\n",
}

// plantedSite is the small site with a page for every planted sentence, by its
// file, under the house rules of the real one.
func plantedSite(t *testing.T) (list []*sentence, by map[string]*sentence, in Inputs, content fstest.MapFS) {
	list = sentences(t)
	in = inputs(t, nil)
	content = sitetest.Folder(t, in.Content)
	if rules, err := os.ReadFile("../../content/rules.yaml"); err == nil {
		// The small site has few pages in Welsh, and not all that the rules name.
		rules := strings.NewReplacer("rule: both", "rule: notice", "stamped: true", "stamped: false").Replace(string(rules))
		content["rules.yaml"] = &fstest.MapFile{Data: []byte(rules)}
		for _, name := range []string{"law/index.md", "help/first-call.md", "about.md", "evidence.md", "evidence-risk.md", "voices.md", "someone-else.md", "young-people.md", "professionals.md"} {
			content[name] = &fstest.MapFile{Data: []byte("---\ntitle: Of " + name + "\ndescription: What " + name + " is for.\ndate: 2026-11-01\n---\nWords.\n")}
		}
		for name, f := range content {
			if strings.HasSuffix(name, ".md") {
				content[name] = &fstest.MapFile{Data: bytes.Replace(f.Data, []byte("---\n"), []byte("---\n"+reviewDue), 1)}
			}
		}
	}
	if laws, err := os.ReadFile("../../content/law.yaml"); err == nil {
		laws = bytes.ReplaceAll(laws, []byte("checked: 2026-"), []byte("checked: 2025-")) // before the small site's today
		laws = regexp.MustCompile(`(?m)^(  source: )[a-z0-9-]+$`).ReplaceAll(laws, []byte("${1}an entry of another file"))
		content["law.yaml"] = &fstest.MapFile{Data: append(laws, lawsOfSentences...)}
	}
	for name, f := range sitetest.Folder(t, os.DirFS("../../content/data")) {
		content["data/"+name] = f
	}
	const pages = "  privacy: privacy.md\n"
	settings := string(content["site.yaml"].Data)
	content["site.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(settings, pages, pages+"  limits: help/confidentiality.md#limits\n", 1))}
	by = map[string]*sentence{}
	for i, s := range list {
		name, text := s.page(t, i)
		content[name] = &fstest.MapFile{Data: []byte(text)}
		by[s.file] = s
	}
	in.Content = content
	return list, by, in, content
}

func TestHouseRules(t *testing.T) {
	list, by, in, _ := plantedSite(t)
	res, _ := mustBuild(t, in)
	planted, fair := 0, 0
	for _, s := range list {
		if s.code == "fine" {
			fair++
		} else {
			planted++
		}
	}
	if planted < 400 || fair < 250 {
		t.Errorf("only %d planted sentences and %d fair ones were read", planted, fair)
	}
	told := map[string][]diag.Finding{}
	for _, f := range res.Findings {
		if by[f.Pos.File] == nil {
			t.Errorf("elsewhere: %s", sitetest.Text([]diag.Finding{f}))
		}
		told[f.Pos.File] = append(told[f.Pos.File], f)
	}
	for _, s := range list {
		got := told[s.file]
		if s.code == "fine" {
			if len(got) > 0 {
				t.Errorf("%s: is fine, and raises:\n%s", s.at, sitetest.Text(got))
			}
			continue
		}
		if len(got) != 1 {
			t.Errorf("%s: %d findings, want one of %s:\n%s", s.at, len(got), s.code, sitetest.Text(got))
			continue
		}
		f := got[0]
		code := f.Code
		if f.Rule != "" && strings.Count(s.code, "/") > 1 {
			code += "/" + f.Rule
		}
		if code != s.code || f.Severity.String() != s.level || f.Pos.Line != s.line || f.Pos.Col != s.col || f.Length != utf8.RuneCountInString(strings.SplitN(s.marked, "\n", 2)[0]) || f.Help == "" {
			t.Errorf("%s: want %s[%s] at %d:%d about %q, with help; got:\n%s", s.at, s.level, s.code, s.line, s.col, s.marked, sitetest.Text(got))
		}
	}
}
