package sitetest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"maps"
	"slices"
	"strings"
)

// A Picture is a file that holds [Canary] in a place of its own.
type Picture struct {
	File string
	Data []byte
	// Refused says that what holds it cannot be taken out without loss.
	Refused bool
}

// Pictures are pictures of all types that say who made them, each in one
// place. Those that are not refused must look the same without it.
func Pictures() []Picture {
	var list []Picture
	for _, group := range []struct {
		ext  string
		made map[string][]byte
		no   map[string][]byte
	}{
		{"jpg", jpegTellers(), jpegHiders()},
		{"png", pngTellers(), pngHiders()},
		{"webp", webpTellers(), webpHiders()},
		{"avif", avifTellers(), avifHiders()},
	} {
		for _, name := range slices.Sorted(maps.Keys(group.made)) {
			list = append(list, Picture{group.ext + "-" + name + "." + group.ext, group.made[name], false})
		}
		for _, name := range slices.Sorted(maps.Keys(group.no)) {
			list = append(list, Picture{group.ext + "-" + name + "." + group.ext, group.no[name], true})
		}
	}
	return list
}

// Phone is a JPEG as a telephone stores it: on its side, in Display P3 whose
// profile is split in two, with its place, a thumbnail and a second picture.
func Phone() []byte {
	p := string(Profile("P3"))
	return append(JPEGWith(JPEG(Photo()),
		Segment(0xe1, "Exif\x00\x00"+Exif(6)),
		Segment(0xe0, "JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x00\x00"),
		Segment(0xe2, "ICC_PROFILE\x00\x02\x02"+p[200:]), Segment(0xe2, "ICC_PROFILE\x00\x01\x02"+p[:200]),
		Segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x>"+Canary+"</x>"),
		Segment(0xe2, "MPF\x00"+Exif(1))), JPEGWith(JPEG(Photo()), Segment(0xfe, Canary))...)
}

// Screenshot is a PNG as macOS stores it.
func Screenshot() []byte {
	return PNGWith(PNG(Photo()), Chunk("iCCP", "ICC Profile\x00\x00"+Zlib(string(Profile("P3")))), Chunk("eXIf", Exif(1)),
		Chunk("pHYs", "\x00\x00\x16\x25\x00\x00\x16\x25\x01"), Chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+Canary),
		Chunk("iDOT", "\x00\x00\x00\x02"+Canary))
}

// greys is a picture of all greys.
func greys() *image.Gray {
	m := image.NewGray(image.Rect(0, 0, 16, 16))
	for i := range m.Pix {
		m.Pix[i] = byte(i)
	}
	return m
}

// Zlib compresses, as little as possible, so that a canary stays readable.
func Zlib(s string) string {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.NoCompression)
	w.Write([]byte(s)) // to memory
	w.Close()
	return b.String()
}

