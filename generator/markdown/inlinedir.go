package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// inline is a directive in text: ":name[label]{key=value}".
type inline struct {
	span
	opening
}

// inlineDirectives parses directives in text. A colon is a directive only when
// a name and a bracket or brace follow: "10:30", "note: x" and "a:b" are text.
type inlineDirectives struct{}

// Trigger is the colon that every directive starts with.
func (inlineDirectives) Trigger() []byte { return []byte{':'} }

func (inlineDirectives) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	p := pageOf(pc)
	colons := past(line, 0, ":")
	end := nameEnd(line, colons)
	if colons > 1 {
		p.misplaced(line, seg, colons, end)
		block.Advance(end)
		return newText(seg.Start, seg.Start+end)
	}
	if end == 1 {
		return nil
	}
	name := string(line[1:end])
	spec := p.spec(name, Inline)
	afterWord := seg.Start > 0 && isWordByte(p.body[seg.Start-1])
	if end == len(line) || line[end] != '[' && line[end] != '{' {
		if spec != nil && spec.Form == Inline && !afterWord && (end == len(line) || line[end] != ':') {
			p.fail(seg.Start, seg.Start+end, "directive/syntax", "this directive has no label", "write "+spec.String()+"; for a plain colon write \\:")
		}
		return nil
	}
	if spec == nil && afterWord {
		return nil // a[b] after a colon, in the middle of a word
	}
	n := &inline{opening: opening{start: seg.Start, colons: 1, name: name, nameAt: seg.Start + 1}}
	p.scan(&n.opening, line, seg.Start, end)
	n.SetPos(seg.Start)
	// The document's walk over its blocks comes past the end of the list
	// later, and parses the inlines of the label then.
	n.makeLabel(parent.OwnerDocument())
	block.Advance(n.end - seg.Start)
	return n
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// isWordByte says whether a byte is part of a word; all of a letter beyond
// ASCII counts.
func isWordByte(c byte) bool { return isLetter(c) || isDigit(c) || c >= 0x80 }

// misplaced reports a block or leaf directive, or a line of colons, in the
// middle of text.
func (p *page) misplaced(line []byte, seg text.Segment, colons, end int) {
	rest := strings.TrimRight(string(line[colons:min(len(line), colons+maxLabel)]), " \t\r\n")
	switch {
	case rest == "" && colons > 2:
		p.fail(seg.Start, seg.Start+colons, "directive/stray", "these colons are part of the text before them", "to close a directive, put them on a line of their own, as far in as its opening")
	case end > colons && p.spec(string(line[colons:end])) != nil:
		p.fail(seg.Start, seg.Start+end, "directive/syntax", "this directive stands in the middle of text", "put it on a line of its own, with at most three spaces before it")
	}
}
