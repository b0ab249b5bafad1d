package desk

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

// rounds is how often the site is looked at again: what is mended brings to light
// what stood behind it, and one file may hold more mistakes than are told at once.
const rounds = 100

// Fix plans what the help of all findings says to type, where a finding has it as
// edits ([diag.Finding.Fix]), round by round until nothing is left that can be
// mended. only says which findings are to be mended; nil means all.
//
// Where edits of one round overlap, the first finding's win. Whatever would leave
// more errors than there were is not done. A file that could not be read hides
// what is wrong in it: that does not count as new when it comes to light.
func Fix(ctx context.Context, in pipeline.Inputs, only func(diag.Finding) bool) (*Plan, error) {
	var b builder
	now, err := b.build(ctx, in)
	if err != nil {
		return nil, err
	}
	f := &fixer{builder: &b, in: in, plan: &Plan{}, now: now.Findings, only: only, tried: map[string]bool{}}
	for range rounds {
		list := f.mendable()
		if len(list) == 0 {
			break
		}
		if err := f.round(ctx, list); err != nil {
			return nil, err
		}
	}
	f.plan.After = f.now
	f.plan.sorted()
	return f.plan, nil
}

// fixer mends a site.
type fixer struct {
	*builder
	in    pipeline.Inputs
	plan  *Plan
	now   []diag.Finding // with the plan
	only  func(diag.Finding) bool
	tried map[string]bool // what did not help, by keyOf
}

// keyOf tells findings apart that have been tried.
func keyOf(f diag.Finding) string { return fmt.Sprint(f.Code, f.Pos, f.Message, f.Fix) }

// mendable are the findings that can be mended and have not been tried in vain.
func (f *fixer) mendable() (out []diag.Finding) {
	for _, x := range f.now {
		if len(x.Fix) == 0 || f.tried[keyOf(x)] || f.only != nil && !f.only(x) {
			continue
		}
		inContent := func(e diag.Edit) bool {
			name, err := source(f.in, e.File)
			return err == nil && exists(f.in.Content, name)
		}
		if !slices.ContainsFunc(x.Fix, func(e diag.Edit) bool { return !inContent(e) }) {
			out = append(out, x)
		}
	}
	return out
}

// round mends what it can at once. Where that makes the site worse, the findings
// are parted in two, and each half is tried alone, down to the one that does harm.
func (f *fixer) round(ctx context.Context, list []diag.Finding) error {
	plan, err := f.with(list)
	if err != nil {
		return err
	}
	res, err := f.build(ctx, plan.changed(f.in))
	if err != nil {
		return err
	}
	if !worse(f.now, res.Findings, list) {
		f.plan, f.now = plan, res.Findings
		for _, x := range list { // one that is still there as it was did not help
			if slices.ContainsFunc(f.now, func(y diag.Finding) bool { return keyOf(x) == keyOf(y) }) {
				f.tried[keyOf(x)] = true
			}
		}
		return nil
	}
	if len(list) == 1 {
		f.tried[keyOf(list[0])] = true
		return nil
	}
	half := len(list) / 2
	if err := f.round(ctx, list[:half]); err != nil {
		return err
	}
	// What the first half has moved is told anew, at its new place, in the next round.
	return nil
}

// with is the plan with the edits of findings added.
func (f *fixer) with(list []diag.Finding) (*Plan, error) {
	edits := map[string][]diag.Edit{}
	var files []string
	for _, x := range list {
		if slices.ContainsFunc(x.Fix, func(e diag.Edit) bool { return clashes(edits, e) }) {
			continue // all of a finding's edits, or none
		}
		for _, e := range x.Fix {
			if !slices.Contains(files, e.File) {
				files = append(files, e.File)
			}
			edits[e.File] = append(edits[e.File], e)
		}
	}
	plan := &Plan{Changes: slices.Clone(f.plan.Changes)}
	over := plan.over(f.in.Content)
	for _, file := range files {
		name, err := source(f.in, file)
		if err != nil {
			return nil, err
		}
		data, err := fs.ReadFile(over, name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", site.Shown(name), err)
		}
		data, _ = diag.Apply(data, edits[file])
		i := slices.IndexFunc(plan.Changes, func(c Change) bool { return c.File == name })
		if i < 0 {
			old, err := fs.ReadFile(f.in.Content, name)
			if err != nil {
				return nil, fmt.Errorf("reading %s: %w", site.Shown(name), err)
			}
			plan.Changes, i = append(plan.Changes, Change{File: name, From: name, Old: old}), len(plan.Changes)
		}
		plan.Changes[i].New = data
	}
	return plan, nil
}

// clashes says whether an edit meets one that is taken already.
func clashes(taken map[string][]diag.Edit, e diag.Edit) bool {
	for _, o := range taken[e.File] {
		if e.Start < o.End && o.Start < e.End || e.Start == o.Start {
			return true
		}
	}
	return false
}

// hides says that a finding keeps what else is wrong from being seen: in its own
// file, or anywhere when that is no page ([diag.Causes]).
func hides(f diag.Finding) bool {
	family, _, _ := strings.Cut(f.Code, "/")
	return f.Severity == diag.Error && (!strings.HasSuffix(f.Pos.File, ".md") || slices.Contains([]string{"yaml", "front", "text", "file"}, family))
}

// worse says whether some file has more errors after findings have been mended than
// before. What was hidden until then does not count: a page with an error is not
// compared with its translations before that is mended.
func worse(before, after, mended []diag.Finding) bool {
	hidden, apart := map[string]bool{}, false
	for _, f := range mended {
		apart = apart || f.Severity == diag.Error
		if hides(f) && !strings.HasSuffix(f.Pos.File, ".md") {
			return false
		}
		hidden[f.Pos.File] = hidden[f.Pos.File] || hides(f)
	}
	count := map[string]int{}
	for _, f := range before {
		if f.Severity == diag.Error {
			count[f.Pos.File]++
		}
	}
	for _, f := range after {
		if f.Severity != diag.Error || hidden[f.Pos.File] || apart && strings.HasPrefix(f.Code, "level/") {
			continue
		}
		if count[f.Pos.File]--; count[f.Pos.File] < 0 {
			return true
		}
	}
	return false
}
