package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sotto/generator/desk"
	"sotto/generator/diag"
	"sotto/generator/site"
)

// What the verbs of the desk have in common: they show what they would change, ask,
// and write all of it or nothing.

// refused is the error of a verb for what the desk says.
func refused(c *cobra.Command, err error) error {
	var r *desk.Refusal
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &r):
		return exit{exitIO, err}
	case len(r.Findings) == 0:
		return exit{exitUsage, r}
	}
	if err := diag.Text(c.ErrOrStderr(), r.Findings); err != nil {
		return exit{exitIO, err}
	}
	return exit{exitFindings, fmt.Errorf("%s", r.Error())}
}

// write makes a plan's changes in the folder of the pages.
func (f *inputFlags) write(c *cobra.Command, p *desk.Plan) error {
	root, err := openFolder(f.path(f.content), "")
	if err != nil {
		return err
	}
	defer root.Close()
	return refused(c, p.Write(root))
}

// yesFlag lets a verb do what it would ask about.
func yesFlag(c *cobra.Command, yes *bool) {
	c.Flags().BoolVarP(yes, "yes", "y", false, "do it without asking")
}

// agreed shows what a plan changes and asks whether to do it. Where nobody answers
// it is not done.
func (f *inputFlags) agreed(c *cobra.Command, p *desk.Plan, yes bool) (bool, error) {
	out := c.OutOrStdout()
	for _, n := range p.Notes {
		fmt.Fprintf(out, "note: %s\n", diag.Visible(n))
	}
	if err := p.Show(out, f.shown); err != nil {
		return false, exit{exitIO, err}
	}
	if yes {
		return true, nil
	}
	fmt.Fprintf(out, "change %s? [y/N] ", plural(len(p.Changes), "file"))
	line, err := bufio.NewReader(c.InOrStdin()).ReadString('\n')
	if err != nil && line == "" {
		fmt.Fprintln(out)
		if err == io.EOF && !onTerminal(os.Stdin) {
			return false, usage("nobody is there to answer, and so nothing was written: look at what is shown, and write --yes")
		}
	}
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes":
		return true, nil
	}
	fmt.Fprintln(out, "nothing was written")
	return false, nil
}

// shown is the name of a file of content/ as its reader would open it.
func (f *inputFlags) shown(name string) string {
	folder := f.path(f.content)
	if f.source == "." && f.content == "content" {
		return site.Shown(name)
	}
	return strings.TrimSuffix(folder, "/") + "/" + name
}
