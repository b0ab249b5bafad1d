package audit

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"sotto/generator/diag"
)

// page is the work on one HTML file, or on HTML inside a feed. Its buffers are
// used again for the next page.
type page struct {
	*report
	auditor *Auditor
	facts   *Facts
	scan    scanner
	opener  opener // the start tag being read
	buffers

	shown int // how many stretches of text a reader can see or hear

	head  headState
	frame frameState

	// Where the last link was, so that positions are counted once.
	at, line, col int

	fragment bool // HTML inside a feed: no frame

	signature signature // lenient: of the element being read
}

// buffers are what one page leaves to the next, emptied.
type buffers struct {
	stack      []frame
	buf, buf2  []byte // for decoded text
	idList     []byte // the facts' lists, until their length is known
	menu, refs refWriter
	linkText   []byte // what the open link shows

	said  map[string]string // the text attributes of the meta or link being read
	count map[string]int    // titles, styles, landmarks and the like
	ids   map[string]bool   // ids on the page
	here  []idRef           // #id in addresses and aria attributes, to look up at the end
	had   map[refKey]bool   // references already in the facts
	spans [][2]int          // styles and scripts, where text rules do not hold

	skeleton []byte          // the page with every text and value as one letter
	pieces   []piece         // what of it need not be proven on each page
	reduced  []byte          // it, without those that have been
	fresh    []digest        // of those that have not
	seen     map[string]bool // lenient: the elements on the page
}

// idRef is a reference to an id of the same page.
type idRef struct {
	id       string
	off, end int
	check    string
}

// frame is one open element.
type frame struct {
	el       *element
	name     []byte
	off, end int
	holds    model
	svg      bool // inside an svg element, or it
	hidden   bool // from people who listen: aria-hidden or hidden
	named    bool // svg: has a name; table: has a header cell; details: has a summary
	children int
	shownAt  int // page.shown when it was opened
	piece    int // index in page.pieces, or -1
}

// page checks one HTML file.
func (a *Auditor) page(r *report, f *Facts) {
	p := a.take(r, f)
	defer a.give(p)
	p.read()
	p.checkHead()
	p.checkFrame()
	r.leftover(p.spans)
	if !hasError(r.list) {
		p.prove()
	}
}

// take returns a page with empty buffers.
func (a *Auditor) take(r *report, f *Facts) *page {
	p, _ := a.pages.Get().(*page)
	if p == nil {
		p = &page{buffers: buffers{said: map[string]string{}, count: map[string]int{}, ids: map[string]bool{}, had: map[refKey]bool{}, seen: map[string]bool{}}}
	}
	p.report, p.auditor, p.facts, p.scan.src, p.line, p.col = r, a, f, r.data, 1, 1
	p.menu = refWriter{text: p.menu.text[:0]}
	p.refs = refWriter{text: p.refs.text[:0], line: 1, col: 1}
	return p
}

// give lets go of a page's bytes, whose facts are then complete, and keeps its
// buffers for the next.
func (a *Auditor) give(p *page) {
	b := &p.buffers
	p.facts.IDs, p.facts.Menu, p.facts.Refs = string(b.idList), Refs(b.menu.text), Refs(b.refs.text)
	clear(b.count)
	clear(b.ids)
	clear(b.had)
	clear(b.seen)
	b.stack, b.idList, b.linkText, b.here = b.stack[:0], b.idList[:0], b.linkText[:0], b.here[:0]
	b.spans, b.skeleton, b.pieces = b.spans[:0], b.skeleton[:0], b.pieces[:0]
	*p = page{scan: scanner{tok: token{attrs: p.scan.tok.attrs[:0]}}, buffers: *b}
	a.pages.Put(p)
}

func hasError(list []diag.Finding) bool {
	return slices.ContainsFunc(list, func(f diag.Finding) bool { return f.Severity == diag.Error })
}

// read goes through the page once.
func (p *page) read() {
	if !p.fragment {
		p.doctype()
	}
	for {
		switch p.scan.next() {
		case tokEnd:
			for fr := p.top(); fr != nil; fr = p.top() {
				p.report.at("html/nesting#open", fr.off, fr.end, string(fr.name))
				p.pop()
			}
			return
		case tokText:
			p.textRun()
		case tokRaw:
			p.raw()
		case tokOpen:
			p.open()
		case tokClose:
			p.close()
		default:
			p.other()
		}
	}
}

// doctype is how every page of the Strict profile begins.
const doctype = "<!doctype html>"

// doctype reads the first token, which must be the doctype.
func (p *page) doctype() {
	if bytes.HasPrefix(p.data, []byte(doctype)) {
		p.scan.pos = len(doctype)
		return
	}
	if p.rules.doctype != nil {
		if at := p.rules.doctype.FindIndex(p.data); at != nil {
			p.scan.pos = at[1]
			return
		}
	}
	p.report.at("html/doctype#missing", 0, min(len(p.data), 15))
	if len(p.data) > 9 && bytes.EqualFold(p.data[:9], []byte("<!doctype")) {
		p.scan.next() // it has been told of
	}
}

// other handles what is neither element nor text.
func (p *page) other() {
	t := &p.scan.tok
	body := p.data[t.start:t.end]
	switch t.kind {
	case tokComment:
		switch {
		case bytes.Contains(bytes.ToLower(body), []byte("[if")) || bytes.Contains(body, []byte("[endif")):
			p.report.at("html/comment#conditional", t.start, t.end)
		case !p.rules.lenient:
			p.report.at("html/comment#any", t.start, t.end)
		case t.odd != 0 || len(body) < 7 || !bytes.HasSuffix(body, []byte("-->")) || bytes.Contains(body[4:len(body)-3], []byte("--")) || bytes.HasPrefix(body, []byte("<!-->")) || bytes.HasPrefix(body, []byte("<!--->")):
			p.report.at("html/comment#odd", t.start, t.end)
		}
	case tokDoctype:
		p.report.at("html/doctype#again", t.start, t.end)
	case tokInstruction:
		p.report.at("html/markup#instruction", t.start, t.end)
	default:
		if bytes.HasPrefix(body, []byte("<![CDATA[")) {
			p.report.at("html/markup#cdata", t.start, t.end)
			return
		}
		p.report.at("html/markup#junk", t.start, t.end)
	}
}

