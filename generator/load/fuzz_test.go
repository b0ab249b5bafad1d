package load

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/site"
)

// byBytes stands in for the alphabets, which take long to set up.
func byBytes(site.Lang) func(a, b string) int { return strings.Compare }

// FuzzFrontMatter reads arbitrary bytes as a campaign's page: nothing panics,
// and every finding points into the file (checkShape, through load).
func FuzzFrontMatter(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*/*.txtar")
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if filepath.Ext(file.Name) == ".md" {
				f.Add(file.Data)
			}
		}
	}
	f.Add([]byte("---\n? a\n: b\n---\n"))
	f.Add([]byte("---\na: &a [*a]\n---\n"))
	f.Add([]byte("---\r\ntitle: \"x\r\n  y\"\r\n---\r\n"))
	files := base(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := fstest.MapFS{
			"site.yaml": files["site.yaml"], "index.md": files["index.md"], "404.md": files["404.md"],
			"self-help/a.md": {Data: data}, "campaigns/a.md": {Data: data}, "news/a.md": {Data: data},
		}
		s, findings, err := loadWith(Input{Content: fsys, Clock: noon}, byBytes)
		if err != nil {
			t.Fatal(err)
		}
		checkShape(t, fsys, s, findings)
	})
}

// FuzzYAML does the same for the files at the top.
func FuzzYAML(f *testing.F) {
	files := base(f)
	for _, name := range []string{"site.yaml", "services.yaml", "messages.en.yaml", "messages.cy.yaml"} {
		f.Add(files[name].Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"site.yaml", "services.yaml", "messages.en.yaml"} {
			fsys := fstest.MapFS{}
			for _, keep := range []string{"site.yaml", "services.yaml", "messages.en.yaml", "index.md", "404.md"} {
				fsys[keep] = files[keep]
			}
			fsys[name] = &fstest.MapFile{Data: data}
			s, findings, err := loadWith(Input{Content: fsys, Clock: noon}, byBytes)
			if err != nil {
				t.Fatal(err)
			}
			checkShape(t, fsys, s, findings)
		}
	})
}
