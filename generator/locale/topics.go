package locale

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"sotto/generator/site"
)

// Letter is the letter of a language that a text begins with, in small letters
// and without accents. In Welsh, ch and ll are letters of their own: what stands
// in another place of the alphabet than its first character says is one.
func Letter(l site.Lang, s string) string {
	plain := []rune(bare(s))
	if len(plain) < 2 || !unicode.IsLetter(plain[1]) {
		return string(plain[:min(len(plain), 1)])
	}
	one, two, compare := string(plain[:1]), string(plain[:2]), Compare(l)
	if compare(two, one) < 0 || compare(two, one+"zzz") > 0 {
		return two
	}
	return one
}

// bare is a text in small letters and without accents.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(letters.Replace(strings.ToLower(s))))
}

// Keys are the words of a text as somebody may type them: each in small letters,
// with its accents and without, and as the language may change its beginning.
// Marks inside a word vanish.
func Keys(l *site.Language, s string) (keys []string) {
	add := func(w string) {
		if w != "" && !slices.Contains(keys, w) {
			keys = append(keys, w)
		}
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",.:;/()-", r) }) {
		w = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
				return r
			}
			return -1
		}, w)
		plain := bare(w)
		add(plain)
		add(w)
		if len(plain) < 3 {
			continue
		}
		for _, m := range l.Mutations {
			forms := strings.Fields(m)
			rest, ok := strings.CutPrefix(plain, forms[0])
			if !ok {
				continue
			}
			for _, to := range forms[1:] {
				add(strings.TrimPrefix(to, "-") + rest)
			}
			break // the longest
		}
	}
	return keys
}
