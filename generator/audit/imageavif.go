package audit

import (
	"bytes"
	"slices"
)

// avifWalk is what has been read of an AVIF. It is held to the plainest form
// that one can have (AV1 Image File Format 1.1, ISO/IEC 23008-12 and 14496-12):
// the boxes ftyp, meta and mdat, items numbered from 1, their bytes in mdat one
// after the other.
type avifWalk struct {
	start  uint64 // of what mdat holds, from the start of the file
	data   []byte
	kinds  []string // of the items
	bytes  [][]byte
	props  []avifBox
	has    [][]string // the names of each item's properties
	tiles  map[uint64]int
	hidden []bool
	joined bool // iref has said what belongs to what
}

type avifBox struct {
	name string
	body []byte
}

// walkAVIF goes through the boxes of an AVIF.
func walkAVIF(d []byte) *pictureFault {
	top, ok := avifBoxes(d)
	if !ok {
		return damaged("avif")
	}
	for i, want := range []string{"ftyp", "meta", "mdat"} {
		if i >= len(top) {
			return damaged("avif")
		}
		if top[i].name != want {
			return besides(top[i].name)
		}
	}
	if len(top) > 3 {
		return besides(top[3].name)
	}
	if !slices.Contains([]string{"", "MA1B", "MA1A", "MA1BMA1A"}, string(bytes.TrimPrefix(top[0].body, []byte("avif\x00\x00\x00\x00avifmif1miaf")))) {
		return oddForm("ftyp")
	}
	w := avifWalk{data: top[2].body, start: uint64(len(d) - len(top[2].body)), tiles: map[uint64]int{}}
	meta, ok := bytes.CutPrefix(top[1].body, make([]byte, 4))
	list, whole := avifBoxes(meta)
	if !ok || !whole {
		return damaged("avif")
	}
	names := ""
	for _, b := range list {
		read, known := avifReaders[b.name]
		if !known {
			return besides(b.name)
		}
		names += b.name
		if !read(&w, b.body) {
			return oddForm(b.name)
		}
	}
	if names != "hdlrpitmilociinfiprp" && names != "hdlrpitmilociinfirefiprp" {
		return oddForm("meta")
	}
	return w.items()
}

// avifBoxes takes boxes with plain lengths apart.
func avifBoxes(d []byte) (list []avifBox, whole bool) {
	for c := (cursor{left: d}); len(c.left) > 0; {
		n := c.number(4)
		name := string(c.next(4))
		if n < 8 || c.short {
			return list, false
		}
		body := c.next(n - 8)
		if c.short {
			return list, false
		}
		list = append(list, avifBox{name, body})
	}
	return list, true
}

// avifReaders read the boxes of meta in the order in which they come.
var avifReaders = map[string]func(*avifWalk, []byte) bool{
	"hdlr": func(_ *avifWalk, b []byte) bool {
		return string(b) == "\x00\x00\x00\x00"+"\x00\x00\x00\x00"+"pict"+string(make([]byte, 13))
	},
	"pitm": func(_ *avifWalk, b []byte) bool { return string(b) == "\x00\x00\x00\x00\x00\x01" },
	"iloc": (*avifWalk).places, "iinf": (*avifWalk).infos, "iref": (*avifWalk).refs, "iprp": (*avifWalk).properties,
}

// places reads iloc: every byte of mdat belongs to one item.
func (w *avifWalk) places(b []byte) bool {
	c := cursor{left: b}
	if c.number(4) != 0 || c.number(2) != 0x4400 {
		return false
	}
	count, at := c.number(2), w.start
	for id := uint64(1); id <= count && !c.short; id++ {
		if c.number(2) != id || c.number(2) != 0 || c.number(2) != 1 || c.number(4) != at {
			return false
		}
		n := c.number(4)
		if n > uint64(len(w.data)) {
			return false
		}
		w.bytes = append(w.bytes, w.data[:n])
		w.data = w.data[n:]
		at += n
	}
	return !c.short && len(c.left) == 0 && len(w.data) == 0 && count > 0
}

func (w *avifWalk) infos(b []byte) bool {
	c := cursor{left: b}
	if c.number(4) != 0 || c.number(2) != uint64(len(w.bytes)) {
		return false
	}
	list, ok := avifBoxes(c.left)
	for i, e := range list {
		c := cursor{left: e.body}
		form, id, lock, kind, name := c.number(4), c.number(2), c.number(2), string(c.next(4)), c.number(1)
		if e.name != "infe" || form&^1 != 2<<24 || id != uint64(i+1) || lock != 0 || name != 0 || c.short || len(c.left) > 0 ||
			kind != "av01" && kind != "grid" {
			return false
		}
		w.kinds, w.hidden = append(w.kinds, kind), append(w.hidden, form&1 == 1)
	}
	return ok && len(list) == len(w.bytes)
}

