package audit

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
)

// jpegWalk is what has been read of a JPEG (ITU-T T.81).
type jpegWalk struct {
	parts    map[byte]*jpegColour
	baseline bool
	codes    map[string]*codeTable
	interval int // of restarts

	wide, high int
	factor     [2]int          // the most of its parts
	unused     map[string]bool // tables, by kind and number: those that no scan has used yet
	once       map[byte]bool   // segments that may come once
}

// jpegColour is a component: its table, and how much of each coefficient has
// been told: 0 nothing, 1 all, 2 all but the last bit, and so on.
type jpegColour struct {
	table  byte
	begun  bool
	told   [64]int
	factor [2]int   // of its sampling, across and down
	set    []uint64 // by block, a bit for each coefficient that is not zero
	stride int      // blocks in a row
}

// walkJPEG goes through the segments of a JPEG.
func walkJPEG(d []byte) *pictureFault {
	w := jpegWalk{parts: map[byte]*jpegColour{}, unused: map[string]bool{}, codes: map[string]*codeTable{}, once: map[byte]bool{}}
	c := cursor{left: d[2:]}
	var first *pictureFault
	fault := func(f *pictureFault) {
		if first == nil {
			first = f
		}
	}
	for {
		if c.number(1) != 0xFF {
			return damaged("jpeg")
		}
		m := byte(c.number(1))
		if m == 0xD9 {
			break
		}
		n := c.number(2)
		if c.short || n < 2 {
			return damaged("jpeg")
		}
		body := c.next(n - 2)
		if c.short {
			return damaged("jpeg")
		}
		if m != 0xDA {
			fault(w.part(m, body))
			continue
		}
		data := codedData(c.left)
		if fault(w.scan(body, data)); len(data) == len(c.left) {
			return damaged("jpeg")
		}
		c.left = c.left[len(data):]
	}
	switch {
	case len(w.parts) == 0 || w.unscanned():
		return damaged("jpeg")
	case len(w.unused) > 0:
		fault(oddForm(slices.Sorted(maps.Keys(w.unused))[0] + ", which nothing uses"))
	case len(c.left) > 0:
		fault(behindEnd)
	}
	return first
}

// codedData is the data of a scan: up to the next marker that is no part of it.
func codedData(d []byte) []byte {
	for i := 0; i+1 < len(d); i++ {
		if d[i] == 0xFF && d[i+1] != 0 && d[i+1]&0xF8 != 0xD0 {
			return d[:i]
		}
	}
	return d
}

// part checks a segment that is no scan.
func (w *jpegWalk) part(m byte, b []byte) *pictureFault {
	only := func(name string, good bool) *pictureFault {
		if !good || w.once[m] || len(w.parts) > 0 && m >= 0xE0 {
			return oddForm(name)
		}
		w.once[m] = true
		return nil
	}
	switch m {
	case 0xE0:
		if !bytes.HasPrefix(b, []byte("JFIF\x00")) {
			return segment("APP0")
		}
		return only("JFIF", string(b[5:]) == "\x01\x01\x00\x00\x01\x00\x01\x00\x00")
	case 0xE1:
		if exif, ok := bytes.CutPrefix(b, []byte("Exif\x00\x00")); ok && wayUp(exif) {
			return only("Exif", true)
		}
	case 0xE2:
		if profile, ok := bytes.CutPrefix(b, []byte("ICC_PROFILE\x00")); ok {
			if len(profile) < 2 || profile[0] != 1 || profile[1] != 1 || !ownProfile(profile[2:]) {
				return oddProfile("APP2")
			}
			return only("ICC_PROFILE", true)
		}
	case 0xEE:
		if model, ok := bytes.CutPrefix(b, []byte("Adobe")); ok {
			return only("Adobe", len(model) == 7 && string(model[:6]) == "\x00\x64\x00\x00\x00\x00" && model[6] <= 2)
		}
	case 0xFE:
		return segment("COM")
	case 0xC0, 0xC1, 0xC2:
		return only("SOF", w.frame(b, m))
	case 0xC4, 0xDB:
		return w.table(m, b)
	case 0xDD:
		if len(b) != 2 {
			return oddForm("DRI")
		}
		w.interval = int(b[0])<<8 | int(b[1])
		return nil
	}
	if m >= 0xE0 && m <= 0xEF {
		return segment("APP" + strconv.Itoa(int(m-0xE0)))
	}
	return segment("0x" + strconv.FormatUint(uint64(m), 16))
}

