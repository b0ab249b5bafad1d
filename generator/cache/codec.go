package cache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"time"
)

// Values are texts, truth values, whole numbers, times, and lists, arrays, pointers
// and structs of these. They are written one after the other in the order of their
// fields, without names: both ends are one program, which every key names. A
// list is written as its length and one, 0 for none at all, so that what is read
// back is deeply equal to what was written. Everything else, and a field that
// cannot be set, is a mistake in the program, and panics when the first value of
// its type is written: no site can bring that about.
//
// The letters of all texts stand behind all the rest, so that the texts of a value
// that has been read are parts of one, which holds no more than them: neither the
// numbers between them nor the file is kept alive. A text that has just been
// written is not written again; the two are one when they are read.

var errShort = errors.New("the record ends too early, or does not end")

// coder writes and reads values of one type.
type coder struct {
	write func(out *written, v reflect.Value)
	read  func(in *input, v reflect.Value)
}

// written is a value as far as it is written.
type written struct {
	numbers, texts []byte
	last           [32][2]int // where the latest texts begin and end
	count          int
}

// encoders are for one value each.
var encoders = sync.Pool{New: func() any { return new(written) }}

func (out *written) number(n uint64) { out.numbers = binary.AppendUvarint(out.numbers, n) }

// text writes twice the length of a text; and one more, and how far back it stands,
// when it stands there.
func (out *written) text(s string) {
	for i := max(0, out.count-len(out.last)); i < out.count && s != ""; i++ {
		if at := out.last[i%len(out.last)]; at[1]-at[0] == len(s) && string(out.texts[at[0]:at[1]]) == s {
			out.number(uint64(len(s))<<1 | 1)
			out.number(uint64(len(out.texts) - at[0]))
			return
		}
	}
	out.number(uint64(len(s)) << 1)
	if s != "" {
		out.last[out.count%len(out.last)] = [2]int{len(out.texts), len(out.texts) + len(s)}
		out.count++
		out.texts = append(out.texts, s...)
	}
}

// input is what is left to read.
type input struct {
	numbers []byte
	texts   string
	at      int // in texts
	bad     bool
}

func (in *input) number() uint64 {
	n, used := binary.Uvarint(in.numbers)
	if used <= 0 {
		in.bad, in.numbers = true, nil
		return 0
	}
	in.numbers = in.numbers[used:]
	return n
}

// take returns the next n bytes, which are no text.
func (in *input) take(n uint64) []byte {
	if n > uint64(len(in.numbers)) {
		in.bad, in.numbers = true, nil
		return nil
	}
	part := in.numbers[:n]
	in.numbers = in.numbers[n:]
	return part
}

func (in *input) text() string {
	n := in.number()
	size, from := n>>1, uint64(in.at)
	if n&1 != 0 {
		back := in.number()
		if back > from || size > back {
			in.bad, in.numbers = true, nil
			return ""
		}
		from -= back
	} else {
		if size > uint64(len(in.texts)-in.at) {
			in.bad, in.numbers = true, nil
			return ""
		}
		in.at += int(size)
	}
	return in.texts[from : from+size]
}

// encode adds a value, and how long it is before it.
func encode(to []byte, value any) []byte {
	out := encoders.Get().(*written)
	defer encoders.Put(out)
	out.numbers, out.texts, out.count = out.numbers[:0], out.texts[:0], 0
	v := reflect.ValueOf(value)
	coderOf(v.Type()).write(out, v)
	var n [binary.MaxVarintLen64]byte
	numbers := binary.AppendUvarint(n[:0], uint64(len(out.numbers)))
	to = binary.AppendUvarint(to, uint64(len(numbers)+len(out.numbers)+len(out.texts)))
	return append(append(append(to, numbers...), out.numbers...), out.texts...)
}

