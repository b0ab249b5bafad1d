package main

import (
	"cmp"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"sotto/generator/desk"
	"sotto/generator/diag"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

// What sotto status lists can stand in three orders, and in a calendar.

// orders are those of --by: by age, by the day on which something is due, and by
// who has to look.
var orders = []string{"age", "date", "owner"}

// ownerOf is who has to look at an entry: the role that reviewed a page, the service
// that a fact is of, else the register, which somebody keeps.
func ownerOf(s *site.Site, e site.Entry) string {
	switch e.Register {
	case "reviews":
		return cmp.Or(e.Source, "nobody yet")
	case "services":
		id, _, _ := strings.Cut(e.ID, ".")
		return "service " + id
	}
	return e.Register
}

// behindRows are the translations that are behind their originals.
func behindRows(res *pipeline.Result) (out []stated) {
	for _, f := range res.Findings {
		if f.Code == "level/behind" {
			out = append(out, stated{Register: "translations", ID: f.Pos.File, What: f.Message, State: "behind", Owner: "translations", File: f.Pos.File, Line: max(1, f.Pos.Line), CitedBy: []string{}})
		}
	}
	return out
}

// ordered sorts the rows. By age, what is of unknown age comes first; by date and by
// owner, what has no day comes last.
func ordered(rows []stated, by string) {
	due := func(a, b stated) int {
		return cmp.Or(cmp.Compare(min(1, len(b.Due)), min(1, len(a.Due))), strings.Compare(a.Due, b.Due), strings.Compare(a.Register, b.Register), strings.Compare(a.ID, b.ID))
	}
	slices.SortStableFunc(rows, func(a, b stated) int {
		switch by {
		case "date":
			return due(a, b)
		case "owner":
			return cmp.Or(strings.Compare(a.Owner, b.Owner), due(a, b))
		}
		return cmp.Or(strings.Compare(a.AsOf, b.AsOf), strings.Compare(a.Due, b.Due), strings.Compare(a.Register, b.Register))
	})
}

// heading is what stands above the rows that follow one another by date or owner.
func heading(r stated, by string) string {
	switch {
	case by == "owner":
		return r.Owner
	case r.State == "overdue":
		return "overdue"
	case r.Due == "":
		return "no day"
	}
	return r.Due[:len("2026-11")]
}

// writeGroups writes the rows below headings, a line for each.
func writeGroups(w io.Writer, rows []stated, by string) error {
	var b strings.Builder
	last := ""
	for i, r := range rows {
		if h := heading(r, by); h != last || i == 0 {
			if i > 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, "== %s\n", diag.Visible(h))
			last = h
		}
		title := r.Register + " " + r.ID
		if r.What != "" {
			title += ": " + r.What
		}
		state := ""
		if r.State != "" {
			state = " [" + r.State + "]"
		}
		fmt.Fprintf(&b, "%-10s  %s%s; %s:%d\n", cmp.Or(r.Due, "-"), diag.Visible(title), state, diag.Visible(r.File), r.Line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// nextChange is the register that holds nothing but the instant at which the output
// next changes by itself.
const nextChange = "next"

// nextRow is that instant for programs; none when nothing is waited for. It names no
// page: a pipeline may print it where everybody reads along.
func nextRow(s *site.Site) []stated {
	if s.NextChange.IsZero() {
		return nil
	}
	at := s.NextChange.In(s.Config.TimeZone)
	return []stated{{Register: nextChange, ID: "build", What: "the site changes by date: build it then", Due: at.Format(time.DateOnly), At: at.Format(time.RFC3339),
		Owner: "the pipeline", File: site.Shown("site.yaml"), Line: 1, CitedBy: []string{}}}
}

// writeNext tells when the output next changes by itself.
func writeNext(w io.Writer, s *site.Site) error {
	if s.NextChange.IsZero() {
		return nil
	}
	_, err := fmt.Fprintf(w, "the site next changes by date at %s\n", spoken(s, s.NextChange))
	return err
}

// writeCalendar writes what has a day as an iCalendar file. What names people, such
// as the author of a source, is left out: a calendar is read by many.
func writeCalendar(w io.Writer, s *site.Site, rows []stated) error {
	var events []desk.Event
	for _, r := range rows {
		day, err := time.Parse(time.DateOnly, r.Due)
		if err != nil {
			continue
		}
		text := fmt.Sprintf("%s:%d", r.File, r.Line)
		if r.Register != "sources" && r.What != "" {
			text = r.What + "\n" + text
		}
		events = append(events, desk.Event{
			Name: r.Register + " " + r.ID + " " + r.File, Day: day, Summary: what(r.Register) + ": " + r.ID, Text: text, Category: r.Register,
		})
	}
	if !s.NextChange.IsZero() {
		events = append(events, desk.Event{Name: "next change", At: s.NextChange, Summary: "The site changes by date: build it then", Category: "next change"})
	}
	host := ""
	if u, err := url.Parse(s.Config.BaseURL); err == nil {
		host = u.Hostname()
	}
	return desk.Calendar(w, host, s.Clock, events)
}

// what is done about an entry on its day.
func what(register string) string {
	switch register {
	case "reviews":
		return "Review"
	case "withheld":
		return "Appears"
	case "expiring":
		return "Disappears"
	case "exemptions":
		return "Exemption ends"
	}
	return "Look again, " + register
}
