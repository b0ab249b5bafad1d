package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"sotto/generator/diag"
)

// container is a block directive, from its opening to the line of colons that
// closes it. Its children are its label and the blocks inside it. A leaf
// directive is one that holds only the label.
type container struct {
	block
	opening
	leaf bool
	// done is whether it was closed by its own line of colons; quiet is
	// whether that it was not has been reported.
	done, quiet bool
}

// label is the label of a directive: a block without a place of its own, whose
// inlines are parsed with the others. Its directive knows it.
type label struct{ block }

// makeLabel makes the label of an opening, if there is one, and puts it where
// the parser will come past.
func (o *opening) makeLabel(in ast.Node) {
	if o.labelAt >= 0 {
		o.label = &label{}
		o.label.Lines().Append(text.NewSegment(o.labelAt, o.labelEnd))
		in.AppendChild(in, o.label)
	}
}

// nothing is a block that leaves no trace, such as a line of colons that
// closes nothing.
type nothing struct{ block }

// block and span are what the nodes of this room have in common. They are told
// apart by their Go types, so that one kind serves all of them.
type (
	block struct{ ast.BaseBlock }
	span  struct{ ast.BaseInline }
)

var ownKind = ast.NewNodeKind("Own")

// Kind tells goldmark what this node is.
func (*block) Kind() ast.NodeKind { return ownKind }

// Kind tells goldmark what this node is.
func (*span) Kind() ast.NodeKind { return ownKind }

// Dump is for debugging.
func (n *block) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Dump is for debugging.
func (n *span) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// fences parses lines that start with two colons or more: block and leaf
// directives.
type fences struct{}

func (fences) Trigger() []byte             { return []byte{':'} }
func (fences) CanInterruptParagraph() bool { return true }
func (fences) CanAcceptIndentedLine() bool { return false }

func (fences) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 {
		return nil, parser.NoChildren
	}
	i := past(line, at, ":")
	if i-at < 2 {
		return nil, parser.NoChildren
	}
	p := pageOf(pc)
	base := seg.Start - seg.Padding
	o := opening{start: base + at, colons: i - at, labelAt: -1}
	if util.IsBlank(line[i:]) {
		p.stray(&o)
		reader.AdvanceToEOL()
		return &nothing{}, parser.NoChildren
	}
	word := past(line, i, " ")
	end := nameEnd(line, word)
	named := end > word && (word == i || o.colons > 2)
	if !named && o.colons == 2 && line[word] != '{' {
		return nil, parser.NoChildren // "::" in text
	}
	if p.tooDeep(parent, reader, pc) {
		return nil, parser.NoChildren
	}
	if named {
		o.name, o.nameAt = string(line[word:end]), base+word
		if word > i {
			o.broken = true
			p.fail(o.start, base+end, "directive/syntax", "no space may stand between the colons and the name", "write "+strings.Repeat(":", o.colons)+o.name)
		}
		p.openingLine(&o, line, base, end)
	} else {
		o.broken = true
		o.end = base + len(bytes.TrimRight(line, " \r\n"))
		p.fail(o.start, o.end, "directive/syntax", "a directive starts with colons and its name", "write :::note, with the name of the directive right after the colons")
	}
	reader.AdvanceToEOL()
	return p.openNode(&o)
}

// openNode makes the node of a block or leaf directive. One that does not
// exist, or is written in the wrong form, becomes what its colons say, so that
// the line that closes it finds it.
func (p *page) openNode(o *opening) (ast.Node, parser.State) {
	form := Block
	if o.colons == 2 {
		form = Leaf
	}
	spec := p.spec(o.name, form)
	n := &container{opening: *o, leaf: o.colons == 2 && (spec == nil || spec.Form != Block)}
	n.makeLabel(n)
	if n.leaf {
		return n, parser.NoChildren
	}
	// What is wrong with its name or form is said already.
	n.quiet = o.name == "" || o.colons == 2 || spec != nil && spec.Form != Block
	p.checkColons(n)
	p.open = append(p.open, n)
	return n, parser.HasChildren
}

