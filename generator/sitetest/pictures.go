package sitetest

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
)

// Canary stands in pictures where something could say who made them.
const Canary = "CANARY-by-A.N.Other"

// Photo is a small picture whose pixels all differ.
func Photo() *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, 24, 16))
	for y := range 16 {
		for x := range 24 {
			m.Set(x, y, color.NRGBA{uint8(x * 11), uint8(y * 16), 99, 255})
		}
	}
	return m
}

// PNG is a picture, as the standard library writes it.
func PNG(m image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err) // no picture of ours is too large
	}
	return b.Bytes()
}

// JPEG is a picture, as the standard library writes it: without JFIF.
func JPEG(m image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// The smallest WebP of each kind, one pixel, and an AVIF of four, as they are
// passed around to find out what a browser shows.
var (
	WebPLossy    = decode64("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	WebPLossless = decode64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	WebPAlpha    = decode64("UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA==")
	AVIF         = decode64("AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAB0AAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQ0MAAAAABNjb2xybmNseAACAAIAAYAAAAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAACVtZGF0EgAKCBgANogQEAwgMg8f8D///8WfhwB8+ErK42A=")
)

func decode64(s string) []byte {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

// Chunk is a chunk of a PNG.
func Chunk(name, body string) string {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(b, name+body...)
	return string(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(name+body))))
}

// PNGWith puts bytes behind a PNG's header.
func PNGWith(b []byte, chunks ...string) []byte {
	const head = 8 + 12 + 13
	return []byte(string(b[:head]) + strings.Join(chunks, "") + string(b[head:]))
}

// Segment is a segment of a JPEG.
func Segment(marker byte, body string) string {
	b := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2))
	return string(b) + body
}

// JPEGWith puts bytes behind a JPEG's start.
func JPEGWith(b []byte, segments ...string) []byte {
	return []byte(string(b[:2]) + strings.Join(segments, "") + string(b[2:]))
}

// WebP is a file of chunks: a name, a body, and so on.
func WebP(chunks ...string) []byte {
	var body []byte
	for i := 0; i < len(chunks); i += 2 {
		body = binary.LittleEndian.AppendUint32(append(body, chunks[i]...), uint32(len(chunks[i+1])))
		if body = append(body, chunks[i+1]...); len(body)%2 == 1 {
			body = append(body, 0)
		}
	}
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4))
	return append(append(out, "WEBP"...), body...)
}

// Exif is EXIF data as a telephone writes them: which way is up, and more.
func Exif(orientation byte) string {
	return "II*\x00\x08\x00\x00\x00\x02\x00" + "\x0f\x01\x02\x00\x13\x00\x00\x00\x26\x00\x00\x00" +
		"\x12\x01\x03\x00\x01\x00\x00\x00" + string([]byte{orientation, 0, 0, 0}) + "\x00\x00\x00\x00" + Canary
}

// Profile is a colour profile as systems and monitors write it: for P3, sRGB,
// Adobe (RGB), grey (gamma 2.2) or sgrey (the curve of sRGB). It names its
// maker in every place that a profile has for it.
func Profile(colours string) []byte {
	u32 := func(v ...int64) string {
		var b []byte
		for _, v := range v {
			b = binary.BigEndian.AppendUint32(b, uint32(v))
		}
		return string(b)
	}
	para := "para\x00\x00\x00\x00\x00\x03\x00\x00" + u32(157286, 62119, 3417, 5072, 2651) // sRGB's, as macOS has it
	gamma := "curv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x33"
	text := "mluc\x00\x00\x00\x00" + u32(1, 12) + "enUS" + u32(int64(len(Canary)), 28) + Canary
	tags := []string{"desc", text, "cprt", "text\x00\x00\x00\x00" + Canary + "\x00", "wtpt", "XYZ \x00\x00\x00\x00" + u32(63190, 65536, 54061), "mmod", Canary}
	space, curve := "RGB ", para
	var m []int64
	switch colours {
	case "P3":
		m = []int64{33759, 15807, -69, 19135, 45368, 2745, 10296, 4363, 51385}
	case "sRGB":
		m = []int64{28578, 14581, 912, 25241, 46981, 6362, 9376, 3972, 46800}
	case "Adobe":
		m, curve = []int64{39960, 20389, 1276, 13453, 41000, 3990, 9776, 4147, 48796}, gamma
	case "grey":
		space, curve = "GRAY", gamma
	case "sgrey":
		space = "GRAY"
	}
	for i, c := range []string{"r", "g", "b"} {
		if m != nil {
			tags = append(tags, c+"XYZ", "XYZ \x00\x00\x00\x00"+u32(m[3*i:3*i+3]...), c+"TRC", curve)
		}
	}
	if m == nil {
		tags = append(tags, "kTRC", curve)
	}
	table, data := u32(int64(len(tags)/2)), ""
	for i := 0; i < len(tags); i += 2 {
		at := int64(128 + 4 + 6*len(tags) + len(data))
		table += tags[i] + u32(at, int64(len(tags[i+1])))
		data += tags[i+1] + strings.Repeat("\x00", -len(tags[i+1])&3)
	}
	head := u32(int64(128+len(table)+len(data))) + "appl\x04\x00\x00\x00mntr" + space + "XYZ " +
		"\x07\xe6\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00acspAPPL\x00\x00\x00\x00APPL" + Canary[:12] + "\x00\x00\x00\x00" + u32(63190, 65536, 54061)
	return []byte(head + "appl" + strings.Repeat("\x00", 128-len(head)-4) + table + data)
}
