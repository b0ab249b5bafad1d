package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

func explainCommand() *cobra.Command {
	var in inputFlags
	var schemas string
	c := &cobra.Command{
		Use:   "explain CODE | key/NAME | ADDRESS | FILE",
		Short: "what a finding or a key means, or where a page comes from",
		Long: `Explain CODE tells what a finding means and how to mend it:

  sotto explain link/missing

Explain key/NAME tells what a key of front matter is for, and how its value is
written; key/site.NAME and key/services.NAME do the same for those files:

  sotto explain key/weight
  sotto explain key/site.exit.url

Explain ADDRESS, or FILE, tells which source and template made a page, or why
a source is not published:

  sotto explain /law/
  sotto explain content/news/launch.md

Without an argument it lists every code and every key.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			w := c.OutOrStdout()
			rules := allRules()
			slices.SortFunc(rules, func(a, b diag.Rule) int { return strings.Compare(a.Code, b.Code) })
			if schemas != "" {
				return writeSchemas(in.keys(), schemas)
			}
			if len(args) == 0 {
				for _, r := range rules {
					fmt.Fprintf(w, "%-28s %-8s %s\n", r.Code, r.Severity, r.Summary)
				}
				for _, e := range in.keys().Entries() {
					fmt.Fprintf(w, "%-37s %s\n", keyPrefix+e.Path, e.Row.Help)
				}
				return nil
			}
			what := args[0]
			var codes []string
			for _, r := range rules {
				if r.Code == what {
					fmt.Fprintf(w, "%s (%s): %s\n\n%s\n", r.Code, r.Severity, r.Summary, strings.TrimSpace(r.Explain))
					if len(r.After) > 0 {
						fmt.Fprintf(w, "\nIt is not told while there is a mistake in %s, which could be its cause.\n", strings.Join(r.After, " or "))
					}
					return nil
				}
				codes = append(codes, r.Code)
			}
			if name, ok := strings.CutPrefix(what, keyPrefix); ok {
				return explainKey(w, in.keys(), name, codes)
			}
			if looksLikeCode(what) {
				if near := diag.Nearest(what, codes); near != "" {
					return usage("there is no finding %q: did you mean %s?", what, near)
				}
			}
			s, err := in.load()
			if err != nil {
				return err
			}
			return explainPage(w, s, what)
		},
	}
	in.register(c)
	c.Flags().StringVar(&schemas, "schemas", "", "write the JSON Schemas of the site's files, its own kinds included, into this folder")
	return c
}

// writeSchemas writes what editors can check files by.
func writeSchemas(keys *schema.Set, dir string) error {
	for _, f := range keys.JSON() {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644); err != nil {
			return exit{exitIO, err}
		}
	}
	return nil
}

// keyPrefix stands before the keys that are asked for. Codes of findings begin
// so too: those come first.
const keyPrefix = "key/"

// keys are the keys of the site, its own kinds and components included; the
// built-in ones where there is no site to read.
func (f *inputFlags) keys() *schema.Set {
	s, err := f.load()
	if err != nil {
		s = &site.Site{}
	}
	return schema.New(s.Config)
}

func explainKey(w io.Writer, keys *schema.Set, name string, known []string) error {
	for _, e := range keys.Entries() {
		if e.Path == name {
			fmt.Fprint(w, e.Explain(keys))
			return nil
		}
		known = append(known, keyPrefix+e.Path)
	}
	if other, ok := schema.CounterpartOf(name); ok {
		fmt.Fprint(w, other.Explain(name))
		return nil
	}
	hint := "sotto explain lists every key"
	if near := diag.Nearest(keyPrefix+name, known); near != "" {
		hint = "did you mean " + near + "?"
	}
	return usage("there is no key %q: %s", name, hint)
}

// looksLikeCode tells family/word from an address or a file.
func looksLikeCode(s string) bool {
	return strings.Count(s, "/") == 1 && !strings.HasPrefix(s, "/") && !strings.HasSuffix(s, "/") && !strings.Contains(s, ".")
}

func explainPage(w io.Writer, s *site.Site, what string) error {
	address := what
	if rest, ok := strings.CutPrefix(what, strings.TrimSuffix(s.Config.BaseURL, "/")); ok {
		address = rest
	}
	source := strings.TrimPrefix(what, site.ContentFolder)
	matches := func(p *site.Page) bool {
		return p.Source == source || p.Address == address || p.Address == address+"/" || p.ID == what
	}
	for _, p := range s.Pages {
		old := slices.Contains(p.Aliases, address) || slices.Contains(p.Aliases, address+"/")
		if old && !matches(p) {
			fmt.Fprintf(w, "%s is an old address: an alias in %s leads it to %s\n\n", address, diag.Visible(p.File()), p.Address)
		}
		if old || matches(p) {
			describe(w, s, p)
			return nil
		}
	}
	for _, h := range s.Withheld {
		if matches(h.Page) {
			describeWithheld(w, s, h)
			return nil
		}
	}
	var known []string
	for _, p := range s.Pages {
		known = append(known, p.Address, p.File())
	}
	hint := "sotto list shows every page"
	if near := diag.Nearest(what, known); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	return usage("nothing here is called %q: %s", what, hint)
}

func describe(w io.Writer, s *site.Site, p *site.Page) {
	line := func(name, format string, args ...any) {
		fmt.Fprintf(w, "%-10s %s\n", name, diag.Visible(fmt.Sprintf(format, args...)))
	}
	line("address", "%s", p.Address)
	line("file", "%s", p.Output)
	line("source", "%s", p.File())
	line("kind", "%s, %s", p.Kind, why(p))
	line("template", "%[1]s%[2]s.html in %[1]sbase.html", site.TemplatesFolder, p.Kind)
	line("id", "%s", p.ID)
	if p.Section.Discreet {
		line("", "the section %s is discreet: the address is made from the id and the language;", p.Section.Path)
		line("", "to move the file and keep the address, write id: %s in its front matter", p.ID)
	}
	if p.Parent != nil {
		line("above it", "%s", p.Parent.File())
	}
	if len(p.Twins) == 0 && len(s.Config.Languages) > 1 {
		line("twin", "none")
	}
	for _, t := range p.Twins {
		line("twin", "%s (%s)", t.File(), t.Address)
	}
	if !p.PublishDate.IsZero() {
		line("since", "%s (publishDate)", stamp(p.PublishDate))
	}
	if !p.ExpiryDate.IsZero() {
		line("until", "%s (expiryDate)", stamp(p.ExpiryDate))
	}
}

// why says which rule gave the page its kind.
func why(p *site.Page) string {
	switch p.Kind {
	case site.Home:
		return "because it is the root index.md"
	case site.NotFound:
		return "because it is the root 404.md"
	case site.Plain:
		if p.Section.Path != "" {
			return "because it is a page of its own in the section " + p.Section.Path
		}
		return "because no section in site.yaml gives its folder another kind"
	}
	return "because site.yaml gives the section " + p.Section.Path + " the kind " + string(p.Section.Kind)
}

func describeWithheld(out io.Writer, s *site.Site, w site.Withheld) {
	fmt.Fprintf(out, "%s is not published: ", diag.Visible(w.Page.File()))
	switch w.Why {
	case site.IsDraft:
		fmt.Fprint(out, "it is a draft (draft: true)")
	case site.IsFuture:
		fmt.Fprint(out, "its date has not come")
	case site.IsExpired:
		fmt.Fprint(out, "its expiryDate has passed")
	case site.IsUnreadable:
		fmt.Fprint(out, "what it says about its dates or draft cannot be read; sotto check says why")
	}
	if w.By != w.Page.Source {
		fmt.Fprintf(out, ", by %s above it", diag.Visible(site.Shown(w.By)))
	}
	fmt.Fprintln(out)
	if !w.Until.IsZero() {
		fmt.Fprintf(out, "it will appear at %s\n", spoken(s, w.Until))
	}
	flag := map[site.WithheldWhy]string{site.IsDraft: "-D", site.IsFuture: "-F", site.IsExpired: "-E"}[w.Why]
	fmt.Fprintf(out, "to look at it now: sotto serve %s\n", flag)
}
