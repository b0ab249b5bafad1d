package asset

import (
	"encoding/binary"
	"slices"
)

// writeAVIF puts the items together: numbered from 1 in their order, their
// properties and their bytes one after the other, and no byte between.
func writeAVIF(brands string, items []*avifItem, alpha int, premultiplied bool) []byte {
	number := map[uint64]uint16{}
	for i, it := range items {
		number[it.name] = uint16(i + 1)
	}
	u16 := func(b []byte, v ...int) []byte {
		for _, v := range v {
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		}
		return b
	}
	tile := map[uint64]bool{}
	for _, it := range items {
		for _, t := range it.tiles {
			tile[t] = true
		}
	}

	info := u16(nil, len(items))
	for i, it := range items {
		hidden := uint32(0)
		if tile[it.name] {
			hidden = 1
		}
		info = append(info, fullBox("infe", 2<<24|hidden, append(u16(nil, i+1, 0), it.kind+"\x00"...))...)
	}

	var props [][]byte
	ipma := binary.BigEndian.AppendUint32(nil, uint32(len(items)))
	for i, it := range items {
		ipma = append(u16(ipma, i+1), byte(len(it.props)))
		for _, p := range it.props {
			b := plainBox(p.name, p.body)
			at := slices.IndexFunc(props, func(q []byte) bool { return string(q) == string(b) })
			if at < 0 {
				at = len(props)
				props = append(props, b)
			}
			must := 0
			if slices.Contains([]string{"av1C", "irot", "imir", "clap"}, p.name) {
				must = 0x8000
			}
			ipma = u16(ipma, must|at+1)
		}
	}

	var refs []byte
	for i, it := range items {
		if len(it.tiles) > 0 {
			ref := u16(nil, i+1, len(it.tiles))
			for _, t := range it.tiles {
				ref = u16(ref, int(number[t]))
			}
			refs = append(refs, plainBox("dimg", ref)...)
		}
	}
	if alpha > 0 {
		refs = append(refs, plainBox("auxl", u16(nil, alpha+1, 1, 1))...)
		if premultiplied {
			refs = append(refs, plainBox("prem", u16(nil, 1, 1, alpha+1))...)
		}
	}

	ftyp := plainBox("ftyp", []byte("avif\x00\x00\x00\x00"+brands))
	build := func(at int) []byte { // the bytes of the items begin there
		place := u16([]byte{0x44, 0}, len(items))
		for i, it := range items {
			place = u16(place, i+1, 0, 1)
			place = binary.BigEndian.AppendUint32(place, uint32(at))
			place = binary.BigEndian.AppendUint32(place, uint32(len(it.data)))
			at += len(it.data)
		}
		meta := fullBox("hdlr", 0, []byte("\x00\x00\x00\x00pict\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
		meta = append(meta, fullBox("pitm", 0, u16(nil, 1))...)
		meta = append(meta, fullBox("iloc", 0, place)...)
		meta = append(meta, fullBox("iinf", 0, info)...)
		if refs != nil {
			meta = append(meta, fullBox("iref", 0, refs)...)
		}
		ipco := plainBox("ipco", slices.Concat(props...))
		meta = append(meta, plainBox("iprp", append(ipco, fullBox("ipma", 1, ipma)...))...)
		return append(slices.Clone(ftyp), fullBox("meta", 0, meta)...)
	}
	var data []byte
	for _, it := range items {
		data = append(data, it.data...)
	}
	head := build(0)
	return append(build(len(head)+8), plainBox("mdat", data)...)
}

func plainBox(name string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)+8))
	return append(append(out, name...), body...)
}

// fullBox is a box with a version, in the highest byte of flags, and flags.
func fullBox(name string, flags uint32, body []byte) []byte {
	return plainBox(name, append(binary.BigEndian.AppendUint32(nil, flags), body...))
}
