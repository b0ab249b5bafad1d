package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/site"
	"sotto/generator/sitetest"
)

// What a site promises reaches those that hold it to the promise. Each test
// here breaks one promise in a template or a static file, where no check of
// the sources can see it, and names the pages on which the finished bytes must
// be found out. Package mutate cuts the wires one by one, and expects these
// tests to fail.

// edit replaces text that stands exactly once in a file of the site.
func edit(t testing.TB, in Inputs, file, old, new string) Inputs {
	t.Helper()
	return with(t, in, file, func(text string) string {
		if n := strings.Count(text, old); n != 1 {
			t.Fatalf("%s has %q %d times", file, old, n)
		}
		return strings.Replace(text, old, new, 1)
	})
}

// write adds a file to the site, or replaces one.
func write(t testing.TB, in Inputs, file, text string) Inputs {
	t.Helper()
	return with(t, in, file, func(string) string { return text })
}

// twin is a Welsh page of the discreet section.
const twin = `---
title: Hunangymorth
discreetTitle: Canllawiau
description: Canllawiau byr i'w darllen ar eich pen eich hun.
date: 2026-11-01
---
Dechreuwch yn unrhyw le.
`

// small is the small site with a Welsh page in its discreet section, and with
// a section that has no exit link. It has no findings.
func small(t testing.TB) Inputs {
	t.Helper()
	in := write(t, inputs(t, nil), "content/self-help/index.cy.md", twin)
	return edit(t, in, "content/site.yaml", "news: {kind: release}", "news: {kind: release, exit: false}")
}

func TestSmallSiteIsFine(t *testing.T) {
	if res, _ := mustBuild(t, small(t)); len(res.Findings) > 0 {
		t.Error(sitetest.Text(res.Findings))
	}
}

// pagesOf returns the output files of the pages for which is holds.
func pagesOf(s *site.Site, is func(*site.Page) bool) []string {
	var out []string
	for _, p := range s.Pages {
		if is(p) {
			out = append(out, p.Output)
		}
	}
	slices.Sort(out)
	return out
}

func TestThePromisesReachTheAudit(t *testing.T) {
	every := func(*site.Page) bool { return true }
	discreet := func(l site.Lang) func(*site.Page) bool {
		return func(p *site.Page) bool { return p.Section.Discreet && p.Lang == l }
	}
	withExit := func(p *site.Page) bool { return p.Section.Path != "news" }
	const base = "templates/base.html"
	const title, exit = "<title>{{.TabTitle}}", "\n  {{.Exit}}\n"
	for _, tt := range []struct {
		name, file, old, new string
		code                 string
		on                   func(*site.Page) bool
	}{
		{"a sensitive word in a tab", base, title, title + " secret", "discreet/title", discreet("en")},
		{"one of another language", base, title, title + " cyfrinach", "discreet/title", discreet("cy")},
		{"a sensitive word in a description", base, `content="{{.Description}}"`, `content="{{.Description}} secret"`, "discreet/description", discreet("en")},
		{"an exit to another place that may be linked to", base, `<a class="exit" href="{{.Href}}"`, `<a class="exit" href="https://www.stopitnow.org.uk/"`, "access/exit", withExit},
		{"no exit", base, exit, "\n", "access/exit", withExit},
		{"a policy that differs, and is no weaker", base, `content="{{.Policy}}"`, `content="{{.Policy}}; worker-src 'none'"`, "csp/different", every},
		{"a link to a host that is not on the list", base, `{{define "footer"}}`, `{{define "footer"}}<a href="https://www.example.com/" rel="noreferrer noopener">There</a>`, "url/host", every},
		{"a language the site does not have", base, `<html lang="{{.Frame.Lang}}"{{with .Frame.Dir}} dir="{{.}}"{{end}}>`, `<html lang="fr">`, "access/lang", every},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, _ := mustBuild(t, edit(t, small(t), tt.file, tt.old, tt.new))
			want := pagesOf(res.Site, tt.on)
			if len(want) == 0 {
				t.Fatal("the small site has no such page")
			}
			told := 0
			for _, f := range res.Findings {
				if f.Code != tt.code {
					continue
				}
				told += pagesTold(f)
				if file := finished(f); !slices.Contains(want, file) {
					t.Errorf("%s: %s, which is not meant", file, f.Message)
				}
			}
			if told != len(want) {
				t.Errorf("%s is told of %d pages, want %d: %v\n%s", tt.code, told, len(want), want, sitetest.Text(res.Findings))
			}
		})
	}
}

