package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// codeSpans stands in front of the parser of code spans and sends it only
// openers that have a closer: a run of as many backticks, later in the block.
// Alone it would search the rest of the block for every opener that has none,
// which takes the power 1.5 of the block's length.
type codeSpans struct{ parser.InlineParser }

func (c codeSpans) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	p := pageOf(pc)
	p.enter(parent)
	if !p.ticked {
		p.countTicks(parent.Lines())
	}
	line, seg := block.PeekLine()
	n := 0
	for n < len(line) && line[n] == '`' {
		n++
	}
	if n < len(p.ticks) && p.ticks[n] >= seg.Start+n {
		return c.InlineParser.Parse(parent, block, pc)
	}
	block.Advance(n)
	return p.newText(seg.Start, seg.Start+n)
}

// countTicks finds, for each length, where the last run of so many backticks
// starts.
func (p *page) countTicks(lines *text.Segments) {
	p.ticks, p.ticked = p.ticks[:0], true
	for i := range lines.Len() {
		seg := lines.At(i)
		for at := seg.Start; at < seg.Stop; at++ {
			if p.body[at] != '`' {
				continue
			}
			start := at
			for at < seg.Stop && p.body[at] == '`' {
				at++
			}
			for at-start >= len(p.ticks) {
				p.ticks = append(p.ticks, -1)
			}
			p.ticks[at-start] = start
		}
	}
}
