package editorial

import (
	"fmt"
	"strings"

	"sotto/generator/schema"
)

// A telephone number is known by one of three things: it is one of the
// registry's, in any spelling; it has the shape of one, such as eleven digits
// that begin with 0; or a word stands before it that makes any number one to
// call ("text 85258", "ring 101"). Dates, decimals, sums of money, and numbers
// of books and companies look alike and are none.

// run is numbers of one text that only signs and blanks set apart.
type numberRun struct {
	tokens []token // all of the passage
	groups []int   // which of them are the numbers
	plus   bool    // a + stands before it
	start  int     // the first byte, with signs that belong to it
}

// numbers raises findings about the telephone numbers of a passage.
func (u *contactText) numbers(p *passage, list []token) {
	u.spelled(p, list)
	called := -1 // the last token of the number before, when it is one to call
	for i := 0; i < len(list); {
		if list[i].kind != tokenDigits || !u.begins(list, i) {
			i++
			continue
		}
		r := u.runAt(list, i)
		if r.size() >= 3 {
			called = u.inRun(p, r, called)
		}
		i = r.groups[len(r.groups)-1] + 1
	}
}

// size is how many digits a run has.
func (r *numberRun) size() (n int) {
	for _, g := range r.groups {
		n += len(r.tokens[g].text)
	}
	return n
}

// begins says whether a number may begin at a token: not glued to a word,
// unless that is one such as "tel".
func (u *contactText) begins(list []token, i int) bool {
	if i == 0 || list[i-1].end < list[i].start {
		return true
	}
	b := &list[i-1]
	return b.kind == tokenMade || b.kind == tokenWord && b.is(wordReach) || b.kind == tokenMark && !strings.Contains("£$€#:", b.text)
}

// runAt is the run that begins at a token.
func (u *contactText) runAt(list []token, i int) numberRun {
	r := numberRun{tokens: list, start: list[i].start}
	for b := i - 1; b >= 0 && list[b].kind == tokenMark && list[b].end == list[b+1].start; b-- {
		if list[b].text != "+" && list[b].text != "(" {
			break
		}
		r.plus = r.plus || list[b].text == "+"
		if list[b].text == "+" || closes(list, i) {
			r.start = list[b].start
		}
	}
	for {
		if n := i + 1; n < len(list) && list[n].kind == tokenWord && list[n].start == list[i].end && len(r.groups) > 0 {
			break // 9am
		}
		r.groups = append(r.groups, i)
		n := i + 1
		for ; n < len(list) && list[n].kind == tokenMark && n <= i+3; n++ {
			sign := list[n].text
			if !strings.Contains("-‑–—−()·.", sign) && (sign != "," || list[n].start > list[i].end) || sign == "." && list[n].end < startBehind(list, n) {
				break
			}
			if (sign == "." || sign == ",") && (list[n].start > list[n-1].end || n+1 < len(list) && list[n].end < list[n+1].start) {
				break
			}
		}
		if n == len(list) || list[n].kind != tokenDigits || len(r.groups) > 12 {
			break
		}
		i = n
	}
	return r
}

// closes says whether a bracket is closed among the numbers from token i on.
func closes(list []token, i int) bool {
	for i++; i+1 < len(list) && (list[i].kind == tokenDigits || list[i].kind == tokenMark); i++ {
		if list[i].text == ")" {
			return list[i+1].kind == tokenDigits
		}
	}
	return false
}

// startBehind is where the token behind token n starts, or where n ends.
func startBehind(list []token, n int) int {
	if n+1 < len(list) {
		return list[n+1].start
	}
	return list[n].end
}

// inRun raises findings about the telephone numbers of a run. It returns the
// last token of the last of them; called is that of the one before.
func (u *contactText) inRun(p *passage, r numberRun, called int) int {
	last := len(r.groups) - 1
	if u.precedes(r.tokens, r.groups[0], wordOther) || u.isMoney(r) {
		return -1
	}
	from := 0
	for a := 0; a <= last; a++ {
		b, it, known := u.exact(r, a)
		if !known {
			b = u.shaped(r, a)
		}
		if b < 0 {
			continue
		}
		if a > from {
			called = u.inWords(p, r, from, a-1, called)
		}
		u.raise(p, r, a, b, it)
		a, from, called = b, b+1, r.groups[b]
	}
	if from <= last {
		called = u.inWords(p, r, from, last, called)
	}
	return called
}

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

