package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"

	"sotto/generator/links"
	"sotto/generator/output"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

// fates says what becomes of the files in static/. It depends on what the
// finished pages refer to, so the site is built for it and thrown away, where
// there is more in static/ than the style and the script.
func fates(ctx context.Context, in pipeline.Inputs) ([]links.Fate, error) {
	more := false
	err := fs.WalkDir(in.Static, ".", func(name string, d fs.DirEntry, err error) error {
		more = more || err == nil && !d.IsDir() && name != site.StyleFile && name != site.ScriptFile
		return err
	})
	if err != nil {
		return nil, exit{exitIO, err}
	}
	if !more {
		return nil, nil
	}
	res, err := pipeline.Build(ctx, in, output.NewDiscard())
	if err != nil {
		return nil, exit{exitIO, err}
	}
	if res.Static == nil {
		fmt.Fprintln(os.Stderr, "sotto: the files in static/ are not listed, because the site has errors: sotto check tells them")
	}
	return res.Static, nil
}

// fileRow is the row of a file in static/, whose kind is file. What nothing
// published needs is withheld, with a page or as unused.
func fileRow(s *site.Site, f links.Fate, names []string) row {
	own := map[string]any{
		"path": site.StaticFolder + f.File, "slug": path.Base(f.File), "permalink": s.Config.BaseURL + f.File, "kind": "file",
		"draft": false, "minutes": 0, "by": f.Template,
	}
	switch {
	case f.Published:
	case f.Held.Page == nil:
		own["withheld"] = "unused"
	default:
		own["withheld"], own["by"], own["until"] = string(f.Held.Why), site.Shown(f.Held.By), stamp(f.Held.Until)
	}
	var r row
	for _, name := range names {
		value, ok := own[name]
		if !ok {
			value = ""
		}
		r = append(r, cell{name, value})
	}
	return r
}
