package editorial

import (
	"fmt"
	"strings"

	"sotto/generator/schema"
	"sotto/generator/site"
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
	if b.text == ":" && b.kind == tokenMark { // Tel:0808; not 10:30
		return i == 1 || list[i-2].kind == tokenWord || list[i-2].end < b.start
	}
	return b.kind == tokenMade || b.kind == tokenWord && b.is(wordReach) || b.kind == tokenMark && !strings.Contains("£$€#", b.text)
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
			u.inWords(p, r, from, a-1, called)
		}
		u.raise(p, r, a, b, it)
		a, from, called = b, b+1, r.groups[b]
	}
	if from <= last {
		called = u.inWords(p, r, from, last, called)
	}
	return called
}

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
	case mine && u.leads(r.tokens, first):
	case known && u.byAnother(r.tokens, first) && u.endsHere(r.tokens, after):
	case !u.precedes(r.tokens, first, wordReach):
		return -1
	case !known && (isYear(s) || r.apart(a, b) || !u.endsHere(r.tokens, after)):
		return -1
	}
	u.raise(p, r, a, b, it)
	return r.groups[b]
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
func (u *contactText) leads(list []token, n int) bool {
	for i := range list {
		if list[i].kind == tokenWord && i < n || (list[i].kind == tokenDigits || list[i].kind == tokenFigure) && i != n {
			return false
		}
	}
	return n+1 < len(list) && (list[n+1].is(wordSmall) || strings.Contains(":–—-(", list[n+1].text) && list[n+1].kind == tokenMark)
}

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
		u.write(p, start, end, it.directive())
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
	switch {
	case p.first && p.channel.Type == site.SMS:
		return ":text[" + p.of.ID + "]"
	case p.first:
		return ":phone[" + p.of.ID + "]"
	}
	return "::service{id=" + p.of.ID + "}, on a line of its own,"
}
