package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// blocks writes the blocks in n.
func (p *page) blocks(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.writeBlock(c)
	}
}

// inside writes the blocks in n between two tags.
func (p *page) inside(open string, n ast.Node, end string) {
	p.out = append(p.out, open...)
	p.blocks(n)
	p.out = append(p.out, end...)
}

// words writes the inlines of n between two tags, as a block of text.
func (p *page) words(open string, n ast.Node, end string) {
	from := len(p.txt)
	p.out = append(p.out, open...)
	p.prev, p.inner = 0, false
	p.inlines(n)
	p.out = append(p.out, end...)
	p.line(kindOf(n), from)
}

func (p *page) writeBlock(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		p.notTable(n)
		p.paragraphSlips(n)
		p.words("<p>", n, "</p>\n")
	case *ast.TextBlock:
		p.notTable(n)
		p.paragraphSlips(n)
		p.words("", n, "")
		if n.NextSibling() != nil && n.FirstChild() != nil {
			p.out = append(p.out, '\n')
		}
	case *ast.Heading:
		p.heading(n)
	case *ast.List:
		p.list(n)
	case *ast.ListItem:
		open := "<li>"
		if c := n.FirstChild(); c != nil && c.Kind() != ast.KindTextBlock {
			open = "<li>\n"
		}
		p.inside(open, n, "</li>\n")
	case *ast.Blockquote:
		p.alert(n)
		p.quotes++
		p.inside("<blockquote>\n", n, "</blockquote>\n")
		p.quotes--
	case *ast.ThematicBreak:
		p.out = append(p.out, "<hr>\n"...)
	case *ast.CodeBlock:
		p.codeSlip(n)
		p.code("<pre><code>", n)
	case *ast.FencedCodeBlock:
		p.fencedCode(n)
	case *ast.HTMLBlock:
		p.htmlBlock(n)
	case *container:
		form := Block
		if n.leaf {
			form = Leaf
		}
		p.component(&n.opening, form, n)
	case *east.Table:
		p.table(n)
	case *east.DefinitionList:
		p.inside("<dl>\n", n, "</dl>\n")
	case *east.DefinitionTerm:
		p.words("<dt>", n, "</dt>\n")
	case *east.DefinitionDescription:
		open := "<dd>\n"
		if n.IsTight {
			open = "<dd>"
		}
		p.inside(open, n, "</dd>\n")
	}
	// The others leave no trace where they stand: labels, footnotes,
	// definitions of references.
}

func (p *page) list(n *ast.List) {
	p.listSlips(n)
	if !n.IsOrdered() {
		p.inside("<ul>\n", n, "</ul>\n")
		return
	}
	open := "<ol>\n"
	if n.Start != 1 {
		open = `<ol start="` + strconv.Itoa(n.Start) + "\">\n"
	}
	p.inside(open, n, "</ol>\n")
}

// code writes a block of code. It is not part of the plain text.
func (p *page) code(open string, n ast.Node) {
	p.out = append(p.out, open...)
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		p.out = appendEscaped(p.out, seg.Value(p.body))
	}
	p.out = append(p.out, "</code></pre>\n"...)
}

func (p *page) fencedCode(n *ast.FencedCodeBlock) {
	lang := n.Language(p.body)
	if lang == nil {
		p.code("<pre><code>", n)
		return
	}
	p.out = append(p.out, `<pre><code class="language-`...)
	p.attribute(lang, p.offset(lang))
	p.code(`">`, n)
}

// attribute writes text as the value of an attribute: with escapes and
// character references undone, without typography, and not into the plain text.
// at is where it stands in the body, or -1.
func (p *page) attribute(value []byte, at int) {
	lang, prev, end := p.lang, p.prev, len(p.txt)
	p.lang = nil
	p.write(value, at, nil)
	p.lang, p.prev = lang, prev
	p.cut(end)
}

// insert puts b into the HTML at an earlier place.
func (p *page) insert(at int, b []byte) {
	end := len(p.out)
	p.out = append(p.out, b...)
	copy(p.out[at+len(b):], p.out[at:end])
	copy(p.out[at:], b)
}

// inlines writes what is in n, a block of text or a mark in one.
func (p *page) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch n := c.(type) {
		case *ast.Text:
			c = p.run(n)
		case *ast.Emphasis:
			open, end := "<em>", "</em>"
			if n.Level == 2 {
				open, end = "<strong>", "</strong>"
			}
			p.out = append(p.out, open...)
			p.inlines(n)
			p.out = append(p.out, end...)
		case *ast.Link:
			p.link(n)
		case *ast.Image:
			p.image(n)
		case *ast.CodeSpan:
			p.codeSpan(n)
		case *ast.AutoLink:
			p.autoLink(n)
		case *ast.RawHTML:
			seg := n.Segments.At(0)
			p.rawHTML(seg.Start, n.Segments.At(n.Segments.Len()-1).Stop)
		case *inline:
			p.component(&n.opening, Inline, nil)
		case *footnoteMark:
			p.footnoteMark(n)
		}
	}
}

// run writes a text node and the text nodes that continue it, so that nothing
// that goldmark has cut them at comes between two characters. It returns the
// last one.
func (p *page) run(t *ast.Text) ast.Node {
	seg := t.Segment
	last := t
	for !last.SoftLineBreak() && !last.HardLineBreak() {
		next, ok := last.NextSibling().(*ast.Text)
		if !ok || next.Segment.Start != seg.Stop || next.Segment.Padding != 0 || next.IsRaw() != t.IsRaw() {
			break
		}
		last, seg.Stop = next, next.Segment.Stop
	}
	p.from(seg.Start, false)
	for range seg.Padding {
		p.out, p.txt, p.prev = append(p.out, ' '), append(p.txt, ' '), ' '
	}
	text := p.body[seg.Start:seg.Stop]
	p.inRun(text, seg.Start)
	p.marksShown(text, seg.Start)
	p.write(text, seg.Start, last)
	switch {
	case last.HardLineBreak():
		p.out, p.txt, p.prev = append(p.out, "<br>\n"...), append(p.txt, '\n'), '\n'
	case last.SoftLineBreak():
		p.out, p.txt, p.prev = append(p.out, '\n'), append(p.txt, ' '), '\n'
	}
	return last
}

func (p *page) codeSpan(n *ast.CodeSpan) {
	p.out = append(p.out, "<code>"...)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		seg := c.(*ast.Text).Segment
		value := seg.Value(p.body)
		broken := bytes.HasSuffix(value, []byte("\n"))
		value = bytes.TrimSuffix(value, []byte("\n"))
		if p.inTable { // a bar in a cell is escaped even in code
			value = bytes.ReplaceAll(value, []byte(`\|`), []byte("|"))
		}
		p.from(seg.Start, false)
		p.out, p.txt = appendEscaped(p.out, value), append(p.txt, value...)
		if broken {
			p.out, p.txt = append(p.out, ' '), append(p.txt, ' ')
		}
	}
	p.out = append(p.out, "</code>"...)
	p.prev = 'x'
}

// appendEscaped appends s with what has a meaning in HTML escaped.
func appendEscaped[T string | []byte](b []byte, s T) []byte {
	n := 0
	for i := range len(s) {
		if escaped := util.EscapeHTMLByte(s[i]); escaped != nil {
			b, n = append(append(b, s[n:i]...), escaped...), i+1
		}
	}
	return append(b, s[n:]...)
}
