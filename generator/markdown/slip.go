package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Slip is a place where the Markdown is right, and says something else than
// its author seems to have meant: what comes of text that is pasted from a
// word processor or a spreadsheet. Whether it is a mistake is for the house
// rules to say.
type Slip struct {
	Kind       SlipKind
	Start, End int // bytes of the file, on one line
}

// SlipKind is what has gone wrong.
type SlipKind int

// The kinds of slips.
const (
	CodeByIndent    SlipKind = iota // spaces or a tab make code of a line
	TabbedRow                       // a row of cells with tabs between them
	TypedBullet                     // a bullet, letter or number that makes no list
	HashesNoHeading                 // number signs that make no heading
	MarksShown                      // stars and the like that are shown as typed
	ShortRow                        // a row with fewer cells than its table
	GluedRow                        // a line below a table that has become a row
	LooseEntry                      // a list that stands beside what it should stand in
	BoldParagraph                   // a paragraph that is bold as a whole
	UnderlinedText                  // a paragraph that a line of dashes makes a heading
)

// slip keeps a slip, of the bytes from start to end of the body.
func (p *page) slip(kind SlipKind, start, end int) {
	if len(p.doc.Slips) < maxFindings {
		p.doc.Slips = append(p.doc.Slips, Slip{kind, p.base + start, p.base + max(end, start+1)})
	}
}

// again says whether the block before n has the same slip, which is told once.
func (p *page) again(kind SlipKind, n ast.Node) bool {
	was := p.slipped
	p.slipped.node, p.slipped.kind = n, kind
	return was.node != nil && was.kind == kind && was.node == n.PreviousSibling()
}

// paragraphSlips looks at the lines of a paragraph, or of an entry's text.
func (p *page) paragraphSlips(n ast.Node) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	if c := n.FirstChild(); c != nil && c == n.LastChild() && c.Kind() == ast.KindEmphasis && c.(*ast.Emphasis).Level == 2 && lines.Len() == 1 {
		p.slip(BoldParagraph, first.Start, endOf(p.body, first))
	}
	p.looseParagraph(n, first.Start)
	kinds := bulletKinds{inList: n.Kind() != ast.KindParagraph || n.Parent().Kind() == ast.KindListItem, quoted: n.Parent().Kind() == ast.KindBlockquote}
	for i := range lines.Len() {
		seg := lines.At(i)
		start, end := seg.Start, endOf(p.body, seg)
		line := p.body[start:end]
		switch {
		case len(line) == 0:
		case kinds.bullet(line, i == 0):
			at := kinds.at
			if i == 0 || at < 0 {
				at = start
			}
			if !p.again(TypedBullet, n) {
				p.slip(TypedBullet, at, at+kinds.width)
			}
			return
		case bytes.IndexByte(line, '\t') > 0:
			if !p.again(TabbedRow, n) {
				p.slip(TabbedRow, start, end)
			}
			return
		case hashes(line, lines.Len() == 1) > 0:
			p.slip(HashesNoHeading, start, start+hashes(line, lines.Len() == 1))
			return
		}
		kinds.before(line, start)
	}
}

// endOf is where the text of a line ends, without the spaces behind it.
func endOf(b []byte, seg text.Segment) int {
	return seg.Start + len(bytes.TrimRight(b[seg.Start:seg.Stop], " \t\r\n"))
}

// hashes returns how many bytes of number signs stand before a line that was
// meant to be a heading; 0 when it was not. One alone may be a word of the
// social networks.
func hashes(line []byte, alone bool) int {
	i := 0
	if line[0] == '\\' {
		i = 1
	}
	n := 0
	for {
		if i < len(line) && line[i] == '#' {
			i, n = i+1, n+1
		} else if bytes.HasPrefix(line[i:], []byte("＃")) {
			i, n = i+len("＃"), n+1
		} else {
			break
		}
	}
	last := line[len(line)-1]
	switch {
	case i == len(line) || n == 0:
		return 0
	case n == 1 && (line[0] == '\\' || !alone || bytes.IndexByte(line, ' ') < 0 && line[i] < utf8.RuneSelf || bytes.IndexByte(line[i:], '#') >= 0 || last == '.' || last == '!' || last == '?' || isDigit(line[i])):
		return 0
	}
	return i
}

