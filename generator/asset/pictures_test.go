package asset

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"go/build"
	"image"
	"math"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"sotto/generator/sitetest"
)

func testPNG(t testing.TB) []byte  { return sitetest.PNG(sitetest.Photo()) }
func testJPEG(t testing.TB) []byte { return sitetest.JPEG(sitetest.Photo()) }

func samePicture(t *testing.T, a, b []byte) {
	t.Helper()
	one, _, err := image.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal("as it was: ", err)
	}
	two, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal("as it is published: ", err)
	}
	if one.Bounds() != two.Bounds() || fmt.Sprintf("%T", one) != fmt.Sprintf("%T", two) {
		t.Fatalf("%v %T has become %v %T", one.Bounds(), one, two.Bounds(), two)
	}
	for y := range one.Bounds().Dy() {
		for x := range one.Bounds().Dx() {
			if one.At(x, y) != two.At(x, y) {
				t.Fatalf("the pixel at %d, %d has changed", x, y)
			}
		}
	}
}

// TestPicturesTellNothing: of pictures that say who made them, in every place
// that there is for it, only the picture is left. What is left is left the
// second time too.
func TestPicturesTellNothing(t *testing.T) {
	list := sitetest.Pictures()
	if len(list) < 90 {
		t.Errorf("only %d pictures", len(list))
	}
	for _, p := range list {
		t.Run(p.File, func(t *testing.T) {
			if !bytes.Contains(p.Data, []byte(sitetest.Canary[:16])) {
				t.Fatal("the picture tells nothing to begin with")
			}
			before := bytes.Clone(p.Data)
			got, findings := clean(p.File, p.Data)
			if !bytes.Equal(before, p.Data) {
				t.Error("the input was written to")
			}
			if p.Refused != (len(findings) > 0) {
				t.Fatalf("refused: %v\n%s", len(findings) > 0, report(findings))
			}
			if p.Refused {
				return
			}
			if bytes.Contains(got, []byte(sitetest.Canary[:6])) {
				t.Errorf("it still tells: %q", got)
			}
			if again, findings := clean(p.File, got); len(findings) > 0 || !bytes.Equal(again, got) {
				t.Errorf("a clean file is not clean\n%s", report(findings))
			}
			switch { // the standard library does not step over these
			case strings.Contains(p.File, "jpg-unknown"):
				p.Data = testJPEG(t)
			case p.File == "png-end.png":
				p.Data = testPNG(t)
			}
			if ext := path.Ext(p.File); ext == ".png" || ext == ".jpg" {
				samePicture(t, p.Data, got)
			}
		})
	}
}

// TestPicturesPlain: what tells nothing stays as it is, but for the order of
// its parts.
func TestPicturesPlain(t *testing.T) {
	for name, b := range map[string][]byte{
		"a.png": testPNG(t), "a.webp": sitetest.WebPLossy, "b.webp": sitetest.WebPLossless, "c.webp": sitetest.WebPAlpha,
	} {
		if got, findings := clean(name, b); len(findings) > 0 || !bytes.Equal(got, b) {
			t.Errorf("%s has changed:\n%q\n%q\n%s", name, b, got, report(findings))
		}
	}
	gamma := sitetest.PNGWith(testPNG(t), sitetest.Chunk("cICP", "\x0c\x0d\x00\x01"), sitetest.Chunk("gAMA", "\x00\x00\xb1\x8f"), sitetest.Chunk("cHRM", strings.Repeat("\x00\x00\x7a\x26", 8)))
	if got, err := cleanPNG(gamma); err != nil || !bytes.Equal(got, gamma) {
		t.Errorf("a chunk that the colours depend on was taken out: %v", err)
	}
	avif, err := cleanAVIF(sitetest.AVIF)
	if data := sitetest.AVIF[len(sitetest.AVIF)-29:]; err != nil || !bytes.HasSuffix(avif, data) {
		t.Errorf("the picture's own data have changed: %v", err)
	}
}

