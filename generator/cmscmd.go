package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sotto/generator/cms"
	"sotto/generator/diag"
	"sotto/generator/schema"
)

func cmsCommand() *cobra.Command {
	var in inputFlags
	c := &cobra.Command{
		Use:   "cms " + strings.Join(cms.Names, "|"),
		Short: "print the configuration of a content management system",
		Long: `Cms prints a config.yml by which Sveltia CMS or Decap CMS edits the pages of
this site, with the fields and the rules that it has:

  sotto cms sveltia > ../cms/config.yml

It is for an editor's own machine. Keep it out of the site's folders: no such
system is part of a site, and the audit would not let one pass.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if !slices.Contains(cms.Names, args[0]) {
				hint := ""
				if near := diag.Nearest(args[0], cms.Names); near != "" {
					hint = ": did you mean " + near + "?"
				}
				return usage("there is no configuration for %q, only for %s%s", args[0], strings.Join(cms.Names, " and "), hint)
			}
			in.drafts, in.expired, in.future = true, true, true // every page that there is
			s, err := in.load()
			if err != nil {
				return err
			}
			_, err = c.OutOrStdout().Write(cms.Config(args[0], s, schema.New(s.Config)))
			return err
		},
	}
	c.Flags().StringVarP(&in.source, "source", "s", ".", "folder of the site")
	in.content, in.templates, in.static = "content", "templates", "static"
	return c
}
