package render

import (
	"bytes"
	"sort"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Where the bytes of a finished page come from. A mistake in a template is found
// in the pages that are made with it; whoever mends it needs the place in the
// template.
//
// text/template writes a text of a template by handing over the very bytes that
// the template holds. So a writer can tell by their address which text it was,
// and a page that is made a second time, for such a writer, tells of each of its
// bytes who wrote it.

// A Tracer makes one page once more, as [Renderer.Execute] does, and then says
// where its bytes come from.
type Tracer struct {
	r *Renderer
	e *edition // with boxes of its own
	// pieces are what was written, in its order; of the page that was made last.
	pieces []piece
	whole  string // with every part of the style
	html   []byte
	cuts   []taken // what was taken out of it
	body   string  // what was made of the Markdown
	texts  map[*byte]textOf
}

// piece is one write: bytes start to end of what is finished.
type piece struct {
	start, end int
	first      *byte // the first byte as it was handed over
}

// textOf is a text of a template: where it stands, and as it is.
type textOf struct {
	name string // of the template's source
	at   int    // the offset in it
	text []byte
}

// Origin is where a byte of a page comes from.
type Origin struct {
	// Pos is a place in a template, a messages file, the style or the script.
	// Its File is "" for what the page's own source says.
	Pos diag.Pos
	// Source is the line there, when Pos has one and it is of a template.
	Source string
	// Text is some of the words after the place, when the page's Markdown says
	// them.
	Text string
}

// note remembers a text that was written: first is its first byte as it was
// handed over.
func (b *bound) note(first *byte, text []byte) {
	at := 0
	if n := len(b.pieces); n > 0 {
		at = b.pieces[n-1].end
	}
	end := at + len(text) - (len(escapedPlus)-1)*bytes.Count(text, []byte(escapedPlus)) // see plainPlus
	b.pieces = append(b.pieces, piece{at, end, first})
}

// Tracer makes a page ready to be traced. Its Markdown is to be converted with
// the tracer's own [Tracer.Component].
func (r *Renderer) Tracer(p *site.Page) *Tracer {
	e := *r.edition(p.Lang)
	e.shared, e.boxes = map[string][]piece{}, map[string][]piece{}
	e.make() // once more: this time it is remembered who wrote what
	t := &Tracer{r: r, e: &e, texts: map[*byte]textOf{}}
	for _, whole := range e.set.of {
		for _, part := range whole.Templates() {
			name := strings.TrimSuffix(strings.TrimPrefix(part.Tree.ParseName, folder), ".html")
			walk(part.Tree.Root, func(n parse.Node) {
				if n, ok := n.(*parse.TextNode); ok && len(n.Text) > 0 {
					t.texts[&n.Text[0]] = textOf{name, int(n.Pos), n.Text}
				}
			})
		}
	}
	return t
}

// Component is as [Renderer.Component].
func (t *Tracer) Component(p *site.Page, proof *Proof) func(markdown.Directive) (string, *markdown.Problem) {
	return t.e.directive(p, proof)
}

// Page makes the page.
func (t *Tracer) Page(p *site.Page, doc *markdown.Document) []byte {
	name, view := t.e.view(p, doc)
	t.body = doc.HTML
	return t.make(name, view)
}

// Redirect makes the page at an old address of a page.
func (t *Tracer) Redirect(p *site.Page) []byte { return t.make("redirect", t.e.redirect(p)) }

func (t *Tracer) make(name string, view any) []byte {
	var b strings.Builder
	w := &bound{to: &b, words: t.e.wordsIn, trace: true}
	if execute(t.e.set.of[name], name, w, view) != nil {
		return nil // the page itself could not be made: a finding says so
	}
	t.pieces, t.whole = w.pieces, plainPlus(b.String())
	t.html, t.cuts = t.e.carrier.carry([]byte(t.whole))
	return t.html
}

// Offset is the byte of the page at a line and column, both from 1.
func (t *Tracer) Offset(line, col int) int {
	at := 0
	for ; line > 1; line-- {
		i := bytes.IndexByte(t.html[at:], '\n')
		if i < 0 {
			return len(t.html)
		}
		at += i + 1
	}
	for ; col > 1 && at < len(t.html); col-- {
		_, size := utf8.DecodeRune(t.html[at:])
		at += size
	}
	return at
}

// At says where a byte of the page comes from.
func (t *Tracer) At(offset int) Origin {
	if offset < 0 || offset >= len(t.html) {
		return Origin{}
	}
	return t.in(t.pieces, t.whole, before(t.cuts, offset), true)
}

// in looks a byte up in what some template has made; own says that this is the
// page itself, and not one of its boxes or of the parts that pages share.
func (t *Tracer) in(pieces []piece, made string, offset int, own bool) Origin {
	i := sort.Search(len(pieces), func(i int) bool { return pieces[i].end > offset })
	if i == len(pieces) {
		return Origin{}
	}
	p := pieces[i]
	if text, ok := t.texts[p.first]; ok {
		return t.place(text, offset-p.start)
	}
	value, at := made[p.start:p.end], offset-p.start
	if inner := t.e.shared[value]; inner != nil {
		return t.in(inner, value, at, false)
	}
	switch {
	case own && value == string(t.e.code):
		if script := strings.Index(value, "<script>"); script >= 0 && at >= script {
			return Origin{Pos: diag.Pos{File: site.StaticFolder + site.ScriptFile}}
		}
		return Origin{Pos: diag.Pos{File: site.StaticFolder + site.StyleFile}}
	case value == t.body:
		return t.inBody(value, at)
	case own:
		return Origin{}
	}
	for ; i > 0; i-- { // a value: the action that writes it stands behind this text
		if text, ok := t.texts[pieces[i-1].first]; ok {
			return t.place(text, len(text.text)-1)
		}
	}
	return Origin{}
}

// inBody looks a byte up in what was made of the page's Markdown: in a box, or
// in the words themselves.
func (t *Tracer) inBody(body string, offset int) Origin {
	box, start := "", 0
	try := func(made string) {
		for from := 0; made != "" && (box == "" || len(made) < len(box)); {
			i := strings.Index(body[from:], made)
			if i < 0 || from+i > offset {
				return
			}
			if from += i; offset < from+len(made) {
				box, start = made, from
				return
			}
			from++
		}
	}
	for made := range t.e.boxes {
		try(made)
	}
	for made := range t.e.shared { // cards of services
		try(made)
	}
	if box == "" {
		return Origin{Text: words(body[offset:])}
	}
	pieces := t.e.boxes[box]
	if pieces == nil {
		pieces = t.e.shared[box]
	}
	o := t.in(pieces, box, offset-start, false)
	if o.Pos.File != "" {
		o.Text = ""
	}
	return o
}

// words are the first plain words of some HTML.
func words(html string) string {
	for len(html) > 0 {
		_, rest, _ := strings.Cut(html, ">")
		text, _, _ := strings.Cut(rest, "<")
		text, _, _ = strings.Cut(text, "&")
		if text = strings.TrimSpace(text); len(text) > 3 {
			return text
		}
		html = rest
	}
	return ""
}

// place is where in its source a byte of a template's text stands. Texts lose
// only white space when they are read (see squeeze), so that what is not white
// space can be counted.
func (t *Tracer) place(o textOf, offset int) Origin {
	src, file := t.r.src.text[o.name], t.r.src.files[o.name]
	if file == nil {
		return Origin{Pos: diag.Pos{File: folder + o.name + ".html"}}
	}
	if call, ok := strings.CutPrefix(src[min(o.at, len(src)):], `word "`); ok {
		key, _, _ := strings.Cut(call, `"`)
		for _, m := range t.e.language().Messages {
			if m.Key == key {
				return Origin{Pos: m.Pos}
			}
		}
	}
	n := 0
	for _, c := range o.text[:offset] {
		if !isSpace(c) {
			n++
		}
	}
	at := min(o.at, len(src))
	for ; at < len(src); at++ {
		if !isSpace(src[at]) {
			if n == 0 {
				break
			}
			n--
		}
	}
	p := file.Pos(at)
	return Origin{Pos: p, Source: file.Line(p.Line)}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// write executes a template and remembers who wrote what, unless made is nil.
func (e *edition) write(name string, view any, made map[string][]piece) (string, error) {
	b := e.rooms.Get().(*bytes.Buffer)
	defer e.rooms.Put(b)
	b.Reset()
	w := &bound{to: b, words: e.wordsIn, trace: made != nil}
	err := execute(e.set.of[name], name, w, view)
	out := plainPlus(b.String())
	if out != "" && made != nil {
		made[out] = w.pieces
	}
	return out, err
}
