package editorial

import (
	"strconv"
	"strings"

	"sotto/generator/site"
)

// numbers tells the numbers that are typed in digits in a passage, in its
// order: not those that a directive makes.
func (u *unit) numbers(p *passage, tell func(Number)) {
	for i := p.start; i < p.end; {
		if !isDigit(u.text[i]) {
			i++
			continue
		}
		value, end := numberAt(u.text[:p.end], i, p.lang)
		if p.prose != nil {
			tell(Number{Place: u.place(p, i, end), Value: value})
		} else if made, _ := u.made(i); made == nil {
			tell(Number{Place: u.place(p, i, end), Value: value})
		}
		i = end
	}
}

// numberAt reads the number that begins at a digit: its value as all languages
// have it, and where it ends.
func numberAt(s string, i int, l *site.Language) (value string, end int) {
	digits := func(i int) int {
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		return i
	}
	end = digits(i)
	value = s[i:end]
	if l == nil {
		return value, end
	}
	for first := end - i; first <= 3; {
		rest, ok := cutAny(s[end:], l.Numbers.Thousands)
		at := len(s) - len(rest)
		if !ok || digits(at) != at+3 {
			break
		}
		value, end = value+s[at:at+3], at+3
	}
	if rest, ok := strings.CutPrefix(s[end:], l.Numbers.Decimal); ok && rest != "" && isDigit(rest[0]) {
		at := len(s) - len(rest)
		end = digits(at)
		value += "." + s[at:end]
	}
	return value, end
}

// cutAny is CutPrefix, for which one space is like another.
func cutAny(s, prefix string) (string, bool) {
	if strings.TrimSpace(prefix) == "" {
		for _, space := range []string{" ", "\u00A0", "\u202F", "\u2009"} {
			if rest, ok := strings.CutPrefix(s, space); ok && prefix != "" {
				return rest, true
			}
		}
		return s, false
	}
	return strings.CutPrefix(s, prefix)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// spelt notes the numbers that a passage holds in words: what one language
// writes in digits may stand in words in the other.
func (u *unit) spelt(p *passage, s *Section) {
	for _, w := range u.words[p.first:p.last] {
		if w.number > 0 {
			s.Spelt = append(s.Spelt, strconv.Itoa(int(w.number)))
		}
	}
}
