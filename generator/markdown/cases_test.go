package markdown_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"sotto/generator/diag"
	. "sotto/generator/markdown"
	"sotto/generator/sitetest"
)

// TestCases runs the files in testdata. In each, name.md is a page; name.html
// is the HTML it becomes, name.findings what is reported about it, as the
// command prints it. A page without findings has no name.findings; one with
// findings has no name.html unless the HTML is part of the case. Names that end
// in ".cy" are Welsh pages.
func TestCases(t *testing.T) {
	c := New()
	sitetest.Each(t, "testdata/*.txtar", 8, func(t *testing.T, f *sitetest.File) {
		for _, name := range f.Names() {
			base, ok := strings.CutSuffix(name, ".md")
			if !ok {
				continue
			}
			html, findings := runCase(base, []byte(f.Section(name)), c)
			if findings == "" || f.Section(base+".html") != "" {
				f.Want(t, base+".html", html)
			}
			f.Want(t, base+".findings", findings)
		}
	})
}

// runCase converts one page of an archive and prints its findings.
func runCase(base string, text []byte, c *Converter) (html, findings string) {
	lang := "en"
	if strings.HasSuffix(base, ".cy") {
		lang = "cy"
	}
	doc, list := c.Convert(Source{Name: "page.md", Text: text}, testEnv(lang))
	var w bytes.Buffer
	if err := diag.Text(&w, diag.Sort(slices.Clone(list))); err != nil {
		panic(err)
	}
	html = doc.HTML
	if html != "" && !strings.HasSuffix(html, "\n") {
		html += "\n" // as files in an archive end
	}
	return html, w.String()
}