// openingLine reads what follows the name of a block or leaf directive, to the
// end of the line.
func (p *page) openingLine(o *opening, line []byte, base, i int) {
	p.scan(o, line, base, i)
	for {
		rest := line[o.end-base:]
		trimmed := bytes.TrimSpace(rest)
		if len(trimmed) == 0 {
			return
		}
		from := o.end + bytes.Index(rest, trimmed[:1])
		if c := trimmed[0]; (c == '[' && o.labelAt < 0 || c == '{' && o.attrs == nil) && from > o.end {
			o.broken = true
			p.fail(o.end, from+1, "directive/syntax", "no space may stand before "+string(c), "write "+string(c)+" right after what stands before it").Fix = p.without(o.end, from)
			labelAt, labelEnd := o.labelAt, o.labelEnd
			p.scan(o, line, base, from-base)
			if o.labelAt < 0 {
				o.labelAt, o.labelEnd = labelAt, labelEnd
			}
			continue
		}
		help := "put this text on a line of its own"
		if o.labelAt < 0 && o.colons > 2 {
			help = "put this text on the next line; if it is a heading, write " + strings.Repeat(":", o.colons) + o.name + "[" + string(trimmed) + "]"
		}
		o.broken = true
		p.fail(from, from+len(trimmed), "directive/syntax", "nothing may follow a directive on its line", help)
		return
	}
}

// checkColons reports a block directive inside another that has no more colons
// than it.
func (p *page) checkColons(n *container) {
	if len(p.open) == 0 {
		return
	}
	outer := p.open[len(p.open)-1]
	if outer.colons > n.colons || outer.colons == 2 || n.colons == 2 {
		return
	}
	more := strings.Repeat(":", n.colons+1)
	f := p.fail(n.start, n.nameAt+len(n.name), "directive/nesting",
		"this directive stands inside another one that has no more colons than it: "+outer.name+" in line "+strconv.Itoa(p.position(outer.start).Line),
		"to end "+outer.name+" first, write "+strings.Repeat(":", outer.colons)+" on a line above this one\nto keep this inside it, open and close the outer one with more colons: "+more+outer.name+" … "+more)
	f.Also = append(f.Also, p.position(outer.start))
	outer.quiet = true
}

func (p *page) position(offset int) diag.Pos { return p.source().Pos(p.base + offset) }

func (fences) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n, ok := node.(*container)
	if !ok || n.leaf {
		return parser.Close
	}
	line, seg := reader.PeekLine()
	w, at := util.IndentWidth(line, reader.LineOffset())
	i := past(line, at, ":")
	if w > 3 || i-at < 2 || !util.IsBlank(line[i:]) {
		return parser.Continue | parser.HasChildren
	}
	if _, code := pc.LastOpenedBlock().Node.(*ast.FencedCodeBlock); code {
		return parser.Continue | parser.HasChildren
	}
	p := pageOf(pc)
	start, colons := seg.Start-seg.Padding+at, i-at
	target := p.closes(colons)
	if target == nil && p.open[len(p.open)-1] == n { // the wrong number: take it as meant for the innermost
		want := strings.Repeat(":", n.colons)
		f := p.fail(start, start+colons, "directive/stray", "this line closes nothing: "+n.name+", opened in line "+strconv.Itoa(p.position(n.start).Line)+", has "+strconv.Itoa(n.colons)+" colons", "write "+want)
		f.Also = append(f.Also, p.position(n.start))
		target = n
	}
	if target != n {
		return parser.Continue | parser.HasChildren
	}
	n.done = true
	reader.AdvanceToEOL()
	return parser.Close
}

// closes returns the innermost open block that a line of so many colons
// closes, or nil.
func (p *page) closes(colons int) *container {
	for i := len(p.open) - 1; i >= 0; i-- {
		n := p.open[i]
		if n.colons == colons || n.colons == 2 && colons == 3 {
			return n
		}
	}
	return nil
}

func (fences) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	n, ok := node.(*container)
	if !ok || n.leaf {
		return
	}
	p := pageOf(pc)
	if i := slices.Index(p.open, n); i >= 0 {
		p.open = slices.Delete(p.open, i, i+1)
	}
	if !n.done && !n.quiet {
		p.fail(n.start, n.nameAt+len(n.name), "directive/unclosed", n.name+" is never closed", "write "+strings.Repeat(":", n.colons)+" on a line of its own where it ends")
		n.broken = true
	}
	if !n.done {
		n.quiet, n.broken = true, true
	}
}

// stray reports a line of colons that closes nothing, or that stands outside
// the list or quote that its directive was opened in.
func (p *page) stray(o *opening) {
	n := p.closes(o.colons)
	if n == nil && len(p.open) > 0 {
		n = p.open[len(p.open)-1]
	}
	if n != nil {
		if !n.quiet {
			n.quiet = true
			f := p.fail(o.start, o.start+o.colons, "directive/stray", "this line closes nothing: "+n.name+" was opened inside a list or quote that has ended", "indent this line, or mark it with >, like line "+strconv.Itoa(p.position(n.start).Line))
			f.Also = append(f.Also, p.position(n.start))
		}
		return
	}
	p.fail(o.start, o.start+o.colons, "directive/stray", "this line closes nothing: no directive is open", "delete it, or write the name of the directive that starts here")
}
