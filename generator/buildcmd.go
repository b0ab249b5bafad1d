package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sotto/generator/audit"
	"sotto/generator/diag"
	"sotto/generator/links"
	"sotto/generator/output"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

// buildFlags are the flags of build and check.
type buildFlags struct {
	inputFlags
	reportFlags
	keepFlags
	baselineFlags
	destination, published string
	wait                   time.Duration
	spelling               bool
}

func buildCommand() *cobra.Command {
	f := &buildFlags{}
	c := f.command("build", "check everything and write the site", true)
	c.Long = `Build checks every page and writes the site into the destination folder.

The new site appears at once, when all of it is ready. If anything is wrong,
nothing is written and the old site stays as it was.

A build that began before the published one cannot replace it. Ctrl+C stops a
build without a trace.`
	c.Flags().StringVarP(&f.destination, "destination", "d", "public", "folder to write, in the site's folder")
	c.Flags().DurationVar(&f.wait, "wait", time.Minute, "how long to wait for another build of the same folder, for example 5m")
	return c
}

func checkCommand() *cobra.Command {
	f := new(buildFlags)
	c := f.command("check", "check everything and write nothing", false)
	c.Long = `Check builds the site and publishes nothing. What it has found out it keeps in
.cache/ for the next build, unless --no-cache says otherwise.

It also looks a month ahead: what would stop the build that publishes a page
when its time comes is a warning now.`
	c.Flags().BoolVar(&f.spelling, "spelling", false, "look up every word with hunspell or aspell, where one is installed")
	return c
}

func (f *buildFlags) command(verb, short string, write bool) *cobra.Command {
	c := &cobra.Command{Use: verb, Short: short, Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
		return f.run(c, write)
	}}
	f.inputFlags.register(c)
	f.reportFlags.register(c)
	f.keepFlags.register(c)
	f.baselineFlags.register(c, !write)
	f.destination = "public"
	c.Flags().StringVar(&f.published, "published", "", "folder of the published site, or one with its .manifest alone, whose addresses must not vanish (usually the destination)")
	return c
}

// previous opens the published site. There is none when nothing is published yet
// or the site is a preview, which may lack what it likes.
func (f *buildFlags) previous() (fs.FS, func(), error) {
	none := func() {}
	if f.drafts || f.future || f.expired {
		return nil, none, nil
	}
	name := f.path(cmp.Or(f.published, f.destination))
	if info, err := os.Stat(name); f.published == "" && (err != nil || !info.IsDir()) {
		return nil, none, nil
	}
	root, err := openFolder(name, ": name the folder that was published last, or leave --published out")
	if err != nil {
		return nil, none, err
	}
	return root.FS(), func() { root.Close() }, nil
}

// run builds the site, prints the findings, and publishes it where it is to be
// written; it answers with an error when the site may not be published.
func (f *buildFlags) run(c *cobra.Command, write bool) error {
	if err := f.check(); err != nil {
		return err
	}
	inputs, err := f.inputs()
	if err != nil {
		return err
	}
	inputs.Content = nearby(inputs.Content)
	ctx, release := untilSignal(c.Context())
	defer release()
	kept := f.keepFlags.open(&f.inputFlags, &inputs)
	defer kept.close()
	stage, to := output.NewDiscard(), ""
	if write {
		if err := f.misplaced(f.destination); err != nil {
			return err
		}
		to = f.path(f.destination)
		if stage, err = output.NewDir(ctx, to, f.turn(), kept != nil); err != nil {
			return failure(err)
		}
		defer stage.Abort()
	}
	inputs.Options.Words = f.spelling
	published, close, err := f.previous()
	if err != nil {
		return err
	}
	defer close()
	inputs.Published = published
	wrong, err := f.baselineFlags.open(&f.inputFlags, &inputs)
	if err != nil {
		return err
	}
	if f.list != nil {
		kept.without(&inputs)
		kept = nil
	}
	if len(wrong) > 0 {
		return f.refuse(c, wrong)
	}
	start := time.Now()
	res, held, err := f.make(ctx, inputs, stage, kept, write)
	if err != nil {
		return err
	}
	if err := f.print(c, res.Findings); err != nil {
		return exit{exitIO, err}
	}
	if f.failed(res.Findings) {
		if f.accept { // what may be known is, and the rest has been told
			if err := f.baselineFlags.save(&f.inputFlags); err != nil {
				return exit{exitIO, fmt.Errorf("writing the baseline: %w", err)}
			}
		}
		return f.fails(res.Findings)
	}
	if err := f.work(c, held); err != nil {
		return err
	}
	took := time.Since(start)
	if write {
		if err := stage.Commit(ctx); err != nil {
			return failure(err)
		}
	}
	if err := kept.save(); err != nil && !f.quiet {
		fmt.Fprintf(os.Stderr, "sotto: %v\n", err)
	}
	if f.talks() {
		if err := summary(c.OutOrStdout(), res, took, to); err != nil && write {
			return exit{exitIO, fmt.Errorf("the site is published, but its summary could not be written: %w", err)}
		}
	}
	return nil
}

