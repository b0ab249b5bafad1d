// Package pipeline is the whole program in one place: the stages of a build, in
// order, and nothing else.
//
//	content/ ──load──▶ site.Site ─┬─▶ one worker per core, page by page:
//	                              │     markdown ─▶ render ─▶ audit ─▶ stage
//	static/ ──asset──▶ style,     │                             │
//	                   script ────┤   facts of every page ◀─────┘
//	                              │        │
//	                              ├─▶ derived ─▶ audit ─▶ stage
//	static/ ──asset──▶ files ─────┼─▶ those that all these refer to ─▶ stage
//	                              └─▶ audit.Site: what only the whole can show
//
// Build is a pure function of its Inputs: no wall clock, environment, network
// or subprocess. It writes only to the stage it is given; whether that stage
// becomes the published site is for the caller to decide, and it must not
// when the findings hold an error.
//
// Whoever builds one site again and again while somebody writes it keeps what a
// build has in memory (Open), and has made again only the pages whose texts have
// changed (Built.Edit). The result is that of a whole build.
package pipeline

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"time"

	"sotto/generator/asset"
	"sotto/generator/audit"
	"sotto/generator/cache"
	"sotto/generator/derived"
	"sotto/generator/diag"
	"sotto/generator/editorial"
	"sotto/generator/figures"
	"sotto/generator/links"
	"sotto/generator/load"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/output"
	"sotto/generator/render"
	"sotto/generator/site"
)

// Inputs are everything a build depends on.
type Inputs struct {
	Content, Templates, Static fs.FS
	// Published is the site that is published now: its manifest, and its pages
	// as far as they are at hand. Addresses of it that vanish are findings. Nil
	// when there is none, and for previews.
	Published fs.FS
	// Cache is what earlier builds have left, and takes what this one leaves; nil
	// for a build that makes everything. It cannot change the output. What it
	// holds afterwards is of published pages and of those that Options show: it is
	// for the caller to keep the latter off the disk.
	Cache *cache.Cache
	// Sources is what earlier builds have read of pages' files; nil for a build
	// that reads all of them. For it holds what holds for Cache.
	Sources *Sources
	// Tool names the program that builds, to the byte. What one program has left
	// is nothing to another.
	Tool string
	// Clock is the instant that decides which pages are visible. Nothing else
	// in the output depends on it.
	Clock   time.Time
	Options Options
	// Names are what findings call the folders. They do not change the output.
	Names Names
}

// Options change what is built.
type Options struct {
	// Drafts, Expired and Future show pages that would be withheld.
	Drafts, Expired, Future bool
	// BaseURL replaces the one in site.yaml, when not "".
	BaseURL string
	// Progress, when not nil, is told how many pages are done, from one
	// goroutine at a time: 0 of all that there are before any is read, and
	// then from 1 to as many as are made. It cannot change the output.
	Progress func(done, total int)
	// Words lets the outcomes hold the words of the pages, for a dictionary.
	Words bool
	// Known says which findings stand in a baseline; nil for none. Only those that
	// may ([Holdable]) are then passed over. A build with it has no Cache.
	Known func(*diag.Finding) bool
}

// Result is what a build found out.
type Result struct {
	Site *site.Site
	// Findings are sorted. When one is an error, the stage is not complete
	// and must not be published.
	Findings []diag.Finding
	// Files is how many files the stage holds; Tree is their tree hash.
	Files int
	Tree  string
	// Kept is how many pages were taken over from the cache without being looked
	// at, Made how many finished pages were made, those at old addresses among
	// them.
	Kept, Made int
	// Static says what became of each file in static/, sorted by path; the
	// style and the script are not among them. Nil when the build did not get
	// that far.
	Static []links.Fate
	// Outcomes are what is left of the pages, in the order of Site.Pages. Nil
	// when the build did not get that far.
	Outcomes []Outcome
	// Leak says what the network can learn from the finished pages. Nil when
	// the build did not get that far.
	Leak *Leak
}

func (o Options) counted(pages int) {
	if o.Progress != nil {
		o.Progress(0, pages)
	}
}