// frame reads the header of the frame.
func (w *jpegWalk) frame(b []byte, m byte) bool {
	c := cursor{left: b}
	depth, high, wide, count := c.number(1), c.number(2), c.number(2), c.number(1)
	if w.baseline = m != 0xC2; depth != 8 || high == 0 || wide == 0 || len(w.parts) > 0 {
		return false
	}
	for len(c.left) > 0 {
		id, shape, table := byte(c.number(1)), c.number(1), byte(c.number(1))
		if w.parts[id] != nil || table > 3 {
			return false
		}
		p := &jpegColour{table: table, factor: [2]int{int(shape >> 4), int(shape & 15)}, set: make([]uint64, 1)}
		for i, n := range p.factor {
			if n < 1 || n > 4 {
				return false
			}
			w.factor[i] = max(w.factor[i], n)
		}
		w.parts[id] = p
	}
	if w.wide, w.high = int(wide), int(high); w.wide*w.high > 1<<28 {
		return false // none is so large but one made to fill the memory
	}
	for _, p := range w.parts {
		if p.stride = (w.wide/(8*w.factor[0]) + 1) * p.factor[0]; !w.baseline {
			p.set = make([]uint64, p.stride*(w.high/(8*w.factor[1])+1)*p.factor[1])
		}
	}
	return !c.short && uint64(len(w.parts)) == count && (count == 1 || count == 3 || count == 4)
}

// table reads a segment of tables, which end where it ends.
func (w *jpegWalk) table(m byte, b []byte) *pictureFault {
	c := cursor{left: b}
	for len(c.left) > 0 {
		head := c.number(1)
		kind, which := head>>4, head&15
		name := "DQT "
		var counts, values []byte
		if m == 0xDB {
			c.next(64 << kind)
		} else {
			name = []string{"DHT DC ", "DHT AC "}[kind&1]
			var total, used uint64 // used: of the code's room, in 1/65536
			counts = c.next(16)
			for i, n := range counts {
				total += uint64(n)
				used += uint64(n) << (15 - i)
			}
			if values = c.next(total); used > 1<<16 || total > 256 {
				return oddForm("DHT")
			}
		}
		if kind > 1 || which > 3 || c.short {
			return oddForm(name[:3])
		}
		name += strconv.FormatUint(which, 10)
		if w.unused[name] {
			return oddForm(name + ", which nothing uses")
		}
		w.unused[name] = true
		if m == 0xC4 {
			w.codes[name] = newCodeTable(counts, values)
		}
	}
	return nil
}

// scan checks the header of a scan against those before it: what a later scan
// paints over could be anything.
func (w *jpegWalk) scan(b, data []byte) *pictureFault {
	c := cursor{left: b}
	count := c.number(1)
	parts := c.next(2 * count)
	from, to, steps := c.number(1), c.number(1), c.number(1)
	before, now := int(steps>>4), int(steps&15)
	if c.short || len(c.left) > 0 || count < 1 || count > 4 || to > 63 || from > to || now > 13 || before > 0 && before != now+1 {
		return oddForm("SOS")
	}
	if w.baseline && (from != 0 || to != 63 || steps != 0) || !w.baseline && (from == 0) != (to == 0) || !w.baseline && from > 0 && count > 1 {
		return oddForm("SOS")
	}
	s := codedScan{from: int(from), to: int(to), more: before > 0, several: !w.baseline}
	for ; len(parts) > 0; parts = parts[2:] {
		p := w.parts[parts[0]]
		if p == nil {
			return oddForm("SOS")
		}
		s.parts = append(s.parts, p)
		s.even, s.tail = append(s.even, w.codes["DHT DC "+strconv.Itoa(int(parts[1]>>4))]), append(s.tail, w.codes["DHT AC "+strconv.Itoa(int(parts[1]&15))])
		for k := from; k <= to; k++ {
			if before == 0 && p.told[k] != 0 || before > 0 && p.told[k] != before+1 {
				return oddForm("SOS, which tells a part again")
			}
			p.told[k] = now + 1
		}
		if !p.begun {
			delete(w.unused, "DQT "+strconv.Itoa(int(p.table)))
		}
		p.begun = true
		even, detail := from == 0 && before == 0, to > 0
		for _, t := range []struct {
			used  bool
			name  string
			which byte
		}{{even, "DHT DC ", parts[1] >> 4}, {detail, "DHT AC ", parts[1] & 15}} {
			if t.used {
				delete(w.unused, t.name+strconv.Itoa(int(t.which)))
			} else if t.which != 0 {
				return oddForm("SOS")
			}
		}
	}
	if !w.ends(&s, data) {
		return oddForm("the data of a scan")
	}
	return nil
}

// unscanned reports whether the frame has a component that no scan tells of.
func (w *jpegWalk) unscanned() bool {
	for _, p := range w.parts {
		if !p.begun {
			return true
		}
	}
	return false
}
