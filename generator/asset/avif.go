package asset

import (
	"bytes"
	"slices"
)

func isAVIF(b []byte) bool {
	return len(b) >= 12 && string(b[4:8]) == "ftyp" && (string(b[8:12]) == "avif" || string(b[8:12]) == "avis")
}

var errAVIF = strange("this kind of AVIF cannot be taken apart here")

// isoBox is a box of an ISO base media file (ISO/IEC 14496-12, 4.2).
type isoBox struct {
	name string
	body []byte
}

// boxes takes bytes apart into boxes.
func boxes(b []byte) ([]isoBox, error) {
	var out []isoBox
	for len(b) > 0 {
		r := bits{b: b}
		size, name := r.bytes(4), string(r.take(4))
		head := uint64(8)
		switch size {
		case 0:
			size = uint64(len(b))
		case 1:
			size, head = r.bytes(8), 16
		}
		if r.past || size < head || size > uint64(len(b)) {
			return nil, errCut
		}
		out = append(out, isoBox{name, b[head:size:size]})
		b = b[size:]
	}
	return out, nil
}

// one is the only box of a name; nil if there is none, or several.
func one(list []isoBox, name string) []byte {
	var found []byte
	count := 0
	for _, b := range list {
		if b.name == name {
			found, count = b.body, count+1
		}
	}
	if count != 1 {
		return nil
	}
	return found
}

// full reads what a full box begins with: its version, and its flags.
func full(b []byte) (r *bits, version, flags uint64) {
	r = &bits{b: b}
	return r, r.bytes(1), r.bytes(3)
}

// avifItem is a picture in an AVIF: the one that is shown, a tile of it, or
// its transparency.
type avifItem struct {
	kind  string // av01, or grid
	data  []byte
	props []isoBox
	tiles []uint64
	name  uint64 // its number in the file
}

// avifFile is what the meta box says, before anything is chosen from it.
type avifFile struct {
	file, idat []byte
	copied     uint64 // bytes of the file that items have taken
	primary    uint64
	items      map[uint64]*avifItem
	refs       []avifRef
}

type avifRef struct {
	kind string
	from uint64
	to   []uint64
}

// cleanAVIF writes an AVIF anew (AV1 Image File Format 1.1; ISO/IEC 23008-12):
// the picture that is shown, the tiles it is made of and its transparency,
// with the properties that say how they look. Other items (EXIF, XMP,
// thumbnails, second pictures), boxes and bytes are left out. EXIF does not
// turn an AVIF: irot and imir do.
func cleanAVIF(b []byte) ([]byte, error) {
	top, err := boxes(b)
	if err != nil {
		return nil, err
	}
	if string(b[8:12]) == "avis" || one(top, "moov") != nil {
		return nil, errMoves
	}
	f := avifFile{file: b, items: map[uint64]*avifItem{}}
	meta := one(top, "meta")
	if len(meta) < 4 {
		return nil, errCut
	}
	if err := f.read(meta[4:]); err != nil {
		return nil, err
	}
	chosen, alpha, err := f.choose()
	if err != nil {
		return nil, err
	}
	for _, it := range chosen {
		if err := it.clean(); err != nil {
			return nil, err
		}
	}
	premultiplied := alpha > 0 && slices.ContainsFunc(f.refs, func(r avifRef) bool {
		return r.kind == "prem" && r.from == f.primary && slices.Contains(r.to, chosen[alpha].name)
	})
	return writeAVIF(brands(top[0].body), chosen, alpha, premultiplied), nil
}

// brands are those of the profiles of AVIF that the file keeps to, besides
// those that all have.
func brands(ftyp []byte) string {
	out := "avifmif1miaf"
	for _, profile := range []string{"MA1B", "MA1A"} {
		for i := 8; i+4 <= len(ftyp); i += 4 {
			if string(ftyp[i:i+4]) == profile {
				out += profile
				break
			}
		}
	}
	return out
}

// choose finds what is shown: the primary item, its tiles, then its
// transparency, which alpha is the index of, and the tiles of that.
func (f *avifFile) choose() (chosen []*avifItem, alpha int, err error) {
	add := func(id uint64) error {
		it := f.items[id]
		if it == nil || slices.Contains(chosen, it) {
			return errCut
		}
		chosen = append(chosen, it)
		if it.kind != "grid" {
			return nil
		}
		for _, r := range f.refs {
			if r.kind == "dimg" && r.from == id {
				it.tiles = append(it.tiles, r.to...)
			}
		}
		for _, t := range it.tiles {
			if f.items[t] == nil || f.items[t].kind != "av01" || slices.Contains(chosen, f.items[t]) {
				return errAVIF
			}
			chosen = append(chosen, f.items[t])
		}
		return nil
	}
	if err := add(f.primary); err != nil {
		return nil, 0, err
	}
	shown := len(chosen)
	for _, r := range f.refs {
		if r.kind != "auxl" || f.items[r.from] == nil || !f.items[r.from].isAlpha() {
			continue
		}
		for _, to := range r.to {
			switch {
			case to == f.primary && alpha == 0:
				alpha = shown
				if err := add(r.from); err != nil {
					return nil, 0, err
				}
			case slices.ContainsFunc(chosen, func(it *avifItem) bool { return it.name == to }):
				return nil, 0, errAVIF // each tile with a transparency of its own
			}
		}
	}
	for _, it := range chosen {
		if it.kind != "av01" && it.kind != "grid" {
			return nil, 0, errAVIF
		}
	}
	return chosen, alpha, nil
}

// alphaNames are the two names for transparency (AVIF 4.1; ISO/IEC 23008-12).
var alphaNames = []string{"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1"}

func (it *avifItem) isAlpha() bool {
	b := one(it.props, "auxC")
	if len(b) < 5 {
		return false
	}
	name, _, _ := bytes.Cut(b[4:], []byte{0})
	return slices.Contains(alphaNames, string(name))
}
