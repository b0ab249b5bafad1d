package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/sitetest"
)

// changing is a folder in which t.md says something else when it is opened for
// the second time.
type changing struct {
	fstest.MapFS
	then   *fstest.MapFile // nil when the file is gone by then
	opened int
}

func (c *changing) Open(name string) (fs.File, error) {
	if name == "t.md" {
		if c.opened++; c.opened == 2 {
			delete(c.MapFS, name)
			if c.then != nil {
				c.MapFS[name] = c.then
			}
		}
	}
	return c.MapFS.Open(name)
}

func (c *changing) ReadFile(name string) ([]byte, error) {
	return fs.ReadFile(struct{ fs.FS }{c}, name)
}

// TestTextReadAgain: what is found when all pages are finished is told with the
// text that was checked, or the build ends.
func TestTextReadAgain(t *testing.T) {
	page := "---\ntitle: T\ndescription: A page with a link to a place that is not there.\ndate: 2026-11-01\n---\nRead [what there is not](#nope).\n"
	for name, test := range map[string]struct {
		then *fstest.MapFile
		want string // of the error
	}{
		"same":    {&fstest.MapFile{Data: []byte(page)}, ""},
		"changed": {&fstest.MapFile{Data: []byte(strings.Replace(page, "there", "here", 1))}, "reading content/t.md again: it has changed since the build began; build again"},
		"gone":    {nil, "reading content/t.md again: "},
	} {
		t.Run(name, func(t *testing.T) {
			in := write(t, inputs(t, nil), "content/t.md", page)
			folder := &changing{MapFS: sitetest.Folder(t, in.Content), then: test.then}
			in.Content = folder
			res, err := Build(context.Background(), in, output.NewMemory())
			switch {
			case folder.opened < 2:
				t.Fatal("the page was not read again: the test has lost its hold")
			case test.want != "":
				if err == nil || !strings.HasPrefix(err.Error(), test.want) {
					t.Errorf("the build ended with %v, want %s", err, test.want)
				}
			case err != nil:
				t.Error(err)
			case !strings.Contains(sitetest.Text(res.Findings), "Read [what there is not](#nope).\n"):
				t.Errorf("findings:\n%s", sitetest.Text(res.Findings))
			}
		})
	}
}

// opens is a folder that notes how often pages are opened.
type opens struct {
	fs.FS
	mu    sync.Mutex
	times map[string]int
}

func (o *opens) Open(name string) (fs.File, error) {
	if isPage(name) {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.times[name]++
	}
	return o.FS.Open(name)
}

func (o *opens) Stat(name string) (fs.FileInfo, error)  { return fs.Stat(o.FS, name) }
func (o *opens) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(o.FS, name) }
func (o *opens) ReadLink(name string) (string, error)   { return fs.ReadLink(o.FS, name) }

// TestTextsAreLetGo: a build holds the texts of a small site, and of a large one
// only so many bytes: the others are read again when their pages are made.
func TestTextsAreLetGo(t *testing.T) {
	const pages, more = 10, heldTexts / 8
	for name, test := range map[string]struct {
		words int // in each page
		again int // how many pages are read twice
	}{"small": {10, 0}, "large": {more / len("word "), 3}} {
		t.Run(name, func(t *testing.T) {
			in := small(t)
			files := sitetest.Folder(t, in.Content)
			settings := files["site.yaml"]
			settings.Data = bytes.Replace(settings.Data, []byte("mode: uniform, pageBytes: 49152, transferBytes: 10240"), []byte("mode: off"), 1)
			text := strings.Repeat("word ", test.words)
			for i := range pages {
				files[fmt.Sprintf("page-%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
					"---\ntitle: Page %d\ndescription: What stands on page %d of this test.\ndate: 2026-11-01\n---\n%s\n", i, i, text)}
			}
			folder := &opens{FS: files, times: map[string]int{}}
			in.Content = folder
			res, err := Build(context.Background(), in, output.NewDiscard())
			if err != nil || diag.Count(res.Findings, diag.Error) > 0 {
				t.Fatal(err, sitetest.Text(res.Findings))
			}
			again := 0
			for name, n := range folder.times {
				if strings.HasPrefix(name, "page-") && n > 1 {
					again++
				}
			}
			if again != test.again {
				t.Errorf("%d pages were read twice, want %d: %v", again, test.again, folder.times)
			}
		})
	}
}
