package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sotto/generator/diag"
	"sotto/generator/editorial"
	"sotto/generator/output"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

// stated is one row of sotto status.
type stated struct {
	Register string   `json:"register"`
	ID       string   `json:"id"`
	What     string   `json:"what"`
	AsOf     string   `json:"asOf"`         // "" when nobody knows
	Due      string   `json:"due"`          // "" when nothing says so
	At       string   `json:"at,omitempty"` // of the next change: its instant
	State    string   `json:"state"`        // overdue, soon, behind, or ""
	Owner    string   `json:"owner"`        // who has to look: a role, a service, a register
	Source   string   `json:"source"`       // in words, or the id of a source
	Open     string   `json:"open"`         // what could not be established
	File     string   `json:"file"`
	Line     int      `json:"line"`
	CitedBy  []string `json:"citedBy"` // file:line
}

func statusCommand() *cobra.Command {
	var in inputFlags
	var format, by string
	c := &cobra.Command{
		Use:   "status [REGISTER...]",
		Short: "everything that somebody has to answer for, by age: where it is from, and when it is due",
		Long: `Status lists what the site states on somebody's word: the numbers, hours and
costs of services, what the law says, what helpers pass on, sources with the
pages that cite them, tables of statistics, reviews of pages, and exemptions
from the house rules; pages that are withheld or will expire; and translations that
are behind. What is of unknown age comes first, then the oldest; with each, where it
is written, when somebody must look again, and what could not be established. --by
date and --by owner list it in short, by what is due and by who has to look. As
ical it is a calendar to subscribe to. The register "next" is no list but the instant
at which the site next changes by itself, for a pipeline that builds it then.

  sotto status
  sotto status sources services
  sotto status --by date
  sotto status --format json
  sotto status next --format json
  sotto status --format ical > due.ics`,
		RunE: func(c *cobra.Command, registers []string) error {
			if format != "text" && format != "json" && format != "ical" {
				return usage("--format %q does not exist: write text, json or ical", format)
			}
			if !slices.Contains(orders, by) {
				return usage("--by %q does not exist: write age, date or owner", by)
			}
			inputs, err := in.inputs()
			if err != nil {
				return err
			}
			res, err := pipeline.Build(c.Context(), inputs, output.NewDiscard())
			if err != nil {
				return exit{exitIO, err}
			}
			rows, err := statusRows(res, registers)
			if err != nil {
				return err
			}
			ordered(rows, by)
			if format == "json" && (len(registers) == 0 || slices.Contains(registers, nextChange)) {
				rows = append(nextRow(res.Site), rows...)
			}
			if format == "ical" {
				return writeCalendar(c.OutOrStdout(), res.Site, rows)
			}
			if format == "json" {
				enc := json.NewEncoder(diag.VisibleJSON(c.OutOrStdout()))
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				return enc.Encode(rows)
			}
			if res.Outcomes == nil {
				fmt.Fprintln(c.ErrOrStderr(), "sotto: the site has errors (sotto check), and so it is not known which pages cite a source")
			}
			if slices.Equal(registers, []string{nextChange}) {
				if res.Site.NextChange.IsZero() {
					_, err := fmt.Fprintln(c.OutOrStdout(), "the site does not change by date")
					return err
				}
				return writeNext(c.OutOrStdout(), res.Site)
			}
			if by != "age" {
				err = writeGroups(c.OutOrStdout(), rows, by)
			} else {
				err = writeStatus(c.OutOrStdout(), rows, res.Site.Rules.Dates.Soon)
			}
			if err != nil {
				return err
			}
			return writeNext(c.OutOrStdout(), res.Site)
		},
	}
	in.register(c)
	c.Flags().StringVar(&format, "format", "text", "text, json or ical")
	c.Flags().StringVar(&by, "by", "age", "in which order: age, date or owner")
	return c
}

