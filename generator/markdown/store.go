package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// store hands out values of one type, many to an allocation, and takes all of
// them back when a page is done: the tree is gone then, and nothing else knows
// its nodes. The commonest nodes of a page come from stores; they are half of
// what goldmark would allocate.
type store[T any] struct {
	chunks [][]T
	chunk  int // the chunk in use
	used   int // how many of it are in use
}

const (
	chunkSize  = 64
	chunksKept = 16 // between pages; more are needed by very long ones only
)

// new returns a value as it was left by clean.
func (s *store[T]) new() *T {
	if s.chunk == len(s.chunks) {
		s.chunks = append(s.chunks, make([]T, chunkSize))
	}
	v := &s.chunks[s.chunk][s.used]
	if s.used++; s.used == chunkSize {
		s.chunk, s.used = s.chunk+1, 0
	}
	return v
}

// reset takes all values back. clean makes one as good as new.
func (s *store[T]) reset(clean func(*T)) {
	if len(s.chunks) > chunksKept {
		clear(s.chunks[chunksKept:])
		s.chunks = s.chunks[:chunksKept]
	}
	for i := range min(s.chunk+1, len(s.chunks)) {
		chunk := s.chunks[i]
		if i == s.chunk {
			chunk = chunk[:s.used]
		}
		for j := range chunk {
			clean(&chunk[j])
		}
	}
	s.chunk, s.used = 0, 0
}

// stores are the stores of a page.
type stores struct {
	texts      store[ast.Text]
	paragraphs store[ast.Paragraph]
	delimiters store[parser.Delimiter]
	emphases   store[ast.Emphasis]
}

func (s *stores) reset() {
	s.texts.reset(func(n *ast.Text) { *n = ast.Text{} })
	s.paragraphs.reset(func(n *ast.Paragraph) {
		lines := *n.Lines() // the room for its lines can be used again
		lines.SetSliced(0, 0)
		*n = ast.Paragraph{}
		n.SetLines(&lines)
	})
	s.delimiters.reset(func(n *parser.Delimiter) { *n = parser.Delimiter{} })
	s.emphases.reset(func(n *ast.Emphasis) { *n = ast.Emphasis{} })
}

// newText returns a text node.
func (p *page) newText(start, stop int) *ast.Text {
	t := p.stores.texts.new()
	t.Segment = text.NewSegment(start, stop)
	return t
}
