package asset

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// The fixed forms of the two segments that change how a JPEG's colours are
// read. JFIF 1.02: version 1.1, square pixels, no thumbnail. Adobe's (TN 5116,
// 18): version 100, no flags, and then the colour model.
const (
	jfifSegment  = "\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
	adobeSegment = "\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00"
)

// jpegFile is a JPEG being taken apart.
type jpegFile struct {
	jfif, adobe bool
	model       byte // what Adobe's segment says: 0 as it is, 1 YCbCr, 2 YCCK
	lies        byte // the orientation, 0 when nothing says
	profile     map[byte][]byte
	profiles    byte // into how many segments the profile is split

	frame    []byte // the segment that begins the frame
	kind     byte   // its marker
	parts    []jpegPart
	tables   jpegTables
	interval uint16 // of restart markers, as the last DRI says

	width, height, widest, tallest int // of the picture, and of the sampling of its parts

	written uint16 // the interval as written
	body    []byte // what has been written: tables, frame, scans
}

// jpegPart is one of the components of a JPEG: brightness, or a colour.
type jpegPart struct {
	id, quant  byte
	wide, high int // its sampling
	scanned    bool
	bits       [64]int8 // of each coefficient, the lowest bit that a scan has told; -1 before the first
	// told has a bit for each coefficient of each block that is not zero, in
	// rows of so many blocks across.
	told   []uint64
	across int
}

// block is where to remember a block. A sequential scan needs no memory.
func (p *jpegPart) block(x, y int) *uint64 {
	if len(p.told) == 1 {
		return &p.told[0]
	}
	return &p.told[y*p.across+x]
}

// cleanJPEG writes a JPEG anew: what makes up the picture, piece by piece as
// ITU-T T.81 has it, and the three things that change how it looks: how its
// colours are coded (JFIF, Adobe), what they mean (the profile), and which way
// it lies. All else is left out: other segments and comments, markers nobody
// knows, thumbnails, tables that no scan uses, what follows the last block of
// a scan, second pictures and films behind the end.
func cleanJPEG(b []byte) ([]byte, error) {
	j := jpegFile{profile: map[byte][]byte{}}
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
			return j.write()
		case m == 0x01 || m >= 0xd0 && m <= 0xd8 || i+4 > len(b):
			return nil, errCut // these stand only within the picture's data
		}
		n := int(binary.BigEndian.Uint16(b[i+2:]))
		if n < 2 || i+2+n > len(b) {
			return nil, errCut
		}
		body := b[i+4 : i+2+n]
		if i += 2 + n; m != 0xda {
			if err := j.segment(m, body); err != nil {
				return nil, err
			}
			continue
		}
		start := i // of the data of a scan
		for i+1 < len(b) && (b[i] != 0xff || b[i+1] == 0 || b[i+1] >= 0xd0 && b[i+1] <= 0xd7) {
			i++
		}
		if err := j.scan(body, b[start:min(i, len(b))]); err != nil {
			return nil, err
		}
	}
}

// segment reads a segment that is no scan.
func (j *jpegFile) segment(m byte, body []byte) error {
	switch {
	case m == 0xe0 && len(body) >= 14 && bytes.HasPrefix(body, []byte("JFIF\x00")):
		j.jfif = true
	case m == 0xe1 && j.lies == 0 && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
		j.lies = orientation(body[6:])
	case m == 0xe2 && len(body) >= 14 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")):
		if j.profiles == 0 {
			j.profiles = body[13]
		}
		if _, twice := j.profile[body[12]]; twice || body[13] != j.profiles {
			return errColour
		}
		j.profile[body[12]] = body[14:]
	case m == 0xee && len(body) >= 12 && bytes.HasPrefix(body, []byte("Adobe")):
		j.adobe, j.model = true, body[11]
	case m >= 0xe0 && m <= 0xef, m == 0xfe, m >= 0xf0 && m <= 0xfd:
	case m == 0xc4:
		return j.tables.huffman(body)
	case m == 0xdb:
		return j.tables.quant(body)
	case m == 0xdd:
		if len(body) != 2 {
			return errCut
		}
		j.interval = binary.BigEndian.Uint16(body)
	case m >= 0xc0 && m <= 0xc2:
		return j.start(m, body)
	default:
		return strange("this is a kind of JPEG that browsers do not show")
	}
	return nil
}

// start reads the frame's header (B.2.2): a picture of 8 bits in one, three or
// four components.
func (j *jpegFile) start(m byte, body []byte) error {
	if j.frame != nil || len(body) < 9 || len(body) != 6+3*int(body[5]) {
		return errCut
	}
	n := body[5]
	if body[0] != 8 || n != 1 && n != 3 && n != 4 || binary.BigEndian.Uint16(body[1:]) == 0 {
		return strange("this is a kind of JPEG that browsers do not show")
	}
	if binary.BigEndian.Uint16(body[3:]) == 0 {
		return errCut
	}
	j.height, j.width = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:]))
	if j.height*j.width > mostPixels {
		return errLarge
	}
	for c := body[6:]; len(c) > 0; c = c[3:] {
		p := jpegPart{id: c[0], quant: c[2], wide: int(c[1] >> 4), high: int(c[1] & 15), told: make([]uint64, 1)}
		for i := range p.bits {
			p.bits[i] = -1
		}
		if p.wide < 1 || p.wide > 4 || p.high < 1 || p.high > 4 || p.quant > 3 || j.part(p.id) != nil {
			return errCut
		}
		j.widest, j.tallest = max(j.widest, p.wide), max(j.tallest, p.high)
		j.parts = append(j.parts, p)
	}
	for i := range j.parts {
		p := &j.parts[i]
		if p.across = up(j.width, 8*j.widest) * p.wide; m == 0xc2 {
			p.told = make([]uint64, p.across*up(j.height, 8*j.tallest)*p.high)
		}
	}
	j.kind, j.frame = m, appendSegment(nil, m, body)
	return nil
}

