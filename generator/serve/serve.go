// Package serve shows a site on this computer while somebody writes it.
//
// A Preview is a web server. Before it answers, it asks whether the sources
// are still those of the last build, and builds again when they are not. It
// answers with the page that was asked for or, when the site may not be
// published, with the findings that say why.
//
// It knows neither what a build is nor where the sources lie: both are handed
// to it (see Options). It keeps everything in memory and writes nothing.
//
// What it shows may be a draft or under embargo, and any website that is open
// in the same browser can send requests to this computer. So it answers only
// to its own names, and to no request that another website makes (guard.go).
// Its addresses are those of the three servers that the site has configurations
// for (address.go), and nobody waits for somebody else's slow connection
// (answer.go).
package serve

import (
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Options say what a Preview shows.
type Options struct {
	// Sources are the folders that the site is made from. A Preview reads
	// their listings, never their files.
	Sources []fs.FS
	// Build makes the site. It is never called twice at once. Its error means
	// that something could not be read.
	Build func() (Site, error)
	// Tell hears what each build has found, warnings included. No answer waits
	// for it. It is never called twice at once, and not for a build that a
	// later one has replaced meanwhile.
	Tell func([]diag.Finding)
	// Bind is the name that the listener was asked for ("192.168.1.20",
	// "desk.example"). The Preview answers to it beside the names of loopback.
	Bind string
}

// Site is what a build has made.
type Site struct {
	// Files are the finished files by their path: "law/index.html".
	Files map[string][]byte
	// Types are the kinds of file that the site may hold.
	Types site.Types
	// Base is the path below which the site lies, with both slashes
	// ("/help/"). "" is the whole server, like "/".
	Base string
	// Languages are the site's languages. The first is served at the root,
	// each other one below its code.
	Languages []string
	// Findings are what is wrong. While one is an error, no file is shown.
	Findings []diag.Finding
}

// Preview answers requests for the pages of a site.
type Preview struct {
	Options
	patience time.Duration // see answer

	mu    sync.Mutex // held while building, never while writing
	stamp string     // of the sources that were built; no listing is ""
	built int        // how many builds there were
	site  Site
	err   error

	telling sync.Mutex // held while Tell is called
	told    int        // the latest build that was told of
}

// New makes a Preview. Nothing is built before the first request.
func New(o Options) *Preview { return &Preview{Options: o, patience: patience} }

// Serve answers what comes in at l, until l fails or is closed.
func (p *Preview) Serve(l net.Listener) error { return p.server().Serve(l) }

func (p *Preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	protect(w.Header())
	here := arrived(r)
	switch {
	case !p.own(r.Host, here):
		p.say(w, r, http.StatusMisdirectedRequest, fmt.Sprintf("This preview answers to its own names only, so that no other website can read it.\n"+
			"Type http://%s/ instead. For a name of this computer, start sotto serve with --bind NAME.\n", here))
	case foreign(r):
		p.say(w, r, http.StatusForbidden, fmt.Sprintf("Another website has asked for this, and may not have it.\nType http://%s/ to see the preview.\n", here))
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		p.say(w, r, http.StatusMethodNotAllowed, "A preview can only be looked at: GET and HEAD.\n")
	default:
		p.page(w, r)
	}
}

// page answers with what lies at an address.
func (p *Preview) page(w http.ResponseWriter, r *http.Request) {
	s, err := p.current()
	if err != nil || diag.Count(s.Findings, diag.Error) > 0 {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; "+noFrame)
		p.answer(w, r, http.StatusInternalServerError, htmlType, refusal(s, err))
		return
	}
	address := s.within(r.URL.Path)
	if name, ok := s.find(address); ok {
		p.answer(w, r, http.StatusOK, s.Types.Of(name).ContentType(), s.Files[name])
		return
	}
	if data, ok := s.Files[s.missing(address)]; ok {
		p.answer(w, r, http.StatusNotFound, htmlType, data)
		return
	}
	p.say(w, r, http.StatusNotFound, "There is no such page, and no 404 page either.\n")
}

// current returns the site as the sources are now. Requests that come while it
// is built wait for it, and are answered from the one build.
func (p *Preview) current() (Site, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := fingerprint(p.Sources); now != p.stamp {
		p.stamp = now
		p.built++
		if p.site, p.err = p.build(); p.err == nil {
			// Beside the answer: the terminal may be stopped.
			go p.tell(p.built, p.site.Findings)
		}
	}
	return p.site, p.err
}

// build is Build, whose panic is an error like others: it is shown, until
// something changes that could mend it.
func (p *Preview) build() (s Site, err error) {
	defer func() {
		if v := recover(); v != nil {
			s, err = Site{}, fmt.Errorf("the build broke off, which is a mistake in sotto: %v\n\n%s", v, debug.Stack())
		}
	}()
	return p.Build()
}

// tell reports what a build has found, unless a later one was reported before.
func (p *Preview) tell(build int, list []diag.Finding) {
	p.telling.Lock()
	defer p.telling.Unlock()
	if build > p.told {
		p.told = build
		p.Tell(list)
	}
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