// TestWhichWayUp: the orientation stays, and nothing else of what tells it.
func TestWhichWayUp(t *testing.T) {
	form := "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	for name, b := range map[string][]byte{
		"a.png":  sitetest.PNGWith(testPNG(t), sitetest.Chunk("eXIf", sitetest.Exif(6))),
		"a.jpg":  sitetest.Phone(),
		"a.webp": sitetest.WebP("VP8X", "\x18"+strings.Repeat("\x00", 9), "VP8L", string(sitetest.WebPLossless[20:33]), "EXIF", sitetest.Exif(6)),
	} {
		got, findings := clean(name, b)
		if len(findings) > 0 || bytes.Count(got, []byte(form)) != 1 {
			t.Errorf("%s does not say that it lies on its side: %q\n%s", name, got, report(findings))
		}
	}
	for _, odd := range []string{"", "MM\x00*", "II*\x00\xff\xff\xff\xff", sitetest.Exif(1), sitetest.Exif(9), "II+\x00" + sitetest.Exif(6)[4:]} {
		if got := orientation([]byte(odd)); got != upright {
			t.Errorf("%q: %d", odd, got)
		}
	}
}

// TestProfiles: a profile is known by its numbers.
func TestProfiles(t *testing.T) {
	for name, want := range map[string]colours{"sRGB": sRGB, "P3": displayP3, "grey": grey22, "sgrey": greySRGB} {
		theirs := sitetest.Profile(name)
		if got, err := readProfile(theirs); err != nil || got != want {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		ours := makeProfile(want)
		if got, err := readProfile(ours); err != nil || got != want {
			t.Errorf("our %s: %v, %v", name, got, err)
		}
		sum := sha256.Sum256(ours)
		t.Logf("%s: %d bytes, %s", name, len(ours), hex.EncodeToString(sum[:]))
		for n := range theirs { // cut off anywhere
			if _, err := readProfile(theirs[:n]); err == nil {
				t.Fatalf("%s: %d bytes of %d will do", name, n, len(theirs))
			}
		}
		for i := range theirs { // must not panic
			odd := bytes.Clone(theirs)
			odd[i] ^= 0xff
			readProfile(odd)
		}
	}
	tables := bytes.Replace(sitetest.Profile("sRGB"), []byte("mmod"), []byte("A2B0"), 1)
	for name, p := range map[string][]byte{"other colours": sitetest.Profile("Adobe"), "tables": tables, "nothing": nil} {
		if _, err := readProfile(p); !errors.Is(err, errColour) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ownProfile(sitetest.Profile("grey"), false); err == nil {
		t.Error("a grey profile on a picture in colour")
	}
}

// TestPrimaries works the numbers of the two profiles out from the published
// places of their primaries and of D65, adapted to D50 by Bradford's matrix.
func TestPrimaries(t *testing.T) {
	type m3 [3][3]float64
	mul := func(a, b m3) (c m3) {
		for i := range 3 {
			for j := range 3 {
				for k := range 3 {
					c[i][j] += a[i][k] * b[k][j]
				}
			}
		}
		return c
	}
	inverse := func(a m3) (c m3) {
		det := 0.0
		for i := range 3 {
			for j := range 3 {
				p, q, r, s := (i+1)%3, (i+2)%3, (j+1)%3, (j+2)%3
				c[j][i] = a[p][r]*a[q][s] - a[p][s]*a[q][r]
			}
			det += a[0][i] * c[i][0]
		}
		for i := range 9 {
			c[i/3][i%3] /= det
		}
		return c
	}
	xyz := func(x, y float64) [3]float64 { return [3]float64{x / y, 1, (1 - x - y) / y} }
	apply := func(m m3, v [3]float64) (out [3]float64) {
		for i := range 3 {
			out[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
		}
		return out
	}
	diagonal := func(v [3]float64) m3 { return m3{{v[0]}, {0, v[1]}, {0, 0, v[2]}} }
	bradford := m3{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}
	white := xyz(0.3127, 0.3290)
	from, to := apply(bradford, white), apply(bradford, [3]float64{0.9642, 1, 0.8249})
	adapt := mul(inverse(bradford), mul(diagonal([3]float64{to[0] / from[0], to[1] / from[1], to[2] / from[2]}), bradford))
	for c, places := range map[colours][3][2]float64{
		sRGB:      {{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}},
		displayP3: {{0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}},
	} {
		var m m3
		for i, p := range places {
			v := xyz(p[0], p[1])
			m[0][i], m[1][i], m[2][i] = v[0], v[1], v[2]
		}
		m = mul(adapt, mul(m, diagonal(apply(inverse(m), white))))
		for i := range 9 {
			got, want := float64(primaries[c][i])/65536, m[i%3][i/3]
			if math.Abs(got-want) > 0.0003 {
				t.Errorf("colours %d, number %d: %.5f, worked out %.5f", c, i, got, want)
			}
		}
	}
}

func TestDamaged(t *testing.T) {
	png, jpg, webp, avif := testPNG(t), testJPEG(t), sitetest.WebPAlpha, sitetest.AVIF
	for name, b := range map[string][]byte{"a.png": png, "a.jpg": jpg, "a.webp": webp, "a.avif": avif} {
		for n := range len(b) {
			if _, findings := clean(name, b[:n]); len(findings) == 0 {
				t.Errorf("%s: %d bytes of %d will do", name, n, len(b))
			}
		}
	}
	broken := bytes.Clone(png)
	broken[len(pngStart)+20] ^= 1
	for name, b := range map[string][]byte{
		"checksum.png": broken, "junk.jpg": []byte("\xff\xd8\xff\xffxxxx"), "start.jpg": []byte("\xff\xd8\xff"),
		"long.webp": []byte("RIFF\x0c\x00\x00\x00WEBPVP8 \xff\xff\xff\xff"),
		"film.webp": sitetest.WebP("VP8X", "\x02"+strings.Repeat("\x00", 9), "ANIM", "123456", "ANMF", "x"),
	} {
		if _, findings := clean(name, b); len(findings) == 0 {
			t.Errorf("%s: no finding", name)
		}
	}
}

// What comes in from outside must not bring the build down, and what goes out
// must be as clean the second time. (That the audit agrees is a test of
// pipeline's.)
func FuzzClean(f *testing.F) {
	for _, p := range sitetest.Pictures() {
		f.Add(path.Ext(p.File), p.Data)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		before := bytes.Clone(data)
		out, findings := clean(name, data)
		if !bytes.Equal(before, data) {
			t.Fatal("the input was written to")
		}
		if len(findings) > 0 {
			return
		}
		if again, findings := clean(name, out); len(findings) > 0 || !bytes.Equal(again, out) {
			t.Fatal("a clean file is not clean")
		}
	})
}

// TestOthers cleans the pictures that the standard library is tested with:
// JPEG with restarts, in several scans, with all kinds of sampling; PNG of all
// kinds.
func TestOthers(t *testing.T) {
	root := filepath.Join(build.Default.GOROOT, "src", "image")
	if _, err := os.Stat(filepath.Join(root, "testdata")); err != nil {
		t.Skip("this Go comes without its test data")
	}
	cleaned := map[string]int{}
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
			short := strings.Replace(filepath.Base(name), ".jpeg", ".jpg", 1)
			got, findings := clean(short, data)
			if _, _, err := image.Decode(bytes.NewReader(data)); len(findings) > 0 || err != nil {
				t.Logf("%s: %v\n%s", short, err, report(findings))
				continue
			}
			cleaned[filepath.Ext(short)]++
			samePicture(t, data, got)
			if again, findings := clean(short, got); len(findings) > 0 || !bytes.Equal(again, got) {
				t.Errorf("%s: a clean file is not clean\n%s", short, report(findings))
			}
		}
	}
	if cleaned[".jpg"] < 15 || cleaned[".png"] < 30 {
		t.Errorf("only %v were cleaned", cleaned)
	}
	t.Log(cleaned)
}
