package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// codeSpans stands in front of goldmark's parser of code spans, which looks
// through the rest of the block for each run of backticks that nothing closes.
// The block is looked through once, at its first run: a run can only be closed
// by a later one of its length.
type codeSpans struct{ parser.InlineParser }

// ticks says where the last run of backticks of each length starts in a block.
type ticks struct {
	block ast.Node
	last  map[int]int
}

func (c codeSpans) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	p := pageOf(pc)
	line, seg := block.PeekLine()
	n := past(line, 0, "`")
	if p.ticks.block != parent {
		p.ticks = ticks{parent, lastTicks(block)}
	}
	if p.ticks.last[n] > seg.Start {
		return c.InlineParser.Parse(parent, block, pc)
	}
	block.Advance(n)
	return ast.NewTextSegment(seg.WithStop(seg.Start + n))
}

// lastTicks looks through the rest of a block.
func lastTicks(block text.Reader) map[int]int {
	last := map[int]int{}
	line, at := block.Position()
	for {
		text, seg := block.PeekLine()
		if text == nil {
			break
		}
		for i := 0; i < len(text); i++ {
			if text[i] == '`' {
				end := past(text, i, "`")
				last[end-i] = seg.Start + i
				i = end
			}
		}
		block.AdvanceLine()
	}
	block.SetPosition(line, at)
	return last
}
