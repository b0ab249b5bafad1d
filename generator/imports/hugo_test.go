package imports

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// from is what an import needs of a site of this form.
func from() fstest.MapFS {
	return fstest.MapFS{"content/site.yaml": file("languages: [en, cy]\n"), "content/messages.en.yaml": file("x"), "content/messages.cy.yaml": file("x"), "templates/base.html": file("x"), "static/style.css": file("x")}
}

func imported(t *testing.T, files fstest.MapFS) *Result {
	t.Helper()
	if files["hugo.toml"] == nil && files["hugo.yaml"] == nil {
		files["hugo.toml"] = file("title = 'x'\nbaseURL = 'https://old.example.net/'\n[languages.en]\n[languages.cy]\n")
	}
	res, err := Hugo(Source{Site: files, From: from(), Name: "old"})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// Files come along when a page uses them, whichever way they are named.
func TestFilesThatAreUsed(t *testing.T) {
	res := imported(t, fstest.MapFS{
		"content/about/index.md":  file("![One](Pic_1.PNG) ![Two](/img/two.png) {{< figure src=\"two.jpg\" alt=\"Three\" >}} [x](https://a.example/)\n\n`![Four](/img/four.png)`\n"),
		"content/about/Pic_1.PNG": file("1"), "content/about/two.jpg": file("3"), "content/about/unused.png": file("5"),
		"static/img/two.png": file("2"), "static/unused.png": file("6"),
	})
	var got []string
	for name := range res.Files {
		if strings.HasPrefix(name, "static/") && name != "static/style.css" {
			got = append(got, name)
		}
	}
	for _, name := range []string{"static/about/pic-1.png", "static/img/two.png", "static/about/two.jpg"} {
		if res.Files[name] == nil {
			t.Errorf("%s is not there, only %q", name, got)
		}
	}
	if len(got) != 3 {
		t.Errorf("%q came along, and three are used", got)
	}
	if text := string(res.Files["content/about/index.md"]); !strings.Contains(text, "![One](/about/pic-1.png) ![Two](/img/two.png) ![Three](/about/two.jpg)") {
		t.Errorf("the pictures are named otherwise:\n%s", text)
	}
	if len(res.Hosts) != 1 || res.Hosts[0] != "a.example" {
		t.Errorf("hosts: %q", res.Hosts)
	}
}

// A language is in a file's name, in a folder's, or in contentDir.
func TestLanguages(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"names":   {"content/a.md": file("x"), "content/a.cy.md": file("y")},
		"folders": {"content/en/a.md": file("x"), "content/cy/a.md": file("y")},
		"contentDir": {"hugo.yaml": file("title: x\nlanguages: {en: {contentDir: content/english}, cy: {contentDir: content/welsh}}\n"),
			"content/english/a.md": file("x"), "content/welsh/a.md": file("y")},
	} {
		res := imported(t, files)
		if !bytes.HasSuffix(res.Files["content/a.md"], []byte("x")) || !bytes.HasSuffix(res.Files["content/a.cy.md"], []byte("y")) {
			t.Errorf("%s: there is %d files: %v", name, len(res.Files), res.Findings)
		}
	}
}

// Two pages that would be one are told, and nothing is made.
func TestClash(t *testing.T) {
	res := imported(t, fstest.MapFS{"content/a_b.md": file("x"), "content/a-b.md": file("y")})
	if diag.Count(res.Findings, diag.Error) != 1 || res.Findings[0].Code != "import/clash" || res.Files != nil {
		t.Errorf("%v", res.Findings)
	}
}

func TestRedirects(t *testing.T) {
	res := imported(t, fstest.MapFS{"content/a.md": file("x"), "static/_redirects": file("# old\n/was /a/ 301\n/other /nowhere\n/x https://www.example.com/\n")})
	if !strings.Contains(string(res.Files["content/a.md"]), "aliases: [/was/]") {
		t.Errorf("%s", res.Files["content/a.md"])
	}
	if len(res.Findings) != 2 || res.Findings[0].Code != "import/left" {
		t.Errorf("%v", res.Findings)
	}
}

// Whatever a page holds, the import ends, and what it makes of its front matter is
// YAML with each key once.
func FuzzPage(f *testing.F) {
	f.Add([]byte("---\ntitle: x\ntags: [a, b]\nurl: /x/\n---\n{{< ref \"a.md#b\" >}} [x](../a/) <b>\n"))
	f.Add([]byte("+++\ntitle = '''x'''\n[a]\nb = [1, {c = 2}]\n+++\n{{< details >}}{{% /details %}}\n```\n{{</* x */>}}\n"))
	f.Add([]byte("{\"title\": \"x: #y\", \"weight\": 0}\n![a](b.png){{< figure src=`x` caption=\"]\" >}}"))
	f.Fuzz(func(t *testing.T, page []byte) {
		res, err := Hugo(Source{Site: fstest.MapFS{"hugo.toml": file("title = 'x'"), "content/a.md": &fstest.MapFile{Data: page}}, From: from(), Name: "old"})
		if err != nil {
			t.Fatal(err)
		}
		if res.Files == nil {
			if diag.Count(res.Findings, diag.Error) == 0 {
				t.Fatal("nothing is made, and nobody is told why")
			}
			return
		}
		text := res.Files["content/a.md"]
		_, rest, _ := bytes.Cut(text, []byte("---\n"))
		front, _, ok := bytes.Cut(rest, []byte("\n---\n"))
		var keys map[string]any
		if err := yaml.Unmarshal(front, &keys); err != nil || !ok {
			t.Fatalf("%q became %q: %v", page, text, err)
		}
		if keys["title"] == nil {
			t.Fatalf("%q has no title: %q", page, text)
		}
	})
}
