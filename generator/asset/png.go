package asset

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
)

const pngStart = "\x89PNG\r\n\x1a\n"

// pngHead is what IHDR says (PNG, third edition, 11.2.1).
type pngHead struct {
	width, height          uint32
	depth, kind, interlace byte
}

// The kinds of PNG.
const (
	pngGrey      = 0
	pngColour    = 2
	pngPalette   = 3
	pngGreyAlpha = 4
	pngAlpha     = 6
)

// samples is how many numbers make a pixel of a kind, and depths are the bits
// that each of them may have.
var pngKinds = map[byte]struct {
	samples uint64
	depths  string
}{
	pngGrey: {1, "\x01\x02\x04\x08\x10"}, pngColour: {3, "\x08\x10"}, pngPalette: {1, "\x01\x02\x04\x08"},
	pngGreyAlpha: {2, "\x08\x10"}, pngAlpha: {4, "\x08\x10"},
}

// cleanPNG writes a PNG anew: the pixels as they are compressed, and what
// changes how they look. That is the palette, transparency and the meaning of
// the colours, in this order, and the way it lies if that is not upright.
//
// What else a PNG may hold is about its making (text, time, place,
// thumbnails), or changes nothing in a browser: pHYs, which tells the density
// of a screen; bKGD; sBIT; a palette beside true colours. A chunk of the wrong
// length is left out, as it is by browsers.
func cleanPNG(b []byte) ([]byte, error) {
	chunks, data, err := pngChunks(b)
	if err != nil {
		return nil, err
	}
	head, err := readHead(chunks["IHDR"])
	if err != nil {
		return nil, err
	}
	pixels, err := head.pixels(data)
	if err != nil {
		return nil, err
	}
	out := appendChunk([]byte(pngStart), "IHDR", chunks["IHDR"])
	if out, err = head.colours(out, chunks); err != nil {
		return nil, err
	}
	if head.kind == pngPalette {
		p := chunks["PLTE"]
		if len(p) == 0 || len(p)%3 != 0 || len(p) > 3<<head.depth {
			return nil, errCut
		}
		out = appendChunk(out, "PLTE", p)
	}
	clear, err := head.transparent(chunks["tRNS"], len(chunks["PLTE"])/3)
	if err != nil {
		return nil, err
	}
	if clear != nil {
		out = appendChunk(out, "tRNS", clear)
	}
	if e := exif(orientation(chunks["eXIf"])); e != nil {
		out = appendChunk(out, "eXIf", e)
	}
	return appendChunk(appendChunk(out, "IDAT", pixels), "IEND", nil), nil
}

// pngChunks are the first of each kind of chunk, and the contents of all IDAT
// together. What follows the end is not looked at.
func pngChunks(b []byte) (map[string][]byte, []byte, error) {
	chunks := map[string][]byte{}
	var data []byte
	before := ""
	for rest := b[len(pngStart):]; ; {
		if len(rest) < 12 {
			return nil, nil, errCut
		}
		n := int64(binary.BigEndian.Uint32(rest))
		if n > int64(len(rest)-12) {
			return nil, nil, errCut
		}
		name, body := string(rest[4:8]), rest[8:8+n]
		if crc32.ChecksumIEEE(rest[4:8+n]) != binary.BigEndian.Uint32(rest[8+n:]) {
			return nil, nil, errCut
		}
		rest = rest[12+n:]
		_, again := chunks[name]
		switch {
		case (before == "") != (name == "IHDR"):
			return nil, nil, errCut
		case name == "acTL":
			return nil, nil, errMoves
		case name == "IDAT":
			if again && before != "IDAT" {
				return nil, nil, errCut
			}
			chunks[name] = body
			data = append(data, body...)
		case name[0]&0x20 == 0 && name != "IHDR" && name != "PLTE" && name != "IEND":
			return nil, nil, strange("the picture needs a part that browsers do not know")
		case !again && (data == nil || name == "eXIf" || name == "IEND"):
			// What says how the pixels look comes before them, or is not read.
			chunks[name] = body
		}
		if before = name; name == "IEND" {
			return chunks, data, nil
		}
	}
}

func appendChunk(out []byte, name string, body []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	from := len(out)
	out = append(append(out, name...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[from:]))
}

func readHead(b []byte) (pngHead, error) {
	if len(b) != 13 || b[10] != 0 || b[11] != 0 || b[12] > 1 {
		return pngHead{}, errCut
	}
	h := pngHead{binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:]), b[8], b[9], b[12]}
	kind, ok := pngKinds[h.kind]
	switch {
	case !ok || bytes.IndexByte([]byte(kind.depths), h.depth) < 0 || h.width == 0 || h.height == 0:
		return pngHead{}, errCut
	case uint64(h.width)*uint64(h.height) > mostPixels:
		return pngHead{}, errLarge
	}
	return h, nil
}

func (h pngHead) grey() bool { return h.kind == pngGrey || h.kind == pngGreyAlpha }

