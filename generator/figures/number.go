package figures

import (
	"math/big"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Rat is a number as an exact fraction.
func Rat(n site.Number) *big.Rat { return new(big.Rat).SetFrac(big.NewInt(n.N), tens(n.Decimals)) }

func tens(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// Round makes a number of so many decimals of a fraction. Halves go by the
// rule, a negative number as its positive. Fractions of more than eighteen
// digits do not come up: cells have twelve at most.
func Round(r *big.Rat, decimals int, rule site.Rounding) site.Number {
	scaled := new(big.Rat).Mul(new(big.Rat).Abs(r), new(big.Rat).SetInt(tens(decimals)))
	whole, rest := new(big.Int).QuoRem(scaled.Num(), scaled.Denom(), new(big.Int))
	switch half := new(big.Int).Lsh(rest, 1).Cmp(scaled.Denom()); {
	case half > 0, half == 0 && (rule != site.HalfEven || whole.Bit(0) == 1):
		whole.Add(whole, big.NewInt(1))
	}
	n := whole.Int64()
	if r.Sign() < 0 {
		n = -n
	}
	return site.Number{N: n, Decimals: decimals}
}

// String writes a number as a CSV has it: "1316", "-4", "12.5".
func String(n site.Number) string {
	return strings.ReplaceAll(Plain(n), ",", "")
}

// Plain writes a number as messages to editors do: "1,316", "−4", "12.5".
func Plain(n site.Number) string {
	unit := int64(1)
	for range n.Decimals {
		unit *= 10
	}
	sign, v := "", n.N
	if v < 0 {
		sign, v = "-", -v
	}
	s := sign + diag.Number(int(v/unit))
	if n.Decimals > 0 {
		rest := diag.Number(int(v%unit + unit)) // with a 1 in front, for the noughts
		s += "." + strings.ReplaceAll(rest, ",", "")[1:]
	}
	return s
}

// equal says whether two numbers are the same, however many decimals they have.
func equal(a, b site.Number) bool { return Rat(a).Cmp(Rat(b)) == 0 }
