package render

import (
	"bytes"
	"html"
	"html/template"
	"slices"
	"strings"
)

// A Style is a part of the site's style.
type Style struct {
	// Text stands in a <style> of its own. It must hold no end tag; asset.Load
	// sees to that.
	Text string
	// Source is the text as the policy names it.
	Source string
	// Needs are lists of elements ("table") and classes (".week"). A page that has
	// no list complete does without the part; one without a list is for every page.
	Needs [][]string
}

// Pages carry only those parts of the style that they can use. A page is made with
// all of them, and then those are taken out, with their names in the policy, that
// its elements and classes give nothing to do. So it is the finished page that
// decides, and neither a template nor an author can forget to say what they need.
//
// Whatever here is not as expected leaves a part where it is: a page then carries
// more than it uses, and looks as it should.

// carrier knows the parts of the style, as they stand in a page.
type carrier struct {
	code   string // what begins with them all and ends with the script
	styles []carried
	ids    map[string]int // the names that parts need
}

// carried is a part that a page may do without.
type carried struct {
	element, source []byte
	needs           [][]int
}

// inHead are the elements that are not looked for: every page has them, before its
// body begins.
var inHead = []string{"html", "head", "body", "title", "meta", "link", "style", "script"}

func newCarrier(styles []Style, code template.HTML) *carrier {
	c := &carrier{code: string(code), ids: map[string]int{}}
	for _, s := range styles {
		if len(s.Needs) == 0 {
			continue
		}
		part := carried{
			element: []byte("<style>" + s.Text + "</style>"),
			source:  []byte(plainPlus(html.EscapeString(" " + s.Source))),
		}
		for _, names := range s.Needs {
			var need []int
			for _, name := range names {
				if _, ok := c.ids[name]; !ok {
					c.ids[name] = len(c.ids)
				}
				need = append(need, c.ids[name])
			}
			part.needs = append(part.needs, need)
		}
		c.styles = append(c.styles, part)
	}
	return c
}

// taken is what was taken out of a page: n bytes at a place, counted in what is left.
type taken struct{ at, n int }

// carry takes out of a page what it can do without. The page is changed in place.
func (c *carrier) carry(page []byte) ([]byte, []taken) {
	if len(c.styles) == 0 {
		return page, nil
	}
	head := bytes.Index(page, []byte(c.code))
	if head < 0 {
		return page, nil
	}
	has, ok := c.names(page[head+len(c.code):])
	if !ok {
		return page, nil
	}
	var cuts []taken
	code := page[head:][:len(c.code)]
	for _, s := range c.styles {
		if s.needed(has) {
			continue
		}
		name, text := bytes.Index(page[:head], s.source), bytes.Index(code, s.element)
		if name < 0 || text < 0 {
			continue
		}
		cuts = append(cuts, taken{name, len(s.source)}, taken{head + text, len(s.element)})
	}
	return without(page, cuts)
}

// without takes the cuts out of a page, which are given by where they stand in it.
func without(page []byte, cuts []taken) ([]byte, []taken) {
	if len(cuts) == 0 {
		return page, nil
	}
	slices.SortFunc(cuts, func(a, b taken) int { return a.at - b.at })
	left, from := cuts[0].at, cuts[0].at
	for i, c := range cuts {
		left += copy(page[left:], page[from:c.at])
		cuts[i].at = left
		from = c.at + c.n
	}
	left += copy(page[left:], page[from:])
	return page[:left], cuts
}

// before is where a place in what is left of a page was before the cuts.
func before(cuts []taken, at int) int {
	gone := 0
	for _, c := range cuts {
		if at >= c.at {
			gone += c.n
		}
	}
	return at + gone
}

func (s *carried) needed(has []bool) bool {
	for _, need := range s.needs {
		all := true
		for _, id := range need {
			all = all && has[id]
		}
		if all {
			return true
		}
	}
	return false
}

// names finds which of the names that parts need stand in the body of a page. It
// reads what templates write, with every < and > of a text escaped; ok is false
// when there is anything else.
func (c *carrier) names(body []byte) (has []bool, ok bool) {
	has = make([]bool, len(c.ids))
	note := func(name []byte) {
		if id, known := c.ids[string(name)]; known {
			has[id] = true
		}
	}
	for _, name := range inHead {
		note([]byte(name))
	}
	var room [64]byte
	for {
		i := bytes.IndexByte(body, '<')
		if i < 0 {
			return has, true
		}
		if body = body[i+1:]; len(body) > 0 && body[0] == '/' {
			if i = bytes.IndexByte(body, '>'); i < 0 {
				return nil, false
			}
			body = body[i+1:]
			continue
		}
		n := 0
		for n < len(body) && !ends(body[n]) {
			n++
		}
		if n == 0 || n == len(body) || !beginsName(body[0]) || n > len(room) || bytes.IndexByte(body[:n], '<') >= 0 {
			return nil, false
		}
		name := lower(room[:0], body[:n])
		switch string(name) {
		case "script", "style", "textarea", "xmp", "noscript", "iframe", "plaintext":
			return nil, false // what they hold is read in another way
		}
		note(name)
		if body, ok = c.attributes(body[n:], note); !ok {
			return nil, false
		}
	}
}

// attributes reads an element's attributes, up to what follows its >.
func (c *carrier) attributes(body []byte, note func([]byte)) ([]byte, bool) {
	for {
		for len(body) > 0 && (space(body[0]) || body[0] == '/') {
			body = body[1:]
		}
		n := 0
		for n < len(body) && !ends(body[n]) && body[n] != '=' {
			n++
		}
		switch {
		case n == len(body):
			return nil, false
		case n == 0 && body[0] == '>':
			return body[1:], true
		case n == 0:
			return nil, false
		}
		class := n == len("class") && strings.EqualFold(string(body[:n]), "class")
		if body = body[n:]; body[0] != '=' {
			continue // or the = stands after a space, and is found to have no name
		}
		if len(body) < 2 || body[1] != '"' && body[1] != '\'' {
			return nil, false
		}
		end := bytes.IndexByte(body[2:], body[1])
		if end < 0 {
			return nil, false
		}
		value := body[2:][:end]
		body = body[end+3:]
		if !class {
			continue
		}
		if bytes.IndexByte(value, '&') >= 0 {
			return nil, false
		}
		for len(value) > 0 {
			n := 0
			for n < len(value) && !space(value[n]) {
				n++
			}
			if n > 0 {
				var room [64]byte
				note(append(append(room[:0], '.'), value[:n]...))
			}
			value = value[min(n+1, len(value)):]
		}
	}
}

func beginsName(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// ends reports whether a byte ends the name of an element or an attribute.
func ends(c byte) bool { return space(c) || c == '/' || c == '>' }

func lower(to, name []byte) []byte {
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		to = append(to, c)
	}
	return to
}
