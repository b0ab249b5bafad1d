package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"sotto/generator/diag"
	"sotto/generator/pipeline"
)

func auditCommand() *cobra.Command {
	var report reportFlags
	var opt pipeline.AuditOptions
	c := &cobra.Command{
		Use:   "audit DIR",
		Short: "check a folder of finished HTML, from any generator",
		Long: `Audit reads a folder of finished HTML and says everything in it that could
tell somebody who reads it: trackers, remote files, forms, storage, hidden
text. It works on the output of any generator and changes nothing.

  sotto audit public
  sotto audit --baseURL https://www.example.org/ --outbound www.gov.uk site/`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := report.check(); err != nil {
				return err
			}
			root, err := openFolder(args[0], "")
			if err != nil {
				return err
			}
			defer root.Close()
			opt.Name = args[0]
			findings, summary, err := pipeline.Audit(root.FS(), opt)
			if err != nil {
				return exit{exitIO, err}
			}
			if err := report.print(c, findings); err != nil {
				return exit{exitIO, err}
			}
			if report.talks() {
				for _, line := range summary {
					fmt.Fprintln(c.OutOrStdout(), diag.Visible(line))
				}
			}
			if report.failed(findings) {
				return exit{exitFindings, fmt.Errorf("%s in %s", tally(findings), args[0])}
			}
			return nil
		},
	}
	report.register(c)
	c.Flags().StringVarP(&opt.BaseURL, "baseURL", "b", "", "address the site is served at, so that whole links to itself are known")
	c.Flags().StringSliceVar(&opt.Outbound, "outbound", nil, "hosts that pages may link to; without it, any https host")
	return c
}
