package audit

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// CSS is checked three times over, because one wrong reading is enough to
// fetch. The token pass (tokens) allows at-rules and functions by name and
// refuses every url. The raw pass (rawCSS) undoes all escapes in the bytes and
// looks for the same words without any idea of tokens, so that a difference
// between this tokeniser and a browser's cannot matter. The rule pass
// (cssrules.go) looks at what rules do: colour visited links, hide text.

// cssOptions is what the checks of CSS need to know.
type cssOptions struct {
	profile *ruleset
	partial bool // not the one style of a page
	mayHide *regexp.Regexp
}

func (a *Auditor) cssOptions(partial bool) cssOptions {
	return cssOptions{profile: a.rules, partial: partial, mayHide: a.mayHide}
}

// hiders matches the selectors whose rules may hide what they select: elements
// of a class that says so, the hidden attribute, a link that shows itself when
// it gets the focus, and content that CSS itself made.
func hiders(classes []string) *regexp.Regexp {
	any := "visually-hidden"
	for _, class := range classes {
		any += "|" + regexp.QuoteMeta(class)
	}
	return regexp.MustCompile(`\.(` + any + `)([^A-Za-z0-9_-]|$)|\[hidden\]|:not\(:focus|::(before|after|marker|-webkit-details-marker|backdrop)`)
}

// cssToken is a token with its place.
type cssToken struct {
	kind       css.TokenType
	start, end int
	name       string // functions, at-rules, identifiers: unescaped, lower case
}

// cssAtRules are the at-rules that fetch nothing.
var cssAtRules = []string{"container", "counter-style", "keyframes", "layer", "media", "page", "property", "scope", "starting-style", "supports", "-webkit-keyframes", "view-transition"}

// cssFetchers are the ways that CSS fetches, or once did.
var cssFetchers = []string{
	"-moz-document", "-moz-element", "-webkit-cross-fade", "-webkit-image-set", "charset", "cross-fade", "document", "element",
	"expression", "font-face", "image", "image-set", "import", "local", "namespace", "paint", "src", "url", "url-prefix",
}

// cssFunctions are the functions that work on numbers, colours and selectors.
var cssFunctions = strings.Fields(`
	abs acos asin atan atan2 attr blur brightness calc circle clamp color color-mix conic-gradient contrast cos counter
	counters cubic-bezier dir drop-shadow ellipse env exp fit-content grayscale has hsl hsla hue-rotate hwb hypot inset
	invert is lab lang lch light-dark linear linear-gradient log matrix matrix3d max min minmax mod not nth-child
	nth-last-child nth-last-of-type nth-of-type oklab oklch opacity path perspective polygon pow radial-gradient rect rem
	repeat repeating-conic-gradient repeating-linear-gradient repeating-radial-gradient rgb rgba rotate rotate3d rotatex
	rotatey rotatez round saturate scale scale3d scalex scaley scalez selector sepia sign sin skew skewx skewy sqrt steps
	style tan translate translate3d translatex translatey translatez var where xywh`)

// cssCheck is the work on one stylesheet.
type cssCheck struct {
	cssOptions
	src    []byte
	tokens []cssToken
	out    []located
	// linkColour is set once plain links are given a colour, so that the
	// browser's own one for visited links does not show.
	linkColour bool
}

func (c *cssCheck) at(check string, off, end int, args ...string) {
	c.out = append(c.out, located{check, off, end, args})
}

// checkCSS returns what is wrong with a stylesheet.
func checkCSS(src []byte, opt cssOptions) []located {
	c := &cssCheck{cssOptions: opt, src: src, tokens: make([]cssToken, 0, len(src)*3/8)}
	c.tokenise()
	if len(c.out) == 0 {
		c.rawCSS()
	}
	c.rules(0, len(c.tokens), ruleContext{}, 0)
	if !c.linkColour && !opt.partial {
		c.at("css/visited#default", 0, min(20, len(src)))
	}
	return c.out
}

