package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/sitetest"
)

// A case is a file of package sitetest in testdata. Its files lie over a small
// whole site (testdata/base.txtar, the real templates, style, script and
// messages). It may set clock, drafts, expired, future and without, and these
// sections say what must come of it:
//
//	findings       what the build must find, exactly as people see it
//	has/PATH       every line of it must stand in the output file PATH
//	lacks/PATH     no line of it may stand in the output file PATH
//	nowhere        no line of it may stand in any output file or file name
//	missing        output files that must not exist, one a line

// base is the small whole site.
func base(t testing.TB) fstest.MapFS {
	t.Helper()
	in := fstest.MapFS{}
	for _, dir := range []string{"templates", "static"} {
		for name, f := range sitetest.Folder(t, os.DirFS("../../"+dir)) {
			in[dir+"/"+name] = f
		}
	}
	for _, l := range []string{"en", "cy"} {
		data, err := os.ReadFile("../../content/messages." + l + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		in["content/messages."+l+".yaml"] = &fstest.MapFile{Data: data}
	}
	return sitetest.Open(t, baseFile).Sources("", in)
}

const baseFile = "testdata/base.txtar"

// inputs lays a case over the base; nil is the base itself.
func inputs(t testing.TB, c *sitetest.File) Inputs {
	t.Helper()
	files, settings := base(t), sitetest.Open(t, baseFile)
	clock, _ := settings.Setting("clock")
	in := Inputs{}
	if c != nil {
		files = c.Sources("", files)
		if own, ok := c.Setting("clock"); ok {
			clock = own
		}
		_, in.Options.Drafts = c.Setting("drafts")
		_, in.Options.Expired = c.Setting("expired")
		_, in.Options.Future = c.Setting("future")
	}
	var err error
	if in.Clock, err = time.Parse(time.RFC3339, clock); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]*fs.FS{"content": &in.Content, "templates": &in.Templates, "static": &in.Static} {
		if *to, err = fs.Sub(files, name); err != nil {
			t.Fatal(err)
		}
	}
	return in
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

func TestCases(t *testing.T) {
	sitetest.Each(t, "testdata/*.txtar", 8, func(t *testing.T, c *sitetest.File) {
		res, out := mustBuild(t, inputs(t, c))
		c.Want(t, "findings", sitetest.Text(res.Findings))
		if diag.Count(res.Findings, diag.Error) > 0 {
			return
		}
		for _, section := range c.Names() {
			kind, path, _ := strings.Cut(section, "/")
			if kind != "has" && kind != "lacks" {
				continue
			}
			data, ok := out[path]
			if !ok {
				t.Errorf("there is no %s; there are %s", path, strings.Join(names(out), " "))
				continue
			}
			for _, line := range strings.Split(strings.TrimSpace(c.Section(section)), "\n") {
				if has := bytes.Contains(data, []byte(line)); has != (kind == "has") {
					t.Errorf("%s: has %v, want %v: %s\n%s", path, has, !has, line, bytes.TrimSpace(data))
				}
			}
		}
		for _, path := range strings.Fields(c.Section("missing")) {
			if _, ok := out[path]; ok {
				t.Errorf("%s was published", path)
			}
		}
		for _, line := range strings.Split(strings.TrimSpace(c.Section("nowhere")), "\n") {
			for _, name := range names(out) {
				// Compressed copies hold what their original holds, and the digests
				// of the manifest hold any four digits by chance.
				encoded := strings.HasSuffix(name, ".gz") || strings.HasSuffix(name, ".br") || name == ".manifest"
				if line != "" && (strings.Contains(name, line) || !encoded && bytes.Contains(out[name], []byte(line))) {
					t.Errorf("%s holds %q", name, line)
				}
			}
		}
	})
}

func names(files map[string][]byte) []string {
	var out []string
	for n := range files {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// The site that ships with Sotto must be without a finding.
func TestTheSite(t *testing.T) {
	res, out := mustBuild(t, shipped(t))
	if diag.Count(res.Findings, diag.Error)+diag.Count(res.Findings, diag.Warning) > 0 {
		t.Errorf("findings:\n%s", sitetest.Text(res.Findings))
	}
	for _, name := range []string{"index.html", "cy/index.html", "404.html", "sitemap.xml", "robots.txt", "news/feed.xml", "cy/news/feed.xml"} {
		if out[name] == nil {
			t.Errorf("there is no %s", name)
		}
	}
}

// Two builds of one site are the same bytes, whatever the order of work.
func TestSameBytes(t *testing.T) {
	in := inputs(t, nil)
	one, first := mustBuild(t, in)
	for range 3 {
		again, second := mustBuild(t, in)
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
		t.Error(fmt.Sprint("no tree hash: ", sitetest.Text(one.Findings)))
	}
}
