package main

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"os"

	"github.com/spf13/cobra"

	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/pipeline"
	"sotto/generator/serve"
)

func serveCommand() *cobra.Command {
	var in inputFlags
	var bind string
	var port int
	c := &cobra.Command{
		Use:   "serve",
		Short: "look at the site while you write",
		Long: `Serve builds the site in memory and shows it on this computer only. Save a
file, reload the page, and you see the change, or what is wrong with it.
Nothing is written to disk.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			l, err := net.Listen("tcp", net.JoinHostPort(bind, fmt.Sprint(port)))
			if err != nil {
				return exit{exitIO, fmt.Errorf("opening port %d: %w (choose another with --port)", port, err)}
			}
			// Links must stay on this computer.
			if in.baseURL == "" {
				in.baseURL = "https://" + l.Addr().String() + "/"
			}
			p := serve.New(serve.Options{
				Sources: []fs.FS{os.DirFS(in.path(in.content)), os.DirFS(in.path(in.templates)), os.DirFS(in.path(in.static))},
				Build:   func() (serve.Site, error) { return in.preview(c.Context()) },
				Tell:    func(list []diag.Finding) { diag.Text(os.Stderr, list) },
			})
			fmt.Printf("the site is at http://%s/ until you press Ctrl+C\n", l.Addr())
			return exit{exitIO, p.Serve(l)}
		},
	}
	in.register(c)
	c.Flags().IntVarP(&port, "port", "p", 1313, "port to listen on")
	c.Flags().StringVar(&bind, "bind", "127.0.0.1", "address to listen on")
	return c
}

// preview builds the site into memory.
func (f *inputFlags) preview(ctx context.Context) (serve.Site, error) {
	in, err := f.inputs()
	if err != nil {
		return serve.Site{}, err
	}
	stage := output.NewPreview()
	res, err := pipeline.Build(ctx, in, stage)
	if err != nil {
		return serve.Site{}, err
	}
	s := serve.Site{Files: stage.Files(), Types: res.Site.Types, Findings: res.Findings}
	for _, l := range res.Site.Config.Languages {
		s.Languages = append(s.Languages, string(l))
	}
	return s, nil
}
