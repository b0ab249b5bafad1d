package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sotto/generator/desk"
	"sotto/generator/diag"
	"sotto/generator/site"
)

func newCommand() *cobra.Command {
	var in inputFlags
	var langs []string
	var ask desk.Page
	c := &cobra.Command{
		Use:   "new KIND PATH",
		Short: "make a page, or a module with its chapters",
		Long: `New makes a page of a kind at a path, from content/_archetypes/KIND.md: with
today's date, the next weight among its neighbours and, in a discreet section, the
next free discreet title. What is left to write says TODO, and sotto check names
each such place. Nothing is ever overwritten.

  sotto new page help/at-night
  sotto new module self-help/sleep --chapters 4 --lang all
  sotto new chapter self-help/urges/at-work
  sotto new release news/coast-2027 --lang cy`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage("new needs a kind of page and a path: sotto new module self-help/sleep")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			inputs, err := in.inputs()
			if err != nil {
				return err
			}
			s, err := in.read(inputs)
			if err != nil {
				return err
			}
			for _, l := range langs {
				if l == "all" {
					ask.Langs = s.Config.Languages
					break
				}
				ask.Langs = append(ask.Langs, site.Lang(l))
			}
			ask.Kind, ask.Path = args[0], args[1]
			plan, err := desk.New(c.Context(), inputs, ask)
			if err != nil {
				return refused(c, err)
			}
			if err := in.write(c, plan); err != nil {
				return err
			}
			open := 0
			for _, ch := range plan.Changes {
				fmt.Fprintf(c.OutOrStdout(), "made %s\n", diag.Visible(in.shown(ch.File)))
				for _, f := range plan.After {
					if f.Pos.File == in.shown(ch.File) && strings.HasPrefix(f.Code, "placeholder/") {
						open++
					}
				}
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s to write: sotto check names each\n", plural(open, "place"))
			return err
		},
	}
	in.register(c)
	c.Flags().StringSliceVar(&langs, "lang", nil, "languages to make it in, such as cy, or all (usually the site's first)")
	c.Flags().StringVar(&ask.Title, "title", "", "the page's title (usually made of its file's name)")
	c.Flags().IntVar(&ask.Chapters, "chapters", 0, "how many chapters a module begins with (usually one)")
	c.Flags().Lookup("chapters").DefValue = ""
	return c
}
