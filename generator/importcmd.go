package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sotto/generator/diag"
	"sotto/generator/imports"
)

func importCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "import",
		Short: "make a first version of a site from another generator's",
		Long: `Import makes a first version of a site in a new folder, and changes nothing in
the old one. It can read:

  sotto import hugo DIR --out NEW     a Hugo site`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(importHugoCommand())
	return c
}

func importHugoCommand() *cobra.Command {
	var out, from string
	c := &cobra.Command{
		Use:   "hugo DIR --out NEW",
		Short: "make a first version of a site from a Hugo site",
		Long: `Import hugo reads the content, the settings and the linked files of a Hugo site
and writes a site of this form into a folder that is not there yet. Templates,
style and the words of the interface are those of the site that --from names.

  sotto import hugo ../old-site --out ../new-site
  sotto check -s ../new-site

What has no counterpart stays in the new files as a comment or as TODO, and
sotto check finds it. Nothing is written while a page cannot be read.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if out == "" {
				return usage("write --out NEW with the folder for the new site")
			}
			if err := freeFolder(args[0], out); err != nil {
				return err
			}
			there, err := openFolder(args[0], ": name the folder of a Hugo site")
			if err != nil {
				return err
			}
			defer there.Close()
			here, err := openFolder(from, ": name a folder that holds templates/ and content/ of a site of this form with --from")
			if err != nil {
				return err
			}
			defer here.Close()
			if _, err := here.Stat("templates"); err != nil {
				return usage("%s holds no templates/: run sotto in a site's folder, or name one with --from", from)
			}
			res, err := imports.Hugo(imports.Source{Site: there.FS(), From: here.FS(), Name: filepath.ToSlash(args[0])})
			if err != nil {
				return exit{exitIO, fmt.Errorf("importing: %w", err)}
			}
			if err := diag.Tell(c.ErrOrStderr(), res.Findings, imports.Rules()); err != nil {
				return exit{exitIO, err}
			}
			if diag.Count(res.Findings, diag.Error) > 0 {
				return exit{exitFindings, fmt.Errorf("%s: nothing was written", tally(res.Findings))}
			}
			if err := writeSite(out, res.Files); err != nil {
				return exit{exitIO, fmt.Errorf("writing %s: %w", out, err)}
			}
			tellImport(c, res, out)
			return nil
		},
	}
	c.Flags().StringVar(&out, "out", "", "folder for the new site, which must not be there yet")
	c.Flags().StringVar(&from, "from", ".", "site whose templates, style and words the new one begins with")
	return c
}

// freeFolder refuses a folder for the new site that is there already, or lies in
// the old one.
func freeFolder(old, out string) error {
	if list, err := os.ReadDir(out); err == nil && len(list) > 0 {
		return usage("%s is there already, and not empty: name a new folder, because nothing is ever written over", out)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usage("%s cannot be the folder of a new site: %v", out, err)
	}
	a, err := realFolder(old)
	if err != nil {
		return nil // which is told when it is opened
	}
	b, err := realFolder(out)
	if err != nil {
		return exit{exitIO, err}
	}
	if rel, err := filepath.Rel(a, b); err == nil && (rel == "." || filepath.IsLocal(rel)) {
		return usage("%s lies in the old site, which is not to be changed: name a folder beside it", out)
	}
	return nil
}

// realFolder is where a folder lies that is there, or that is to be made.
func realFolder(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if errors.Is(err, fs.ErrNotExist) && filepath.Dir(abs) != abs {
		parent, err := realFolder(filepath.Dir(abs))
		return filepath.Join(parent, filepath.Base(abs)), err
	}
	return real, err
}

// writeSite writes a new folder in one step: all of it, or nothing.
func writeSite(out string, files map[string][]byte) error {
	out = filepath.Clean(out)
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	temp, err := os.MkdirTemp(filepath.Dir(out), ".sotto-import-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp) // when it was not renamed
	root, err := os.OpenRoot(temp)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		name, data := filepath.FromSlash(name), files[name]
		if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := root.WriteFile(name, data, 0o644); err != nil {
			return err
		}
	}
	if err := os.Chmod(temp, 0o755); err != nil {
		return err
	}
	os.Remove(out) // an empty folder, or nothing
	return os.Rename(temp, out)
}

// tellImport says what was done, what is left, and what to do next.
func tellImport(c *cobra.Command, res *imports.Result, out string) {
	var b strings.Builder
	tell := func(list []imports.Count) {
		for _, n := range list {
			if n.N > 0 {
				fmt.Fprintf(&b, "%8s  %s\n", diag.Number(n.N), n.Noun)
			}
		}
	}
	fmt.Fprintf(&b, "wrote a first version of the site to %s:\n", diag.Visible(out))
	tell(res.Done)
	b.WriteString("left for somebody:\n")
	tell(res.Left)
	if len(res.Hosts) > 0 {
		b.WriteString("the hosts that pages link to, for outbound in content/site.yaml once somebody has looked at them:\n")
		for _, h := range res.Hosts {
			fmt.Fprintf(&b, "  - %s\n", diag.Visible(h))
		}
	}
	fmt.Fprintf(&b, "next: sotto check -s %s\n      sotto check -s %[1]s --baseline known.jsonl --update-baseline --accept, to work it off step by step\n", diag.Visible(out))
	fmt.Fprint(c.OutOrStdout(), b.String())
}