// Rules returns what every finding of a build means, sorted by code.
func Rules() []diag.Rule {
	rules := slices.Concat(load.Rules(), figures.Rules(), locale.Rules(), markdown.Rules(), asset.Rules(),
		links.Rules(), editorial.Rules(), render.Rules(), audit.Rules(), output.Rules(), diag.Rules(ownRules))
	slices.SortFunc(rules, func(a, b diag.Rule) int { return strings.Compare(a.Code, b.Code) })
	return rules
}

// halves says whether a finding is that a file which others depend on could not
// be read in full, or that a page is missing which all others lead to.
func halves(f diag.Finding) bool {
	return f.Severity == diag.Error && (!strings.HasSuffix(f.Pos.File, ".md") || strings.HasPrefix(f.Code, "site/"))
}

// Build makes the site and puts every file of it on the stage. The error says
// that something could not be read or written, or that ctx was cancelled;
// everything that is wrong with the sources is in Result.Findings.
func Build(ctx context.Context, in Inputs, stage *output.Stage) (*Result, error) {
	b := &Built{in: in, ends: true}
	if err := b.build(ctx, stage); err != nil {
		return nil, err
	}
	return b.Result, nil
}

func (b *Built) build(ctx context.Context, stage *output.Stage) error {
	if err := b.prepare(stage); err != nil {
		return err
	}
	if b.line == nil { // there is nothing to make pages of
		return b.settle(b.found)
	}
	// Every page, streamed; then those that tell what the check of all has shown.
	if err := b.line.run(ctx, b.line.all()); err != nil {
		return err
	}
	if err := b.line.prove(); err != nil {
		return err
	}
	return b.conclude()
}

// prepare reads the sources and makes all that pages are made with. Without a
// line, the site is too broken for any page.
func (b *Built) prepare(stage *output.Stage) error {
	in := &b.in
	var sources []*recorder
	if in.Cache != nil {
		for _, folder := range []*fs.FS{&in.Content, &in.Templates, &in.Static} {
			r := record(*folder)
			sources, *folder = append(sources, r), r
		}
	}
	s, findings, err := load.Load(load.Input{
		Content: in.Content, Static: in.Static, Clock: in.Clock, BaseURL: in.Options.BaseURL,
		Drafts: in.Options.Drafts, Expired: in.Options.Expired, Future: in.Options.Future,
		Texts: heldTexts, Memory: in.Sources.memory(in.Tool), Counted: in.Options.counted,
	})
	if err != nil {
		return err
	}
	in.Options.known(findings)
	b.site = s

	assets, more, err := asset.Load(in.Static, skipped(s)...)
	if err != nil {
		return err
	}
	findings = append(findings, more...)
	findings = append(findings, audit.Script(site.StaticFolder+asset.ScriptFile, assets.Source)...)
	if assets.StyleSource != nil {
		findings = append(findings, audit.Style(site.StaticFolder+site.StyleFile, assets.StyleSource, mayHide)...)
	}
	words, more := locale.New(s.Languages)
	findings = append(findings, more...)
	renderer, more, err := render.New(s, words, render.Assets{Style: styles(assets), Script: assets.Script, CSP: assets.CSP}, in.Templates)
	if err != nil {
		return err
	}
	b.found = append(findings, more...)
	if renderer == nil {
		return nil
	}

	// What the model says of files is complete with the derived ones' types.
	s.Types = derived.Types()
	if err := stage.Begin(output.Options{Size: s.Config.Size, Booklets: s.Config.Booklets, Types: s.Types}); err != nil {
		return err
	}

	// A page of a site that did not load cleanly is still converted, for the
	// sake of its own findings, but is not worth auditing.
	sound := diag.Count(b.found, diag.Error) == 0
	unread := unread(b.found)
	if sound {
		b.derived = derived.Files(s, assets.CSP)
	}
	house := editorial.New(s)
	house.Half = slices.ContainsFunc(b.found, halves)
	if in.Options.Words {
		house.KeepWords()
	}
	typed, more := renderer.Typed()
	b.found = slices.Concat(b.found, more, house.Spoken(s.Spoken), house.Spoken(typed))
	if sound && in.Published != nil {
		more, err := vanished(s, in.Published)
		if err != nil {
			return err
		}
		b.found = append(b.found, more...)
	}
	files := map[string]bool{}
	for _, f := range assets.Files {
		files[f.Path] = true
	}
	again := newAgain(stage)
	if in.Cache != nil && sound && !in.Options.Words { // which no outcome keeps
		again.cache, again.keys = in.Cache, keysOf(*in, s, sources...)
	}
	pages := byOutput(s)
	b.line = &line{
		site: s, pages: pages, words: words, content: in.Content, templates: in.Templates, assets: assets, renderer: renderer, stage: stage,
		converter: markdown.New(), auditor: audit.New(policy(s, pages, assets, b.derived)),
		resolver: links.Resolver{Site: s, Files: files}, house: house, again: again, sources: in.Sources,
		progress: in.Options.Progress, publish: sound, known: in.Options.known, unread: unread,
	}
	if sound {
		return b.line.inspect()
	}
	return nil
}

