package markdown_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sotto/generator/diag"
	. "sotto/generator/markdown"
)

// All offsets and positions are in the file, not in its Markdown.
const documentPage = `---
title: Ŵy
---
## Tŷ "glas"

See [the *law*](../law.md#a), ![Chart](/c.png)[^1] and [it][r] - ` + "`code`" + `.

:::exercise[A *name*]{minutes=10}
Text.

::next[Go]{to=n.md}
:::

| a | b |
|---|---|
| c | :phone[helpline] |

[^1]: Note.

[r]: <r.md#b> "T"
`

func TestDocument(t *testing.T) {
	start := strings.Index(documentPage, "## ")
	src := Source{Name: "content/a.md", Text: []byte(documentPage), Start: start}
	doc, findings := New().Convert(src, testEnv("en"))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	place := func(s string) (int, int) {
		i := strings.Index(documentPage, s)
		return i, i + len(s)
	}
	link := func(url, text, at string, image bool) Link {
		l := Link{URL: url, Text: text, Image: image}
		l.Dest, l.Fragment, _ = strings.Cut(url, "#")
		l.Offset, l.End = place(at)
		return l
	}
	if diff := cmp.Diff([]Link{
		link("../law.md#a", "the law", "../law.md#a", false),
		link("/c.png", "Chart", "/c.png", true),
		link("r.md#b", "it", "r.md#b", false),
		link("n.md", "Go", "n.md", false),
	}, doc.Links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Heading{
		{Level: 2, ID: "ty-glas", Text: "Tŷ “glas”", Offset: start},
		{Level: 2, ID: "notes", Text: "Notes", Offset: len(documentPage)},
	}, doc.Headings); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
	outer := Directive{Name: "exercise", Label: "A name", LabelHTML: "A <em>name</em>", Attrs: map[string]string{"minutes": "10"}, Content: "<p>Text.</p>\n<div class=\"next\" data-to=\"/n/\"><p>Go</p></div>\n"}
	outer.Links = []Link{link("n.md", "Go", "n.md", false)}
	outer.Offset, outer.End = place(":::exercise[A *name*]{minutes=10}")
	leaf := Directive{Name: "next", Form: Leaf, Label: "Go", LabelHTML: "Go", Attrs: map[string]string{"to": "/n/"}, Targets: map[string]Target{"to": {Href: "/n/"}}, Links: outer.Links}
	leaf.Offset, leaf.End = place("::next[Go]{to=n.md}")
	phone := Directive{Name: "phone", Form: Inline, Label: "helpline", LabelHTML: "helpline"}
	phone.Offset, phone.End = place(":phone[helpline]")
	if diff := cmp.Diff([]Directive{outer, leaf, phone}, doc.Directives, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("directives (-want +got):\n%s", diff)
	}
	if want := "Tŷ “glas”\nSee the law, Chart and it – code.\nA name\nText.\nGo\na\nb\nc\n0800 helpline\nNote.\n"; doc.Text != want {
		t.Errorf("text:\n%q, want\n%q", doc.Text, want)
	}
	checkDocument(t, doc, findings, documentPage)
}

