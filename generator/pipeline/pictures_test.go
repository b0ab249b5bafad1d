package pipeline

import (
	"bytes"
	"encoding/binary"
	"go/build"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"sotto/generator/asset"
	"sotto/generator/audit"
	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// withPictures is the base with pictures that one page shows. With pictures,
// pages cannot all be of one size.
func withPictures(t *testing.T, list []sitetest.Picture) Inputs {
	t.Helper()
	in := edit(t, inputs(t, nil), "content/site.yaml", "size: {mode: uniform, pageBytes: 49152, transferBytes: 10240}", "size: {mode: off}")
	page := "---\ntitle: Pictures\ndescription: A page with many pictures on it.\ndate: 2026-11-01\n---\nLook at these.\n"
	for _, p := range list {
		in = write(t, in, "static/"+p.File, string(p.Data))
		page += "\n![A picture](/" + p.File + ")\n"
	}
	return write(t, in, "content/news/pictures.md", page)
}

// TestPicturesTellNothing: a site is built with pictures that say in every
// possible place who made them. They are published without a word, and no
// byte of what they said is.
func TestPicturesTellNothing(t *testing.T) {
	var kept, refused []sitetest.Picture
	for _, p := range sitetest.Pictures() {
		if p.Refused {
			refused = append(refused, p)
		} else {
			kept = append(kept, p)
		}
	}
	res, out := mustBuild(t, withPictures(t, kept))
	if len(res.Findings) > 0 {
		t.Fatalf("findings:\n%s", sitetest.Text(res.Findings))
	}
	for _, p := range kept {
		if len(out[p.File]) == 0 {
			t.Errorf("%s is not published", p.File)
		}
	}
	for name, data := range out {
		if bytes.Contains(data, []byte(sitetest.Canary[:6])) {
			t.Errorf("%s says who made it", name)
		}
	}

	res, _ = mustBuild(t, withPictures(t, refused))
	for _, p := range refused {
		found := 0
		for _, f := range res.Findings {
			if f.Pos.File == "static/"+p.File && f.Code == "asset/content" && f.Severity == diag.Error && f.Help != "" {
				found++
			}
		}
		if found != 1 {
			t.Errorf("%s: %d findings", p.File, found)
		}
	}
}

// TestPicturesPlanted puts the same pictures into the finished folder, and has
// it audited: each is found there by a reading of its own.
func TestPicturesPlanted(t *testing.T) {
	_, out := mustBuild(t, withPictures(t, nil))
	folder := fstest.MapFS{}
	for name, data := range out {
		folder[name] = &fstest.MapFile{Data: data}
	}
	for _, p := range sitetest.Pictures() {
		folder[p.File] = &fstest.MapFile{Data: p.Data}
	}
	res, err := audit.Dir(folder, audit.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, f := range res.Findings {
		if f.Code == "served/metadata" || f.Code == "served/content" {
			found[f.Pos.File]++
		}
	}
	for _, p := range sitetest.Pictures() {
		if found[p.File] != 1 {
			t.Errorf("%s: %d findings", p.File, found[p.File])
		}
	}
}

// TestPicturesBent changes bytes of each picture, all of them in a soak: what the assets accept
// then, the audit accepts as they publish it, and nothing panics.
func TestPicturesBent(t *testing.T) {
	accepted := 0
	for i, p := range sitetest.Pictures() {
		step := 1
		if !sitetest.Soak() {
			step = 151
		}
		for at := i % step; at < len(p.Data); at += step {
			for _, bend := range []byte{0x01, 0x80, 0xff} {
				data := bytes.Clone(p.Data)
				data[at] ^= bend
				if agreed(t, p.File, mend(data)) {
					accepted++
				}
			}
		}
	}
	if accepted == 0 {
		t.Error("none was accepted")
	}
}

// TestOthersAgree does the same with the pictures that the standard library is
// tested with: JPEG in several scans, with restarts and all kinds of sampling,
// and every kind of PNG.
func TestOthersAgree(t *testing.T) {
	root := filepath.Join(build.Default.GOROOT, "src", "image")
	if _, err := os.Stat(filepath.Join(root, "testdata")); err != nil {
		t.Skip("this Go comes without its test data")
	}
	accepted := 0
	for _, pattern := range []string{"testdata/*.jpeg", "testdata/*.png", "png/testdata/pngsuite/*.png"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if agreed(t, strings.Replace(filepath.Base(name), ".jpeg", ".jpg", 1), data) {
				accepted++
			}
		}
	}
	if accepted < 60 {
		t.Errorf("only %d were accepted", accepted)
	}
}

// agreed publishes a picture, if it may be, and has the audit read it.
func agreed(t *testing.T, name string, data []byte) bool {
	t.Helper()
	a, findings, err := asset.Load(fstest.MapFS{"style.css": {Data: []byte("a{color:red}")}, name: {Data: data}})
	if err != nil {
		t.Fatal(err)
	}
	if len(findings) > 0 {
		return false
	}
	for _, file := range a.Files {
		if _, list := audit.New(audit.Policy{}).File(file.Path, file.Data); len(list) > 0 {
			t.Errorf("%s is published, and then refused: %q\n%s", name, file.Data, sitetest.Text(list))
		}
	}
	return true
}

// FuzzPictures: whatever picture the assets accept, the audit accepts it as
// they publish it.
func FuzzPictures(f *testing.F) {
	for _, p := range sitetest.Pictures() {
		f.Add(p.Data)
	}
	f.Add(sitetest.AVIF)
	f.Add(sitetest.WebPAlpha)
	f.Fuzz(func(t *testing.T, data []byte) {
		data = mend(data)
		for _, ext := range []string{".png", ".jpg", ".webp", ".avif"} {
			agreed(t, "a"+ext, data)
		}
	})
}

// mend makes the checksums of a PNG right, which no mutation would do.
func mend(b []byte) []byte {
	if !strings.HasPrefix(string(b), "\x89PNG\r\n\x1a\n") {
		return b
	}
	b = bytes.Clone(b)
	for rest := b[8:]; len(rest) >= 12; {
		n := uint64(binary.BigEndian.Uint32(rest))
		if n+12 > uint64(len(rest)) {
			break
		}
		binary.BigEndian.PutUint32(rest[8+n:], crc32.ChecksumIEEE(rest[4:8+n]))
		rest = rest[12+n:]
	}
	return b
}
