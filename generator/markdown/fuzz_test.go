package markdown_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/yuin/goldmark"

	. "sotto/generator/markdown"
)

// FuzzConvert converts anything. Whatever comes in, what comes out is well
// formed, of known elements and without a dangerous address; findings have
// places that exist; and the same page gives the same again.
func FuzzConvert(f *testing.F) {
	for _, e := range commonMark(f) {
		f.Add(e.Markdown, 0, false)
	}
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".md") {
				f.Add(string(file.Data), 0, strings.HasSuffix(file.Name, ".cy.md"))
				f.Add("---\ntitle: Ŵ\n---\r\n"+strings.ReplaceAll(string(file.Data), "\n", "\r\n"), 3, false)
			}
		}
	}
	for _, flood := range floods {
		f.Add(flood.make(200), 0, true)
	}
	c := New()
	f.Fuzz(func(t *testing.T, text string, skip int, welsh bool) {
		start := 0 // after so many lines, as front matter takes up
		for range min(max(skip, 0), strings.Count(text, "\n")) {
			start += strings.IndexByte(text[start:], '\n') + 1
		}
		lang := "en"
		if welsh {
			lang = "cy"
		}
		src := Source{Name: "page.md", Text: []byte(text), Start: start}
		doc, findings := c.Convert(src, testEnv(lang))
		checkDocument(t, doc, findings, text)
		again, findingsAgain := c.Convert(src, testEnv(lang))
		if diff := cmp.Diff(doc, again); diff != "" {
			t.Errorf("a second conversion of the same page gives another document:\n%s", diff)
		}
		if diff := cmp.Diff(findings, findingsAgain); diff != "" {
			t.Errorf("a second conversion of the same page gives other findings:\n%s", diff)
		}
	})
}

// FuzzSame compares with goldmark by itself, as TestCommonMark does, for text
// that holds none of the characters that mean something else here.
func FuzzSame(f *testing.F) {
	for _, e := range commonMark(f) {
		f.Add(e.Markdown)
	}
	for _, flood := range floods {
		f.Add(flood.make(200))
	}
	for _, text := range []string{"foo\\     \nbar\n", "foo    \r  \nbar\n", "foo \r\r\nbar\n", "foo  \r\nbar\r\n", // ends of lines
		"0\n    -\n0\n-", // a dash that is no table
	} {
		f.Add(text) // where this room once differed
	}
	c := New()
	reference := goldmark.New()
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "|:{") || strings.Contains(text, "[^") {
			return
		}
		switch {
		case strings.Contains(text, "\\\\\n"), strings.Contains(text, "\\\\\r"):
			return // goldmark takes the last of an odd number of backslashes over to the next line
		case strings.Contains(text, "!["):
			return // goldmark writes hard breaks of an image's description as tags into an attribute
		}
		doc, findings := c.Convert(Source{Text: []byte(text)}, Env{})
		for _, f := range findings {
			if slices.Contains(refusals, f.Code) || strings.HasPrefix(f.Code, "markdown/too-") {
				return
			}
		}
		var want bytes.Buffer
		if err := reference.Convert([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.String(), doc.HTML); diff != "" {
			t.Errorf("%q (-goldmark +here):\n%s", text, diff)
		}
	})
}
