package asset

import (
	"bytes"
	"encoding/binary"
	"math"
)

// A colour profile (ICC.1) names the monitor or the camera it was made for,
// who made it and when. None is published. What a profile means is read from
// its numbers, whatever it calls itself: if it means sRGB, Display P3, or a
// grey that is usual, the picture gets a profile of our own that means the
// same, or none where that is what browsers take it for anyway.

// colours is a meaning of colour values.
type colours int

const (
	sRGB      colours = iota // IEC 61966-2-1, what browsers take pictures for that do not say
	displayP3                // the colours of P3 with the white and the curve of sRGB
	greySRGB                 // grey, with the curve of sRGB
	grey22                   // grey, gamma 2.2: the Generic Gray of macOS, Photoshop's usual
)

// primaries are the columns of the matrix from linear light to XYZ under D50,
// as profiles hold them, in 1/65536: red, green, blue. For sRGB: IEC 61966-2-1
// as adapted in its ICC profile of 1998. For Display P3: the primaries of
// SMPTE EG 432-1 with D65, adapted by Bradford's matrix (ICC.1:2010, annex E).
// A test works them out again.
var primaries = map[colours][9]int32{
	sRGB:      {28578, 14581, 912, 25241, 46981, 6362, 9376, 3972, 46800},
	displayP3: {33759, 15807, -69, 19135, 45368, 2745, 10296, 4363, 51385},
}

// linear is the curve of sRGB (IEC 61966-2-1, 5.2), and unlinear its inverse.
func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func unlinear(v float64) float64 {
	if v <= 0.0031308 {
		return v * 12.92
	}
	return 1.055*math.Pow(v, 1/2.4) - 0.055
}

// gamma22 is 2.2 as profiles have always written it, in 1/256.
const gamma22 = 563

func ungamma(v float64) float64 { return math.Pow(v, 256.0/gamma22) }

// ownProfile is the profile that a picture is published with in place of the
// one it had; nil when browsers take it for what it means without any. grey
// says that the picture holds no colours.
func ownProfile(b []byte, grey bool) ([]byte, error) {
	c, err := readProfile(b)
	switch {
	case err != nil:
		return nil, err
	case c >= greySRGB && !grey:
		return nil, errColour // browsers would not agree about it
	case c == sRGB, c == greySRGB, c == displayP3 && grey:
		return nil, nil // P3 without colours is sRGB: white and curve are the same
	}
	return makeProfile(c), nil
}

// makeProfile writes the profile of some colours: version 2, which all
// browsers read, with the tags that it must have (ICC.1:2001-04, 6.3) and
// nothing of dates, makers or devices.
func makeProfile(c colours) []byte {
	type tag struct{ name, body string }
	name := map[colours]string{sRGB: "sRGB", displayP3: "P3", greySRGB: "sGrey", grey22: "grey 2.2"}[c]
	number := func(values ...int32) string {
		var b []byte
		for _, v := range values {
			b = binary.BigEndian.AppendUint32(b, uint32(v))
		}
		return string(b)
	}
	const none = "\x00\x00\x00\x00"
	d50 := number(63190, 65536, 54061) // 0.9642, 1, 0.8249
	text := "desc" + none + number(int32(len(name)+1)) + name + "\x00" + none + none + "\x00\x00\x00" + string(make([]byte, 67))
	tags := []tag{{"desc", text}, {"cprt", "text" + none + "CC0\x00"}, {"wtpt", "XYZ " + none + d50}}

	// The curve goes through every value that a picture of 8 bits can hold.
	curve := "curv" + none + number(256)
	for i := range 256 {
		curve += string(binary.BigEndian.AppendUint16(nil, uint16(math.Round(linear(float64(i)/255)*65535))))
	}
	space := "RGB "
	if m, ok := primaries[c]; ok {
		for i, name := range []string{"rXYZ", "gXYZ", "bXYZ"} {
			tags = append(tags, tag{name, "XYZ " + none + number(m[3*i:3*i+3]...)})
		}
		tags = append(tags, tag{"rTRC", curve}, tag{"gTRC", curve}, tag{"bTRC", curve})
	} else {
		space = "GRAY"
		if c == grey22 {
			curve = "curv" + none + number(1) + "\x02\x33" // gamma22
		}
		tags = append(tags, tag{"kTRC", curve})
	}

	table, data := number(int32(len(tags))), ""
	at := map[string]int{} // the three curves are one
	for _, t := range tags {
		if _, ok := at[t.body]; !ok {
			at[t.body] = 128 + 4 + 12*len(tags) + len(data)
			data += t.body + string(make([]byte, -len(t.body)&3))
		}
		table += t.name + number(int32(at[t.body]), int32(len(t.body)))
	}
	head := number(int32(128+len(table)+len(data))) + none + "\x02\x10\x00\x00" + "mntr" + space + "XYZ " +
		string(make([]byte, 12)) + "acsp" + string(make([]byte, 28)) + d50
	return []byte(head + string(make([]byte, 128-len(head))) + table + data)
}

