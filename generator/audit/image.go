package audit

import (
	"bytes"
	"encoding/binary"
	"path"
	"slices"
	"strconv"
)

// picture checks that a picture is what its name says, and that it holds the
// picture and nothing else: no place, no camera, no author, no second file
// behind the first.
func (r *report) picture() {
	d := r.data
	kind := ""
	switch {
	case bytes.HasPrefix(d, []byte("\x89PNG\r\n\x1a\n")):
		kind = "png"
	case bytes.HasPrefix(d, []byte("\xFF\xD8\xFF")):
		kind = "jpeg"
	case len(d) > 12 && string(d[:4]) == "RIFF" && string(d[8:12]) == "WEBP":
		kind = "webp"
	case len(d) > 12 && string(d[4:8]) == "ftyp" && (string(d[8:12]) == "avif" || string(d[8:12]) == "avis"):
		kind = "avif"
	}
	want := map[string]string{".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".avif": "avif"}[path.Ext(r.path)]
	if kind != want {
		if kind == "" {
			kind = "no picture that a browser knows"
		}
		r.at("served/content#differs", 0, 0, want, kind)
		return
	}
	if !walks[kind](r, d) {
		r.at("served/content#broken", 0, 0, kind)
	}
}

// walks go through the parts of a picture, and report whether it is whole.
var walks = map[string]func(*report, []byte) bool{
	"png": (*report).png, "jpeg": (*report).jpeg, "webp": (*report).webp, "avif": (*report).avif,
}

// pngChunks are the chunks that make up a still picture and its colours.
var pngChunks = []string{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "cICP"}

func (r *report) png(d []byte) bool {
	for d = d[8:]; len(d) >= 12; {
		n := binary.BigEndian.Uint32(d)
		name := string(d[4:8])
		if uint64(n)+12 > uint64(len(d)) {
			return false
		}
		d = d[n+12:]
		if !slices.Contains(pngChunks, name) {
			r.at("served/metadata#chunk", 0, 0, name)
		}
		if name == "IEND" {
			if len(d) > 0 {
				r.at("served/metadata#trailing", 0, 0)
			}
			return true
		}
	}
	return false
}

// jpeg walks the segments. Those of applications hold metadata, but for JFIF
// (APP0), the colour transform (APP14) and a colour profile (APP2).
func (r *report) jpeg(d []byte) bool {
	for i := 2; i+4 <= len(d); {
		if d[i] != 0xFF {
			return false
		}
		m := d[i+1]
		if m == 0xFF { // fill
			i++
			continue
		}
		n := int(binary.BigEndian.Uint16(d[i+2:]))
		if n < 2 || i+2+n > len(d) {
			return false
		}
		body := d[i+4 : i+2+n]
		switch {
		case m == 0xE0 && bytes.HasPrefix(body, []byte("JFIF\x00")), m == 0xEE && bytes.HasPrefix(body, []byte("Adobe")),
			m == 0xE2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")):
		case m >= 0xE0 && m <= 0xEF:
			r.at("served/metadata#segment", 0, 0, "APP"+strconv.Itoa(int(m-0xE0)))
		case m == 0xFE:
			r.at("served/metadata#segment", 0, 0, "COM")
		}
		i += 2 + n
		if m != 0xDA {
			continue
		}
		// Coded data: skip to the next marker that is not part of it.
		for i+1 < len(d) && !(d[i] == 0xFF && d[i+1] != 0 && d[i+1] != 0xFF && (d[i+1] < 0xD0 || d[i+1] > 0xD7)) {
			i++
		}
		if i+1 < len(d) && d[i+1] == 0xD9 {
			if i+2 < len(d) {
				r.at("served/metadata#trailing", 0, 0)
			}
			return true
		}
	}
	return false
}

// webpChunks are the chunks of a still picture and its colours.
var webpChunks = []string{"VP8 ", "VP8L", "VP8X", "ALPH", "ICCP"}

func (r *report) webp(d []byte) bool {
	size := uint64(binary.LittleEndian.Uint32(d[4:])) + 8
	if size > uint64(len(d)) {
		return false
	}
	if size < uint64(len(d)) {
		r.at("served/metadata#trailing", 0, 0)
	}
	for d = d[12:size]; len(d) >= 8; {
		n := uint64(binary.LittleEndian.Uint32(d[4:]))
		name := string(d[:4])
		if !slices.Contains(webpChunks, name) {
			r.at("served/metadata#chunk", 0, 0, name)
		}
		n += 8 + n&1
		if n > uint64(len(d)) {
			return n-1 == uint64(len(d))
		}
		d = d[n:]
	}
	return len(d) == 0
}

// avif walks the boxes and refuses items of metadata, which the item
// information box names.
func (r *report) avif(d []byte) bool {
	for len(d) >= 8 {
		n := uint64(binary.BigEndian.Uint32(d))
		name := string(d[4:8])
		if n == 1 && len(d) >= 16 {
			n = binary.BigEndian.Uint64(d[8:])
		} else if n == 0 {
			n = uint64(len(d))
		}
		if n < 8 || n > uint64(len(d)) {
			return false
		}
		switch name {
		case "ftyp", "mdat", "free":
		case "meta":
			box := d[8:n]
			if bytes.Contains(box, []byte("Exif")) {
				r.at("served/metadata#chunk", 0, 0, "Exif")
			}
			if i := bytes.Index(box, []byte("infe")); i >= 0 && bytes.Contains(box, []byte("mime")) {
				r.at("served/metadata#chunk", 0, 0, "XMP")
			}
		default: // moov: a film
			r.at("served/metadata#chunk", 0, 0, name)
		}
		d = d[n:]
	}
	return len(d) == 0
}