// conclude finds what only all pages together show, makes the files that are no
// pages, and closes the stage.
func (b *Built) conclude() error {
	line, house := b.line, b.line.house
	b.Result = &Result{Site: b.site}
	findings := slices.Clone(b.found) // house.Stated adds to them
	line.rest = Finished{}
	places, said := make([]*links.Places, len(line.outcomes)), make([]*editorial.Facts, len(line.outcomes))
	for i := range line.outcomes {
		o := &line.outcomes[i]
		findings = append(append(findings, o.Findings...), o.Made.Findings...)
		places[i], said[i] = &o.Places, &o.Said
	}
	house.Stated(findings, said)
	findings = append(findings, house.Parts(said)...)
	findings = append(findings, house.Sources(said)...)
	findings = append(findings, links.Check(b.site, places, line.text)...)
	findings = append(findings, house.Together(said, line.text)...)
	findings = append(findings, line.inspected...)
	b.in.Options.known(findings)
	if diag.Count(findings, diag.Error) > 0 {
		return b.settle(findings)
	}

	// The guides to take along, which sound pages lead to. All that is known of
	// words has been used.
	if b.ends {
		line.house = nil
	}
	if err := line.booklets(); err != nil {
		return err
	}
	if diag.Count(line.rest.Findings, diag.Error) > 0 {
		return b.settle(append(findings, line.rest.Findings...))
	}
	// What is derived from the model, and what only the whole can show.
	needed := line.needed()
	for _, f := range b.derived {
		if f.With != "" && !needed[f.With] {
			continue
		}
		m, err := line.again.other("derived", f.Path, f.Data, func(data []byte) (m Finished, err error) {
			err = line.file(&m, f.Path, data, false)
			return m, err
		})
		if err != nil {
			return err
		}
		line.rest.add(m)
	}
	// What all of them need of static/.
	fates, more, err := line.distribute()
	if err != nil {
		return err
	}
	findings = append(findings, more...)
	more, err = line.stage.Finish()
	if err != nil {
		return err
	}
	findings = slices.Concat(findings, line.rest.Findings, inOutput(more), inOutput(line.auditor.Site(line.facts())))
	res := b.Result
	res.Static = fates
	res.Files, res.Tree = line.stage.Count(), line.stage.TreeHash()
	res.Leak = line.leak()
	res.Outcomes = line.outcomes
	res.Kept, res.Made = int(line.again.pages.Load()), int(line.again.made.Load())
	return b.settle(findings)
}

// settle ends a build with what was found. It fails when a page could not be read
// again to say where.
func (b *Built) settle(findings []diag.Finding) error {
	if b.Result == nil {
		b.Result = &Result{Site: b.site}
	}
	b.Result.Findings = b.in.Names.called(settle(findings, b.in.Content, b.line))
	if b.line != nil {
		return b.line.lost
	}
	return nil
}
