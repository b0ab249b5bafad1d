package pipeline

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"io"
	"path"
	"strings"
	"testing"
	"time"

	"sotto/generator/asset"
	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/sitetest"
)

// A case in testdata/files is one of TestCases with these besides:
//
//	png PATH       (a setting) there is a picture at PATH in static/
//	later TIME     (a setting) the site is built a second time, as at TIME
//	published      the files of static/ that are published, and all others not
//	held           the files that are held back: why, by what and until when
//	later          the files of static/ that are published in the second build
//
// Of a file that is not published not even the digest may be anywhere.
func TestFiles(t *testing.T) {
	sitetest.Each(t, "testdata/files/*.txtar", 5, func(t *testing.T, c *sitetest.File) {
		in := inputs(t, c)
		for i, name := range c.Settings("png") {
			var b bytes.Buffer
			if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8+i))); err != nil {
				t.Fatal(err)
			}
			in = write(t, in, "static/"+name, b.String())
		}
		res, out := mustBuild(t, in)
		c.Want(t, "findings", sitetest.Text(res.Findings))
		if diag.Count(res.Findings, diag.Error) > 0 {
			return
		}
		if c.Section("held")+c.Section("published") == "" {
			t.Error("the case expects nothing")
		}
		published(t, in, out, c.Section("published"))
		var held strings.Builder
		for _, f := range res.Static {
			if f.Held.Page != nil && !f.Published {
				line := fmt.Sprintf("%s %s content/%s", f.File, f.Held.Why, f.Held.By)
				if !f.Held.Until.IsZero() {
					line += f.Held.Until.UTC().Format(" " + time.RFC3339)
				}
				held.WriteString(line + "\n")
			}
		}
		if got, want := held.String(), c.Section("held"); got != want {
			t.Errorf("held back:\n%swant\n%s", got, want)
		}
		for _, canary := range strings.Fields(c.Section("nowhere")) {
			leavesNoTrace(t, out, canary)
		}
		if later, ok := c.Setting("later"); ok {
			var err error
			if in.Clock, err = time.Parse(time.RFC3339, later); err != nil {
				t.Fatal(err)
			}
			res, out := mustBuild(t, in)
			if diag.Count(res.Findings, diag.Error)+diag.Count(res.Findings, diag.Warning) > 0 {
				t.Errorf("later:\n%s", sitetest.Text(res.Findings))
			}
			published(t, in, out, c.Section("later"))
			// A preview that shows what is held back shows its files too.
			in.Options = Options{Drafts: true, Expired: true, Future: true}
			res, out = mustBuild(t, in)
			for _, f := range res.Static {
				if !f.Published || out[f.File] == nil {
					t.Errorf("%s is not in a preview of everything", f.File)
				}
			}
		}
	})
}

// published compares the files of static/ in the output with those expected,
// and looks for the digests of all others.
func published(t *testing.T, in Inputs, out map[string][]byte, want string) {
	t.Helper()
	var got []string
	files := sitetest.Folder(t, in.Static)
	for _, name := range names(out) {
		if files[strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".br")] != nil {
			got = append(got, name)
		}
	}
	if text := strings.Join(got, "\n"); text != strings.TrimSpace(want) {
		t.Errorf("published:\n%s\nwant:\n%s", text, want)
	}
	for name, f := range files {
		if sum := sha256.Sum256(f.Data); out[name] == nil {
			leavesNoTrace(t, out, hex.EncodeToString(sum[:]))
		}
	}
}

// leavesNoTrace looks for a text in every name and every byte of the output.
func leavesNoTrace(t *testing.T, out map[string][]byte, text string) {
	t.Helper()
	for _, name := range names(out) {
		data := out[name]
		var err error
		switch path.Ext(name) {
		case ".gz":
			var z *gzip.Reader
			if z, err = gzip.NewReader(bytes.NewReader(data)); err == nil {
				data, err = io.ReadAll(z)
			}
		case ".br":
			data, err = output.DecodeBrotli(data, maxDecoded)
		}
		if err != nil {
			t.Fatal(name, err)
		}
		if strings.Contains(name, text) || bytes.Contains(data, []byte(text)) {
			t.Errorf("%s holds %q", name, text)
		}
	}
}

// The audit has the promise of the site's own side: it finds what is served
// without a reason, and is told of each reason.
func TestTheAuditKnowsWhatIsMeantToBeThere(t *testing.T) {
	in := inputs(t, sitetest.Open(t, "testdata/files/unused.txtar"))
	res, _ := mustBuild(t, in)
	alone := policy(res.Site, byOutput(res.Site), &asset.Assets{}, nil).Alone
	for path, want := range map[string]bool{
		".well-known/security.txt": true, "leaflets/one.txt": true, "early.svg": true,
		"images/both.svg": false, "notes.txt": false, "leaflets": false, "sitemap.xml": false,
	} {
		if alone(path) != want {
			t.Errorf("%s may be served alone: %v, want %v", path, !want, want)
		}
	}
}
