package audit

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// prove holds the page's skeleton against the tree that an HTML parser makes of
// it. What was proven before in the same place of another page is left out;
// the package comment says why that is as good.
func (p *page) prove() {
	if p.rules.lenient {
		p.proveSeen()
		return
	}
	reduced, fresh := p.reduce()
	whole := digest(sha256.Sum256(reduced))
	if p.auditor.proven.has(whole) {
		return // with all that is fresh to others that it was proven with
	}
	if _, _, ok := agree(reduced); ok {
		p.auditor.proven.add(append(fresh, whole))
		return
	}
	off, name, _ := agree(p.data)
	p.report.at("html/parse#different", off, off+1, name)
}

// piece is an element of the skeleton, which is the page with every text and
// value written as one letter. It need be proven only once, not on each page.
type piece struct {
	start, end int
	parent     int // index of the piece around it; -1 for head and body
	name       []byte
}

// openPiece remembers an element that is being opened inside top.
func (p *page) openPiece(fr, top *frame) {
	if p.rules.lenient {
		return
	}
	t := &p.scan.tok
	start, from := len(p.skeleton), t.start
	for _, at := range t.attrs {
		if at.valStart < at.valEnd {
			p.skeleton = append(append(p.skeleton, p.data[from:at.valStart]...), 'x')
			from = at.valEnd
		}
	}
	p.skeleton = append(p.skeleton, p.data[from:t.end]...)
	if top == nil {
		return
	}
	fr.piece = len(p.pieces)
	p.pieces = append(p.pieces, piece{start: start, end: len(p.skeleton), parent: top.piece, name: fr.name})
}

// closePiece notes where the element that is being closed ends.
func (p *page) closePiece(fr *frame) {
	t := &p.scan.tok
	p.skeleton = append(p.skeleton, p.data[t.start:t.end]...)
	if fr.piece >= 0 {
		p.pieces[fr.piece].end = len(p.skeleton)
	}
}

// reduce returns the skeleton without the pieces that have been proven, and
// the digests of those that have not.
func (p *page) reduce() (reduced []byte, fresh []digest) {
	reduced, from := append(p.reduced[:0], doctype...), 0
	fresh = p.fresh[:0]
	for i := range p.pieces {
		c := &p.pieces[i]
		if c.parent < 0 || c.start < from {
			continue
		}
		d := p.digest(c)
		if !p.auditor.proven.has(d) {
			fresh = append(fresh, d)
			continue
		}
		reduced = append(reduced, p.skeleton[from:c.start]...)
		from = c.end
	}
	p.reduced, p.fresh = append(reduced, p.skeleton[from:]...), fresh
	return p.reduced, fresh
}

// digest stands for the bytes of a piece and the names of the elements around
// it, which are all that a parser's reading of it depends on.
type digest [sha256.Size]byte

func (p *page) digest(c *piece) digest {
	b := p.buf2[:0]
	for i := c.parent; i >= 0; i = p.pieces[i].parent {
		b = append(append(b, p.pieces[i].name...), '<')
	}
	p.buf2 = append(b, p.skeleton[c.start:c.end]...)
	return sha256.Sum256(p.buf2)
}

// provenPieces remembers digests, the recent ones of a large site. Which ones
// it has forgotten changes what a proof costs and nothing else.
type provenPieces struct {
	mu          sync.Mutex
	recent, old map[digest]bool
}

// provenLimit is how many digests each half remembers.
const provenLimit = 1 << 12

func (m *provenPieces) has(d digest) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.recent[d] && m.old[d] {
		m.put(d)
	}
	return m.recent[d]
}

func (m *provenPieces) add(list []digest) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, d := range list {
		m.put(d)
	}
}

func (m *provenPieces) put(d digest) {
	if len(m.recent) >= provenLimit || m.recent == nil {
		m.old, m.recent = m.recent, map[digest]bool{}
	}
	m.recent[d] = true
}

// agree parses a page of the Strict profile and compares the tree with the
// nesting of the tags, node for node. At the first difference it returns its
// place and what stands there.
func agree(src []byte) (off int, name string, ok bool) {
	root, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		return 0, err.Error(), false
	}
	f := follower{report: report{rules: strictRules, data: src}, scan: scanner{src: src, pos: len(doctype)}}
	f.next()
	ok = f.children(root, false) && f.scan.tok.kind == tokEnd && len(f.list) == 0
	return f.scan.tok.start, f.name, ok
}

// follower goes through a tree and the tokens side by side.
type follower struct {
	report
	scan scanner
	name string // of the node where they part
	buf  []byte
}

