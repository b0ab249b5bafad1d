package audit

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// ruleContext is what stands around a rule or declaration.
type ruleContext struct {
	print   bool // inside @media print
	inMedia bool // inside any condition
	mayHide bool // the rule may hide what it selects
	inRule  bool // inside a rule with selectors: declarations may stand here
	links   bool // the rule is about all links
	box     *boxState
}

// boxState is what the declarations of one rule say together.
type boxState struct {
	colour, background string
	small, cut         bool
}

// rules reads the rules and declarations among tokens i to end.
func (c *cssCheck) rules(i, end int, ctx ruleContext, depth int) {
	if depth > 16 {
		c.at("css/form#unclosed", c.tokens[i-1].start, c.tokens[i-1].end)
		return
	}
	for i < end {
		t := c.tokens[i]
		switch t.kind {
		case css.WhitespaceToken, css.SemicolonToken:
			i++
			continue
		case css.RightBraceToken:
			c.at("css/form#brace", t.start, t.end)
			i++
			continue
		}
		stop := c.preludeEnd(i, end)
		if stop == end || c.tokens[stop].kind != css.LeftBraceToken {
			switch {
			case t.kind == css.AtKeywordToken: // a statement: @layer a, b;
			case ctx.inRule:
				c.declare(i, stop, ctx)
			default:
				c.at("css/form#rule", t.start, c.tokens[max(i, stop-1)].end)
			}
			i = stop + 1
			continue
		}
		close := c.blockEnd(stop, end)
		if close == end {
			c.at("css/form#unclosed", c.tokens[stop].start, c.tokens[stop].end)
		}
		if t.kind == css.AtKeywordToken {
			c.conditional(i, stop, close, ctx, depth)
		} else {
			c.styleRule(i, stop, close, ctx, depth)
		}
		i = close + 1
	}
}

// conditional checks a block of an at-rule. Those that are not named here
// (@keyframes, @page, @counter-style) select no text.
func (c *cssCheck) conditional(head, open, close int, ctx ruleContext, depth int) {
	t := c.tokens[head]
	switch t.name {
	case "media":
		prelude := strings.TrimSpace(strings.ToLower(c.text(head+1, open)))
		ctx.inMedia = true
		if prelude == "print" || strings.HasPrefix(prelude, "print and ") {
			ctx.print, ctx.mayHide = true, true
		}
	case "supports", "container", "scope", "starting-style":
		ctx.inMedia = true
		c.visited(c.text(head+1, open), t)
	case "layer":
	case "property":
		if text := c.text(open, close); strings.Contains(text, "<url>") || strings.Contains(text, "<image>") {
			c.at("css/fetch#atrule", t.start, t.end, "property with a url")
		}
		return
	default:
		return
	}
	if ctx.inRule { // its declarations hold under a condition of their own
		ctx.box = &boxState{}
	}
	c.rules(open+1, close, ctx, depth+1)
	c.together(ctx, t)
}

// preludeEnd finds the { or ; that ends what starts at i. The value of a
// custom property may hold braces of its own.
func (c *cssCheck) preludeEnd(i, end int) int {
	custom := c.tokens[i].kind == css.CustomPropertyNameToken
	for nest := 0; i < end; i++ {
		if custom && c.tokens[i].kind == css.LeftBraceToken {
			i = c.blockEnd(i, end)
			continue
		}
		switch c.tokens[i].kind {
		case css.LeftParenthesisToken, css.FunctionToken, css.LeftBracketToken:
			nest++
		case css.RightParenthesisToken, css.RightBracketToken:
			nest--
		case css.LeftBraceToken, css.SemicolonToken:
			if nest <= 0 {
				return i
			}
		}
	}
	return end
}

// blockEnd finds the } that closes the { at open.
func (c *cssCheck) blockEnd(open, end int) int {
	nest := 0
	for i := open; i < end; i++ {
		switch c.tokens[i].kind {
		case css.LeftBraceToken:
			nest++
		case css.RightBraceToken:
			if nest--; nest == 0 {
				return i
			}
		}
	}
	return end
}

