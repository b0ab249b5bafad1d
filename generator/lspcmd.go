package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"sotto/generator/lsp"
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
	e := &editing{flags: *f, tool: tool, kept: map[int64]*keptBuild{}}
	return lsp.New(e.check, e.move), nil
}