func jpegTellers() map[string][]byte {
	photo := JPEG(Photo())
	icc := "ICC_PROFILE\x00\x01\x01"
	out := map[string][]byte{
		"thumbnail":   JPEGWith(photo, Segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x03\x03"+strings.Repeat(Canary, 2)[:27])),
		"jfif-tail":   JPEGWith(photo, Segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"+Canary)),
		"jfxx":        JPEGWith(photo, Segment(0xe0, "JFXX\x00\x10"+Canary)),
		"exif":        JPEGWith(photo, Segment(0xe1, "Exif\x00\x00"+Exif(1))),
		"turned":      JPEGWith(photo, Segment(0xe1, "Exif\x00\x00"+Exif(8))),
		"xmp":         JPEGWith(photo, Segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+Canary)),
		"mpf":         append(JPEGWith(photo, Segment(0xe2, "MPF\x00"+Canary)), photo...),
		"icc-srgb":    JPEGWith(photo, Segment(0xe2, icc+string(Profile("sRGB")))),
		"icc-p3":      JPEGWith(photo, Segment(0xe2, icc+string(Profile("P3")))),
		"icc-tail":    JPEGWith(photo, Segment(0xe2, icc+string(Profile("P3"))+Canary)),
		"grey":        JPEGWith(JPEG(greys()), Segment(0xe2, icc+string(Profile("grey")))),
		"adobe-tail":  JPEGWith(photo, Segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01"+Canary)),
		"adobe-other": JPEGWith(photo, Segment(0xee, Canary)),
		"scan-tail":   []byte(string(photo[:len(photo)-2]) + Canary + "\xff\xd9"),
		"comment":     JPEGWith(photo, Segment(0xfe, Canary)),
		"unknown-f0":  JPEGWith(photo, Segment(0xf0, Canary)),
		"unknown-fd":  JPEGWith(photo, Segment(0xfd, Canary)),
		"behind":      append(bytes.Clone(photo), Canary...),
		"dqt-unused":  JPEGWith(photo, Segment(0xdb, "\x03"+(Canary + strings.Repeat("x", 64))[:64])),
		"dqt-twice":   JPEGWith(photo, Segment(0xdb, "\x00"+(Canary + strings.Repeat("x", 64))[:64])),
		"dht-unused":  JPEGWith(photo, Segment(0xc4, "\x13\x00\x00\x00\x00\x00\x00\x00"+string(rune(len(Canary)))+"\x00\x00\x00\x00\x00\x00\x00\x00"+Canary)),
		"phone":       Phone(),
	}
	for n := byte(3); n < 16; n++ {
		if n != 14 {
			out[fmt.Sprintf("app%d", n)] = JPEGWith(photo, Segment(0xe0+n, "Photoshop 3.0\x00"+Canary))
		}
	}
	return out
}

// jpegHiders have something where a segment should end.
func jpegHiders() map[string][]byte {
	photo := string(JPEG(Photo()))
	tail := func(marker string) []byte {
		at := strings.Index(photo, marker)
		n := int(binary.BigEndian.Uint16([]byte(photo[at+2:])))
		return []byte(photo[:at] + Segment(photo[at+1], photo[at+4:at+2+n]+Canary) + photo[at+2+n:])
	}
	return map[string][]byte{
		"dqt-tail": tail("\xff\xdb"), "sof-tail": tail("\xff\xc0"), "dht-tail": tail("\xff\xc4"), "sos-tail": tail("\xff\xda"),
		"dri-tail":  JPEGWith([]byte(photo), Segment(0xdd, "\x00\x00"+Canary)),
		"icc-adobe": JPEGWith([]byte(photo), Segment(0xe2, "ICC_PROFILE\x00\x01\x01"+string(Profile("Adobe")))),
	}
}

func pngTellers() map[string][]byte {
	photo := PNG(Photo())
	out := map[string][]byte{"screenshot": Screenshot()}
	with := func(name, body string) { out[strings.ToLower(name)] = PNGWith(photo, Chunk(name, body)) }
	for _, name := range []string{"tEXt", "zTXt", "iTXt", "tIME", "prVt", "dSIG", "hIST", "sPLT", "iDOT", "caBX", "oFFs", "vpAg"} {
		with(name, Canary)
	}
	for _, name := range []string{"bKGD", "pHYs", "gAMA", "cHRM", "sRGB", "sBIT", "cICP"} {
		out["long-"+strings.ToLower(name)] = PNGWith(photo, Chunk(name, "\x00\x00\xb1\x8f"+Canary))
	}
	with("eXIf", Exif(1))
	out["turned"] = PNGWith(photo, Chunk("eXIf", Exif(6)))
	out["suggested"] = PNGWith(photo, Chunk("PLTE", strings.Repeat(Canary, 3)))
	out["icc-srgb"] = PNGWith(photo, Chunk("iCCP", "x\x00\x00"+Zlib(string(Profile("sRGB")))))
	out["icc-name"] = PNGWith(photo, Chunk("iCCP", Canary+"\x00\x00"+Zlib(string(Profile("P3")))))
	out["icc-tail"] = PNGWith(photo, Chunk("iCCP", "x\x00\x00"+Zlib(string(Profile("P3")))+Canary))
	grey := greys()
	out["icc-grey"] = PNGWith(PNG(grey), Chunk("iCCP", "x\x00\x00"+Zlib(string(Profile("grey")))))
	out["icc-sgrey"] = PNGWith(PNG(grey), Chunk("iCCP", "x\x00\x00"+Zlib(string(Profile("sgrey")))))
	out["icc-p3-grey"] = PNGWith(PNG(grey), Chunk("iCCP", "x\x00\x00"+Zlib(string(Profile("P3")))))
	out["behind"] = append(bytes.Clone(photo), Canary...)
	out["end"] = []byte(string(photo[:len(photo)-12]) + Chunk("IEND", Canary))
	out["idat-tail"] = idat(photo, func(z string) string { return z + Canary })
	out["late"] = []byte(string(photo[:len(photo)-12]) + Chunk("tEXt", Canary) + string(photo[len(photo)-12:]))
	return out
}

// idat replaces the compressed pixels of a PNG that has one chunk of them.
func idat(b []byte, change func(string) string) []byte {
	at := bytes.Index(b, []byte("IDAT"))
	n := int(binary.BigEndian.Uint32(b[at-4:]))
	return []byte(string(b[:at-4]) + Chunk("IDAT", change(string(b[at+4:at+4+n]))) + string(b[at+8+n:]))
}

func pngHiders() map[string][]byte {
	photo := PNG(Photo())
	film := "\x00\x00\x00\x01\x00\x00\x00\x00"
	palette := PNG(image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.White, color.Black}))
	at := bytes.Index(palette, []byte("IDAT")) - 4
	return map[string][]byte{
		"clear":      PNGWith(photo, Chunk("tRNS", "\x00\x00\x00\x00\x00\x00"+Canary)),
		"clear-more": []byte(string(palette[:at]) + Chunk("tRNS", "\xff\xff"+Canary) + string(palette[at:])),
		"film":       PNGWith(photo, Chunk("acTL", film), Chunk("fcTL", Canary)),
		"critical":   PNGWith(photo, Chunk("CgBI", Canary)),
		"rows":       idat(photo, func(string) string { return Zlib(strings.Repeat("\x00", 16*(24*4+1)) + Canary) }),
		"icc-adobe":  PNGWith(photo, Chunk("iCCP", "x\x00\x00"+Zlib(string(Profile("Adobe"))))),
	}
}

