package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// openAt opens a block and notes where it starts if its Pos will be wrong:
// goldmark counts the columns of a tab that it has cut in two as if they were
// bytes.
func openAt(b parser.BlockParser, parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, seg := reader.PeekLine()
	offset := pc.BlockOffset()
	n, state := b.Open(parent, reader, pc)
	if n != nil && seg.Padding > 0 {
		p := pageOf(pc)
		if p.moved == nil {
			p.moved = map[ast.Node]int{}
		}
		p.moved[n] = seg.Start + max(0, offset-seg.Padding)
	}
	return n, state
}

// located notes where the blocks of a parser start.
type located struct{ parser.BlockParser }

func (l located) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	return openAt(l.BlockParser, parent, reader, pc)
}

// at returns where a node starts in the body.
func (p *page) at(n ast.Node) int {
	at, ok := p.moved[n]
	if !ok {
		at = n.Pos()
	}
	return max(0, min(at, len(p.body)))
}
