package figures

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"sotto/generator/site"
)

// qualifier is what a claim says of how a figure lies to its number.
type qualifier int

const (
	exactly qualifier = iota
	moreThan
	atLeast
	lessThan
	atMost
	nearly
	about
)

// form is what sort of number a claim names.
type form int

const (
	number  form = iota // so many
	percent             // so many per cent
	part                // a third, one in three
	times               // doubled
	rise                // rose by so many, in number or per cent
	fall                // fell by so many
)

// claim is what words say.
type claim struct {
	qualifier
	form
	n    *big.Rat // of percent, and of a rise in per cent, in per cent
	unit *big.Rat // the place to which n is rounded as written: 1, 1/10, 1,000,000
	cent bool     // of rise and fall: n is in per cent
	per  string   // "", "day", "week", "month", "year"
	noun string   // what stands behind the number
}

// reader reads claims in one language.
type reader struct {
	l     *site.Language
	nouns []string
}

// fold makes words comparable: lower case, single spaces, straight apostrophes,
// no punctuation around them.
func fold(s string) string {
	s = strings.NewReplacer("’", "'", "‘", "'", "−", "-").Replace(strings.ToLower(s))
	return strings.Trim(strings.Join(strings.Fields(s), " "), ".,;:!?“”\"")
}

// after takes one of some words off the front of a text, the longest that
// stands there as a whole.
func after(s string, words []string) (rest string, ok bool) {
	best := -1
	for _, w := range words {
		if len(w) > best && strings.HasPrefix(s, w) && boundary(s, len(w)) {
			best = len(w)
		}
	}
	if best < 0 {
		return s, false
	}
	return strings.TrimLeft(s[best:], " "), true
}

// boundary says whether a word may end at a place in a text.
func boundary(s string, at int) bool {
	if at >= len(s) || at == 0 {
		return true
	}
	before, next := rune(s[at-1]), rune(s[at])
	return !unicode.IsLetter(before) || !unicode.IsLetter(next) && next < 0x80
}

// before takes one of some words off the end of a text.
func before(s string, words []string) (rest string, ok bool) {
	for _, w := range words {
		if rest, ok := strings.CutSuffix(s, " "+w); ok {
			return rest, true
		}
	}
	return s, false
}

func (r *reader) qualify(s string) (qualifier, string) {
	c := &r.l.Claims
	best, found := s, exactly
	for i, words := range [][]string{moreThan: c.MoreThan, atLeast: c.AtLeast, lessThan: c.LessThan, atMost: c.AtMost, nearly: c.Nearly, about: c.About} {
		if rest, ok := after(s, words); ok && rest != "" && len(rest) < len(best) {
			best, found = rest, qualifier(i)
		}
	}
	return found, best
}

// read reads a claim; ok is false when the words are none.
func (r *reader) read(s string) (k claim, ok bool) {
	c := &r.l.Claims
	s = fold(s)
	for _, p := range []struct {
		name  string
		words []string
	}{{"day", c.Day}, {"week", c.Week}, {"month", c.Month}, {"year", c.Year}} {
		if rest, ok := before(s, p.words); ok {
			s, k.per = rest, p.name
			break
		}
	}
	k.qualifier, s = r.qualify(s)
	if n, ok := named(s, c.Times); ok && k.per == "" {
		k.form, k.n = times, n
		return k, true
	}
	for i, forms := range [][]string{c.Rise, c.Fall} {
		for _, f := range forms {
			head, tail, _ := strings.Cut(f, "{n}")
			inner, starts := strings.CutPrefix(s, head)
			inner, ends := strings.CutSuffix(inner, tail)
			if !starts || !ends || k.per != "" {
				continue
			}
			if q, rest := r.qualify(inner); k.qualifier == exactly && q != exactly {
				k.qualifier, inner = q, rest
			}
			if amount, ok := r.amount(inner); ok {
				amount.qualifier, amount.cent = k.qualifier, amount.form != number
				if amount.form == part {
					amount.n.Mul(amount.n, big.NewRat(100, 1))
					amount.unit = nil
				}
				amount.form = form(int(rise) + i)
				return amount, true
			}
		}
	}
	amount, ok := r.amount(s)
	amount.qualifier, amount.per = k.qualifier, k.per
	return amount, ok && (k.per == "" || amount.form == number)
}

