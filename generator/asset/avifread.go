package asset

import "math"

// mostItems is how many items an AVIF may have: more than the tiles of any
// picture that a screen can show.
const mostItems = 4096

// read reads the boxes of meta that say what the items are.
func (f *avifFile) read(meta []byte) error {
	list, err := boxes(meta)
	if err != nil {
		return err
	}
	f.idat = one(list, "idat")
	r, version, _ := full(one(list, "pitm"))
	if f.primary = r.bytes(width(version >= 1)); r.past {
		return errCut
	}
	if err := f.readInfo(one(list, "iinf")); err != nil {
		return err
	}
	if err := f.readPlaces(one(list, "iloc")); err != nil {
		return err
	}
	if err := f.readProperties(one(list, "iprp")); err != nil {
		return err
	}
	return f.readRefs(one(list, "iref"))
}

// width is how many bytes a number takes that is short or long.
func width(long bool) int {
	if long {
		return 4
	}
	return 2
}

// readInfo reads which items there are, and of what kind.
func (f *avifFile) readInfo(b []byte) error {
	r, version, _ := full(b)
	r.bytes(width(version >= 1))
	if r.past {
		return errCut
	}
	list, err := boxes(r.rest())
	if err != nil || len(list) > mostItems {
		return errCut
	}
	for _, e := range list {
		r, version, _ := full(e.body)
		if e.name != "infe" || version < 2 || version > 3 {
			return errAVIF
		}
		id := r.bytes(width(version == 3))
		locked := r.bytes(2) != 0
		kind := string(r.take(4))
		if r.past || f.items[id] != nil {
			return errCut
		}
		if locked {
			return errAVIF
		}
		f.items[id] = &avifItem{kind: kind, name: id}
	}
	return nil
}

// readPlaces reads where the bytes of each item are (ISO/IEC 14496-12,
// 8.11.3), and puts them together.
func (f *avifFile) readPlaces(b []byte) error {
	r, version, _ := full(b)
	offset, length, base, index := int(r.n(4)), int(r.n(4)), int(r.n(4)), int(r.n(4))
	if version > 2 {
		return errAVIF
	}
	if version == 0 {
		index = 0
	}
	for count := r.bytes(width(version == 2)); count > 0 && !r.past; count-- {
		id := r.bytes(width(version == 2))
		how := uint64(0)
		if version > 0 {
			how = r.bytes(2) & 15
		}
		elsewhere := r.bytes(2) != 0
		from := r.bytes(base)
		it := f.items[id]
		for extents := r.bytes(2); extents > 0 && !r.past; extents-- {
			r.bytes(index)
			at, n := r.bytes(offset), r.bytes(length)
			if it == nil || it.kind != "av01" && it.kind != "grid" {
				continue // not needed
			}
			source := f.file
			if how == 1 {
				source = f.idat
			}
			if how > 1 || elsewhere {
				return errAVIF
			}
			if at += from; at < from || n == 0 || n > math.MaxInt32 || at > uint64(len(source)) || n > uint64(len(source))-at ||
				f.copied+n > uint64(len(f.file)) { // the same bytes over and over
				return errCut
			}
			f.copied += n
			it.data = append(it.data, source[at:at+n]...)
		}
	}
	if r.past {
		return errCut
	}
	return nil
}

// readProperties reads what is said of each item. A property that nobody here
// knows is left out, unless the item must not be shown without it.
func (f *avifFile) readProperties(b []byte) error {
	list, err := boxes(b)
	if err != nil {
		return err
	}
	props, err := boxes(one(list, "ipco"))
	if err != nil {
		return err
	}
	for _, box := range list {
		if box.name != "ipma" {
			continue
		}
		r, version, flags := full(box.body)
		for count := r.bytes(4); count > 0 && !r.past; count-- {
			it := f.items[r.bytes(width(version >= 1))]
			for n := r.bytes(1); n > 0 && !r.past; n-- {
				must := r.flag()
				i := r.n(7 + 8*int(flags&1))
				if i > uint64(len(props)) {
					return errCut
				}
				if i == 0 || it == nil {
					continue
				}
				if p := props[i-1]; knownProperties[p.name] != nil {
					it.props = append(it.props, p)
				} else if must && (it.kind == "av01" || it.kind == "grid") {
					return errAVIF
				}
			}
		}
		if r.past {
			return errCut
		}
	}
	return nil
}

// readRefs reads what the items have to do with each other.
func (f *avifFile) readRefs(b []byte) error {
	if b == nil {
		return nil
	}
	r, version, _ := full(b)
	if r.past {
		return errCut
	}
	list, err := boxes(r.rest())
	if err != nil {
		return err
	}
	for _, box := range list {
		r := bits{b: box.body}
		ref := avifRef{kind: box.name, from: r.bytes(width(version >= 1))}
		for n := r.bytes(2); n > 0 && !r.past; n-- {
			ref.to = append(ref.to, r.bytes(width(version >= 1)))
		}
		if r.past {
			return errCut
		}
		f.refs = append(f.refs, ref)
	}
	return nil
}