// finished is the finished file that a finding is about.
func finished(f diag.Finding) string {
	for _, p := range append([]diag.Pos{f.Pos}, f.Also...) {
		if file, ok := strings.CutPrefix(p.File, "public/"); ok {
			return file
		}
	}
	return ""
}

// onPages is how a finding tells that it stands on several pages.
var onPages = regexp.MustCompile(` \(on (\d+) pages\)$`)

// pagesTold is on how many pages a finding says that it stands.
func pagesTold(f diag.Finding) int {
	if m := onPages.FindStringSubmatch(f.Message); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 1
}

// In uniform mode a page is one request, whichever template asks for more.
func TestOneRequest(t *testing.T) {
	in := write(t, small(t), "static/images/circle.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>`)
	in = edit(t, in, "templates/campaign.html", "<h1>{{.Frame.Title}}</h1>", `<h1>{{.Frame.Title}}</h1><p><img src="/images/circle.svg" alt="{{.Frame.Title}}" width="8" height="8"></p>`)
	requests := func(in Inputs) []string {
		res, _ := mustBuild(t, in)
		var files []string
		for _, f := range res.Findings {
			if f.Code == "link/picture" {
				files = append(files, finished(f))
			} else {
				t.Errorf("another finding: %s", sitetest.Text([]diag.Finding{f}))
			}
		}
		return files
	}
	if got, want := requests(in), []string{"campaigns/coast/index.html"}; !slices.Equal(got, want) {
		t.Errorf("more than one request on %v, want %v", got, want)
	}
	if got := requests(edit(t, in, "content/site.yaml", "size: {mode: uniform, pageBytes: 49152, transferBytes: 10240}", "size: {mode: off}")); got != nil {
		t.Errorf("pages may differ in size here, and yet %v", got)
	}
}

// A page that cannot be converted is never audited or staged, and one error
// keeps every file off the stage's finished list.
func TestNothingOfABrokenSite(t *testing.T) {
	in := edit(t, small(t), "content/privacy.md", "This site sees little.", "[nowhere](nowhere.md)")
	res, out := mustBuild(t, in)
	if diag.Count(res.Findings, diag.Error) != 1 || res.Tree != "" || res.Files != 0 || res.Leak != nil {
		t.Errorf("tree %q, %d files, findings:\n%s", res.Tree, res.Files, sitetest.Text(res.Findings))
	}
	for _, name := range []string{"privacy/index.html", "sitemap.xml", output.ManifestName} {
		if out[name] != nil {
			t.Errorf("%s was staged", name)
		}
	}
}

// A panic in a worker does not end the program, but the build, and says where.
func TestAPanicIsAnError(t *testing.T) {
	in := small(t)
	in.Options.Progress = func(done, total int) {
		if done == 2 {
			panic("no such thing")
		}
	}
	_, err := Build(context.Background(), in, output.NewMemory())
	if err == nil || !strings.Contains(err.Error(), "no such thing") || !strings.Contains(err.Error(), "content/") || !strings.Contains(err.Error(), "wiring_test.go:") {
		t.Errorf("%v, want an error that says which page and which line of the program", err)
	}
}

// What a discreet page keeps to itself: nothing in its head says what it is,
// or that it has a twin; nor does the sitemap.
func TestDiscreetHeads(t *testing.T) {
	res, out := mustBuild(t, small(t))
	if len(res.Findings) > 0 {
		t.Fatal(sitetest.Text(res.Findings))
	}
	const own = "Help" // the site's title
	open := 0
	for _, p := range res.Site.Pages {
		head, _, _ := strings.Cut(string(out[p.Output]), "</head>")
		title, _, _ := strings.Cut(head[strings.Index(head, "<title>")+len("<title>"):], "</title>")
		twins := strings.Count(head, "hreflang=")
		if !p.Section.Discreet {
			if len(p.Twins) > 0 {
				open++
				if twins != 3 { // one for each language, and one for the others
					t.Errorf("%s tells of %d languages, want 3", p.Source, twins)
				}
			}
			if p.Lang == "en" && !strings.HasSuffix(title, " – "+own) {
				t.Errorf("%s: the tab says %q, without the site's name", p.Source, title)
			}
			continue
		}
		if twins != 0 {
			t.Errorf("%s is discreet, and its head tells of its twin:\n%s", p.Source, head)
		}
		if title != p.TabTitle {
			t.Errorf("%s is discreet, and the tab says %q, want %q", p.Source, title, p.TabTitle)
		}
	}
	if open == 0 {
		t.Error("the small site has no open page with a twin")
	}
	for entry := range strings.SplitSeq(string(out["sitemap.xml"]), "<url>") {
		if twins := strings.Count(entry, "hreflang="); strings.Contains(entry, "/p/") && twins > 0 {
			t.Errorf("the sitemap tells of the twin of a discreet page:%s", entry)
		}
	}
	if !strings.Contains(string(out["sitemap.xml"]), "hreflang=") {
		t.Error("the sitemap tells of no twin at all")
	}
}

// What only the whole can show is looked for, and told.
func TestTheWholeIsAudited(t *testing.T) {
	res, _ := mustBuild(t, write(t, small(t), "content/alone.md",
		"---\ntitle: Alone\ndescription: A page that no other page of the site has a link to.\ndate: 2026-11-01\n---\nWords.\n"))
	if len(res.Findings) != 1 || res.Findings[0].Code != "dead/orphan" || res.Findings[0].Pos.File != "content/alone.md" || finished(res.Findings[0]) != "alone/index.html" {
		t.Errorf("findings:\n%swant dead/orphan for content/alone.md alone", sitetest.Text(res.Findings))
	}
}

// A page that is nearly too long is told of, and published.
func TestNearBudget(t *testing.T) {
	const size = "size: {mode: uniform, pageBytes: 49152, transferBytes: 10240}"
	in := small(t)
	_, plain := mustBuild(t, edit(t, in, "content/site.yaml", size, "size: {mode: off}"))
	longest := ""
	for _, name := range names(plain) {
		if strings.HasSuffix(name, ".html") && len(plain[name]) > len(plain[longest]) {
			longest = name
		}
	}
	tight := fmt.Sprintf("size: {mode: uniform, pageBytes: %d, transferBytes: 10240}", len(plain[longest])+1)
	res, out := mustBuild(t, edit(t, in, "content/site.yaml", size, tight))
	told := false
	for _, f := range res.Findings {
		told = told || f.Code == "size/near-budget" && f.Severity == diag.Info && finished(f) == longest
	}
	if !told || diag.Count(res.Findings, diag.Warning)+diag.Count(res.Findings, diag.Error) > 0 || out[longest] == nil {
		t.Errorf("%s is nearly too long:\n%s", longest, sitetest.Text(res.Findings))
	}
}

// Browsers are told to ask the reader for nothing.
func TestPermissions(t *testing.T) {
	_, out := mustBuild(t, small(t))
	const want = "Permissions-Policy: camera=(), display-capture=(), geolocation=(), hid=(), idle-detection=(), microphone=(), " +
		"midi=(), payment=(), serial=(), usb=()\n"
	if !strings.Contains(string(out["_headers"]), want) {
		t.Errorf("_headers lacks %q:\n%s", want, out["_headers"])
	}
}

// The home page is named for the site, and the tab does not say so twice.
func TestTheSitesNameOnce(t *testing.T) {
	_, out := mustBuild(t, edit(t, small(t), "content/index.md", "title: There is help", "title: Help"))
	if !bytes.Contains(out["index.html"], []byte("<title>Help</title>")) {
		t.Errorf("the home page's tab is not the site's name: %.2000s", out["index.html"])
	}
}
