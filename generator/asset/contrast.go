package asset

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sotto/generator/diag"
)

// Contrast is told of the colours that a style sheet declares, in the light and
// in the dark scheme: of a rule's text against the ground of the same rule, of
// the same selector, of what the selector says stands around it, or of the page.
// What only a browser knows, such as which element lies on which, is left to the
// tests with browsers. Thresholds are those of WCAG 2.2, criterion 1.4.3.
const (
	enough      = 4.5 // for text
	enoughLarge = 3   // for large text; less can hardly be read at all
)

// scheme is one of the two in which readers see a page.
type scheme struct {
	name  string
	sheet *sheet
	vars  map[string]decl // custom properties of the whole page
	local map[string]bool // those that some element sets for itself
	page  paint
}

// paint is a colour with the declaration that it comes from.
type paint struct {
	decl  *decl
	value colour
	known bool
}

// faint is a text that is hard to read.
type faint struct {
	scheme       *scheme
	text, ground paint
	at           *decl // what the rule itself says of it
	ratio, least float64
}

func newScheme(name string, s *sheet) *scheme {
	c := &scheme{name: name, sheet: s, vars: map[string]decl{}, local: map[string]bool{}}
	for i := range s.rules {
		r := &s.rules[i]
		for _, d := range r.decls {
			switch {
			case !strings.HasPrefix(d.name, "--") || !c.applies(r):
			case r.ofPage():
				c.vars[d.name] = d
			default:
				c.local[d.name] = true
			}
		}
	}
	for i := range s.rules {
		if r := &s.rules[i]; r.ofPage() && c.applies(r) {
			if d := r.value("background", "background-color"); d != nil {
				c.page = c.ground(d)
			}
		}
	}
	return c
}

// ofPage reports whether a rule is about the whole page.
func (r *sheetRule) ofPage() bool {
	return slices.ContainsFunc(r.selectors, func(s string) bool { return s == ":root" || s == "html" || s == "body" })
}

// applies reports whether a rule holds on a screen in this scheme.
func (c *scheme) applies(r *sheetRule) bool {
	for _, at := range r.conditions {
		at = strings.ReplaceAll(at, " ", "")
		if strings.Contains(at, "print") || strings.Contains(at, "forced-colors") ||
			strings.Contains(at, "prefers-color-scheme:") && !strings.Contains(at, "prefers-color-scheme:"+c.name) {
			return false
		}
	}
	return true
}

var variable = regexp.MustCompile(`var\(\s*(--[^\s,()]+)\s*(?:,\s*([^()]*))?\)`)

// resolve puts in the values of custom properties; false when one is not known.
func (c *scheme) resolve(value string) (string, bool) {
	for range 8 { // properties may name each other
		m := variable.FindStringSubmatchIndex(value)
		if m == nil {
			return value, !strings.Contains(value, "var(")
		}
		name := value[m[2]:m[3]]
		d, ok := c.vars[name]
		switch {
		case c.local[name]:
			return "", false
		case ok:
		case m[4] >= 0:
			d.value = value[m[4]:m[5]]
		default:
			return "", false
		}
		value = value[:m[0]] + d.value + value[m[1]:]
	}
	return "", false
}

// colour reads the value of a declaration that is one colour.
func (c *scheme) colour(d *decl) paint {
	value, ok := c.resolve(d.value)
	if inner, two := strings.CutPrefix(value, "light-dark("); ok && two {
		if parts := list(strings.TrimSuffix(inner, ")")); len(parts) == 2 {
			value = parts[map[string]int{"light": 0, "dark": 1}[c.name]]
		}
	}
	p := paint{decl: d}
	if ok {
		p.value, p.known = readColour(value)
	}
	return p
}

// ground reads a background. One without a colour is the paint of nothing.
func (c *scheme) ground(d *decl) paint {
	value, ok := c.resolve(d.value)
	p := paint{decl: d}
	if !ok || strings.Contains(value, "(") && strings.Contains(value, "gradient") {
		return p
	}
	for _, word := range words(value) {
		switch {
		case word == "none", word == "transparent", word == "0":
			return paint{}
		case !p.known:
			one := *d
			one.value = word
			p.value, p.known = c.colour(&one).value, c.colour(&one).known
		}
	}
	return p
}

// words splits a value at the spaces outside of brackets.
func words(value string) []string {
	nest := 0
	return strings.FieldsFunc(value, func(r rune) bool {
		switch r {
		case '(':
			nest++
		case ')':
			nest--
		}
		return nest == 0 && (r == ' ' || r == '\n' || r == '\t')
	})
}

var (
	combinator = regexp.MustCompile(`\s*[>+~]\s*|\s+`)
	pseudo     = regexp.MustCompile(`:{1,2}[a-z-]+(\([^()]*\))?`)
)

// around are the selectors under which a ground may be declared that a selector's
// element lies on, the nearest first: its own, without what depends on its state,
// and what stands around it.
func around(selector string) []string {
	parts := combinator.Split(selector, -1)
	own := pseudo.ReplaceAllString(selector, "")
	out := []string{selector}
	if own != selector && own != "" {
		out = append(out, own)
	}
	for i := len(parts) - 1; i >= 0; i-- {
		if i < len(parts)-1 || len(parts) == 1 {
			out = append(out, parts[i], pseudo.ReplaceAllString(parts[i], ""))
		}
	}
	return out
}

