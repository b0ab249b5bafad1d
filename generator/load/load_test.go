package load

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/figures"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// noon is the clock of every case that does not set its own.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// inputOf is what a case is loaded with. It may set clock, without, escapes,
// drafts, expired, future, baseURL, and static, whose paths are the files there.
func inputOf(t *testing.T, f *sitetest.File, content fs.FS) Input {
	t.Helper()
	in := Input{Content: content, Clock: noon}
	if clock, ok := f.Setting("clock"); ok {
		var err error
		if in.Clock, err = time.Parse(time.RFC3339, clock); err != nil {
			t.Fatal(err)
		}
	}
	_, in.Drafts = f.Setting("drafts")
	_, in.Expired = f.Setting("expired")
	_, in.Future = f.Setting("future")
	in.BaseURL, _ = f.Setting("baseURL")
	static := fstest.MapFS{}
	for _, line := range f.Settings("static") {
		for _, name := range strings.Fields(line) {
			static[name] = &fstest.MapFile{}
		}
	}
	in.Static = static
	return in
}

// properNoun begins the messages that may begin with a capital.
var properNoun = regexp.MustCompile(`^((Hugo|Jekyll|Eleventy|Zola|Starlight)'s|YAML|English|Welsh|Polish) `)

func base(t testing.TB) fstest.MapFS {
	t.Helper()
	return sitetest.Open(t, "testdata/base.txtar").Sources("", nil)
}

func mustLoad(t *testing.T, in Input) (*site.Site, []diag.Finding) {
	t.Helper()
	s, findings, err := Load(in)
	if err != nil {
		t.Fatal(err)
	}
	checkShape(t, in.Content, s, findings)
	return s, findings
}

// TestMistakes loads each case's bad/ files over the base site and expects
// exactly its findings; with the good/ files there must be none.
func TestMistakes(t *testing.T) {
	site := base(t)
	if _, findings := mustLoad(t, Input{Content: site, Clock: noon}); len(findings) > 0 {
		t.Fatalf("the base site has findings:\n%s", sitetest.Text(findings))
	}
	raised := map[string]bool{}
	sitetest.Each(t, "testdata/mistakes/*.txtar", 149, func(t *testing.T, f *sitetest.File) {
		_, findings := mustLoad(t, inputOf(t, f, f.Sources("bad/", site)))
		if len(findings) == 0 {
			t.Error("the mistake is not found")
		}
		for _, f := range findings {
			raised[f.Code] = true
			if strings.HasSuffix(f.Message, ".") || strings.HasSuffix(f.Help, ".") || strings.ToLower(f.Message[:1]) != f.Message[:1] && !properNoun.MatchString(f.Message) {
				t.Errorf("house rules: lower case, no full stop: %s: %s", f.Message, f.Help)
			}
		}
		f.Want(t, "findings", sitetest.Text(findings))
		good := inputOf(t, f, f.Twin("good/", site))
		good.BaseURL = ""
		if _, findings := mustLoad(t, good); len(findings) > 0 {
			t.Errorf("the good twin has findings:\n%s", sitetest.Text(findings))
		}
	})
	// Every rule has a case that breaks it, but for those that need other
	// files than short texts; TestSpecialFiles breaks them.
	for _, code := range []string{"file/special", "file/size", "front/size"} {
		raised[code] = true
	}
	for _, r := range Rules() {
		if !raised[r.Code] {
			t.Errorf("no case raises %s", r.Code)
		}
	}
}

// TestSites loads each case's files over the base site, expects no finding,
// and compares the model, as far as it differs from the base site's.
func TestSites(t *testing.T) {
	site := base(t)
	plain, _ := mustLoad(t, Input{Content: site, Clock: noon})
	sitetest.Each(t, "testdata/sites/*.txtar", 8, func(t *testing.T, f *sitetest.File) {
		s, findings := mustLoad(t, inputOf(t, f, f.Sources("content/", site)))
		if len(findings) > 0 {
			t.Errorf("there are findings:\n%s", sitetest.Text(findings))
		}
		f.Want(t, "model", dump(s, plain))
	})
}

// dump writes a model as text, leaving out pages that are the same in another.
func dump(s, other *site.Site) string {
	var out strings.Builder
	same := map[string]bool{}
	if other != nil {
		for _, p := range other.Pages {
			same[dumpPage(other, p)] = true
		}
	}
	for _, p := range s.Pages {
		if text := dumpPage(s, p); !same[text] {
			out.WriteString(text)
		}
	}
	for _, w := range s.Withheld {
		until := ""
		if !w.Until.IsZero() {
			until = " until " + w.Until.Format(time.RFC3339)
		}
		fmt.Fprintf(&out, "withheld: %s %s by %s%s\n", w.Page.Source, w.Why, w.By, until)
	}
	if !s.NextChange.IsZero() {
		fmt.Fprintf(&out, "next change: %s\n", s.NextChange.Format(time.RFC3339))
	}
	return out.String()
}

