package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"sotto/generator/desk"
	"sotto/generator/diag"
)

// instant reads a time, or the first minute of a day. One without a zone is in that
// of the site.
func instant(text string, zone *time.Location) (t time.Time, err error) {
	for _, form := range []string{time.RFC3339, time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04"} {
		if t, err = time.ParseInLocation(form, text, zone); err == nil {
			return t, nil
		}
	}
	return t, err
}

func diffCommand() *cobra.Command {
	var in inputFlags
	var from, to, format string
	c := &cobra.Command{
		Use:   "diff --from INSTANT --to INSTANT",
		Short: "which addresses appear, change and vanish between two instants",
		Long: `Diff makes the site as at two instants, writes nothing, and lists the addresses that
differ: those that appear, those that vanish, and those whose page or file changes.
A day is its first minute, and a time without a zone is one of the site's.

  sotto diff --to 2026-12-02
  sotto diff --from now --to "2026-12-01 07:00"
  sotto diff --from 2026-12-01T06:59:00Z --to 2026-12-01T07:00:00Z --format json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if format != "text" && format != "json" {
				return usage("--format %q does not exist: write text or json", format)
			}
			inputs, err := in.inputs()
			if err != nil {
				return err
			}
			if to == "" {
				return usage("diff needs the second instant: --to 2026-12-01T07:00:00Z")
			}
			s, err := in.read(inputs)
			if err != nil {
				return err
			}
			var at [2]time.Time
			for i, flag := range [][2]string{{"--from", from}, {"--to", to}} {
				if flag[1] == "now" {
					at[i] = inputs.Clock
				} else if at[i], err = instant(flag[1], s.Config.TimeZone); err != nil {
					return usage("%s %q is not a time: write it like 2026-12-01, 2026-12-01T07:00 or 2026-12-01T07:00:00Z, or now", flag[0], flag[1])
				}
			}
			list, err := desk.Diff(c.Context(), inputs, at[0], at[1])
			if err != nil {
				return refused(c, err)
			}
			out := c.OutOrStdout()
			if format == "json" {
				enc := json.NewEncoder(diag.VisibleJSON(out))
				enc.SetEscapeHTML(false)
				enc.SetIndent("", "  ")
				return enc.Encode(list)
			}
			count := map[string]int{}
			for _, d := range list {
				count[d.Change]++
				text := fmt.Sprintf("%-8s  %s", d.Change, d.Address)
				if d.File != "" {
					text += "  (" + d.File + ": " + d.Title + ")"
				}
				if _, err := fmt.Fprintln(out, diag.Visible(text)); err != nil {
					return err
				}
			}
			_, err = fmt.Fprintf(out, "%s appear, %s vanish, %s change\n", diag.Number(count[desk.Appears]), diag.Number(count[desk.Vanishes]), diag.Number(count[desk.Changes]))
			return err
		},
	}
	in.register(c)
	c.Flags().StringVar(&from, "from", "now", "the first instant, such as 2026-12-01 or 2026-12-01T06:59:00Z, or now")
	c.Flags().StringVar(&to, "to", "", "the second instant, or now")
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}
