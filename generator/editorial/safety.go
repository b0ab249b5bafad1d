package editorial

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"sotto/generator/markdown"
	"sotto/generator/site"
)

// safety raises what may harm a reader.
func (u *unit) safety(hits []hit) {
	var named, promised []*hit
	said := 0   // where the last of the words that stand nowhere ends
	passed := 0 // where the last of those on what is passed on ends
	for i := range hits {
		switch h := &hits[i]; h.role {
		case never:
			if h.first < said {
				continue
			}
			u.raise(h, "safety/never", fmt.Sprintf("“%s” stands on no page: %s", u.said(h), reason(h.Wording)), u.say(h))
			said = h.last
		case promise:
			if h.first >= said {
				promised = append(promised, h)
			}
		case passes:
			if h.first >= passed {
				u.passing(h)
				passed = h.last
			}
		case consequence:
			named = append(named, h)
		}
	}
	for _, h := range promised {
		if u.limits(h) && u.page != nil {
			break // one link is enough for a page
		}
	}
	if u.page != nil && len(named) > 0 {
		u.consequences(named)
	}
	if u.page != nil {
		u.exercises(hits)
	}
}

// limits wants the way to the limits of what a service keeps to itself, where a
// text promises it. It returns whether the way is missing.
func (u *unit) limits(h *hit) bool {
	if u.house.Half {
		return false // the page of the limits may be one of those that are not known
	}
	s := u.house.site
	file, anchor, _ := strings.Cut(s.Config.Limits, "#")
	target := s.Page(file, h.p.lang.Code)
	var help string
	switch {
	case u.page == nil && u.name == limitsFile:
		return false // it is the limits
	case u.page != nil && u.saysLimits():
		return false
	case u.page == nil:
		// The words of the interface stand around every page, and with them the
		// contact strip, which leads to the limits.
		inMessages := slices.ContainsFunc(s.Languages, func(l *site.Language) bool { return l.Spoken.File == u.name })
		if inMessages && target != nil || u.has(u.house.spot[h.p.lang.Code].limits, h.p) {
			return false
		}
		help = "say in the same text that there are limits, or leave the promise out"
	case target == nil:
		help = "write a page that says what stays private and what cannot, name it in content/site.yaml, pages: {limits: help/confidentiality.md#limits}, and link to it here"
	case u.page == target || u.leads(func(p *site.Page) bool { return p == target }):
		return false
	default:
		to := site.Relative(u.page.Source, target.Source)
		if anchor != "" {
			to += "#" + anchor
		}
		help = "add a link to them: [the limits of what stays private](" + to + ")"
	}
	u.raise(h, "safety/limits", fmt.Sprintf("“%s” is a promise, and the way to its limits is not beside it", u.said(h)), help)
	return true
}

// leads says whether a link of the page leads to such a page.
func (u *unit) leads(to func(p *site.Page) bool) bool {
	return slices.ContainsFunc(u.doc.Links, func(l markdown.Link) bool {
		p, _, _ := u.house.site.Follow(u.page, l.Dest)
		return !l.Image && p != nil && to(p)
	})
}

// consequences wants hope, the crisis box and a way to help near it, of a page
// that names what may follow an offence. named is in the order of the text, in
// which the front matter comes last.
func (u *unit) consequences(named []*hit) {
	rules := &u.house.site.Rules.Safety.Consequences
	h := named[0]
	box := slices.ContainsFunc(u.doc.Directives, func(d markdown.Directive) bool { return d.Name == crisisBox })
	if !box {
		u.raise(h, "safety/crisis", fmt.Sprintf("this page names what may follow (“%s”), and has no crisis box", u.said(h)), "add a line above it: ::crisis")
	}
	if !u.hopeful(rules) {
		u.raise(h, "safety/hope", fmt.Sprintf("this page names what may follow (“%s”), and no hope", u.said(h)), "say that people do stop, with help; or link to a page that helps: [Self-help]("+u.hopePage(rules)+")")
	}
	if !box || h.p.prose != nil || rules.Within == 0 { // the box will be a way to help
		return
	}
	if far := u.toHelp(rules, h.first); far > rules.Within {
		message := fmt.Sprintf("the nearest way to help is %d words away from “%s”", far, u.said(h))
		if far == nowhere {
			message = fmt.Sprintf("this page names what may follow (“%s”), and no way to help", u.said(h))
		}
		u.raise(h, "safety/far", message,
			fmt.Sprintf("give one within %d words: a link to the page of help, ::service{id=…} or :phone[…]", rules.Within))
	}
}

// crisisBox is the directive of the crisis box.
const crisisBox = "crisis"

// hopeful says whether a page has words of hope, or a link to a page of hope.
func (u *unit) hopeful(rules *site.Consequences) bool {
	for i := range u.passages {
		p := &u.passages[i]
		if p.lang != nil && u.has(u.house.spot[p.lang.Code].hope, p) {
			return true
		}
	}
	return u.leads(func(p *site.Page) bool { return partOf(p, rules.HopePages) })
}

// hopePage is the first page of hope, as the page at hand links to it.
func (u *unit) hopePage(rules *site.Consequences) string {
	for _, part := range rules.HopePages {
		for _, source := range []string{part, part + "/index.md"} {
			if p := u.house.site.Page(source, u.page.Lang); p != nil {
				return site.Relative(u.page.Source, p.Source)
			}
		}
	}
	return u.house.site.Config.HelpPage
}

// nowhere is how far away help is where there is none.
const nowhere = 1 << 30

// toHelp counts the words from one to the nearest way to help, before or after.
func (u *unit) toHelp(rules *site.Consequences, word int) int {
	best := nowhere
	near := func(offset int) {
		at := u.wordAt(offset)
		best = min(best, max(at-word, word-at))
	}
	for _, d := range u.doc.Directives {
		if slices.Contains(rules.Ways, d.Name) {
			near(d.Offset)
		}
	}
	help := u.house.site.Page(u.house.site.Config.HelpPage, u.page.Lang)
	for _, l := range u.doc.Links {
		if p, _, _ := u.house.site.Follow(u.page, l.Dest); p != nil && p == help {
			near(l.Offset)
		}
	}
	return best
}

// wordAt is the number of words of the text before a byte of the file. Notes
// stand at the end of the text, wherever they are written; a few words more or
// less do not matter here.
func (u *unit) wordAt(offset int) int {
	return sort.Search(len(u.words), func(i int) bool { return u.words[i].start >= u.bodyEnd() || u.doc.Source(u.words[i].start) >= offset })
}

// bodyEnd is where the text of the page's Markdown ends in the unit's.
func (u *unit) bodyEnd() int { return len(u.doc.Text) }

// exercises wants of an exercise that takes the reader back to an offence that
// it lets them stop.
func (u *unit) exercises(hits []hit) {
	told := map[int]bool{}
	for i := range hits {
		h := &hits[i]
		in := h.p.within
		if h.role != recall || in < 0 || told[in] || u.doc.Directives[in].Name != "exercise" {
			continue
		}
		told[in] = true
		if slices.ContainsFunc(u.passages, func(p passage) bool {
			return p.within == in && p.lang != nil && u.has(u.house.spot[p.lang.Code].stop, &p)
		}) {
			continue
		}
		u.raise(h, "safety/stop", fmt.Sprintf("this exercise takes the reader back (“%s”), and does not say that they may stop", u.said(h)),
			"end it with a line such as: If this stirs up an urge, stop here, and go to [what to do right now](…)")
	}
}
