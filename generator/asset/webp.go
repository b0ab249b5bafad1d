package asset

import (
	"bytes"
	"encoding/binary"
)

func isWebP(b []byte) bool {
	return len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP"
}

// The flags of the extended header (RFC 9649, 2.7).
const (
	webpMoves   = 0x02
	webpExif    = 0x08
	webpAlpha   = 0x10
	webpProfile = 0x20
)

// cleanWebP writes a WebP anew: the picture, its transparency, a profile of
// our own and the way it lies, if it has or needs them. If it does not, it
// becomes a simple file, without the extended header.
func cleanWebP(b []byte) ([]byte, error) {
	chunks, err := webpChunks(b)
	if err != nil {
		return nil, err
	}
	head, extended := chunks["VP8X"]
	if extended && len(head) != 10 {
		return nil, errCut
	}
	has := func(flag byte) bool { return extended && head[0]&flag != 0 }
	if has(webpMoves) {
		return nil, errMoves
	}
	name, picture := "VP8L", chunks["VP8L"]
	if chunks["VP8 "] != nil {
		name, picture = "VP8 ", chunks["VP8 "]
	}
	width, height, alpha, ok := webpSize(name, picture)
	if !ok {
		return nil, errCut
	}
	if extended && (width != uint32(head[4])|uint32(head[5])<<8|uint32(head[6])<<16 || height != uint32(head[7])|uint32(head[8])<<8|uint32(head[9])<<16) {
		return nil, errCut
	}

	if extended && !has(webpAlpha) && (alpha || chunks["ALPH"] != nil) {
		return nil, strange("the picture is see-through in some browsers only")
	}

	var flags byte
	var profile, layer []byte
	if p := chunks["ICCP"]; p != nil && has(webpProfile) {
		if profile, err = ownProfile(p, false); err != nil {
			return nil, err
		}
		if profile != nil {
			flags |= webpProfile
		}
	}
	if a := chunks["ALPH"]; a != nil && name == "VP8 " && has(webpAlpha) {
		if layer, err = cleanAlpha(a, width, height); err != nil {
			return nil, err
		}
		flags |= webpAlpha
	}
	var lies []byte
	if e := chunks["EXIF"]; e != nil && has(webpExif) {
		if lies = exif(orientation(bytes.TrimPrefix(e, []byte("Exif\x00\x00")))); lies != nil {
			flags |= webpExif
		}
	}

	out := []byte("RIFF\x00\x00\x00\x00WEBP")
	if flags != 0 {
		if alpha {
			flags |= webpAlpha
		}
		out = appendRIFF(out, "VP8X", []byte{flags, 0, 0, 0,
			byte(width), byte(width >> 8), byte(width >> 16), byte(height), byte(height >> 8), byte(height >> 16)})
	}
	for _, c := range []struct {
		name string
		body []byte
	}{{"ICCP", profile}, {"ALPH", layer}, {name, picture}, {"EXIF", lies}} {
		if c.body != nil {
			out = appendRIFF(out, c.name, c.body)
		}
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}

// webpChunks are the first of each kind of chunk within the file's own length.
func webpChunks(b []byte) (map[string][]byte, error) {
	size := int64(binary.LittleEndian.Uint32(b[4:])) + 8
	if size > int64(len(b)) || size < 12 {
		return nil, errCut
	}
	chunks := map[string][]byte{}
	for rest := b[12:size]; len(rest) > 0; {
		if len(rest) < 8 {
			return nil, errCut
		}
		n := int64(binary.LittleEndian.Uint32(rest[4:]))
		if n > int64(len(rest)-8) {
			return nil, errCut
		}
		name := string(rest[:4])
		if name == "ANIM" || name == "ANMF" {
			return nil, errMoves
		}
		if _, again := chunks[name]; !again {
			chunks[name] = rest[8 : 8+n : 8+n]
		}
		rest = rest[min(8+n+n&1, int64(len(rest))):]
	}
	return chunks, nil
}

func appendRIFF(out []byte, name string, body []byte) []byte {
	out = binary.LittleEndian.AppendUint32(append(out, name...), uint32(len(body)))
	if out = append(out, body...); len(body)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

// webpSize reads the head of a picture's data: the width and the height, both
// less one, and whether it says that it is see-through (RFC 6386, 9.1; RFC
// 9649, 3.4). A lossy picture must be one frame that is shown.
func webpSize(name string, b []byte) (width, height uint32, alpha, ok bool) {
	if name == "VP8L" {
		if len(b) < 6 || b[0] != 0x2f || b[4]>>5 != 0 {
			return 0, 0, false, false
		}
		v := binary.LittleEndian.Uint32(b[1:])
		return v & 0x3fff, v >> 14 & 0x3fff, v>>28&1 == 1, true
	}
	if len(b) < 11 || b[0]&1 != 0 || b[0]>>1&7 > 3 || b[0]&0x10 == 0 || !bytes.Equal(b[3:6], []byte{0x9d, 0x01, 0x2a}) {
		return 0, 0, false, false
	}
	first := uint32(b[0])>>5 | uint32(b[1])<<3 | uint32(b[2])<<11 // of the two or more parts
	w, h := binary.LittleEndian.Uint16(b[6:])&0x3fff, binary.LittleEndian.Uint16(b[8:])&0x3fff
	if w == 0 || h == 0 || int(first) > len(b)-10 {
		return 0, 0, false, false
	}
	return uint32(w) - 1, uint32(h) - 1, false, true
}

// cleanAlpha is the layer of transparency with its reserved bits at zero. One
// that is not compressed must have a byte for every pixel.
func cleanAlpha(b []byte, width, height uint32) ([]byte, error) {
	if len(b) < 2 || b[0]&3 > 1 || b[0]&3 == 0 && len(b)-1 != int(width+1)*int(height+1) {
		return nil, errCut
	}
	out := bytes.Clone(b)
	out[0] &= 0x1f // the preprocessing is 0 or 1
	return out, nil
}
