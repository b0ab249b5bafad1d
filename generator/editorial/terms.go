package editorial

import (
	"fmt"
	"strings"

	"sotto/generator/site"
)

// terms raises the terms to avoid. Where two stand over each other, such as
// "young sex offender" over "sex offender", the longer is told.
func (u *unit) terms(hits []hit) {
	end := 0
	for i := range hits {
		h := &hits[i]
		if h.role != avoid || h.first < end {
			continue
		}
		end = h.last
		help, right := "write: "+u.say(h), u.instead(h)
		if right != "" {
			help = "write: " + right
		}
		f := u.raise(h, "term/avoid", fmt.Sprintf("avoid “%s”: %s", u.said(h), reason(h.Wording)), help)
		if right != "" {
			f.Fix = u.swap(h.p, f, u.words[h.first].start, u.words[h.last-1].end, right)
		}
	}
}

// instead is what fits in the place of the words of a hit, just as they stand;
// "" where only their author can say it.
func (u *unit) instead(h *hit) string {
	said := u.said(h)
	for _, pair := range h.Instead[h.p.lang.Code] {
		if from, to, _ := strings.Cut(pair, " > "); strings.EqualFold(from, said) {
			return asWritten(said, to)
		}
	}
	return ""
}

// reason is why a rule stands, and by whose advice.
func reason(w *site.Wording) string {
	if w.Source == "" {
		return w.Why
	}
	return w.Why + " (" + w.Source + ")"
}

// say is what to write instead, in the language of the text.
func (u *unit) say(h *hit) string {
	s, _ := u.house.site.In(h.Say, h.p.lang.Code)
	return s
}
