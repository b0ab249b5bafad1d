package audit

// avifUnits goes through the units of a coded picture (OBUs; AV1 5.3): a
// header of the sequence and one frame, each with its length.
func avifUnits(d []byte) bool {
	headers, frames, units := 0, 0, 0
	for c := (cursor{left: d}); len(c.left) > 0; units++ {
		head := c.number(1)
		n, more := uint64(0), true
		for shift := 0; more && shift < 56 && !c.short; shift += 7 {
			b := c.number(1)
			n |= b & 127 << shift
			more = b > 127
		}
		body := c.next(n)
		if c.short || more || head&^0x78 != 2 {
			return false
		}
		switch head >> 3 {
		case 1:
			headers++
			if !sequenceEnds(body) {
				return false
			}
		case 2:
			if units > 0 || n > 0 {
				return false
			}
		case 3, 6:
			frames++
		case 4:
		default:
			return false
		}
	}
	return headers == 1 && frames == 1
}

// bitString is a run of bits that is read from its front.
type bitString struct {
	data []byte
	at   uint
	end  bool
}

func (s *bitString) read(n uint) (v uint) {
	for ; n > 0; n-- {
		if s.at >= uint(len(s.data))*8 {
			s.end = true
			return 0
		}
		v = v*2 + uint(s.data[s.at/8])>>(7-s.at%8)&1
		s.at++
	}
	return v
}

// sequenceEnds reads the header of a sequence (AV1 5.5.1, in the order of its
// table) and sees that nothing follows it but a bit that is set and zeros to
// the end of the byte.
func sequenceEnds(d []byte) bool {
	s := &bitString{data: d}
	profile := s.read(3)
	s.read(1)
	short := s.read(1) == 1 // reduced_still_picture_header
	if short {
		s.read(5)
	} else {
		if s.read(1) == 1 {
			return false // the timing of a film
		}
		delays, points := s.read(1), s.read(5)+1
		for ; points > 0; points-- {
			if s.read(12); s.read(5) > 7 {
				s.read(1)
			}
			if delays == 1 && s.read(1) == 1 {
				s.read(4)
			}
		}
	}
	wide, high := s.read(4)+1, s.read(4)+1
	s.read(wide)
	s.read(high)
	if short {
		s.read(3)
	} else {
		if s.read(1) == 1 {
			s.read(7)
		}
		s.read(3 + 4)
		ordered := s.read(1)
		s.read(2 * ordered)
		tools := uint(2)
		if s.read(1) == 0 {
			tools = s.read(1)
		}
		if tools > 0 && s.read(1) == 0 {
			s.read(1)
		}
		s.read(3 * ordered)
	}
	s.read(3)

	deep := s.read(1) // color_config, 5.5.2
	twelve := profile == 2 && deep == 1 && s.read(1) == 1
	grey := profile != 1 && s.read(1) == 1
	primaries, curve, matrix := uint(2), uint(2), uint(2)
	if s.read(1) == 1 {
		primaries, curve, matrix = s.read(8), s.read(8), s.read(8)
	}
	switch {
	case grey:
		s.read(1)
	case primaries == 1 && curve == 13 && matrix == 0: // RGB
		s.read(1)
	default:
		s.read(1)
		switch {
		case profile == 0:
			s.read(2)
		case twelve && s.read(1) == 1 && s.read(1) == 1:
			s.read(2)
		}
		s.read(1)
	}
	s.read(1) // film_grain_params_present

	if s.read(1) != 1 || s.end {
		return false
	}
	for s.at%8 != 0 {
		if s.read(1) == 1 {
			return false
		}
	}
	return s.at == uint(len(d))*8
}