// decode reads into what to points to, which keeps no trace of a failure, nor of
// the bytes. They are without the length before them.
func decode(data []byte, to any) error {
	v := reflect.ValueOf(to).Elem()
	n, used := binary.Uvarint(data)
	if used <= 0 || n > uint64(len(data)-used) {
		return errShort
	}
	end := used + int(n)
	in := &input{numbers: data[used:end], texts: string(data[end:])}
	fresh := reflect.New(v.Type()).Elem()
	coderOf(v.Type()).read(in, fresh)
	if in.bad || len(in.numbers) > 0 || in.at != len(in.texts) {
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
			func(out *written, v reflect.Value) { out.text(v.String()) },
			func(in *input, v reflect.Value) { v.SetString(in.text()) },
		}
	case t.Kind() == reflect.Bool:
		return &coder{
			func(out *written, v reflect.Value) { out.numbers = append(out.numbers, oneIf(v.Bool())) },
			func(in *input, v reflect.Value) { v.SetBool(in.one()) },
		}
	case t.Kind() == reflect.Slice:
		return sliceCoder(t)
	case t.Kind() == reflect.Array:
		return arrayCoder(t)
	case t.Kind() == reflect.Pointer:
		return pointerCoder(t)
	case t.Kind() == reflect.Struct:
		return structCoder(t)
	case reflect.Zero(t).CanInt():
		return &coder{
			func(out *written, v reflect.Value) { out.numbers = binary.AppendVarint(out.numbers, v.Int()) },
			func(in *input, v reflect.Value) {
				n := in.number()
				v.SetInt(int64(n>>1) ^ -int64(n&1)) // as binary.Varint reads it
			},
		}
	case reflect.Zero(t).CanUint():
		return &coder{
			func(out *written, v reflect.Value) { out.number(v.Uint()) },
			func(in *input, v reflect.Value) { v.SetUint(in.number()) },
		}
	}
	panic(fmt.Sprintf("cache: a value holds a %v, which is not plain data", t))
}

func oneIf(yes bool) byte {
	if yes {
		return 1
	}
	return 0
}

func (in *input) one() bool { return string(in.take(1)) == "\x01" }

func sliceCoder(t reflect.Type) *coder {
	of := coderOf(t.Elem())
	return &coder{
		func(out *written, v reflect.Value) {
			if v.IsNil() {
				out.number(0)
				return
			}
			out.number(uint64(v.Len()) + 1)
			for i := range v.Len() {
				of.write(out, v.Index(i))
			}
		},
		func(in *input, v reflect.Value) {
			n := in.number()
			switch {
			case n == 0:
				return
			case n-1 > uint64(len(in.numbers)): // every entry takes a byte at least
				in.bad, in.numbers = true, nil
				return
			}
			v.Set(reflect.MakeSlice(t, int(n-1), int(n-1)))
			for i := 0; i < int(n-1) && !in.bad; i++ {
				of.read(in, v.Index(i))
			}
		},
	}
}

// arrayCoder is for digests: their bytes are copied as they are.
func arrayCoder(t reflect.Type) *coder {
	n := t.Len()
	if t.Elem() == reflect.TypeFor[byte]() {
		return &coder{
			func(out *written, v reflect.Value) {
				at := len(out.numbers)
				out.numbers = append(out.numbers, make([]byte, n)...)
				reflect.Copy(reflect.ValueOf(out.numbers[at:]), v)
			},
			func(in *input, v reflect.Value) { reflect.Copy(v, reflect.ValueOf(in.take(uint64(n)))) },
		}
	}
	of := coderOf(t.Elem())
	return &coder{
		func(out *written, v reflect.Value) {
			for i := range n {
				of.write(out, v.Index(i))
			}
		},
		func(in *input, v reflect.Value) {
			for i := 0; i < n && !in.bad; i++ {
				of.read(in, v.Index(i))
			}
		},
	}
}

func pointerCoder(t reflect.Type) *coder {
	of := coderOf(t.Elem())
	return &coder{
		func(out *written, v reflect.Value) {
			out.numbers = append(out.numbers, oneIf(!v.IsNil()))
			if !v.IsNil() {
				of.write(out, v.Elem())
			}
		},
		func(in *input, v reflect.Value) {
			if in.one() {
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
		func(out *written, v reflect.Value) {
			for i, f := range fields {
				f.write(out, v.Field(i))
			}
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
func writeTime(out *written, v reflect.Value) {
	t := v.Interface().(time.Time)
	data, err := t.MarshalBinary()
	if err != nil { // a zone of odd seconds, before clocks were set alike
		data, _ = t.UTC().MarshalBinary()
	}
	out.number(uint64(len(data)))
	out.numbers = append(out.numbers, data...)
}

func readTime(in *input, v reflect.Value) {
	var t time.Time
	if t.UnmarshalBinary(in.take(in.number())) != nil {
		in.bad = true
		return
	}
	v.Set(reflect.ValueOf(t))
}
