package editorial

import (
	"bytes"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// keyAt returns where in a page's file the value of a key of its front matter
// stands. Without such a key it is the start of the file.
func keyAt(p *site.Page, key string) (from, to int, ok bool) { return keyIn(p.Text, p.BodyStart, key) }

// keyIn is keyAt for the text of a page, whose front matter ends at body.
func keyIn(text []byte, body int, key string) (from, to int, ok bool) {
	front := text[:body]
	for at := 0; at < len(front); {
		line := front[at:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i]
		}
		if rest, is := bytes.CutPrefix(line, []byte(key)); is {
			if value, is := bytes.CutPrefix(bytes.TrimLeft(rest, " "), []byte(":")); is {
				value = bytes.TrimLeft(value, " ")
				from = at + len(line) - len(value)
				if !bytes.HasPrefix(value, []byte(`"`)) { // else it may be of the text
					value, _, _ = bytes.Cut(value, []byte(" #"))
				}
				return from, from + len(bytes.TrimRight(value, " \r")), true
			}
		}
		at += len(line) + 1
	}
	return 0, min(3, len(text)), false
}

// front raises a finding about a key of the front matter: where its value
// stands, or, when it has none, where the front matter begins.
func (u *unit) front(key, code string, s diag.Severity, message, help string) {
	u.index()
	from, to, _ := keyAt(u.page, key)
	u.add(u.file.At(from, to, code, s, message, help))
}
