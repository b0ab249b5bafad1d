package render

import (
	"strings"
	"unicode"
)

// Text in a drawing does not break into lines by itself, and nothing moves out
// of its way, so its width must be known before a browser has set it. Which
// font that will be is not: the site has none of its own, and takes the
// device's. The widths here are those of DejaVu Sans, read from its hmtx
// table: the widest of the fonts that systems use for their own words (San
// Francisco, Segoe UI, Roboto, Ubuntu, Cantarell and Noto Sans are up to a
// fifth narrower). So a text is as wide as this or narrower, but for a font
// that a reader has chosen. All are in em.

// advances are the widths of ASCII characters, regular and bold, from narrow
// to wide. Each is that of the widest in its list.
var advances = []struct {
	em, bold float64
	chars    string
}{
	{.30, .38, "'ijlIJ"}, {.34, .40, " ,./:;\\|"}, {.412, .50, "f-()[]t!r"}, {.46, .53, "\""}, {.532, .60, "*_`sz?"},
	{.58, .69, "cLFk"}, {.616, .74, "vxyPToae"}, {.637, .73, "YEhnuSbdgpq$0123456789{}"}, {.70, .78, "KAVXZBRC"},
	{.79, .88, "UNHDG&OQ"}, {.84, .93, "w#+<=>^~"}, {.98, 1.05, "Mm%"}, {1, 1.11, "W@"},
}

// The widths of other characters, by what they are. Single letters of some
// scripts are wider than otherLetter; words are not.
const (
	latinLower  = .82 // ŵ
	latinUpper  = .99 // Ŵ
	ligature    = 1.07
	punctuation = .52 // – “
	otherLetter = 1
	whole       = 1.05 // … — and all else
)

// boldness is how much wider they are in bold, at most.
const boldness = 1.27

// ascii holds the widths of ASCII characters, regular and bold.
var ascii = func() (table [2][128]float64) {
	for _, a := range advances {
		for _, c := range a.chars {
			table[0][c], table[1][c] = a.em, a.bold
		}
	}
	return table
}()

// advance is the width of one character.
func advance(c rune) float64 {
	switch {
	case c < 128:
		return ascii[0][c]
	case unicode.Is(unicode.Mn, c):
		return 0
	case strings.ContainsRune("æœÆŒ", c):
		return ligature
	case c == '\u00a0' || c == '\u202f':
		return advance(' ')
	case strings.ContainsRune("–‘’“”·‑«»", c):
		return punctuation
	case c == '£' || c == '€':
		return advance('$')
	case unicode.Is(unicode.Latin, c) && unicode.IsUpper(c):
		return latinUpper
	case unicode.Is(unicode.Latin, c):
		return latinLower
	case unicode.IsLetter(c):
		return otherLetter
	}
	return whole
}

// textWidth is how wide a text is in regular letters, in em, and boldWidth in
// bold ones.
func textWidth(s string) float64 {
	w := 0.0
	for _, c := range s {
		w += advance(c)
	}
	return w
}

func boldWidth(s string) float64 {
	w := 0.0
	for _, c := range s {
		if c < 128 {
			w += ascii[1][c]
		} else {
			w += advance(c) * boldness
		}
	}
	return w
}

// wrap breaks a text into lines at its spaces, each as full as a width allows by
// a measure, textWidth or boldWidth.
// fits is false when a word is wider than that; its line then is, too.
func wrap(s string, width float64, measure func(string) float64) (lines []string, fits bool) {
	fits = true
	for _, word := range strings.FieldsFunc(s, func(c rune) bool { return c == ' ' || c == '\n' }) {
		fits = fits && measure(word) <= width
		if n := len(lines); n > 0 && measure(lines[n-1]+" "+word) <= width {
			lines[n-1] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines, fits
}

// widest is the width of the widest text.
func widest(texts []string) float64 {
	w := 0.0
	for _, s := range texts {
		w = max(w, textWidth(s))
	}
	return w
}
