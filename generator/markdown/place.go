package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// located notes where the blocks of a parser start when their Pos will be
// wrong: goldmark counts the columns of a tab that it has cut in two as if they
// were bytes.
type located struct{ parser.BlockParser }

func (l located) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, seg := reader.PeekLine()
	offset := pc.BlockOffset()
	n, state := l.BlockParser.Open(parent, reader, pc)
	if n != nil && seg.Padding > 0 {
		pageOf(pc).moved[n] = seg.Start + max(0, offset-seg.Padding)
	}
	return n, state
}

// at returns where a node starts in the body.
func (p *page) at(n ast.Node) int {
	at, ok := p.moved[n]
	if !ok {
		at = n.Pos()
	}
	return max(0, min(at, len(p.body)))
}
