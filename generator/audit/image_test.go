package audit

import (
	"bytes"
	"path"
	"strings"
	"testing"

	"sotto/generator/diag"
	"sotto/generator/sitetest"
)

// The forms that a picture may have beside its pixels.
const (
	jfifForm  = "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
	adobeForm = "Adobe\x00\x64\x00\x00\x00\x00\x01"
	exifForm  = "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
)

// plainAVIF is an AVIF in the form that the audit asks for, by hand.
func plainAVIF(change func(string) string) string {
	box, none := sitetest.Box, "\x00\x00\x00\x00"
	data := string(sitetest.AVIF[len(sitetest.AVIF)-29:])
	build := func(at byte) string {
		ipco := box("ipco", box("ispe", none+"\x00\x00\x00\x02\x00\x00\x00\x02"), box("pixi", none+"\x03\x08\x08\x08"), box("av1C", "\x81\x0d\x0c\x00"),
			box("colr", "nclx\x00\x02\x00\x02\x00\x01\x80"), box("irot", "\x01"))
		return box("ftyp", "avif"+none+"avifmif1miafMA1B") + box("meta", none,
			box("hdlr", none+none+"pict"+none+none+none+"\x00"), box("pitm", none+"\x00\x01"),
			box("iloc", none+"\x44\x00\x00\x01\x00\x01\x00\x00\x00\x01\x00\x00\x01"+string([]byte{at})+"\x00\x00\x00\x1d"),
			box("iinf", none+"\x00\x01", box("infe", "\x02\x00\x00\x00\x00\x01\x00\x00av01\x00")),
			box("iprp", ipco, box("ipma", "\x00\x00\x00\x01\x00\x00\x00\x01\x00\x01\x05\x00\x01\x00\x02\x80\x03\x00\x04\x80\x05")))
	}
	head := build(0)
	head = build(byte(len(head) + 8 - 256))
	return change(head + box("mdat", data))
}

func asItIs(s string) string { return s }

// plainPictures hold the picture and nothing else.
func plainPictures() map[string]string {
	png, jpg := sitetest.PNG(sitetest.Photo()), sitetest.JPEG(sitetest.Photo())
	chunk, segment := sitetest.Chunk, sitetest.Segment
	return map[string]string{
		"a.png": string(png), "a.jpg": string(jpg), "lossy.webp": string(sitetest.WebPLossy), "lossless.webp": string(sitetest.WebPLossless),
		"alpha.webp": string(sitetest.WebPAlpha), "a.avif": plainAVIF(asItIs),
		"turned.jpeg": string(sitetest.JPEGWith(jpg, segment(0xE0, jfifForm), segment(0xE1, "Exif\x00\x00"+exifForm), segment(0xEE, adobeForm))),
		"turned.png":  string(sitetest.PNGWith(png, chunk("cICP", "\x0C\x0D\x00\x01"), chunk("gAMA", "\x00\x00\xB1\x8F"), chunk("eXIf", exifForm))),
		"turned.webp": string(sitetest.WebP("VP8X", "\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00", "VP8 ", string(sitetest.WebPLossy[20:42]), "EXIF", exifForm)),
	}
}

func TestPlainPictures(t *testing.T) {
	for name, data := range plainPictures() {
		if _, list := New(Policy{}).File(name, []byte(data)); len(list) > 0 {
			t.Errorf("%s:\n%s", name, describe(list))
		}
		for n := range len(data) {
			if _, list := New(Policy{}).File(name, []byte(data[:n])); len(list) == 0 {
				t.Errorf("%s: %d bytes of %d will do", name, n, len(data))
			}
		}
	}
}

// TestTellingPictures: of the pictures that say who made them, each in a place
// of its own, none passes.
func TestTellingPictures(t *testing.T) {
	codes := map[string]int{}
	for _, p := range sitetest.Pictures() {
		_, list := New(Policy{}).File(p.File, p.Data)
		if len(list) != 1 || list[0].Code != "served/metadata" && list[0].Code != "served/content" {
			t.Errorf("%s:\n%s", p.File, describe(list))
			continue
		}
		codes[list[0].Code]++
		if list[0].Code == "served/content" {
			t.Logf("%s: %s", p.File, list[0].Message)
		}
	}
	if codes["served/metadata"] < 90 {
		t.Errorf("metadata are found %d times only: %v", codes["served/metadata"], codes)
	}
}

