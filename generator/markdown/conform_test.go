package markdown

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"sotto/generator/diag"
)

type example struct {
	Markdown, HTML, Section string
	Example                 int
}

// commonMark returns the examples of the CommonMark specification that come
// with goldmark.
func commonMark(t testing.TB) []example {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skip("skipped: goldmark's own test data cannot be found:", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Skip("skipped: goldmark's own test data cannot be read:", err)
	}
	var list []example
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestX(t *testing.T) {
	c := New()
	md := goldmark.New()
	_ = extension.Table
	bad := 0
	for _, e := range commonMark(t) {
		var w bytes.Buffer
		md.Convert([]byte(e.Markdown), &w)
		doc, fs := c.Convert(Source{File: diag.NewFile("x.md", []byte(e.Markdown)), Text: []byte(e.Markdown)}, Env{})
		if doc.HTML != w.String() {
			bad++
			var codes []string
			for _, f := range fs {
				codes = append(codes, fmt.Sprintf("%d:%d %s", f.Pos.Line, f.Pos.Col, f.Code))
			}
			t.Logf("%d %s\n%q\n got %q\nwant %q\n%v", e.Example, e.Section, e.Markdown, doc.HTML, w.String(), codes)
		}
	}
	t.Log(bad)
}
