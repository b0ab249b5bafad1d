package asset

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"sotto/generator/diag"
)

// characters finds what has no place in the style or the script: what is not
// UTF-8, and characters that nobody sees. They would stand in every page. A file
// has at most one finding: what it holds comes from the way it was saved, or was
// pasted with one text.
func characters(file *diag.File, data []byte) []diag.Finding {
	const save = "save the file as UTF-8, without byte order mark and with LF line endings"
	one := func(at, size int, message, help string) []diag.Finding {
		return []diag.Finding{file.At(at, at+size, "asset/character", diag.Error, message, help)}
	}
	if line, ok := diag.UTF16(data); ok {
		f := one(0, 1, "this file is saved as UTF-16", save)
		f[0].Source, f[0].SourceCol = line, 0
		return f
	}
	if bytes.HasPrefix(data, []byte("\uFEFF")) {
		return one(0, 3, "the file begins with a byte order mark", save)
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return one(i, 1, fmt.Sprintf("this byte (%02X) is not UTF-8", data[i]), save)
		case r == '\r' && !bytes.HasPrefix(data[i:], []byte("\r\n")):
			return one(i, 1, "a line ends with CR alone", save)
		case diag.Unseen(r):
			return one(i, size, fmt.Sprintf("a character that nobody can see (U+%04X) has no place here", r), "delete it")
		}
		i += size
	}
	return nil
}