// make builds the site and collects all findings, without those that are known.
func (f *buildFlags) make(ctx context.Context, inputs pipeline.Inputs, stage *output.Stage, kept *store, write bool) (res *pipeline.Result, held []diag.Finding, err error) {
	boundMemory(0)
	bar := progress{start: time.Now()}
	inputs.Options.Progress = func(done, total int) {
		if done == 0 {
			boundMemory(total)
			return
		}
		if f.talks() {
			bar.show(done, total)
		}
	}
	res, err = pipeline.Build(ctx, inputs, stage)
	bar.clear()
	if err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		kept.failed(err)
		return nil, nil, failure(errors.Join(context.Cause(ctx), err))
	}
	var more []diag.Finding
	if !write {
		inputs.Options.Words = false
		kept.next(&inputs) // what is yet to come is kept nowhere
		if more, err = ahead(ctx, inputs, res, func(ctx context.Context, in pipeline.Inputs) (*pipeline.Result, error) {
			in.Cache = inputs.Cache
			res, err := pipeline.Build(ctx, in, output.NewDiscard())
			if inputs.Cache != nil {
				inputs.Cache = inputs.Cache.Next()
			}
			return res, err
		}); err != nil {
			return nil, nil, failure(err)
		}
	}
	if f.spelling {
		spelled, err := spell(ctx, inputs.Content, res)
		if err != nil {
			return nil, nil, failure(err)
		}
		more = append(more, spelled...)
	}
	res.Findings, held = f.split(diag.Sort(slices.Concat(res.Findings, more, f.strays(), stage.Damage())))
	if f.accept && f.take(res.Findings) {
		// What is known now no longer keeps pages from being looked at in full.
		return f.make(ctx, inputs, output.NewDiscard(), nil, write)
	}
	return res, held, nil
}

// refuse tells what is wrong with the command's own files.
func (f *buildFlags) refuse(c *cobra.Command, wrong []diag.Finding) error {
	if err := f.print(c, wrong); err != nil {
		return exit{exitIO, err}
	}
	return f.fails(wrong)
}

// fails is the answer to findings that keep the site from being published.
func (f *buildFlags) fails(list []diag.Finding) error {
	if f.format != "text" {
		return exit{code: exitFindings}
	}
	return exit{exitFindings, fmt.Errorf("%s: nothing was published; sotto explain CODE tells more about a finding", tally(list))}
}

// turn says how to wait for another build.
func (f *buildFlags) turn() output.Turn {
	t := output.Turn{Wait: f.wait}
	if !f.quiet {
		t.Tell = func(text string) { fmt.Fprintf(os.Stderr, "sotto: %s\n", text) }
	}
	return t
}

func tally(list []diag.Finding) string {
	return plural(diag.Count(list, diag.Error), "error") + ", " + plural(diag.Count(list, diag.Warning), "warning")
}

func plural(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return diag.Number(n) + " " + word
}

