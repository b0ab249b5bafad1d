package cache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"time"
)

// Values are texts, truth values, whole numbers, times, and lists, pointers and
// structs of these. They are written one after the other in the order of their
// fields, without names: both ends are one program, which every key names. A
// list is written as its length and one, 0 for none at all, so that what is read
// back is deeply equal to what was written. Everything else, and a field that
// cannot be set, is a mistake in the program, and panics when the first value of
// its type is written: no site can bring that about.

var errShort = errors.New("the record ends too early, or does not end")

// coder writes and reads values of one type.
type coder struct {
	write func(out []byte, v reflect.Value) []byte
	read  func(in *input, v reflect.Value)
}

// input is what is left to read.
type input struct {
	text string
	bad  bool
}

func (in *input) number() uint64 {
	n, used := uvarint(in.text)
	if used <= 0 {
		in.bad, in.text = true, ""
		return 0
	}
	in.text = in.text[used:]
	return n
}

// take returns the next n bytes.
func (in *input) take(n uint64) string {
	if n > uint64(len(in.text)) {
		in.bad, in.text = true, ""
		return ""
	}
	part := in.text[:n]
	in.text = in.text[n:]
	return part
}

// encode writes a value.
func encode(value any) string {
	v := reflect.ValueOf(value)
	return string(coderOf(v.Type()).write(nil, v))
}

// decode reads into what to points to, which keeps no trace of a failure.
func decode(text string, to any) error {
	v := reflect.ValueOf(to).Elem()
	in := &input{text: text}
	fresh := reflect.New(v.Type()).Elem()
	coderOf(v.Type()).read(in, fresh)
	if in.bad || in.text != "" {
		return errShort
	}
	v.Set(fresh)
	return nil
}

// coders are those of the types seen so far. They depend on nothing but the
// type.
var coders sync.Map // of reflect.Type to *coder

func coderOf(t reflect.Type) *coder {
	if c, ok := coders.Load(t); ok {
		return c.(*coder)
	}
	c, _ := coders.LoadOrStore(t, newCoder(t))
	return c.(*coder)
}

var timeType = reflect.TypeFor[time.Time]()

func newCoder(t reflect.Type) *coder {
	switch {
	case t == timeType:
		return &coder{writeTime, readTime}
	case t.Kind() == reflect.String:
		return &coder{
			func(out []byte, v reflect.Value) []byte {
				return append(binary.AppendUvarint(out, uint64(v.Len())), v.String()...)
			},
			func(in *input, v reflect.Value) { v.SetString(in.take(in.number())) },
		}
	case t.Kind() == reflect.Bool:
		return &coder{
			func(out []byte, v reflect.Value) []byte {
				if v.Bool() {
					return append(out, 1)
				}
				return append(out, 0)
			},
			func(in *input, v reflect.Value) { v.SetBool(in.take(1) == "\x01") },
		}
	case t.Kind() == reflect.Slice:
		return sliceCoder(t)
	case t.Kind() == reflect.Pointer:
		return pointerCoder(t)
	case t.Kind() == reflect.Struct:
		return structCoder(t)
	case reflect.Zero(t).CanInt():
		return &coder{
			func(out []byte, v reflect.Value) []byte { return binary.AppendVarint(out, v.Int()) },
			func(in *input, v reflect.Value) {
				n := in.number()
				v.SetInt(int64(n>>1) ^ -int64(n&1)) // as binary.Varint reads it
			},
		}
	case reflect.Zero(t).CanUint():
		return &coder{
			func(out []byte, v reflect.Value) []byte { return binary.AppendUvarint(out, v.Uint()) },
			func(in *input, v reflect.Value) { v.SetUint(in.number()) },
		}
	}
	panic(fmt.Sprintf("cache: a value holds a %v, which is not plain data", t))
}

func sliceCoder(t reflect.Type) *coder {
	of := coderOf(t.Elem())
	return &coder{
		func(out []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(out, 0)
			}
			out = binary.AppendUvarint(out, uint64(v.Len())+1)
			for i := range v.Len() {
				out = of.write(out, v.Index(i))
			}
			return out
		},
		func(in *input, v reflect.Value) {
			n := in.number()
			switch {
			case n == 0:
				return
			case n-1 > uint64(len(in.text)): // every entry takes a byte at least
				in.bad, in.text = true, ""
				return
			}
			v.Set(reflect.MakeSlice(t, int(n-1), int(n-1)))
			for i := 0; i < int(n-1) && !in.bad; i++ {
				of.read(in, v.Index(i))
			}
		},
	}
}

func pointerCoder(t reflect.Type) *coder {
	of := coderOf(t.Elem())
	return &coder{
		func(out []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(out, 0)
			}
			return of.write(append(out, 1), v.Elem())
		},
		func(in *input, v reflect.Value) {
			if in.take(1) == "\x01" {
				v.Set(reflect.New(t.Elem()))
				of.read(in, v.Elem())
			}
		},
	}
}

func structCoder(t reflect.Type) *coder {
	fields := make([]*coder, t.NumField())
	for i := range fields {
		f := t.Field(i)
		if !f.IsExported() {
			panic(fmt.Sprintf("cache: %v hides its field %s, so it is not plain data", t, f.Name))
		}
		fields[i] = coderOf(f.Type)
	}
	return &coder{
		func(out []byte, v reflect.Value) []byte {
			for i, f := range fields {
				out = f.write(out, v.Field(i))
			}
			return out
		},
		func(in *input, v reflect.Value) {
			for i, f := range fields {
				f.read(in, v.Field(i))
			}
		},
	}
}

// writeTime keeps the instant and how far its place is from UTC: what a day in
// a message is made of.
func writeTime(out []byte, v reflect.Value) []byte {
	t := v.Interface().(time.Time)
	data, err := t.MarshalBinary()
	if err != nil { // a zone of odd seconds, before clocks were set alike
		data, _ = t.UTC().MarshalBinary()
	}
	return append(binary.AppendUvarint(out, uint64(len(data))), data...)
}

func readTime(in *input, v reflect.Value) {
	var t time.Time
	if t.UnmarshalBinary([]byte(in.take(in.number()))) != nil {
		in.bad = true
		return
	}
	v.Set(reflect.ValueOf(t))
}
