package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// emphasis parses runs of stars and underscores as goldmark does; goldmark
// pairs them afterwards. It differs in that it counts them and in that their
// nodes come from the page's stores.
type emphasis struct{}

// Trigger is what emphasis is marked with.
func (emphasis) Trigger() []byte { return []byte{'*', '_'} }

func (emphasis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	p := pageOf(pc)
	if !p.counted(parent, seg) {
		return nil
	}
	c, n := line[0], 1
	for n < len(line) && line[n] == c {
		n++
	}
	before, after := block.PrecendingCharacter(), ' '
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	left, right := flanking(before, after)
	d := p.stores.delimiters.new()
	d.CanOpen, d.CanClose = left, right
	if c == '_' { // not within a word
		d.CanOpen = left && (!right || isPunct(before))
		d.CanClose = right && (!left || isPunct(after))
	}
	d.Length, d.OriginalLength, d.Char, d.Processor = n, n, c, p
	d.Segment = text.NewSegment(seg.Start, seg.Start+n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// flanking says whether a run of marks between two characters is left-flanking
// and whether it is right-flanking (CommonMark 0.31.2, 6.2).
func flanking(before, after rune) (left, right bool) {
	spaceBefore, spaceAfter := unicode.IsSpace(before), unicode.IsSpace(after)
	punctBefore, punctAfter := isPunct(before), isPunct(after)
	left = !spaceAfter && (!punctAfter || spaceBefore || punctBefore)
	right = !spaceBefore && (!punctBefore || spaceAfter || punctAfter)
	return left, right
}

// isPunct is CommonMark's Unicode punctuation character: of class P or S.
func isPunct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// The page is what goldmark asks when it pairs marks, so that their nodes come
// from its stores: it implements parser.DelimiterProcessor.
var _ parser.DelimiterProcessor = (*page)(nil)

// IsDelimiter says whether a byte is a mark of emphasis.
func (p *page) IsDelimiter(c byte) bool { return c == '*' || c == '_' }

// CanOpenCloser says whether two runs may be a pair.
func (p *page) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch makes the node of a pair: of level 1 for one mark, 2 for two.
func (p *page) OnMatch(level int) ast.Node {
	n := p.stores.emphases.new()
	n.Level = level
	return n
}
