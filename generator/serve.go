package main

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"strings"

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
Nothing is written to disk.

It answers to localhost, 127.0.0.1, [::1] and what --bind says, and to no
other website. With --bind, whoever can reach that address reads along.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			l, err := net.Listen("tcp", net.JoinHostPort(bind, fmt.Sprint(port)))
			if err != nil {
				return exit{exitIO, fmt.Errorf("opening port %d: %w (choose another with --port)", port, err)}
			}
			at := shownAt(l.Addr())
			// Links must stay on this computer.
			if in.baseURL == "" {
				in.baseURL = "https://" + at + "/"
			}
			if warning := in.readers(l.Addr()); warning != "" {
				fmt.Fprintln(os.Stderr, "sotto: "+warning)
			}
			p := serve.New(serve.Options{
				Sources: []fs.FS{os.DirFS(in.path(in.content)), os.DirFS(in.path(in.templates)), os.DirFS(in.path(in.static))},
				Build:   func() (serve.Site, error) { return in.preview(c.Context()) },
				Tell:    func(list []diag.Finding) { diag.Tell(os.Stderr, list, pipeline.Rules()) },
				Bind:    bind,
			})
			if _, err := fmt.Fprintf(c.OutOrStdout(), "the site is at http://%s until you press Ctrl+C\n", at+pathOf(in.baseURL)); err != nil {
				return err
			}
			return exit{exitIO, p.Serve(l)}
		},
	}
	in.register(c)
	c.Flags().IntVarP(&port, "port", "p", 1313, "port to listen on")
	c.Flags().StringVar(&bind, "bind", "127.0.0.1", "address to listen on")
	return c
}

// shownAt is where this computer finds what listens at an address: one that
// stands for all addresses is found by loopback.
func shownAt(a net.Addr) string {
	if t, ok := a.(*net.TCPAddr); ok && t.IP.IsUnspecified() {
		return fmt.Sprintf("127.0.0.1:%d", t.Port)
	}
	return a.String()
}

// pathOf is the path of a site's address, with both slashes.
func pathOf(base string) string {
	u, err := url.Parse(base)
	if err != nil { // which the build reports
		return "/"
	}
	return strings.TrimSuffix(u.Path, "/") + "/"
}

// readers says who can read a preview that others than this computer can
// reach, and what they find in it that is not meant for readers yet. It is
// empty for a preview that only this computer reaches.
func (f *inputFlags) readers(a net.Addr) string {
	t, ok := a.(*net.TCPAddr)
	if ok && t.IP.IsLoopback() {
		return ""
	}
	at := a.String()
	if ok && t.IP.IsUnspecified() {
		at = fmt.Sprintf("this computer at port %d", t.Port)
	}
	var early []string
	for _, e := range []struct {
		shown bool
		words string
	}{
		{f.drafts, "drafts (-D)"},
		{f.future, "pages before their publishDate (-F)"},
		{f.expired, "pages after their expiryDate (-E)"},
		{f.clock != "", "the site as at another time (--clock)"},
	} {
		if e.shown {
			early = append(early, e.words)
		}
	}
	warning := "everyone who can reach " + at + " can read this preview"
	if len(early) > 0 {
		warning += ", and so " + strings.Join(early, ", ")
	}
	return warning + "; without --bind only this computer can"
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
	s := serve.Site{Files: stage.Files(), Types: res.Site.Types, Base: res.Site.Config.BasePath, Findings: res.Findings}
	for _, l := range res.Site.Config.Languages {
		s.Languages = append(s.Languages, string(l))
	}
	return s, nil
}
