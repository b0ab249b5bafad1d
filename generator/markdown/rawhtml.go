package markdown

import (
	"bytes"
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
	p.fail(start, end, "markdown/raw-html", message, help)
}

// tagName returns the name of the element that a piece of HTML starts with, in
// lower case, and whether it ends one. A comment is "!--".
func tagName(b []byte) (name string, closing bool) {
	m := tagStart.FindSubmatch(b)
	return strings.ToLower(string(m[2])), len(m[1]) > 0
}

var (
	tagStart  = regexp.MustCompile(`^<?(/ *)?(!--|[A-Za-z][A-Za-z0-9-]*|)`)
	alertLine = regexp.MustCompile(`^\[!([A-Za-z][A-Za-z0-9-]*)\](.*)`)
)

// voidTags are elements without an end tag.
var voidTags = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "!--": true, "source": true, "wbr": true, "": true}

// answers makes a table of lines that hold names and the answer to each.
func answers(lines ...[2]string) map[string]string {
	out := map[string]string{}
	for _, l := range lines {
		for name := range strings.FieldsSeq(l[0]) {
			out[name] = l[1]
		}
	}
	return out
}

// insteadOf says what to write instead of an element.
var insteadOf = answers(
	[2]string{"!--", "delete it; notes for colleagues belong with the change that they explain"},
	[2]string{"a", "write [words that name the place](page.md)"},
	[2]string{"abbr", "write the words in full the first time: National Health Service (NHS)"},
	[2]string{"article section", "write ## and a heading where a part begins"},
	[2]string{"aside", "write :::note on a line of its own, then the text, then :::"},
	[2]string{"audio embed object", "link to it: [what it is](https://…)"},
	[2]string{"b mark strong", "write **words**"},
	[2]string{"blockquote", "write > before each line"},
	[2]string{"br", "end the line with a backslash, or start a new paragraph with an empty line"},
	[2]string{"button", "write ::next[Words]{to=page.md} on a line of its own"},
	[2]string{"center font", "delete it: the style sheet decides how text is set"},
	[2]string{"code kbd", "put the words between backticks: `words`"},
	[2]string{"dd", "write : before the meaning, on the line after the word"},
	[2]string{"del s strike", "delete the words: the history of the file keeps them"},
	[2]string{"details summary", "write :::details[Question] on a line of its own, then the text, then :::"},
	[2]string{"div", "delete it; an empty line starts a paragraph, and :::note a box"},
	[2]string{"dl dt", "write the word on a line, and its meaning on the next line after a colon and a space"},
	[2]string{"em i", "write *words*"},
	[2]string{"figure img", "write ![what the picture shows](/images/name.png)"},
	[2]string{"footer", "delete it: the page has a footer already"},
	[2]string{"form input", "pages ask readers for nothing: link to a service instead"},
	[2]string{"h1", "the title in the front matter is the page's h1; write ## before the headings below it"},
	[2]string{"h2", "write ## before the heading"},
	[2]string{"h3", "write ### before the heading"},
	[2]string{"h4", "write #### before the heading"},
	[2]string{"h5", "write ##### before the heading"},
	[2]string{"h6", "write ###### before the heading"},
	[2]string{"header", "delete it: the page has a header already"},
	[2]string{"hr", "write --- between two empty lines"},
	[2]string{"iframe", "link to it: [what it is](https://…); a frame would tell its host who reads the page"},
	[2]string{"ins", "delete the tags: the history of the file shows what is new"},
	[2]string{"li ul", "write - before each entry"},
	[2]string{"link", "delete it: pages fetch nothing"},
	[2]string{"main", "delete it: the page has one already"},
	[2]string{"meta", "delete it: front matter says what a page is about"},
	[2]string{"nav", "delete it: menus are made from content/site.yaml"},
	[2]string{"ol", "write 1. before each entry"},
	[2]string{"p", "delete it: an empty line starts a paragraph"},
	[2]string{"pre", "put the lines between two lines of ```"},
	[2]string{"q", "write quotation marks"},
	[2]string{"script", "delete it: nothing runs in a page"},
	[2]string{"small", "delete the tags, or leave the words out"},
	[2]string{"span", "delete it; words in another language are :lang[words]{code=cy}"},
	[2]string{"style", "delete it: static/style.css is the only style sheet"},
	[2]string{"sub", "delete the tags"},
	[2]string{"sup", "delete the tags; a footnote is [^1], with [^1]: and its text on a line of its own"},
	[2]string{"svg", "put the picture into static/ and write ![what it shows](/images/name.svg)"},
	[2]string{"table td th tr", "write a row as | cell | cell |, and | --- | --- | under the first"},
	[2]string{"u", "write *words*; underlined words look like links"},
	[2]string{"video", "link to it: [what it shows](https://…); a player would tell its host who watches"},
)

// alert reports a quotation that starts with [!NOTE], as GitHub writes boxes.
func (p *page) alert(n *ast.Blockquote) {
	first, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return
	}
	seg := first.Lines().At(0)
	m := alertLine.FindStringSubmatch(string(bytes.TrimSpace(p.body[seg.Start:seg.Stop])))
	if m == nil {
		return
	}
	name := "note"
	switch strings.ToLower(m[1]) {
	case "warning", "caution", "danger", "important":
		name = "warning"
	}
	title := ""
	if rest := strings.TrimSpace(m[2]); rest != "" {
		title = "[" + rest + "]"
	}
	p.fail(seg.Start, seg.Start+len("[!]")+len(m[1]), "markdown/alert", "boxes are written as directives here", "write :::"+name+title+" on a line of its own, then the text without >, then :::")
}
