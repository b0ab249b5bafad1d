package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/lsp"
	"sotto/generator/output"
	"sotto/generator/pipeline"
)

func lspCommand() *cobra.Command {
	f := &buildFlags{}
	c := &cobra.Command{
		Use:   "lsp",
		Short: "tell an editor what check would tell, while you type",
		Long: `Lsp is a language server: an editor starts it, and talks with it over standard
input and output. It tells what check would tell of the files as they are on the
screen, offers what may be typed next, says what a thing means and where it is
written, and mends links when a heading or a file gets another name.

It finds the site by content/site.yaml in the folder that is open in the editor,
or above it. It writes nothing, and keeps nothing on the disk.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ctx, release := untilSignal(c.Context())
			defer release()
			server, err := f.languageServer()
			if err != nil {
				return err
			}
			if err := server.Serve(ctx, os.Stdin, os.Stdout); err != nil {
				return exit{exitIO, errors.Join(context.Cause(ctx), err)}
			}
			return nil
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.clock, "clock", "", "check as at this time, for example 2026-12-01T07:00:00Z, instead of now")
	fl.Bool("stdio", true, "talk over standard input and output, which is the only way; editors may say so")
	return c
}

// languageServer makes a server that checks as check does without flags.
func (f *buildFlags) languageServer() (*lsp.Server, error) {
	f.inputFlags.content, f.templates, f.static, f.destination = "content", "templates", "static", "public"
	if _, err := f.now(); err != nil {
		return nil, err
	}
	tool, err := program()
	if err != nil {
		return nil, exit{exitIO, err}
	}
	return lsp.New(func(ctx context.Context, root string, over func(string, fs.FS) fs.FS, kept *cache.Cache, tell func(*pipeline.Result, []diag.Finding, bool)) error {
		at := *f
		at.source = root
		in, err := at.inputs()
		if err != nil {
			return err
		}
		in.Content, in.Templates, in.Static = over(f.inputFlags.content, in.Content), over(f.templates, in.Templates), over(f.static, in.Static)
		in.Names = pipeline.Names{} // files are named from the site's folder
		published, done, err := at.previous()
		if err != nil {
			return err
		}
		defer done()
		in.Published, in.Cache, in.Tool = published, kept, tool
		stage := output.NewDiscard()
		res, err := pipeline.Build(ctx, in, stage)
		if err != nil {
			return err
		}
		all := slices.Concat(res.Findings, at.strays(), stage.Damage())
		tell(res, diag.Sort(slices.Clone(all)), res.Site.NextChange.IsZero())
		if res.Site.NextChange.IsZero() {
			return nil
		}
		in.Cache = kept.Next()
		more, err := ahead(ctx, in, res)
		if err != nil {
			return err
		}
		tell(res, diag.Sort(append(all, more...)), true)
		return nil
	}), nil
}