// codeSlip looks at code that is made by spaces before its lines.
func (p *page) codeSlip(n *ast.CodeBlock) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	seg := lines.At(0)
	kind, start, end := CodeByIndent, seg.Start, endOf(p.body, seg)
	for i := range lines.Len() {
		if seg := lines.At(i); bytes.IndexByte(bytes.TrimSpace(p.body[seg.Start:seg.Stop]), '\t') >= 0 {
			kind = TabbedRow
		}
	}
	start = past(p.body, start, " \t")
	if !p.again(kind, n) {
		p.slip(kind, start, end)
	}
}

// column is how far in a byte stands on its line.
func (p *page) column(at int) int {
	return at - 1 - bytes.LastIndexByte(p.body[:at], '\n')
}

// listSlips looks for entries that stand further in than the first, and for a
// list that was meant to stand in an entry of the one before it.
func (p *page) listSlips(n *ast.List) {
	first := n.FirstChild()
	if first == nil {
		return
	}
	at := p.at(first)
	column := p.column(at)
	if before, ok := n.PreviousSibling().(*ast.List); ok && before.FirstChild() != nil {
		if column > p.column(p.at(before.FirstChild())) {
			p.slip(LooseEntry, at, lineEnd(p.body, at))
			return
		}
	}
	if n.IsOrdered() {
		return // numbers may be set to the right
	}
	for c := first.NextSibling(); c != nil; c = c.NextSibling() {
		if at := p.at(c); p.column(at) > column {
			p.slip(LooseEntry, at, lineEnd(p.body, at))
			return
		}
	}
}

// looseParagraph looks for a paragraph that was meant to stand in the entry
// above it.
func (p *page) looseParagraph(n ast.Node, at int) {
	before, ok := n.PreviousSibling().(*ast.List)
	if !ok || before.FirstChild() == nil || n.Kind() != ast.KindParagraph {
		return
	}
	if p.column(at) > p.column(p.at(before.FirstChild())) {
		p.slip(LooseEntry, at, lineEnd(p.body, at))
	}
}

// headingSlip looks at a heading that is made by a line of dashes below it.
func (p *page) headingSlip(n *ast.Heading, at int) {
	lines := n.Lines()
	if lines.Len() == 0 || at < len(p.body) && p.body[at] == '#' {
		return
	}
	seg := lines.At(lines.Len() - 1)
	end := endOf(p.body, seg)
	if lines.Len() > 1 || end > seg.Start && bytes.IndexByte([]byte(".!:;,"), p.body[end-1]) >= 0 {
		p.slip(UnderlinedText, seg.Start, end)
	}
}

// marksShown looks at a stretch of text for marks that nothing has closed.
func (p *page) marksShown(b []byte, at int) {
	if p.marked == len(p.passages)+1 {
		return // told once for each block
	}
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch c {
		case '\\':
			i++
			continue
		case '*', '_', '~', '`', '=':
		default:
			continue
		}
		end := i + 1
		for end < len(b) && b[end] == c {
			end++
		}
		if isMark(c, end-i, p.around(at+i-1), p.around(at+end)) && !(c == '*' && p.isGrade(at+i-1)) {
			p.marked = len(p.passages) + 1
			p.slip(MarksShown, at+i, at+end)
			return
		}
		i = end - 1
	}
}

// around is a byte of the body: a space beyond its ends.
func (p *page) around(i int) byte {
	if i < 0 || i >= len(p.body) {
		return ' '
	}
	return p.body[i]
}

// isGrade says whether the byte is a capital letter alone, as in "A*".
func (p *page) isGrade(i int) bool {
	c := p.around(i)
	return c >= 'A' && c <= 'Z' && !isWordByte(p.around(i-1))
}

// isMark says whether a run of one character between two others was meant to
// be a mark.
func isMark(c byte, n int, before, after byte) bool {
	space := func(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }
	left, right := space(before), space(after)
	switch c {
	case '*':
		if n == 1 {
			return left != right
		}
		return !(isWordByte(before) && isWordByte(after))
	case '_':
		return n < 3 && isWordByte(before) != isWordByte(after) && before != '_' && after != '_'
	case '~', '=':
		return n == 2 && (!left || !right) && before != '{' && after != '}'
	}
	return true
}
