package locale

import (
	"slices"

	"golang.org/x/text/language"

	"sotto/generator/site"
)

// Known reports whether there is a language with such a code, written as ISO 639
// has it: "ur", and neither "urd" nor "xx".
func Known(code site.Lang) bool {
	base, err := language.ParseBase(string(code))
	return err == nil && base.String() == string(code)
}

// rightToLeft are the scripts in use that run from right to left (Unicode's Scripts
// and Bidi_Class), by their codes in ISO 15924.
var rightToLeft = []string{"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"}

// RightToLeft reports whether a language is usually written from right to left.
func RightToLeft(code site.Lang) bool {
	script, _ := language.Make(string(code)).Script()
	return slices.Contains(rightToLeft, script.String())
}
