package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// plain takes in text that holds no mark, as far as it goes. goldmark looks at
// each byte in turn and asks its parsers at each space; most text needs neither.
//
// It changes nothing in what is parsed: it stops before every byte that some
// parser may want, and ends lines as goldmark does.
type plain struct{}

// Trigger is a space, which to goldmark means any space or the start of a line.
func (plain) Trigger() []byte { return []byte{' '} }

func (plain) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	p := pageOf(pc)
	if seg.Padding != 0 || seg.Start > 0 && p.body[seg.Start-1] == '\\' {
		return nil // goldmark is in the middle of an escape
	}
	i := 0
	for ; i < len(line); i++ {
		switch c := line[i]; {
		case !isMark[c]:
			continue
		case c == '\r' && !(i+1 < len(line) && line[i+1] == '\n'):
			continue
		case c == '!' && !(i+1 < len(line) && line[i+1] == '['):
			continue
		case c == ':' && !(i+1 < len(line) && (line[i+1] == ':' || isLetter(line[i+1]))):
			continue
		}
		break
	}
	stop := i
	atEnd := i == len(line) || line[i] == '\n' || line[i] == '\r'
	if atEnd { // without the white space before the line's end
		for stop > 0 && util.IsSpace(line[stop-1]) {
			stop--
		}
	} else if i == 0 {
		return nil
	}
	t, ok := parent.LastChild().(*ast.Text)
	if ok && t.Segment.Stop == seg.Start && !t.SoftLineBreak() && !t.HardLineBreak() && !t.IsRaw() {
		t.Segment.Stop = seg.Start + stop
		for stop == 0 && t.Segment.Stop > t.Segment.Start && util.IsSpace(p.body[t.Segment.Stop-1]) {
			t.Segment.Stop-- // white space that goldmark took in before it asked
		}
	} else {
		t = p.newText(seg.Start, seg.Start+stop)
	}
	if !atEnd || i == len(line) {
		block.Advance(i)
		return t
	}
	hard := i >= 2 && line[i-1] == ' ' && line[i-2] == ' '
	t.SetHardLineBreak(hard)
	t.SetSoftLineBreak(!hard)
	block.AdvanceLine()
	return t
}

// isMark says which bytes plain stops at.
var isMark = [256]bool{
	'\n': true, '\r': true, '\\': true, '`': true, '*': true, '_': true, '[': true, ']': true,
	'!': true, '<': true, ':': true, '{': true,
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
