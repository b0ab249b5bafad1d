package asset

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

func picture() image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 9, 7))
	for y := range 7 {
		for x := range 9 {
			m.Set(x, y, color.RGBA{uint8(x * 28), uint8(y * 36), 99, 255})
		}
	}
	return m
}

func testPNG(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, picture()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func testJPEG(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withChunk puts a chunk behind a PNG's header.
func withChunk(b []byte, name, body string) []byte {
	const header = len(pngStart) + 12 + 13
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	chunk = append(chunk, name+body...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	return append(append(append([]byte(nil), b[:header]...), chunk...), b[header:]...)
}

// withSegment puts a segment behind a JPEG's start.
func withSegment(b []byte, marker byte, body string) []byte {
	out := append([]byte{0xff, 0xd8, 0xff, marker}, byte((len(body)+2)>>8), byte(len(body)+2))
	return append(append(out, body...), b[2:]...)
}

// tiff is EXIF data that say which way is up.
func tiff(orientation byte) string {
	return "II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string([]byte{orientation, 0, 0, 0}) + "\x00\x00\x00\x00GPS: 53.4 N"
}

func samePicture(t *testing.T, a, b []byte) {
	t.Helper()
	one, _, err := image.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	two, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	for y := range 7 {
		for x := range 9 {
			if one.At(x, y) != two.At(x, y) {
				t.Fatalf("the pixel at %d, %d has changed", x, y)
			}
		}
	}
}

func TestCleanPNG(t *testing.T) {
	plain := testPNG(t)
	dirty := plain
	for _, c := range [][2]string{{"tEXt", "Author\x00Somebody"}, {"iTXt", "XML:com.adobe.xmp"}, {"zTXt", "x"}, {"tIME", "\x07\xea\x0b\x15\x00\x00\x00"}, {"eXIf", tiff(1)}, {"prVt", "secret"}} {
		dirty = withChunk(dirty, c[0], c[1])
	}
	dirty = append(dirty, "after the end"...)
	got, err := cleanPNG(dirty)
	if err != nil || !bytes.Equal(got, plain) {
		t.Fatalf("%v; %d bytes, want %d", err, len(got), len(plain))
	}
	samePicture(t, dirty, got)
	if colour := withChunk(plain, "gAMA", "\x00\x00\xb1\x8f"); true {
		if got, err := cleanPNG(colour); err != nil || !bytes.Equal(got, colour) {
			t.Error("a chunk that the colours depend on was taken out")
		}
	}
	broken := bytes.Clone(dirty)
	broken[len(pngStart)+20] ^= 1
	for name, b := range map[string][]byte{"checksum": broken, "cut": dirty[:60], "no end": plain[:len(plain)-12], "turned": withChunk(plain, "eXIf", tiff(3))} {
		if _, err := cleanPNG(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestCleanJPEG(t *testing.T) {
	plain := testJPEG(t)
	dirty := plain
	for _, s := range []struct {
		marker byte
		body   string
	}{{0xe1, "Exif\x00\x00" + tiff(1)}, {0xe1, "http://ns.adobe.com/xap/1.0/\x00<x/>"}, {0xed, "Photoshop 3.0\x00"}, {0xfe, "made by Somebody"}, {0xe2, "MPF\x00"}, {0xe0, "JFXX\x00thumb"}} {
		dirty = withSegment(dirty, s.marker, s.body)
	}
	dirty = append(dirty, "a film"...)
	got, err := cleanJPEG(dirty)
	if err != nil || !bytes.Equal(got, plain) {
		t.Fatalf("%v; %d bytes, want %d", err, len(got), len(plain))
	}
	samePicture(t, dirty, got)
	for _, body := range []string{"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", "ICC_PROFILE\x00\x01\x01x", "Adobe\x00d\x00\x00\x00\x00\x00"} {
		marker := map[byte]byte{'J': 0xe0, 'I': 0xe2, 'A': 0xee}[body[0]]
		kept := withSegment(plain, marker, body)
		if got, err := cleanJPEG(kept); err != nil || !bytes.Equal(got, kept) {
			t.Errorf("%q was taken out", body)
		}
	}
	for name, b := range map[string][]byte{
		"cut": plain[:len(plain)/2], "turned": withSegment(plain, 0xe1, "Exif\x00\x00"+tiff(8)), "junk": append([]byte("\xff\xd8"), "xxxx"...),
		"short segment": []byte("\xff\xd8\xff\xe1\x00\x01"), "only a start": []byte("\xff\xd8\xff"),
	} {
		if _, err := cleanJPEG(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// webp builds a file of chunks; there is no encoder in the standard library.
func webp(chunks ...string) []byte {
	var body bytes.Buffer
	for i := 0; i < len(chunks); i += 2 {
		body.WriteString(chunks[i])
		binary.Write(&body, binary.LittleEndian, uint32(len(chunks[i+1])))
		body.WriteString(chunks[i+1])
		if len(chunks[i+1])%2 == 1 {
			body.WriteByte(0)
		}
	}
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(body.Len()+4))
	return append(append(out, "WEBP"...), body.Bytes()...)
}

func TestCleanWebP(t *testing.T) {
	header := func(flags byte) string { return string([]byte{flags}) + strings.Repeat("\x00", 9) }
	dirty := webp("VP8X", header(0x2c), "ICCP", "profile", "VP8 ", "pixels", "EXIF", tiff(1), "XMP ", "<x/>", "note", "x")
	want := webp("VP8X", header(0x20), "ICCP", "profile", "VP8 ", "pixels")
	got, err := cleanWebP(append(bytes.Clone(dirty), "after the end"...))
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%v\ngot  %q\nwant %q", err, got, want)
	}
	if again, err := cleanWebP(got); err != nil || !bytes.Equal(again, got) {
		t.Error("a clean file has changed")
	}
	for name, b := range map[string][]byte{"cut": dirty[:40], "turned": webp("VP8 ", "x", "EXIF", tiff(6)), "long chunk": []byte("RIFF\x0c\x00\x00\x00WEBPVP8 \xff\xff\xff\xff")} {
		if _, err := cleanWebP(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// What comes in from outside must not bring the build down, and what goes out
// must be as clean the second time.
func FuzzClean(f *testing.F) {
	f.Add("a.png", withChunk(testPNG(f), "tEXt", "x"))
	f.Add("a.jpg", withSegment(testJPEG(f), 0xe1, "Exif\x00\x00"+tiff(1)))
	f.Add("a.webp", webp("VP8X", "0123456789", "EXIF", tiff(1)))
	f.Add("a.avif", []byte("\x00\x00\x00\x1cftypavif"))
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