// amount reads a number, a percentage or a part.
func (r *reader) amount(s string) (k claim, ok bool) {
	c := &r.l.Claims
	if n, ok := named(s, c.Shares); ok {
		return claim{form: part, n: n}, true
	}
	n, unit, rest, ok := r.digits(s)
	if !ok {
		return k, false
	}
	k = claim{n: n, unit: unit}
	if rest == "" {
		return k, true
	}
	for _, w := range c.OutOf {
		if tail, ok := strings.CutPrefix(rest, w+" "); ok {
			if m, _, rest, ok := r.digits(tail); ok && rest == "" && m.Sign() > 0 {
				return claim{form: part, n: n.Quo(n, m)}, true
			}
		}
	}
	if rest, ok := after(rest, c.Percent); ok {
		k.form = percent
		return k, rest == ""
	}
	for _, noun := range r.nouns {
		if rest == noun {
			k.noun = noun
			return k, true
		}
	}
	return k, false
}

// digits reads a number off the front of a text, in digits or in a word, with
// the scale behind it.
func (r *reader) digits(s string) (n, unit *big.Rat, rest string, ok bool) {
	c := &r.l.Claims
	end := Span(r.l, s)
	if end > 0 {
		v, ok := r.parse(s[:end])
		if !ok {
			return nil, nil, s, false
		}
		n, unit, rest = Rat(v), Rat(site.Number{N: 1, Decimals: v.Decimals}), strings.TrimLeft(s[end:], " ")
	} else {
		for _, w := range c.Numbers {
			for _, word := range w.Words {
				if tail, ok := after(s, []string{word}); ok && (n == nil || len(tail) < len(rest)) {
					n, unit, rest = fraction(w), big.NewRat(1, 1), tail
				}
			}
		}
	}
	if n == nil {
		return nil, nil, s, false
	}
	for _, w := range c.Scales {
		if tail, ok := after(rest, w.Words); ok {
			return n.Mul(n, fraction(w)), unit.Mul(unit, fraction(w)), tail, true
		}
	}
	return n, unit, rest, true
}

// Span is how many bytes at the front of a text are a number, as a language
// writes it: 5 of "1,747 users".
func Span(l *site.Language, s string) int {
	end := 0
	for end < len(s) {
		if s[end] >= '0' && s[end] <= '9' {
			end++
			continue
		}
		sign := 0
		for _, t := range []string{l.Numbers.Thousands, plainSpace(l.Numbers.Thousands), l.Numbers.Decimal} {
			if t != "" && strings.HasPrefix(s[end:], t) {
				sign = len(t)
			}
		}
		if next := end + sign; end == 0 || sign == 0 || next >= len(s) || s[next] < '0' || s[next] > '9' {
			break
		}
		if grouped := s[end] != '.' && s[end] != ','; grouped && Span(l, s[end+sign:]) < 3 {
			break // "2018 12": two numbers, and no thousands
		}
		end += sign
	}
	return end
}

// plainSpace is a sign, or a plain space for one that does not break.
func plainSpace(sign string) string {
	if strings.TrimSpace(sign) == "" {
		return " "
	}
	return sign
}

// Parse reads a number as a language writes it: "1,747", "12.5".
func Parse(l *site.Language, s string) (site.Number, bool) { return (&reader{l: l}).parse(s) }

func (r *reader) parse(s string) (site.Number, bool) {
	whole, decimals, _ := strings.Cut(s, r.l.Numbers.Decimal)
	if r.l.Numbers.Decimal == "" {
		whole, decimals = s, ""
	}
	if t := plainSpace(r.l.Numbers.Thousands); r.l.Numbers.Thousands != "" {
		groups := strings.Split(strings.ReplaceAll(whole, r.l.Numbers.Thousands, t), t)
		for _, g := range groups[1:] {
			if len(g) != 3 {
				return site.Number{}, false
			}
		}
		whole = strings.Join(groups, "")
	}
	n, err := strconv.ParseInt(whole+decimals, 10, 64)
	return site.Number{N: n, Decimals: len(decimals)}, err == nil && whole != "" && len(whole) <= maxDigits && len(decimals) <= 3
}

// maxDigits is how many digits a number has before the point, at most.
const maxDigits = 12

// named finds the number that words mean as a whole.
func named(s string, list []site.NumberWords) (*big.Rat, bool) {
	for _, w := range list {
		for _, word := range w.Words {
			if s == word {
				return fraction(w), true
			}
		}
	}
	return nil, false
}

func fraction(w site.NumberWords) *big.Rat { return big.NewRat(int64(w.Is), int64(max(w.Of, 1))) }
