package editorial

import (
	"fmt"

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
		u.raise(h, "term/avoid", fmt.Sprintf("avoid “%s”: %s", u.said(h), reason(h.Wording)), "write: "+u.say(h))
	}
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
