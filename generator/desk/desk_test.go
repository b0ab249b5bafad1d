package desk

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/diag"
	"sotto/generator/pipeline"
	"sotto/generator/sitetest"
)

// real are the inputs of the site that ships with Sotto.
func real(t *testing.T) pipeline.Inputs {
	t.Helper()
	return pipeline.Inputs{
		Content: sitetest.Shipped(t), Templates: os.DirFS("../../templates"), Static: os.DirFS("../../static"),
		Clock: time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC),
	}
}

// small are those of the small site of the build tests, with a case laid over it.
func small(t *testing.T, files map[string]string) pipeline.Inputs {
	t.Helper()
	c := sitetest.Open(t, "../pipeline/testdata/base.txtar")
	content := c.Sources("content/", nil)
	for _, l := range []string{"en", "cy"} {
		data, err := os.ReadFile("../../content/messages." + l + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		content["messages."+l+".yaml"] = &fstest.MapFile{Data: data}
	}
	for name, text := range files {
		if text == "" {
			delete(content, name)
		} else {
			content[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return pipeline.Inputs{Content: content, Templates: os.DirFS("../../templates"), Static: os.DirFS("../../static"),
		Clock: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
}

func must(t *testing.T, in pipeline.Inputs) *pipeline.Result {
	t.Helper()
	res, err := new(builder).build(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// wantRefusal wants an error that the editor is told, with certain words.
func wantRefusal(t *testing.T, err error, words ...string) {
	t.Helper()
	var r *Refusal
	if !errors.As(err, &r) {
		t.Errorf("got %v, want a refusal with %q", err, words)
		return
	}
	text := r.Error() + "\n" + sitetest.Text(r.Findings)
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not in the refusal: %s", w, text)
		}
	}
}

// text is a file of a file system, or "".
func text(fsys fs.FS, name string) string {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return ""
	}
	return string(data)
}

// write makes a plan's changes in a folder of the disk that holds the inputs'
// content, and returns it.
func write(t *testing.T, in pipeline.Inputs, p *Plan) fs.FS {
	t.Helper()
	dir := t.TempDir()
	for name, f := range in.Content.(fstest.MapFS) {
		file := path.Join(dir, name)
		if err := os.MkdirAll(path.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := p.Write(root); err != nil {
		t.Fatal(err)
	}
	return os.DirFS(dir)
}

// errorsOf are the findings of error level.
func errorsOf(list []diag.Finding) (out []diag.Finding) {
	for _, f := range list {
		if f.Severity == diag.Error {
			out = append(out, f)
		}
	}
	return out
}
