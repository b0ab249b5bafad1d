package asset

// jpegScan goes through the coded data of a scan as a decoder does (ITU-T
// T.81, annexes F and G), to find where they end. Of the picture it remembers
// only which coefficients are not zero, which is what the length of later
// scans hangs on.
type jpegScan struct {
	parts           []*jpegPart
	codes           []jpegCodes
	from, to        byte
	high            bool // the bits of coefficients that were told before
	progressive     bool
	width, height   int // of the picture
	widest, tallest int // the sampling of the frame
	interval        int // units between restart markers
}

// jpegCodes are the codes of one component in a scan.
type jpegCodes struct{ dc, ac *huffman }

// huffman is a table made ready for reading: of each length, the first code,
// how many there are, and where their values begin.
type huffman struct {
	first, count, at [17]int
	values           string
}

func readCodes(table string) *huffman {
	if table == "" {
		return nil // the scan has no use for it
	}
	h := &huffman{values: table[17:]}
	code, at := 0, 0
	for n := 1; n <= 16; n++ {
		h.first[n], h.count[n], h.at[n] = code, int(table[n]), at
		code = (code + int(table[n])) << 1
		at += int(table[n])
	}
	return h
}

// coded reads the bits of coded data, without the zeros stuffed behind 0xff.
type coded struct {
	b    []byte
	at   int
	bits uint
	left int
	past bool
}

func (c *coded) bit() int {
	if c.left == 0 {
		if c.at >= len(c.b) || c.b[c.at] == 0xff && (c.at+1 >= len(c.b) || c.b[c.at+1] != 0) {
			c.past = true // the end, or a marker
			return 0
		}
		c.bits, c.left = uint(c.b[c.at]), 8
		if c.at++; c.bits == 0xff {
			c.at++
		}
	}
	c.left--
	return int(c.bits>>c.left) & 1
}

func (c *coded) skip(n int) {
	for ; n > 0 && !c.past; n-- {
		c.bit()
	}
}

func (c *coded) value(h *huffman) int {
	code := 0
	for n := 1; n <= 16; n++ {
		code = code<<1 | c.bit()
		if d := code - h.first[n]; d >= 0 && d < h.count[n] {
			return int(h.values[h.at[n]+d])
		}
	}
	c.past = true // no such code
	return 0
}

// cut is the data of the scan as far as they are read: what stands between
// the last block and the next marker is left out.
func (s *jpegScan) cut(data []byte) ([]byte, error) {
	c := &coded{b: data}
	wide, high := s.units()
	var out []byte
	from, run, next := 0, 0, byte(0) // run: blocks of bands that are known to be empty
	for y := range high {
		for x := range wide {
			if i := y*wide + x; s.interval > 0 && i > 0 && i%s.interval == 0 {
				out = append(out, data[from:c.at]...)
				for c.at+1 < len(data) && (data[c.at] != 0xff || data[c.at+1] == 0) {
					c.at++
				}
				if c.at+1 >= len(data) || data[c.at+1] != 0xd0|next || run > 0 {
					return nil, errCut
				}
				out = append(out, 0xff, 0xd0|next)
				c.at, c.left = c.at+2, 0
				from, next = c.at, (next+1)&7
			}
			if !s.unit(c, x, y, &run) {
				return nil, errCut
			}
		}
	}
	if run > 0 {
		return nil, errCut
	}
	return append(out, data[from:c.at]...), nil
}

// units is how many units a scan has, across and down (A.2): blocks, if it is
// of one component, else groups of the blocks of all.
func (s *jpegScan) units() (wide, high int) {
	if len(s.parts) == 1 {
		p := s.parts[0]
		return up(up(s.width*p.wide, s.widest), 8), up(up(s.height*p.high, s.tallest), 8)
	}
	return up(s.width, 8*s.widest), up(s.height, 8*s.tallest)
}

// up divides, and rounds up.
func up(a, b int) int { return (a + b - 1) / b }

// unit reads one unit.
func (s *jpegScan) unit(c *coded, x, y int, run *int) bool {
	for i, p := range s.parts {
		if len(s.parts) == 1 {
			s.block(c, p.block(x, y), s.codes[i], run)
			continue
		}
		for v := range p.high {
			for h := range p.wide {
				s.block(c, p.block(x*p.wide+h, y*p.high+v), s.codes[i], run)
			}
		}
	}
	return !c.past
}

// block reads one block, of which told has a bit for each coefficient that is
// not zero.
func (s *jpegScan) block(c *coded, told *uint64, codes jpegCodes, run *int) {
	k := int(s.from)
	if k == 0 {
		if s.high {
			c.bit()
			return
		}
		size := c.value(codes.dc)
		c.past = c.past || size > 15
		c.skip(size)
		k = 1
	}
	switch {
	case s.high:
		s.refine(c, told, codes.ac, k, run)
		return
	case *run > 0:
		*run--
		return
	}
	for k <= int(s.to) && !c.past {
		v := c.value(codes.ac)
		zeros, size := v>>4, v&15
		switch {
		case size > 0:
			k += zeros
			c.skip(size)
			if k > int(s.to) {
				c.past = true
				return
			}
			*told |= 1 << k
			k++
		case zeros == 15:
			k += 16
		case zeros > 0 && !s.progressive:
			c.past = true
		default:
			*run = s.bands(c, zeros)
			return
		}
	}
}

// bands is how many further blocks are empty too (G.1.2.2).
func (s *jpegScan) bands(c *coded, n int) int {
	v := 1
	for range n {
		v = v<<1 | c.bit()
	}
	return v - 1
}

// refine reads a further bit of a block's coefficients (G.1.2.3): one for each
// that is not zero, and among them those that now become so.
func (s *jpegScan) refine(c *coded, told *uint64, h *huffman, k int, run *int) {
	if *run == 0 {
		for k <= int(s.to) && !c.past {
			v := c.value(h)
			zeros, size := v>>4, v&15
			if size > 1 {
				c.past = true
			}
			if size == 0 && zeros < 15 {
				*run = s.bands(c, zeros) + 1
				break
			}
			c.skip(size)
			for ; k <= int(s.to) && !c.past; k++ {
				if *told>>k&1 == 1 {
					c.bit()
				} else if zeros == 0 {
					break
				} else {
					zeros--
				}
			}
			if size == 1 {
				if k > int(s.to) {
					c.past = true
					return
				}
				*told |= 1 << k
			}
			k++
		}
	}
	if *run > 0 {
		for ; k <= int(s.to); k++ {
			if *told>>k&1 == 1 {
				c.bit()
			}
		}
		*run--
	}
}
