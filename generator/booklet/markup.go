package booklet

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// empty are the elements of HTML that have no end tag.
var empty = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// spaces are the namespaces of what may stand in a page that is not HTML.
var spaces = map[string]string{"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}

var (
	textual   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	attribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
)

// HTML is the fragment as a page of the site holds it.
func (f *Fragment) HTML() string { return f.write(false) }

// XHTML is the fragment as XML.
func (f *Fragment) XHTML() string { return f.write(true) }

// Draws reports whether there is a drawing in it.
func (f *Fragment) Draws() bool { return draws(f.body) }

func draws(n *html.Node) bool {
	for c := range n.ChildNodes() {
		if c.Namespace == "svg" || draws(c) {
			return true
		}
	}
	return false
}

func (f *Fragment) write(xml bool) string {
	var b strings.Builder
	for c := range f.body.ChildNodes() {
		write(&b, c, xml)
	}
	return b.String()
}

// write writes a node in the plainest form: each tag written out, attributes in
// double quotes, and references only where they are needed.
func write(b *strings.Builder, n *html.Node, xml bool) {
	switch n.Type {
	case html.TextNode:
		textual.WriteString(b, plain(n.Data, xml))
	case html.ElementNode:
		b.WriteString("<" + n.Data)
		if space := spaces[n.Namespace]; xml && space != "" && n.Parent.Namespace != n.Namespace {
			b.WriteString(` xmlns="` + space + `"`)
		}
		for _, a := range n.Attr {
			if a.Key == "xmlns" {
				continue
			}
			key := a.Key
			if a.Namespace != "" {
				key = a.Namespace + ":" + key
			}
			if xml && key == "lang" { // both, as EPUB asks
				b.WriteString(` xml:lang="` + attribute.Replace(plain(a.Val, xml)) + `"`)
			}
			b.WriteString(" " + key + `="` + attribute.Replace(plain(a.Val, xml)) + `"`)
		}
		switch {
		case n.Namespace == "" && slices.Contains(empty, n.Data):
			if xml {
				b.WriteString("/")
			}
			b.WriteString(">")
			return
		case xml && n.Namespace != "" && n.FirstChild == nil:
			b.WriteString("/>")
			return
		}
		b.WriteString(">")
		for c := range n.ChildNodes() {
			write(b, c, xml)
		}
		b.WriteString("</" + n.Data + ">")
	}
}

// plain leaves out what XML cannot hold (XML 1.0, section 2.2).
func plain(s string, xml bool) string {
	if !xml {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r < 0xfffe || r > 0xffff {
			return r
		}
		return -1
	}, strings.ToValidUTF8(s, "\ufffd"))
}
