package editorial

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Telephone numbers, opening hours, and the addresses of services stand in
// services.yaml and nowhere else: a text names the service, and a directive
// writes what the registry says. So this family finds what was typed by hand,
// however it is spelt.
//
// A passage is first looked over for digits, for names of days and the like;
// only one that has some is taken apart into tokens. Numbers are in
// contactnumber.go, hours in contacthours.go, addresses in contactweb.go.

// contactText is a unit as this family looks at it.
type contactText struct {
	*unit
	tokens []token // of one passage after the other
}

// contactRules is the family.
func contactRules(unit *unit) {
	c := unit.house.contacts
	buffer := c.buffers.Get().(*[]token)
	u := &contactText{unit: unit, tokens: *buffer}
	carry := false // a heading has announced opening hours
	for i := range u.passages {
		p, before := &u.passages[i], len(u.findings)
		for j, x := range c.words {
			// A text whose language is not known is read in each, until one tells.
			if p.lang != nil && p.lang != x.lang || len(u.findings) > before || !carry && !u.glance(p, c.hints[j]) {
				continue
			}
			u.tokens = u.lex(u.tokens[:0], p.start, p.end, u.stretches(p))
			x.know(u.tokens)
			u.numbers(p, u.tokens)
			carry = u.hours(p, u.tokens, carry)
		}
		u.addresses(p)
	}
	u.links()
	clear(u.tokens[:cap(u.tokens)]) // so that no page is kept by its text
	*buffer = u.tokens
	c.buffers.Put(buffer)
}

// hints tell at one glance that a passage may hold hours or a number in words.
type hints struct {
	// pairs are the first two bytes of the words that follow.
	pairs [1 << 10]uint64
	words map[string]hint
}

// hint is what a word makes likely.
type hint uint8

const (
	mayBeHours  hint = 1 + iota
	mayBeNumber      // when it is followed by another
)

// hints collects the words that opening hours, or a number in words, begin
// with.
func (x *lexicon) hints() *hints {
	h := &hints{words: map[string]hint{}}
	note := func(w string, c wordClass) {
		switch {
		case c&(wordWanting|wordHours) != 0:
			h.words[w] = mayBeHours
		case c&wordNumber != 0 && h.words[w] == 0:
			h.words[w] = mayBeNumber
		default:
			return
		}
		if len(w) > 1 {
			pair := uint(w[0])<<8 | uint(w[1])
			h.pairs[pair>>6] |= 1 << (pair & 63)
		}
	}
	for w, k := range x.words {
		note(w, k.class)
		for i := range k.several {
			note(w, k.several[i].class)
		}
	}
	return h
}

// glance says whether a passage has a digit, or a word that hints at hours or
// at a number.
func (u *contactText) glance(p *passage, h *hints) bool {
	for i := p.start; i < p.end; i++ {
		if c := u.text[i]; c >= '0' && c <= '9' || c == 0xEF && digitAt(u.text[i:p.end]) >= 0 {
			return true
		}
	}
	before := false // the last word was a number
	for i := p.first; i < p.last; i++ {
		numeral := false
		for w := u.of(u.words[i]); w != ""; {
			var part string
			if part, w, _ = strings.Cut(w, "-"); len(part) < 2 {
				continue
			}
			if part[0] < utf8.RuneSelf && part[1] < utf8.RuneSelf {
				if pair := uint(part[0])<<8 | uint(part[1]); h.pairs[pair>>6]&(1<<(pair&63)) == 0 {
					continue
				}
			}
			switch h.words[visible(plainWord(part))] {
			case mayBeHours:
				return true
			case mayBeNumber:
				if before || numeral {
					return true
				}
				numeral = true
			}
		}
		before = numeral
	}
	return false
}

// byDirective is what to write in place of something of a service: a directive
// where there are such, else the way round.
func (u *contactText) byDirective(p *passage, directive string) string {
	switch {
	case p.prose == nil:
		return "write " + directive + " in its place"
	case u.page != nil:
		return "directives do not work in the front matter: take it out, and write " + directive + " in the text"
	case strings.HasPrefix(u.name, site.TemplatesFolder):
		return "take it out: a template has the services' numbers, hours and addresses from its view, and a page writes " + directive
	}
	return "take it out: a page writes " + directive + " where readers need it"
}

// contact raises a finding of this family.
func (u *contactText) contact(p *passage, start, end int, code, message, help string) {
	u.at(p, start, end, "contacts/"+code, diag.Error, message, help)
}

// called is a service as messages name it.
func (u *contactText) called(v *site.Service) string {
	if name, _ := u.house.site.In(v.Name, ""); name != "" {
		return fmt.Sprintf("%s (%s)", v.ID, name)
	}
	return v.ID
}
