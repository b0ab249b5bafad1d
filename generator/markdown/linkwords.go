package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"sotto/generator/site"
)

// saysNothing says whether a link text is empty, or in a language's table,
// whatever its case, its spaces and the punctuation around it.
func (p *page) saysNothing(words string) bool {
	folded, gap := p.scratch[:0], false
	for _, r := range words {
		if r = unicode.ToLower(r); !isWord(r) {
			gap = len(folded) > 0
			continue
		}
		if gap {
			folded = append(folded, ' ')
		}
		folded, gap = utf8.AppendRune(folded, r), false
	}
	p.scratch = folded
	return len(folded) == 0 || slices.ContainsFunc(p.env.Languages, func(l *site.Language) bool { return l.EmptyLinks[string(folded)] })
}

// checkWords reports a link whose text does not say where it leads.
func (p *page) checkWords(n *ast.Link, words string) {
	address := strings.HasPrefix(words, "http://") || strings.HasPrefix(words, "https://")
	if !address && !p.saysNothing(words) {
		return
	}
	start := p.at(n)
	end := start + 1
	if c := n.FirstChild(); c != nil && c.Pos() >= 0 {
		start = c.Pos()
		end = start + 1
		for ; c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				end = max(end, t.Segment.Stop)
			}
		}
	}
	switch {
	case address:
		p.fail(start, end, "markdown/link-text", "this link shows an address instead of words", "name the place that it leads to")
	case words == "":
		p.fail(start, end, "markdown/link-text", "this link has no words", "write between the brackets what the link leads to")
	default:
		p.fail(start, end, "markdown/link-text", "these words do not say where the link leads", "name the place: people hear the links of a page one after another, without what stands around them")
	}
}

// inRun looks at a stretch of text for addresses that are no links.
func (p *page) inRun(b []byte, at int) {
	if p.inLink > 0 || !bytes.Contains(b, []byte("://")) && !bytes.Contains(b, []byte("www.")) {
		return // a pattern takes longer to say no
	}
	for _, m := range address.FindAllSubmatchIndex(b, -1) {
		if m[2] > 0 && b[m[2]-1] == '(' && bytes.HasPrefix(b[m[3]:], []byte(")[")) {
			continue // (https://…)[words], which brokenLink tells
		}
		p.bareURL(b[m[2]:m[3]], at+m[2])
	}
}

// address is an address in text, without the punctuation that follows it.
var address = regexp.MustCompile(`(?:^|[^\pL\pN./])((?:(?i:https?|ftp)://|www\.)(?:[.,;:!?]*[^\x00- <>"'()\[\]{}|` + "`" + `*.,;:!?])+)`)

func (p *page) bareURL(address []byte, at int) {
	to := string(address)
	if rest, ok := strings.CutPrefix(strings.ToLower(to), "http://"); ok {
		to = "https://" + rest
	} else if strings.HasPrefix(to, "www.") {
		to = "https://" + to
	}
	p.fail(at, at+len(address), "markdown/bare-url", "this address is no link, and is hard to read", "write [words that name the place]("+to+")")
}

// brokenLink looks at a bracket in text: does the text look like a link that
// was meant to be one?
func (p *page) brokenLink(b []byte, i, at int) {
	if p.inLink > 0 {
		return
	}
	rest := b[i+1 : min(len(b), i+1+300)]
	if b[i] == '[' {
		if end := bytes.IndexByte(rest, ']'); i > 0 && b[i-1] == ')' && end > 0 && !isAddress(rest[:end]) {
			// (page.md)[words]
			if from := bytes.LastIndexByte(b[:i], '('); from >= max(0, i-300) && isAddress(b[from+1:i-1]) {
				p.fail(at+from, at+i+end+2, "markdown/broken-link", "this is no link: its two parts are the wrong way round", "write ["+string(rest[:end])+"]("+string(b[from+1:i-1])+")").Fix =
					p.swap(at+from, at+i+end+2, string(b[from:i+end+2]), "["+string(rest[:end])+"]("+string(b[from+1:i-1])+")")
			}
		}
		// (words)[page.md]
		if end := bytes.IndexByte(rest, ']'); i > 0 && b[i-1] == ')' && end > 0 && isAddress(rest[:end]) {
			f := p.fail(at+i, at+i+end+2, "markdown/broken-link", "this is no link: its brackets are the wrong way round", "write [words]("+string(rest[:end])+")")
			if from := bytes.LastIndexByte(b[:i], '('); from >= 0 {
				f.Fix = p.swap(at+from, at+i+end+2, string(b[from:i+end+2]), "["+string(b[from+1:i-1])+"]("+string(rest[:end])+")")
			}
		}
		return
	}
	if len(rest) < 2 {
		return
	}
	switch {
	case rest[0] == '[':
		if end := bytes.IndexByte(rest[1:], ']'); end > 0 && opened(b, i) {
			p.fail(at+i+1, at+i+end+3, "markdown/undefined-reference", "no line of this page says where ["+string(rest[1:1+end])+"] leads", "write the place into the link: [words](page.md); for plain brackets write \\[")
		}
	case rest[0] == '(' && opened(b, i) && !bytes.HasPrefix(rest, []byte("({{")):
		end := bytes.IndexByte(rest, ')')
		if end < 0 {
			p.fail(at+i+1, at+i+2, "markdown/broken-link", "this is no link: its address never ends", "write ) after the address")
			return
		}
		message, help := "this is no link: its address cannot be read", "write [words](page.md)"
		if address := strings.TrimSpace(string(rest[1:end])); strings.ContainsAny(address, " \t") {
			message, help = "this is no link: its address holds a space", "name the file without spaces; for plain brackets write \\["
		}
		p.fail(at+i+1, at+i+end+2, "markdown/broken-link", message, help)
	case rest[0] == ' ' && rest[1] == '(' && opened(b, i):
		if end := bytes.IndexByte(rest, ')'); end > 0 && isAddress(rest[2:end]) {
			p.fail(at+i+1, at+i+end+2, "markdown/broken-link", "this is no link: a space stands between its brackets", "write ]( without a space").Fix =
				p.source().Edit(p.base+at+i+1, p.base+at+i+2, "")
		}
	}
}

// opened says whether an opening bracket stands before the closing one at b[i],
// as near as a label may be long.
func opened(b []byte, i int) bool {
	return bytes.IndexByte(b[max(0, i-maxLabel):i], '[') >= 0
}

// isAddress says whether text looks like the destination of a link.
func isAddress(b []byte) bool {
	return !bytes.ContainsAny(b, " \t\n") &&
		(bytes.Contains(b, []byte("://")) || bytes.Contains(b, []byte(".md")) || bytes.HasPrefix(b, []byte("#")) || bytes.HasPrefix(b, []byte("www.")))
}
