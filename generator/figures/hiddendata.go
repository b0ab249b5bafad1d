package figures

import (
	"slices"
	"strings"

	"sotto/generator/site"
)

// Exposure is a number of a table that its small numbers forbid to publish, and
// that cannot be hidden.
type Exposure struct {
	Dataset *site.Dataset
	// At is the cell; nil is what the table says of small numbers.
	At            *Ref
	Message, Help string
}

// Usual is the threshold below which a count of people is small when a table
// does not say it, and PercentBase the usual smallest base of a percentage.
const (
	Usual       = 10
	PercentBase = 50
)

// mostLinked is how many numbers can hang together where some are small: the
// search for what to hide looks at all of them, and takes about a second for
// so many.
const mostLinked = 1600

// Withhold hides small numbers, with as many others as they need, in all tables
// at once: tables that share cells are one system. It rounds what is shown where
// the tables say so. What is hidden is gone from the datasets, so that whatever
// is made of them shows none of it: tables, sentences, charts, downloads.
//
// The tables must be right: each that can be read has passed Check. Nothing is
// changed when there is an exposure.
func Withhold(all []*site.Dataset) []Exposure {
	var groups []*linked
	var out []Exposure
	for _, tables := range connected(all) {
		g := newLinked(tables)
		out = append(out, g.plan()...)
		groups = append(groups, g)
	}
	if len(out) == 0 {
		for _, g := range groups {
			g.apply()
		}
	}
	return out
}

// connected groups tables that share cells.
func connected(all []*site.Dataset) [][]*site.Dataset {
	group := make([]int, len(all))
	for i := range group {
		group[i] = i
	}
	for i, d := range all {
		for _, s := range d.Same {
			of, _, _ := strings.Cut(s.Is, ".")
			if j := slices.IndexFunc(all, func(d *site.Dataset) bool { return d.Name == of }); j >= 0 {
				from, to := group[j], group[i]
				for k := range group {
					if group[k] == from {
						group[k] = to
					}
				}
			}
		}
	}
	var out [][]*site.Dataset
	for g := range all {
		var tables []*site.Dataset
		for i, d := range all {
			if group[i] == g && !d.Unread {
				tables = append(tables, d)
			}
		}
		if tables != nil {
			out = append(out, tables)
		}
	}
	return out
}

// apply takes out of the tables what is hidden, and rounds the rest.
func (g *linked) apply() {
	for i, h := range g.hidden.Cells {
		c := cell(g.spots[i].table, g.spots[i].Ref)
		switch {
		case h:
			*c = hide(*c)
		case !g.system.Cells[i].Public:
			c.Value.N = int64(g.policy.Shown(int(c.Value.N)))
		}
	}
	for i, h := range g.hidden.Ratios {
		if c := cell(g.ratios[i].table, g.ratios[i].Ref); h {
			*c = hide(*c)
		}
	}
	for _, d := range g.tables {
		if g.policy.Threshold > 0 && d.SmallNumbers.Why == "" {
			g.remake(d)
		}
	}
}

// hide is the cell without its number.
func hide(c site.DataCell) site.DataCell {
	return site.DataCell{Kind: site.Hidden, Line: c.Line, Col: c.Col}
}

// remake hides what is worked out of hidden numbers, such as a difference of
// percentages, and works out percentages anew from rounded ones: so they tell
// no more than those do.
func (g *linked) remake(d *site.Dataset) {
	equations := Equations(d)
	changed := true
	for range equations { // one may be made of another's result, and two of each other
		if !changed {
			break
		}
		changed = false
		for _, e := range equations {
			_, counts := g.at[spot{d, e.Result}]
			c := cell(d, e.Result)
			if counts || c.Kind != site.Known {
				continue
			}
			made := result(d, e)
			made.Line, made.Col = c.Line, c.Col
			changed = changed || made != *c
			*c = made
		}
	}
}
