package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"sotto/generator/pipeline"
)

// inputFlags are the flags that say what to build; their names are Hugo's
// where Hugo has the idea.
type inputFlags struct {
	source, content, templates, static string
	baseURL, clock                     string
	drafts, expired, future            bool
}

func (f *inputFlags) register(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVarP(&f.source, "source", "s", ".", "folder of the site")
	fl.StringVar(&f.content, "content", "content", "folder of the pages, in the site's folder")
	fl.StringVar(&f.templates, "templates", "templates", "folder of the templates, in the site's folder")
	fl.StringVar(&f.static, "static", "static", "folder of style, script and images, in the site's folder")
	fl.StringVarP(&f.baseURL, "baseURL", "b", "", "address the site will have, instead of the one in site.yaml")
	fl.BoolVarP(&f.drafts, "buildDrafts", "D", false, "show drafts")
	fl.BoolVarP(&f.expired, "buildExpired", "E", false, "show pages after their expiryDate")
	fl.BoolVarP(&f.future, "buildFuture", "F", false, "show pages before their publishDate")
	fl.StringVar(&f.clock, "clock", "", "build as at this time, for example 2026-12-01T07:00:00Z, instead of now")
}

// path resolves a folder named on the command line against --source.
func (f *inputFlags) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(f.source, name)
}

// inputs opens the folders. The file systems stay inside them: a symbolic
// link that leads out is an error, not a way out.
func (f *inputFlags) inputs() (pipeline.Inputs, error) {
	now, err := f.now()
	if err != nil {
		return pipeline.Inputs{}, err
	}
	in := pipeline.Inputs{
		Clock: now,
		Options: pipeline.Options{
			Drafts: f.drafts, Expired: f.expired, Future: f.future, BaseURL: f.baseURL,
		},
		Names: pipeline.Names{Content: f.path(f.content), Templates: f.path(f.templates), Static: f.path(f.static)},
	}
	for _, d := range []struct {
		name string
		to   *fs.FS
	}{{f.content, &in.Content}, {f.templates, &in.Templates}, {f.static, &in.Static}} {
		root, err := openFolder(f.path(d.name), ": run sotto in the site's folder, or name it with --source")
		if err != nil {
			return in, err
		}
		*d.to = root.FS()
	}
	return in, nil
}

// now is the instant that the site is built for.
func (f *inputFlags) now() (time.Time, error) {
	if f.clock == "" {
		return time.Now(), nil
	}
	t, err := time.Parse(time.RFC3339, f.clock)
	if err != nil {
		return t, usage("--clock %q is not a time: write it like 2026-12-01T07:00:00Z or 2026-12-01T07:00:00+01:00", f.clock)
	}
	return t, nil
}

// openFolder opens a folder; help is said of one that does not exist.
func openFolder(name, help string) (*os.Root, error) {
	info, err := os.Stat(name) // first: opening a pipe waits until somebody writes into it
	if err == nil && !info.IsDir() {
		return nil, usage("%s is no folder%s", name, help)
	}
	root, err := os.OpenRoot(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("there is no folder %s%s", name, help)
	case err != nil:
		return nil, exit{exitIO, fmt.Errorf("opening %s: %w", name, err)}
	}
	return root, nil
}
