package audit

import "bytes"

// codedScan is a scan of a JPEG whose coded data are read to their end (ITU-T
// T.81, F.2 and G.2). What they paint is of no interest; where they end is, and
// which coefficients are set, since later scans tell more bits of those.
type codedScan struct {
	parts      []*jpegColour
	even, tail []*codeTable // by part: for the first coefficient, and for the others
	from, to   int
	more       bool // tells a further bit of what was told before
	several    bool // the picture comes in several scans
	empty      int  // blocks to come in which nothing is left to be told
	data       []byte
	at         int // in bits
}

// codeTable gives for the next 16 bits the length of the code that they begin
// with, and its value; no length, if no code begins like that.
type codeTable [1 << 16]struct{ length, value byte }

// newCodeTable reads one table of a DHT segment, without its first byte.
func newCodeTable(counts, values []byte) *codeTable {
	t := new(codeTable)
	next := 0
	for i, n := range counts {
		for range n {
			for range 1 << (15 - i) {
				t[next].length, t[next].value = byte(i+1), values[0]
				next++
			}
			values = values[1:]
		}
	}
	return t
}

// peek is the next 16 bits; past the end there are ones, which begin no code.
func (s *codedScan) peek() int {
	v := 0
	for i := s.at / 8; i < s.at/8+3; i++ {
		b := byte(0xFF)
		if i < len(s.data) {
			b = s.data[i]
		}
		v = v<<8 | int(b)
	}
	return v >> (8 - s.at%8) & 0xFFFF
}

// symbol reads a code; -1 if there is none.
func (s *codedScan) symbol(t *codeTable) int {
	if t == nil {
		return -1
	}
	e := t[s.peek()]
	if e.length == 0 {
		return -1
	}
	s.at += int(e.length)
	return int(e.value)
}

// plainBits reads n bits as they are, at most 15.
func (s *codedScan) plainBits(n int) int {
	v := s.peek() >> (16 - n)
	s.at += n
	return v
}

// ends reports whether the data of the scan end with its last block, but for
// the bits that fill the last byte; and so do those before each restart.
func (w *jpegWalk) ends(s *codedScan, data []byte) bool {
	across, down := (w.wide+8*w.factor[0]-1)/(8*w.factor[0]), (w.high+8*w.factor[1]-1)/(8*w.factor[1])
	if len(s.parts) == 1 {
		p := s.parts[0]
		size := func(all, own, most int) int { return ((all*own+most-1)/most + 7) / 8 }
		across, down = size(w.wide, p.factor[0], w.factor[0]), size(w.high, p.factor[1], w.factor[1])
	}
	total, each := across*down, w.interval
	if each == 0 {
		each = total
	}
	for unit, turn := 0, byte(0); unit < total; turn++ {
		part := data
		if unit+each < total {
			end := bytes.Index(data, []byte{0xFF, 0xD0 | turn&7})
			if end < 0 {
				return false
			}
			part, data = data[:end], data[end+2:]
		}
		for i := 0; i+1 < len(part); i++ {
			if part[i] == 0xFF && part[i+1] != 0 {
				return false // a restart out of turn, or one too many
			}
		}
		s.data, s.at, s.empty = bytes.ReplaceAll(part, []byte{0xFF, 0}, []byte{0xFF}), 0, 0
		for n := min(each, total-unit); n > 0; n-- {
			if !s.group(unit%across, unit/across) {
				return false
			}
			unit++
		}
		if s.empty > 0 || (s.at+7)/8 != len(s.data) {
			return false
		}
	}
	return true
}

// group reads a block, or if the scan is of several parts, those of each.
func (s *codedScan) group(x, y int) bool {
	for i, p := range s.parts {
		wide, high := p.factor[0], p.factor[1]
		if len(s.parts) == 1 {
			wide, high = 1, 1
		}
		for n := range wide * high {
			told := &p.set[0]
			if s.several {
				told = &p.set[(y*high+n/wide)*p.stride+x*wide+n%wide]
			}
			if !s.block(told, s.even[i], s.tail[i]) || s.at > 8*len(s.data) {
				return false
			}
		}
	}
	return true
}

func (s *codedScan) block(told *uint64, even, tail *codeTable) bool {
	k := s.from
	if k == 0 {
		if k++; s.more {
			s.plainBits(1)
		} else {
			n := s.symbol(even)
			if n < 0 || n > 15 {
				return false
			}
			s.plainBits(n)
		}
	}
	for k <= s.to {
		if s.empty > 0 {
			s.empty--
			s.pass(told, k, 64)
			return true
		}
		v := s.symbol(tail)
		skip, size := v>>4, v&15
		switch {
		case v < 0, size == 0 && skip > 0 && skip < 15 && !s.several, s.more && size > 1:
			return false
		case size == 0 && skip < 15:
			s.empty = 1<<skip + s.plainBits(skip)
			continue
		}
		s.plainBits(size)
		if k = s.pass(told, k, skip); k > s.to {
			return size == 0
		}
		if size > 0 {
			*told |= 1 << k
		}
		k++
	}
	return true
}

// pass goes over so many coefficients that are not set, to the next such. In a
// scan that tells more, each that is set on the way has a bit.
func (s *codedScan) pass(told *uint64, k, skip int) int {
	for ; k <= s.to; k++ {
		if s.more && *told>>k&1 == 1 {
			s.plainBits(1)
			continue
		}
		if skip == 0 {
			break
		}
		skip--
	}
	return k
}