// dumpPage writes what is special about a page.
func dumpPage(s *site.Site, p *site.Page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %s -> %s\n", p.Source, p.Lang, p.Kind, p.Address, p.Output)
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "    %s: %s\n", name, value)
		}
	}
	pages := func(list []*site.Page) string {
		var names []string
		for _, p := range list {
			names = append(names, p.Source)
		}
		return strings.Join(names, ", ")
	}
	one := func(p *site.Page) string {
		if p == nil {
			return ""
		}
		return p.Source
	}
	differs := func(a, b string) string {
		if a == b {
			return ""
		}
		return a
	}
	line("key", differs(p.Key, strings.TrimSuffix(strings.TrimSuffix(p.Source, ".md"), "/index")))
	line("id", differs(p.ID, p.Key))
	line("tab", differs(p.TabTitle, p.Title))
	line("link", differs(p.LinkTitle, p.Title))
	line("aliases", strings.Join(p.Aliases, ", "))
	line("twins", pages(p.Twins))
	line("parent", one(p.Parent))
	line("children", pages(p.Children))
	line("prev", one(p.Prev))
	line("next", one(p.Next))
	if !p.Date.IsZero() {
		line("date", p.Date.Format(time.RFC3339))
	}
	line("lastmod", differs(p.LastMod.Format(time.RFC3339), p.Date.Format(time.RFC3339)))
	for _, f := range p.Fields {
		value := fmt.Sprintf("%+v", f.Value)
		if to, ok := f.Value.(*site.Page); ok {
			value = to.Source
		}
		line(f.Key, value)
	}
	line("mentions", pages(s.Mentions(p)))
	return b.String()
}

// checkShape holds for every load, however broken its input: findings have
// valid places and documented codes, and no page refers to a hidden one.
func checkShape(t testing.TB, fsys fs.FS, s *site.Site, findings []diag.Finding) {
	t.Helper()
	rules := map[string]diag.Severity{}
	for _, r := range append(Rules(), figures.Rules()...) { // which texts of the front matter may break
		rules[r.Code] = r.Severity
	}
	lines := map[string][]string{}
	for _, f := range findings {
		if want, ok := rules[f.Code]; !ok || want != f.Severity {
			t.Errorf("%s is not among the rules with the severity %s", f.Code, f.Severity)
		}
		if f.Message == "" || f.Help == "" || strings.Contains(f.Message, "\n") || visible(f.Message+f.Help) != f.Message+f.Help {
			t.Errorf("the words of a finding are missing or cannot be seen: %q, %q", f.Message, f.Help)
		}
		checkPlace(t, fsys, lines, f)
	}
	seen := map[*site.Page]bool{}
	for _, p := range s.Pages {
		seen[p] = true
	}
	own := map[*site.Seldom]*site.Page{}
	for _, p := range s.Pages {
		if q := own[p.Seldom]; q != nil && !p.Seldom.IsEmpty() {
			t.Errorf("what %s says seldom, %s says too: %+v", p.Source, q.Source, *p.Seldom)
		}
		own[p.Seldom] = p
	}
	for _, w := range s.Withheld {
		if seen[w.Page] {
			t.Errorf("%s is both published and withheld", w.Page.Source)
		}
	}
	for _, p := range s.Pages {
		var others []*site.Page
		others = append(others, p.Twins...)
		others = append(others, p.Children...)
		others = append(others, p.Trail()...)
		others = append(others, s.Alternates(p)...)
		others = append(others, s.Marked(p), p.After)
		others = append(others, p.Prev, p.Next)
		for _, f := range p.Fields {
			if to, ok := f.Value.(*site.Page); ok {
				others = append(others, to)
			}
		}
		others = append(others, s.Mentions(p)...)
		for _, o := range others {
			if o != nil && !seen[o] {
				t.Errorf("%s refers to %s, which is not published", p.Source, o.Source)
			}
		}
	}
}

// checkPlace makes sure that a finding points into its file.
func checkPlace(t testing.TB, fsys fs.FS, read map[string][]string, f diag.Finding) {
	t.Helper()
	name, ok := strings.CutPrefix(f.Pos.File, "content/")
	if !ok && f.Pos.File != "--baseURL" {
		t.Errorf("%q is not below content/", f.Pos.File)
	}
	if f.Pos.Line == 0 {
		return
	}
	lines := read[name]
	if lines == nil {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Errorf("a finding is in a file that cannot be read: %v", err)
			return
		}
		lines = strings.Split(string(data), "\n")
		read[name] = lines
	}
	if f.Pos.Line > len(lines) {
		t.Errorf("%s:%d is beyond the end of the file (%d lines)", name, f.Pos.Line, len(lines))
		return
	}
	if width := utf8.RuneCountInString(lines[f.Pos.Line-1]); f.Pos.Col < 1 || f.Pos.Col > width+1 || f.Length > max(1, width+1-f.Pos.Col) {
		t.Errorf("%s:%d:%d+%d is beyond the end of the line (%d characters): %s: %s", name, f.Pos.Line, f.Pos.Col, f.Length, width, f.Code, f.Message)
	}
}
