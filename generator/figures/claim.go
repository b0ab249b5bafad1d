package figures

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"sotto/generator/site"
)

// How far words may lie from the number: five parts in a hundred either way for
// about, for doubled and for a third; ten below for nearly.
var (
	near   = big.NewRat(5, 100)
	almost = big.NewRat(10, 100)
	one    = big.NewRat(1, 1)
	cent   = big.NewRat(100, 1)
)

// Claim holds words against a figure. write writes a number in the words'
// language, for what the help proposes. Nil says that the words are true.
func Claim(f Figure, words string, l *site.Language, write func(site.Number, site.Measure) string) *Problem {
	r := &reader{l: l}
	if f.Unit != nil {
		for _, w := range f.Unit.Words[l.Code] {
			r.nouns = append(r.nouns, fold(w))
		}
	}
	r.nouns = append(r.nouns, l.Claims.People...)
	k, ok := r.read(words)
	if !ok {
		return &Problem{Code: "figure/words", Message: fmt.Sprintf("“%s” cannot be read as words that state a figure", words), Help: forms(l, f)}
	}
	if problem := People(f, k.noun, l); problem != nil {
		return problem
	}
	v, problem := f.subject(k)
	if problem != nil {
		problem.Help = suggest(f, k, r, write)
		return problem
	}
	if f.Bound != site.Exactly {
		return f.bounded(k, v, words)
	}
	if !k.holds(v) {
		return &Problem{Code: "figure/claim", Message: fmt.Sprintf("“%s” is not what %s says: %s", words, f.Ref, f.told(k, v)), Help: suggest(f, k, r, write)}
	}
	return nil
}

// Untrue is what is wrong with words that are told as somebody's mistake:
// problem is what Claim has said of them.
func Untrue(f Figure, words string, problem *Problem) *Problem {
	if problem == nil {
		return &Problem{Code: "figure/claim", Message: fmt.Sprintf("“%s” is told as untrue, and it is what %s says", words, f.Ref), Help: "take out untrue="}
	}
	if problem.Code == "figure/claim" {
		return nil
	}
	return problem
}

// People refuses a noun that says people where something else was counted.
func People(f Figure, noun string, l *site.Language) *Problem {
	if noun == "" || !slices.Contains(l.Claims.People, noun) || f.Unit != nil && f.Unit.People {
		return nil
	}
	what := "what the table counts"
	if f.Unit != nil {
		what = f.Unit.Label[l.Code]
	}
	return &Problem{Code: "figure/people", Message: fmt.Sprintf("%s counts %s, and those are not people: one person may be counted twice, or several as one", f.Ref, what),
		Help: fmt.Sprintf("write %s, or another word that says what was counted", what)}
}

// subject is the number of a figure that a claim is about.
func (f Figure) subject(k claim) (*big.Rat, *Problem) {
	no := func(format string, args ...any) (*big.Rat, *Problem) {
		return nil, &Problem{Code: "figure/claim", Message: fmt.Sprintf(format, args...)}
	}
	value := Rat(f.Cell.Value)
	switch k.form {
	case times, rise, fall:
		if !k.cent && k.form != times { // by a number
			if !f.Difference {
				return no("%s is not how many more or fewer there are, so that nothing can have changed by it", f.Ref)
			}
			if k.form == fall {
				value.Neg(value)
			}
			return value, nil
		}
		if f.Measure != site.Change {
			return no("%s is no change, so that nothing can have grown or shrunk by it", f.Ref)
		}
		if k.form == times {
			return f.Ratio, nil
		}
		change := new(big.Rat).Sub(f.Ratio, one)
		if k.form == fall {
			change.Neg(change)
		}
		return change.Mul(change, cent), nil
	case part:
		if f.Measure != site.Percent {
			return no("%s is no share of anything", f.Ref)
		}
		return f.Ratio, nil
	case percent:
		switch f.Measure {
		case site.Percent:
			return new(big.Rat).Mul(f.Ratio, cent), nil
		case site.Change:
			change := new(big.Rat).Sub(f.Ratio, one)
			return change.Mul(change, cent), nil
		}
		return no("%s is a number, and no percentage", f.Ref)
	}
	if f.Measure != site.Count {
		return no("%s is a percentage, and no number of anything", f.Ref)
	}
	if k.per == "" {
		return value, nil
	}
	if f.Period == nil || f.Period.From.IsZero() || f.Period.To.IsZero() {
		return no("the table does not say how long the period of %s is", f.Ref)
	}
	return value.Quo(value, length(f.Period, k.per)), nil
}

// length is how many days, weeks, months or years a period has. A month is
// from one day of a month to the day before it in the next; the days that are
// over are their part of a mean month.
func length(p *site.Period, per string) *big.Rat {
	end := p.To.AddDate(0, 0, 1)
	days := func(from time.Time) *big.Rat {
		return big.NewRat(int64(end.Sub(from).Round(24*time.Hour)/(24*time.Hour)), 1)
	}
	switch per {
	case "day":
		return days(p.From)
	case "week":
		n := days(p.From)
		return n.Quo(n, big.NewRat(7, 1))
	}
	months := 0
	for !p.From.AddDate(0, months+1, 0).After(end) {
		months++
	}
	rest := days(p.From.AddDate(0, months, 0))
	n := rest.Quo(rest, big.NewRat(304375, 10000))
	n.Add(n, big.NewRat(int64(months), 1))
	if per == "year" {
		n.Quo(n, big.NewRat(12, 1))
	}
	return n
}

