package audit

import (
	"bytes"
	"compress/zlib"
	"errors"
	"hash/crc32"
	"io"
	"strings"
)

// pngOrder are the chunks of a still picture and of how it looks, in an order
// that the standard allows.
const pngOrder = "IHDR cICP iCCP sRGB gAMA cHRM PLTE tRNS eXIf IDAT IEND"

// walkPNG goes through the chunks of a PNG (W3C PNG, third edition).
func walkPNG(d []byte) *pictureFault {
	c := cursor{left: d[8:]}
	seen := map[string][]byte{}
	last := 0
	var first *pictureFault
	fault := func(f *pictureFault) {
		if first == nil {
			first = f
		}
	}
	for {
		n := c.number(4)
		named := c.next(n + 4)
		sum := c.number(4)
		if c.short || uint64(crc32.ChecksumIEEE(named)) != sum {
			return damaged("png")
		}
		name, body := string(named[:4]), named[4:]
		place := strings.Index(pngOrder, name)
		_, again := seen[name]
		switch {
		case len(seen) == 0 && name != "IHDR":
			return damaged("png")
		case place < 0 || place%5 != 0:
			fault(besides(name))
			continue
		case place < last || again && name != "IDAT":
			fault(oddForm(name))
		}
		last = place
		seen[name] = append(seen[name], body...)
		if seen[name] == nil {
			seen[name] = []byte{}
		}
		if name == "IEND" {
			break
		}
	}
	if len(c.left) > 0 {
		fault(behindEnd)
	}
	fault(pngParts(seen))
	return first
}

// pngParts checks each chunk by itself and against the header.
func pngParts(seen map[string][]byte) *pictureFault {
	head := cursor{left: seen["IHDR"]}
	wide, high, depth, kind, rest := head.number(4), head.number(4), head.number(1), head.number(1), head.number(3)
	channels := map[uint64]uint64{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
	if head.short || len(head.left) > 0 || rest > 1 || channels == 0 || wide == 0 || high == 0 ||
		depth == 0 || depth > 16 || depth&(depth-1) != 0 || kind != 0 && kind != 3 && depth < 8 || kind == 3 && depth > 8 {
		return damaged("png")
	}
	for _, want := range []struct {
		name string
		good func([]byte) bool
	}{
		{"cICP", func(b []byte) bool {
			return len(b) == 4 && b[0] <= 22 && b[1] <= 18 && b[2] == 0 && b[3] <= 1
		}},
		{"sRGB", func(b []byte) bool { return len(b) == 1 && b[0] < 4 }},
		{"gAMA", func(b []byte) bool {
			v := cursor{left: b}
			g := v.number(4)
			return len(b) == 4 && g > 0 && g <= 1000000
		}},
		{"cHRM", func(b []byte) bool {
			for v := (cursor{left: b}); len(v.left) > 0; {
				if v.number(4) > 100000 {
					return false
				}
			}
			return len(b) == 32
		}},
		{"PLTE", func(b []byte) bool {
			return kind == 3 && len(b) > 0 && len(b)%3 == 0 && uint64(len(b)/3) <= 1<<depth
		}},
		{"tRNS", func(b []byte) bool {
			if kind == 3 {
				return len(b) > 0 && len(b) <= len(seen["PLTE"])/3
			}
			for v := (cursor{left: b}); len(v.left) > 0; {
				if v.number(2)>>depth != 0 {
					return false
				}
			}
			return kind < 3 && uint64(len(b)) == 2*channels
		}},
		{"eXIf", wayUp},
		{"IEND", func(b []byte) bool { return len(b) == 0 }},
	} {
		if b, ok := seen[want.name]; ok && !want.good(b) {
			return oddForm(want.name)
		}
	}
	if kind == 3 && seen["PLTE"] == nil {
		return damaged("png")
	}
	if p, ok := seen["iCCP"]; ok {
		profile, err := pngProfile(p)
		if err != nil || !ownProfile(profile) {
			return oddProfile("iCCP")
		}
	}
	return pngPixels(seen["IDAT"], wide, high, channels*depth, rest == 1)
}

// pngProfile unpacks an iCCP chunk, which holds nothing beside the profile.
func pngProfile(b []byte) ([]byte, error) {
	packed, ok := bytes.CutPrefix(b, []byte("p\x00\x00"))
	if !ok {
		return nil, errors.New("another name")
	}
	in := bytes.NewReader(packed)
	z, err := zlib.NewReader(in)
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z, 1<<16))
	if in.Len() > 0 {
		return nil, errors.New("bytes behind the profile")
	}
	return out, err
}

// pngPixels unpacks the pixels: they are as many as the header says, and end
// where their chunk ends.
func pngPixels(packed []byte, wide, high, bits uint64, interlaced bool) *pictureFault {
	in := bytes.NewReader(packed)
	z, err := zlib.NewReader(in)
	if err != nil {
		return damaged("png")
	}
	var want uint64
	if wide*high > 1<<28 {
		return damaged("png") // none is so large but one made to fill the memory
	}
	pass := func(x, y, dx, dy uint64) {
		if wide > x && high > y {
			columns, lines := (wide-x+dx-1)/dx, (high-y+dy-1)/dy
			want += lines * ((columns*bits+7)/8 + 1)
		}
	}
	if interlaced {
		pass(0, 0, 8, 8)
		pass(4, 0, 8, 8)
		pass(0, 4, 4, 8)
		pass(2, 0, 4, 4)
		pass(0, 2, 2, 4)
		pass(1, 0, 2, 2)
		pass(0, 1, 1, 2)
	} else {
		pass(0, 0, 1, 1)
	}
	got, err := io.CopyN(io.Discard, z, int64(want))
	if err != nil || uint64(got) != want {
		return damaged("png")
	}
	if n, err := z.Read(make([]byte, 1)); n > 0 || err != io.EOF {
		if n > 0 {
			return oddForm("IDAT")
		}
		return damaged("png")
	}
	if in.Len() > 0 {
		return oddForm("IDAT")
	}
	return nil
}
