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
// Marks inside a word vanish. Unless all are asked for, forms are left out that
// differ by a letter alone from the word: static/script.js forgives that.
func Keys(l *site.Language, s string, all bool) (keys []string) {
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
			if !strings.HasPrefix(plain, forms[0]) {
				continue
			}
			for _, to := range forms[1:] {
				for _, from := range []string{plain, w} {
					form := strings.TrimPrefix(to, "-") + strings.TrimPrefix(from, forms[0])
					if all || !forgiven(plain, form) {
						add(form)
					}
				}
			}
			break // the longest
		}
	}
	return keys
}

// forgiven says whether static/script.js takes what is typed for a word: what comes
// behind the letters that both begin with, but for the first where five or more are
// typed, stands in the word from there on.
func forgiven(word, typed string) bool {
	same := 0
	for same < min(len(word), len(typed)) && word[same] == typed[same] {
		same++
	}
	rest := typed[same:]
	if len(typed) > 4 && rest != "" {
		rest = rest[1:]
	}
	return strings.Contains(word[same:min(len(word), len(typed)+1)], rest)
}
