package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"sotto/generator/desk"
	"sotto/generator/diag"
)

func fixCommand() *cobra.Command {
	var in inputFlags
	var report reportFlags
	var yes bool
	c := &cobra.Command{
		Use:   "fix",
		Short: "type what the help of findings says to type",
		Long: `Fix mends what sotto check finds, wherever its help says exactly what to type: a
misspelt key or link, a date written otherwise, a telephone number that belongs to
a service, American spellings, characters that cannot be seen, and what pasted text
from Word, Docs or a spreadsheet has become: tables with tabs, bullets, headings.
What is for somebody to decide, such as a placeholder, stays.

It shows the lines that it would change and asks before it writes. All is changed or
nothing, and never so that there are more errors than before.

  sotto fix
  sotto fix --only paste,words/spelling
  sotto fix --yes`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			report.format, report.max = "text", usual
			if err := report.check(); err != nil {
				return err
			}
			inputs, err := in.inputs()
			if err != nil {
				return err
			}
			plan, err := desk.Fix(c.Context(), inputs, report.chosen)
			if err != nil {
				return refused(c, err)
			}
			out := c.OutOrStdout()
			if len(plan.Changes) == 0 {
				_, err := fmt.Fprintln(out, "there is nothing that fix can mend")
				return err
			}
			ok, err := in.agreed(c, plan, yes)
			if err != nil || !ok {
				return err
			}
			if err := in.write(c, plan); err != nil {
				return err
			}
			left := diag.Count(plan.After, diag.Error)
			_, err = fmt.Fprintf(out, "changed %s; %s and %s are left, which sotto check tells\n", plural(len(plan.Changes), "file"), plural(left, "error"), plural(diag.Count(plan.After, diag.Warning), "warning"))
			return err
		},
	}
	in.register(c)
	c.Flags().StringSliceVar(&report.only, "only", nil, "mend only findings of these codes or families, for example paste,key/spelling")
	yesFlag(c, &yes)
	return c
}