// next goes to the next token that is not white space alone.
func (f *follower) next() {
	for {
		switch k := f.scan.next(); {
		case k == tokText && isBlank(f.decoded()), k == tokRaw && isBlank(f.token()):
		default:
			return
		}
	}
}

func (f *follower) token() []byte { return f.data[f.scan.tok.start:f.scan.tok.end] }

func (f *follower) decoded() []byte {
	return f.decode(f.scan.tok.start, f.scan.tok.end, false, &f.buf)
}

func (f *follower) children(n *html.Node, svg bool) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !f.node(c, svg) {
			return false
		}
	}
	return true
}

// node compares one node, and what is in it, with the tokens from here on.
func (f *follower) node(n *html.Node, svg bool) bool {
	f.name = n.Data
	switch n.Type {
	case html.DoctypeNode:
		return n.Parent.Type == html.DocumentNode
	case html.TextNode:
		return f.text(n)
	case html.ElementNode:
	default:
		return false
	}
	t := &f.scan.tok
	svg = svg || n.Data == "svg"
	if t.kind != tokOpen || string(t.name) != n.Data || (n.Namespace == "svg") != svg || !f.attributes(n) {
		return false
	}
	empty := t.self
	if el := strictRules.html[n.Data]; el != nil && !svg {
		empty, f.scan.raw = el.void, el.raw
	}
	f.next()
	if !f.children(n, svg) {
		return false
	}
	f.name = n.Data
	if empty {
		return n.FirstChild == nil
	}
	if t.kind != tokClose || string(t.name) != n.Data {
		return false
	}
	f.next()
	return true
}

// attributes compares them by name: parsers sort some.
func (f *follower) attributes(n *html.Node) bool {
	attrs := f.scan.tok.attrs
	for _, a := range n.Attr {
		i := slices.IndexFunc(attrs, func(at attr) bool { return string(at.name) == a.Key })
		if i < 0 || a.Namespace != "" || a.Val != string(f.decode(attrs[i].valStart, attrs[i].valEnd, false, &f.buf)) {
			return false
		}
	}
	return len(attrs) == len(n.Attr)
}

func (f *follower) text(n *html.Node) bool {
	if strings.Trim(n.Data, " \n\t") == "" {
		return true // where parsers leave white space is of no account
	}
	t := &f.scan.tok
	if t.kind != tokText && t.kind != tokRaw {
		return false
	}
	text := f.token()
	if t.kind == tokText || n.Parent.Data == "title" {
		text = f.decoded()
	}
	if n.Parent.Data == "pre" && n.PrevSibling == nil {
		text = bytes.TrimPrefix(text, []byte{'\n'})
	}
	if string(text) != n.Data {
		return false
	}
	f.next()
	return true
}

// proveSeen holds a page of the General profile against the tree. A parser may
// leave tags out there, close them, and rebuild formatting elements, so each
// element of the tree must be one that the pass has seen and checked, or one
// without attributes that HTML implies.
func (p *page) proveSeen() {
	root, err := html.Parse(bytes.NewReader(p.data))
	if err != nil {
		p.report.at("html/parse#different", 0, 1, err.Error())
		return
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && !p.sawNode(n) {
			p.report.at("html/parse#different", 0, 1, n.Data)
			return
		}
	}
}

// implied are the elements that HTML adds where their tags are left out.
var implied = map[string]bool{"html": true, "head": true, "body": true, "tbody": true, "tr": true, "colgroup": true, "p": true}

func (p *page) sawNode(n *html.Node) bool {
	if len(n.Attr) == 0 && n.Namespace == "" && implied[n.Data] {
		return true
	}
	s := signature{svg: n.Namespace == "svg", name: n.Data}
	for _, a := range n.Attr {
		name := a.Key
		if a.Namespace != "" {
			name = a.Namespace + ":" + a.Key
		}
		s.attribute(name, a.Val)
	}
	if n.Namespace == "" && (n.Data == "style" || n.Data == "script") && n.FirstChild != nil {
		s.text = n.FirstChild.Data
	}
	return p.seen[s.String()]
}

// signature is an element's name and attributes, and the content of a style or
// script.
type signature struct {
	svg        bool
	name, text string
	attrs      []string
}

func (s *signature) attribute(name, value string) { s.attrs = append(s.attrs, name+"="+value) }

// String joins the parts by what no UTF-8 text holds. The order of attributes
// does not matter, and parsers make line feeds of carriage returns.
func (s *signature) String() string {
	slices.Sort(s.attrs)
	all := fmt.Sprint(s.svg, "\xFF", s.name, "\xFF", s.text, "\xFF", strings.Join(s.attrs, "\xFF"))
	return strings.ReplaceAll(all, "\r", "")
}
