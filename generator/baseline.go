package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"sotto/generator/diag"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

// baselineFlags are those of findings that are known and worked off step by step.
type baselineFlags struct {
	name           string
	update, accept bool

	list *diag.Baseline
	// content is what findings call the folder of the pages.
	content string
}

// register adds the flags; only check writes a baseline.
func (f *baselineFlags) register(c *cobra.Command, writes bool) {
	c.Flags().StringVar(&f.name, "baseline", "", "file of findings that are known: they are counted, not told, and fail nothing")
	if writes {
		c.Flags().BoolVar(&f.update, "update-baseline", false, "take what is mended out of the baseline")
		c.Flags().BoolVar(&f.accept, "accept", false, "with --update-baseline, put all in that is found and may be known")
	}
}

// open reads the baseline into the inputs of a build, which then keeps nothing:
// what is known to one build is not to another.
func (f *baselineFlags) open(flags *inputFlags, in *pipeline.Inputs) ([]diag.Finding, error) {
	switch {
	case f.accept && !f.update:
		return nil, usage("--accept goes with --update-baseline")
	case f.update && f.name == "":
		return nil, usage("--update-baseline needs to know which: write --baseline FILE")
	case f.name == "":
		return nil, nil
	}
	name := flags.path(f.name)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		if !f.accept {
			return nil, usage("there is no baseline %s: sotto check --baseline %s --update-baseline --accept writes one", name, f.name)
		}
	} else if err != nil {
		return nil, exit{exitIO, fmt.Errorf("reading the baseline: %w", err)}
	}
	var wrong []diag.Finding
	f.list, wrong = diag.ReadBaseline(name, text)
	f.content = filepath.ToSlash(in.Names.Content)
	f.list.Name = f.plain
	in.Cache, in.Options.Known = nil, f.list.Has
	return wrong, nil
}

// plain is the name that a file has in any site, wherever that lies: the baseline
// holds the same lines on every machine.
func (f *baselineFlags) plain(file string) string {
	if rest, ok := strings.CutPrefix(file, f.content+"/"); ok {
		return path.Join(site.ContentFolder, rest)
	}
	return file
}

// split parts findings into those to tell and those that are known.
func (f *baselineFlags) split(list []diag.Finding) (fresh, held []diag.Finding) {
	if f.list == nil {
		return list, nil
	}
	return f.list.Split(list)
}

// take accepts what may be known of these findings, and says whether there was any.
func (f *baselineFlags) take(list []diag.Finding) bool {
	var more []diag.Finding
	for _, x := range list {
		if x.Pos.File = f.plain(x.Pos.File); pipeline.Holdable(&x) {
			more = append(more, x)
		}
	}
	f.list.Accept(more)
	return len(more) > 0
}

// save writes the baseline, in one step.
func (f *baselineFlags) save(flags *inputFlags) error {
	name := flags.path(f.name)
	t, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(t.Name()) // when it was not renamed
	_, err = t.Write(f.list.Bytes())
	if err = errors.Join(err, t.Chmod(0o644), t.Close()); err != nil {
		return err
	}
	return os.Rename(t.Name(), name)
}

// work tells what of the baseline is left, of a build that found nothing new: one
// that did has not looked at everything. It takes out what is mended, if asked to.
func (f *buildFlags) work(c *cobra.Command, held []diag.Finding) error {
	if f.list == nil {
		return nil
	}
	mended := f.list.Mended(held)
	if f.update {
		f.list.Shrink(held)
		if err := f.baselineFlags.save(&f.inputFlags); err != nil {
			return exit{exitIO, fmt.Errorf("writing the baseline: %w", err)}
		}
	}
	if f.quiet {
		return nil
	}
	if err := diag.Held(c.ErrOrStderr(), len(held), mended); err != nil {
		return exit{exitIO, err}
	}
	if len(mended) > 0 && !f.update {
		fmt.Fprintf(c.ErrOrStderr(), "sotto: sotto check --baseline %s --update-baseline takes out what is mended\n", diag.Visible(f.name))
	}
	return nil
}