// holds compares the exact number with what the claim says.
func (k claim) holds(v *big.Rat) bool {
	n := k.n
	if k.form == rise || k.form == fall {
		if v.Sign() <= 0 {
			return false
		}
	}
	if k.form == times && n.Cmp(one) < 0 { // halved: more of it is less
		if v.Sign() <= 0 {
			return k.qualifier == moreThan || k.qualifier == atLeast
		}
		n, v = new(big.Rat).Inv(n), new(big.Rat).Inv(v)
	}
	within := func(below, above *big.Rat) bool {
		low := new(big.Rat).Mul(n, new(big.Rat).Sub(one, below))
		high := new(big.Rat).Mul(n, new(big.Rat).Add(one, above))
		return v.Cmp(low) >= 0 && v.Cmp(high) <= 0
	}
	switch k.qualifier {
	case moreThan:
		return v.Cmp(n) > 0
	case atLeast:
		return v.Cmp(n) >= 0
	case lessThan:
		return v.Cmp(n) < 0
	case atMost:
		return v.Cmp(n) <= 0
	case nearly:
		return v.Cmp(n) < 0 && within(almost, new(big.Rat))
	case about:
		return within(near, near)
	}
	if k.unit == nil { // doubled, a third
		return within(near, near)
	}
	off := new(big.Rat).Sub(v, n)
	return off.Abs(off).Cmp(new(big.Rat).Mul(k.unit, big.NewRat(1, 2))) <= 0
}

// bounded holds a claim against a number that the source knows only roughly.
func (f Figure) bounded(k claim, v *big.Rat, words string) *Problem {
	roughly := "more than"
	switch {
	case f.Bound == site.Over && (k.qualifier == moreThan || k.qualifier == atLeast) && v.Cmp(k.n) >= 0:
		return nil
	case f.Bound == site.About && k.qualifier == about && k.holds(v):
		return nil
	case f.Bound == site.About:
		roughly = "about"
	}
	return &Problem{Code: "figure/claim", Message: fmt.Sprintf("“%s” is not what %s says: the source knows it only as %s %s", words, f.Ref, roughly, Plain(f.Cell.Value)),
		Help: fmt.Sprintf("say %s %s, and no more", roughly, Plain(f.Cell.Value))}
}

// told says what the figure is, for whoever claims otherwise.
func (f Figure) told(k claim, v *big.Rat) string {
	text := "it is " + Plain(f.Cell.Value)
	if f.Measure != site.Count {
		text += "%"
	}
	if len(f.Of) == 2 {
		text += fmt.Sprintf(", of %s and %s", shown(cell(f.Dataset, f.Of[0])), shown(cell(f.Dataset, f.Of[1])))
	}
	switch {
	case k.form == times:
		text += ", which is " + decimal(v, 2) + " times as much"
	case k.per != "":
		text += ", or " + decimal(v, 1) + " a " + k.per
	}
	return text
}

func decimal(r *big.Rat, digits int) string { return Plain(Round(r, digits, site.HalfUp)) }

// forms lists what can be read as a claim in a language.
func forms(l *site.Language, f Figure) string {
	c := &l.Claims
	first := func(list []string) string {
		if len(list) == 0 {
			return ""
		}
		return list[0]
	}
	var out []string
	add := func(text string) {
		if text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for _, list := range [][]site.NumberWords{c.Times, c.Shares} {
		for _, w := range list {
			add(first(w.Words))
		}
	}
	add("590")
	for _, list := range [][]string{c.Day, c.Week, c.Month, c.Year} {
		if len(list) > 0 {
			add("590 " + list[0])
		}
	}
	if len(c.Percent) > 0 {
		add("59" + c.Percent[0])
		for _, form := range [][]string{c.Rise, c.Fall} {
			if len(form) > 0 {
				add(strings.Replace(form[0], "{n}", "59"+c.Percent[0], 1))
			}
		}
	}
	if len(c.OutOf) > 0 {
		add("2 " + c.OutOf[0] + " 5")
	}
	var before []string
	for _, list := range [][]string{c.MoreThan, c.AtLeast, c.LessThan, c.AtMost, c.Nearly, c.About} {
		if len(list) > 0 {
			before = append(before, list[0])
		}
	}
	if len(out) < 3 {
		return fmt.Sprintf("the group claims in content/messages.%s.yaml lists no words for this: write :stat[%s]", l.Code, f.Ref)
	}
	return "words that can be read are: " + strings.Join(out, ", ") + "\nin front of them may stand: " + strings.Join(before, ", ") +
		"\nthe group claims in content/messages." + string(l.Code) + ".yaml lists them all; for the number itself write :stat[" + f.Ref + "]"
}
