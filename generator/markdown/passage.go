package markdown

import (
	"sort"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"sotto/generator/site"
)

// PassageKind is what an author made of a block of text.
type PassageKind int

// The kinds of blocks.
const (
	Paragraph PassageKind = iota
	Title                 // a heading
	Item                  // an entry of a list
	Cell                  // of a table
	Term                  // what a definition list defines
	Label                 // the words in a directive's square brackets, on a line of its own
)

// Passage is one block of the page's text: a paragraph, a heading, an entry of a
// list, a cell. It ends where the reader sees it end.
type Passage struct {
	Kind PassageKind
	// Start and End are its bytes of Document.Text, without the line's end.
	Start, End int
	// Lang is the language of its text, or "" when that is none of the site's.
	Lang site.Lang
	// Quoted says that it stands in a quotation ("> …"), Note in a footnote.
	Quoted, Note bool
	// Within is the innermost block directive it stands in, as an index of
	// Document.Directives; -1 for none. A directive's own label is within it.
	Within int
}

// Foreign is a stretch of text within a passage that is in another language.
type Foreign struct {
	Start, End int // bytes of Document.Text
	Lang       site.Lang
}

// Origin says where a stretch of Document.Text comes from, up to the next one.
type Origin struct {
	Text   int // its first byte in Document.Text
	Source int // its first byte in the file
	// Made is text that a component made: all of it comes from one place.
	Made bool
}

// Source returns the byte of the file that byte i of Text comes from: of what a
// directive in a sentence says, where the directive begins.
func (d *Document) Source(i int) int {
	n := sort.Search(len(d.Origins), func(n int) bool { return d.Origins[n].Text > i }) - 1
	switch {
	case n < 0:
		return d.Start
	case d.Origins[n].Made:
		return d.Origins[n].Source
	}
	return d.Origins[n].Source + i - d.Origins[n].Text
}

// MadeAt says whether a component has made byte i of Text.
func (d *Document) MadeAt(i int) bool {
	n := sort.Search(len(d.Origins), func(n int) bool { return d.Origins[n].Text > i }) - 1
	return n >= 0 && d.Origins[n].Made
}

// from notes that the plain text goes on with byte at of the body.
func (p *page) from(at int, made bool) {
	next := Origin{len(p.txt), p.base + at, made}
	if last := len(p.origins) - 1; last >= 0 {
		switch was := p.origins[last]; {
		case was.Text == next.Text:
			p.origins[last] = next
			return
		case !was.Made && !made && next.Source-was.Source == next.Text-was.Text:
			return
		}
	}
	p.origins = append(p.origins, next)
}

// cut takes the plain text back to an earlier length.
func (p *page) cut(length int) {
	p.txt = p.txt[:length]
	n := len(p.origins)
	for n > 0 && p.origins[n-1].Text >= length {
		n--
	}
	p.origins = p.origins[:n]
}

// line ends a line of the plain text, and with it a block that began at from.
func (p *page) line(kind PassageKind, from int) {
	if end := len(p.txt); end > from {
		p.passages = append(p.passages, Passage{Kind: kind, Start: from, End: end, Lang: codeOf(p.lang),
			Quoted: p.quotes > 0, Note: p.inNote, Within: p.within - 1})
	}
	p.txt = endLine(p.txt)
}

// codeOf is a language's code, or "".
func codeOf(l *site.Language) site.Lang {
	if l == nil {
		return ""
	}
	return l.Code
}

// kindOf is the kind of a block of text.
func kindOf(n ast.Node) PassageKind {
	switch n.Kind() {
	case east.KindTableCell:
		return Cell
	case east.KindDefinitionTerm:
		return Term
	}
	if n.Parent() != nil && n.Parent().Kind() == ast.KindListItem {
		return Item
	}
	return Paragraph
}
