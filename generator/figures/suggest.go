package figures

import (
	"math/big"
	"strings"

	"sotto/generator/site"
)

// suggest proposes words that are true: in words where there are some, and in
// digits.
func suggest(f Figure, k claim, r *reader, write func(site.Number, site.Measure) string) string {
	c := &r.l.Claims
	var out []string
	// try keeps a wording that can be read and holds.
	try := func(words string) bool {
		said, ok := r.read(words)
		if !ok {
			return false
		}
		v, problem := f.subject(said)
		if problem != nil || !said.holds(v) {
			return false
		}
		out = append(out, ":claim["+words+"]")
		return true
	}
	switch f.Measure {
	case site.Change:
		nearest(c.Times, f.Ratio, c, try)
		change := new(big.Rat).Sub(f.Ratio, one)
		list := c.Rise
		if change.Sign() < 0 {
			list = c.Fall
		}
		if len(list) > 0 {
			change.Abs(change)
			try(strings.Replace(list[0], "{n}", write(Round(change.Mul(change, cent), f.Cell.Value.Decimals, f.Dataset.Rounding), site.Percent), 1))
		}
	case site.Percent:
		nearest(c.Shares, f.Ratio, c, try)
		try(write(f.Cell.Value, site.Percent))
	default:
		v, problem := f.subject(claim{per: k.per})
		words := map[string][]string{"day": c.Day, "week": c.Week, "month": c.Month, "year": c.Year}[k.per]
		if problem == nil && len(words) > 0 && len(c.About) > 0 {
			try(c.About[0] + " " + write(significant(v), site.Count) + " " + words[0])
		} else {
			try(write(f.Cell.Value, site.Count))
		}
	}
	if len(out) == 0 {
		return "write the number itself: :stat[" + f.Ref + "]"
	}
	return "write " + strings.Join(out, " or ") + ", or the number itself: :stat[" + f.Ref + "]"
}

// nearest tries the words of the number nearest to a ratio: by themselves, then
// with what stands before them.
func nearest(words []site.NumberWords, ratio *big.Rat, c *site.Claims, try func(string) bool) {
	best, off := -1, new(big.Rat)
	for i, w := range words {
		d := new(big.Rat).Sub(ratio, fraction(w))
		d.Abs(d.Quo(d, fraction(w)))
		if len(w.Words) > 0 && (best < 0 || d.Cmp(off) < 0) {
			best, off = i, d
		}
	}
	if best < 0 || off.Cmp(big.NewRat(1, 4)) > 0 {
		return
	}
	word := words[best].Words[0]
	above := ratio.Cmp(fraction(words[best])) > 0
	for _, list := range [][]string{c.MoreThan, c.Nearly} {
		if len(list) > 0 && (above || len(c.MoreThan) == 0 || list[0] != c.MoreThan[0]) && try(list[0]+" "+word) {
			return
		}
	}
	try(word)
}

// significant rounds a number to two digits, for about so many.
func significant(v *big.Rat) site.Number {
	unit := int64(1)
	for new(big.Rat).Quo(v, big.NewRat(unit, 1)).Cmp(cent) >= 0 {
		unit *= 10
	}
	n := Round(new(big.Rat).Quo(v, big.NewRat(unit, 1)), 0, site.HalfUp)
	return site.Number{N: n.N * unit}
}