// refs reads iref: tiles of grids, one item of transparency for the first.
func (w *avifWalk) refs(b []byte) bool {
	c := cursor{left: b}
	if c.number(4) != 0 {
		return false
	}
	list, ok := avifBoxes(c.left)
	alpha := uint64(0)
	for i, r := range list {
		c := cursor{left: r.body}
		from, n := c.number(2), c.number(2)
		to := c.number(2)
		if c.short || uint64(len(c.left)) != 2*(n-1) {
			return false
		}
		switch r.name {
		case "dimg":
			if w.tiles[from] != 0 {
				return false
			}
			for id := from + 1; id <= from+n; id++ { // its tiles come right behind it
				if to != id || w.kind(id) != "av01" || !w.hidden[id-1] {
					return false
				}
				to = c.number(2)
			}
			w.tiles[from] = int(n)
		case "auxl":
			if alpha = from; from < 2 || n != 1 || to != 1 || slices.ContainsFunc(list[:i], func(b avifBox) bool { return b.name == "auxl" }) {
				return false
			}
		case "prem":
			if from != 1 || n != 1 || to != alpha {
				return false
			}
		default:
			return false
		}
	}
	// Each item is the first, the transparency of it, or a tile of these two.
	next := uint64(1 + w.tiles[1] + 1)
	if alpha != 0 {
		if alpha != next {
			return false
		}
		next += uint64(1 + w.tiles[alpha])
	}
	w.joined = true
	return ok && len(list) > 0 && next == uint64(len(w.kinds)+1)
}

func (w *avifWalk) kind(id uint64) string {
	if id < 1 || id > uint64(len(w.kinds)) {
		return ""
	}
	return w.kinds[id-1]
}

// properties reads iprp: the properties, and whose they are.
func (w *avifWalk) properties(b []byte) bool {
	list, ok := avifBoxes(b)
	if !ok || len(list) != 2 || list[0].name != "ipco" || list[1].name != "ipma" {
		return false
	}
	if w.props, ok = avifBoxes(list[0].body); !ok {
		return false
	}
	used := map[uint64]bool{}
	c := cursor{left: list[1].body}
	if c.number(4) != 1 || c.number(4) != uint64(len(w.kinds)) {
		return false
	}
	for id := range w.kinds {
		if c.number(2) != uint64(id+1) {
			return false
		}
		var names []string
		for n := c.number(1); n > 0; n-- {
			which := c.number(2)
			index := which & 0x7FFF
			if index < 1 || index > uint64(len(w.props)) {
				return false
			}
			p := w.props[index-1]
			used[index] = true
			name := p.name
			if name == "colr" && len(p.body) > 4 {
				name += string(p.body[:4])
			}
			if slices.Contains(names, name) {
				return false
			}
			names = append(names, name)
		}
		w.has = append(w.has, names)
	}
	return !c.short && len(c.left) == 0 && len(used) == len(w.props)
}

// items checks the properties, and then the bytes of every item.
func (w *avifWalk) items() *pictureFault {
	if !w.joined && len(w.kinds) > 1 {
		return oddForm("iinf")
	}
	for _, p := range w.props {
		if p.name == "colr" && bytes.HasPrefix(p.body, []byte("prof")) {
			if !ownProfile(p.body[4:]) {
				return oddProfile("colr")
			}
			continue
		}
		good, known := avifProperties[p.name]
		if !known {
			return besides(p.name)
		}
		if !good(p.body) {
			return oddForm(p.name)
		}
	}
	for i, b := range w.bytes {
		if w.kinds[i] == "grid" {
			if n := w.tiles[uint64(i+1)]; len(b) < 8 || b[0] != 0 || b[1] > 1 || len(b) != 8+int(b[1])*4 || (int(b[2])+1)*(int(b[3])+1) != n {
				return oddForm("grid")
			}
		} else if !avifUnits(b) {
			return oddForm("av01")
		}
	}
	return nil
}

// avifProperties say what the properties of a picture must look like.
var avifProperties = map[string]func([]byte) bool{
	"ispe": func(b []byte) bool { return len(b) == 12 && bytes.HasPrefix(b, make([]byte, 4)) },
	"clap": func(b []byte) bool { return len(b) == 32 },
	"clli": func(b []byte) bool { return len(b) == 4 },
	"irot": func(b []byte) bool { return len(b) == 1 && b[0] < 4 },
	"imir": func(b []byte) bool { return len(b) == 1 && b[0] < 2 },
	"av1C": func(b []byte) bool { return len(b) == 4 && b[0] == 0x81 && b[3] == 0 },
	"auxC": func(b []byte) bool {
		return string(b) == "\x00\x00\x00\x00urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\x00"
	},
	"pixi": func(b []byte) bool {
		channels, ok := bytes.CutPrefix(b, make([]byte, 4))
		if !ok || len(channels) < 2 || len(channels) > 5 || int(channels[0]) != len(channels)-1 {
			return false
		}
		return len(bytes.Trim(channels[1:], "\x08\x0A\x0C")) == 0
	},
	"colr": func(b []byte) bool {
		c := cursor{left: b}
		return string(c.next(4)) == "nclx" && c.number(2) <= 22 && c.number(2) <= 18 && c.number(2) <= 14 && c.number(1)&0x7F == 0 && !c.short && len(c.left) == 0
	},
}
