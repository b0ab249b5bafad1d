package editorial

import (
	"strings"

	"sotto/generator/schema"
)

// What a telephone number looks like by itself, without the words around it.

// digitsOf are the digits of groups a to b; a 0 in brackets behind a calling
// code is left out.
func (r *numberRun) digitsOf(a, b int) string {
	var s strings.Builder
	for g := a; g <= b; g++ {
		t := r.groups[g]
		if g > a && r.tokens[t].text == "0" && r.tokens[t-1].text == "(" && r.plus {
			continue
		}
		s.WriteString(r.tokens[t].text)
	}
	return s.String()
}

// opens says whether a number may begin at group a: a hyphen or a full stop
// holds what is before it together.
func (r *numberRun) opens(a int) bool {
	if a == 0 {
		return true
	}
	t := r.groups[a]
	return r.tokens[t-1].kind != tokenMark || r.tokens[t-1].text == "(" || strings.Contains("-–—", r.tokens[t-1].text) && r.tokens[t-1].end < r.tokens[t].start
}

// exact looks for a number of the registry that begins at group a.
func (u *contactText) exact(r numberRun, a int) (last int, it registered, found bool) {
	if !r.opens(a) {
		return -1, it, false
	}
	for b := len(r.groups) - 1; b >= a; b-- {
		if s := r.digitsOf(a, b); len(s) >= 5 {
			if it, found = u.house.contacts.numbers[s]; found || schema.IsShort(s) {
				return b, it, true
			}
		}
	}
	return -1, it, false
}

// shaped returns the last group of a number that begins at group a and has the
// shape of one to call; else -1.
func (u *contactText) shaped(r numberRun, a int) int {
	first := r.tokens[r.groups[a]].text
	home := u.house.contacts.home
	switch {
	case !r.opens(a) || r.dated(a):
		return -1
	case a == 0 && r.plus:
		return r.longest(a, 7, 15, func(s string) bool { return schema.NumberProblem("+"+s, nil) == "" })
	case strings.HasPrefix(first, "00") && strings.Trim(first, "0") != "":
		return r.longest(a, 9, 17, func(s string) bool { return schema.NumberProblem("+"+s[2:], nil) == "" })
	case first[0] == '0' && strings.Trim(first, "0") != "" || first == "0" && a == 0:
		if first == "0" && r.decimal(a) {
			return -1
		}
		least := 8
		if len(first) >= 4 && len(first) <= 6 {
			least = 6
		} else if len(first) > 6 {
			least = 9
		}
		return r.longest(a, least, 13, func(s string) bool { return schema.NumberProblem("+"+home+s[1:], nil) == "" })
	case home != "" && (first == home || strings.HasPrefix(first, home) && len(first) > 9):
		return r.valid(a, func(s string) bool { return len(s) >= len(home)+9 && schema.NumberProblem("+"+s, nil) == "" })
	}
	return r.abroad(a)
}

// longest is the last group of the longest number from group a that a numbering
// plan allows; without one, of the longest between least and most digits.
func (r *numberRun) longest(a, least, most int, allowed func(string) bool) int {
	if b := r.valid(a, func(s string) bool { return len(s) >= least && len(s) <= most && allowed(s) }); b >= 0 {
		return b
	}
	return r.valid(a, func(s string) bool { return len(s) >= least && len(s) <= most })
}

func (r *numberRun) valid(a int, is func(string) bool) int {
	for b := len(r.groups) - 1; b >= a; b-- {
		if is(r.digitsOf(a, b)) {
			return b
		}
	}
	return -1
}

// abroad knows shapes without a 0 before them: 888-773-8368 and 1-888-773-8368,
// and freephone numbers such as 1800 247 247.
func (r *numberRun) abroad(a int) int {
	size := func(i int) int {
		if a+i >= len(r.groups) {
			return 0
		}
		return len(r.tokens[r.groups[a+i]].text)
	}
	text := func(i int) string { return r.tokens[r.groups[a+i]].text }
	i := 0
	if text(0) == "1" {
		i = 1
	}
	if size(i) == 3 && size(i+1) == 3 && size(i+2) == 4 && text(i)[0] > '1' {
		return a + i + 2
	}
	if size(0) == 4 && strings.HasPrefix(text(0), "1") && strings.HasSuffix(text(0), "00") && strings.ContainsAny(text(0)[1:2], "38") {
		return r.valid(a, func(s string) bool { return len(s) == 10 })
	}
	return -1
}

// decimal says whether group a begins a decimal or two: 0.25, 0.25–0.5.
func (r *numberRun) decimal(a int) bool {
	return a+1 < len(r.groups) && r.tokens[r.groups[a]+1].text == "."
}

// dated says whether group a begins a date, a span of times, or the rest of a
// number whose thousands are set apart.
func (r *numberRun) dated(a int) bool {
	text := func(i int) string {
		if a+i >= len(r.groups) {
			return ""
		}
		return r.tokens[r.groups[a+i]].text
	}
	sign := func(i int) string {
		if a+i >= len(r.groups) || r.tokens[r.groups[a+i]-1].kind != tokenMark {
			return ""
		}
		return r.tokens[r.groups[a+i]-1].text
	}
	upTo := func(s string, most string) bool { return len(s) > 0 && len(s) <= 2 && (len(s) < 2 || s <= most) }
	switch {
	case upTo(text(0), "31") && upTo(text(1), "31") && (len(text(2)) == 4 || len(text(2)) == 2 && sign(1) != "" && sign(1) == sign(2) && text(3) == ""):
		return true // 24.01.2018
	case sign(1) == "." && upTo(text(0), "24") && len(text(1)) == 2 && text(1) <= "59":
		return true // 09.00–17.00
	case len(text(0)) == 4 && len(text(1)) == 4 && isTime(text(0)) && isTime(text(1)) && text(2) == "" && sign(1) != "":
		return true // 0900–1700
	case a > 0 && len(text(0)) == 3 && len(r.tokens[r.groups[a-1]].text) <= 3:
		for i := 0; text(i) != ""; i++ {
			if len(text(i)) != 3 {
				return false
			}
		}
		return true // 2 050 000
	}
	return false
}

// isTime says whether four digits are a time of day that a clock would be set
// to: 0930.
func isTime(s string) bool { return s < "2400" && s[2:] < "60" && s[3]%5 == '0'%5 }

// apart says whether a dash with blanks stands between groups: 138 - 142.
func (r *numberRun) apart(a, b int) bool {
	for g := a + 1; g <= b; g++ {
		if t := r.groups[g]; r.tokens[t-1].kind == tokenMark && r.tokens[t-1].end < r.tokens[t].start {
			return true
		}
	}
	return false
}

func isYear(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }
