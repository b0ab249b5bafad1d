package editorial

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Opening hours are times and days that a sentence says of a service. A time
// alone is none ("Sunday from nine to midnight is your worst time"); it takes a
// word that says open or closed beside it, or a service and what people do with
// it in the same sentence. What opens elsewhere, such as a shop, is let be.

// span is a time, a day or several, in a sentence.
type span struct {
	kind        spanKind
	first, last int // tokens
	// firm says that it can be nothing but a time, or a day of every week.
	firm bool
}

type spanKind int

const (
	oneTime spanKind = iota
	timeSpan
	oneDay
	daySpan
	everyDay // weekdays
	dayNight // 24 hours a day
	dayLong  // 24 hours
)

// hours raises findings about the opening hours in a passage, one for a
// sentence. carry says that the heading above has announced some; what it
// returns is true while that holds.
func (u *contactText) hours(p *passage, list []token, carry bool) bool {
	if p.kind == markdown.Title {
		carry = false
		for i := range list {
			carry = carry || list[i].of.class&wordHours != 0 || list[i].is(wordHours)
		}
	}
	for first := 0; first < len(list); {
		last := u.sentenceEnd(list, first)
		u.sentence(p, list, first, last, carry && p.kind != markdown.Title)
		first = last
	}
	return carry
}

// sentenceEnd is the token behind the sentence that begins at a token.
func (u *contactText) sentenceEnd(list []token, first int) int {
	for i := first; i < len(list); i++ {
		t := &list[i]
		if t.kind != tokenMark || !strings.Contains(".!?…", t.text) || i+1 == len(list) || list[i+1].start == t.end {
			continue
		}
		after := &list[i+1]
		r, _ := utf8.DecodeRuneInString(u.text[after.start:])
		short := i > first && (list[i-1].ends&(wordWeekday|wordHalf) != 0 || list[i-1].end-list[i-1].start == 1 && list[i-1].kind == tokenWord)
		if !short && (unicode.IsUpper(r) || after.kind == tokenDigits) && !inService(list, i) {
			return i + 1
		}
	}
	return len(list)
}

// inService says whether a mark is part of the name of a service: Stop It Now!
func inService(list []token, i int) bool {
	for k := i; k >= 0 && k > i-6; k-- {
		if list[k].of.class&wordNamed != 0 && list[k].last > i {
			return true
		}
	}
	return false
}

// cues are the words of a sentence that tell what its times are about.
type cues struct {
	service, open, talk, hours, elsewhere bool
	whose                                 *site.Service // the one that is named
	others                                int           // words that say something else
}

// sentence raises the finding about list[first:last], if it is about hours.
func (u *contactText) sentence(p *passage, list []token, first, last int, carry bool) {
	spans := u.spans(list, first, last)
	if len(spans) == 0 {
		return
	}
	c := u.cues(list, first, last, spans)
	c.hours = c.hours || carry
	from, end := -1, -1
	for i := range spans {
		if !u.isHours(p, list, first, last, spans, i, &c) {
			continue
		}
		if from < 0 {
			from = spans[i].first
		}
		end = spans[i].last
	}
	if from < 0 {
		return
	}
	// Days and times that stand beside the hours are theirs.
	for i := range spans {
		s := &spans[i]
		if s.last < from && u.between(list, s.last, from) {
			from = s.first
		}
		if s.first > end && u.between(list, end, s.first) {
			end = s.last
		}
	}
	v := c.whose
	if v == nil {
		v = u.house.site.Service(u.house.site.Config.ContactService)
	}
	help := "add the hours to the service in content/services.yaml, with their source; :hours[its-id] writes them"
	if v != nil && hasHours(v) {
		help = u.byDirective(p, ":hours["+v.ID+"]") + "\nif another service is meant, write its id; content/services.yaml says when each of them is open"
	} else if v != nil {
		help = fmt.Sprintf("content/services.yaml has no hours of %s: add them there, with their source; :hours[%s] writes them", u.called(v), v.ID)
	}
	u.contact(p, list[from].start, list[end].end, "hours", "these opening hours are typed by hand, and may be others than the service has", help)
	if c.whose != nil && hasHours(c.whose) {
		u.write(p, list[from].start, list[end].end, ":hours["+c.whose.ID+"]")
	}
}

// hasHours says whether :hours has something to write.
func hasHours(v *site.Service) bool {
	p, ok := v.Phone()
	return ok && p.Hours.IsKnown()
}

// cues looks at the words beside the spans.
func (u *contactText) cues(list []token, first, last int, spans []span) (c cues) {
	n := 0
	for i := first; i < last; i++ {
		if n < len(spans) && i > spans[n].last {
			n++
		}
		if n < len(spans) && i >= spans[n].first {
			continue
		}
		t := &list[i]
		all := t.class | t.of.class
		if t.kind == tokenMade {
			c.service = c.service || t.directive.Name != "hours"
			c.whose = u.house.site.Service(t.directive.Label)
		}
		c.service = c.service || all&wordService != 0
		c.talk = c.talk || all&(wordTalk|wordReach) != 0 && all&wordService == 0
		c.open = c.open || all&wordOpen != 0
		c.elsewhere = c.elsewhere || all&wordElsewhere != 0
		announced := t.is(wordHours) && i+1 < last && list[i+1].kind == tokenMark && strings.Contains(":–—", list[i+1].text)
		c.hours = c.hours || announced || t.of.class&wordHours != 0
		if m, ok := t.value(wordNamed); ok {
			c.whose = u.house.site.Services[m.value]
		} else if t.of.class&wordNamed != 0 {
			c.whose = u.house.site.Services[t.of.value]
		}
		if t.kind == tokenWord && all&(wordSmall|wordTo|wordAnd|wordFrom|wordUntil|wordService|wordOpen|wordTalk|wordReach|wordHours) == 0 && !inService(list, i) {
			c.others++
		}
	}
	return c
}

// isHours says whether a span is opening hours.
func (u *contactText) isHours(p *passage, list []token, first, last int, spans []span, i int, c *cues) bool {
	s := &spans[i]
	if c.elsewhere && !c.hours && !(c.service && (c.open || c.talk)) {
		return false
	}
	beside := u.openBeside(list, first, last, s)
	days, times := false, false // the other half stands in the sentence too
	for k := range spans {
		days = days || spans[k].kind == daySpan || spans[k].kind == everyDay
		times = times || spans[k].kind == timeSpan && (spans[k].firm || u.between(list, s.last, spans[k].first) || u.between(list, spans[k].last, s.first))
	}
	about := c.hours || beside || c.service && (c.open || c.talk || c.others <= 1) || u.ledUpTo(list, first, s)
	switch s.kind {
	case timeSpan:
		if s.firm {
			return about || days || c.others == 0 && len(spans) > 1 && p.kind != markdown.Cell
		}
		return beside || c.hours || days && about || c.service && c.others <= 1 && list[s.first].is(wordFrom)
	case daySpan:
		return about || days && times
	case dayNight:
		return about || c.others == 0 && c.talk || c.others == 0 && list[s.first].kind == tokenDigits && p.kind != markdown.Cell
	case dayLong:
		return beside || s.last+1 < last && (list[s.last+1].class|list[s.last+1].of.class)&wordService != 0
	case oneDay:
		return c.hours || beside && (s.firm || c.service || c.others == 0) || c.others == 0 && times && p.kind != markdown.Cell
	case everyDay:
		return beside || times && about
	}
	lead := &list[s.first]
	return beside && (s.firm || u.until(list, s, first)) || s.firm && lead.is(wordUntil) && !lead.is(wordSmall) && u.ledUpTo(list, first, s) // call before 9pm
}

// ledUpTo says whether a word such as "call" leads up to a span with nothing
// but small words and a service between them.
func (u *contactText) ledUpTo(list []token, first int, s *span) bool {
	for k := s.first - 1; k >= first && k > s.first-7; k-- {
		t := &list[k]
		switch {
		case t.ends&(wordReach|wordTalk) != 0:
			return true
		case t.is(wordSmall | wordService | wordFrom | wordTo | wordUntil), t.ends&wordService != 0, t.kind == tokenMade, t.kind == tokenMark && strings.Contains(",:–-()", t.text):
		default:
			return false
		}
	}
	return false
}

// openBeside says whether a word for open or closed stands beside a span, with
// nothing but small words, days and times between them.
func (u *contactText) openBeside(list []token, first, last int, s *span) bool {
	for k := s.first - 1; k >= first && k > s.first-12; k-- {
		if list[k].ends&wordOpen != 0 {
			return true
		}
		if !u.passes(&list[k]) {
			break
		}
	}
	if s.kind == oneTime {
		return false // "at 6am, and closed the road"
	}
	for k := s.last + 1; k < last && k < s.last+6; k++ {
		if (list[k].class|list[k].of.class)&wordOpen != 0 {
			return true
		}
		if !u.passes(&list[k]) && list[k].class&wordService == 0 {
			break
		}
	}
	return false
}

// passes says whether a token may stand between a word and a time that belongs
// to it.
func (u *contactText) passes(t *token) bool {
	if t.kind == tokenMark {
		return strings.Contains(",:()–—-‑&.", t.text)
	}
	return t.kind == tokenDigits || t.kind == tokenMade || t.is(wordSmall|wordTo|wordAnd|wordFrom|wordUntil|wordWeekday|wordFiller|wordDaily|wordHalf|wordNumber|wordNoon) || t.ends&(wordHalf|wordDaily|wordUntil|wordTo) != 0
}

// between says whether nothing but small words and signs stands between two
// tokens.
func (u *contactText) between(list []token, a, b int) bool {
	if b <= a {
		return false
	}
	for i := a + 1; i < b; i++ {
		if t := &list[i]; !u.passes(t) || t.is(wordWeekday|wordNumber) || t.kind == tokenDigits || t.kind == tokenMade {
			return false
		}
	}
	return true
}

// until says whether a word such as "until" stands right before a time.
func (u *contactText) until(list []token, s *span, first int) bool {
	return s.first > first && list[s.first-1].ends&wordUntil != 0 || list[s.first].is(wordUntil|wordFrom) || list[s.first].of.class&(wordUntil|wordFrom) != 0
}
