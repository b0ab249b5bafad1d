package pipeline

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

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
