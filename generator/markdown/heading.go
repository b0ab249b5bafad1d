package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// headings stands in front of goldmark's two parsers of headings and takes the
// anchor off the end of the heading. goldmark's own parser of attributes does
// not say where they are, and takes more than anchors.
type headings struct{ parser.BlockParser }

func (h headings) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	h.BlockParser.Close(node, reader, pc)
	if node.Parent() != nil && node.Lines().Len() > 0 {
		pageOf(pc).takeAnchor(node)
	}
}

// takeAnchor cuts "{#id}" off a heading and remembers the id. Braces that hold
// neither "#", "." nor "=" are text.
func (p *page) takeAnchor(node ast.Node) {
	lines := node.Lines()
	last := lines.Len() - 1
	seg := lines.At(last)
	line := p.body[seg.Start:seg.Stop]
	end := len(bytes.TrimRight(line, " \t\r\n"))
	open := bytes.LastIndexByte(line[:end], '{')
	if end == 0 || line[end-1] != '}' || open < 0 || open > 0 && line[open-1] == '\\' {
		return
	}
	inner := string(line[open+1 : end-1])
	if !strings.HasPrefix(inner, "#") && !strings.HasPrefix(inner, ".") && !strings.Contains(inner, "=") {
		return
	}
	rest := bytes.TrimRight(line[:open], " \t")
	if cut := bytes.TrimRight(rest, "#"); len(cut) < len(rest) && (len(cut) == 0 || cut[len(cut)-1] == ' ') {
		rest = bytes.TrimRight(cut, " \t") // "## Heading ## {#id}"
	}
	if seg.Stop = seg.Start + len(rest); seg.Stop > seg.Start {
		lines.Set(last, seg)
	} else {
		lines.SetSliced(0, last)
	}
	p.setAnchor(node, inner, p.offset(line)+open+1)
}

// setAnchor checks an explicit anchor and gives it to its heading. inner is
// what stands between the braces, at offset at.
func (p *page) setAnchor(node ast.Node, inner string, at int) {
	id, ok := strings.CutPrefix(inner, "#")
	switch {
	case !ok || strings.ContainsAny(id, " \t.="):
		p.fail(at-1, at+len(inner)+1, "markdown/anchor", "a heading takes an anchor and nothing else", "write {#anchor}, with a name of your own after the number sign")
		return
	case !isID(id):
		help, good := "write it in lower case letters, digits and hyphens", ""
		if p.env.Slug != nil {
			if s := p.env.Slug(id); isID(s) {
				help, good = "write {#"+s+"}", "#"+s
			}
		}
		p.fail(at, at+len(inner), "markdown/anchor", "an anchor is made of lower case letters, digits and hyphens", help).Fix = p.swap(at, at+len(inner), inner, good)
		return
	case p.reserved(id) || isNoteID(id):
		p.fail(at, at+len(inner), "markdown/anchor", "the page's own frame uses the anchor "+id, "choose another name, such as {#"+id+"-2}")
		return
	}
	if first, ok := p.ids[id]; ok {
		f := p.fail(at, at+len(inner), "markdown/duplicate-anchor", "two headings have the anchor "+id, "give one of them another name, such as {#"+id+"-2}")
		f.Also = append(f.Also, p.source().Pos(p.base+first))
		return
	}
	p.ids[id] = at
	p.anchors[node] = id
}

// isID says whether a text has the form of an id: lower case letters, digits and
// single hyphens between them.
func isID(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', isDigit(c):
		case c != '-' || i == 0 || i+1 == len(s) || s[i-1] == '-':
			return false
		}
	}
	return s != ""
}

// isNoteID says whether an id starts as those of footnotes and of their marks do.
func isNoteID(id string) bool {
	number, ok := strings.CutPrefix(id, "fn-")
	if !ok {
		number, ok = strings.CutPrefix(id, "fnref-")
	}
	return ok && number != "" && isDigit(number[0])
}

// reserved says whether an id belongs to the page's frame.
func (p *page) reserved(id string) bool { return slices.Contains(p.env.Reserved, id) }

// newID makes an anchor of a heading's text. It is the slug of the text, or
// "section"; when that is taken, the first free of slug-2, slug-3, …. All
// explicit anchors of the page are known by now, and count as taken wherever
// they stand, so that an anchor made from text never pushes one of them aside.
func (p *page) newID(text string) string {
	slug := p.env.Slug(text)
	if slug == "" {
		slug = "section"
	} else if isNoteID(slug) {
		slug = "section-" + slug
	}
	id := slug
	for n := p.suffix[slug]; ; n++ {
		if n > 0 {
			id = slug + "-" + strconv.Itoa(n+1)
		}
		if _, taken := p.ids[id]; taken || p.reserved(id) {
			continue
		}
		if n > 0 {
			p.suffix[slug] = n
		}
		p.ids[id] = -1
		return id
	}
}

// heading writes a heading and checks its place among the others.
func (p *page) heading(n *ast.Heading) {
	start, from := len(p.out), len(p.txt)
	p.prev = 0
	p.inlines(n)
	title := strings.TrimSpace(string(p.txt[from:]))
	at := p.at(n)
	p.checkLevel(n, at, title)
	p.headingSlip(n, at)

	h := Heading{Level: n.Level, Text: title, Offset: p.base + at}
	if id, ok := p.anchors[n]; ok {
		h.ID = id
	} else if p.env.Slug != nil {
		h.ID = p.newID(title)
	}
	p.doc.Headings = append(p.doc.Headings, h)
	p.scratch = h.tag(p.scratch[:0])
	p.insert(start, p.scratch)
	p.out = append(p.out, "</h"+strconv.Itoa(n.Level)+">\n"...)
	p.line(Title, from)
}

// tag appends the heading's opening tag.
func (h *Heading) tag(b []byte) []byte {
	b = append(b, "<h"+strconv.Itoa(h.Level)...)
	if h.ID != "" {
		b = append(appendEscaped(append(b, ` id="`...), h.ID), '"')
	}
	return append(b, '>')
}

func (p *page) checkLevel(n *ast.Heading, at int, title string) {
	end := past(p.body, at, "#")
	signs := string(p.body[at:end])
	if end == at { // underlined
		end = lineEnd(p.body, at)
	}
	hashes := strings.Repeat("#", 6)
	switch was := p.level; {
	case title == "" && n.FirstChild() == nil:
		p.fail(at, end, "markdown/empty-heading", "this heading holds no words", "write the heading after "+hashes[:n.Level]+" or delete the line")
	case n.Level == 1:
		p.fail(at, end, "markdown/heading-level", "the title of the page is its only heading of the first level", "write ## "+title).Fix = p.swap(at, end, signs, "##")
	case was == 0 && n.Level > 2:
		p.fail(at, end, "markdown/heading-level", "the first heading of a page has two number signs, not "+strconv.Itoa(n.Level), "write ## "+title).Fix = p.swap(at, end, signs, "##")
	case was > 0 && n.Level > was+1:
		p.fail(at, end, "markdown/heading-level", "this heading skips a level: the one before it has "+count(was, "number sign"), "write "+hashes[:was+1]+" "+title).Fix = p.swap(at, end, signs, hashes[:was+1])
	}
	p.level = max(2, n.Level)
}
