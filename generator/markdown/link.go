package markdown

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// references calls goldmark's parser of definitions of links only for paragraphs
// that can hold one: it makes a reader for each.
type references struct{ parser.ParagraphTransformer }

func (r references) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	if n := lines.Len(); n > 0 && !bytes.Contains(reader.Source()[lines.At(0).Start:lines.At(n-1).Stop], []byte("]:")) {
		return
	}
	r.ParagraphTransformer.Transform(node, reader, pc)
}

// link writes a link. Its text is written first, because the text is part of
// what is asked of Env.Resolve; the opening tag is then put before it.
func (p *page) link(n *ast.Link) {
	start, from := len(p.out), len(p.txt)
	p.inLink++
	p.inlines(n)
	p.inLink--
	words := strings.TrimSpace(string(p.txt[from:]))
	at, end := p.place(n, n.Destination)
	p.checkWords(n, words)
	l := Link{Text: words, Offset: p.base + at, End: p.base + end}
	target, ok := p.resolve(l, destination(n.Destination), n)
	if !ok {
		return // what the link said stays, as text
	}
	tag := append(p.scratch[:0], `<a href="`...)
	tag = appendAddress(tag, target.Href)
	tag = append(tag, '"')
	if n.Title != nil {
		tag = p.title(tag, n.Title, end)
	}
	if target.Lang != "" {
		tag = append(tag, ` hreflang="`...)
		tag = appendEscaped(tag, target.Lang)
		tag = append(tag, '"')
	}
	if target.External {
		tag = append(tag, ` class="external" rel="noreferrer noopener"`...)
	}
	p.scratch = append(tag, '>')
	p.insert(start, p.scratch)
	p.out = append(p.out, "</a>"...)
}

// title adds a title attribute to a tag. goldmark gives a copy of the title; it
// stands in the body after the destination, which ends at dest.
func (p *page) title(tag, title []byte, dest int) []byte {
	start := len(p.out)
	at := bytes.Index(p.body[dest:min(len(p.body), dest+len(title)+maxLabel)], title)
	if at >= 0 {
		at += dest
	}
	p.attribute(title, at)
	if at < 0 && hidden(string(p.out[start:])) { // over several lines
		p.fail(dest, dest, "markdown/invisible", "the title of this link holds a character that nobody can see", "delete it")
	}
	tag = append(tag, ` title="`...)
	tag = append(tag, p.out[start:]...)
	p.out = p.out[:start]
	return append(tag, '"')
}

func (p *page) image(n *ast.Image) {
	start, from, lang := len(p.out), len(p.txt), p.lang
	p.lang = nil // an attribute has no typography
	p.alt(n)
	p.lang = lang
	alt := string(p.out[start:])
	p.out = p.out[:start]
	p.prev = 'x'
	at, end := p.place(n, n.Destination)
	l := Link{Text: string(p.txt[from:]), Offset: p.base + at, End: p.base + end, Image: true}
	target, ok := p.resolve(l, destination(n.Destination), n)
	if !ok {
		p.out = append(p.out, alt...)
		return
	}
	p.out = append(p.out, `<img src="`...)
	p.out = appendAddress(p.out, target.Href)
	p.out = append(p.out, `" alt="`...)
	p.out = append(append(p.out, alt...), '"')
	if n.Title != nil {
		p.scratch = p.title(p.scratch[:0], n.Title, end)
		p.out = append(p.out, p.scratch...)
	}
	p.out = append(p.out, '>')
}

// alt writes the text in n as the value of an attribute.
func (p *page) alt(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch n := c.(type) {
		case *ast.Text:
			b := p.body[n.Segment.Start:n.Segment.Stop]
			if n.IsRaw() {
				p.out, p.txt = appendEscaped(p.out, b), append(p.txt, b...)
			} else {
				p.write(b, n.Segment.Start, nil)
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				p.out, p.txt = append(p.out, '\n'), append(p.txt, ' ')
			}
		case *ast.RawHTML:
			p.rawHTML(n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop)
		case *ast.AutoLink:
			p.autoLink(n)
		case *inline:
			p.fail(n.start, n.end, "directive/syntax", "a directive stands in the description of a picture, which is plain text", "put it beside the picture")
		case *footnoteMark:
			p.fail(n.Pos(), n.end, "markdown/footnote", "this footnote's mark stands in the description of a picture", "put it after the picture")
		default:
			p.alt(c)
		}
	}
}

// autoLink reports <https://…>: an address is no text for a reader.
func (p *page) autoLink(n *ast.AutoLink) {
	label := n.Label(p.body)
	at := p.offset(label)
	help := "write [words that name the place](" + string(label) + ")"
	if n.AutoLinkType == ast.AutoLinkEmail || bytes.HasPrefix(bytes.ToLower(label), []byte("mailto:")) {
		help = "link to a page that says how to get in touch; addresses are kept in the list of services"
	}
	p.fail(at-1, at+len(label)+1, "markdown/bare-url", "this link shows an address instead of words", help)
	p.out, p.txt, p.prev = appendEscaped(p.out, label), append(p.txt, label...), 'x'
}

