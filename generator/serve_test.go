package main

import (
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sotto/generator/diag"
	"sotto/generator/serve"
)

// The preview of a whole site: its pages, its 404 pages by language, and a
// finding at the place where the writer would look for it.
func TestPreview(t *testing.T) {
	dir := t.TempDir()
	if err := laySite(&testscript.Env{WorkDir: dir}); err != nil {
		t.Fatal(err)
	}
	welsh := "---\ntitle: Nid yw'r dudalen yma\ndescription: Y dudalen a ddangosir pan nad oes tudalen yn y cyfeiriad hwnnw.\ndate: 2026-11-01\n---\n\nRhowch gynnig arall arni.\n"
	if err := os.WriteFile(filepath.Join(dir, "content/404.cy.md"), []byte(welsh), 0o644); err != nil {
		t.Fatal(err)
	}
	// Not in its usual place, so that findings must be told where it is.
	if err := os.Rename(filepath.Join(dir, "content"), filepath.Join(dir, "text")); err != nil {
		t.Fatal(err)
	}
	in := inputFlags{source: dir, content: "text", templates: "templates", static: "static", baseURL: "https://127.0.0.1:1313/", clock: "2026-11-21T12:00:00Z"}
	p := serve.New(serve.Options{
		Sources: []fs.FS{os.DirFS(in.path(in.content))},
		Build:   func() (serve.Site, error) { return in.preview(t.Context()) },
		Tell:    func([]diag.Finding) {},
	})
	see := func(address string, status int, body string) {
		t.Helper()
		w := httptest.NewRecorder()
		p.ServeHTTP(w, httptest.NewRequest("GET", address, nil))
		if w.Code != status || !strings.Contains(w.Body.String(), body) {
			t.Errorf("%s: %d, want %d with %q in it:\n%s", address, w.Code, status, body, w.Body)
		}
	}
	see("/", 200, `<html lang="en"`)
	see("/cy/", 200, `<html lang="cy"`)
	see("/nothing/", 404, `<html lang="en"`)
	see("/cy/nothing/", 404, `<html lang="cy"`)

	bad := filepath.Join(dir, "text", "bad.md")
	if err := os.WriteFile(bad, []byte("---\ntitel: x\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	see("/", 500, bad+":2:1: error[")
	if err := os.Remove(bad); err != nil {
		t.Fatal(err)
	}
	see("/", 200, `<html lang="en"`)
}
