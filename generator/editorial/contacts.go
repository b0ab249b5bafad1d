package editorial

import (
	"bytes"
	"fmt"
	"strings"

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
	carry, used := false, 0 // whether a heading has announced opening hours
	for i := range u.passages {
		p, before := &u.passages[i], len(u.findings)
		for _, x := range c.words {
			// A text whose language is not known is read in each, until one tells.
			if p.lang != nil && p.lang != x.lang || len(u.findings) > before || !carry && !p.contact {
				continue
			}
			u.tokens = u.lex(u.tokens[:0], p.start, p.end, u.stretches(p))
			used = max(used, len(u.tokens))
			if p.lang == x.lang {
				x.know(u.tokens, u.words[p.first:p.last])
			} else {
				x.know(u.tokens, nil)
			}
			u.numbers(p, u.tokens)
			carry = u.hours(p, u.tokens, carry)
		}
		if p.address {
			u.addresses(p)
		}
	}
	u.links()
	clear(u.tokens[:used]) // so that no page is kept by its text
	*buffer = u.tokens
	c.buffers.Put(buffer)
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

// write says of the finding raised last which directive to write in the place of
// its bytes: one that stands in a sentence, in a page's text.
func (u *contactText) write(p *passage, start, end int, directive string) {
	if f := &u.findings[len(u.findings)-1]; p.prose == nil && strings.HasPrefix(directive, ":") && !strings.HasPrefix(directive, "::") {
		f.Fix = u.swap(p, f, start, end, directive)
		for i := range f.Fix {
			f.Fix = u.unlinked(f.Fix[i])
		}
	}
}

// unlinked takes the link away with words that are all that it says: a directive
// makes a link of its own. Words among others of a link stay for their author.
func (u *contactText) unlinked(e diag.Edit) []diag.Edit {
	text := u.source
	open := bytes.LastIndexAny(text[:e.Start], "[]\n")
	if open < 0 || text[open] != '[' {
		return []diag.Edit{e}
	}
	close := bytes.IndexAny(text[e.End:], "[]\n")
	if close < 0 || !bytes.HasPrefix(text[e.End+close:], []byte("](")) {
		return []diag.Edit{e}
	}
	end := bytes.IndexAny(text[e.End:], ")\n")
	if open+1 != e.Start || close != 0 || end < 0 || text[e.End+end] != ')' {
		return nil
	}
	e.Start, e.End = open, e.End+end+1
	return []diag.Edit{e}
}

// called is a service as messages name it.
func (u *contactText) called(v *site.Service) string {
	if name, _ := u.house.site.In(v.Name, ""); name != "" {
		return fmt.Sprintf("%s (%s)", v.ID, name)
	}
	return v.ID
}