// colours writes what says how the colours are meant, which may be said in
// four ways. A browser takes the first that it understands (4.3 of the third
// edition): cICP, a profile, sRGB, gamma and primaries.
func (h pngHead) colours(out []byte, chunks map[string][]byte) ([]byte, error) {
	if c := chunks["cICP"]; len(c) == 4 && c[2] == 0 && c[3] <= 1 && knownCode(c[0]) && knownCode(c[1]) {
		out = appendChunk(out, "cICP", c)
	}
	if p, ok := chunks["iCCP"]; ok {
		profile, err := unpackProfile(p)
		if err != nil {
			return nil, err
		}
		own, err := ownProfile(profile, h.grey())
		if err != nil {
			return nil, err
		}
		if own == nil {
			return appendChunk(out, "sRGB", []byte{0}), nil
		}
		return appendChunk(out, "iCCP", packProfile(own)), nil
	}
	if s := chunks["sRGB"]; len(s) == 1 && s[0] < 4 {
		return appendChunk(out, "sRGB", s), nil
	}
	if g := chunks["gAMA"]; len(g) == 4 && binary.BigEndian.Uint32(g)-1 < 1_000_000 {
		out = appendChunk(out, "gAMA", g)
	}
	if c := chunks["cHRM"]; len(c) == 32 {
		for i := range 8 {
			if binary.BigEndian.Uint32(c[4*i:]) > 100_000 {
				return out, nil
			}
		}
		out = appendChunk(out, "cHRM", c)
	}
	return out, nil
}

// knownCode reports whether a number means primaries or a curve (ITU-T H.273,
// tables 2 and 3).
func knownCode(c byte) bool { return c == 1 || c >= 4 && c <= 18 || c == 22 }

// unpackProfile takes the profile out of an iCCP chunk. More than 4 MB are no
// profile of a picture on the web.
func unpackProfile(b []byte) ([]byte, error) {
	at := bytes.IndexByte(b, 0)
	if at < 1 || at > 79 || len(b) < at+2 || b[at+1] != 0 {
		return nil, errColour
	}
	z, err := zlib.NewReader(bytes.NewReader(b[at+2:]))
	if err != nil {
		return nil, errColour
	}
	out, err := io.ReadAll(io.LimitReader(z, 4<<20))
	if err != nil {
		return nil, errColour
	}
	return out, nil
}

// packProfile is an iCCP chunk with a profile of ours. It is stored, not
// compressed, so that its bytes hang on nobody's compressor.
func packProfile(p []byte) []byte {
	out := append([]byte("p\x00\x00\x78\x01\x01"), byte(len(p)), byte(len(p)>>8), ^byte(len(p)), ^byte(len(p)>>8))
	out = append(out, p...)
	a, b := uint32(1), uint32(0) // Adler-32, RFC 1950
	for _, c := range p {
		a = (a + uint32(c)) % 65521
		b = (b + a) % 65521
	}
	return binary.BigEndian.AppendUint32(out, b<<16|a)
}

// transparent is the tRNS chunk, or nil where none has a meaning: in kinds that
// have transparency of their own. Programs disagree about one of the wrong
// length. Bits above the depth of the picture mean nothing.
func (h pngHead) transparent(t []byte, colours int) ([]byte, error) {
	n := map[byte]int{pngGrey: 2, pngColour: 6}[h.kind]
	switch {
	case t == nil || h.kind == pngGreyAlpha || h.kind == pngAlpha:
		return nil, nil
	case h.kind == pngPalette && len(t) > 0 && len(t) <= colours:
		return t, nil
	case n == 0 || len(t) != n:
		return nil, errHides
	}
	out := bytes.Clone(t)
	for i := 0; i < n; i += 2 {
		v := binary.BigEndian.Uint16(t[i:])
		binary.BigEndian.PutUint16(out[i:], v&uint16(1<<h.depth-1))
	}
	return out, nil
}

// pixels cuts the compressed pixels where they end. They are unpacked to find
// that place, and must be as many as IHDR says.
func (h pngHead) pixels(data []byte) ([]byte, error) {
	in := bytes.NewReader(data) // a ByteReader, so that no byte too many is read
	z, err := zlib.NewReader(in)
	if err != nil {
		return nil, errCut
	}
	want := h.unpacked()
	got, err := io.Copy(io.Discard, io.LimitReader(z, want+1))
	switch {
	case err != nil || got < want:
		return nil, errCut
	case got > want:
		return nil, errHides
	}
	return data[:len(data)-in.Len()], nil
}

// unpacked is how many bytes the rows take, each with the byte that names its
// filter (7.2, and 8 for the seven passes of an interlaced picture).
func (h pngHead) unpacked() (total int64) {
	w, ht := uint64(h.width), uint64(h.height)
	rows := func(w, ht uint64) {
		if w > 0 && ht > 0 {
			total += int64(ht * (1 + (w*pngKinds[h.kind].samples*uint64(h.depth)+7)/8))
		}
	}
	if h.interlace == 0 {
		rows(w, ht)
		return total
	}
	for _, p := range [7][4]uint64{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		rows((w+p[2]-1-p[0])/p[2], (ht+p[3]-1-p[1])/p[3])
	}
	return total
}
