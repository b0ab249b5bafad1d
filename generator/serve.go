package main

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/pipeline"
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
			p := &preview{in: &in}
			fmt.Printf("the site is at http://%s/ until you press Ctrl+C\n", l.Addr())
			return exit{exitIO, http.Serve(l, p)}
		},
	}
	in.register(c)
	c.Flags().IntVarP(&port, "port", "p", 1313, "port to listen on")
	c.Flags().StringVar(&bind, "bind", "127.0.0.1", "address to listen on")
	return c
}

// preview is the web server of `sotto serve`. It builds again, before it
// answers, whenever a source has changed since the last build.
type preview struct {
	in *inputFlags

	mu    sync.Mutex
	stamp string // of the sources that were built
	files map[string][]byte
	list  []diag.Finding
	err   error
}

func (p *preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refresh()
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "only GET", http.StatusMethodNotAllowed)
		return
	}
	if p.err != nil || diag.Count(p.list, diag.Error) > 0 {
		p.tell(w)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" || strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	data, ok := p.files[name]
	status := http.StatusOK
	if !ok {
		name, status = "404.html", http.StatusNotFound
		if strings.HasPrefix(r.URL.Path, "/cy/") && p.files["cy/404.html"] != nil {
			name = "cy/404.html"
		}
		data = p.files[name]
	}
	h.Set("Content-Type", contentType(name))
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		w.Write(data)
	}
}

// refresh builds when the sources differ from those of the last build.
func (p *preview) refresh() {
	now := p.in.fingerprint()
	if now == p.stamp {
		return
	}
	p.stamp, p.files, p.list, p.err = now, nil, nil, nil
	in, err := p.in.inputs()
	if err != nil {
		p.err = err
		return
	}
	stage := output.NewPreview()
	var res *pipeline.Result
	if res, p.err = pipeline.Build(context.Background(), in, stage); p.err != nil {
		return
	}
	p.list, p.files = res.Findings, stage.Files()
	diag.Text(os.Stderr, p.list)
}

// tell shows the findings instead of a page.
func (p *preview) tell(w http.ResponseWriter) {
	var b bytes.Buffer
	if p.err != nil {
		fmt.Fprintln(&b, p.err)
	}
	diag.Text(&b, p.list)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusInternalServerError)
	fmt.Fprintf(w, "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not published</title>"+
		"<body><h1>Sotto would not publish this</h1><p>Mend it, save, and reload.</p><pre>%s</pre></body></html>", html.EscapeString(b.String()))
}

func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".xml":
		return "application/xml; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	}
	return "text/plain; charset=utf-8"
}

// fingerprint changes when a source file is added, removed or saved. It is a
// hint for serve alone; a build never asks for times.
func (f *inputFlags) fingerprint() string {
	var b strings.Builder
	for _, dir := range []string{f.content, f.templates, f.static} {
		filepath.WalkDir(f.path(dir), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			if info, err := d.Info(); err == nil {
				fmt.Fprintf(&b, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return b.String()
}
