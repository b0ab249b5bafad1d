package pipeline

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/sitetest"
)

const bookletsFile = "testdata/booklets.txtar"

// unpacked are the files of an EPUB.
func unpacked(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

// guides are the guides to take along of a built site, by their folders.
func guides(files map[string][]byte) map[string][2][]byte {
	out := map[string][2][]byte{}
	for name, data := range files {
		g := out[path.Dir(name)]
		switch path.Base(name) {
		case "guide.html":
			g[0] = data
		case "guide.epub":
			g[1] = data
		default:
			continue
		}
		out[path.Dir(name)] = g
	}
	return out
}

// TestBooklets: a guide holds what is published of its module, in both forms, and
// of what is withheld nothing; TestCases looks at the page. With the flag that
// shows what is withheld, the guide shows it too.
func TestBooklets(t *testing.T) {
	in := inputs(t, sitetest.Open(t, bookletsFile))
	_, out := mustBuild(t, in)
	all := guides(out)
	if len(all) != 1 {
		t.Fatalf("there are %d guides, want the one that has chapters", len(all))
	}
	for folder, g := range all {
		if n := [3]int{len(g[0]), len(out[folder+"/guide.html.br"]), len(g[1])}; n != [3]int{65536, 16384, 16384} {
			t.Errorf("the lengths are %d", n)
		}
		for _, want := range []string{
			`<title>Guide 1, all parts</title>`, `<p class="name">Guide 1</p>`, `<section id="p3">`, `<h2>Later</h2>`,
			`href="#p2-steps"`, `href="#p1"`, `href="https://www.example.org/help/#ways"`, `<h3 id="p3-steps">`, `href="#p3-steps"`, `id="talk"`,
		} {
			if !bytes.Contains(g[0], []byte(want)) {
				t.Errorf("the page does not hold %s:\n%s", want, bytes.TrimSpace(g[0]))
			}
		}
		if i := bytes.Index(g[0], []byte(`href="/`)); i >= 0 {
			t.Errorf("the page leads to an address of the site: %.60s", g[0][i:])
		}
		book := unpacked(t, g[1])
		for name, text := range book {
			if strings.Contains(text, "canary") {
				t.Errorf("%s holds what is withheld", name)
			}
		}
		for name, want := range map[string][]string{
			"book.opf":       {"<dc:title>Guide 1</dc:title>", "2026-11-01T00:00:00Z", `href="part3.xhtml"`},
			"contents.xhtml": {`<a href="part2.xhtml">Right now</a>`, `<a href="part3.xhtml">Later</a>`},
			"part3.xhtml":    {`href="part2.xhtml#p2-steps"`, `href="part1.xhtml"`, `<h1>Later</h1>`, `href="#p3-steps"`},
		} {
			for _, w := range want {
				if !strings.Contains(book[name], w) {
					t.Errorf("%s does not hold %s:\n%s", name, w, book[name])
				}
			}
		}
		if strings.Contains(book["book.opf"], "publisher") {
			t.Error("a discreet book names who made it")
		}
	}
	// No guide is an address that may not vanish: what is kept is a file.
	in.Published = fstest.MapFS{}
	for name, data := range out {
		in.Published.(fstest.MapFS)[name] = &fstest.MapFile{Data: data}
	}
	without := with(t, in, "content/site.yaml", func(s string) string { return strings.Replace(s, "booklets:", "# booklets:", 1) })
	if res, files := mustBuild(t, without); len(res.Findings) > 0 || len(guides(files)) > 0 {
		t.Errorf("without guides:\n%s", sitetest.Text(res.Findings))
	}
	in.Published = nil
	in.Options.Drafts = true
	res, files := mustBuild(t, in)
	if all := guides(files); len(all) != 3 {
		t.Errorf("with drafts there are %d guides, want 3\n%s", len(all), sitetest.Text(res.Findings))
	}
}

// TestBookletsBadly: what cannot go into a guide is told of the guide's own source,
// with what to do.
func TestBookletsBadly(t *testing.T) {
	for _, c := range []struct{ name, old, fresh, code, file, says string }{
		{"a page longer than all", "pageBytes: 65536", "pageBytes: 10000", "size/over-booklet", "content/self-help/urges/index.md", "over the 10,000"},
		{"a page that compresses too little", "transferBytes: 16384", "transferBytes: 5000", "size/over-booklet", "content/self-help/urges/index.md", "every one has 5,000"},
		{"an EPUB longer than all", "epubBytes: 16384", "epubBytes: 2000", "size/over-booklet", "content/self-help/urges/index.md", "over the 2,000"},
		{"a telling title", "sensitive: {en: [secret]", "sensitive: {en: [all parts]", "discreet/title", "content/self-help/urges/index.md", "all parts"},
		{"a picture", "size: {mode: uniform, pageBytes: 49152, transferBytes: 10240}", "size: {mode: off}", "booklet/picture", "content/self-help/urges/later.md", "this picture is another"},
	} {
		in := inputs(t, sitetest.Open(t, bookletsFile))
		in = with(t, in, "content/site.yaml", func(s string) string { return strings.Replace(s, c.old, c.fresh, 1) })
		if c.code == "booklet/picture" {
			in = with(t, in, "content/self-help/urges/later.md", func(s string) string { return s + "\n![A circle](/circle.svg)\n" })
			in = with(t, in, "static/circle.svg", func(string) string {
				return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="3"/></svg>`
			})
		}
		res, _ := mustBuild(t, in)
		if len(res.Findings) != 1 || res.Findings[0].Code != c.code || res.Findings[0].Pos.File != c.file || !strings.Contains(res.Findings[0].Message, c.says) {
			t.Errorf("%s: want %s in %s, got:\n%s", c.name, c.code, c.file, sitetest.Text(res.Findings))
		}
		if diag.Count(res.Findings, diag.Error) == 0 {
			t.Errorf("%s: it would be published", c.name)
		}
	}
}

// TestBookletsAgain: one changed chapter makes its guide again and no other;
// a change around the guides makes none.
func TestBookletsAgain(t *testing.T) {
	first := func() *state {
		s := firstState(t)
		edits["guides to take along"](s, nil)
		for name, text := range s.files { // a second guide
			if rest, ok := strings.CutPrefix(name, "content/self-help/urges/"); ok {
				s.files["content/self-help/second/"+rest] = strings.NewReplacer("Guide 1", "Guide 2", "\ntitle: ", "\ntitle: Second, ").Replace(text)
			}
		}
		return s
	}
	kept := cache.New()
	if res := same(t, first(), kept, nil, nil); res.Made != len(res.Site.Pages)+4 {
		t.Fatalf("%d files are made of %d pages and two guides\n%s", res.Made, len(res.Site.Pages), sitetest.Text(res.Findings))
	}
	chapter := "content/self-help/urges/later.md"
	for name, c := range map[string]struct {
		change func(s *state)
		made   int
	}{
		"nothing":                 {func(*state) {}, 0},
		"a word of a chapter":     {func(s *state) { s.files[chapter] += "\nA word more.\n" }, 1 + 2},
		"a word of another page":  {func(s *state) { s.files["content/privacy.md"] += "\nA word more.\n" }, 1},
		"a title of another page": {func(s *state) { edits["a title"](s, rand.New(rand.NewPCG(1, 2))) }, 3},
		"a day later":             {func(s *state) { edits["a later clock"](s, rand.New(rand.NewPCG(1, 2))) }, 0},
		"when a chapter changed":  {func(s *state) { s.swap(chapter, "date: 2026-11-01", "date: 2026-11-02") }, 1 + 2},
		"a chapter withheld": {func(s *state) { s.line(chapter, "draft: true") },
			3 + 2}, // the guide's page, its other chapter, and what lists the guides
	} {
		s := first()
		c.change(s)
		res := same(t, s, kept.Next(), nil, []string{name})
		if res.Made != c.made {
			t.Errorf("%s: %d files were made, want %d\n%s", name, res.Made, c.made, sitetest.Text(res.Findings))
		}
	}

	// And while somebody writes. The proof is of pages alone, the second time too.
	s := first()
	edits["the proof"](s, nil)
	stage := output.NewMemory()
	b, err := Open(context.Background(), s.inputs(), stage)
	if err != nil {
		t.Fatal(err)
	}
	before := guides(stage.Files())
	s.files[chapter] += "\nA word that nobody else has.\n"
	next := output.NewMemory()
	next.Follow(stage)
	in := s.inputs()
	made := b.line.again.made.Load()
	if ok, err := b.Edit(context.Background(), Edit{Clock: in.Clock, Content: in.Content, Pages: []string{strings.TrimPrefix(chapter, "content/")}}, next); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if n := b.line.again.made.Load(); n != 3+2 {
		t.Errorf("an edit of a chapter made %d files (before it: %d), want its page, the two of its guide, and the proof twice", n, made)
	}
	if cold, files := mustBuild(t, s.inputs()); cold.Tree != b.Result.Tree || !bytes.Equal(files["privacy/index.html"], next.Files()["privacy/index.html"]) {
		t.Error("a build that begins anew makes something else")
	}
	changed := 0
	for folder, g := range guides(next.Files()) {
		if !bytes.Equal(g[0], before[folder][0]) != !bytes.Equal(g[1], before[folder][1]) {
			t.Errorf("%s: one form has changed and the other has not", folder)
		} else if !bytes.Equal(g[0], before[folder][0]) {
			changed++
			if !strings.Contains(fmt.Sprint(unpacked(t, g[1])), "A word that nobody else has.") {
				t.Error("the book does not hold what was written")
			}
		}
	}
	if changed != 1 {
		t.Errorf("%d guides have changed, want 1", changed)
	}
}

// A panic while a guide is made is an error that says which one.
func TestAPanicInAGuide(t *testing.T) {
	in := inputs(t, sitetest.Open(t, bookletsFile))
	files, all := in.Content, false
	in.Content = opening{files, func(name string) {
		if all && name == "self-help/urges/later.md" {
			panic("no such thing")
		}
	}}
	in.Options.Progress = func(done, total int) { all = done == total }
	_, err := Build(context.Background(), in, output.NewMemory())
	if err == nil || !strings.Contains(err.Error(), "no such thing") || !strings.Contains(err.Error(), "content/self-help/urges/index.md") {
		t.Errorf("%v, want an error that says which guide", err)
	}
}

// opening calls a function before a file is read.
type opening struct {
	fs.FS
	before func(name string)
}

func (o opening) Open(name string) (fs.File, error) {
	o.before(name)
	return o.FS.Open(name)
}
