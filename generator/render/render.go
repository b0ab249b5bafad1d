// Package render turns pages into HTML: a page and its converted Markdown go
// in, finished bytes come out.
//
// # Templates
//
// The templates folder holds base.html, one file per kind of page (home, page,
// module, chapter, campaign, release, 404, redirect) and one per component in
// components/. A kind's template is executed as the "main" part of base.html.
// Each is given one view, a struct of this package, and nothing else: HomeView
// for home.html, Box for components/note.html, and so on. All of them hold one
// Frame. A view is complete: it has no methods and leads to no other data, so
// that whatever can change a page's bytes is in its view, its templates, or
// the style and script.
//
// Two things are done to a template:
//
//   - {{word "key"}} is replaced by that word of content/messages.<lang>.yaml,
//     escaped. Words with slots are filled by this room instead and come in the
//     view.
//   - Line breaks and the indentation around them are taken out after a tag or
//     an action and before a tag, and become one space between words. So
//     templates can be laid out to be read; where a space must stay, write it
//     within a line.
//
// Templates are read once for all languages. Every one is then tried with a full
// view and with an empty one, so that a misspelt field is a finding before any
// page is made. How a template is escaped does not hang on the words in it: they
// are texts, and belong between tags or in a quoted attribute.
//
// # What is made once
//
// The header, the exit, the contact strip, the footer, and every service's card
// do not differ between pages of one language: they are rendered when the
// Renderer is made. A page then costs its own fields only, and the way through it
// that takes out the parts of the style that it has no use for (carry.go).
//
// # Charts
//
// The component chart draws numbers of a table as SVG in the page: bars, a
// slope, or one small drawing for each row (chart.go and the files beside it).
// A drawing is a view like any other, lists of bars, lines and texts whose
// places are worked out in Go and written by the template; [Chart] says in what
// units. It is an image with a short name, and the table under it holds what it
// shows. Nothing is told by colour alone: see the template.
//
// # What goes out unescaped
//
// html/template escapes everything that is a string. The only template.HTML
// values are what the room markdown made of an author's Markdown, what these
// templates made themselves, and the style and script from the room asset.
package render

import (
	"bytes"
	"io/fs"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// Assets are what every page carries inside it.
type Assets struct {
	// Style are the parts of the style, in the order in which they must stand.
	Style []Style
	// Script stands in each page's <script>. It must hold no end tag; asset.Load
	// sees to that.
	Script string
	// CSP is the Content-Security-Policy that allows these, and no more. A page
	// names in it only the parts that it has.
	CSP string
}

// Renderer makes pages. It is safe for concurrent use.
type Renderer struct {
	editions []*edition // in the order of the site's languages
	src      sources
	specs    []markdown.Spec
}

// New reads the templates and makes ready what pages share. When a template
// is missing or wrong, or a word is missing, the Renderer is nil and the
// findings say why. The error says that a template could not be read.
func New(s *site.Site, w *locale.Words, a Assets, templates fs.FS) (*Renderer, []diag.Finding, error) {
	keys := schema.New(s.Config)
	views := allViews(keys)
	src, findings, err := readTemplates(templates, views)
	if err != nil {
		return nil, nil, err
	}
	r := &Renderer{src: src, specs: Specs(keys.Components)}
	if diag.Count(findings, diag.Error) > 0 {
		return nil, diag.Sort(findings), nil
	}
	set, more := setOf(src, views)
	findings = append(findings, more...)
	for _, l := range s.Config.Languages {
		e := newEdition(l, s, w, a, src, set, keys, views)
		findings = append(findings, e.findings...)
		r.editions = append(r.editions, e)
	}
	findings = diag.Sort(findings)
	if diag.Count(findings, diag.Error) > 0 || len(r.editions) == 0 {
		return nil, findings, nil
	}
	return r, findings, nil
}

// edition returns what pages of a language share.
func (r *Renderer) edition(l site.Lang) *edition {
	for _, e := range r.editions {
		if e.lang == l {
			return e
		}
	}
	return r.editions[0]
}

// View makes the view of a page. doc is its Markdown, converted.
func (r *Renderer) View(p *site.Page, doc *markdown.Document) View {
	e := r.edition(p.Lang)
	name, view := e.view(p, doc)
	return View{e, name, view, len(doc.HTML)}
}

// Redirect makes the view of the page that stands at old addresses of a page. It is a
// page like any other, of the same length, that sends the browser on at once:
// an answer of the server's own would be shorter, and so give itself away.
func (r *Renderer) Redirect(to *site.Page) View {
	e := r.edition(to.Lang)
	return View{e, "redirect", e.redirect(to), 0}
}

// Execute makes a page's bytes of its view, in room, which may be nil. They hold
// until the room is used again.
func (r *Renderer) Execute(v View, room *bytes.Buffer) ([]byte, []diag.Finding) {
	e := v.edition
	if room == nil {
		room = new(bytes.Buffer)
	}
	room.Reset()
	room.Grow(v.size + len(e.head) + len(e.code) + len(e.footer) + 8192)
	if err := execute(e.set.of[v.template], v.template, &bound{to: room, words: e.wordsIn}, v.data); err != nil {
		return nil, []diag.Finding{templateFinding(err, "template/execute", r.src)}
	}
	page := room.Bytes()
	if bytes.Contains(page, []byte(escapedPlus)) { // hardly ever: what pages share is plain already
		page = bytes.ReplaceAll(page, []byte(escapedPlus), []byte("+"))
	}
	page, _ = e.carrier.carry(page)
	return page, nil
}

// html/template writes a plus sign as a character reference, against an attack
// on browsers that guess at UTF-7. Our pages say that they are UTF-8 first
// thing, and telephone numbers are better read as they are.
const escapedPlus = "&#43;"

func plainPlus(s string) string { return strings.ReplaceAll(s, escapedPlus, "+") }

// ReservedIDs are the ids that the frame of every page uses, sorted; no
// heading of a page may have one.
func ReservedIDs() []string { return []string{"main", "parts", "talk", "top"} }
