package audit

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/diag"
)

// wantCheck runs something twice: it must raise the code of the check alone,
// and nothing when the check is off. With no check it must raise nothing.
func wantCheck(t *testing.T, check string, run func(*Auditor) []diag.Finding) {
	t.Helper()
	list := run(New(Policy{}))
	if check == "" {
		if len(list) > 0 {
			t.Errorf("unexpected findings:\n%s", describe(list))
		}
		return
	}
	code, _, _ := strings.Cut(check, "#")
	if len(list) != 1 || list[0].Code != code {
		t.Errorf("want %s alone, got:\n%s", code, describe(list))
	}
	a := New(Policy{})
	a.off = map[string]bool{check: true}
	if list := run(a); len(list) > 0 {
		t.Errorf("with %s off:\n%s", check, describe(list))
	}
}

func zip(t testing.TB, data string, change func(*gzip.Header)) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	change(&w.Header)
	if _, err := w.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSidecars(t *testing.T) {
	plain := func(*gzip.Header) {}
	for _, c := range []struct {
		name, file, check string
		data              []byte
	}{
		{"gzip", "a.txt.gz", "", zip(t, "text", plain)},
		{"gzip with padding", "a.txt.gz", "", zip(t, "text", func(h *gzip.Header) { h.Extra = make([]byte, 500) })},
		{"other bytes", "a.txt.gz", "served/sidecar#differs", zip(t, "texts", plain)},
		{"fewer bytes", "a.txt.gz", "served/sidecar#differs", zip(t, "tex", plain)},
		{"no gzip", "a.txt.gz", "served/sidecar#broken", []byte("text")},
		{"a name in the header", "a.txt.gz", "served/sidecar#header", zip(t, "text", func(h *gzip.Header) { h.Name = "a.txt" })},
		{"a time in the header", "a.txt.gz", "served/sidecar#header", zip(t, "text", func(h *gzip.Header) { h.ModTime = time.Unix(1, 0) })},
		{"an encoding that nobody undoes", "a.txt.br", "served/sidecar#unknown", []byte("text")},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantCheck(t, c.check, func(a *Auditor) []diag.Finding { return a.Sidecar(c.file, c.data, []byte("text")) })
		})
	}
	a := New(Policy{Decode: map[string]func([]byte) ([]byte, error){".br": func(b []byte) ([]byte, error) { return bytes.ToLower(b), nil }}})
	if list := a.Sidecar("a.txt.br", []byte("TEXT"), []byte("text")); len(list) > 0 {
		t.Errorf("an encoding that the policy undoes:\n%s", describe(list))
	}
}

func TestDeep(t *testing.T) {
	s := strictSample(t)
	f := s.file(t, "law/index.html")
	f.Data = bytes.Replace(f.Data, []byte("<p>It is"), []byte(strings.Repeat("<div>", 120)+strings.Repeat("</div>", 120)+"<p>It is"), 1)
	count := func(list []diag.Finding) (n int) {
		for _, f := range list {
			if f.Code == "html/depth" {
				n++
			}
		}
		return n
	}
	if n := count(s.audit()); n == 0 {
		t.Error("120 levels are not too deep")
	}
	if n := count(s.audit("html/depth#deep")); n != 0 {
		t.Error("the check cannot be switched off")
	}
}

func TestDir(t *testing.T) {
	s := strictSample(t)
	files := fstest.MapFS{}
	for _, f := range s.files {
		data := s.finished(f)
		files[f.Name] = &fstest.MapFile{Data: data}
		files[f.Name+".gz"] = &fstest.MapFile{Data: zip(t, string(data), func(*gzip.Header) {})}
	}
	res, err := Dir(files, s.policy)
	if err != nil || len(res.Findings) > 0 {
		t.Fatalf("%v\n%s", err, describe(res.Findings))
	}
	want := Totals{Files: 14, Pages: 6, Redirects: 1, Links: res.Totals.Links, Outbound: []string{"www.bbc.co.uk"},
		Styles: []string{hashSource([]byte(s.style))}, Scripts: []string{hashSource([]byte(s.script))}}
	if got := res.Totals; got.Files != want.Files || got.Pages != want.Pages || got.Redirects != want.Redirects || got.Links < 15 ||
		!slices.Equal(got.Outbound, want.Outbound) || !slices.Equal(got.Styles, want.Styles) || !slices.Equal(got.Scripts, want.Scripts) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	// The same site, with its address guessed from the sitemap.
	s.policy.BaseURL = ""
	if res, err := Dir(files, s.policy); err != nil || len(res.Findings) > 0 {
		t.Errorf("with the address guessed: %v\n%s", err, describe(res.Findings))
	}

	files["a.txt"] = &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("/etc/passwd")}
	files["b.txt.gz"] = &fstest.MapFile{Data: []byte("x")}
	files["robots.txt.gz"].Data = zip(t, "other", func(*gzip.Header) {})
	res, err = Dir(files, s.policy)
	if got := places(res.Findings); err != nil || !slices.Equal(got, []string{
		"served/symlink a.txt:0:0", "served/sidecar b.txt.gz:0:0", "served/sidecar robots.txt.gz:0:0",
	}) {
		t.Errorf("%v %v", err, got)
	}
}

