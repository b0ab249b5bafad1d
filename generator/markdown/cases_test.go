package markdown_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/diag"
	. "sotto/generator/markdown"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

// TestCases runs the archives in testdata. In each, name.md is a page;
// name.html is the HTML it becomes, name.findings what is reported about it, as
// the command prints it. A page without findings has no name.findings; one
// with findings has no name.html unless the HTML is part of the case. Names
// that end in ".cy" are Welsh pages.
func TestCases(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives in testdata", err)
	}
	c := New()
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := map[string]string{}
			for _, f := range archive.Files {
				files[f.Name] = string(f.Data)
			}
			updated := &txtar.Archive{Comment: archive.Comment}
			for _, f := range archive.Files {
				base, ok := strings.CutSuffix(f.Name, ".md")
				if !ok {
					continue
				}
				t.Run(base, func(t *testing.T) {
					html, findings := runCase(base, f.Data, c)
					wantHTML, hasHTML := files[base+".html"]
					wantFindings := files[base+".findings"]
					if *update {
						updated.Files = append(updated.Files, f)
						if findings == "" || hasHTML {
							updated.Files = append(updated.Files, txtar.File{Name: base + ".html", Data: []byte(html)})
						}
						if findings != "" {
							updated.Files = append(updated.Files, txtar.File{Name: base + ".findings", Data: []byte(findings)})
						}
						return
					}
					if diff := cmp.Diff(wantFindings, findings); diff != "" {
						t.Errorf("findings (-want +got):\n%s", diff)
					}
					if !hasHTML && findings == "" {
						t.Error("a page without findings must say what HTML it becomes")
					}
					if diff := cmp.Diff(wantHTML, html); hasHTML && diff != "" {
						t.Errorf("HTML (-want +got):\n%s", diff)
					}
				})
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(updated), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// runCase converts one page of an archive and prints its findings.
func runCase(base string, text []byte, c *Converter) (html, findings string) {
	lang := "en"
	if strings.HasSuffix(base, ".cy") {
		lang = "cy"
	}
	doc, list := c.Convert(Source{File: diag.NewFile("page.md", text), Text: text}, testEnv(lang))
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
