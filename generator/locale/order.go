package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"sotto/generator/site"
)

// Compare returns the alphabetical order of a language, as a comparison for
// slices.SortFunc. What it calls equal is equal but for case and accents. The
// function keeps a buffer: do not call one from two goroutines.
func Compare(l site.Lang) func(a, b string) int {
	return collate.New(language.Make(string(l)), collate.IgnoreCase).CompareString
}

// letters that Unicode does not take apart into a base letter and a mark.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "ł", "l", "ı", "i")

// Slug makes the part of an address out of a text: lower case ASCII letters
// and digits with single hyphens between words; accents are dropped, so "Tŷ a
// Gŵyl" gives "ty-a-gwyl". Apostrophes vanish ("don't" gives "dont"). It is ""
// when the text has no letter or digit that can be written so.
func Slug(s string) string {
	s = norm.NFD.String(letters.Replace(strings.ToLower(s)))
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’' || r == '‘' || unicode.Is(unicode.Mn, r):
		default:
			gap = true
		}
	}
	return b.String()
}
