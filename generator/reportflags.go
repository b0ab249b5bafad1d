package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sotto/generator/diag"
	"sotto/generator/imports"
	"sotto/generator/pipeline"
	"sotto/generator/verify"
)

// reportFlags say how findings are told.
type reportFlags struct {
	format        string
	strict, quiet bool
	// only are codes or families of codes; none means all.
	only []string
	// max is how many different findings of a code are told to people; 0 means
	// every one, and usual that nobody said.
	max int
}

// allRules are those of every room.
func allRules() []diag.Rule {
	return slices.Concat(pipeline.Rules(), imports.Rules(), verify.Rules())
}

// usual is the flag's value when it is not given.
const usual = -1

func (f *reportFlags) register(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVar(&f.format, "format", "text", "how findings are printed: text, json, github or sarif")
	fl.BoolVar(&f.strict, "strict", false, "let warnings fail the build too")
	fl.BoolVar(&f.quiet, "quiet", false, "print findings only")
	fl.StringSliceVar(&f.only, "only", nil, "tell only findings of these codes or families, for example link/outbound,key")
	fl.IntVar(&f.max, "max", usual, fmt.Sprintf("in text, group findings by code and tell so many different ones of each, 0 for every one (usually %d, when there are more than %d findings)", diag.Usual, diag.Many))
	fl.Lookup("max").DefValue = "" // which the help would show
}

func (f *reportFlags) check() error {
	if !slices.Contains([]string{"text", "json", "github", "sarif"}, f.format) {
		return usage("--format %q does not exist: write text, json, github or sarif", f.format)
	}
	if f.max < usual {
		return usage("--max %d is less than nothing: write 0 for every finding", f.max)
	}
	if len(f.only) == 0 {
		return nil
	}
	var known []string
	for _, r := range allRules() {
		known = append(known, r.Code, family(r.Code))
	}
	for _, code := range f.only {
		if !slices.Contains(known, code) {
			hint := "sotto explain lists them"
			if near := diag.Nearest(code, known); near != "" {
				hint = "did you mean " + near + "?"
			}
			return usage("--only %q is no code of a finding, and no family of codes: %s", code, hint)
		}
	}
	return nil
}

// family is the part of a code before its slash.
func family(code string) string {
	name, _, _ := strings.Cut(code, "/")
	return name
}

// talks reports whether people read more than the findings.
func (f *reportFlags) talks() bool { return f.format == "text" && !f.quiet }

// chosen says whether --only chooses a finding.
func (f *reportFlags) chosen(x diag.Finding) bool {
	return len(f.only) == 0 || slices.Contains(f.only, x.Code) || slices.Contains(f.only, family(x.Code))
}

// print tells the findings: for people on standard error, for programs on
// standard output, where nothing else is then written. Programs are told all
// that --only chooses, one by one.
func (f *reportFlags) print(c *cobra.Command, list []diag.Finding) error {
	all := len(list)
	list = slices.DeleteFunc(slices.Clone(list), func(x diag.Finding) bool { return !f.chosen(x) })
	out := c.OutOrStdout()
	switch f.format {
	case "json":
		return diag.JSON(out, list)
	case "github":
		return diag.GitHub(out, list)
	case "sarif":
		return diag.SARIF(out, list, allRules(), version)
	}
	out = c.ErrOrStderr()
	var err error
	if f.max != usual && len(list) > 0 {
		err = diag.Report(out, list, allRules(), f.max)
	} else {
		err = diag.Tell(out, list, allRules())
	}
	if rest := all - len(list); rest > 0 && err == nil {
		_, err = fmt.Fprintf(out, "sotto: %s of other codes are not told, because of --only\n", plural(rest, "finding"))
	}
	return err
}

// failed reports whether the findings keep the site from being published: all
// of them, whatever is told.
func (f *reportFlags) failed(list []diag.Finding) bool {
	return diag.Count(list, diag.Error) > 0 || f.strict && diag.Count(list, diag.Warning) > 0
}
