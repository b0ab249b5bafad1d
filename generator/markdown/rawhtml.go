package markdown

import (
	"bytes"
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
	p.fail(start, end, "markdown/raw-html", message, help)
}

// tagName returns the name of the element that a piece of HTML starts with, in
// lower case, and whether it ends one. A comment is "!--".
func tagName(b []byte) (name string, closing bool) {
	s := bytes.TrimPrefix(b, []byte("<"))
	if bytes.HasPrefix(s, []byte("!--")) {
		return "!--", false
	}
	if s, closing = bytes.CutPrefix(s, []byte("/")); closing {
		s = bytes.TrimLeft(s, " ")
	}
	i := nameEnd(s, 0)
	return strings.ToLower(string(s[:i])), closing
}

// voidTags are elements without an end tag.
var voidTags = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "!--": true, "source": true, "wbr": true, "": true}

// insteadOf says what to write instead of an element.
var insteadOf = map[string]string{
	"!--":        "delete it; notes for colleagues belong with the change that they explain",
	"a":          "write [words that name the place](page.md)",
	"abbr":       "write the words in full the first time: National Health Service (NHS)",
	"article":    "write ## and a heading where a part begins",
	"aside":      "write :::note on a line of its own, then the text, then :::",
	"audio":      "link to it: [what it is](https://…)",
	"b":          "write **words**",
	"blockquote": "write > before each line",
	"br":         "end the line with a backslash, or start a new paragraph with an empty line",
	"button":     "write ::next[Words]{to=page.md} on a line of its own",
	"center":     "delete it: the style sheet decides how text is set",
	"code":       "put the words between backticks: `words`",
	"dd":         "write : before the meaning, on the line after the word",
	"del":        "delete the words: the history of the file keeps them",
	"details":    "write :::details[Question] on a line of its own, then the text, then :::",
	"div":        "delete it; an empty line starts a paragraph, and :::note a box",
	"dl":         "write the word on a line, and its meaning on the next line after a colon and a space",
	"dt":         "write the word on a line, and its meaning on the next line after a colon and a space",
	"em":         "write *words*",
	"embed":      "link to it: [what it is](https://…)",
	"figure":     "write ![what the picture shows](/images/name.png)",
	"font":       "delete it: the style sheet decides how text is set",
	"footer":     "delete it: the page has a footer already",
	"form":       "pages ask readers for nothing: link to a service instead",
	"h1":         "the title in the front matter is the page's h1; write ## before the headings below it",
	"h2":         "write ## before the heading",
	"h3":         "write ### before the heading",
	"h4":         "write #### before the heading",
	"h5":         "write ##### before the heading",
	"h6":         "write ###### before the heading",
	"header":     "delete it: the page has a header already",
	"hr":         "write --- between two empty lines",
	"i":          "write *words*",
	"iframe":     "link to it: [what it is](https://…); a frame would tell its host who reads the page",
	"img":        "write ![what the picture shows](/images/name.png)",
	"input":      "pages ask readers for nothing: link to a service instead",
	"ins":        "delete the tags: the history of the file shows what is new",
	"kbd":        "put the words between backticks: `words`",
	"li":         "write - before each entry",
	"link":       "delete it: pages fetch nothing",
	"main":       "delete it: the page has one already",
	"mark":       "write **words**",
	"meta":       "delete it: front matter says what a page is about",
	"nav":        "delete it: menus are made from content/site.yaml",
	"object":     "link to it: [what it is](https://…)",
	"ol":         "write 1. before each entry",
	"p":          "delete it: an empty line starts a paragraph",
	"pre":        "put the lines between two lines of ```",
	"q":          "write quotation marks",
	"s":          "delete the words: the history of the file keeps them",
	"script":     "delete it: nothing runs in a page",
	"section":    "write ## and a heading where a part begins",
	"small":      "delete the tags, or leave the words out",
	"span":       "delete it; words in another language are :lang[words]{code=cy}",
	"strike":     "delete the words: the history of the file keeps them",
	"strong":     "write **words**",
	"style":      "delete it: static/style.css is the only style sheet",
	"sub":        "delete the tags",
	"summary":    "write :::details[Question] on a line of its own, then the text, then :::",
	"sup":        "delete the tags; a footnote is [^1], with [^1]: and its text on a line of its own",
	"svg":        "put the picture into static/ and write ![what it shows](/images/name.svg)",
	"table":      "write a row as | cell | cell |, and | --- | --- | under the first",
	"td":         "write a row as | cell | cell |, and | --- | --- | under the first",
	"th":         "write a row as | cell | cell |, and | --- | --- | under the first",
	"tr":         "write a row as | cell | cell |, and | --- | --- | under the first",
	"u":          "write *words*; underlined words look like links",
	"ul":         "write - before each entry",
	"video":      "link to it: [what it shows](https://…); a player would tell its host who watches",
}

// alert reports a quotation that starts with [!NOTE], as GitHub writes boxes.
func (p *page) alert(n *ast.Blockquote) {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return
	}
	seg := first.Lines().At(0)
	line := bytes.TrimSpace(p.body[seg.Start:seg.Stop])
	if !bytes.HasPrefix(line, []byte("[!")) {
		return
	}
	end := bytes.IndexByte(line, ']')
	if end < 0 || nameEnd(line, 2) != end {
		return
	}
	name := "note"
	switch strings.ToLower(string(line[2:end])) {
	case "warning", "caution", "danger", "important":
		name = "warning"
	}
	title := ""
	if rest := strings.TrimSpace(string(line[end+1:])); rest != "" {
		title = "[" + rest + "]"
	}
	p.fail(seg.Start, seg.Start+end+1, "markdown/alert", "boxes are written as directives here", "write :::"+name+title+" on a line of its own, then the text without >, then :::")
}
