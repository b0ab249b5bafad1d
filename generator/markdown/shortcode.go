package markdown

import (
	"bytes"
	_ "embed"
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

//go:embed shortcodes.txt
var shortcodeNames string

// insteadOfShortcode says what to write instead of a shortcode. The names are
// Hugo's own and those that its themes share.
var insteadOfShortcode = answers(shortcodeNames)
