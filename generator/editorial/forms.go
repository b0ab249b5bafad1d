package editorial

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"sotto/generator/site"
)

// forms is one word of a phrase in every form that it may have.
type forms struct {
	list     []form
	how      *inflection // its endings
	bits     uint64      // those of how it may begin: see start.bit
	optional bool        // it may be left out
	gap      bool        // it is any few words, or none
}

// form is a word, or one of those with a stroke between them, in one of its
// mutations.
type form struct {
	text     string
	kind     formKind
	from, to uint16 // of a number, before the text
}

type formKind uint8

const (
	anyEnding formKind = iota // one that its language has
	asItIs
	anyRest // it had a star
	aNumber
)

// inflection is site.Inflection, taken apart.
type inflection struct {
	endings, beginnings []change
	cut                 int // the most bytes that an ending takes away
}

// change puts one end, or beginning, of a word in place of another.
type change struct{ from, to string }

// uninflected is how a word changes that does not.
var uninflected = &inflection{}

// inflections are how the words of each language change.
func (h *House) inflections() map[site.Lang]*inflection {
	changes := func(list []string) []change {
		var out []change
		for _, s := range list {
			if from, to, ok := strings.Cut(s, ">"); ok {
				out = append(out, change{from, to})
			} else {
				out = append(out, change{"", s})
			}
		}
		return out
	}
	out := map[site.Lang]*inflection{}
	for _, r := range h.site.Rules.Inflection {
		if out[r.Lang] != nil {
			continue
		}
		i := &inflection{endings: changes(r.Endings), beginnings: changes(r.Beginnings)}
		for _, c := range i.endings {
			i.cut = max(i.cut, len(c.from))
		}
		out[r.Lang] = i
	}
	return out
}

// inflect returns how the words of a language change.
func (h *House) inflect(l site.Lang) *inflection {
	if i := h.inflected[l]; i != nil {
		return i
	}
	return uninflected
}

// add appends the forms of a word in lower case.
func (i *inflection) add(list []form, w string) []form {
	exact, is := strings.CutPrefix(w, "=")
	if is || w != "" && isDigit(w[0]) {
		return append(list, form{text: exact, kind: asItIs})
	}
	stem, star := strings.CutSuffix(w, "*")
	kind := anyEnding
	if star {
		kind = anyRest
	}
	list = append(list, form{text: stem, kind: kind})
	for _, c := range i.beginnings {
		if rest, ok := strings.CutPrefix(stem, c.from); ok && (c.from != "" || isVowel(stem)) {
			list = append(list, form{text: c.to + rest, kind: kind})
		}
	}
	return list
}

// any appends the forms of words with a stroke between them.
func (i *inflection) any(list []form, words string) []form {
	for w := range strings.SplitSeq(words, "/") {
		if f, ok := numberForm(w); ok {
			list = append(list, f)
		} else {
			list = i.add(list, w)
		}
	}
	return list
}

// numberForm is the form of 10..17-year-old.
func numberForm(w string) (f form, ok bool) {
	first, rest, ok := strings.Cut(w, "..")
	if !ok {
		return f, false
	}
	digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	from, err := strconv.ParseUint(first, 10, 16)
	to, err2 := strconv.ParseUint(rest[:digits], 10, 16)
	return form{rest[digits:], aNumber, uint16(from), uint16(to)}, err == nil && err2 == nil
}

// isNumber says whether a word is one of those numbers, with what follows.
func (f *form) isNumber(w string) bool {
	digits, ok := strings.CutSuffix(w, f.text)
	n, err := strconv.ParseUint(digits, 10, 16)
	return ok && err == nil && uint64(f.from) <= n && n <= uint64(f.to) && (digits[0] != '0' || n == 0 && len(digits) == 1)
}

// isVowel says whether a word begins with a vowel, before which some languages
// put a letter.
func isVowel(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("aeiouwyâêîôûŵŷáéíóúàèìòùäëïöü", r)
}

// starts tells the first two bytes of each form, of some of them several times;
// and the third, or 0 where words of that form have several, or none. any stands
// for a word that may begin with any byte behind the first.
func (f *forms) starts(tell func(at start, third byte, any bool)) {
	for _, s := range f.list {
		if s.kind == aNumber {
			for n := int(s.from); n <= int(s.to); n++ {
				tell(startOf(strconv.Itoa(n)+s.text), 0, false)
				if n >= 100 { // ten of them begin alike
					n += 9 - n%10
				}
			}
			continue
		}
		fixed := len(s.text) // of its bytes, the first that no ending takes away
		if s.kind == anyEnding {
			fixed -= f.how.cut
		}
		third := byte(0)
		if fixed > 2 {
			third = s.text[2]
		}
		tell(startOf(s.text), third, s.kind == anyRest && len(s.text) < 2)
		if s.kind != anyEnding || len(s.text) > f.how.cut+1 {
			continue
		}
		for _, c := range f.how.endings {
			// An ending that leaves two bytes of the word leaves its start.
			if rest, ok := strings.CutSuffix(s.text, c.from); ok && len(rest) == 1 {
				tell(startOf(rest+c.to), 0, false)
			}
		}
	}
}

// is says whether a word is one of the forms. Most are not, by how they begin.
func (f *forms) is(w string) bool { return w != "" && f.bits&startOf(w).bit() != 0 && f.has(w) }

// has is the rest of is.
func (f *forms) has(w string) bool {
	for i := range f.list {
		s := &f.list[i]
		if s.kind == aNumber {
			if isDigit(w[0]) && s.isNumber(w) {
				return true
			}
			continue
		}
		if s.text == "" || s.text[0] != w[0] {
			continue
		}
		switch s.kind {
		case asItIs:
			if w == s.text {
				return true
			}
		case anyRest:
			if strings.HasPrefix(w, s.text) {
				return true
			}
		default:
			if f.how.ends(w, s.text) {
				return true
			}
		}
	}
	return false
}

// ends says whether a word is another one, with one of the endings or none.
func (i *inflection) ends(w, start string) bool {
	if same := len(start) - i.cut; same > 0 && (len(w) < same || w[:same] != start[:same]) {
		return false
	}
	if w == start {
		return true
	}
	for _, c := range i.endings {
		if keep := len(start) - len(c.from); keep > 0 && len(w) == keep+len(c.to) && w[:keep] == start[:keep] && w[keep:] == c.to && start[keep:] == c.from {
			return true
		}
	}
	return false
}