// text is the source of tokens i to end, without comments.
func (c *cssCheck) text(i, end int) string {
	var b strings.Builder
	for ; i < end; i++ {
		b.Write(c.src[c.tokens[i].start:c.tokens[i].end])
	}
	return b.String()
}

// styleRule checks one rule with selectors, and those nested in it.
func (c *cssCheck) styleRule(head, open, close int, ctx ruleContext, depth int) {
	selectors := splitSelectors(cssName([]byte(c.text(head, open))))
	at := cssToken{start: c.tokens[head].start, end: c.tokens[max(head, open-1)].end}
	if len(selectors) == 0 {
		c.at("css/form#rule", at.start, at.end)
	}
	c.visitedList(selectors, at)
	if !ctx.mayHide {
		ctx.mayHide = len(selectors) > 0 && !slices.ContainsFunc(selectors, func(s string) bool { return !c.mayHide.MatchString(s) })
	}
	ctx.links = !ctx.inMedia && !ctx.inRule && slices.ContainsFunc(selectors, func(s string) bool { return slices.Contains(plainLinks, s) })
	ctx.inRule, ctx.box = true, &boxState{}
	c.rules(open+1, close, ctx, depth+1)
	c.together(ctx, at)
}

// declare checks one declaration.
func (c *cssCheck) declare(i, stop int, ctx ruleContext) {
	start, end := c.tokens[i].start, c.tokens[max(i, stop-1)].end
	property, value := c.declaration(i, stop)
	switch {
	case property == "":
		c.at("css/form#declaration", start, end)
	case property == "behavior" || property == "-ms-behavior" || property == "-moz-binding":
		c.at("css/fetch#property", start, end, property)
	case strings.Contains(value, "visitedtext"):
		c.at("css/visited#colour", start, end)
	case !ctx.mayHide && hides(property, value):
		c.at("css/hidden#declaration", start, end, property+":"+value)
	}
	ctx.box.small = ctx.box.small || tiny(property, value)
	switch property {
	case "overflow", "overflow-x", "overflow-y":
		ctx.box.cut = ctx.box.cut || value == "hidden" || value == "clip"
	case "color":
		ctx.box.colour = value
		c.linkColour = c.linkColour || ctx.links
	case "background", "background-color":
		ctx.box.background = value
	}
}

// together checks what the declarations of a rule make of each other.
func (c *cssCheck) together(ctx ruleContext, at cssToken) {
	if ctx.mayHide || ctx.box == nil {
		return
	}
	if b := ctx.box; b.small && b.cut {
		c.at("css/hidden#small", at.start, at.end)
	} else if b.colour != "" && b.colour == b.background && b.colour != "inherit" {
		c.at("css/hidden#colour", at.start, at.end, b.colour)
	}
}

// declaration splits tokens i to stop into property and value, lower case and
// without comments; property is "" when it is no declaration.
func (c *cssCheck) declaration(i, stop int) (property, value string) {
	t := c.tokens[i]
	if t.kind != css.IdentToken && t.kind != css.CustomPropertyNameToken {
		return "", ""
	}
	for i++; i < stop && c.tokens[i].kind == css.WhitespaceToken; i++ {
	}
	if i >= stop || c.tokens[i].kind != css.ColonToken {
		return "", ""
	}
	value = strings.ToLower(strings.TrimSpace(c.text(i+1, stop)))
	return t.name, strings.TrimSpace(strings.TrimSuffix(value, "!important"))
}

// splitSelectors cuts a selector list at its commas and evens out white space.
func splitSelectors(list string) []string {
	var out []string
	nest, from := 0, 0
	for i, r := range list + "," {
		switch r {
		case '(', '[':
			nest++
		case ')', ']':
			nest--
		case ',':
			if nest <= 0 {
				if s := strings.Join(strings.Fields(list[from:i]), " "); s != "" {
					out = append(out, s)
				}
				from = i + 1
			}
		}
	}
	return out
}

