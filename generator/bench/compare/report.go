package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// pair is one run of each program, one after the other.
type pair [2]cost

// quantity is one of the things compared.
type quantity struct {
	name string
	unit string
	of   func(cost) float64
}

// seconds names the first program's CPU time, which has no other beside it.
const seconds = "seconds"

var quantities = []quantity{
	{"wall", "s", func(c cost) float64 { return c.wall.Seconds() }},
	{"cpu", "s", func(c cost) float64 { return c.cpu().Seconds() }},
	{"memory", "MB", func(c cost) float64 { return float64(c.memory) / 1e6 }},
}

// parseLimits reads "wall=0.6,cpu=0.6".
func parseLimits(s string) (map[string]float64, error) {
	limits := map[string]float64{}
	for _, part := range strings.Split(s, ",") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		if name != seconds && !slices.ContainsFunc(quantities, func(q quantity) bool { return q.name == name }) {
			return nil, fmt.Errorf("-limit %q: name wall, cpu, memory or seconds", part)
		}
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || !(v > 0) {
			return nil, fmt.Errorf("-limit %q: write a ratio, such as %s=0.6", part, name)
		}
		limits[name] = v
	}
	return limits, nil
}

// report prints the medians and the median ratios, and answers with errOver
// when a ratio is over its limit or cannot be known.
func report(w io.Writer, a, b string, pairs []pair, limits map[string]float64) error {
	var over []error
	fmt.Fprintf(w, "\n%-8s %14s %14s %10s   lowest to highest\n", "median", a, b, a+"/"+b)
	var own []float64
	for _, p := range pairs {
		own = append(own, p[0].cpu().Seconds())
	}
	if limit, ok := limits[seconds]; ok && median(own) > limit {
		over = append(over, fmt.Errorf("%s takes %.2f s of CPU time, limit %g: %w", a, median(own), limit, errOver))
	}
	for _, q := range quantities {
		var as, bs, ratios []float64
		for _, p := range pairs {
			x, y := q.of(p[0]), q.of(p[1])
			as, bs = append(as, x), append(bs, y)
			if y > 0 {
				ratios = append(ratios, x/y)
			}
		}
		limit, limited := limits[q.name]
		if len(ratios) == 0 || median(as) == 0 {
			fmt.Fprintf(w, "%-8s %11.2f %-2s   nothing to compare it with\n", q.name, median(as), q.unit)
			if limited {
				over = append(over, fmt.Errorf("%s cannot be measured here: %w", q.name, errOver))
			}
			continue
		}
		ratio := median(ratios)
		fmt.Fprintf(w, "%-8s %11.2f %-2s %11.2f %-2s %10.3f   %.3f to %.3f", q.name, median(as), q.unit, median(bs), q.unit, ratio, slices.Min(ratios), slices.Max(ratios))
		if limited {
			verdict := "fine"
			if ratio > limit {
				verdict = "TOO MUCH"
				over = append(over, fmt.Errorf("%s is %.3f of %s's, limit %g: %w", q.name, ratio, b, limit, errOver))
			}
			fmt.Fprintf(w, "   limit %.2f: %s", limit, verdict)
		}
		fmt.Fprintln(w)
	}
	return errors.Join(over...)
}

// median returns the middle value, or the mean of the two middle ones.
func median(list []float64) float64 {
	s := slices.Sorted(slices.Values(list))
	if len(s) == 0 {
		return 0
	}
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}
