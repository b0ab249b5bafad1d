package load

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/diag"
	"sotto/generator/site"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

// noon is the clock of every case that does not set its own.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// kase is a txtar file. Its comment may hold directives, one a line:
//
//	clock 2026-12-01T07:00:00Z   build as at this time
//	without 404.md               take a file out of the base site
//	escapes                      write \u{200B} for a character, \x{E9} for a byte
//	drafts, expired, future      the flags -D, -E, -F
//	baseURL http://localhost/    the flag -b
type kase struct {
	path    string
	archive *txtar.Archive
	in      Input
	without []string
	escapes bool
}

func readCase(t *testing.T, path string) *kase {
	t.Helper()
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	k := &kase{path: path, archive: a, in: Input{Clock: noon}}
	for _, line := range strings.Split(string(a.Comment), "\n") {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "clock":
			if k.in.Clock, err = time.Parse(time.RFC3339, rest); err != nil {
				t.Fatal(err)
			}
		case "without":
			k.without = append(k.without, rest)
		case "escapes":
			k.escapes = true
		case "drafts":
			k.in.Drafts = true
		case "expired":
			k.in.Expired = true
		case "future":
			k.in.Future = true
		case "baseURL":
			k.in.BaseURL = rest
		}
	}
	return k
}

// properNoun begins the messages that may begin with a capital.
var properNoun = regexp.MustCompile(`^(Hugo's|YAML|English|Welsh|Polish) `)

var escape = regexp.MustCompile(`\\([ux])\{([0-9A-F]+)\}`)

// files lays the archive's files that begin with prefix over the base site.
func (k *kase) files(base fstest.MapFS, prefix string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, f := range base {
		fsys[name] = f
	}
	for _, name := range k.without {
		delete(fsys, name)
	}
	for _, f := range k.archive.Files {
		name, ok := strings.CutPrefix(f.Name, prefix)
		if !ok {
			continue
		}
		data := f.Data
		if k.escapes {
			data = escape.ReplaceAllFunc(data, func(m []byte) []byte {
				g := escape.FindSubmatch(m)
				n, _ := strconv.ParseUint(string(g[2]), 16, 32)
				if g[1][0] == 'x' {
					return []byte{byte(n)}
				}
				return utf8.AppendRune(nil, rune(n))
			})
		}
		fsys[name] = &fstest.MapFile{Data: data}
	}
	return fsys
}

func base(t testing.TB) fstest.MapFS {
	t.Helper()
	a, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range a.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

func (k *kase) load(t *testing.T, fsys fs.FS) (*site.Site, []diag.Finding) {
	t.Helper()
	in := k.in
	in.Content = fsys
	s, findings, err := Load(in)
	if err != nil {
		t.Fatal(err)
	}
	checkShape(t, fsys, s, findings)
	return s, findings
}

// want compares got with the archive's section, or rewrites it with -update.
func (k *kase) want(t *testing.T, section, got string) {
	t.Helper()
	for i, f := range k.archive.Files {
		if f.Name != section {
			continue
		}
		if *update {
			k.archive.Files[i].Data = []byte(got)
			if err := os.WriteFile(k.path, txtar.Format(k.archive), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		if diff := cmp.Diff(string(f.Data), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", section, diff)
		}
		return
	}
	t.Errorf("%s has no section %s; got:\n%s", k.path, section, got)
}

func print(t *testing.T, findings []diag.Finding) string {
	t.Helper()
	var b bytes.Buffer
	if err := diag.Text(&b, findings); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestMistakes loads each case's bad/ files over the base site and expects
// exactly its findings; with the good/ files there must be none.
func TestMistakes(t *testing.T) {
	site := base(t)
	if _, findings := (&kase{in: Input{Clock: noon}}).load(t, site); len(findings) > 0 {
		t.Fatalf("the base site has findings:\n%s", print(t, findings))
	}
	paths, _ := filepath.Glob("testdata/mistakes/*.txtar")
	if len(paths) < 45 {
		t.Errorf("there are %d mistakes, want at least 45", len(paths))
	}
	raised := map[string]bool{}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			k := readCase(t, path)
			_, findings := k.load(t, k.files(site, "bad/"))
			if len(findings) == 0 {
				t.Error("the mistake is not found")
			}
			for _, f := range findings {
				raised[f.Code] = true
				if strings.HasSuffix(f.Message, ".") || strings.HasSuffix(f.Help, ".") || strings.ToLower(f.Message[:1]) != f.Message[:1] && !properNoun.MatchString(f.Message) {
					t.Errorf("house rules: lower case, no full stop: %s: %s", f.Message, f.Help)
				}
			}
			k.want(t, "findings", print(t, findings))
			good := *k
			good.without, good.in.BaseURL = nil, ""
			if _, findings := good.load(t, good.files(site, "good/")); len(findings) > 0 {
				t.Errorf("the good twin has findings:\n%s", print(t, findings))
			}
		})
	}
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
	plain, _ := (&kase{in: Input{Clock: noon}}).load(t, site)
	paths, _ := filepath.Glob("testdata/sites/*.txtar")
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			k := readCase(t, path)
			s, findings := k.load(t, k.files(site, "content/"))
			if len(findings) > 0 {
				t.Errorf("there are findings:\n%s", print(t, findings))
			}
			k.want(t, "model", dump(s, plain))
		})
	}
}

// dump writes a model as text, leaving out pages that are the same in another.
func dump(s, other *site.Site) string {
	var out strings.Builder
	same := map[string]bool{}
	if other != nil {
		for _, p := range other.Pages {
			same[dumpPage(p)] = true
		}
	}
	for _, p := range s.Pages {
		if text := dumpPage(p); !same[text] {
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
func dumpPage(p *site.Page) string {
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
	line("mentions", pages(p.Mentions))
	return b.String()
}

// checkShape holds for every load, however broken its input: findings have
// valid places and documented codes, and no page refers to a hidden one.
func checkShape(t testing.TB, fsys fs.FS, s *site.Site, findings []diag.Finding) {
	t.Helper()
	rules := map[string]diag.Severity{}
	for _, r := range Rules() {
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
	for _, w := range s.Withheld {
		if seen[w.Page] {
			t.Errorf("%s is both published and withheld", w.Page.Source)
		}
	}
	for _, p := range s.Pages {
		var others []*site.Page
		others = append(others, p.Twins...)
		others = append(others, p.Children...)
		others = append(others, p.Trail...)
		others = append(others, p.Alternates...)
		others = append(others, p.Entry, p.After)
		others = append(others, p.Prev, p.Next)
		for _, f := range p.Fields {
			if to, ok := f.Value.(*site.Page); ok {
				others = append(others, to)
			}
		}
		others = append(others, p.Mentions...)
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
