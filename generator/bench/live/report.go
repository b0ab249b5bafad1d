package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// quantity is one of the things compared.
type quantity struct {
	name string
	of   func(taken) float64 // in milliseconds
}

var quantities = []quantity{
	{"time", func(t taken) float64 { return t.time.Seconds() * 1e3 }},
	{"cpu", func(t taken) float64 { return t.cpu.Seconds() * 1e3 }},
}

// milliseconds names Sotto's own time, which needs no other beside it.
const milliseconds = "milliseconds"

// parseLimits reads "time=1,cpu=1,milliseconds=100".
func parseLimits(s string) (map[string]float64, error) {
	limits := map[string]float64{}
	for part := range strings.SplitSeq(s, ",") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		if name != milliseconds && !slices.ContainsFunc(quantities, func(q quantity) bool { return q.name == name }) {
			return nil, fmt.Errorf("-limit %q: name time, cpu or milliseconds", part)
		}
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || !(v > 0) {
			return nil, fmt.Errorf("-limit %q: write a number, such as %s=1", part, name)
		}
		limits[name] = v
	}
	return limits, nil
}

// report prints the medians and the median ratios of one kind of change, and
// answers with errOver when one is over its limit or cannot be known.
func report(w io.Writer, kind string, ways []way, rounds []round, limits map[string]float64) error {
	var over []error
	fmt.Fprintf(w, "\n%s, %d times\n", kind, len(rounds))
	for _, q := range quantities {
		of := func(i int) (list []float64) {
			for _, r := range rounds {
				list = append(list, q.of(r[i]))
			}
			return list
		}
		fmt.Fprintf(w, "  %-5s", q.name)
		for i, side := range ways {
			list := of(i)
			fmt.Fprintf(w, "%s %8.1f ms (%.1f to %.1f)   ", side.name, median(list), slices.Min(append(list, median(list))), slices.Max(append(list, median(list))))
		}
		if limit, ok := limits[milliseconds]; ok && q.name == "time" && median(of(0)) > limit {
			over = append(over, fmt.Errorf("%s takes %.1f ms, limit %g: %w", ways[0].name, median(of(0)), limit, errOver))
		}
		limit, limited := limits[q.name]
		var ratios []float64
		for _, r := range rounds {
			if y := q.of(r[1]); len(ways) > 1 && y > 0 {
				ratios = append(ratios, q.of(r[0])/y)
			}
		}
		switch ratio := median(ratios); {
		case len(ratios) > 0 && median(of(0)) > 0:
			fmt.Fprintf(w, "ratio %.3f", ratio)
			if limited && ratio > limit {
				over = append(over, fmt.Errorf("%s of %s is %.3f of %s's, limit %g: %w", q.name, kind, ratio, ways[1].name, limit, errOver))
			}
		case limited:
			over = append(over, fmt.Errorf("%s cannot be measured here: %w", q.name, errOver))
		}
		fmt.Fprintln(w)
	}
	return errors.Join(over...)
}

// median returns the middle value, or the mean of the two middle ones; 0 of none.
func median(list []float64) float64 {
	s := slices.Sorted(slices.Values(list))
	if len(s) == 0 {
		return 0
	}
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}
