package locale

import (
	"strconv"
	"strings"

	"sotto/generator/site"
)

// Figure writes a number of a table: "1,747", "12.5", "103%", "−4"; signed puts
// a plus sign before more than nothing, as for a change in a table: "+103%".
func Figure(l *site.Language, n site.Number, m site.Measure, signed bool) string {
	unit := int64(1)
	for range n.Decimals {
		unit *= 10
	}
	sign, v := "", n.N
	switch {
	case v < 0:
		sign, v = "−", -v
	case v > 0 && signed:
		sign = "+"
	}
	s := Number(l, int(v/unit))
	if n.Decimals > 0 {
		rest := strconv.FormatInt(v%unit, 10)
		s += l.Numbers.Decimal + strings.Repeat("0", n.Decimals-len(rest)) + rest
	}
	if m != site.Count {
		s = fill(l.Numbers.Percent, "{number}", s)
	}
	return sign + s
}