// isMoney says whether a run is a sum of money or a share.
func (u *contactText) isMoney(r numberRun) bool {
	if first := r.groups[0]; first > 0 && strings.ContainsAny(r.tokens[first-1].text, "£$€") {
		return true
	}
	last := r.groups[len(r.groups)-1]
	return last+1 < len(r.tokens) && r.tokens[last+1].kind == tokenMark && strings.ContainsAny(r.tokens[last+1].text, "%‰")
}

// precedes says whether a word of a class stands just before token n, with
// nothing but small words and signs between them.
func (u *contactText) precedes(list []token, n int, c wordClass) bool {
	for k := n - 1; k >= 0 && k >= n-6; k-- {
		t := &list[k]
		switch {
		case t.ends&c != 0:
			return true
		case t.kind == tokenMark && strings.Contains(`:–—-‑(["'“‘*#/`, t.text), t.is(wordSmall | wordTo | wordAnd), t.kind == tokenMade:
		case t.kind == tokenMark && t.text == "." && k > 0 && len(list[k-1].text) <= 4 && list[k-1].kind == tokenWord: // tel. 101
		case t.kind == tokenMark && t.text == "," && c == wordReach && schema.IsShort(list[n].text): // in an emergency, 999
		case t.kind == tokenWord && c == wordReach && t.end-t.start > 1 && u.text[t.start:t.end] == strings.ToUpper(u.text[t.start:t.end]): // text SHOUT to 85258
		default:
			return false
		}
	}
	return false
}

// inWords looks at groups a to b, which have no shape of their own, for what
// stands before and behind them. It returns as inRun does.
func (u *contactText) inWords(p *passage, r numberRun, a, b, called int) int {
	first := r.groups[a]
	short := r.tokens[first].text
	s := r.digitsOf(a, b)
	if len(short) == 1 { // 9-9-9
		short = s
	}
	it, mine := u.house.contacts.numbers[short]
	known := mine || schema.IsShort(short)
	if known && short != s {
		b, s = a, short
	}
	after := r.groups[b] + 1
	switch {
	case len(s) < 3 || len(s) > 13 || u.inName(r.tokens, first), u.counts(r.tokens, after), u.glued(r.tokens, first):
		return -1
	case a > 0 && !r.opens(a), r.dated(a):
		return -1
	case u.chained(r.tokens, called, first) && known:
	case mine && u.leads(p, r.tokens, first):
	case known && u.byAnother(r.tokens, first) && u.endsHere(r.tokens, after):
	case !u.precedes(r.tokens, first, wordReach):
		return -1
	case !known && (isYear(s) || r.apart(a, b) || !u.endsHere(r.tokens, after)):
		return -1
	}
	u.raise(p, r, a, b, it)
	return r.groups[b]
}

// apart says whether a dash with blanks stands between groups: 138 - 142.
func (r *numberRun) apart(a, b int) bool {
	for g := a + 1; g <= b; g++ {
		if t := r.groups[g]; r.tokens[t-1].kind == tokenMark && r.tokens[t-1].end < r.tokens[t].start {
			return true
		}
	}
	return false
}

// byAnother says whether a word such as "on" stands right before a well known
// number.
func (u *contactText) byAnother(list []token, n int) bool {
	for n--; n >= 0 && list[n].kind == tokenMark && strings.Contains(":–—(", list[n].text); n-- {
	}
	return n >= 0 && list[n].is(wordBy)
}

// inName says whether a token is part of a service's name: NHS 111.
func (u *contactText) inName(list []token, n int) bool {
	for k := n; k >= 0 && k >= n-6; k-- {
		if list[k].of.class&wordNamed != 0 && list[k].last >= n {
			return true
		}
	}
	return false
}

// glued says whether a hyphen or a full stop holds a number to what is before it.
func (u *contactText) glued(list []token, n int) bool {
	return n > 1 && list[n-1].kind == tokenMark && list[n-1].end == list[n].start && list[n-2].end == list[n-1].start && list[n-2].kind != tokenMark && strings.Contains("-.‑", list[n-1].text) && !list[n-2].is(wordReach)
}