// What Env.Resolve is asked is what the document remembers.
func TestResolveIsAsked(t *testing.T) {
	var asked []Link
	env := testEnv("en")
	env.Resolve = func(l Link) (Target, *Problem) {
		asked = append(asked, l)
		return Target{Href: "/x/"}, nil
	}
	text := `[a &amp; b](c\_d.md?e&amp;f#g&#104; "t")`
	doc, _ := convert(t, New(), text, env)
	want := Link{URL: "c_d.md?e&f#gh", Dest: "c_d.md?e&f", Fragment: "gh", Text: "a & b", Offset: 12, End: 35}
	if diff := cmp.Diff([]Link{want}, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(asked, doc.Links); diff != "" {
		t.Errorf("remembered (-want +got):\n%s", diff)
	}
}

// Whatever Env.Resolve answers, no address leaves that is not safe.
func TestAnswersAreChecked(t *testing.T) {
	for href, ok := range map[string]bool{
		"/a/": true, "#a": true, "a/b:c": true, "https://example.org": true, "?a=b:c": true, "": true, "HTTPS://example.org": true,
		"http://example.org": false, "//example.org": false, "/\\example.org": false, "javascript:alert(1)": false,
		"java\tscript:alert(1)": false, "data:text/html,x": false, "mailto:a@b.c": false, "tel:1": false, "x:y": false,
	} {
		env := Env{Resolve: func(Link) (Target, *Problem) { return Target{Href: href}, nil }}
		doc, findings := convert(t, New(), "[words](x.md) ![words](x.png)", env)
		if got := len(findings) == 0; got != ok {
			t.Errorf("%q: %v", href, findings)
		}
		if !ok && strings.Contains(doc.HTML, "<a") || !ok && strings.Contains(doc.HTML, "<img") {
			t.Errorf("%q: %s", href, doc.HTML)
		}
	}
}

func TestPositions(t *testing.T) {
	tests := []struct {
		name, text string
		start      int
		want       string // line:column+length code, of all findings
	}{
		{"front matter", "---\ntitle: x\n---\nŴ <b>x\n", 17, "4:3+3 markdown/raw-html"},
		{"CRLF", "a\r\n\r\nŴ <b>\r\n:::note\r\n", 0, "3:3+3 markdown/raw-html, 4:1+7 directive/unclosed"},
		{"tab in a quote", ">\tŴ <b>\n", 0, "1:5+3 markdown/raw-html"},
		{"tab before a heading", ">\t# Ŵ\n", 0, "1:3+1 markdown/heading-level"},
		{"tab before a directive", "-\t:::note\n\tx\n", 0, "1:3+7 directive/unclosed"},
		{"tab before a footnote", ">\t[^a]: b\n", 0, "1:3+4 markdown/footnote"},
		{"tab before a code block", ">\t```\n>\tx\n", 0, "1:3+3 markdown/unclosed-code"},
		{"list in a list", "- - [Ŵ](missing.md)\n", 0, "1:9+10 test/link"},
		{"second line of a quote", "> a\n> b [Ŵ](missing.md)\n", 0, "2:9+10 test/link"},
		{"lazy line of a quote", "> a\nb [Ŵ](missing.md)\n", 0, "2:7+10 test/link"},
		{"definition", "Term\n:   [Ŵ](missing.md)\n", 0, "2:9+10 test/link"},
		{"footnote", "a[^1]\n\n[^1]: b\n    [Ŵ](missing.md)\n", 0, "4:9+10 test/link"},
		{"destination on the next line", "[Ŵ](\n  missing.md)\n", 0, "2:3+10 test/link"},
		{"angle brackets", "[Ŵ](<missing page.md>)\n", 0, "1:6+15 test/link"},
		{"label of a directive", ":::exercise[Ŵ <b>x</b>]\n:::\n", 0, "1:15+3 markdown/raw-html"},
		{"label of a directive in text", "Ŵ :lang[Ŵ <b>x]{code=cy}\n", 0, "1:11+3 markdown/raw-html"},
		{"directive in a directive's label", ":::exercise[Ŵ :phne[x]]\n:::\n", 0, "1:15+5 directive/unknown"},
		{"attribute in a list in a directive", "::::note\n- Ŵ\n\n  :::exercise[x]{minutes=Ŵ}\n  :::\n::::\n", 0, "4:26+1 directive/value"},
		{"heading", "## Ŵ <b>x</b> {#Ŵ}\n", 0, "1:6+3 markdown/raw-html, 1:16+2 markdown/anchor"},
		{"end of the file", "Ŵ [x](missing.md)", 0, "1:7+10 test/link"},
		{"emphasis", "**Ŵ [*x*](missing.md)**", 0, "1:11+10 test/link"},
		{"image in a link", "[![Ŵ](missing.png)](missing.md)", 0, "1:7+11 test/link, 1:21+10 test/link"},
		{"shortcode in a link", "[Ŵ]({{<ref>}})", 0, "1:5+9 markdown/shortcode"},
	}
	c := New()
	for _, test := range tests {
		src := Source{Name: "page.md", Text: []byte(test.text), Start: test.start}
		_, findings := c.Convert(src, testEnv("en"))
		var got []string
		for _, f := range diag.Sort(slices.Clone(findings)) {
			got = append(got, fmt.Sprintf("%d:%d+%d %s", f.Pos.Line, f.Pos.Col, f.Length, f.Code))
			if err := checkFinding(f, test.text); err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// A file that the caller did not index is indexed for the findings.
func TestNoFile(t *testing.T) {
	_, findings := New().Convert(Source{Text: []byte("x\n<b>")}, Env{})
	if len(findings) != 1 || findings[0].Pos != (diag.Pos{Line: 2, Col: 1}) {
		t.Error(findings)
	}
}

// The zero Env and an empty page are fine.
func TestZero(t *testing.T) {
	doc, findings := New().Convert(Source{}, Env{})
	if doc.HTML != "" || len(findings) > 0 {
		t.Error(doc, findings)
	}
	doc, findings = New().Convert(Source{Text: []byte("x"), Start: 99}, Env{})
	if doc.HTML != "" || len(findings) > 0 {
		t.Error(doc, findings)
	}
	_, findings = New().Convert(Source{Text: []byte("::x")}, Env{})
	if len(findings) != 1 || findings[0].Code != "directive/unknown" || findings[0].Help != "there are no directives" {
		t.Error(findings)
	}
}

// One converter serves many goroutines, and what one page left behind does not
// show in another.
func TestConcurrent(t *testing.T) {
	var pages []string
	for _, f := range floods {
		pages = append(pages, f.make(500))
	}
	pages = append(pages, documentPage)
	type result struct {
		doc      *Document
		findings []diag.Finding
	}
	want := make([]result, len(pages))
	for i, text := range pages {
		want[i].doc, want[i].findings = convert(t, New(), text, testEnv("en"))
	}
	c := New()
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range pages {
				i := (i*(worker+1)*7 + worker) % len(pages)
				doc, findings := convert(t, c, pages[i], testEnv("en"))
				if diff := cmp.Diff(want[i], result{doc, findings}, cmp.AllowUnexported(result{})); diff != "" {
					t.Errorf("page %d (-alone +together):\n%s", i, diff)
				}
			}
		}()
	}
	wg.Wait()
}

// TestBracesEndAnywhere puts each byte of an attribute where the look at
// braces ends: they are never closed then, and nothing is read beyond.
func TestBracesEndAnywhere(t *testing.T) {
	c, env := New(), testEnv("en")
	for n := range 12 {
		text := "Call :phone[helpline]{" + strings.Repeat("a", 990+n) + ` = "b" c=d} now` + "\n"
		_, findings := convert(t, c, text, env)
		if !slices.ContainsFunc(findings, func(f diag.Finding) bool {
			return f.Message == "these braces are never closed" || f.Message == "this quote is never closed"
		}) {
			t.Errorf("%d bytes before the end: %v", n, findings)
		}
	}
}
