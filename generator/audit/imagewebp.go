package audit

import (
	"slices"
	"strings"
)

// walkWebP goes through the chunks of a WebP (RFC 9649).
func walkWebP(d []byte) *pictureFault {
	c := cursor{left: d[4:]}
	size := c.backward(4)
	if size < 4 || size > uint64(len(c.left)) {
		return damaged("webp")
	}
	behind := uint64(len(c.left)) > size
	c.left = c.left[4:size] // behind "WEBP"
	chunks := map[string][]byte{}
	var names []string
	for len(c.left) > 0 {
		name := string(c.next(4))
		body := c.next(c.backward(4))
		if len(body)%2 == 1 && c.number(1) != 0 {
			return oddForm("the byte behind " + name)
		}
		if c.short {
			return damaged("webp")
		}
		if !slices.Contains([]string{"VP8 ", "VP8L", "VP8X", "ALPH", "ICCP", "EXIF"}, name) {
			return besides(name)
		}
		names = append(names, name)
		chunks[name] = body
	}
	if behind {
		return behindEnd
	}
	return webpParts(strings.Join(names, " "), chunks)
}

// webpShapes are the orders in which the chunks of a still picture may come.
var webpShapes = []string{
	"VP8 ", "VP8L", "VP8X ICCP VP8 ", "VP8X ICCP VP8L", "VP8X ALPH VP8 ", "VP8X ICCP ALPH VP8 ",
	"VP8X VP8  EXIF", "VP8X VP8L EXIF", "VP8X ICCP VP8  EXIF", "VP8X ICCP VP8L EXIF", "VP8X ALPH VP8  EXIF", "VP8X ICCP ALPH VP8  EXIF",
}

func webpParts(order string, chunks map[string][]byte) *pictureFault {
	if !slices.Contains(webpShapes, order) {
		if !strings.Contains(order, "VP8 ") && !strings.Contains(order, "VP8L") {
			return damaged("webp")
		}
		return oddForm("the order of " + order)
	}
	name := "VP8L"
	if chunks[name] == nil {
		name = "VP8 "
	}
	wide, high, clear, ok := webpFrame(name, chunks[name])
	if !ok {
		return damaged("webp")
	}
	var flags uint64
	if p, ok := chunks["ICCP"]; ok {
		if flags |= 1 << 5; !ownProfile(p) {
			return oddProfile("ICCP")
		}
	}
	if a, ok := chunks["ALPH"]; ok {
		flags |= 1 << 4
		if len(a) < 2 || a[0] >= 1<<5 || a[0]&3 > 1 || a[0]&3 == 0 && uint64(len(a)) != 1+wide*high {
			return oddForm("ALPH")
		}
	}
	if clear {
		flags |= 1 << 4
	}
	if e, ok := chunks["EXIF"]; ok {
		if flags |= 1 << 3; !wayUp(e) {
			return besides("EXIF")
		}
	}
	if x, ok := chunks["VP8X"]; ok {
		c := cursor{left: x}
		if len(x) != 10 || c.backward(4) != flags || c.backward(3)+1 != wide || c.backward(3)+1 != high {
			return oddForm("VP8X")
		}
	}
	return nil
}

// webpFrame reads the size of the picture from its own data, and whether it
// can be seen through (RFC 6386, 9.1; RFC 9649, 3.4).
func webpFrame(name string, d []byte) (wide, high uint64, clear, ok bool) {
	c := cursor{left: d}
	if name == "VP8L" {
		mark, v := c.number(1), c.backward(4)
		return v&(1<<14-1) + 1, v>>14&(1<<14-1) + 1, v>>28&1 == 1, mark == 0x2F && v>>29 == 0 && !c.short && len(c.left) > 0
	}
	tag, mark := c.backward(3), c.number(3)
	wide, high = c.backward(2)&(1<<14-1), c.backward(2)&(1<<14-1)
	key, shown, first := tag&1 == 0, tag>>4&1 == 1, tag>>5
	return wide, high, false, key && shown && tag>>1&7 < 4 && mark == 0x9D012A && wide > 0 && high > 0 && first <= uint64(len(c.left)) && len(c.left) > 0
}
