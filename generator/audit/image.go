package audit

import (
	"bytes"
	"path"
)

// picture checks that a picture is what its name says, and that it holds the
// picture and nothing else: no place, no camera, no author, no second file
// behind the first. Whatever a picture is not made of has no place in it, and
// what it is made of has the length and the form that its standard says, so
// that nothing hides there either.
//
// The pixels' own compressed data are followed as far as they say how long
// they are: to their end in PNG and JPEG, to each unit in AVIF, to their chunk
// in WebP.
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
	if f := pictureWalks[kind](d); f != nil {
		r.at(f.check, 0, 0, f.what)
	}
}

// pictureFault is the first thing that is wrong with a picture.
type pictureFault struct{ check, what string }

// pictureWalks go through the parts of a picture.
var pictureWalks = map[string]func([]byte) *pictureFault{"png": walkPNG, "jpeg": walkJPEG, "webp": walkWebP, "avif": walkAVIF}

func damaged(kind string) *pictureFault    { return &pictureFault{"served/content#broken", kind} }
func besides(chunk string) *pictureFault   { return &pictureFault{"served/metadata#chunk", chunk} }
func segment(marker string) *pictureFault  { return &pictureFault{"served/metadata#segment", marker} }
func oddForm(part string) *pictureFault    { return &pictureFault{"served/metadata#form", part} }
func oddProfile(kind string) *pictureFault { return &pictureFault{"served/metadata#profile", kind} }

var behindEnd = &pictureFault{"served/metadata#trailing", ""}

// cursor goes over bytes. What is missing at the end reads as nothing, and
// sets short.
type cursor struct {
	left  []byte
	short bool
}

func (c *cursor) next(n uint64) []byte {
	if n > uint64(len(c.left)) {
		c.short, c.left = true, nil
		return nil
	}
	part := c.left[:n:n]
	c.left = c.left[n:]
	return part
}

// number is the next n bytes, the most significant first.
func (c *cursor) number(n uint64) (v uint64) {
	for _, b := range c.next(n) {
		v = v<<8 | uint64(b)
	}
	return v
}

// backward is the next n bytes as a number, the least significant first.
func (c *cursor) backward(n uint64) (v uint64) {
	for i, b := range c.next(n) {
		v |= uint64(b) << (8 * i)
	}
	return v
}

// wayUp reports whether EXIF data are the shortest that say which way a
// picture lies: a directory with one entry, whose
// value is one of the seven that are not upright.
func wayUp(d []byte) bool {
	const form = "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00?\x00\x00\x00\x00\x00\x00"
	if len(d) != len(form) {
		return false
	}
	for i, b := range []byte(form) {
		if b == '?' {
			if d[i] < 2 || d[i] > 8 {
				return false
			}
		} else if d[i] != b {
			return false
		}
	}
	return true
}
