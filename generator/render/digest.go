package render

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
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
func (v View) Digest() string {
	w := digester{Hash: sha256.New()}
	w.text(string(v.edition.lang))
	w.text(v.template)
	w.value(reflect.ValueOf(v.data))
	return hex.EncodeToString(w.Sum(nil))
}

// digester hashes through a buffer, so that no text is copied as a whole.
type digester struct {
	hash.Hash
	buf [1024]byte
}

func (w *digester) number(n uint64) {
	w.Write(w.buf[:binary.PutUvarint(w.buf[:], n)])
}

// text writes the length first, so that no two lists of texts look the same.
func (w *digester) text(s string) {
	w.number(uint64(len(s)))
	for len(s) > 0 {
		n := copy(w.buf[:], s)
		w.Write(w.buf[:n])
		s = s[n:]
	}
}

// value writes what the views are made of: structs, lists, pointers that may be
// nil, texts, numbers and truth values.
func (w *digester) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		w.text(v.String())
	case reflect.Bool:
		w.number(map[bool]uint64{true: 1}[v.Bool()])
	case reflect.Int:
		w.number(uint64(v.Int()))
	case reflect.Slice:
		w.number(uint64(v.Len()))
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	case reflect.Pointer, reflect.Interface:
		w.number(map[bool]uint64{true: 1}[v.IsNil()])
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