// tokenise reads all tokens and checks each by itself.
func (c *cssCheck) tokenise() {
	lexer := css.NewLexer(parse.NewInputBytes(bytes.Clone(c.src)))
	for at := 0; ; {
		kind, data := lexer.Next()
		if kind == css.ErrorToken {
			if at < len(c.src) {
				c.at("css/form#token", at, at+1)
			}
			return
		}
		t := cssToken{kind: kind, start: at, end: at + len(data)}
		at = t.end
		text := c.src[t.start:t.end]
		switch kind {
		case css.CommentToken:
			if !bytes.HasSuffix(text, []byte("*/")) || len(text) < 4 {
				c.at("css/form#unclosed", t.start, t.end)
			}
			continue
		case css.URLToken, css.BadURLToken:
			c.at("css/fetch#url", t.start, t.end)
		case css.FunctionToken:
			t.name = cssName(text[:len(text)-1])
			c.named(t, "function", cssFunctions)
		case css.AtKeywordToken:
			t.name = cssName(text[1:])
			c.named(t, "atrule", c.profile.cssAtRules)
		case css.StringToken:
			if len(text) < 2 || text[len(text)-1] != text[0] {
				c.at("css/form#unclosed", t.start, t.end)
			}
			for _, r := range cssUnescape(string(text)) {
				if check := wrongCharacter(r, 'a'); check != "" && r != '\n' {
					c.at(check, t.start, t.end, hexRune(r))
					break
				}
			}
		case css.BadStringToken, css.UnicodeRangeToken, css.CDOToken, css.CDCToken:
			c.at("css/form#token", t.start, t.end)
		case css.DelimToken:
			if text[0] == '\\' || text[0] == 0 {
				c.at("css/form#token", t.start, t.end)
			}
		case css.IdentToken, css.HashToken, css.DimensionToken, css.CustomPropertyNameToken:
			t.name = cssName(text)
			if bytes.IndexByte(text, '\\') >= 0 && !c.profile.cssEscapes {
				c.at("css/form#escape", t.start, t.end, string(text))
			}
		}
		c.tokens = append(c.tokens, t)
	}
}

// named checks the name of a function or an at-rule.
func (c *cssCheck) named(t cssToken, what string, known []string) {
	text := c.src[t.start:t.end]
	switch {
	case !slices.Contains(known, t.name) && slices.Contains(cssFetchers, t.name):
		c.at("css/fetch#"+what, t.start, t.end, t.name)
	case !slices.Contains(known, t.name):
		c.at("css/"+what+"#unknown", t.start, t.end, t.name)
	case bytes.IndexByte(text, '\\') >= 0:
		c.at("css/form#escape", t.start, t.end, string(text))
	case t.kind == css.FunctionToken && t.name == "attr":
		// attr(href) shows an address; attr(x type(…)) may become one.
		inner, _, _ := bytes.Cut(c.src[t.end:], []byte(")"))
		if name := bytes.TrimSpace(inner); !isWords(name) || bytes.IndexByte(name, ' ') >= 0 {
			c.at("css/fetch#attr", t.start, t.end+len(inner))
		}
	}
}

// rawFetchers are looked for in the bytes as such.
var rawFetchers = []string{
	"url(", "src(", "image(", "image-set(", "cross-fade(", "element(", "paint(", "expression(", "local(",
	"@import", "@font-face", "@namespace", "@document", "javascript:", "-moz-binding",
}

// rawCSS looks for the words that fetch in the bytes with every escape undone,
// whatever stands around them.
func (c *cssCheck) rawCSS() {
	text := strings.ToLower(cssUnescape(string(c.src)))
	for _, w := range rawFetchers {
		if i := strings.Index(text, w); i >= 0 {
			at := max(0, bytes.Index(bytes.ToLower(c.src), []byte(w)))
			c.at("css/fetch#raw", at, min(len(c.src), at+len(w)), w)
		}
	}
}

// cssName is an identifier with its escapes undone, in lower case.
func cssName(b []byte) string { return strings.ToLower(cssUnescape(string(b))) }

// cssUnescape undoes CSS escapes: a backslash and up to six hexadecimal digits
// with one white space after them, or a backslash and any other character; before
// a line feed it is nothing.
func cssUnescape(s string) string {
	at := strings.IndexByte(s, '\\')
	if at < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for ; at >= 0 && at+1 < len(s); at = strings.IndexByte(s, '\\') {
		b.WriteString(s[:at])
		s = s[at+1:]
		n := 0
		for n < min(6, len(s)) && isHex(s[n]) {
			n++
		}
		switch {
		case n > 0:
			r, _ := strconv.ParseUint(s[:n], 16, 32)
			b.WriteRune(rune(r))
			if n < len(s) && strings.IndexByte(" \n\t\r\f", s[n]) >= 0 {
				n++
			}
		case s[0] == '\n':
			n = 1
		default:
			_, n = utf8.DecodeRuneInString(s)
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	b.WriteString(s)
	return b.String()
}
