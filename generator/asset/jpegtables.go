package asset

// jpegTables are the tables of a JPEG: four for rounding, and four of each
// kind for Huffman's code. A file may define a table, and define it again, and
// never use it; only those that a scan uses are written.
type jpegTables struct {
	quants   [4]jpegTable
	huffmans [2][4]jpegTable // for what is even (DC), and for detail (AC)
}

// jpegTable is a table as it was last defined, and as it was last written.
type jpegTable struct{ now, written string }

// huffman reads a segment of Huffman tables (B.2.4.2), which may be several.
func (t *jpegTables) huffman(b []byte) error {
	for len(b) > 0 {
		if len(b) < 17 || b[0]>>4 > 1 || b[0]&15 > 3 {
			return errCut
		}
		total, room := 0, 1 // room: how many codes are left of this length
		for _, n := range b[1:17] {
			room = room*2 - int(n)
			if total += int(n); room < 0 {
				return errCut
			}
		}
		if total > 256 || len(b) < 17+total {
			return errCut
		}
		t.huffmans[b[0]>>4][b[0]&15].now = string(b[:17+total])
		b = b[17+total:]
	}
	return nil
}

// quant reads a segment of quantization tables (B.2.4.1).
func (t *jpegTables) quant(b []byte) error {
	for len(b) > 0 {
		n := 65 + 64*int(b[0]>>4)
		if b[0]>>4 > 1 || b[0]&15 > 3 || len(b) < n {
			return errCut
		}
		t.quants[b[0]&15].now = string(b[:n])
		b = b[n:]
	}
	return nil
}

// writeQuant writes a table if it has to be, and reports whether there is one.
func (t *jpegTables) writeQuant(out *[]byte, which byte) bool {
	return t.quants[which&3].write(out, 0xdb)
}

func (t *jpegTables) writeHuffman(out *[]byte, class int, which byte) bool {
	return which < 4 && t.huffmans[class][which].write(out, 0xc4)
}

func (t *jpegTable) write(out *[]byte, m byte) bool {
	if t.now != t.written {
		*out = appendSegment(*out, m, []byte(t.now))
		t.written = t.now
	}
	return t.now != ""
}
