package asset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
)

var (
	errCut    = errors.New("the picture is cut off or damaged")
	errTurned = errors.New("the picture is stored on its side, and only its metadata says which way is up")
	errTells  = errors.New("the picture holds metadata about where or how it was made")
)

const pngStart = "\x89PNG\r\n\x1a\n"

// pngKept are the chunks that make up the picture and its colours (PNG, third
// edition). All others say something about its making: text, time, place,
// thumbnails, or an editor's own notes.
var pngKept = []string{
	"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "cICP", "bKGD", "pHYs",
	"acTL", "fcTL", "fdAT",
}

// cleanPNG returns a PNG with only the chunks in pngKept, and nothing after
// its end.
func cleanPNG(b []byte) ([]byte, error) {
	out := []byte(pngStart)
	for rest := b[len(pngStart):]; ; {
		if len(rest) < 12 {
			return nil, errCut
		}
		n := int64(binary.BigEndian.Uint32(rest))
		if n > int64(len(rest)-12) {
			return nil, errCut
		}
		chunk := rest[:12+n]
		rest = rest[12+n:]
		name, body := string(chunk[4:8]), chunk[8:8+n]
		if crc32.ChecksumIEEE(chunk[4:8+n]) != binary.BigEndian.Uint32(chunk[8+n:]) {
			return nil, errCut
		}
		if name == "eXIf" && turned(body) {
			return nil, errTurned
		}
		if slices.Contains(pngKept, name) {
			out = append(out, chunk...)
		}
		if name == "IEND" {
			return out, nil
		}
	}
}

// cleanJPEG returns a JPEG without its application segments and comments, but
// for those that its colours depend on: JFIF, the ICC profile, and Adobe's
// marker of the colour model. What follows the end of the picture goes too:
// phones put films there.
func cleanJPEG(b []byte) ([]byte, error) {
	out := append([]byte(nil), b[:2]...)
	for i := 2; ; {
		if i+2 > len(b) || b[i] != 0xff {
			return nil, errCut
		}
		m := b[i+1]
		switch {
		case m == 0xff: // filler
			i++
			continue
		case m == 0xd9: // end of image
			return append(out, b[i:i+2]...), nil
		case m == 0x01 || m >= 0xd0 && m <= 0xd8:
			return nil, errCut // these stand only within the picture's data
		}
		if i+4 > len(b) {
			return nil, errCut
		}
		n := int(binary.BigEndian.Uint16(b[i+2:]))
		if n < 2 || i+2+n > len(b) {
			return nil, errCut
		}
		segment, body := b[i:i+2+n], b[i+4:i+2+n]
		i += 2 + n
		if m == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) && turned(body[6:]) {
			return nil, errTurned
		}
		if m >= 0xe0 && m <= 0xef || m == 0xfe {
			keep := m == 0xe0 && bytes.HasPrefix(body, []byte("JFIF\x00")) ||
				m == 0xe2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")) ||
				m == 0xee && bytes.HasPrefix(body, []byte("Adobe"))
			if !keep {
				continue
			}
		}
		out = append(out, segment...)
		if m != 0xda { // start of scan: the picture's data follow
			continue
		}
		start := i
		for i+1 < len(b) && (b[i] != 0xff || b[i+1] == 0 || b[i+1] >= 0xd0 && b[i+1] <= 0xd7) {
			i++
		}
		out = append(out, b[start:i]...)
	}
}

func isWebP(b []byte) bool {
	return len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP"
}

// webpKept are the chunks that make up the picture and its colours.
var webpKept = []string{"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"}

// cleanWebP returns a WebP with only the chunks in webpKept, and with the
// flags for EXIF and XMP cleared in its header.
func cleanWebP(b []byte) ([]byte, error) {
	size := int64(binary.LittleEndian.Uint32(b[4:])) + 8
	if size > int64(len(b)) || size < 12 {
		return nil, errCut
	}
	out := append([]byte(nil), b[:12]...)
	for rest := b[12:size]; len(rest) > 0; {
		if len(rest) < 8 {
			return nil, errCut
		}
		n := int64(binary.LittleEndian.Uint32(rest[4:]))
		padded := n + n&1
		if n > int64(len(rest)-8) {
			return nil, errCut
		}
		name, body := string(rest[:4]), rest[8:8+n]
		chunk := slices.Clone(rest[:8+min(padded, int64(len(rest)-8))])
		rest = rest[len(chunk):]
		if len(chunk)%2 == 1 {
			chunk = append(chunk, 0)
		}
		switch {
		case name == "EXIF" && turned(bytes.TrimPrefix(body, []byte("Exif\x00\x00"))):
			return nil, errTurned
		case name == "VP8X" && n > 0:
			chunk[8] &^= 0x08 | 0x04
		}
		if slices.Contains(webpKept, name) {
			out = append(out, chunk...)
		}
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}

func isAVIF(b []byte) bool {
	return len(b) >= 12 && string(b[4:8]) == "ftyp" && (string(b[8:12]) == "avif" || string(b[8:12]) == "avis")
}

// checkAVIF refuses an AVIF that holds metadata: they are woven into the file,
// and taking them out would mean writing it anew.
func checkAVIF(b []byte) ([]byte, error) {
	for _, mark := range []string{"Exif", "application/rdf+xml", "<x:xmpmeta"} {
		if bytes.Contains(b, []byte(mark)) {
			return nil, errTells
		}
	}
	return b, nil
}

// turned reports whether EXIF data (a TIFF header and what follows) ask for
// the picture to be turned or mirrored: tag 0x0112 other than 1.
func turned(t []byte) bool {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case len(t) < 8:
		return false
	case string(t[:2]) == "MM":
		order = binary.BigEndian
	case string(t[:2]) != "II":
		return false
	}
	at := int64(order.Uint32(t[4:]))
	if at+2 > int64(len(t)) {
		return false
	}
	entries := t[at+2:]
	for n := order.Uint16(t[at:]); n > 0 && len(entries) >= 12; n-- {
		if order.Uint16(entries) == 0x0112 {
			v := order.Uint16(entries[8:])
			return v > 1 && v <= 8
		}
		entries = entries[12:]
	}
	return false
}
