package site

import (
	"time"

	"sotto/generator/diag"
)

// Pages that are withheld, and those whose time will end, are entries too: somebody
// has to know that they are.

// heldEntries: a page that is withheld is due when it appears, if a day says so.
func (s *Site) heldEntries() (out []Entry) {
	for _, w := range s.Withheld {
		e := Entry{Register: "withheld", ID: w.Page.Source, What: w.Page.Title, Source: string(w.Why), VerifyBy: w.Until, Pos: diag.Pos{File: w.Page.File(), Line: 1, Col: 1}}
		if !w.Page.Date.IsZero() {
			e.AsOf = PartialDate(w.Page.Date.Format(time.DateOnly))
		}
		out = append(out, e)
	}
	return out
}

// expiringEntries: a page is due when it disappears.
func (s *Site) expiringEntries() (out []Entry) {
	for _, p := range s.Pages {
		if p.ExpiryDate.IsZero() {
			continue
		}
		e := Entry{Register: "expiring", ID: p.Source, What: p.Title, Source: "its expiryDate", VerifyBy: p.ExpiryDate, Pos: diag.Pos{File: p.File(), Line: 1, Col: 1}}
		if !p.Date.IsZero() {
			e.AsOf = PartialDate(p.Date.Format(time.DateOnly))
		}
		out = append(out, e)
	}
	return out
}
