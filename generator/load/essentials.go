package load

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"sotto/generator/locale"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// checkEssentials looks at the one-screen pages: each is in a language of its own,
// which the site does not have, and is made of its keys alone; the numbers in its
// texts are those of services.
func checkEssentials(c *config, s *site.Site, pages []*page) {
	first := map[site.Lang]*page{}
	for _, p := range pages {
		if p.Kind != site.Essentials {
			continue
		}
		if p.Words > 0 {
			p.add(mark{}, "essentials/body", "a one-screen page is made of its keys, and the text below them would not be shown", "delete it; what the page says stands in its front matter")
		}
		if code := p.Speaks(); code != "" {
			m := p.at("language")
			m.length = len(code)
			switch other := first[code]; {
			case p.Lang != c.Languages[0]:
				p.add(mark{}, "essentials/language", "a one-screen page has no translation: it is in a language of its own", "give the file the name of its language: "+string(code)+".md")
			case slices.Contains(c.Languages, code):
				p.add(m, "essentials/language", fmt.Sprintf("%s is a language of the site, which has whole pages in it", code), "write the code of another language, or delete the page")
			case !locale.Known(code):
				p.add(m, "essentials/language", fmt.Sprintf("there is no language with the code %s", code), "write the shortest code that ISO 639 has for it: pl, ur")
			case other != nil:
				p.add(m, "essentials/language", "two pages are in the language "+string(code), "write one of them in another language, or delete it", other.pos(other.at("language")))
			default:
				first[code] = p
			}
		}
		for _, f := range p.Fields {
			if text, ok := f.Value.(string); ok && f.Key != "language" {
				c.checkSlots(s, p, f.Key, text)
			}
		}
	}
}

// crisisSlots are the keys whose text has to name the number of somebody who is
// there in a crisis.
var crisisSlots = []string{"danger", "despair"}

// checkSlots looks at the slots in one text of a one-screen page.
func (c *config) checkSlots(s *site.Site, p *page, key, text string) {
	if c.brokenServices {
		return
	}
	m := p.at(key)
	crisis, phrase, always := false, false, true
	for _, slot := range site.Slots(text) {
		if strings.ContainsAny(slot.Words, "{}") {
			p.add(m, "essentials/slot", "a brace stands alone in "+key, "write the id of a service in braces, {helpline}; or leave the brace out")
		}
		c.typedNumber(s, p, key, slot.Words)
		switch slot.Name {
		case schema.Phrase:
			phrase = true
			fallthrough
		case "", schema.Name:
			continue
		}
		v, ids := service(s, slot.Name)
		if v == nil {
			p.add(m, "essentials/slot", fmt.Sprintf("there is no service %q, which {%s} in %s names", slot.Name, slot.Name, key), suggest(slot.Name, ids, "write the id of a service in content/services.yaml"))
			continue
		}
		by, phone := v.Phone()
		if !phone {
			p.add(m, "essentials/slot", fmt.Sprintf("the service %q has no telephone", slot.Name), "name one that somebody can call at once")
		}
		crisis, always = crisis || v.Crisis, always && by.Hours.Always
	}
	switch {
	case slices.Contains(crisisSlots, key) && !(crisis && always):
		p.add(m, "essentials/slot", key+" names nobody who is there in a crisis, day and night", "write the id of a service of content/services.yaml with crisis: true and always: true in braces, where its number shall stand")
	case key == "interpreting" && !phrase:
		p.add(m, "essentials/slot", "interpreting does not say what to say", "write {"+schema.Phrase+"} where it shall stand")
	}
}

// typedNumber finds the numbers of services in the words of a one-screen page that
// the rules on texts do not see: short ones, which those know by the words around
// them alone, and such in the digits of other scripts.
func (c *config) typedNumber(s *site.Site, p *page, key, words string) {
	typed := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Nd, r):
			return '0' + digit(r)
		case r == ' ' || r == '\u00A0' || r == '-':
			return -1
		}
		return ' '
	}, words)
	ascii := strings.ContainsAny(words, "0123456789")
	for _, v := range s.Services {
		for _, by := range v.Channels {
			number := strings.ReplaceAll(by.Number, " ", "")
			if number != "" && (len(number) <= 3 || !ascii) && slices.Contains(strings.Fields(typed), number) {
				p.add(p.at(key), "essentials/slot", fmt.Sprintf("%s holds the number of %s, typed by hand", key, v.ID), "write {"+v.ID+"} in its place")
				return
			}
		}
	}
}

// digit is the value of a decimal digit. In Unicode, the ten of a script follow each
// other from a multiple of 16, or from 6 behind one.
func digit(r rune) rune {
	if from := r &^ 15; r-from < 10 && unicode.Is(unicode.Nd, from) {
		return r - from
	}
	return (r - 6) & 15
}
