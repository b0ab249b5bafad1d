package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"reflect"
)

// View is what one page's template is given: a struct of this package, and
// which template. It is complete: with the templates and the assets it decides
// the page's bytes.
type View struct {
	edition  *edition
	template string
	data     any
	// size is how long the page's own part is, roughly.
	size int
}

// Digest is the SHA-256 of the view, in hexadecimal. Views that differ in
// anything that a template could show have different digests, on any machine.
// room is what the view is written out in; it may be nil.
func (v View) Digest(room *bytes.Buffer) string {
	if room == nil {
		room = new(bytes.Buffer)
	}
	room.Reset()
	w := digester{room}
	w.text(string(v.edition.lang))
	w.text(v.template)
	w.value(reflect.ValueOf(v.data))
	sum := sha256.Sum256(room.Bytes())
	return hex.EncodeToString(sum[:])
}

// digester writes a view out.
type digester struct{ *bytes.Buffer }

func (w digester) number(n uint64) { w.Write(binary.AppendUvarint(w.AvailableBuffer(), n)) }

// text writes the length first, so that no two lists of texts look the same.
func (w digester) text(s string) {
	w.number(uint64(len(s)))
	w.WriteString(s)
}

func (w digester) truth(is bool) {
	n := uint64(0)
	if is {
		n = 1
	}
	w.number(n)
}

// value writes what the views are made of: structs, lists, pointers that may be
// nil, texts, numbers and truth values.
func (w digester) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		w.text(v.String())
	case reflect.Bool:
		w.truth(v.Bool())
	case reflect.Int:
		w.number(uint64(v.Int()))
	case reflect.Slice:
		w.number(uint64(v.Len()))
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	case reflect.Pointer, reflect.Interface:
		w.truth(v.IsNil())
		if !v.IsNil() {
			w.value(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			w.value(v.Field(i))
		}
	default:
		panic("render: a view holds a " + v.Kind().String())
	}
}
