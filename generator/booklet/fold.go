package booklet

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Fragment is a piece of a page, taken apart. It is what the bytes say that
// [Fold] was given: the room markdown writes every tag out, so no parser has to
// guess.
type Fragment struct {
	body *html.Node // whose children it is
}

// Folding says what becomes of a fragment.
type Folding struct {
	// Prefix stands before every id in it.
	Prefix string
	// Frame are the ids of what stands around the parts: they are none of the
	// fragment, and a link to one leads there from every part.
	Frame []string
	// Down is by how many levels its headings go down; none goes below h6.
	Down int
	// Link says where an address leads from within the booklet; "" takes the
	// link away and leaves its words. Addresses on the fragment itself ("#way")
	// are not asked for.
	Link func(href string) string
}

// references are the attributes that hold ids.
var references = []string{"aria-labelledby", "aria-describedby", "aria-controls", "headers", "for"}

// Fold makes a fragment of a page's HTML. What a reader would have to open is
// open: paper has no hands, and many readers of books do not know how. Only where
// the details of a service come from is left out of its card: one guide shows a
// card in many parts, and its page on the web has the same.
func Fold(source string, f Folding) (*Fragment, error) {
	if err := nested(source); err != nil {
		return nil, err
	}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(source), body)
	if err != nil {
		return nil, fmt.Errorf("read a part of a booklet: %w", err)
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	f.children(body)
	return &Fragment{body}, nil
}

func (f *Folding) children(parent *html.Node) {
	for n := parent.FirstChild; n != nil; {
		next := n.NextSibling
		if n.Type == html.ElementNode {
			f.children(n)
			f.element(n)
		}
		n = next
	}
}

// element changes one element, whose children have been seen to.
func (f *Folding) element(n *html.Node) {
	if level := headingLevel(n); level > 0 {
		rename(n, fmt.Sprint("h", min(level+f.Down, 6)))
	}
	switch n.DataAtom {
	case atom.Details:
		if hasClass(n.Parent, "card") {
			n.Parent.RemoveChild(n)
			return
		}
		rename(n, "div")
	case atom.Summary:
		rename(n, "p")
		class(n, "label")
	}
	for i := range n.Attr {
		a := &n.Attr[i]
		switch {
		case a.Namespace != "":
		case a.Key == "id":
			a.Val = f.Prefix + a.Val
		case slices.Contains(references, a.Key):
			ids := strings.Fields(a.Val)
			for i := range ids {
				ids[i] = f.Prefix + ids[i]
			}
			a.Val = strings.Join(ids, " ")
		case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
			if !slices.Contains(f.Frame, a.Val[1:]) {
				a.Val = "#" + f.Prefix + a.Val[1:]
			}
		case a.Key == "href":
			if a.Val = f.Link(a.Val); a.Val == "" {
				unwrap(n)
				return
			}
		}
	}
}

// headingLevel is 1 for h1 and 0 for what is no heading.
func headingLevel(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if n.Namespace == "" {
			return int(n.Data[1] - '0')
		}
	}
	return 0
}

func rename(n *html.Node, name string) { n.Data, n.DataAtom = name, atom.Lookup([]byte(name)) }

// hasClass reports whether an element has a class.
func hasClass(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == "class" && slices.Contains(strings.Fields(a.Val), name) {
			return true
		}
	}
	return false
}

// class adds a class.
func class(n *html.Node, name string) {
	for i := range n.Attr {
		if n.Attr[i].Key == "class" {
			n.Attr[i].Val += " " + name
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: "class", Val: name})
}

// unwrap puts an element's children in its place.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}
