package pipeline

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"sotto/generator/diag"
	"sotto/generator/output"
)

var update = flag.Bool("update", false, "rewrite the expected findings in testdata")

// A case is a txtar file in testdata. Its files lie over a small whole site
// (testdata/base.txtar, the real templates, style, script and messages), and
// these names are special:
//
//	clock          the build's clock; the base's own otherwise
//	options        words: drafts expired future
//	remove         files of the base to leave out, one a line
//	findings       what the build must find, exactly as people see it
//	has/PATH       every line of it must stand in the output file PATH
//	lacks/PATH     no line of it may stand in the output file PATH
//	nowhere        no line of it may stand in any output file or file name
//	missing        output files that must not exist, one a line
type testCase struct {
	inputs Inputs
	files  map[string]string // the special ones
}

// readCase lays a case over the base.
func readCase(t testing.TB, file string) testCase {
	t.Helper()
	in := fstest.MapFS{}
	for _, dir := range []string{"templates", "static"} {
		addDir(t, in, "../../"+dir, dir)
	}
	for _, l := range []string{"en", "cy"} {
		data, err := os.ReadFile("../../content/messages." + l + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		in["content/messages."+l+".yaml"] = &fstest.MapFile{Data: data}
	}
	c := testCase{files: map[string]string{}}
	for _, name := range []string{"testdata/base.txtar", file} {
		if name == "" {
			continue
		}
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			switch top, _, _ := strings.Cut(f.Name, "/"); top {
			case "content", "templates", "static":
				in[f.Name] = &fstest.MapFile{Data: f.Data}
			default:
				c.files[f.Name] = string(f.Data)
			}
		}
	}
	for _, name := range strings.Fields(c.files["remove"]) {
		if in[name] == nil {
			t.Fatalf("remove: the base has no %s", name)
		}
		delete(in, name)
	}
	clock, err := time.Parse(time.RFC3339, strings.TrimSpace(c.files["clock"]))
	if err != nil {
		t.Fatal(err)
	}
	c.inputs = Inputs{Clock: clock}
	for _, w := range strings.Fields(c.files["options"]) {
		switch w {
		case "drafts":
			c.inputs.Options.Drafts = true
		case "expired":
			c.inputs.Options.Expired = true
		case "future":
			c.inputs.Options.Future = true
		default:
			t.Fatalf("options: %q", w)
		}
	}
	for _, d := range []struct {
		name string
		to   *fs.FS
	}{{"content", &c.inputs.Content}, {"templates", &c.inputs.Templates}, {"static", &c.inputs.Static}} {
		if *d.to, err = fs.Sub(in, d.name); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func addDir(t testing.TB, in fstest.MapFS, dir, as string) {
	t.Helper()
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		in[as+"/"+name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func mustBuild(t testing.TB, in Inputs) (*Result, map[string][]byte) {
	t.Helper()
	stage := output.NewMemory()
	res, err := Build(context.Background(), in, stage)
	if err != nil {
		t.Fatal(err)
	}
	return res, stage.Files()
}

func report(list []diag.Finding) string {
	var b bytes.Buffer
	diag.Text(&b, list)
	return b.String()
}

func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) < 2 {
		t.Fatal("no cases", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			c := readCase(t, strings.TrimPrefix(file, "testdata/base.txtar"))
			res, out := mustBuild(t, c.inputs)
			if got := report(res.Findings); got != c.files["findings"] {
				if *update {
					setFile(t, file, "findings", got)
				} else {
					t.Errorf("findings (-want +got):\n%s", cmp.Diff(c.files["findings"], got))
				}
			}
			if diag.Count(res.Findings, diag.Error) > 0 {
				return
			}
			for name, text := range c.files {
				kind, path, _ := strings.Cut(name, "/")
				if kind != "has" && kind != "lacks" {
					continue
				}
				data, ok := out[path]
				if !ok {
					t.Errorf("there is no %s; there are %s", path, strings.Join(names(out), " "))
					continue
				}
				for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
					if has := bytes.Contains(data, []byte(line)); has != (kind == "has") {
						t.Errorf("%s: has %v, want %v: %s\n%s", path, has, !has, line, bytes.TrimSpace(data))
					}
				}
			}
			for _, path := range strings.Fields(c.files["missing"]) {
				if _, ok := out[path]; ok {
					t.Errorf("%s was published", path)
				}
			}
			for _, line := range strings.Split(strings.TrimSpace(c.files["nowhere"]), "\n") {
				for _, name := range names(out) {
					// Compressed copies hold what their original holds.
					encoded := strings.HasSuffix(name, ".gz") || strings.HasSuffix(name, ".br")
					if line != "" && (strings.Contains(name, line) || !encoded && bytes.Contains(out[name], []byte(line))) {
						t.Errorf("%s holds %q", name, line)
					}
				}
			}
		})
	}
}

func names(files map[string][]byte) []string {
	var out []string
	for n := range files {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

func setFile(t *testing.T, file, name, data string) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == name })
	switch {
	case data == "" && i >= 0:
		a.Files = slices.Delete(a.Files, i, i+1)
	case data == "":
	case i < 0:
		a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(data)})
	default:
		a.Files[i].Data = []byte(data)
	}
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The site that ships with Sotto must be without a finding.
func TestTheSite(t *testing.T) {
	in := Inputs{Content: os.DirFS("../../content"), Templates: os.DirFS("../../templates"), Static: os.DirFS("../../static"), Clock: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
	res, out := mustBuild(t, in)
	if len(res.Findings) > 0 {
		t.Errorf("findings:\n%s", report(res.Findings))
	}
	for _, name := range []string{"index.html", "cy/index.html", "404.html", "sitemap.xml", "robots.txt", "news/feed.xml", "cy/news/feed.xml"} {
		if out[name] == nil {
			t.Errorf("there is no %s", name)
		}
	}
}

// Two builds of one site are the same bytes, whatever the order of work.
func TestSameBytes(t *testing.T) {
	c := readCase(t, "")
	one, first := mustBuild(t, c.inputs)
	for range 3 {
		again, second := mustBuild(t, c.inputs)
		if one.Tree != again.Tree {
			t.Errorf("tree %s, then %s", one.Tree, again.Tree)
		}
		for name, data := range first {
			if !bytes.Equal(data, second[name]) {
				t.Errorf("%s differs", name)
			}
		}
	}
	if one.Tree == "" {
		t.Error(fmt.Sprint("no tree hash: ", report(one.Findings)))
	}
}
