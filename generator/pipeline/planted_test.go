package pipeline

import (
	"bytes"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// planted reads what the audit's own tests plant into a paragraph's place, or
// into the style, from generator/audit/testdata/planted.
func planted(t *testing.T) (html, css []string) {
	paths, err := filepath.Glob("../audit/testdata/planted/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no planted cases", err)
	}
	for _, path := range paths {
		for _, p := range sitetest.Plants(t, sitetest.Open(t, path)) {
			switch {
			case p.General || len(p.Policy) > 0 || p.New == "" || strings.Contains(p.Old+p.New, "\n"):
			case p.In == "style" && p.Old == "color:#111":
				css = append(css, p.New)
			case p.Old == "<p>Example</p>":
				html = append(html, p.New)
			}
		}
	}
	return html, css
}

// with returns the small site with one file changed.
func with(t testing.TB, in Inputs, file string, change func(old string) string) Inputs {
	folder, name, _ := strings.Cut(file, "/")
	for to, fsys := range map[string]*fs.FS{"content": &in.Content, "templates": &in.Templates, "static": &in.Static} {
		if to != folder {
			continue
		}
		copied := sitetest.Folder(t, *fsys)
		old := ""
		if f := copied[name]; f != nil {
			old = string(f.Data)
		}
		copied[name] = &fstest.MapFile{Data: []byte(change(old))}
		*fsys = copied
	}
	return in
}

// Whatever violates the contract is refused by a whole build, or does not
// reach the output, by whichever door it comes in.
func TestPlantedInAWholeBuild(t *testing.T) {
	html, css := planted(t)
	if len(html) < 60 || len(css) < 30 {
		t.Fatalf("only %d pieces of HTML and %d of CSS were read", len(html), len(css))
	}
	small := inputs(t, nil)
	front := func(v string) string { return strconv.Quote(v) } // a YAML string in double quotes
	page := func(title, body string) string {
		return fmt.Sprintf("---\ntitle: %s\ndescription: A page for a test that something is planted into.\ndate: 2026-11-01\n---\n%s\n", title, body)
	}
	doors := []struct {
		name   string
		plants []string
		in     func(plant string) Inputs
		// refuses is how many of the plants must be findings of error level.
		refuses int
	}{
		{"template", html, func(p string) Inputs {
			return with(t, with(t, small, "templates/components/note.html", func(old string) string { return old + p }),
				"content/t.md", func(string) string { return page("T", ":::note\nWords.\n:::") })
		}, len(html) * 8 / 10},
		{"static file", css, func(p string) Inputs {
			return with(t, small, "static/style.css", func(old string) string { return "main{" + p + "}" })
		}, len(css) * 8 / 10},
		{"Markdown", html, func(p string) Inputs {
			return with(t, small, "content/t.md", func(string) string { return page("T", p) })
		}, len(html) * 8 / 10},
		{"front matter", html, func(p string) Inputs {
			return with(t, small, "content/t.md", func(string) string { return page(front(p), "Words.") })
		}, 0},
		{"data", html, func(p string) Inputs {
			return with(t, small, "content/services.yaml", func(old string) string {
				return strings.Replace(old, "summary: {en: Talk to a person.", "summary: {en: "+front(p), 1)
			})
		}, 0},
	}
	for _, door := range doors {
		t.Run(door.name, func(t *testing.T) {
			t.Parallel()
			refused, tried := 0, 0
			for _, p := range sitetest.Some(door.plants, 14) {
				tried++
				res, out := mustBuild(t, door.in(p))
				if diag.Count(res.Findings, diag.Error) > 0 {
					refused++
					for _, f := range res.Findings {
						if f.Severity == diag.Error && (f.Pos.File == "" || f.Message == "") {
							t.Errorf("%q: a finding without its place: %+v", p, f)
						}
					}
					continue
				}
				for _, name := range names(out) {
					if strings.HasSuffix(name, ".html") && strings.Contains(p, "<") && bytes.Contains(out[name], []byte(p)) {
						t.Errorf("%q was published in %s", p, name)
					}
				}
			}
			if refused*len(door.plants) < door.refuses*tried {
				t.Errorf("%d of %d were refused, want at least %d of %d", refused, tried, door.refuses, len(door.plants))
			}
			t.Logf("%d of %d were refused; the others came out as text, or not at all", refused, tried)
		})
	}
}