// top is the open element, or nil outside of all.
func (p *page) top() *frame {
	if len(p.stack) == 0 {
		return nil
	}
	return &p.stack[len(p.stack)-1]
}

// inside returns the nearest open element with one of the names, or nil.
func (p *page) inside(names ...string) *frame {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if el := p.stack[i].el; el != nil && slices.Contains(names, el.name) {
			return &p.stack[i]
		}
	}
	return nil
}

// textRun checks a stretch of text.
func (p *page) textRun() {
	t := &p.scan.tok
	body := p.data[t.start:t.end]
	blank := isBlank(body)
	top := p.top()
	if blank {
		p.skeleton = append(p.skeleton, ' ')
		if top != nil && len(p.linkText) > 0 {
			p.linkText = append(p.linkText, ' ')
		}
		return
	}
	if i := bytes.IndexByte(body, '>'); i >= 0 {
		p.report.at("html/form#greater", t.start+i, t.start+i+1)
	}
	if t.odd&oddLess != 0 {
		i := bytes.IndexByte(body, '<')
		p.report.at("html/form#less", t.start+i, t.start+i+1)
	}
	if !p.holdsText(top) {
		off := t.start + len(body) - len(bytes.TrimLeft(body, " \n\t"))
		switch {
		case top != nil:
			p.report.at("html/nesting#text", off, off+1, string(top.name))
		case !p.fragment:
			p.report.at("html/nesting#outside", off, off+1)
		}
	}
	text := p.decode(t.start, t.end, false, &p.buf)
	letter := byte('x')
	if isBlank(text) { // white space by reference
		letter = ' '
	}
	p.skeleton = append(p.skeleton, letter)
	if top != nil && top.hidden {
		return
	}
	p.shown++
	if p.frame.link != nil {
		p.linkText = append(p.linkText, text...)
	}
}

func isBlank(b []byte) bool {
	for _, c := range b {
		if !isSpace(c) {
			return false
		}
	}
	return true
}

func (p *page) holdsText(top *frame) bool {
	if top == nil {
		return false
	}
	switch top.holds {
	case holdsFlow, holdsInline, holdsText, holdsRaw:
		return true
	}
	return top.el != nil && top.el.text
}

// raw checks the content of style, script or title.
func (p *page) raw() {
	t := &p.scan.tok
	top := p.top()
	if top == nil {
		return
	}
	body := p.data[t.start:t.end]
	if p.rules.lenient && top.el.name != "title" {
		p.signature.text = string(body)
		p.seen[p.signature.String()] = true
	}
	switch top.el.name {
	case "title":
		if i := bytes.IndexByte(body, '<'); i >= 0 {
			p.report.at("html/form#less", t.start+i, t.start+i+1)
		}
		p.title(t.start, t.end)
	case "style":
		p.spans = append(p.spans, [2]int{t.start, t.end})
		p.style(t.start, t.end)
	case "script":
		p.spans = append(p.spans, [2]int{t.start, t.end})
		p.script(t.start, t.end)
	}
	p.skeleton = append(p.skeleton, 'x')
}

// close handles an end tag.
func (p *page) close() {
	t := &p.scan.tok
	if t.odd&(oddUpper|oddEndTag|oddSpace|oddUnclosed) != 0 {
		p.report.at("html/form#endtag", t.start, t.end, string(t.name))
	}
	name := t.name
	if t.odd&oddUpper != 0 && (p.top() == nil || !p.top().svg) {
		name = bytes.ToLower(name)
	}
	if top := p.top(); top != nil && bytes.Equal(top.name, name) {
		p.pop()
		return
	}
	// Look for the element further up; not for ever, in hostile input.
	for i := len(p.stack) - 1; i >= 0 && i >= len(p.stack)-strictRules.maxDepth; i-- {
		if !bytes.EqualFold(p.stack[i].name, name) {
			continue
		}
		p.report.at("html/nesting#close", t.start, t.end, string(name), string(p.top().name))
		for len(p.stack) > i {
			p.pop()
		}
		return
	}
	p.report.at("html/nesting#stray", t.start, t.end, string(name))
}

// once counts what a page may have once only, and tells of any more.
func (p *page) once(what, check string) {
	if p.count[what]++; p.count[what] > 1 {
		p.report.at(check, p.scan.tok.start, p.scan.tok.end, what)
	}
}

// pop closes the open element and checks what can be known only now.
func (p *page) pop() {
	fr := p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	p.closePiece(&fr)
	p.closed(&fr)
}

// where is the line and column of an offset, counted on from the last one
// asked for.
func (p *page) where(off int) (line, col uint32) {
	if off < p.at {
		p.at, p.line, p.col = 0, 1, 1
	}
	seg := p.data[p.at:off]
	if n := bytes.Count(seg, []byte{'\n'}); n > 0 {
		p.line += n
		p.col = 1
		seg = seg[bytes.LastIndexByte(seg, '\n')+1:]
	}
	for _, c := range seg { // not utf8.RuneCount, which copies what is not all ASCII
		if utf8.RuneStart(c) {
			p.col++
		}
	}
	p.at = off
	return uint32(p.line), uint32(p.col)
}