func webpTellers() map[string][]byte {
	lossy, lossless := string(WebPLossy[20:42]), string(WebPLossless[20:33])
	head := func(flags byte) string { return string([]byte{flags}) + strings.Repeat("\x00", 9) }
	p3, exif := string(Profile("P3")), Exif(1)
	return map[string][]byte{
		"icc-srgb":    WebP("VP8X", head(0x20), "ICCP", string(Profile("sRGB")), "VP8 ", lossy),
		"icc-p3":      WebP("VP8X", head(0x30), "ICCP", p3, "VP8L", lossless),
		"icc-unsaid":  WebP("VP8X", head(0x10), "ICCP", string(Profile("Adobe")), "VP8L", lossless),
		"exif":        WebP("VP8X", head(0x08), "VP8 ", lossy, "EXIF", exif),
		"exif-start":  WebP("VP8X", head(0x08), "VP8 ", lossy, "EXIF", "Exif\x00\x00"+exif),
		"turned":      WebP("VP8X", head(0x3c), "ICCP", p3, "VP8L", lossless, "EXIF", Exif(6), "XMP ", Canary),
		"xmp":         WebP("VP8X", head(0x04), "VP8 ", lossy, "XMP ", Canary),
		"unknown":     WebP("VP8L", lossless, "note", Canary),
		"second":      WebP("VP8L", lossless, "VP8L", Canary),
		"alpha-twice": WebP("VP8X", head(0x10), "ALPH", string(WebPAlpha[38:50]), "ALPH", Canary, "VP8 ", string(WebPAlpha[58:])),
		"clear":       WebP("ALPH", Canary, "VP8 ", lossy),
		"behind":      append(bytes.Clone(WebPLossless), Canary...),
	}
}

