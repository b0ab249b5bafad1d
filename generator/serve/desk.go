package serve

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"sotto/generator/diag"
)

//go:embed desk
var deskFiles embed.FS

// deskPolicy lets the desk use its own style and script and show pages of its own
// origin, and nothing else.
const deskPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "

// deskView is what the desk shows at one address.
type deskView struct {
	Build  string
	At     string // the address of the page
	Frame  string // what stands in the frame; "" for nothing
	Digest string // of that document
	Title  string
	Page   *Page // nil when nothing is known of it
	Source place
	Panel  panel
	Slow   string // why changes are seen late
	Plain  bool   // frames do not say what they are, so that their addresses have to
}

func (p *Preview) view(r *http.Request, s *state, d document, at string) deskView {
	e := p.editor(r)
	at = "/" + strings.TrimLeft(at, `/\`) // with two slashes it would be another website
	v := deskView{Build: s.name(), At: at, Digest: d.digest(), Title: "Preview", Panel: panelOf(s, e), Plain: unsaid(r)}
	p.mu.Lock()
	v.Slow = p.slowly
	p.mu.Unlock()
	if !s.good {
		return v
	}
	v.Frame = at
	if v.Plain {
		v.Frame += "?plain"
	}
	if s.site.Page != nil {
		if page, ok := s.site.Page(d.file); ok {
			v.Page, v.Title, v.Source = &page, page.Title, e.at(page.File, 0, 0)
		}
	}
	return v
}

func (p *Preview) editor(r *http.Request) editor { return editor{p.Sources, local(r)} }

// desk answers with the document in which a page stands.
func (p *Preview) desk(w http.ResponseWriter, r *http.Request, s *state, d document) {
	status := d.status
	if !s.good {
		status = http.StatusInternalServerError
	}
	w.Header().Set("Content-Security-Policy", deskPolicy+noFrame)
	if unsaid(r) { // it may have been asked for by a frame, and will make room for the page there
		frames(w.Header())
		w.Header().Set("Content-Security-Policy", deskPolicy+ownFrame)
	}
	p.show(w, r, status, "desk.html", p.view(r, s, d, r.URL.EscapedPath()))
}

func (p *Preview) show(w http.ResponseWriter, r *http.Request, status int, name string, view any) {
	var b bytes.Buffer
	if err := p.templates.ExecuteTemplate(&b, name, view); err != nil {
		p.say(w, r, http.StatusInternalServerError, "The desk could not be drawn, which is a mistake in sotto: "+err.Error()+"\n")
		return
	}
	p.answer(w, r, status, htmlType, b.Bytes())
}

// tools answers with what is the preview's own.
func (p *Preview) tools(w http.ResponseWriter, r *http.Request, s *state, name string) {
	switch name {
	case "":
		w.Header().Set("Content-Security-Policy", deskPolicy+noFrame)
		p.show(w, r, http.StatusOK, "status.html", p.statusView(r, s))
	case "desk":
		at := r.URL.Query().Get("at")
		path, err := url.PathUnescape(at)
		if err != nil {
			path, at = "/", "/"
		}
		w.Header().Set("Content-Security-Policy", deskPolicy+noFrame)
		p.show(w, r, http.StatusOK, "desk.html", p.view(r, s, s.look(path), at))
	case "events":
		p.events(w, r)
	case "desk.js", "desk.css":
		data, err := deskFiles.ReadFile("desk/" + name)
		if err != nil {
			p.say(w, r, http.StatusNotFound, err.Error())
			return
		}
		kind := "text/css; charset=utf-8"
		if strings.HasSuffix(name, ".js") {
			kind = "text/javascript; charset=utf-8"
		}
		p.answer(w, r, http.StatusOK, kind, data)
	default:
		p.say(w, r, http.StatusNotFound, "The preview has no such tool.\n")
	}
}

// statusView is what the status page shows.
type statusView struct {
	Home      string // the address of the site
	Registers []statusRegister
}

type statusRegister struct {
	ID    string
	Title string
	None  string
	Rows  []statusRow
}

type statusRow struct {
	Row
	At place
}

func (p *Preview) statusView(r *http.Request, s *state) statusView {
	var registers []Register
	if s.status != nil {
		registers = s.status()
	}
	registers = append(registers, Register{Title: "Findings by code", None: "Nothing to mend.", Rows: count(s.findings)})
	v := statusView{Home: cmp.Or(s.site.Base, "/")}
	e := p.editor(r)
	for i, reg := range registers {
		out := statusRegister{ID: "r" + strconv.Itoa(i), Title: reg.Title, None: reg.None}
		for _, row := range reg.Rows {
			out.Rows = append(out.Rows, statusRow{row, e.at(row.File, row.Line, 0)})
		}
		v.Registers = append(v.Registers, out)
	}
	return v
}

// lines are the lines of a text that is not empty.
func lines(text string) iter.Seq[string] {
	if text == "" {
		return func(func(string) bool) {}
	}
	return strings.SplitSeq(text, "\n")
}

// position is a place as findings write it.
func position(file string, line, col int) string {
	switch {
	case line == 0:
		return diag.Visible(file)
	case col == 0:
		return fmt.Sprintf("%s:%d", diag.Visible(file), line)
	}
	return fmt.Sprintf("%s:%d:%d", diag.Visible(file), line, col)
}
