package markdown

import (
	"bytes"
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// htmlBlock reports a block of raw HTML; nothing of it is written.
func (p *page) htmlBlock(n *ast.HTMLBlock) {
	seg := n.Lines().At(0)
	at := seg.Start + max(0, bytes.IndexByte(p.body[seg.Start:seg.Stop], '<'))
	p.rawHTML(at, seg.Stop)
}

// rawHTML reports raw HTML that starts at a byte of the body. The end tag of
// an element whose start was reported adds nothing.
func (p *page) rawHTML(start, end int) {
	text := p.body[start:end]
	if i := bytes.IndexByte(text, '>'); i >= 0 && !bytes.HasPrefix(text, []byte("<!--")) {
		end = start + i + 1 // a block goes on after its first tag
	}
	if i := bytes.IndexByte(p.body[start:end], '\n'); i >= 0 {
		end = start + len(bytes.TrimRight(p.body[start:start+i], " \t\r"))
	}
	name, closing := tagName(text)
	if closing {
		if i := slices.Index(p.tags, name); i >= 0 {
			p.tags = slices.Delete(p.tags, i, i+1)
			return
		}
	} else if len(p.tags) < maxFindings && !voidTags[name] {
		p.tags = append(p.tags, name)
	}
	help, ok := insteadOf[name]
	switch {
	case name == "br" && p.inTable:
		help = "a cell holds one line of text: make two rows of it, or write less"
	case !ok && name == "":
		help = "delete it; to show a less-than sign write \\<"
	case !ok:
		help = "write it in Markdown, or as a directive; to show a less-than sign write \\<"
	}
	message := "a page holds no raw HTML"
	if name == "!--" {
		message = "a page holds no comments: readers could find them"
	}
	f := p.fail(start, end, "markdown/raw-html", message, help)
	if words, stop := p.pasted(start, name); stop > 0 {
		f.Help, f.Fix = "write "+words, p.swap(start, stop, string(p.body[start:stop]), words)
	}
}

// pasted is what a word processor's HTML says in Markdown, from the tag at a byte to
// the one that ends it on the same line, and where that is. stop is 0 where there is
// anything else in it than letters that are bold or slanted, or in a font of their own.
func (p *page) pasted(start int, name string) (words string, stop int) {
	line := p.body[start:lineEnd(p.body, start)]
	stop = bytes.LastIndex(line, []byte("</"+name))
	if name == "b" || name == "i" || name == "em" || name == "strong" {
		stop = bytes.Index(line, []byte("</"+name)) // there may be a second one
	}
	if stop < 0 || len(line) > 2000 {
		return "", 0
	}
	shut := bytes.IndexByte(line[stop:], '>')
	if shut < 0 {
		return "", 0
	}
	stop += shut + 1
	// officeTag are the tags that say how letters look, and no more.
	officeTag := regexp.MustCompile(`(?i)</?(?:b|strong|i|em|span|font|o:p|p)(?: [^<>]*)?>`)
	// looseStar is a mark of emphasis that Markdown would not take for one: beside a
	// space within, or beside a letter outside.
	looseStar := regexp.MustCompile(`\*{4}|(?:^|\s)\*+\s|\s\*+(?:\s|$)|[\pL\pN]\*+[\pL\pN]`)
	words = officeTag.ReplaceAllStringFunc(string(line[:stop]), func(tag string) string {
		switch name, _ := tagName([]byte(tag)); name {
		case "b", "strong":
			return "**"
		case "i", "em":
			return "*"
		}
		return ""
	})
	trimmed := strings.TrimSpace(words)
	inner := strings.Trim(trimmed, "*")
	if strings.ContainsAny(words, "<>&") || strings.TrimSpace(inner) != inner || inner == "" || strings.Count(words, "*")-strings.Count(trimmed, "*") != 0 || looseStar.MatchString(words) {
		return "", 0
	}
	return trimmed, start + stop
}

// tagName returns the name of the element that a piece of HTML starts with, in
// lower case, and whether it ends one. A comment is "!--".
func tagName(b []byte) (name string, closing bool) {
	b, closing = bytes.CutPrefix(bytes.TrimPrefix(b, []byte("<")), []byte("/"))
	if closing {
		b = bytes.TrimLeft(b, " ")
	}
	if bytes.HasPrefix(b, []byte("!--")) {
		return "!--", closing
	}
	return strings.ToLower(string(nameIn(b))), closing
}

// nameIn is the name that a text begins with: letters of ASCII, and behind the
// first of them digits and hyphens.
func nameIn(b []byte) []byte {
	for i, c := range b {
		if letter := c|0x20 >= 'a' && c|0x20 <= 'z'; !letter && (i == 0 || c != '-' && (c < '0' || c > '9')) {
			return b[:i]
		}
	}
	return b
}

// voidTags are elements without an end tag.
var voidTags = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "!--": true, "source": true, "wbr": true, "": true}

//go:embed elements.txt
var elements string

// answers reads a table of lines that hold names, a colon and the answer to
// each of the names.
func answers(table string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(table) {
		names, answer, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for name := range strings.FieldsSeq(names) {
			out[name] = answer
		}
	}
	return out
}

// insteadOf says what to write instead of an element.
var insteadOf = answers(elements)

// alert reports a quotation that starts with [!NOTE], as GitHub writes boxes.
func (p *page) alert(n *ast.Blockquote) {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return
	}
	seg := first.Lines().At(0)
	line, is := bytes.CutPrefix(bytes.TrimSpace(p.body[seg.Start:seg.Stop]), []byte("[!"))
	kind := nameIn(line)
	rest, closed := bytes.CutPrefix(line[len(kind):], []byte("]"))
	if !is || len(kind) == 0 || !closed {
		return
	}
	name := "note"
	switch strings.ToLower(string(kind)) {
	case "warning", "caution", "danger", "important":
		name = "warning"
	}
	title := ""
	if rest = bytes.TrimSpace(rest); len(rest) > 0 {
		title = "[" + string(rest) + "]"
	}
	p.fail(seg.Start, seg.Start+len("[!]")+len(kind), "markdown/alert", "boxes are written as directives here", "write :::"+name+title+" on a line of its own, then the text without >, then :::")
}