// plainLinks are the selectors that take in every link, visited or not.
var plainLinks = []string{"a", ":any-link", "a:any-link", "a[href]", ":link", "a:link"}

// visitedList refuses rules by which a visited link could look different:
// :visited and :link may only stand side by side in one list, for then both
// get the same declarations.
func (c *cssCheck) visitedList(selectors []string, at cssToken) {
	for _, s := range selectors {
		if c.visited(s, at) {
			continue
		}
		// Where s has none of them, s itself is in the list.
		if link := strings.ReplaceAll(s, ":visited", ":link"); !slices.Contains(selectors, link) {
			c.at("css/visited#different", at.start, at.end, s, link)
		}
		if !slices.Contains(selectors, strings.ReplaceAll(s, ":link", ":visited")) {
			c.at("css/visited#link", at.start, at.end, s, strings.ReplaceAll(s, ":link", ":any-link"))
		}
	}
}

// visited refuses :visited inside the brackets of another pseudo-class.
func (c *cssCheck) visited(s string, at cssToken) bool {
	nest := 0
	for i, r := range s {
		switch {
		case r == '(':
			nest++
		case r == ')':
			nest--
		case r == ':' && nest > 0 && (strings.HasPrefix(s[i:], ":visited") || strings.HasPrefix(s[i:], ":link")):
			c.at("css/visited#nested", at.start, at.end, s)
			return true
		}
	}
	return false
}

// transparent reports whether a colour is none, in words or by its last part.
func transparent(value string) bool {
	switch {
	case strings.HasPrefix(value, "rgba("):
		return strings.HasSuffix(value, ",0)") || strings.HasSuffix(value, ", 0)")
	case strings.HasPrefix(value, "#"):
		return len(value) == len("#0000") && strings.HasSuffix(value, "0") || len(value) == len("#00000000") && strings.HasSuffix(value, "00")
	}
	return value == "transparent"
}

// hides reports whether a declaration takes text out of sight.
func hides(property, value string) bool {
	n, ok := cssNumber(value)
	switch property {
	case "display":
		return value == "none"
	case "visibility":
		return value == "hidden" || value == "collapse"
	case "content-visibility":
		return value == "hidden"
	case "color", "-webkit-text-fill-color":
		return transparent(value)
	case "transform":
		return slices.ContainsFunc([]string{"scale(0,", "scale(0)", "9999", "-100vw", "-100vh"}, func(way string) bool { return strings.Contains(value, way) })
	case "clip", "clip-path", "mask":
		return value != "auto" && value != "none"
	case "opacity":
		return ok && n < 0.1
	case "font-size":
		return ok && (n == 0 || strings.HasSuffix(value, "px") && n < 6 || strings.HasSuffix(value, "em") && n < 0.4 || strings.HasSuffix(value, "%") && n < 40)
	case "font", "zoom", "scale":
		return ok && n == 0
	case "text-indent", "left", "right", "top", "bottom", "margin-left", "margin-right", "margin-top", "margin", "letter-spacing", "inset", "translate":
		n = math.Abs(n)
		return ok && (n >= 999 || n >= 90 && strings.HasSuffix(value, "em") || n >= 200 && strings.HasSuffix(value, "vw"))
	}
	return false
}

// tiny reports whether a box is too small to show anything, once what flows
// over is cut off.
func tiny(property, value string) bool {
	if property != "width" && property != "height" && property != "max-height" && property != "max-width" {
		return false
	}
	n, ok := cssNumber(value)
	return ok && n == 0 || value == "1px"
}

// cssNumber reads the number at the start of a value.
func cssNumber(value string) (float64, bool) {
	end := 0
	for end < len(value) && (isDigit(value[end]) || value[end] == '.' || end == 0 && (value[0] == '+' || value[0] == '-')) {
		end++
	}
	n, err := strconv.ParseFloat(value[:end], 64)
	return n, err == nil
}
