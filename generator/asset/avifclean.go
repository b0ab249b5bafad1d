package asset

// knownProperties are the properties of an item that change how it looks, and
// how each is written anew; nil for what is no such property.
var knownProperties = map[string]func(it *avifItem, b []byte) ([]byte, error){
	"ispe": cleanSize, "clap": exactly(32), "clli": exactly(4), "pixi": cleanDepths, "av1C": cleanConfig,
	"auxC": cleanAux, "colr": cleanColour, "irot": lowBits(3), "imir": lowBits(1),
}

func exactly(n int) func(*avifItem, []byte) ([]byte, error) {
	return func(_ *avifItem, b []byte) ([]byte, error) {
		if len(b) != n {
			return nil, errCut
		}
		return b, nil
	}
}

// cleanSize is ispe: the width and the height.
func cleanSize(_ *avifItem, b []byte) ([]byte, error) {
	if len(b) != 12 {
		return nil, errCut
	}
	return append([]byte{0, 0, 0, 0}, b[4:]...), nil
}

// lowBits is a property of one byte, of which only some bits mean something.
func lowBits(mask byte) func(*avifItem, []byte) ([]byte, error) {
	return func(_ *avifItem, b []byte) ([]byte, error) {
		if len(b) != 1 {
			return nil, errCut
		}
		return []byte{b[0] & mask}, nil
	}
}

// cleanDepths is pixi: how many bits each channel has.
func cleanDepths(_ *avifItem, b []byte) ([]byte, error) {
	if len(b) < 5 || b[4] < 1 || b[4] > 4 || len(b) != 5+int(b[4]) {
		return nil, errCut
	}
	for _, depth := range b[5:] {
		if depth != 8 && depth != 10 && depth != 12 {
			return nil, errCut
		}
	}
	return append([]byte{0, 0, 0, 0}, b[4:]...), nil
}

// cleanConfig is av1C (AV1-ISOBMFF 2.3.3) without the OBUs that may follow:
// the item has them itself.
func cleanConfig(_ *avifItem, b []byte) ([]byte, error) {
	if len(b) < 4 || b[0] != 0x81 {
		return nil, errCut
	}
	return []byte{0x81, b[1], b[2], 0}, nil
}

// cleanAux is auxC, the name of what an item is to another.
func cleanAux(it *avifItem, _ []byte) ([]byte, error) {
	if !it.isAlpha() {
		return nil, errAVIF
	}
	return []byte("\x00\x00\x00\x00" + alphaNames[0] + "\x00"), nil
}

// cleanColour is colr: numbers from a list (ITU-T H.273), or a profile. An
// AVIF keeps a profile even of sRGB, since what it would be without is written
// within the picture's own data.
func cleanColour(it *avifItem, b []byte) ([]byte, error) {
	if len(b) < 4 {
		return nil, errCut
	}
	switch kind, b := string(b[:4]), b[4:]; kind {
	case "nclx":
		if len(b) != 7 {
			return nil, errCut
		}
		for i, most := range []byte{22, 18, 14} { // the last of each list
			if b[2*i] != 0 || b[2*i+1] > most {
				return nil, errCut
			}
		}
		return append([]byte("nclx"), b[0], b[1], b[2], b[3], b[4], b[5], b[6]&0x80), nil
	case "prof", "rICC":
		c, err := readProfile(b)
		if err != nil {
			return nil, err
		}
		return append([]byte("prof"), makeProfile(c)...), nil
	}
	return nil, errAVIF
}

// clean writes the properties and the data of an item anew.
func (it *avifItem) clean() error {
	// Of two properties that say the same thing, the first is read.
	said := map[string]bool{}
	var props []isoBox
	for _, p := range it.props {
		body, err := knownProperties[p.name](it, p.body)
		if err != nil {
			return err
		}
		what := p.name
		if what == "colr" {
			what = string(body[:4])
		}
		if !said[what] {
			props = append(props, isoBox{p.name, body})
		}
		said[what] = true
	}
	it.props = props
	if it.kind == "grid" {
		return it.cleanGrid()
	}
	data, err := cleanOBUs(it.data)
	it.data = data
	return err
}

// cleanGrid checks how the tiles are laid out (ISO/IEC 23008-12, 6.6.2.3).
func (it *avifItem) cleanGrid() error {
	b := it.data
	if len(b) < 8 || b[0] != 0 || b[1] > 1 || len(b) != 8+4*int(b[1]) || (int(b[2])+1)*(int(b[3])+1) != len(it.tiles) {
		return errCut
	}
	return nil
}