// webpHiders are see-through to some browsers, and not to others.
func webpHiders() map[string][]byte {
	head := strings.Repeat("\x00", 10)
	return map[string][]byte{
		"unsaid":       WebP("VP8X", head, "VP8L", string(WebPLossless[20:33]), "XMP ", Canary),
		"unsaid-layer": WebP("VP8X", head, "ALPH", string(WebPAlpha[38:50]), "VP8 ", string(WebPAlpha[58:]), "XMP ", Canary),
	}
}

func avifTellers() map[string][]byte {
	obu := func(kind byte) string { return string([]byte{kind<<3 | 2, byte(len(Canary))}) + Canary }
	picture := string(AVIF[bytes.Index(AVIF, []byte("mdat"))+4:])
	return map[string][]byte{
		"names":     AVIFParts{Name: Canary}.Bytes(),
		"free":      AVIFParts{Front: Box("free", Canary)}.Bytes(),
		"skip":      AVIFParts{Behind: Box("skip", Canary)}.Bytes(),
		"uuid":      AVIFParts{Front: Box("uuid", "0123456789abcdef"+Canary)}.Bytes(),
		"meta-uuid": AVIFParts{Meta: Box("uuid", "0123456789abcdef"+Canary)}.Bytes(),
		"meta-free": AVIFParts{Meta: Box("free", Canary)}.Bytes(),
		"grpl":      AVIFParts{Meta: Box("grpl", Canary)}.Bytes(),
		"mdat-tail": AVIFParts{Tail: Canary}.Bytes(),
		"mdat-more": AVIFParts{Behind: Box("mdat", Canary)}.Bytes(),
		"exif":      AVIFParts{Items: []string{"Exif", "\x00\x00\x00\x00" + Exif(6)}}.Bytes(),
		"xmp":       AVIFParts{Items: []string{"mime", Canary}}.Bytes(),
		"other":     AVIFParts{Items: []string{"av01", picture + Canary}}.Bytes(),
		"prop":      AVIFParts{Props: Box("abcd", Canary)}.Bytes(),
		"udes":      AVIFParts{Props: Box("udes", Canary)}.Bytes(),
		"icc-srgb":  AVIFParts{Props: Box("colr", "prof", string(Profile("sRGB")))}.Bytes(),
		"icc-p3":    AVIFParts{Props: Box("colr", "rICC", string(Profile("P3")))}.Bytes(),
		"colr-more": AVIFParts{Props: Box("colr", "prof", string(Profile("P3"))) + Box("colr", "prof", string(Profile("sRGB")))}.Bytes(),
		"config":    AVIFParts{Config: "\x0a\x08" + picture[4:12] + obu(5)}.Bytes(),
		"metadata":  AVIFParts{OBUs: obu(5)}.Bytes(),
		"padding":   AVIFParts{OBUs: obu(15)}.Bytes(),
		"idat":      AVIFParts{Idat: true, Tail: Canary}.Bytes(),
		"alpha":     AVIFParts{Alpha: true, Items: []string{"av01", picture}}.Bytes(),
		"grid":      AVIFParts{Grid: true, Idat: true, Meta: Box("free", Canary)}.Bytes(),
	}
}

func avifHiders() map[string][]byte {
	return map[string][]byte{
		"sequence":  AVIFParts{Sequence: Canary}.Bytes(),
		"film":      AVIFParts{Behind: Box("moov", Canary)}.Bytes(),
		"tiles":     AVIFParts{OBUs: string([]byte{8<<3 | 2, byte(len(Canary))}) + Canary}.Bytes(),
		"icc-adobe": AVIFParts{Props: Box("colr", "prof", string(Profile("Adobe")))}.Bytes(),
	}
}