// place returns where a destination stands in the body; when that is not known,
// where the link starts.
func (p *page) place(n ast.Node, dest []byte) (start, end int) {
	if at := p.offset(dest); at >= 0 {
		return at, at + len(dest)
	}
	at := p.at(n)
	return at, min(at+1, len(p.body))
}

// destination undoes the escapes and character references of a destination.
func destination(raw []byte) string {
	if bytes.IndexByte(raw, '\\') >= 0 || bytes.IndexByte(raw, '&') >= 0 {
		raw = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw)))
	}
	return string(raw)
}

// resolve finds out where a destination leads, and reports it when it may lead
// nowhere. The link is remembered when it may.
func (p *page) resolve(l Link, dest string, use ...ast.Node) (Target, bool) {
	l.URL = dest
	l.Dest, l.Fragment, _ = strings.Cut(dest, "#")
	start, end := l.Offset-p.base, l.End-p.base
	fail := func(code, message, help string) (Target, bool) {
		p.fail(start, end, code, message, help)
		return Target{}, false
	}
	if strings.Contains(dest, "{{") {
		p.shortcode(start, []byte(dest))
		return Target{}, false
	}
	if c := hidden(dest); c {
		return fail("markdown/link-character", "this address holds a character that nobody can see", "type the address again")
	}
	if scheme := dangerous(dest); scheme != "" {
		return fail("markdown/dangerous-link", "this link would run or show something of its own: "+scheme, "link to a source file such as ../law/index.md, or to an https address")
	}
	if strings.ContainsRune(dest, '\\') {
		p.fail(start, end, "markdown/link-character", "this address holds a backslash", "write / between the parts of an address").Fix = p.swap(start, end, dest, strings.ReplaceAll(dest, `\`, "/"))
		return Target{}, false
	}
	if rest := strings.ToLower(l.Dest); strings.HasPrefix(rest, "www.") {
		p.fail(start, end, "markdown/insecure-link", "this address does not say that it is on the web", "write https://"+dest).Fix = p.swap(start, end, dest, "https://"+dest)
		return Target{}, false
	}
	target := Target{Href: dest}
	if p.env.Resolve != nil {
		var problem *Problem
		if target, problem = p.env.Resolve(l); problem != nil {
			f := p.report(start, end, problem.Code, problem.Severity, problem.Message, problem.Help)
			f.Item, f.List = problem.Item, problem.List
			f.Fix = p.swap(start, end, dest, problem.Write)
			if len(use) > 0 {
				if at := p.position(p.at(use[0])); at.Line != f.Pos.Line {
					f.Also = append(f.Also, at) // a reference: where it is used
				}
			}
			return Target{}, false
		}
	}
	if !safe(target.Href) { // whoever answers Resolve has better help for what people write
		return fail("markdown/insecure-link", "a link leads to a page of this site or to an https address", "write a source file such as ../law/index.md, or an address that starts with https://")
	}
	p.links = append(p.links, l)
	return target, true
}

// hidden says whether an address holds a control or another character that
// leaves no trace.
func hidden(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 || invisible(r) })
}

// dangerous returns the scheme of an address that browsers run or show as a
// page of its own; "" when it has none such. It sees through the ways in which
// a scheme can be hidden: case, percent signs, white space.
func dangerous(s string) string {
	if strings.IndexByte(s, ':') < 0 && strings.IndexByte(s, '%') < 0 {
		return ""
	}
	for range 3 {
		plain := strings.Map(func(r rune) rune {
			if r <= 0x20 || r == 0x7F || r == 0xA0 {
				return -1
			}
			return r
		}, s)
		if scheme, _, ok := strings.Cut(strings.ToLower(plain), ":"); ok {
			switch scheme = strings.TrimLeft(scheme, "/\\"); scheme {
			case "javascript", "vbscript", "livescript", "data", "file", "blob", "filesystem", "about", "view-source", "jar", "mhtml":
				return scheme + ":"
			}
		}
		decoded, err := url.PathUnescape(s)
		if err != nil || decoded == s {
			return ""
		}
		s = decoded
	}
	return ""
}

// safe is what an address may be, whoever made it: a place on the page, a path,
// or https.
func safe(href string) bool {
	if strings.HasPrefix(href, "//") || strings.HasPrefix(href, "/\\") || dangerous(href) != "" {
		return false
	}
	head, _, _ := strings.Cut(href, "#")
	head, _, _ = strings.Cut(head, "?")
	head, _, _ = strings.Cut(head, "/")
	scheme, _, ok := strings.Cut(head, ":")
	return !ok || strings.EqualFold(scheme, "https")
}

// appendAddress appends an address as the value of an attribute: what may not
// stand in one percent-encoded, what has a meaning in HTML escaped.
func appendAddress(b []byte, href string) []byte {
	return appendEscaped(b, util.URLEscape([]byte(href), false))
}