// TestPictures plants one thing at a time, in each part that a picture may
// have, and sees that the check for it is the one that finds it.
func TestPictures(t *testing.T) {
	png, jpg := sitetest.PNG(sitetest.Photo()), sitetest.JPEG(sitetest.Photo())
	inPNG := func(name, body string) string { return string(sitetest.PNGWith(png, sitetest.Chunk(name, body))) }
	inJPEG := func(m byte, body string) string {
		return string(sitetest.JPEGWith(jpg, sitetest.Segment(m, body)))
	}
	inAVIF := func(old, new string) string {
		return plainAVIF(func(s string) string {
			if !strings.Contains(s, old) {
				t.Fatalf("no %q in the AVIF", old)
			}
			return strings.Replace(s, old, new, 1)
		})
	}
	webp := func(chunks ...string) string { return string(sitetest.WebP(chunks...)) }
	lossy, lossless, alpha := string(sitetest.WebPLossy[20:42]), string(sitetest.WebPLossless[20:33]), string(sitetest.WebPAlpha[38:50])
	const zeros = "\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	const form, chunk, segment, profile = "served/metadata#form", "served/metadata#chunk", "served/metadata#segment", "served/metadata#profile"
	for _, c := range []struct{ name, file, data, check string }{
		{"text", "a.png", inPNG("tEXt", "Author\x00A"), chunk},
		{"density", "a.png", inPNG("pHYs", "\x00\x00\x16\x25\x00\x00\x16\x25\x01"), chunk},
		{"background", "a.png", inPNG("bKGD", "\x00\x00\x00\x00\x00\x00"), chunk},
		{"film", "a.png", inPNG("acTL", "12345678"), chunk},
		{"more in exif", "a.png", inPNG("eXIf", exifForm+"A"), form},
		{"upright exif", "a.png", inPNG("eXIf", strings.Replace(exifForm, "\x06", "\x01", 1)), form},
		{"another exif", "a.png", inPNG("eXIf", strings.Replace(exifForm, "\x01\x12", "\x01\x0f", 1)), form},
		{"long gamma", "a.png", inPNG("gAMA", "\x00\x00\xB1\x8FA"), form},
		{"no gamma", "a.png", inPNG("gAMA", "\x00\x00\x00\x00"), form},
		{"odd primaries", "a.png", inPNG("cHRM", strings.Repeat("A", 32)), form},
		{"odd code", "a.png", inPNG("cICP", "AAAA"), form},
		{"long sRGB", "a.png", inPNG("sRGB", "\x00A"), form},
		{"order", "a.png", string(sitetest.PNGWith(png, sitetest.Chunk("gAMA", "\x00\x00\xB1\x8F"), sitetest.Chunk("sRGB", "\x00"))), form},
		{"twice", "a.png", string(sitetest.PNGWith(png, sitetest.Chunk("sRGB", "\x00"), sitetest.Chunk("sRGB", "\x00"))), form},
		{"palette beside colours", "a.png", inPNG("PLTE", "ABC"), form},
		{"profile", "a.png", inPNG("iCCP", "p\x00\x00"+sitetest.Zlib(string(sitetest.Profile("P3")))), profile},
		{"no profile", "a.png", inPNG("iCCP", "A"), profile},
		{"behind the end", "a.png", string(png) + "<script>", "served/metadata#trailing"},
		{"by the name of a jpeg", "a.jpg", string(png), "served/content#differs"},
		{"HTML", "a.png", "<!doctype html>", "served/content#differs"},
		{"half", "a.png", string(png[:40]), "served/content#broken"},
		{"checksum", "a.png", strings.Replace(string(png), "IDAT", "IDAU", 1), "served/content#broken"},

		{"exif", "a.jpg", inJPEG(0xE1, "Exif\x00\x00MM"), segment},
		{"more in exif", "a.jpg", inJPEG(0xE1, "Exif\x00\x00"+exifForm+"A"), segment},
		{"comment", "a.jpg", inJPEG(0xFE, "by A."), segment},
		{"IPTC", "a.jpg", inJPEG(0xED, "Photoshop 3.0"), segment},
		{"JFXX", "a.jpg", inJPEG(0xE0, "JFXX\x00"), segment},
		{"unknown", "a.jpg", inJPEG(0xF3, "A"), segment},
		{"second lengths of lines", "a.jpg", inJPEG(0xDC, "\x00\x09"), segment},
		{"JFIF", "a.jpg", inJPEG(0xE0, jfifForm+"A"), form},
		{"density", "a.jpg", inJPEG(0xE0, "JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x00\x00"), form},
		{"JFIF twice", "a.jpg", string(sitetest.JPEGWith(jpg, sitetest.Segment(0xE0, jfifForm), sitetest.Segment(0xE0, jfifForm))), form},
		{"Adobe", "a.jpg", inJPEG(0xEE, adobeForm+"A"), form},
		{"unknown Adobe", "a.jpg", inJPEG(0xEE, "A"), segment},
		{"DRI", "a.jpg", inJPEG(0xDD, "\x00\x00A"), form},
		{"unused table", "a.jpg", inJPEG(0xDB, "\x02"+strings.Repeat("A", 64)), form},
		{"table twice", "a.jpg", inJPEG(0xDB, "\x00"+strings.Repeat("A", 64)), form},
		{"short table", "a.jpg", inJPEG(0xDB, "\x00A"), form},
		{"no code", "a.jpg", inJPEG(0xC4, "\x00"+strings.Repeat("\x03", 16)+strings.Repeat("A", 48)), form},
		{"profile", "a.jpg", inJPEG(0xE2, "ICC_PROFILE\x00\x01\x01"+string(sitetest.Profile("sRGB"))), profile},
		{"behind the end", "a.jpg", string(jpg) + "PK", "served/metadata#trailing"},
		{"half", "a.jpg", string(jpg[:100]), "served/content#broken"},
		{"restart out of place", "a.jpg", string(jpg[:len(jpg)-2]) + "\xFF\xD0\xFF\xD9", form},
		{"a scan again", "a.jpg", string(jpg[:len(jpg)-2]) + string(jpg[bytes.Index(jpg, []byte("\xFF\xDA")):]), form},

		{"exif", "a.webp", webp("VP8X", "\x08"+zeros, "VP8 ", lossy, "EXIF", "MM"), chunk},
		{"XMP", "a.webp", webp("VP8L", lossless, "XMP ", "<x/>"), chunk},
		{"film", "a.webp", webp("VP8X", "\x02"+zeros, "ANIM", "123456"), chunk},
		{"second", "a.webp", webp("VP8L", lossless, "VP8L", "A"), form},
		{"flags", "a.webp", webp("VP8X", "\x0c"+zeros, "VP8 ", lossy, "EXIF", exifForm), form},
		{"reserved", "a.webp", webp("VP8X", "\x08A"+zeros[1:], "VP8 ", lossy, "EXIF", exifForm), form},
		{"filling", "a.webp", string(sitetest.WebPLossless[:33]) + "A", form},
		{"layer", "a.webp", webp("VP8X", "\x10"+zeros, "ALPH", "\xf1"+alpha[1:], "VP8 ", string(sitetest.WebPAlpha[58:])), form},
		{"plain layer", "a.webp", webp("VP8X", "\x10"+zeros, "ALPH", "\x00AA", "VP8 ", string(sitetest.WebPAlpha[58:])), form},
		{"profile", "a.webp", webp("VP8X", "\x20"+zeros, "ICCP", "A", "VP8 ", lossy), profile},
		{"behind the end", "a.webp", string(sitetest.WebPLossy) + "PK", "served/metadata#trailing"},
		{"half", "a.webp", string(sitetest.WebPLossy[:32]), "served/content#broken"},
		{"no picture", "a.webp", webp("VP8L", "abc"), "served/content#broken"},

		{"free", "a.avif", plainAVIF(asItIs) + sitetest.Box("free", "A"), chunk},
		{"film", "a.avif", plainAVIF(asItIs) + sitetest.Box("moov", "A"), chunk},
		{"brand", "a.avif", inAVIF("MA1B", "AAAA"), form},
		{"handler", "a.avif", inAVIF("pict\x00", "pictA"), form},
		{"primary", "a.avif", inAVIF("pitm\x00\x00\x00\x00\x00\x01", "pitm\x00\x00\x00\x00\x00\x02"), form},
		{"Exif", "a.avif", inAVIF("av01", "Exif"), form},
		{"turn", "a.avif", inAVIF("irot\x01", "irotA"), form},
		{"config", "a.avif", inAVIF("\x81\x0d\x0c\x00", "\x81\x0d\x0cA"), form},
		{"code", "a.avif", inAVIF("nclx\x00\x02", "nclxAA"), form},
		{"profile", "a.avif", inAVIF("nclx\x00\x02", "prof\x00\x02"), profile},
		{"property", "a.avif", inAVIF("irot\x01", "abcdA"), chunk},
		{"unused property", "a.avif", inAVIF("\x80\x05", "\x80\x04"), form},
		{"place", "a.avif", inAVIF("\x00\x00\x00\x1d", "\x00\x00\x00\x1c"), form},
		{"metadata unit", "a.avif", inAVIF("\x32\x0f", "\x2a\x0f"), form},
		{"padding in the header", "a.avif", inAVIF("\x10\x0c\x20\x32\x0f", "\x10\x0c\x21\x32\x0f"), form},
		{"half", "a.avif", plainAVIF(func(s string) string { return s[:len(s)-4] }), "served/content#broken"},
	} {
		t.Run(strings.TrimPrefix(path.Ext(c.file), ".")+" "+c.name, func(t *testing.T) {
			wantCheck(t, c.check, func(a *Auditor) []diag.Finding {
				_, list := a.File(c.file, []byte(c.data))
				return list
			})
		})
	}
}

// TestDrawingsTellNothing: what editors of drawings write beside the drawing is
// not in the contract. A desc is for those who cannot see it.
func TestDrawingsTellNothing(t *testing.T) {
	drawing := func(attrs, inside string) []byte {
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"` + attrs + `>` + inside + `<path d="M0 0"/></svg>`)
	}
	for what, d := range map[string][]byte{
		"metadata": drawing("", "<metadata>A.N.Other</metadata>"), "an editor's namespace": drawing(` xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"`, ""),
		"an editor's element": drawing("", "<sodipodi:namedview/>"), "an editor's attribute": drawing(` inkscape:version="1.3"`, ""), "a comment": drawing("", "<!-- by A.N.Other -->"),
	} {
		if _, list := New(Policy{}).File("a.svg", d); !hasError(list) {
			t.Errorf("%s passes:\n%s", what, describe(list))
		}
	}
	if _, list := New(Policy{}).File("a.svg", drawing("", "<title>A map</title><desc>The coast.</desc>")); hasError(list) {
		t.Errorf("a drawing with words for those who cannot see it:\n%s", describe(list))
	}
}
