package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The limits. goldmark takes more than linear time over some input that no
// person writes: openers of emphasis that nothing closes are searched once for
// each closer, and every bracket looks through the lines of its paragraph. It took
// 0.5 s over 16 KiB of "*a_ " and 2 s over 32 KiB, which is two minutes for a
// page of the longest. With these limits the worst page costs a constant for each byte.
const (
	// maxPage is the longest Markdown of a page, in bytes. A page whose HTML
	// fits the page budget is a tenth of that.
	maxPage = 256 << 10
	// maxOpen is how many blocks may be open at once. A list counts as two:
	// itself and its entry.
	maxOpen = 32
	// maxLines is the most lines of one paragraph or table.
	maxLines = 2000
	// maxMarks is the most brackets and emphasis marks in one paragraph.
	maxMarks = 400
	// maxFindings is the most findings of one page.
	maxFindings = 100
)

func (p *page) tooLong() {
	p.fail(0, 0, "markdown/too-long", "this page is longer than 256 KiB", "make several pages of it")
}

// nesting stands in front of the parser of a block that holds other blocks,
// and refuses to open one too deep inside the others. The line is then read as
// a paragraph.
type nesting struct{ parser.BlockParser }

func (n nesting) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if !pageOf(pc).tooDeep(parent, reader, pc) {
		return n.BlockParser.Open(parent, reader, pc)
	}
	return nil, parser.NoChildren
}

// tooDeep says whether no further block may be opened in parent, and reports it.
func (p *page) tooDeep(parent ast.Node, reader text.Reader, pc parser.Context) bool {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		depth++
	}
	if depth <= maxOpen {
		return false
	}
	if !p.told.deep {
		p.told.deep = true
		_, seg := reader.PeekLine()
		at := seg.Start + max(0, pc.BlockOffset()-seg.Padding)
		p.fail(at, at+1, "markdown/too-deep", "lists, quotes and directives stand too deep inside each other here", "take some of them apart: nobody can follow more than three levels on a phone")
	}
	return true
}

// paragraphs limits how many lines a paragraph may have.
type paragraphs struct{ parser.BlockParser }

func (b paragraphs) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, seg := reader.PeekLine()
	if node.Lines().Len() < maxLines || util.IsBlank(line) {
		return b.BlockParser.Continue(node, reader, pc)
	}
	if p := pageOf(pc); !p.told.lines {
		p.told.lines = true
		p.fail(seg.Start, seg.Stop, "markdown/too-long", "this paragraph or table is longer than 2,000 lines", "put an empty line where a new one can start")
	}
	return parser.Close
}

// counted says whether the block may hold one more mark.
func (p *page) counted(block ast.Node, seg text.Segment) bool {
	if p.block != block {
		p.block, p.marks = block, 0
	}
	p.marks++
	if p.marks <= maxMarks {
		return true
	}
	if !p.told.marks {
		p.told.marks = true
		p.fail(seg.Start, seg.Start+1, "markdown/too-long", "this paragraph holds more than 400 brackets, stars and underscores", "make several paragraphs of it, or write a code block")
	}
	return false
}

// marks limits how many links a paragraph may try to open, and how many stars
// and underscores it may hold.
type marks struct{ parser.InlineParser }

func (m marks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if line[0] == '!' && (len(line) < 2 || line[1] != '[') || line[0] != ']' && !pageOf(pc).counted(parent, seg) {
		return nil
	}
	return m.InlineParser.Parse(parent, block, pc)
}

// CloseBlock turns what was not a link back into text.
func (m marks) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := m.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// codeFences notices a code block that is never closed: it takes in all that
// follows.
type codeFences struct{ parser.BlockParser }

func (b codeFences) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	state := b.BlockParser.Continue(node, reader, pc)
	if state&parser.Continue == 0 {
		pageOf(pc).closed = node
	}
	return state
}

func (b codeFences) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	b.BlockParser.Close(node, reader, pc)
	if p := pageOf(pc); p.closed != node {
		at := p.at(node)
		end := past(p.body, at, "`~")
		p.fail(at, end, "markdown/unclosed-code", "this code block is never closed", "write "+string(p.body[at:end])+" on a line of its own where it ends")
	}
}