// The kinds of OBU that make up a still picture (AV1 6.2.2). Others are
// padding, and metadata of any kind.
const (
	obuSequence  = 1
	obuDelimiter = 2
	obuHead      = 3
	obuTiles     = 4
	obuFrame     = 6
	obuMetadata  = 5
	obuHeadAgain = 7
	obuPadding   = 15
)

// cleanOBUs writes the data of a picture anew, each OBU with its length.
func cleanOBUs(b []byte) ([]byte, error) {
	var out []byte
	sequences, frames := 0, 0
	for len(b) > 0 {
		head := b[0]
		if head&0x85 != 0 { // a forbidden bit, layers, a reserved bit
			return nil, errAVIF
		}
		b = b[1:]
		size := uint64(len(b))
		if head&2 != 0 {
			r := bits{b: b}
			if size = r.leb128(); r.past {
				return nil, errCut
			}
			b = r.rest()
		}
		if size > uint64(len(b)) {
			return nil, errCut
		}
		body := b[:size]
		b = b[size:]
		switch kind := head >> 3; kind {
		case obuSequence:
			if sequences++; sequences > 1 || !wholeSequence(body) {
				return nil, errAVIF
			}
		case obuDelimiter:
			if len(body) > 0 || len(out) > 0 {
				return nil, errAVIF
			}
		case obuHead, obuFrame:
			frames++
		case obuTiles:
		case obuMetadata, obuHeadAgain, obuPadding:
			continue
		default:
			return nil, errAVIF
		}
		out = append(out, head|2)
		for n := len(body); ; n >>= 7 {
			if n < 0x80 {
				out = append(out, byte(n))
				break
			}
			out = append(out, byte(n)|0x80)
		}
		out = append(out, body...)
	}
	switch {
	case frames > 1:
		return nil, errMoves
	case sequences == 0 || frames == 0:
		return nil, errCut
	}
	return out, nil
}

// leb128 reads a number of seven bits a byte, the lowest first (AV1 4.10.5).
func (r *bits) leb128() (v uint64) {
	for i := range 8 {
		c := r.bytes(1)
		v |= c & 0x7f << (7 * i)
		if c < 0x80 {
			return v
		}
	}
	r.past = true
	return 0
}

// wholeSequence reads a sequence header (AV1 5.5) and reports whether it ends
// where its OBU does. Timing is for films.
func wholeSequence(b []byte) bool {
	r := bits{b: b}
	profile := r.n(3)
	r.flag() // still_picture
	reduced := r.flag()
	if reduced {
		r.n(5)
	} else {
		if r.flag() { // timing_info_present_flag
			return false
		}
		delay := r.flag()
		for points := r.n(5); ; points-- {
			r.n(12)
			if r.n(5) > 7 {
				r.flag()
			}
			if delay && r.flag() {
				r.n(4)
			}
			if points == 0 || r.past {
				break
			}
		}
	}
	w, h := r.n(4), r.n(4)
	r.n(int(w) + 1)
	r.n(int(h) + 1)
	if !reduced && r.flag() { // frame_id_numbers_present_flag
		r.n(7)
	}
	r.n(3)
	if !reduced {
		r.n(4)
		order := r.flag()
		if order {
			r.n(2)
		}
		force := uint64(2)
		if !r.flag() {
			force = r.n(1)
		}
		if force > 0 && !r.flag() {
			r.flag()
		}
		if order {
			r.n(3)
		}
	}
	r.n(3)
	r.colourConfig(profile)
	r.flag() // film_grain_params_present
	if r.past || !r.flag() {
		return false
	}
	for r.at%8 != 0 {
		if r.flag() {
			return false
		}
	}
	return r.at == 8*len(b)
}

// colourConfig reads color_config (AV1 5.5.2).
func (r *bits) colourConfig(profile uint64) {
	high := r.flag()
	twelve := profile == 2 && high && r.flag()
	mono := profile != 1 && r.flag()
	var cp, tc, mc uint64 = 2, 2, 2
	if r.flag() {
		cp, tc, mc = r.n(8), r.n(8), r.n(8)
	}
	if mono {
		r.flag()
		return
	}
	if cp != 1 || tc != 13 || mc != 0 {
		r.flag()
		x, y := profile == 0, profile == 0
		if profile == 2 {
			x = true
			if twelve {
				x = r.flag()
				y = x && r.flag()
			}
		}
		if x && y {
			r.n(2)
		}
	}
	r.flag()
}