// declared finds what is said last of properties under a selector.
func (c *scheme) declared(selector string, names ...string) *decl {
	for i := len(c.sheet.rules) - 1; i >= 0; i-- {
		r := &c.sheet.rules[i]
		if !slices.Contains(r.selectors, selector) || !c.applies(r) {
			continue
		}
		if d := r.value(names...); d != nil {
			return d
		}
	}
	return nil
}

// under is the ground of a selector's element.
func (c *scheme) under(selector string) paint {
	for _, s := range around(selector) {
		d := c.declared(s, "background", "background-color")
		if d == nil {
			continue
		}
		if p := c.ground(d); p.decl != nil {
			return p
		}
	}
	return c.page
}

// look judges one rule.
func (c *scheme) look(r *sheetRule) (faint, bool) {
	text, ground := r.value("color"), r.value("background", "background-color")
	if text == nil && ground == nil || !c.applies(r) {
		return faint{}, false
	}
	for _, selector := range r.selectors {
		f := faint{scheme: c, at: cmp.Or(text, ground), least: enough}
		own := text
		if own == nil {
			if strings.Contains(selector, "::") { // which holds no text of the page
				continue
			}
			if own = c.declared(selector, "color"); own == nil {
				own = cmp.Or(c.declared("html", "color"), c.declared(":root", "color"), c.declared("body", "color"))
			}
		}
		if own == nil {
			continue
		}
		f.text = c.colour(own)
		if f.ground = c.under(selector); ground != nil {
			f.ground = c.ground(ground)
		}
		if !f.text.known || !f.ground.known || f.ground.value[3] < 1 {
			continue
		}
		if r.large() {
			f.least = enoughLarge
		}
		if f.ratio = contrast(f.text.value.over(f.ground.value), f.ground.value); f.ratio < f.least {
			return f, true
		}
	}
	return faint{}, false
}

var fontSize = regexp.MustCompile(`^([0-9.]+)(px|pt|rem)$`)

// large reports whether a rule makes its text large: from 24 px, or 18.66 px when
// it is bold.
func (r *sheetRule) large() bool {
	size, weight := r.value("font-size"), r.value("font-weight")
	if size == nil {
		return false
	}
	m := fontSize.FindStringSubmatch(size.value)
	if m == nil {
		return false
	}
	n, _ := strconv.ParseFloat(m[1], 64)
	n *= map[string]float64{"px": 1, "pt": 4.0 / 3, "rem": 16}[m[2]]
	bold := weight != nil && slices.Contains([]string{"bold", "bolder", "700", "800", "900"}, weight.value)
	return n >= 24 || bold && n >= 18.66
}

// contrasts tells of text that is hard to read. Where one custom property is to
// blame for several rules, it is told, and not they.
func (s *sheet) contrasts(file *diag.File) []diag.Finding {
	var out []diag.Finding
	told := map[int]int{} // where in the file, and in out
	for _, name := range []string{"light", "dark"} {
		c := newScheme(name, s)
		var left []faint
		for i := range s.rules {
			if f, ok := c.look(&s.rules[i]); ok {
				left = append(left, f)
			}
		}
		for len(left) > 0 {
			blamed, rules := c.blame(left)
			at, f := left[0].at, left[0]
			if rules > 1 {
				d := c.vars[blamed]
				at = &d
				f = left[slices.IndexFunc(left, func(f faint) bool { return f.names(blamed) })]
				left = slices.DeleteFunc(left, func(f faint) bool { return f.names(blamed) })
			} else {
				left = left[1:]
			}
			if i, again := told[at.valueAt]; again {
				out[i].Message = strings.Replace(out[i].Message, "in the light scheme", "in both schemes", 1)
				continue
			}
			told[at.valueAt] = len(out)
			out = append(out, f.finding(file, at, rules))
		}
	}
	return out
}

// blame is the custom property that the most texts have in their colours.
func (c *scheme) blame(list []faint) (name string, rules int) {
	for _, v := range slices.Sorted(maps.Keys(c.vars)) {
		n := 0
		for _, f := range list {
			if f.names(v) {
				n++
			}
		}
		if n > rules {
			name, rules = v, n
		}
	}
	return name, rules
}

// names reports whether a colour of it is that of a custom property.
func (f faint) names(v string) bool {
	for _, p := range []paint{f.text, f.ground} {
		for _, m := range variable.FindAllStringSubmatch(p.decl.value, -1) {
			if m[1] == v {
				return true
			}
		}
	}
	return false
}

func (f faint) finding(file *diag.File, at *decl, rules int) diag.Finding {
	severity := diag.Warning
	if f.ratio < enoughLarge {
		severity = diag.Error
	}
	message := fmt.Sprintf("in the %s scheme, this text (%s) has a contrast of %.2f:1 against its ground (%s)", f.scheme.name, f.text.value, math.Floor(f.ratio*100)/100, f.ground.value)
	if rules > 1 {
		message += fmt.Sprintf(", and so in %d rules", rules)
	}
	return file.At(at.valueAt, at.valueAt+len(at.value), "asset/contrast", severity, message,
		fmt.Sprintf("make one of the two lighter or darker: text needs %.2g:1, and 3:1 when it is large (24 px, or 19 px and bold)", f.least))
}

// String writes a colour as people do: #faf6ee.
func (c colour) String() string {
	text := "#"
	for _, v := range c[:3] {
		text += fmt.Sprintf("%02x", int(v*255+0.5))
	}
	return text
}
