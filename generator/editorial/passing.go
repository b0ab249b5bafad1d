package editorial

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// What a helper passes on is written in confidentiality.yaml, firm where the
// helper is firm; a page that says it in words of its own says it softer sooner
// or later, and a reader has spoken by then.

// limitsBox is the directive by which a page says what a helper passes on.
const limitsBox = "limits"

// limitsFile is where that is written.
var limitsFile = site.Shown("confidentiality.yaml")

// passing raises words in which a text states for itself what a helper passes
// on. Those that a directive writes are the registry's own.
func (u *unit) passing(h *hit) {
	if u.page == nil && u.name == limitsFile || u.inLimits(h) {
		return
	}
	var ids []string
	for _, l := range u.house.site.Limits {
		ids = append(ids, l.ID)
	}
	help := "say it in content/confidentiality.yaml, and here by :limits[its-id]"
	switch contact := u.house.site.Config.ContactService; {
	case len(ids) == 0:
	case u.page == nil:
		help = u.say(h)
	case slices.Contains(ids, contact):
		help = "write in place of the sentence: :limits[" + contact + "]\nfor another kind of helper: " + strings.Join(slices.DeleteFunc(ids, func(id string) bool { return id == contact }), ", ")
	default:
		help = "write in place of the sentence: :limits[" + ids[0] + "]\nthe kinds of helper are " + strings.Join(ids, ", ")
	}
	u.raise(h, "safety/passing", fmt.Sprintf("“%s” says in words of its own what a helper passes on: %s", u.said(h), reason(h.Wording)), help)
}

// inLimits says whether words come out of a directive that writes the limits.
func (u *unit) inLimits(h *hit) bool {
	if h.p.prose != nil {
		return false
	}
	at := u.doc.Source(u.words[h.first].start)
	for _, d := range u.doc.Directives {
		if d.Name == limitsBox && d.Offset <= at && at < d.End {
			return true
		}
	}
	return false
}

// saysLimits says whether the page says by a directive what a helper passes on.
func (u *unit) saysLimits() bool {
	for _, d := range u.doc.Directives {
		if d.Name == limitsBox {
			return true
		}
	}
	return false
}

// limitsDays looks at the days of confidentiality.yaml.
func (u *unit) limitsDays() {
	s := u.house.site
	for _, l := range s.Limits {
		if from, to := u.value(l.VerifyAt); !l.VerifyBy.IsZero() {
			u.due(from, to, l.VerifyBy, s.Rules.Dates.Limits.Late, "what "+l.ID+" passes on was to be checked", "what "+l.ID+" passes on must be checked",
				"read its sources again and compare the text in every language, then write a later verifyBy")
		}
	}
}

// statesOverdue names a page that states what nobody has checked in time.
func (u *unit) statesOverdue() {
	s := u.house.site
	told := map[string]bool{}
	for _, d := range u.doc.Directives {
		if d.Name != limitsBox {
			continue
		}
		id := d.Attrs["of"]
		if id == "" {
			id = d.Label
		}
		l := s.Limit(id)
		if l == nil || told[id] || l.VerifyBy.IsZero() || s.Clock.Before(l.VerifyBy.AddDate(0, 0, 1)) {
			continue
		}
		told[id] = true
		u.index()
		u.add(u.file.At(d.Offset, d.End, "date/states", diag.Warning, fmt.Sprintf("this page states what %s passes on, which was to be checked by %s", id, l.VerifyBy.Format(time.DateOnly)),
			"check it at its source; then write a later verifyBy in content/confidentiality.yaml"))
	}
}
