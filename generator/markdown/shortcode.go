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

// The answers that several shortcodes share.
const (
	useNote    = "write :::note on a line of its own, then the text, then :::"
	useWarning = "write :::warning on a line of its own, then the text, then :::"
	useDetails = "write :::details[Question] on a line of its own, then the text, then :::"
	useFilm    = "link to the film: [what it shows](https://…); a player would tell its host who watches"
	usePost    = "link to it: [what it says](https://…); what is embedded tells its host who reads"
	usePicture = "write ![what the picture shows](/images/name.png)"
	useLink    = "write the path of the file: [words](../law/index.md)"
	useCode    = "put the lines between two lines of ```"
	useNext    = "write ::next[Words]{to=page.md} on a line of its own"
	useChoices = "write :::choices on a line of its own, then a list of links, then :::"
)

// insteadOfShortcode says what to write instead of a shortcode. The names are
// Hugo's own and those that its themes share.
var insteadOfShortcode = map[string]string{
	"note": useNote, "notice": useNote, "alert": useNote, "admonition": useNote, "callout": useNote, "tip": useNote,
	"info": useNote, "hint": useNote, "attention": useNote, "box": useNote, "panel": useNote,
	"warning": useWarning, "danger": useWarning, "caution": useWarning, "important": useWarning,
	"details": useDetails, "expand": useDetails, "collapse": useDetails, "accordion": useDetails, "spoiler": useDetails, "toggle": useDetails,
	"youtube": useFilm, "vimeo": useFilm, "vimeo_simple": useFilm, "video": useFilm, "youtube_simple": useFilm,
	"x": usePost, "twitter": usePost, "tweet": usePost, "twitter_simple": usePost, "x_simple": usePost, "instagram": usePost,
	"instagram_simple": usePost, "gist": usePost, "iframe": usePost, "embed": usePost, "mastodon": usePost,
	"figure": usePicture, "img": usePicture, "image": usePicture, "picture": usePicture, "gallery": usePicture, "qr": usePicture,
	"ref": useLink, "relref": useLink, "link": useLink, "url": useLink, "absurl": useLink, "relurl": useLink,
	"highlight": useCode, "code": useCode, "mermaid": useCode, "math": useCode, "katex": useCode,
	"button": useNext, "cta": useNext, "btn": useNext,
	"cards": useChoices, "card": useChoices, "grid": useChoices,
	"steps":   "write :::steps on a line of its own, then a numbered list, then :::",
	"tabs":    "write a heading for each tab: everything on a page is shown",
	"tab":     "write a heading for each tab: everything on a page is shown",
	"columns": "write the parts one after another: most people read on a phone",
	"param":   "write the words themselves; facts of a service come from :phone[id], :hours[id] or :website[id]",
	"site":    "write the words themselves; facts of a service come from :phone[id], :hours[id] or :website[id]",
	"toc":     "delete it: a page's headings are enough",
	"comment": "delete it; notes for colleagues belong with the change that they explain",
	"rawhtml": "delete it: a page holds no raw HTML",
	"html":    "delete it: a page holds no raw HTML",
	"include": "write the words here, or link to the page that has them",
	"lead":    "write it as the first paragraph",
	"phone":   "write :phone[helpline] with the id of a service",
	"email":   "link to a page that says how to get in touch",
	"mailto":  "link to a page that says how to get in touch",
}
