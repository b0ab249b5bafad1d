package output

import (
	"encoding/binary"
	"hash/crc32"
)

// gzip reports whether a gzip member (RFC 1952) is seen to hold exactly the
// page.
func (r *rereader) gzip(member, page []byte) bool {
	if len(member) < gzipOverhead || string(member[:3]) != "\x1f\x8b\x08" {
		return false
	}
	data, end := member[10:len(member)-8], member[len(member)-8:]
	switch member[3] {
	case 0:
	case flagExtra:
		n := 2
		if len(data) >= n {
			n += int(binary.LittleEndian.Uint16(data))
		}
		if len(data) < n {
			return false
		}
		data = data[n:]
	default:
		return false
	}
	return r.deflate(data, page) && binary.LittleEndian.Uint32(end) == crc32.ChecksumIEEE(page) &&
		binary.LittleEndian.Uint32(end[4:]) == uint32(len(page))
}

// The symbols of a block (RFC 1951, section 3.2.5) are bytes, its end, and
// lengths.
const endOfBlock = 256

// maxSymbol is how many bits a symbol can take with all that it begins: a
// length, and a distance.
const maxSymbol = maxCode + 5 + maxCode + 13

var (
	deflateLengths = append(from(3, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5), [2]int{258, 0})
	deflateAway    = from(1, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13)
)

// deflate reports whether a deflate stream is seen to say exactly the page.
func (r *rereader) deflate(stream, page []byte) bool {
	in, at := &r.in, 0
	*in = bitReader{src: stream}
	for last := false; !last; {
		last = in.take(1) == 1
		switch kind := in.take(2); {
		case kind == 1 && r.fixedCodes():
		case kind == 2 && r.deflateCodes():
		default:
			return false
		}
		table, mask := r.literals.table, r.literals.mask
		for {
			in.fill()
			next, n := in.bits, in.n // see says
			e := table[next&mask]
			for e < endOfBlock<<4 {
				if at == len(page) || page[at] != byte(e>>4) {
					return false
				}
				at++
				next >>= e & maxCode
				n -= uint(e & maxCode)
				if n < maxSymbol {
					in.bits, in.n = next, n
					in.fill()
					next, n = in.bits, in.n
				}
				e = table[next&mask]
			}
			in.bits, in.n = next, n
			in.drop(uint(e & maxCode))
			symbol := int(e >> 4)
			if symbol == endOfBlock {
				break
			}
			if symbol -= endOfBlock + 1; symbol >= len(deflateLengths) {
				return false
			}
			length := deflateLengths.read(in, symbol)
			away := r.distance.next(in)
			if away >= len(deflateAway) || !repeats(page, at, length, deflateAway.read(in, away)) {
				return false
			}
			at += length
		}
	}
	return at == len(page) && in.ended()
}

// fixedCodes are those of a block without any of its own (section 3.2.6).
func (r *rereader) fixedCodes() bool {
	all := r.lengths[:288+32]
	for i := range all {
		switch {
		case i < 144, i >= 280 && i < 288:
			all[i] = 8
		case i < 256:
			all[i] = 9
		case i < 280:
			all[i] = 7
		default:
			all[i] = 5
		}
	}
	return r.literals.build(all[:288]) && r.distance.build(all[288:])
}

// deflateCodes reads the codes of a block (section 3.2.7).
func (r *rereader) deflateCodes() bool {
	in, all := &r.in, r.lengths[:]
	literals, distances, n := in.take(5)+257, in.take(5)+1, in.take(4)+4
	if literals > 286 || distances > len(deflateAway) {
		return false
	}
	var lengths [19]uint8
	for _, i := range []int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}[:n] {
		lengths[i] = uint8(in.take(3))
	}
	if !r.commands.build(lengths[:]) {
		return false
	}
	for at := 0; at < literals+distances; {
		in.fill()
		symbol, again, length := r.commands.next(in), 1, uint8(0)
		switch {
		case symbol < 16:
			length = uint8(symbol)
		case symbol == 16 && at > 0:
			again, length = 3+in.take(2), all[at-1]
		case symbol == 17:
			again = 3 + in.take(3)
		case symbol == 18:
			again = 11 + in.take(7)
		default:
			return false
		}
		if at+again > literals+distances {
			return false
		}
		for range again {
			all[at] = length
			at++
		}
	}
	return r.literals.build(all[:literals]) && r.distance.buildOne(all[literals:literals+distances])
}

// buildOne is build, but there may be one code alone, of one bit, or none
// (section 3.2.7).
func (c *prefixCode) buildOne(lengths []uint8) bool {
	used, symbol := 0, 0
	for i, n := range lengths {
		if n > 0 {
			used, symbol = used+1, i
		}
	}
	if used > 1 || used == 1 && lengths[symbol] > 1 {
		return c.build(lengths)
	}
	c.table, c.mask = append(c.table[:0], noSymbol, noSymbol), 1
	if used == 1 {
		c.table[0] = uint16(symbol<<4 | 1)
	}
	return true
}
