package booklet

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Split takes a finished guide that is one page apart into the parts of a book:
// the sections of its main element, whose ids are p1, p2 and so on. What the page
// has around them (the way out, for a browser) is no part of the book. Links from
// part to part lead from file to file; titles are those of the sections' own
// headings, which become the first level of their files.
func Split(page []byte) ([]Part, error) {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("read a guide: %w", err)
	}
	var parts []Part
	file := map[string]string{} // of each id
	whole := map[string]bool{}  // ids of parts
	for s := range doc.Descendants() {
		if s.DataAtom != atom.Section || id(s) != fmt.Sprint("p", len(parts)+1) {
			continue
		}
		p, err := part(s, Name(len(parts)), file)
		if err != nil {
			return nil, err
		}
		whole[id(s)] = true
		parts = append(parts, p)
	}
	for i, p := range parts {
		for n := range p.Body.body.Descendants() {
			if n.Type == html.ElementNode {
				lead(n, Name(i), file, whole)
			}
		}
	}
	if len(parts) == 0 {
		return nil, fmt.Errorf("a guide has no parts")
	}
	return parts, nil
}

// lead makes an element's link lead within the book, in whose file at it stands.
func lead(n *html.Node, at string, file map[string]string, whole map[string]bool) {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" })
	if i < 0 {
		return
	}
	a := &n.Attr[i]
	to, inside := strings.CutPrefix(a.Val, "#")
	switch {
	case slices.ContainsFunc(unlinked, func(s string) bool { return strings.HasPrefix(a.Val, s) }):
		rename(n, "b")
		n.Attr = slices.Delete(n.Attr, i, i+1)
	case !inside:
	case file[to] == "": // the way back to the top of the page
		a.Val = Name(0)
	case whole[to]: // the part itself
		a.Val = file[to]
	case file[to] != at:
		a.Val = file[to] + a.Val
	}
}

// unlinked are the beginnings of addresses that a book may not have links to: what
// may be sent to a number for texts is no address that the format knows (EPUBCheck,
// HTM-025). The number stays, as text.
var unlinked = []string{"sms:"}

// part makes a part of a section, and notes in which file its ids are.
func part(s *html.Node, name string, file map[string]string) (Part, error) {
	file[id(s)] = name
	title, up := "", 0
	for n := range s.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if i := id(n); i != "" {
			file[i] = name
		}
		if level := headingLevel(n); level > 0 && title == "" {
			title, up = words(n), level-1
		}
	}
	if title == "" {
		return Part{}, fmt.Errorf("%s of a guide has no heading", name)
	}
	for n := range s.Descendants() {
		if level := headingLevel(n); level > 0 {
			rename(n, fmt.Sprint("h", max(level-up, 1)))
		}
	}
	return Part{Title: title, Body: &Fragment{s}}, nil
}

func id(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "id" && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// words are what stands in an element.
func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
