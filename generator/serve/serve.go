// Package serve shows a site on this computer while somebody writes it.
//
// A Preview is a web server. It watches the folders that a site is made from
// (watch.go), has the site made again of what has changed in them, shows it when
// the burst of changes is over (settle.go), and tells every page that is open
// which pages are others now (events.go, news.go). Whoever asks meanwhile gets the
// last good page at once; only the very first request waits. Where the whole site
// takes longer to check than a page to make, the page is shown before, and goes
// again if the whole turns out badly. What is wrong does not take the last good
// page away: it is told in a panel beside it.
//
// # The desk
//
// The page itself is sent as a build would write it, to the byte: it may only
// show its own style and run its own script, and nothing of ours could be in it
// without loosening that. So whoever opens an address gets another document, the
// desk, in which the page stands in a frame of its own origin. Below it are a bar
// of tools and what is known of the page; a phone's width and two languages side
// by side are then frames of another width. Nothing of the page is covered.
//
// Browsers say what they ask for: a document for somebody to look at is the desk,
// one for a frame is the page. So a link in a page leads to a page in the same
// frame, after which the desk shows its address as its own. With ?plain behind an
// address, and for programs that do not say that they want HTML, there is the
// page alone. Dark, print and large text are only views of the page: the desk
// changes which rules of its style hold, not the page that was sent.
//
// All tabs of a browser share one connection that tells of new builds, since a
// browser has only six for one server (desk/desk.js). A tab whose page is named in
// the news shows it again, at the same place, and then asks what is known of it;
// all others ask what is new, and show their page again if its bytes have changed.
//
// The desk is only here: no build contains it, and its addresses are below
// /.sotto/, where no page can be.
//
// # Who may look
//
// What it shows may be a draft or under embargo, and any website that is open
// in the same browser can send requests to this computer. So it answers only
// to its own names, and to no request that another website makes (guard.go).
// A phone on the same network needs an address with a secret in it (phone.go).
//
// It knows neither what a build is nor where the sources lie: both are handed
// to it (see Options). It keeps everything in memory and writes nothing. Its
// addresses are those of the three servers that the site has configurations
// for (address.go), and nobody waits for somebody else's slow connection
// (answer.go).
package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
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
	Sources []string
	// Build makes the site, and is told what may have changed since it was called
	// before. It is never called twice at once. Its error means that something
	// could not be read, or is ErrNotYet.
	Build func(Changes) (Site, error)
	// Tell hears what each build has found, warnings included. No answer waits
	// for it. It is never called twice at once, and not for a build that a
	// later one has replaced meanwhile.
	Tell func([]diag.Finding)
	// Say hears what else somebody should know, as a sentence. Nil for nobody.
	Say func(string)
	// Bind is the name that the listener was asked for ("192.168.1.20",
	// "desk.example"). The Preview answers to it beside the names of loopback.
	Bind string
	// Phone, when not nil, is how others than this computer are let in.
	Phone *Phone
}

// ErrNotYet is Build's answer to changes that may not be all, when what it has to do
// for them is not worth doing twice. It is then told of them again.
var ErrNotYet = errors.New("not yet")

// Changes are what may have changed in the sources.
type Changes struct {
	// Open means that there may be more at once: somebody may be in the middle of
	// saving.
	Open bool
	// All means that nobody knows.
	All bool
	// Files are files that may be new, different or gone, each once.
	Files []Change
	// Early, when not nil, may be told once of the site as it will be if nothing is
	// wrong with the whole of it. What is wrong and known is told later.
	Early func(Site)
}

// Change is a file or folder that may be new, different or gone.
type Change struct {
	Folder int    // its place in Sources
	Name   string // below it, with slashes
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
	// Ended are the addresses of which servers say that there was something.
	Ended []site.Ended
	// Next is when the site changes by itself, because a page appears or goes;
	// zero for never.
	Next time.Time
	// Findings are what is wrong. While one is an error, no file is shown.
	Findings []diag.Finding
	// Page says what is known of the page in a file of Files; Status what
	// somebody has to do or wait for. Both are asked when somebody looks. Nil
	// when nothing is known.
	Page   func(file string) (Page, bool)
	Status func() []Register
}

// Preview answers requests for the pages of a site.
type Preview struct {
	Options
	patience time.Duration // see answer
	run      string        // tells this run from others

	templates *template.Template // of the desk

	mu     sync.Mutex
	now    *state        // the latest; nil before the first build
	next   chan struct{} // closed when now has been replaced
	slowly string        // why listings are compared; "" when the system tells
	shown  int           // which build now is of

	building sync.Mutex // held while Build is called
	made     int        // how often it has been
	telling  sync.Mutex // held while Tell is called
	told     int        // the latest build that was told of
}

