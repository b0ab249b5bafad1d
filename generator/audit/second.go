package audit

import (
	"bytes"

	"golang.org/x/net/html"
)

// seen is an element as the pass saw it: a hash of its name, its attributes,
// its depth (in the Strict profile), and the text of a style or script.
type seen struct {
	hash uint64
	off  int
}

// FNV-1a, 64 bits.
const (
	fnvStart = 14695981039346656037
	fnvPrime = 1099511628211
)

func hashBytes(h uint64, b []byte) uint64 {
	for _, c := range b {
		if c != '\r' { // parsers turn both kinds of line ending into one
			h = (h ^ uint64(c)) * fnvPrime
		}
	}
	return (h ^ 0xFF) * fnvPrime // 0xFF is in no UTF-8 text: it ends the part
}

func hashElement(svg bool, name []byte, depth int) uint64 {
	h := uint64(fnvStart)
	if svg {
		h ^= 1
	}
	h = hashBytes(h, name)
	return (h ^ uint64(depth)) * fnvPrime
}

// hashAttribute adds an attribute; in which order they come does not matter.
func hashAttribute(h uint64, name, value []byte) uint64 {
	return h + hashBytes(hashBytes(fnvStart, name), value)
}

// secondOpinion parses the page with another parser, with scripting on and
// off, and writes and parses it once more, and holds what it finds against
// what the pass saw.
//
// In the Strict profile the trees must be what the pass saw, element for
// element and at the same depth. In the General profile a parser may leave
// tags out, close them, and rebuild formatting elements, so each element of
// each tree must be one that the pass has seen and checked, or one without
// attributes that HTML implies.
func (p *page) secondOpinion() {
	first, ok := p.opinion(p.data, true)
	if !ok {
		return
	}
	if _, ok := p.opinion(p.data, false); !ok {
		return
	}
	var b bytes.Buffer
	if err := html.Render(&b, first); err != nil {
		p.report.at("html/parse#roundtrip", 0, 0)
		return
	}
	p.opinion(b.Bytes(), true)
}

// opinion parses data and compares the tree. It reports false when it has
// raised something.
func (p *page) opinion(data []byte, scripting bool) (*html.Node, bool) {
	root, err := html.ParseWithOptions(bytes.NewReader(data), html.ParseOptionEnableScripting(scripting))
	if err != nil {
		p.report.at("html/parse#failed", 0, 0, err.Error())
		return nil, false
	}
	w := walker{page: p, strict: !p.general()}
	if !w.strict {
		w.known = make(map[uint64]bool, len(p.seen))
		for _, s := range p.seen {
			w.known[s.hash] = true
		}
	}
	w.walk(root, -1)
	if w.bad == nil && w.strict && w.next != len(p.seen) {
		p.report.at("html/parse#lost", p.seen[w.next].off, p.seen[w.next].off+1)
		return root, false
	}
	if w.bad != nil {
		off := 0
		if w.strict && w.next < len(p.seen) {
			off = p.seen[w.next].off
		}
		p.report.at("html/parse#different", off, off+1, w.bad.Data)
		return root, false
	}
	return root, true
}

type walker struct {
	page   *page
	strict bool
	next   int             // strict: the element of page.seen to come
	known  map[uint64]bool // general
	bad    *html.Node
}

// implied are the elements that HTML adds where their tags are left out.
var implied = map[string]bool{"html": true, "head": true, "body": true, "tbody": true, "tr": true, "colgroup": true, "p": true}

func (w *walker) walk(n *html.Node, depth int) {
	if n.Type == html.ElementNode && !w.agrees(n, depth) {
		w.bad = n
	}
	for c := n.FirstChild; c != nil && w.bad == nil; c = c.NextSibling {
		w.walk(c, depth+1)
	}
}

// agrees reports whether an element of the tree is what the pass saw.
func (w *walker) agrees(n *html.Node, depth int) bool {
	if !w.strict {
		if len(n.Attr) == 0 && n.Namespace == "" && implied[n.Data] {
			return true
		}
		return w.known[hashNode(n, 0)]
	}
	if w.next >= len(w.page.seen) || w.page.seen[w.next].hash != hashNode(n, depth) {
		return false
	}
	w.next++
	return true
}

// hashNode is the hash of a node as the pass would have worked it out.
func hashNode(n *html.Node, depth int) uint64 {
	h := hashElement(n.Namespace == "svg", []byte(n.Data), depth)
	for _, a := range n.Attr {
		name := a.Key
		if a.Namespace != "" {
			name = a.Namespace + ":" + a.Key
		}
		h = hashAttribute(h, []byte(name), []byte(a.Val))
	}
	if n.Namespace == "" && (n.Data == "style" || n.Data == "script") && n.FirstChild != nil {
		h = hashBytes(h, []byte(n.FirstChild.Data))
	}
	return h
}