// counts says whether the words from token n on say what the number before
// them counts.
func (u *contactText) counts(list []token, n int) bool {
	if n < len(list) && list[n].kind == tokenMark && strings.Contains("-‑", list[n].text) {
		n++
	}
	return n < len(list) && (list[n].is(wordCounted|wordMonth) || list[n].of.class&wordCounted != 0 || list[n].kind == tokenMark && strings.ContainsAny(list[n].text, "%‰"))
}

// endsHere says whether a number ends a thought at token n.
func (u *contactText) endsHere(list []token, n int) bool {
	return n >= len(list) || list[n].kind == tokenMark || list[n].kind == tokenMade || list[n].is(wordSmall|wordTo|wordAnd|wordUntil|wordFrom|wordWeekday|wordDaily|wordAlways) || list[n].of.class&(wordAlways|wordAllDay) != 0
}

// chained says whether a number goes on a list of numbers to call: 999 or 112.
func (u *contactText) chained(list []token, called, n int) bool {
	if called < 0 {
		return false
	}
	for _, t := range list[called+1 : n] {
		if !t.is(wordAnd|wordSmall) && (t.kind != tokenMark || !strings.Contains(",/(–-", t.text)) {
			return false
		}
	}
	return true
}

// leads says whether a number is what the passage is about: "999: police" or
// "999 if you are in danger", with no other number in it.
func (u *contactText) leads(p *passage, list []token, n int) bool {
	for i := range list {
		if list[i].kind == tokenWord && i < n || (list[i].kind == tokenDigits || list[i].kind == tokenFigure) && i != n {
			return false
		}
	}
	return n+1 < len(list) && (list[n+1].is(wordSmall) || strings.Contains(":–—-(", list[n+1].text) && list[n+1].kind == tokenMark)
}

func isYear(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }

// spelled looks for numbers of the registry, and for well known ones, in words.
func (u *contactText) spelled(p *passage, list []token) {
	for i := 0; i < len(list); i++ {
		if !list[i].is(wordNumber) {
			continue
		}
		var s []byte
		last := i
		for k := i; k < len(list); k++ {
			if m, ok := list[k].value(wordNumber); ok && m.value < 10 {
				s, last = append(s, '0'+byte(m.value)), k
			} else if list[k].kind != tokenMark || !strings.Contains("-‑–", list[k].text) {
				break
			}
		}
		it, mine := u.house.contacts.numbers[string(s)]
		if len(s) >= 3 && (mine || schema.IsShort(string(s))) {
			u.tell(p, list[i].start, list[last].end, string(s), it)
		}
		if len(s) > 0 {
			i = last
		}
	}
}

// raise raises the finding about groups a to b of a run.
func (u *contactText) raise(p *passage, r numberRun, a, b int, it registered) {
	start, end := r.tokens[r.groups[a]].start, r.tokens[r.groups[b]].end
	if a == 0 {
		start = r.start
	} else if t := r.groups[a] - 1; r.tokens[t].text == "(" && r.tokens[t].end == start {
		start = r.tokens[t].start
	}
	u.tell(p, start, end, r.digitsOf(a, b), it)
}

// tell raises the finding about a telephone number. it is that of the registry,
// if it is one.
func (u *contactText) tell(p *passage, start, end int, s string, it registered) {
	typed := strings.Join(strings.Fields(visible(u.text[start:end])), " ")
	if it.of != nil {
		u.contact(p, start, end, "number", fmt.Sprintf("%s is the telephone number of %s, typed by hand", typed, u.called(it.of)), u.byDirective(p, it.directive()))
		return
	}
	if near, ok := u.house.contacts.nearest(s); ok && !schema.IsShort(s) {
		u.contact(p, start, end, "number", fmt.Sprintf("%s is in no service of content/services.yaml, and nearly the number of %s: %s", typed, u.called(near.of), near.channel.Number),
			u.byDirective(p, near.directive())+"\nif it is another service's, add that to content/services.yaml, with the source of the number")
		return
	}
	u.contact(p, start, end, "number", fmt.Sprintf("no service in content/services.yaml has the telephone number %s", typed),
		"add the service there, with the source of its number, and write :phone[its-id] in the text; a number that is one person's own has no place on the site")
}

// directive writes the number.
func (p registered) directive() string {
	if p.first {
		return ":phone[" + p.of.ID + "]"
	}
	return "::service{id=" + p.of.ID + "}, on a line of its own,"
}
