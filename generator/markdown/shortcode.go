package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// shortcodes finds what other generators put into Markdown: Hugo's shortcodes
// {{< x >}} and {{% x %}}, template code {{ x }}, and Jekyll's {% x %}.
type shortcodes struct{}

// Trigger is the brace that all of them start with.
func (shortcodes) Trigger() []byte { return []byte{'{'} }

func (shortcodes) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if len(line) < 2 || line[1] != '{' && line[1] != '%' {
		return nil
	}
	near := line[:min(len(line), maxLabel)]
	end := bytes.Index(near, []byte("}}"))
	if line[1] == '%' {
		if end = bytes.Index(near, []byte("%}")); end < 0 {
			return nil
		}
	}
	if end < 0 { // never closed, or on a later line: enough is said at its start
		end = 0
	}
	p := pageOf(pc)
	p.shortcode(seg.Start, near[:end+2])
	block.Advance(end + 2)
	return newText(seg.Start, seg.Start+end+2)
}

// shortcode reports a shortcode, and says what to write instead.
func (p *page) shortcode(at int, code []byte) {
	inner := strings.TrimSpace(strings.Trim(string(code), "{}<>% "))
	inner, closing := strings.CutPrefix(inner, "/")
	words := strings.Fields(inner)
	name := ""
	if len(words) > 0 {
		name = strings.ToLower(strings.TrimRight(words[0], ":,"))
	}
	template := len(code) == 2 || code[1] != '%' && code[2] != '<' && code[2] != '%'
	help, known := insteadOfShortcode[name]
	switch {
	case template:
		help = "write the words themselves: only the files in templates/ hold template code"
	case closing:
		help = "write ::: on a line of its own where a directive ends"
	case known:
	case p.spec(name) != nil:
		help = "write " + p.spec(name).String()
	default:
		help = "write it in Markdown or as a directive"
		if near := p.nearest(name, Block); near != nil {
			help = "did you mean " + near.String() + "?"
		} else if names := p.names(); len(names) > 0 {
			help += "; the directives are " + strings.Join(names, ", ")
		}
	}
	message := "pages hold no shortcodes"
	if template {
		message = "pages hold no template code"
	}
	p.fail(at, at+len(code), "markdown/shortcode", message, help)
}

// insteadOfShortcode says what to write instead of a shortcode. The names are
// Hugo's own and those that its themes share.
var insteadOfShortcode = answers(
	[2]string{"note notice alert admonition callout tip info hint attention box panel", "write :::note on a line of its own, then the text, then :::"},
	[2]string{"warning danger caution important", "write :::warning on a line of its own, then the text, then :::"},
	[2]string{"details expand collapse accordion spoiler toggle", "write :::details[Question] on a line of its own, then the text, then :::"},
	[2]string{"youtube vimeo vimeo_simple video youtube_simple", "link to the film: [what it shows](https://…); a player would tell its host who watches"},
	[2]string{"x twitter tweet twitter_simple x_simple instagram instagram_simple gist iframe embed mastodon", "link to it: [what it says](https://…); what is embedded tells its host who reads"},
	[2]string{"figure img image picture gallery qr", "write ![what the picture shows](/images/name.png)"},
	[2]string{"ref relref link url absurl relurl", "write the path of the file: [words](../law/index.md)"},
	[2]string{"highlight code mermaid math katex", "put the lines between two lines of ```"},
	[2]string{"button cta btn", "write ::next[Words]{to=page.md} on a line of its own"},
	[2]string{"cards card grid", "write :::choices on a line of its own, then a list of links, then :::"},
	[2]string{"steps", "write :::steps on a line of its own, then a numbered list, then :::"},
	[2]string{"tabs tab", "write a heading for each tab: everything on a page is shown"},
	[2]string{"columns", "write the parts one after another: most people read on a phone"},
	[2]string{"param site", "write the words themselves; facts of a service come from :phone[id], :hours[id] or :website[id]"},
	[2]string{"toc", "delete it: a page's headings are enough"},
	[2]string{"comment", "delete it; notes for colleagues belong with the change that they explain"},
	[2]string{"rawhtml html", "delete it: a page holds no raw HTML"},
	[2]string{"include", "write the words here, or link to the page that has them"},
	[2]string{"lead", "write it as the first paragraph"},
	[2]string{"phone", "write :phone[helpline] with the id of a service"},
	[2]string{"email mailto", "link to a page that says how to get in touch"},
)
