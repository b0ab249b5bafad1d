package main

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"sotto/generator/cache"
	"sotto/generator/desk"
	"sotto/generator/diag"
	"sotto/generator/lsp"
	"sotto/generator/output"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

// editing is a site while it is edited: what check finds is wanted again after
// each word. So each build is kept, that of now and those of the month ahead, to be
// gone on with.
type editing struct {
	flags buildFlags
	tool  string

	mu   sync.Mutex
	kept map[int64]*keptBuild // by instant, in seconds; that of now is 0

	// later is what was found in the month ahead, until it has been looked at again.
	later []diag.Finding
}

// keptBuild is a build, and what it has left for a whole one after it.
type keptBuild struct {
	built *pipeline.Built
	cache *cache.Cache
}

// inputs are those of check, with what the editor shows over them.
func (e *editing) inputs(root string, over lsp.Over) (pipeline.Inputs, buildFlags, error) {
	at := e.flags
	at.source = root
	in, err := at.inputs()
	if err != nil {
		return in, at, err
	}
	in.Content, in.Templates, in.Static = over(at.inputFlags.content, in.Content), over(at.templates, in.Templates), over(at.static, in.Static)
	in.Names = pipeline.Names{} // files are named from the site's folder
	in.Tool = e.tool
	return in, at, nil
}

// check tells what check would tell.
func (e *editing) check(ctx context.Context, q lsp.Query, tell func(*site.Site, []diag.Finding, bool)) error {
	in, at, err := e.inputs(q.Root, q.Over)
	if err != nil {
		return err
	}
	published, done, err := at.previous()
	if err != nil {
		return err
	}
	defer done()
	in.Published = published
	used := map[int64]bool{0: true}
	res, damage, err := e.build(ctx, in, 0, q)
	if err != nil {
		return err
	}
	all := slices.Concat(res.Findings, at.strays(), damage)
	if res.Site.NextChange.IsZero() {
		e.later = nil
		tell(res.Site, diag.Sort(all), true)
	} else {
		tell(res.Site, diag.Sort(slices.Concat(all, e.later)), false)
		more, err := ahead(ctx, in, res, func(ctx context.Context, in pipeline.Inputs) (*pipeline.Result, error) {
			used[in.Clock.Unix()] = true
			res, _, err := e.build(ctx, in, in.Clock.Unix(), q)
			return res, err
		})
		if err != nil {
			return err
		}
		e.later = more
		tell(res.Site, diag.Sort(slices.Concat(all, more)), true)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for instant := range e.kept {
		if !used[instant] {
			delete(e.kept, instant)
		}
	}
	return nil
}

// build makes the site of an instant: it goes on with the last build of it where
// only texts of pages have changed. What a whole one leaves is kept for the next,
// unless it got less far than the one before it.
func (e *editing) build(ctx context.Context, in pipeline.Inputs, instant int64, q lsp.Query) (*pipeline.Result, []diag.Finding, error) {
	stage := output.NewDiscard()
	k, cached := e.keptOf(instant)
	if pages, ok := pagesOf(q); ok && k.built != nil {
		done, err := k.built.Edit(ctx, pipeline.Edit{Clock: in.Clock, Content: in.Content, Pages: pages}, stage)
		if err != nil {
			return nil, nil, err
		}
		if done {
			return k.built.Result, stage.Damage(), nil
		}
	}
	in.Cache = cached
	built, err := pipeline.Open(ctx, in, stage)
	if err != nil {
		return nil, nil, err
	}
	if diag.Count(built.Result.Findings, diag.Error) == 0 || cached.Next().Len() >= cached.Len() {
		k.cache = cached
	}
	k.built = built
	e.mu.Lock()
	defer e.mu.Unlock()
	e.kept[instant] = &k
	return built.Result, stage.Damage(), nil
}

// pagesOf are the pages of a query, when it is of nothing else.
func pagesOf(q lsp.Query) (pages []string, ok bool) {
	for _, name := range q.Changed {
		page, inside := strings.CutPrefix(name, site.ContentFolder)
		if !inside || path.Ext(page) != ".md" {
			return nil, false
		}
		pages = append(pages, page)
	}
	return pages, !q.Others
}

// keptOf is what is kept of an instant, and a cache for a whole build of it: of a
// new one that of now.
func (e *editing) keptOf(instant int64) (keptBuild, *cache.Cache) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var k keptBuild
	if old := e.kept[instant]; old != nil {
		k = *old
	}
	for _, c := range []*keptBuild{&k, e.kept[0]} {
		if c != nil && c.cache != nil {
			return k, c.cache.Next()
		}
	}
	return k, cache.New()
}

// move plans what `sotto move` would do.
func (e *editing) move(ctx context.Context, root string, over lsp.Over, pairs [][2]string) ([]lsp.Change, error) {
	in, _, err := e.inputs(root, over)
	if err != nil {
		return nil, err
	}
	_, in.Cache = e.keptOf(0)
	plan, err := desk.MoveAll(ctx, in, pairs)
	if err != nil {
		var r *desk.Refusal
		if !errors.As(err, &r) {
			return nil, err
		}
		reasons := []string{"sotto move would not do this: " + r.Error()}
		for _, f := range r.Findings {
			reasons = append(reasons, fmt.Sprintf("%s:%d: %s", f.Pos.File, f.Pos.Line, f.Message))
		}
		return nil, errors.New(diag.VisibleLines(strings.Join(reasons, "\n")))
	}
	var out []lsp.Change
	for i := range plan.Changes {
		c := &plan.Changes[i]
		x := lsp.Change{From: site.Shown(c.From), To: site.Shown(c.File), Old: c.Old, Edits: c.Edits()}
		for j := range x.Edits {
			x.Edits[j].File = x.From
		}
		out = append(out, x)
	}
	return out, nil
}