// summary is what a person reads at the end of a good build.
func summary(w io.Writer, o *pipeline.Result, took time.Duration, written string) error {
	var b strings.Builder
	s := o.Site
	var counts []string
	further := 0
	for _, p := range s.Pages {
		if p.Kind == site.Essentials {
			further++
		}
	}
	for _, l := range s.Config.Languages {
		n, alone := 0, 0
		for _, p := range s.Pages {
			if p.Speaks() == l {
				n++
				if len(p.Twins) == 0 {
					alone++
				}
			}
		}
		text := fmt.Sprintf("%s in %s", plural(n, "page"), s.Language(l).English)
		if alone > 0 && len(s.Config.Languages) > 1 {
			text += fmt.Sprintf(" (%s without a twin)", diag.Number(alone))
		}
		counts = append(counts, text)
	}
	if further > 0 {
		counts = append(counts, diag.Number(further)+" in further languages")
	}
	fmt.Fprintf(&b, "%s; %s\n", strings.Join(counts, ", "), tally(o.Findings))
	if n := len(s.Withheld); n > 0 { // how many, and never which: public logs keep this
		fmt.Fprintf(&b, "%s%s withheld: sotto list --withheld names them\n", plural(n, "page"), filesWithheld(o.Static))
	}
	if !s.NextChange.IsZero() {
		fmt.Fprintf(&b, "the site next changes by date at %s: build again then\n", spoken(s, s.NextChange))
	}
	silence(&b, o)
	again := ""
	if o.Kept > 0 {
		again = fmt.Sprintf("; %s as before", plural(o.Kept, "page"))
	}
	if written != "" {
		fmt.Fprintf(&b, "wrote %s to %s in %.1f s%s\n", plural(o.Files, "file"), diag.Visible(written), took.Seconds(), again)
	} else {
		fmt.Fprintf(&b, "checked %s in %.1f s, wrote nothing%s\n", plural(o.Files, "file"), took.Seconds(), again)
	}
	fmt.Fprintf(&b, "tree %s\n", o.Tree)
	_, err := io.WriteString(w, b.String())
	return err
}

// filesWithheld says how many files are withheld with pages.
func filesWithheld(fates []links.Fate) string {
	n := 0
	for _, f := range fates {
		if !f.Published && f.Held.Page != nil {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return " and " + plural(n, "file")
}

// silence tells what the network learns of a visit.
func silence(b *strings.Builder, o *pipeline.Result) {
	var lengths []string
	for i, form := range []string{"plain", "with gzip", "with brotli"} {
		switch n := o.Leak.Lengths[i]; {
		case len(n) == 1:
			lengths = append(lengths, diag.Number(n[0])+" bytes "+form)
		case len(n) > 1:
			lengths = append(lengths, diag.Number(len(n))+" different lengths "+form)
		}
	}
	requests := "one request each"
	if n := o.Leak.Requests; n > 1 {
		requests = fmt.Sprintf("up to %d requests each", n)
	}
	if len(lengths) > 0 {
		fmt.Fprintf(b, "pages on the network: %s; %s\n", requests, strings.Join(lengths, ", "))
	}
	tell := func(pages string, m audit.Measure) {
		fmt.Fprintf(b, "what the network learns of %s pages: %.2f bits of page identity in a visit; smallest set that looks alike %s of %s\n",
			pages, m.Bits, diag.Number(m.Smallest), diag.Number(m.Of))
	}
	if o.Site.Config.Size.Mode == site.Off {
		fmt.Fprintln(b, "pages are not padded (size: {mode: off}): the network can tell them apart by their length")
		return
	}
	if o.Leak.Discreet.Of > 0 {
		tell("discreet", o.Leak.Discreet)
	}
	tell("all", o.Leak.Whole)
}

// progress shows on a terminal how far a build of more than a second is.
type progress struct {
	start, last time.Time
	shown       bool
}

func (p *progress) show(done, total int) {
	now := time.Now()
	if now.Sub(p.start) < time.Second || now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	p.last = now
	if !onTerminal(os.Stderr) {
		return
	}
	p.shown = true
	fmt.Fprintf(os.Stderr, "\r%s of %s pages ", diag.Number(done), diag.Number(total))
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(os.Stderr, "\r\033[K")
	}
}

func onTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
