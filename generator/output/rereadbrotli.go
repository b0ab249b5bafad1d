package output

import "math/bits"

// The symbols of commands begin two lengths: of bytes that stand for
// themselves, and of a repetition after them (RFC 7932, section 5). Distances
// have short forms for those near the last ones (section 4).
var (
	brotliInserts = from(0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24)
	brotliCopies  = from(2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24)
	// By the upper bits of a command, the upper bits of both.
	brotliCells = [11][2]int{{0, 0}, {0, 8}, {0, 0}, {0, 8}, {8, 0}, {8, 8}, {0, 16}, {16, 0}, {8, 16}, {16, 8}, {16, 16}}
	// By the symbol of a distance, which of the last ones it is near, and how.
	brotliNear = [16][2]int{{0, 0}, {1, 0}, {2, 0}, {3, 0},
		{0, -1}, {0, 1}, {0, -2}, {0, 2}, {0, -3}, {0, 3}, {1, -1}, {1, 1}, {1, -2}, {1, 2}, {1, -3}, {1, 3}}
)

const (
	brotliWindow   = 15 // bits that say: distances up to 16 MB
	brotliSameAway = 128
)

// brotli reports whether a brotli stream is seen to say exactly the page.
func (r *rereader) brotli(stream, page []byte) bool {
	in, at := &r.in, 0
	*in = bitReader{src: stream}
	if in.take(4) != brotliWindow || len(page) > 1<<23 {
		return false
	}
	last := [4]int{4, 11, 15, 16}
	for in.take(1) == 0 { // not the last block
		nibbles := in.take(2) + 4
		if nibbles == 7 { // a block that says nothing
			if in.take(1) != 0 {
				return false
			}
			width := 8 * uint(in.take(2))
			n := in.take(width)
			if width > 8 && n>>(width-8) == 0 {
				return false
			}
			if width > 0 {
				n++
			}
			if !in.skip(n) {
				return false
			}
			continue
		}
		length := in.take(uint(4*nibbles)) + 1
		// Not uncompressed; then one type of block, no bits after short
		// distances, and one code for each kind of symbol.
		if nibbles > 4 && (length-1)>>(4*(nibbles-1)) == 0 || in.take(1) != 0 || in.take(13) != 0 || length > len(page)-at ||
			!r.brotliCode(&r.literals, 256) || !r.brotliCode(&r.commands, 704) || !r.brotliCode(&r.distance, 64) ||
			!r.brotliBlock(page[:at+length], at, &last) {
			return false
		}
		at += length
	}
	return in.take(1) == 1 && in.skip(0) && at == len(page) && in.ended()
}

// brotliBlock reads the commands of one block, which says the page from at to
// its end.
func (r *rereader) brotliBlock(page []byte, at int, last *[4]int) bool {
	in := &r.in
	for at < len(page) {
		in.fill()
		command := r.commands.next(in)
		cell := brotliCells[command>>6]
		insert := brotliInserts.read(in, cell[0]+command>>3&7)
		length := brotliCopies.read(in, cell[1]+command&7)
		if insert > len(page)-at {
			return false
		}
		if !r.says(page[at : at+insert]) {
			return false
		}
		if at += insert; at == len(page) {
			break // what the command says of a repetition does not count
		}
		away := last[0]
		if command >= brotliSameAway {
			in.fill()
			symbol := r.distance.next(in)
			if symbol < len(brotliNear) {
				near := brotliNear[symbol]
				away = last[near[0]] + near[1]
			} else {
				symbol -= len(brotliNear)
				n := uint(1 + symbol>>1)
				away = (2+symbol&1)<<n - 3 + in.take(n)
			}
			if symbol != 0 {
				*last = [4]int{away, last[0], last[1], last[2]}
			}
		}
		if !repeats(page, at, length, away) {
			return false
		}
		at += length
	}
	return true
}

// says reads bytes that stand for themselves. They are most of a stream, so
// what changes with each is kept at hand.
func (r *rereader) says(text []byte) bool {
	in, table, mask := &r.in, r.literals.table, r.literals.mask
	next, n := in.bits, in.n
	for _, c := range text {
		if n < maxCode {
			in.bits, in.n = next, n
			in.fill()
			next, n = in.bits, in.n
		}
		e := table[next&mask]
		if byte(e>>4) != c {
			return false
		}
		next >>= e & maxCode
		n -= uint(e & maxCode)
	}
	in.bits, in.n = next, n
	return true
}

// brotliCode reads the code of an alphabet of so many symbols (section 3.4
// and 3.5).
func (r *rereader) brotliCode(c *prefixCode, symbols int) bool {
	in, lengths := &r.in, r.lengths[:symbols]
	clear(lengths)
	skip := in.take(2)
	if skip == 1 {
		return r.brotliFew(c, lengths)
	}
	var ofLengths [18]uint8
	some, room, only := 0, 32, 0
	for _, i := range []int{1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15}[skip:] {
		if in.n < 4 {
			in.fill()
		}
		v := in.bits & 15
		in.drop(uint([16]uint8{2, 2, 2, 3, 2, 2, 2, 4, 2, 2, 2, 3, 2, 2, 2, 4}[v]))
		n := [16]uint8{0, 4, 3, 2, 0, 4, 3, 1, 0, 4, 3, 2, 0, 4, 3, 5}[v]
		if ofLengths[i] = n; n > 0 {
			some, room, only = some+1, room-32>>n, i
			if room <= 0 {
				break
			}
		}
	}
	if some == 1 {
		r.distance.only(only)
	} else if !r.distance.build(ofLengths[:]) {
		return false
	}
	// The distances' code is read last, and its place is free until then.
	before, again, repeated := uint8(8), 0, 0
	room = 1 << maxCode
	for at := 0; at < symbols && room > 0; {
		in.fill()
		n := r.distance.next(in)
		if n < 16 {
			lengths[at], again = uint8(n), 0
			at++
			if n > 0 {
				before, room = uint8(n), room-1<<maxCode>>n
			}
			continue
		}
		if n != repeated {
			again = 0
		}
		was, length := again, uint8(0)
		if repeated = n; n == 16 {
			length = before
		}
		if again > 0 {
			again = (again - 2) << (n - 14)
		}
		again += 3 + in.take(uint(n-14))
		if at+again-was > symbols {
			return false
		}
		for range again - was {
			lengths[at] = length
			at++
			if length > 0 {
				room -= 1 << maxCode >> length
			}
		}
	}
	return room == 0 && c.build(lengths)
}

// brotliFew reads a code of up to four symbols.
func (r *rereader) brotliFew(c *prefixCode, lengths []uint8) bool {
	in := &r.in
	var list [4]int
	n := in.take(2) + 1
	for i := range n {
		list[i] = in.take(uint(bits.Len(uint(len(lengths) - 1))))
		if list[i] >= len(lengths) {
			return false
		}
	}
	if n == 1 {
		c.only(list[0])
		return true
	}
	depths := [5][4]uint8{2: {1, 1}, 3: {1, 2, 2}, 4: {2, 2, 2, 2}}[n]
	if n == 4 && in.take(1) == 1 {
		depths = [4]uint8{1, 2, 3, 3}
	}
	for i, symbol := range list[:n] {
		if lengths[symbol] != 0 {
			return false
		}
		lengths[symbol] = depths[i]
	}
	return c.build(lengths)
}