// hugoVersion is the Hugo whose output the test is about.
const hugoVersion = "v0.165.0"

// TestHugo checks what Hugo makes of a plain site. SOTTO_HUGO names the
// program, else it is the one in PATH; the repository's own test run installs
// it. Only where nobody has named one may the test be skipped.
func TestHugo(t *testing.T) {
	hugo := os.Getenv("SOTTO_HUGO")
	if hugo == "" {
		var err error
		if hugo, err = exec.LookPath("hugo"); err != nil {
			t.Skip("no hugo here: go install github.com/gohugoio/hugo@" + hugoVersion + ", and name it in SOTTO_HUGO")
		}
	}
	version, err := exec.Command(hugo, "version").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(version), "hugo "+hugoVersion) {
		t.Fatalf("%s is not Hugo %s: %v\n%s", hugo, hugoVersion, err, version)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"hugo.toml":                    "baseURL = 'https://plain.example/'\nlanguageCode = 'en-gb'\ntitle = 'Plain'\n",
		"layouts/_default/baseof.html": "<!DOCTYPE html>\n<html lang=\"{{ site.Language.LanguageCode }}\">\n<head>\n  <meta charset=\"utf-8\">\n  <meta name=\"viewport\" content=\"width=device-width\">\n  <title>{{ .Title }}</title>\n  {{ hugo.Generator }}\n  <link rel=\"canonical\" href=\"{{ .Permalink }}\">\n  {{ with .OutputFormats.Get \"rss\" }}{{ printf `<link rel=\"%s\" type=\"%s\" href=\"%s\" title=\"%s\">` .Rel .MediaType.Type .Permalink site.Title | safeHTML }}{{ end }}\n  {{ with resources.Get \"main.css\" }}{{ with . | minify | fingerprint }}<link rel=\"stylesheet\" href=\"{{ .RelPermalink }}\" integrity=\"{{ .Data.Integrity }}\" crossorigin=\"anonymous\">{{ end }}{{ end }}\n</head>\n<body>\n<header><a href=\"{{ site.Home.RelPermalink }}\">{{ site.Title }}</a></header>\n<main>{{ block \"main\" . }}{{ end }}</main>\n</body>\n</html>\n",
		"layouts/_default/single.html": "{{ define \"main\" }}<h1>{{ .Title }}</h1><time datetime=\"{{ .Date.Format \"2006-01-02\" }}\">{{ .Date.Format \"2 January 2006\" }}</time>{{ .TableOfContents }}{{ .Content }}{{ end }}",
		"layouts/_default/list.html":   "{{ define \"main\" }}<h1>{{ .Title }}</h1>{{ .Content }}<ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}",
		"assets/main.css":              "body { font: 1rem/1.5 system-ui; }\n@media (min-width: 40em) { main { max-width: 40rem } }\n",
		"content/posts/one.md":         "---\ntitle: One & two\ndate: 2026-01-02\naliases: [/old/]\ntags: [a]\n---\n\n## A heading\n\nText with *emphasis*, `code`, “quotes” and a [link](/posts/two/).[^1]\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- one\n- two\n\n> quote\n\n```go\nfunc main() {}\n```\n\n[^1]: A note.\n",
		"content/posts/two.md":         "---\ntitle: Two\ndate: 2026-01-03\n---\n\nTerm\n: Definition\n\n1. one\n2. two\n",
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(hugo, "--source", dir, "--quiet")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("hugo: %v\n%s", err, out)
	}
	res, err := Dir(os.DirFS(filepath.Join(dir, "public")), Policy{Profile: General})
	if err != nil {
		t.Fatal(err)
	}
	if res.Totals.Pages < 8 {
		t.Errorf("only %d pages", res.Totals.Pages)
	}
	for _, f := range res.Findings {
		if f.Severity != diag.Info {
			t.Errorf("a plain site of Hugo's raises findings:\n%s", describe([]diag.Finding{f}))
		}
	}
}
