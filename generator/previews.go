package main

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"

	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/load"
	"sotto/generator/output"
	"sotto/generator/pipeline"
	"sotto/generator/serve"
)

// previews builds the site into memory, time and again. What one build has left is
// for the next one, and is never written to disk, since it may be of drafts. Where
// only texts of pages have changed, the last build is gone on with.
type previews struct {
	*inputFlags
	ctx  context.Context
	tool string
	gzip packer

	kept  *cache.Cache
	last  *output.Stage   // of the last build without errors
	built *pipeline.Built // what to go on with; nil for nothing
	site  serve.Site      // that was made last
	sound bool            // it has no errors
	// there are the files that a whole build may have seen. fresh says that there
	// was one just now, so that it may have seen others, which were there for a
	// moment.
	there map[serve.Change]bool
	fresh bool
	facts func(*pipeline.Result, map[string][]byte) func(string) (serve.Page, bool)
}

func (f *inputFlags) previews(ctx context.Context) *previews {
	tool, _ := program() // one program for all: without its name, "" will do
	return &previews{inputFlags: f, ctx: ctx, tool: tool, kept: cache.New()}
}

// build makes the site, of which so much may have changed since the last time. The
// whole of it is made only when that is sure to be all.
func (p *previews) build(c serve.Changes) (serve.Site, error) {
	in, err := p.inputs()
	if err != nil {
		return serve.Site{}, err
	}
	stage := output.NewPreview()
	stage.Follow(p.last)
	went, err := p.edit(in, c, stage)
	if !went && err == nil {
		if c.Open {
			return serve.Site{}, serve.ErrNotYet
		}
		err = p.open(in, stage)
	}
	if err != nil {
		p.built = nil
		return serve.Site{}, err
	}
	res := p.built.Result
	if p.sound = diag.Count(res.Findings, diag.Error) == 0; p.sound { // a broken build leaves little
		p.last = stage
	}
	s := serve.Site{Files: stage.Files(), Types: res.Site.Types, Base: res.Site.Config.BasePath, Ended: res.Site.Ended, Findings: res.Findings}
	for _, l := range res.Site.Config.Languages {
		s.Languages = append(s.Languages, string(l))
	}
	if p.clock == "" { // a clock that stands still comes to no other day
		s.Next = res.Site.NextChange
	}
	s.Page, s.Status = p.facts(res, s.Files), p.registers(res)
	p.site = s
	return s, nil
}

// open builds the whole site.
func (p *previews) open(in pipeline.Inputs, stage *output.Stage) error {
	p.there, p.fresh = map[serve.Change]bool{}, true
	for i, name := range p.folders() {
		// What cannot be read is for the build to report.
		_ = fs.WalkDir(os.DirFS(name), ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				p.there[serve.Change{Folder: i, Name: name}] = true
			}
			return nil
		})
	}
	in.Cache, in.Tool = p.kept.Next(), p.tool
	b, err := pipeline.Open(p.ctx, in, stage)
	if err != nil {
		return err
	}
	if diag.Count(b.Result.Findings, diag.Error) == 0 {
		p.kept = in.Cache
	}
	p.built, p.facts = b, p.page(b.Result.Site)
	return nil
}

// edit goes on with the last build, if no more than texts have changed.
func (p *previews) edit(in pipeline.Inputs, c serve.Changes, stage *output.Stage) (bool, error) {
	if p.built == nil || c.All {
		return false, nil
	}
	e := pipeline.Edit{Clock: in.Clock}
	for _, f := range c.Files {
		switch kind := p.kind(f); kind {
		case text:
			e.Pages = append(e.Pages, f.Name)
		case other:
			return false, nil
		}
	}
	p.fresh = false
	if p.sound && c.Early != nil { // otherwise the whole is known to be wrong
		e.Made = func() {
			s := p.site
			s.Files = maps.Clone(s.Files)
			maps.Copy(s.Files, stage.Files())
			c.Early(s)
		}
	}
	return p.built.Edit(p.ctx, e, stage)
}

// The kinds of change.
type kind int

const (
	other   kind = iota
	text         // of a page, as far as its name tells
	nothing      // that a build sees
)

// kind is what kind of change one is.
func (p *previews) kind(c serve.Change) kind {
	content := c.Folder == 0
	info, err := os.Lstat(filepath.Join(p.folders()[c.Folder], filepath.FromSlash(c.Name)))
	switch {
	case err == nil && content && info.Mode().IsRegular() && path.Ext(c.Name) == ".md":
		return text
	case content && load.LeftBehind(path.Base(c.Name)):
		return nothing
	case os.IsNotExist(err) && !p.there[c] && !p.fresh:
		return nothing // an editor's own, which it has put in a page's place
	}
	return other
}

// folders are the sources, in the order in which a preview watches them.
func (f *inputFlags) folders() []string {
	return []string{f.path(f.content), f.path(f.templates), f.path(f.static)}
}
