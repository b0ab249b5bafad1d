package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"sotto/generator/diag"
)

// Entry is one statement that somebody has to answer for: a row of sotto
// status. A register that joins is a method that makes entries, and a line in
// [Site.Entries].
type Entry struct {
	// Register is which one it stands in: "services", "sources"; ID what it is
	// called there.
	Register, ID string
	// What it states, in the site's first language where it is a text.
	What string
	// AsOf is the day that it is as old as: of the source where that is known,
	// else the day somebody checked it; "" when nobody knows.
	AsOf PartialDate
	// Source says where it is from: in words, or by the id of an entry of
	// sources.yaml.
	Source string
	// VerifyBy is when somebody must look again; zero when nothing says so.
	VerifyBy time.Time
	// Open says what could not be established about it; "" for nothing.
	Open string
	// Pos is where it is written.
	Pos diag.Pos
}

// Entries are those of all registers, each in its own order.
func (s *Site) Entries() []Entry {
	return slices.Concat(
		s.serviceEntries(),
		s.lawEntries(),
		s.sourceEntries(),
		s.limitEntries(),
		s.tableEntries(),
		s.reviewEntries(),
		s.exemptionEntries(),
		s.heldEntries(),
		s.expiringEntries(),
	)
}

// first is a text in the site's first language, or in another one.
func (s *Site) first(t Text) string {
	out, _ := s.In(t, s.Config.Languages[0])
	return out
}

// serviceEntries has a row for each number, address, cost and opening hours.
func (s *Site) serviceEntries() (out []Entry) {
	for _, v := range s.Services {
		// A fact is as old as its own source, and is written where its own day is.
		add := func(field, what, open string, k Found, at ...diag.Pos) {
			out = append(out, Entry{Register: "services", ID: v.ID + "." + field, What: what, AsOf: k.AsOf, Source: k.Source, VerifyBy: k.VerifyBy, Open: open, Pos: cmp.Or(append(at, v.VerifyAt)...)})
		}
		if v.Website != "" {
			add("website", v.Website, "", v.Found)
		}
		for i := range v.Channels {
			c := &v.Channels[i]
			field, k := string(c.Type), c.Within(v.Found)
			if what := cmp.Or(c.Number, c.URL, c.From, c.Address); what != "" {
				open := ""
				if c.From != "" {
					open = "no address of its own is known"
				}
				add(field, what, open, k, c.VerifyAt)
			}
			if len(c.Cost.Text) > 0 {
				add(field+".cost", s.first(c.Cost.Text), "", c.Cost.Within(k), c.Cost.VerifyAt, c.VerifyAt)
			}
			switch o := &c.Hours; {
			case o.Always:
				add(field+".hours", "day and night", "", o.Within(k), o.VerifyAt, c.VerifyAt)
			case o.IsKnown() && o.BankHolidays == HolidaysOpen:
				add(field+".hours", hoursOf(o.Open)+", bank holidays too", "", o.Within(k), o.VerifyAt, c.VerifyAt)
			case o.IsKnown() && o.BankHolidays == HolidaysClosed:
				add(field+".hours", hoursOf(o.Open)+", not on bank holidays", "", o.Within(k), o.VerifyAt, c.VerifyAt)
			case o.IsKnown():
				add(field+".hours", hoursOf(o.Open), "what happens on bank holidays is not known", o.Within(k), o.VerifyAt, c.VerifyAt)
			case c.Type == Phone:
				add(field+".hours", "", "its opening hours are not known", k, c.VerifyAt)
			}
		}
	}
	return out
}

// hoursOf writes opening hours in short: "Mon Tue 09:00-21:00, Fri 09:00-17:00".
func hoursOf(list []Hours) string {
	var out []string
	for _, h := range list {
		var days []string
		for _, d := range h.Days {
			days = append(days, d.String()[:3])
		}
		out = append(out, strings.Join(days, " ")+" "+h.From+"-"+h.To)
	}
	return strings.Join(out, ", ")
}

// sourceEntries: a source is as old as the day on which somebody looked at it.
func (s *Site) sourceEntries() (out []Entry) {
	for _, v := range s.Sources {
		e := Entry{Register: "sources", ID: v.ID, What: v.By + ": " + v.Title, Source: string(v.How), VerifyBy: v.VerifyBy, Pos: v.At}
		if !v.Seen.IsZero() {
			e.AsOf = PartialDate(v.Seen.Format(time.DateOnly))
		}
		switch v.How {
		case SeenExcerpt:
			e.Open = "only an excerpt was read"
		case NotSeen:
			e.Open = "nobody has looked it up"
		}
		out = append(out, e)
	}
	return out
}

func (s *Site) tableEntries() (out []Entry) {
	for _, d := range s.Datasets {
		e := Entry{Register: "statistics", ID: d.Name, What: s.first(d.Title), AsOf: d.AsOf, Source: s.first(d.Source), Pos: diag.Pos{File: d.File(".yaml"), Line: 1, Col: 1}}
		if d.AsOf == "" {
			e.Open = "the source has no date"
		}
		out = append(out, e)
	}
	return out
}

// reviewEntries: a page is as old as its last review by a qualified person.
func (s *Site) reviewEntries() (out []Entry) {
	for _, p := range s.Pages {
		e := Entry{Register: "reviews", ID: p.Source, What: p.Title, Source: p.ReviewedBy, VerifyBy: p.ReviewBy, Pos: diag.Pos{File: p.File(), Line: 1, Col: 1}}
		if p.Reviewed.IsZero() {
			e.Open = "no qualified person has reviewed it"
		} else {
			e.AsOf = PartialDate(p.Reviewed.Format(time.DateOnly))
		}
		if !p.ReviewBy.IsZero() || !p.Reviewed.IsZero() {
			out = append(out, e)
		}
	}
	return out
}

// exemptionEntries are those of whole pages and of parts of the site; those on
// words in a text are known once the pages have been read.
func (s *Site) exemptionEntries() (out []Entry) {
	for _, p := range s.Pages {
		for _, x := range p.Exempt {
			out = append(out, ExemptionEntry(p, x))
		}
	}
	for _, part := range s.Rules.Plain.Sections {
		if !part.Until.IsZero() {
			out = append(out, Entry{Register: "exemptions", ID: "plain", What: strings.Join(part.Where, ", "), Source: part.Why, VerifyBy: part.Until,
				Pos: diag.Pos{File: Shown("rules.yaml"), Line: part.Line, Col: part.Col}})
		}
	}
	return out
}

// ExemptionEntry is the row of an exemption of a page.
func ExemptionEntry(p *Page, x Exemption) Entry {
	return Entry{Register: "exemptions", ID: x.Rule, What: p.Source, Source: x.Why, VerifyBy: x.Until, Pos: diag.Pos{File: p.File(), Line: x.Line, Col: x.Col}}
}

// lawEntries: a statement of the law is as old as the day on which somebody
// compared it with the law.
func (s *Site) lawEntries() (out []Entry) {
	for _, l := range s.Laws {
		what := s.first(l.Act)
		for _, more := range []Text{l.Section, l.Offence} {
			if t := s.first(more); t != "" {
				what += ", " + t
			}
		}
		e := Entry{Register: "law", ID: l.ID, What: what, Source: l.Source, VerifyBy: l.VerifyBy, Open: s.first(l.Force), Pos: l.At}
		if !l.Checked.IsZero() {
			e.AsOf = PartialDate(l.Checked.Format(time.DateOnly))
		}
		out = append(out, e)
	}
	return out
}
