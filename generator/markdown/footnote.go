package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// footnote is a footnote of the page, by its label.
type footnote struct {
	node   ast.Node
	number int // from 1, in the order of the first marks; 0 before that
	marks  int // how many marks refer to it
}

// footnoteBlocks stands in front of goldmark's parser of "[^label]: text" and
// keeps the footnotes by label. goldmark's own list is searched for every mark
// (250 KiB of notes with a mark each: 1.2 s of CPU, here 0.1 s), and says nothing of footnotes that are missing, doubled or not used.
type footnoteBlocks struct{ parser.BlockParser }

func (b footnoteBlocks) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	p := pageOf(pc)
	at := p.at(node)
	end := bytes.IndexByte(p.body[at:], ']')
	if end < 3 {
		return
	}
	label := string(p.body[at+2 : at+end])
	if first := p.notes[label]; first != nil {
		f := p.fail(at, at+end+1, "markdown/footnote", "two footnotes are called [^"+label+"]", "give one of them another name, there and where it is marked")
		f.Also = append(f.Also, p.position(p.at(first.node)))
		return
	}
	n := &footnote{node: node}
	p.notes[label] = n
	p.noted = append(p.noted, n)
}

// footnoteMark is [^label] in text.
type footnoteMark struct {
	span
	note *footnote
	end  int // offset after it
}

// footnoteMarks parses the marks of footnotes.
type footnoteMarks struct{}

// Trigger includes the exclamation mark because "![" would else be an image.
func (footnoteMarks) Trigger() []byte { return []byte{'!', '['} }

func (footnoteMarks) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	start := 0
	if line[0] == '!' {
		start = 1
	}
	if len(line) < start+3 || line[start] != '[' || line[start+1] != '^' {
		return nil
	}
	end := bytes.IndexByte(line[:min(len(line), start+maxLabel)], ']')
	if end < 0 {
		return nil
	}
	label := line[start+2 : end]
	p := pageOf(pc)
	note := p.notes[string(label)]
	if note == nil && (len(label) == 0 || bytes.ContainsAny(label, "[ \t") || end+1 < len(line) && (line[end+1] == '(' || line[end+1] == '[')) {
		return nil
	}
	if start == 1 { // an exclamation, then a mark
		block.Advance(1)
		return newText(seg.Start, seg.Start+1)
	}
	if note == nil {
		p.fail(seg.Start, seg.Start+end+1, "markdown/footnote", "this page has no footnote [^"+string(label)+"]", "write [^"+string(label)+"]: and its text on a line of its own, below this paragraph")
		block.Advance(end + 1)
		return newText(seg.Start, seg.Start+end+1)
	}
	block.Advance(end + 1)
	n := &footnoteMark{note: note, end: seg.Start + end + 1}
	n.SetPos(seg.Start)
	return n
}

// footnoteMark writes a mark, and gives its footnote a number if it has none.
func (p *page) footnoteMark(n *footnoteMark) {
	note := n.note
	if note.number == 0 {
		p.cited = append(p.cited, note)
		note.number = len(p.cited)
	}
	note.marks++
	if p.inLink > 0 {
		p.fail(n.Pos(), n.end, "markdown/footnote", "this footnote's mark stands inside a link", "put it after the link")
		return
	}
	number := strconv.Itoa(note.number)
	p.out = append(p.out, `<sup><a id="`+markID(number, note.marks)+`" href="#fn-`+number+`" role="doc-noteref">`+number+`</a></sup>`...)
}

// markID is the id of a footnote's mark: fnref-1, and fnref-1-2 for the second
// mark of the same note.
func markID(number string, mark int) string {
	if mark > 1 {
		number += "-" + strconv.Itoa(mark)
	}
	return "fnref-" + number
}

// footnoteList writes the footnotes at the end of the page, in the order of
// their numbers, and reports those that nothing refers to.
func (p *page) footnoteList() {
	if len(p.cited) > 0 {
		p.out = append(p.out, "<section class=\"footnotes\" role=\"doc-endnotes\">\n"...)
		if title := p.env.FootnotesHeading; title != "" {
			p.footnotesHeading(title)
		}
		p.out = append(p.out, "<ol>\n"...)
		// A footnote may hold marks of others: the list grows while it is written.
		bodies := make([][]byte, 0, len(p.cited))
		start := len(p.out)
		for i := 0; i < len(p.cited); i++ {
			p.inNote = true
			p.blocks(p.cited[i].node)
			p.inNote = false
			bodies = append(bodies, append([]byte(nil), p.out[start:]...))
			p.out = p.out[:start]
		}
		for i, body := range bodies {
			p.footnoteEntry(p.cited[i], body)
		}
		p.out = append(p.out, "</ol>\n</section>\n"...)
	}
	for _, n := range p.noted {
		if n.number == 0 {
			at := p.at(n.node)
			end := at + bytes.IndexByte(p.body[at:], ']') + 1
			p.fail(at, end, "markdown/footnote", "nothing refers to this footnote", "write "+string(p.body[at:end])+" where it belongs in the text, or delete it")
		}
	}
}

func (p *page) footnotesHeading(title string) {
	h := Heading{Level: 2, Text: title, Offset: p.base + len(p.body)}
	if p.env.Slug != nil {
		h.ID = p.newID(title)
	}
	p.out = appendEscaped(h.tag(p.out), title)
	p.out = append(p.out, "</h2>\n"...)
	p.doc.Headings = append(p.doc.Headings, h)
}

// footnoteEntry writes one footnote with its links back, which belong at the
// end of its last paragraph.
func (p *page) footnoteEntry(n *footnote, body []byte) {
	back := p.env.FootnoteBack
	if back == "" {
		back = "↩"
	}
	number := strconv.Itoa(n.number)
	p.out = append(p.out, `<li id="fn-`+number+"\">\n"...)
	inner, ok := bytes.CutSuffix(body, []byte("</p>\n"))
	p.out = append(p.out, inner...)
	if ok {
		p.out = append(p.out, ' ')
	} else {
		p.out = append(p.out, "<p>"...)
	}
	for mark := 1; mark <= n.marks; mark++ {
		if mark > 1 {
			p.out = append(p.out, ' ')
		}
		p.out = append(p.out, `<a href="#`+markID(number, mark)+`" role="doc-backlink">`...)
		p.out = appendEscaped(p.out, back)
		if mark > 1 {
			p.out = append(p.out, " "+strconv.Itoa(mark)...)
		}
		p.out = append(p.out, "</a>"...)
	}
	p.out = append(p.out, "</p>\n</li>\n"...)
}