// New makes a Preview. Nothing is built before Watch or Refresh is called.
func New(o Options) *Preview {
	desk := template.Must(template.ParseFS(deskFiles, "desk/*.html"))
	return &Preview{Options: o, patience: patience, run: rand.Text()[:8], templates: desk, next: make(chan struct{})}
}

// Serve answers what comes in at l, until l fails or is closed.
func (p *Preview) Serve(l net.Listener) error { return p.server().Serve(l) }

// Watch builds the site, and again after every change and when a date changes it,
// until ctx is done.
func (p *Preview) Watch(ctx context.Context) {
	w := newWatcher(p.Sources, p.remake, p.slow)
	go p.keepTime(ctx)
	err := w.open() // before the first build reads, so that nothing is missed
	p.Refresh()
	w.run(ctx, err)
}

const (
	// late is how long after a change by date the site is built, so that a clock
	// that is asked twice does not matter; lookAgain is how often the clock is
	// asked, since waiting stands still while a computer sleeps.
	late      = time.Second
	lookAgain = time.Minute
)

// keepTime builds the site when a date changes it.
func (p *Preview) keepTime(ctx context.Context) {
	for {
		s, next := p.current()
		var due <-chan time.Time
		if s != nil && !s.turns.IsZero() {
			wait := time.Until(s.turns.Add(late))
			if wait <= 0 {
				p.Refresh()
				continue
			}
			due = time.After(min(wait, lookAgain))
		}
		select {
		case <-ctx.Done():
			return
		case <-next:
		case <-due:
		}
	}
}

// slow takes note that changes are seen late, and why.
func (p *Preview) slow(why string) {
	p.mu.Lock()
	p.slowly = why
	p.mu.Unlock()
	if p.Say != nil {
		p.Say("changes are looked for about twice a second, because " + why)
	}
}

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
	case p.Phone.admits(w, r):
		p.redirect(w, r)
	case !p.Phone.knows(r):
		p.say(w, r, http.StatusForbidden, "This preview is for who has its address: look at the terminal in which sotto serve --phone runs, and scan the code again.\n")
	default:
		p.route(w, r)
	}
}

// own addresses of the preview, below which no site has anything.
const own = "/.sotto/"

func (p *Preview) route(w http.ResponseWriter, r *http.Request) {
	s := p.latest(r.Context())
	if s == nil {
		return // whoever asked has gone before the first build was done
	}
	if name, ok := strings.CutPrefix(r.URL.Path, own); ok {
		p.tools(w, r, s, name)
		return
	}
	d := s.look(r.URL.Path)
	if looks(r) && (d.html || !s.good) {
		p.desk(w, r, s, d)
		return
	}
	frames(w.Header())
	if !s.good {
		w.Header().Add("Content-Security-Policy", "default-src 'none'")
	}
	w.Header().Set("Server-Timing", fmt.Sprintf("page;desc=%q", d.digest()))
	p.answer(w, r, d.status, d.kind, d.data)
}

// redirect leads to the site, once somebody has been let in.
func (p *Preview) redirect(w http.ResponseWriter, r *http.Request) {
	to := "/"
	if s := p.latest(r.Context()); s != nil && s.site.Base != "" {
		to = s.site.Base
	}
	w.Header().Set("Location", to)
	p.say(w, r, http.StatusSeeOther, "Welcome.\n")
}

// looks reports whether somebody opens an address to look at it, rather than a
// frame or a program. Browsers say what they want a document for, but some only
// where nobody can listen; there, whoever wants HTML looks.
func looks(r *http.Request) bool {
	if r.URL.Query().Has("plain") {
		return false
	}
	if !unsaid(r) {
		return r.Header.Get("Sec-Fetch-Dest") == "document"
	}
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}

// unsaid reports that a browser does not say what it wants a document for.
func unsaid(r *http.Request) bool { return r.Header.Get("Sec-Fetch-Dest") == "" }

// document is what lies at an address.
type document struct {
	file   string // in Files; "" for none
	status int
	kind   string // its type
	html   bool
	data   []byte
}

// look finds what lies at an address.
func (s *state) look(path string) document {
	if !s.good {
		return document{status: http.StatusInternalServerError, kind: htmlType, html: true, data: refusal(s.findings, s.err)}
	}
	address := s.site.within(path)
	if name, ok := s.site.find(address); ok {
		kind := s.site.Types.Of(name).ContentType()
		return document{name, http.StatusOK, kind, strings.HasPrefix(kind, "text/html"), s.site.Files[name]}
	}
	status := http.StatusNotFound
	if s.site.gone(path) {
		status = http.StatusGone
	}
	name := s.site.missing(address)
	if data, ok := s.site.Files[name]; ok {
		return document{name, status, htmlType, true, data}
	}
	return document{"", status, textType, false, []byte("There is no such page, and no 404 page either.\n")}
}
