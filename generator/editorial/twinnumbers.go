package editorial

import (
	"fmt"
	"slices"

	"sotto/generator/diag"
)

// numbers compares the numbers of a section in its sentences: paragraph by
// paragraph where both have as many, else all together. Their order is each
// language's own, and one language may say a number twice where the other says
// "that year", or spell it.
func (l *level) numbers(a, b *Section) {
	groups, level := 1, len(a.Passages) == len(b.Passages)
	if level {
		groups = len(a.Passages)
	}
	of := func(list []Number, group int) (out []Number) {
		for _, n := range list {
			if (!level || n.Passage == group) && !has(out, n) {
				out = append(out, n)
			}
		}
		return out
	}
	for g := range groups {
		at := b.Place
		if level {
			at = b.Passages[g]
		}
		l.sets(of(a.Numbers, g), of(b.Numbers, g), a, b, at, a.Place)
	}
}

// sets tells of numbers that only one of two texts has.
func (l *level) sets(here, there []Number, a, b *Section, at, original Place) {
	only := func(list, other []Number, spelt []string) (out []Number) {
		for _, n := range list {
			if !has(other, n) && !slices.Contains(spelt, n.Value) {
				out = append(out, n)
			}
		}
		return out
	}
	missing, extra := only(here, there, b.Spelt), only(there, here, a.Spelt)
	// What has only moved within its section is well.
	if len(extra) == 0 {
		missing = only(missing, b.Numbers, nil)
	}
	if len(missing) == 0 {
		extra = only(extra, a.Numbers, nil)
	}
	for i, n := range extra {
		if i < len(missing) {
			l.tell(n.Place, "level/number", diag.Error, fmt.Sprintf("here stands %s, and in the original (%s) %s", n.Value, l.line(missing[i].Place), missing[i].Value), "write the same number in both", missing[i].Place)
			continue
		}
		l.tell(n.Place, "level/number", diag.Error, fmt.Sprintf("the original (%s) has no %s here", l.line(original), n.Value), "write the same numbers in both", original)
	}
	for _, n := range missing[min(len(extra), len(missing)):] {
		l.tell(at, "level/number", diag.Error, fmt.Sprintf("the original has the number %s here (%s), and this translation has not", n.Value, l.line(n.Place)), "write the same numbers in both", n.Place)
	}
}

func has(list []Number, n Number) bool {
	return slices.ContainsFunc(list, func(other Number) bool { return other.Value == n.Value })
}

// cells compares the numbers of a section's tables, one by one.
func (l *level) cells(a, b *Section) {
	for i := range min(len(a.Cells), len(b.Cells)) {
		if x, y := a.Cells[i], b.Cells[i]; x.Value != y.Value {
			l.tell(y.Place, "level/number", diag.Error, fmt.Sprintf("here stands %s, and in the table of the original (%s) %s", y.Value, l.line(x.Place), x.Value), "write the same number in both", x.Place)
			if len(a.Cells) != len(b.Cells) {
				return // those behind it have moved
			}
		}
	}
	if len(a.Cells) != len(b.Cells) {
		l.tell(b.Place, "level/number", diag.Error, fmt.Sprintf("the tables of this section hold %d numbers, and those of the original (%s) %d", len(b.Cells), l.line(a.Place), len(a.Cells)), "give both the same rows and columns", a.Place)
	}
}

// frontTexts compares the numbers in the texts of the front matter: the first
// description with the first, the second point with the second.
func (l *level) frontTexts() {
	byKey := func(list []FrontText) map[string][]FrontText {
		out := map[string][]FrontText{}
		for _, t := range list {
			out[t.Key] = append(out[t.Key], t)
		}
		return out
	}
	a := byKey(l.a.Front)
	seen := map[string]int{}
	for _, t := range l.b.Front {
		n := seen[t.Key]
		seen[t.Key]++
		if n < len(a[t.Key]) {
			x := a[t.Key][n]
			l.sets(x.Numbers, t.Numbers, &Section{Numbers: x.Numbers}, &Section{Numbers: t.Numbers}, t.Place, x.Place)
		}
	}
}