func (j *jpegFile) part(id byte) *jpegPart {
	for i := range j.parts {
		if j.parts[i].id == id {
			return &j.parts[i]
		}
	}
	return nil
}

// scan writes one scan (B.2.3), and before it the tables it uses, if they are
// not written yet. What it says must go on from the scans before it: each
// coefficient comes once, or bit after bit (G.1.1.1), so that no scan is
// painted over by a later one.
func (j *jpegFile) scan(body, data []byte) error {
	if j.frame == nil || len(body) < 6 || body[0] < 1 || body[0] > 4 || len(body) != 4+2*int(body[0]) {
		return errCut
	}
	body = bytes.Clone(body)
	tail := body[len(body)-3:]
	if j.kind != 0xc2 {
		tail[0], tail[1], tail[2] = 0, 63, 0 // nobody reads them
	}
	from, to, high, low := tail[0], tail[1], int8(tail[2]>>4), int8(tail[2]&15)
	if to > 63 || from > to || low > 13 || high != 0 && high != low+1 || j.kind == 0xc2 && (from == 0 && to > 0 || from > 0 && body[0] != 1) {
		return errCut
	}
	s := jpegScan{from: from, to: to, high: high != 0, progressive: j.kind == 0xc2, interval: int(j.interval),
		width: j.width, height: j.height, widest: j.widest, tallest: j.tallest}
	blocks := 0
	for c := body[1 : len(body)-3]; len(c) > 0; c = c[2:] {
		p := j.part(c[0])
		if p == nil {
			return errCut
		}
		if slices.Contains(s.parts, p) {
			return errCut
		}
		s.parts = append(s.parts, p)
		blocks += p.wide * p.high
		for k := from; k <= to; k++ {
			if high == 0 && p.bits[k] != -1 || high != 0 && p.bits[k] != high {
				return errCut
			}
			p.bits[k] = low
		}
		dc, ac := c[1]>>4, c[1]&15
		useDC := from == 0 && high == 0
		useAC := to > 0
		if !useDC {
			dc = 0
		}
		if !useAC {
			ac = 0
		}
		c[1] = dc<<4 | ac
		if !p.scanned {
			if !j.tables.writeQuant(&j.body, p.quant) {
				return errCut
			}
			p.scanned = true
		}
		if useDC && !j.tables.writeHuffman(&j.body, 0, dc) || useAC && !j.tables.writeHuffman(&j.body, 1, ac) {
			return errCut
		}
		s.codes = append(s.codes, jpegCodes{readCodes(j.tables.huffmans[0][dc].now), readCodes(j.tables.huffmans[1][ac].now)})
	}
	if len(s.parts) > 1 && blocks > 10 {
		return errCut
	}
	data, err := s.cut(data)
	if err != nil {
		return err
	}
	if j.interval != j.written {
		j.body = binary.BigEndian.AppendUint16(append(j.body, "\xff\xdd\x00\x04"...), j.interval)
		j.written = j.interval
	}
	j.body = append(j.body, j.frame...) // before the first scan only
	j.frame = j.frame[:0]
	j.body = append(appendSegment(j.body, 0xda, body), data...)
	return nil
}

func appendSegment(out []byte, m byte, body []byte) []byte {
	out = append(out, 0xff, m)
	return append(binary.BigEndian.AppendUint16(out, uint16(len(body)+2)), body...)
}

// write puts the picture together.
func (j *jpegFile) write() ([]byte, error) {
	for _, p := range j.parts {
		if !p.scanned {
			return nil, errCut
		}
	}
	if len(j.parts) == 0 {
		return nil, errCut
	}
	out := []byte("\xff\xd8")
	if j.jfif {
		out = append(out, jfifSegment...)
	}
	if e := exif(j.lies); e != nil {
		out = appendSegment(out, 0xe1, append([]byte("Exif\x00\x00"), e...))
	}
	if j.profiles > 0 || len(j.profile) > 0 {
		var whole []byte
		for i := byte(1); i <= j.profiles && i > 0; i++ {
			whole = append(whole, j.profile[i]...)
		}
		if len(j.profile) != int(j.profiles) || j.profile[0] != nil {
			return nil, errColour
		}
		own, err := ownProfile(whole, len(j.parts) == 1)
		if err != nil {
			return nil, err
		}
		if own != nil {
			out = appendSegment(out, 0xe2, append([]byte("ICC_PROFILE\x00\x01\x01"), own...))
		}
	}
	if j.adobe && j.model <= 2 {
		out = append(append(out, adobeSegment...), j.model)
	}
	return append(append(out, j.body...), 0xff, 0xd9), nil
}