// readProfile finds out what a profile means. One that works by tables (A2B0
// and its like) rather than by a matrix and curves means something else.
func readProfile(b []byte) (colours, error) {
	tags, ok := profileTags(b)
	if !ok {
		return 0, errColour
	}
	for name := range tags {
		if name[:3] == "A2B" || name[:3] == "D2B" {
			return 0, errColour
		}
	}
	if t, ok := tags["cicp"]; ok && (len(t) < 12 || t[9] != 13) { // ICC.1:2022, 9.2.17: another curve than sRGB's
		return 0, errColour
	}
	if string(b[16:20]) == "GRAY" {
		switch curve := readCurve(tags["kTRC"]); {
		case follows(curve, unlinear):
			return greySRGB, nil
		case follows(curve, ungamma):
			return grey22, nil
		}
		return 0, errColour
	}
	for _, name := range []string{"rTRC", "gTRC", "bTRC"} {
		if !follows(readCurve(tags[name]), unlinear) {
			return 0, errColour
		}
	}
	for _, c := range []colours{sRGB, displayP3} {
		if near(tags, primaries[c]) {
			return c, nil
		}
	}
	return 0, errColour
}

// profileTags are the tags of a profile for grey or RGB, by their names.
func profileTags(b []byte) (map[string][]byte, bool) {
	if len(b) < 132 || string(b[36:40]) != "acsp" || string(b[20:24]) != "XYZ " || string(b[16:20]) != "RGB " && string(b[16:20]) != "GRAY" {
		return nil, false
	}
	if size := binary.BigEndian.Uint32(b); uint64(size) > uint64(len(b)) || size < 132 {
		return nil, false
	}
	count := binary.BigEndian.Uint32(b[128:])
	if count > 100 || 132+12*int(count) > len(b) {
		return nil, false
	}
	tags := map[string][]byte{}
	for i := range int(count) {
		e := b[132+12*i:]
		at, n := uint64(binary.BigEndian.Uint32(e[4:])), uint64(binary.BigEndian.Uint32(e[8:]))
		if at+n > uint64(len(b)) {
			return nil, false
		}
		tags[string(e[:4])] = b[at : at+n]
	}
	return tags, true
}

// near reports whether the primaries of a profile are these, but for what
// rounding and different ways of adapting them make: 0.002, which moves no
// colour by a step of 1/255.
func near(tags map[string][]byte, want [9]int32) bool {
	for i, name := range []string{"rXYZ", "gXYZ", "bXYZ"} {
		t := tags[name]
		if len(t) < 20 || !bytes.HasPrefix(t, []byte("XYZ ")) {
			return false
		}
		for k := range 3 {
			got := int64(int32(binary.BigEndian.Uint32(t[8+4*k:])))
			if d := got - int64(want[3*i+k]); d < -131 || d > 131 {
				return false
			}
		}
	}
	return true
}

// follows reports whether a curve undoes what back does, to within half a
// step of a picture of 8 bits.
func follows(curve func(float64) float64, back func(float64) float64) bool {
	if curve == nil {
		return false
	}
	for i := range 256 {
		x := float64(i) / 255
		if d := math.Abs(back(curve(x)) - x); !(d <= 0.5/255) { // nor NaN
			return false
		}
	}
	return true
}

// readCurve reads a tag of curve or parametric curve type (ICC.1:2022, 10.6
// and 10.18); nil when it is neither.
func readCurve(t []byte) func(float64) float64 {
	if len(t) < 12 {
		return nil
	}
	switch string(t[:4]) {
	case "curv":
		n := uint64(binary.BigEndian.Uint32(t[8:]))
		if n == 0 {
			return func(x float64) float64 { return x }
		}
		if 12+2*n > uint64(len(t)) {
			return nil
		}
		at := func(i int) float64 { return float64(binary.BigEndian.Uint16(t[12+2*i:])) }
		if n == 1 {
			return func(x float64) float64 { return math.Pow(x, at(0)/256) }
		}
		return func(x float64) float64 {
			whole, part := math.Modf(x * float64(n-1))
			i := int(whole)
			if i >= int(n)-1 {
				return at(int(n)-1) / 65535
			}
			return (at(i)*(1-part) + at(i+1)*part) / 65535
		}
	case "para":
		kind := int(binary.BigEndian.Uint16(t[8:]))
		if kind > 4 || 12+4*[]int{1, 3, 4, 5, 7}[kind] > len(t) {
			return nil
		}
		var p [7]float64 // g a b c d e f
		for i := range []int{1, 3, 4, 5, 7}[kind] {
			p[i] = float64(int32(binary.BigEndian.Uint32(t[12+4*i:]))) / 65536
		}
		g, a, b, c, d, e, f := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
		switch kind {
		case 0:
			a = 1
		case 1:
			c, d = 0, -b/a
		case 2:
			e, f = c, c
			c, d = 0, -b/a
		}
		return func(x float64) float64 {
			if x >= d || kind == 0 {
				return math.Pow(a*x+b, g) + e
			}
			return c*x + f
		}
	}
	return nil
}
