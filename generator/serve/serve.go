// Package serve shows a site on this computer while somebody writes it.
//
// A Preview is a web server. Before it answers, it asks whether the sources
// are still those of the last build, and builds again when they are not. It
// answers with the page that was asked for or, when the site may not be
// published, with the findings that say why.
//
// It knows neither what a build is nor where the sources lie: both are handed
// to it (see Options). It keeps everything in memory and writes nothing.
package serve

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"net"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// The types of what a Preview says itself.
const (
	htmlType = "text/html; charset=utf-8"
	textType = "text/plain; charset=utf-8"
)

// Options say what a Preview shows.
type Options struct {
	// Sources are the folders that the site is made from. A Preview reads
	// their listings, never their files.
	Sources []fs.FS
	// Build makes the site. It is never called twice at once. Its error means
	// that something could not be read.
	Build func() (Site, error)
	// Tell hears what each build has found, warnings included.
	Tell func([]diag.Finding)
}

// Site is what a build has made.
type Site struct {
	// Files are the finished files by their path: "law/index.html".
	Files map[string][]byte
	// Types are the kinds of file that the site may hold.
	Types site.Types
	// Languages are the site's languages. The first is served at the root,
	// each other one below its code.
	Languages []string
	// Findings are what is wrong. While one is an error, no file is shown.
	Findings []diag.Finding
}

// Preview answers requests for the pages of a site.
type Preview struct {
	Options

	mu    sync.Mutex // held while building
	stamp string     // of the sources that were built; no listing is ""
	site  Site
	err   error
}

// New makes a Preview. Nothing is built before the first request.
func New(o Options) *Preview { return &Preview{Options: o} }

// Serve answers what comes in at l, until l fails or is closed.
func (p *Preview) Serve(l net.Listener) error { return http.Serve(l, p) }

func (p *Preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET", http.StatusMethodNotAllowed)
		return
	}
	s, err := p.current()
	if err != nil || diag.Count(s.Findings, diag.Error) > 0 {
		answer(w, r, http.StatusInternalServerError, htmlType, refusal(s, err))
		return
	}
	name := fileOf(r.URL.Path)
	if data, ok := s.Files[name]; ok {
		answer(w, r, http.StatusOK, s.Types.Of(name).ContentType(), data)
		return
	}
	if data, ok := s.Files[s.missing(r.URL.Path)]; ok {
		answer(w, r, http.StatusNotFound, htmlType, data)
		return
	}
	answer(w, r, http.StatusNotFound, textType, []byte("There is no such page, and no 404 page either.\n"))
}

// current returns the site as the sources are now. Requests that come while it
// is built wait for it, and are answered from the one build.
func (p *Preview) current() (Site, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := fingerprint(p.Sources); now != p.stamp {
		p.stamp = now
		if p.site, p.err = p.Build(); p.err == nil {
			p.Tell(p.site.Findings)
		}
	}
	return p.site, p.err
}

// fingerprint changes when a source is added, removed, renamed or saved. It
// compares listings with each other and never with the time of day, so a clock
// that is wrong or goes backwards does not matter. It is a hint for a preview
// alone: a build never asks for times.
func fingerprint(sources []fs.FS) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d folders\n", len(sources))
	for i, source := range sources {
		// What cannot be read is for the build to report.
		_ = fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			if info, err := d.Info(); err == nil {
				fmt.Fprintf(&b, "%q %d %d\n", name, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
		fmt.Fprintln(&b, i)
	}
	return b.String()
}

// fileOf returns the file that a web server sends for an address.
func fileOf(address string) string {
	name := strings.TrimPrefix(path.Clean("/"+address), "/")
	if name == "" || strings.HasSuffix(address, "/") {
		return path.Join(name, "index.html")
	}
	return name
}

// missing returns the 404 page in the language of an address, or in the first
// language when that one has none.
func (s Site) missing(address string) string {
	top, _, below := strings.Cut(strings.TrimPrefix(path.Clean("/"+address), "/"), "/")
	if below || strings.HasSuffix(address, "/") {
		if own := top + "/404.html"; slices.Contains(s.Languages, top) && s.Files[own] != nil {
			return own
		}
	}
	return "404.html"
}

// refusal is the page that stands in for all others while the site may not be
// published.
func refusal(s Site, err error) []byte {
	var list bytes.Buffer
	if err != nil {
		fmt.Fprintln(&list, err)
	}
	_ = diag.Text(&list, s.Findings) // a buffer takes everything
	return fmt.Appendf(nil, "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not published</title>"+
		"<body><h1>Sotto would not publish this</h1><p>Mend it, save, and reload.</p><pre>%s</pre></body></html>", html.EscapeString(list.String()))
}

func answer(w http.ResponseWriter, r *http.Request, status int, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // whoever asked may have gone
	}
}
