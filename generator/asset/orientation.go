package asset

import "encoding/binary"

// upright is the orientation of a picture that is stored as it is shown.
const upright = 1

// orientation reads the one thing that matters from EXIF data (a TIFF header
// and what follows): which of the eight ways the picture lies (tag 0x0112,
// TIFF 6.0, page 36). What cannot be read counts as upright, as in browsers.
func orientation(t []byte) byte {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case len(t) < 8:
		return upright
	case string(t[:2]) == "MM":
		order = binary.BigEndian
	case string(t[:2]) != "II":
		return upright
	}
	at := int64(order.Uint32(t[4:]))
	if order.Uint16(t[2:]) != 42 || at+2 > int64(len(t)) {
		return upright
	}
	entries := t[at+2:]
	for n := order.Uint16(t[at:]); n > 0 && len(entries) >= 12; n-- {
		if e := entries[:12]; order.Uint16(e) == 0x0112 && order.Uint16(e[2:]) == 3 && order.Uint32(e[4:]) == 1 {
			if v := order.Uint16(e[8:]); v >= 1 && v <= 8 {
				return byte(v)
			}
			return upright
		}
		entries = entries[12:]
	}
	return upright
}

// exif is the shortest EXIF data that say which way a picture lies, and
// nothing else: one directory with one entry. An upright picture needs none.
//
// So a photograph from a telephone, which stores it on its side and writes
// down which way is up, is published as it is, without loss, and browsers turn
// it (image-orientation: from-image is what they do of themselves).
func exif(orientation byte) []byte {
	if orientation <= upright || orientation > 8 {
		return nil
	}
	return []byte("MM\x00*\x00\x00\x00\x08" + "\x00\x01" + // big-endian; one entry
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(orientation)) + "\x00\x00" + // 0x0112, a short
		"\x00\x00\x00\x00") // no further directory
}
