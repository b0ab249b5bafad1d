package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"sotto/generator/desk"
)

func moveCommand() *cobra.Command {
	var in inputFlags
	var yes bool
	c := &cobra.Command{
		Use:   "move OLD NEW",
		Short: "move a page or a folder, and mend what leads to it",
		Long: `Move gives a page, with its translations, or a folder with all that is in it another
place, and mends every link to it and every other line that names it: on pages in all
languages, in menus, sections, house rules and registers. Old addresses lead on from
then, by aliases; pages of a discreet section keep theirs, by their id.

It shows the lines that it would change and asks before it writes. All is changed or
nothing; a move after which something would be wrong is refused.

  sotto move law/scotland.md law/in-scotland.md
  sotto move content/help content/support
  sotto move self-help self-help-guides --yes`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usage("move needs two paths: sotto move law/scotland.md law/in-scotland.md")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			inputs, err := in.inputs()
			if err != nil {
				return err
			}
			plan, err := desk.Move(c.Context(), inputs, args[0], args[1])
			if err != nil {
				return refused(c, err)
			}
			ok, err := in.agreed(c, plan, yes)
			if err != nil || !ok {
				return err
			}
			if err := in.write(c, plan); err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "changed %s\n", plural(len(plan.Changes), "file"))
			return err
		},
	}
	in.register(c)
	yesFlag(c, &yes)
	return c
}
