package editorial

import (
	"strconv"
	"strings"
)

// How times and days are written, in words and in digits.

// spans finds the times and days of a sentence, from left to right.
func (u *contactText) spans(list []token, first, last int) []span {
	var out []span
	list = list[:last]
	for i := first; i < last; {
		s, ok := u.spanAt(list, i)
		if !ok {
			i++
			continue
		}
		out = append(out, s)
		i = s.last + 1
	}
	return out
}

// spanAt is the span that begins at a token.
func (u *contactText) spanAt(list []token, i int) (span, bool) {
	t := &list[i]
	switch {
	case t.of.class&wordAlways != 0:
		return span{dayNight, i, t.last, true}, true
	case t.of.class&wordDaily != 0:
		return span{everyDay, i, t.last, true}, true
	case t.of.class&wordAllDay != 0:
		return span{dayLong, i, t.last, true}, true
	case t.is(wordAlways):
		return span{dayNight, i, i, true}, true
	case t.is(wordDaily):
		return span{everyDay, i, i, true}, true
	}
	at := i // of the first time or day
	led := t.is(wordFrom|wordUntil) || t.of.class&(wordFrom|wordUntil) != 0
	if led {
		if at = i + 1; t.of.class&(wordFrom|wordUntil) != 0 {
			at = t.last + 1
		}
	}
	if end, firm, ok := clock(list, at); ok {
		if to := joint(list, end+1, led); to > 0 {
			if end, also, ok := clock(list, to); ok && (firm || also || !u.counts(list, end+1)) {
				return span{timeSpan, i, end, firm || also}, true
			}
		}
		if !led || firm || u.alone(list, end) {
			return span{oneTime, i, end, firm}, !isBareNumber(list, i, end, led)
		}
		return span{}, false
	}
	if end, many, ok := day(list, at); ok {
		if to := joint(list, end+1, led); to > 0 {
			if last, _, ok := day(list, to); ok {
				return span{daySpan, i, last, true}, true
			}
		}
		return span{oneDay, i, end, many}, true
	}
	return span{}, false
}

// isBareNumber says whether a time is no more than a number without a word
// before it.
func isBareNumber(list []token, first, end int, led bool) bool {
	return first == end && !led && (list[first].kind == tokenDigits || list[first].is(wordNumber))
}

// alone says whether a number without more is a time by what follows it:
// nothing, a sign, or a small word.
func (u *contactText) alone(list []token, end int) bool {
	if end+1 >= len(list) {
		return true
	}
	t := &list[end+1]
	return t.kind == tokenMark && !strings.ContainsAny(t.text, "%£$€") || t.is(wordSmall|wordAnd|wordWeekday|wordFiller|wordDaily|wordTo) && !t.is(wordCounted) || t.of.class&(wordDaily|wordHalf) != 0
}

// joint returns the token behind what joins two times or days, or 0.
func joint(list []token, i int, led bool) int {
	for i < len(list) && list[i].kind == tokenMark && list[i].text == "." { // Mon. to Fri.
		i++
	}
	if i >= len(list) {
		return 0
	}
	t := &list[i]
	switch {
	case t.kind == tokenMark && strings.Contains("-‑–—−/", t.text):
		return i + 1
	case t.of.class&wordTo != 0:
		return t.last + 1
	case t.is(wordTo), led && t.is(wordAnd):
		return i + 1
	}
	return 0
}

// clock reads a time of day: 9, 9am, 9.30 in the morning, 09:00, noon. firm
// says that it can be nothing else.
func clock(list []token, i int) (end int, firm, ok bool) {
	if i >= len(list) {
		return 0, false, false
	}
	t := &list[i]
	if t.is(wordNoon) {
		return i, true, true
	}
	if t.of.class&wordNoon != 0 {
		return t.last, true, true
	}
	switch end = i; {
	case t.kind == tokenDigits:
		n, _ := strconv.Atoi(t.text)
		if len(t.text) > 2 || n > 24 {
			if len(t.text) != 4 || !isTime(t.text) || isYear(t.text) || i > 0 && list[i-1].kind == tokenMark && strings.Contains("£$€", list[i-1].text) {
				return 0, false, false
			}
			firm = t.text[0] == '0'
			break
		}
		if i+2 < len(list) && list[i+1].kind == tokenMark && list[i+2].kind == tokenDigits && strings.Contains(":.", list[i+1].text) &&
			list[i+1].start == t.end && list[i+2].start == list[i+1].end && len(list[i+2].text) == 2 && list[i+2].text < "60" {
			end, firm = i+2, list[i+1].text == ":"
		}
	case t.of.class&wordNumber != 0 && t.of.value > 0:
		end = t.last
	default:
		m, is := t.value(wordNumber)
		if !is || m.value == 0 {
			return 0, false, false
		}
	}
	if end+1 < len(list) {
		switch a := &list[end+1]; {
		case a.of.class&wordHalf != 0:
			return a.last, true, true
		case a.is(wordHalf) && (list[end].kind == tokenDigits || a.text != "" && !a.is(wordUntil)):
			return end + 1, true, true
		case a.is(wordMonth), a.of.class&wordMonth != 0, a.kind == tokenFigure:
			return 0, false, false
		}
	}
	return end, firm, true
}

// day reads a day of the week, or several in a row. many says that it stands
// for all days of its name.
func day(list []token, i int) (end int, many, ok bool) {
	for i < len(list) && list[i].is(wordFiller) {
		i++
	}
	if i >= len(list) {
		return 0, false, false
	}
	m, is := list[i].value(wordWeekday)
	if !is {
		return 0, false, false
	}
	return i, m.many, true
}
