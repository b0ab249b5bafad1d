package main

import (
	"context"
	"fmt"
	"time"

	"sotto/generator/diag"
	"sotto/generator/pipeline"
)

// A page that is held back is not checked by a build, since it is no part of
// the site: what is wrong with it would be told at the minute its embargo
// lifts, when it stops the pipeline. So check looks ahead: it makes the site as
// it will be at its next changes by date, for the findings alone.

const (
	// aheadFor is how far check looks, aheadMost at how many changes.
	aheadFor  = 31 * 24 * time.Hour
	aheadMost = 12
)

// ahead returns what will stop the builds that publish the next changes, as
// warnings. What stops today's build already is not told again. build makes the
// site of an instant.
func ahead(ctx context.Context, in pipeline.Inputs, now *pipeline.Result, build func(context.Context, pipeline.Inputs) (*pipeline.Result, error)) ([]diag.Finding, error) {
	told := map[string]bool{}
	key := func(f diag.Finding) string { return fmt.Sprint(f.Code, f.Pos, f.Message) }
	for _, f := range now.Findings {
		told[key(f)] = true
	}
	var out []diag.Finding
	in.Options.Progress = nil
	last := in.Clock.Add(aheadFor)
	for range aheadMost {
		next := now.Site.NextChange
		if next.IsZero() || next.After(last) {
			break
		}
		in.Clock = next
		res, err := build(ctx, in)
		if err != nil {
			return nil, err
		}
		for _, f := range res.Findings {
			if k := key(f); f.Severity == diag.Error && !f.Known && !told[k] {
				told[k] = true
				f.Severity = diag.Warning
				f.Message = fmt.Sprintf("%s (this will stop the build of %s)", f.Message, spoken(res.Site, next))
				out = append(out, f)
			}
		}
		now = res
	}
	return out, nil
}
