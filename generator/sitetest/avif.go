package sitetest

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// Box is a box of an AVIF.
func Box(name string, body ...string) string {
	all := strings.Join(body, "")
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(all)+8))) + name + all
}

// AVIFParts is an AVIF to be put together: one picture, and what may be beside
// it.
type AVIFParts struct {
	Name, Front, Meta, Props, Config, Sequence, OBUs, Tail, Behind string
	// Items are further items: kind and bytes, in turn. Idat puts the picture
	// itself into the box of that name.
	Items []string
	Idat  bool
	// Grid makes the picture a grid of its tile; Alpha makes the first of the
	// further items its transparency.
	Grid, Alpha bool
}

// Bytes puts the AVIF together around the picture of [AVIF].
func (p AVIFParts) Bytes() []byte {
	u16 := func(v ...int) string {
		var b []byte
		for _, v := range v {
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		}
		return string(b)
	}
	u32 := func(v int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(v))) }
	const none = "\x00\x00\x00\x00"
	picture := string(AVIF[bytes.Index(AVIF, []byte("mdat"))+4:])
	// Behind the delimiter: the header of the sequence, 8 bytes, and the frame.
	picture = picture[:2] + "\x0a" + string(rune(8+len(p.Sequence))) + picture[4:12] + p.Sequence + p.OBUs + picture[12:]
	items := append([]string{"av01", picture}, p.Items...)
	refs := ""
	if p.Grid {
		items = append([]string{"grid", "\x00\x00\x00\x00\x00\x02\x00\x02"}, items...)
		refs += Box("dimg", u16(1, 1, 2))
	}
	alpha := ""
	if p.Alpha {
		refs += Box("auxl", u16(len(items)/2, 1, 1))
		alpha = Box("auxC", none, "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\x00"+Canary)
	}
	build := func(at int) (string, string) {
		loc := "\x01\x00\x00\x00\x44\x00" + u16(len(items)/2)
		info, data, assoc := none+u16(len(items)/2), "", none+u32(len(items)/2)
		for i := 0; i < len(items); i += 2 {
			id, body := i/2+1, items[i+1]
			how, from := 0, at+len(data)
			if p.Idat && i == 0 {
				how, from = 1, 0
			} else {
				data += body
			}
			loc += u16(id, how, 0, 1) + u32(from) + u32(len(body))
			info += Box("infe", "\x02\x00\x00\x00", u16(id, 0), items[i], p.Name, "\x00")
			last := 4
			for rest := p.Props; rest != ""; last++ {
				rest = rest[binary.BigEndian.Uint32([]byte(rest)):]
			}
			props := "\x01\x02\x83\x04\x05\x06\x07"[:last]
			if p.Alpha && i == len(items)-2 {
				props = "\x01\x02\x83" + string(rune(last+1))
			}
			assoc += u16(id) + string(rune(len(props))) + props
		}
		props := Box("ispe", none, u32(2), u32(2)) + Box("pixi", none, "\x03\x08\x08\x08") + Box("av1C", "\x81\x0d\x0c\x00"+p.Config) +
			Box("colr", "nclx\x00\x02\x00\x02\x00\x01\x80") + p.Props + alpha
		meta := Box("hdlr", none, none, "pict", none, none, none, p.Name, "\x00") + Box("pitm", none, u16(1)) + Box("iloc", loc) + Box("iinf", info)
		if refs != "" {
			meta += Box("iref", none, refs)
		}
		meta += Box("iprp", Box("ipco", props), Box("ipma", assoc))
		if p.Idat {
			meta += Box("idat", items[1])
		}
		return Box("ftyp", "avif", none, "avifmif1miafMA1B") + p.Front + Box("meta", none, meta, p.Meta), data
	}
	head, _ := build(0)
	head, data := build(len(head) + 8)
	return []byte(head + Box("mdat", data, p.Tail) + p.Behind)
}
