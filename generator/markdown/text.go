package markdown

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"sotto/generator/diag"
)

// isSpecial says which bytes of text need a closer look.
var isSpecial = [256]bool{
	0: true, '&': true, '<': true, '>': true, '"': true, '\'': true, '\\': true,
	'-': true, '.': true, '[': true, ']': true,
}

// write writes text to the HTML and to the plain text: backslash escapes and
// character references undone, typography done, and what has a meaning in HTML
// escaped. at is where b starts in the body, -1 when it is a copy; last is the
// node that b ends with, for what follows it.
func (p *page) write(b []byte, at int, last ast.Node) {
	n := 0 // what is before n is written
	here := func() {
		if at >= 0 {
			p.from(at+n, false)
		}
	}
	here()
	spaces := p.lang != nil && len(p.lang.Together) > 0
	for i := 0; i < len(b); {
		if !isSpecial[b[i]] && !(spaces && b[i] == ' ') {
			i++
			continue
		}
		width, r, s := 1, rune(b[i]), "" // s, when set, instead of r
		switch c := b[i]; c {
		case '.':
			if width, r = p.dots(b, i); r == '.' {
				i += width
				continue
			}
		case '-':
			if width, r = p.dash(b, i, n, last); r == '-' {
				i += width
				continue
			}
		case '"', '\'':
			if p.lang != nil {
				p.look(b, n, i)
				r = p.quote(b, i, last)
			} else if c == '\'' {
				i++
				continue
			}
		case ' ':
			if !p.together(b[:i]) {
				i++
				continue
			}
			r = '\u00A0'
		case '[', ']':
			if at >= 0 {
				p.brokenLink(b, i, at)
			}
			i++
			continue
		case '\\':
			if i+1 == len(b) || !util.IsPunct(b[i+1]) {
				i++
				continue
			}
			width, r = 2, rune(b[i+1])
		case '&':
			width, s = reference(b[i:])
			if r, _ = utf8.DecodeLastRuneInString(s); width > 1 && invisible(r) && at >= 0 {
				p.fail(at+i, at+i+width, "markdown/invisible", "this writes a character that nobody can see", "delete it; for a space that does not break write &nbsp;")
			}
		}
		p.out, p.txt = append(p.out, b[n:i]...), append(p.txt, b[n:i]...)
		if s == "" || r == 0 {
			r = util.ToValidRune(r)
			s = string(r)
		}
		p.out, p.txt, p.prev = appendEscaped(p.out, s), append(p.txt, s...), r
		i += width
		n = i
		here()
	}
	p.out, p.txt = append(p.out, b[n:]...), append(p.txt, b[n:]...)
	p.look(b, n, len(b))
}

// look brings prev up to date: it becomes the character before b[i], when any
// of b[n:i] has not been written yet.
func (p *page) look(b []byte, n, i int) {
	if i > n {
		p.prev, _ = utf8.DecodeLastRune(b[n:i])
	}
}

// reference reads a character reference at the start of b, as CommonMark 0.31.2
// does. It returns its width and what it stands for; when it is none, 1 and the
// ampersand itself. goldmark's own reader takes &#010; for octal.
func reference(b []byte) (width int, s string) {
	if len(b) > 1 && b[1] == '#' {
		first, base, most := 2, 10, 7
		if len(b) > 2 && (b[2] == 'x' || b[2] == 'X') {
			first, base, most = 3, 16, 6
		}
		end := bytes.IndexByte(b[:min(len(b), first+most+1)], ';')
		if end > first {
			if v, err := strconv.ParseUint(string(b[first:end]), base, 32); err == nil {
				return end + 1, string(rune(v))
			}
		}
	} else if end := bytes.IndexByte(b[:min(len(b), 40)], ';'); end > 0 {
		if e, ok := util.LookUpHTML5EntityByName(string(b[1:end])); ok {
			return end + 1, string(e.Characters)
		}
	}
	return 1, "&"
}

// invisible says whether a character cannot be seen by itself: those that
// choose the form of the one before are taken where they stand as typed.
func invisible(r rune) bool {
	return diag.Unseen(r) || unicode.Is(unicode.Variation_Selector, r)
}

// following returns the character after a node, as the reader will see it: 0 at
// the end of the block, 'x' for what is not text but stands like a word.
func (p *page) following(n ast.Node) rune {
	if t, ok := n.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
		return '\n'
	}
	for range 32 { // marks inside marks; no more than a person writes
		for n != nil && n.NextSibling() == nil {
			if n = n.Parent(); n == nil || n.Type() != ast.TypeInline {
				return 0
			}
		}
		if n == nil {
			return 0
		}
		n = n.NextSibling()
		for n.FirstChild() != nil && (n.Kind() == ast.KindEmphasis || n.Kind() == ast.KindLink) {
			n = n.FirstChild()
		}
		switch n := n.(type) {
		case *ast.Text:
			if n.Segment.Len() > 0 {
				return next(p.body[n.Segment.Start:n.Segment.Stop])
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				return '\n'
			}
		case *footnoteMark:
			return 0
		default:
			if n.Kind() != ast.KindEmphasis && n.Kind() != ast.KindLink {
				return 'x'
			}
		}
	}
	return 0
}

// next is the first character of text that is not written yet.
func next(b []byte) rune {
	switch {
	case len(b) == 0:
		return 0
	case b[0] == '\\' && len(b) > 1 && util.IsPunct(b[1]):
		return rune(b[1])
	case b[0] == '&':
		_, s := reference(b)
		r, _ := utf8.DecodeRuneInString(s)
		return r
	}
	r, _ := utf8.DecodeRune(b)
	return r
}