// statusRows are the rows of some registers, or of all: what is of unknown age
// first, then the oldest.
func statusRows(res *pipeline.Result, registers []string) ([]stated, error) {
	s := res.Site
	entries := s.Entries()
	said := make([]*editorial.Facts, len(res.Outcomes))
	for i := range res.Outcomes {
		o := &res.Outcomes[i]
		said[i] = &o.Said
		for _, x := range o.Said.Exempt {
			if e := site.ExemptionEntry(s.Pages[i], x); !slices.Contains(entries, e) { // on words in the text
				entries = append(entries, e)
			}
		}
	}
	behind := behindRows(res)
	names := []string{nextChange, "translations", "withheld", "expiring"}
	for _, e := range entries {
		if !slices.Contains(names, e.Register) {
			names = append(names, e.Register)
		}
	}
	for _, r := range registers {
		if !slices.Contains(names, r) {
			help := "this site has " + strings.Join(names, ", ")
			if near := diag.Nearest(r, names); near != "" {
				help = "did you mean " + near + "?"
			}
			return nil, usage("there is no register %q: %s", r, help)
		}
	}
	citing := editorial.Citing(s, said)
	rows := []stated{}
	if len(registers) == 0 || slices.Contains(registers, "translations") {
		rows = append(rows, behind...)
	}
	for _, e := range entries {
		if len(registers) > 0 && !slices.Contains(registers, e.Register) {
			continue
		}
		r := stated{Register: e.Register, ID: e.ID, What: e.What, AsOf: string(e.AsOf), Source: e.Source, Open: e.Open, Owner: ownerOf(s, e), File: e.Pos.File, Line: max(1, e.Pos.Line), CitedBy: []string{}}
		if !e.VerifyBy.IsZero() {
			r.Due = e.VerifyBy.Format(time.DateOnly)
			switch now := s.Clock; {
			case !now.Before(e.VerifyBy.AddDate(0, 0, 1)):
				r.State = "overdue"
			case !now.Before(e.VerifyBy.AddDate(0, 0, -s.Rules.Dates.Soon)):
				r.State = "soon"
			}
		}
		if e.Register == "sources" {
			for _, p := range citing[e.ID] {
				r.CitedBy = append(r.CitedBy, fmt.Sprintf("%s:%d", p.File, p.Line))
			}
			for _, other := range entries {
				if other.Register != e.Register && other.Source == e.ID {
					r.CitedBy = append(r.CitedBy, fmt.Sprintf("%s:%d", other.Pos.File, other.Pos.Line))
				}
			}
			r.CitedBy = slices.Compact(r.CitedBy)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// writeStatus writes the rows for people, and how many of them want a look.
func writeStatus(w io.Writer, rows []stated, soon int) error {
	var b strings.Builder
	late, near, open := 0, 0, 0
	for _, r := range rows {
		due := "no day"
		if r.Due != "" {
			due = "due " + r.Due
		}
		switch r.State {
		case "overdue":
			due, late = due+", OVERDUE", late+1
		case "soon":
			due, near = due+", soon", near+1
		}
		title := r.Register + " " + r.ID
		if r.What != "" {
			title += ": " + r.What
		}
		fmt.Fprintf(&b, "%-10s  %s\n", cmp.Or(r.AsOf, "undated"), diag.Visible(title))
		detail := func(format string, args ...any) {
			fmt.Fprintf(&b, "            %s\n", diag.Visible(fmt.Sprintf(format, args...)))
		}
		detail("%s; %s:%d", due, r.File, r.Line)
		if r.Source != "" {
			detail("from: %s", r.Source)
		}
		switch {
		case len(r.CitedBy) > 0:
			detail("cited by %s", strings.Join(r.CitedBy, ", "))
		case r.Register == "sources":
			detail("cited by nobody")
		}
		if r.Open != "" {
			open++
			detail("not established: %s", r.Open)
		}
	}
	entries := "entries"
	if len(rows) == 1 {
		entries = "entry"
	}
	fmt.Fprintf(&b, "%s %s: %d overdue, %d due within %d days, %d with something that is not established\n", diag.Number(len(rows)), entries, late, near, soon, open)
	_, err := io.WriteString(w, b.String())
	return err
}
