package audit

import (
	_ "embed"
	"slices"
	"strings"
)

// The contract for HTML. One line an element:
//
//	element  is  holds  attributes
//
// "is" says where the element may stand: block (where its parent holds flow),
// inline (flow or inline), meta (in head, by name), part (only where its
// parent names it). void elements have no content and no end tag.
//
// "holds" says what may be directly inside: flow, inline, text, nothing (-),
// the same as its parent (^), svg, or elements by name.
//
// Attributes are name:kind, where kind is a valueKind or a list of the
// values in parentheses. A plus before a line or an attribute means: in the
// General profile only.
//
// The shape of this table, and not only its names, is what makes the Strict
// profile readable in one way only; see the package comment before relaxing
// anything.
//
//go:embed contract/html.txt
var htmlContract string

// htmlGlobal are the attributes that every HTML element may have. aria-* are
// in ariaContract.
//
//go:embed contract/html-global.txt
var htmlGlobal string

// ariaContract are the aria attributes.
//
//go:embed contract/aria.txt
var ariaContract string

// The contract for SVG, inside a page and in files of its own: still shapes
// that refer to nothing but themselves.
//
//go:embed contract/svg.txt
var svgContract string

// svgGlobal are the attributes that every SVG element may have.
//
//go:embed contract/svg-global.txt
var svgGlobal string

// model is what an element may hold.
type model string

const (
	holdsNothing model = "" // void
	holdsFlow    model = "flow"
	holdsInline  model = "inline"
	holdsText    model = "text" // SVG: text alone
	holdsRaw     model = "raw"
	holdsSame    model = "^" // as its parent
	holdsSVG     model = "svg"
	holdsNamed   model = "named" // only the elements in names
)

// element is one line of a contract.
type element struct {
	name   string
	block  bool
	inline bool
	meta   bool
	void   bool
	holds  model
	text   bool     // SVG: text besides elements
	names  []string // elements held by name
	attrs  []rule
	level  int    // of a heading
	raw    []byte // its name, when it holds plain text up to its end tag
}

// rule is one attribute that an element may have.
type rule struct {
	name   string
	kind   valueKind
	values []string // when kind is oneOf
}

// readContract turns the text of a contract into a table, of one profile or the
// other.
func readContract(text string, general bool) map[string]*element {
	table := map[string]*element{}
	for line := range strings.Lines(text) {
		field := strings.Fields(line)
		if len(field) < 3 {
			continue
		}
		e := &element{}
		plus := false
		if e.name, plus = strings.CutPrefix(field[0], "+"); plus && !general {
			continue
		}
		if len(e.name) == 2 && e.name[0] == 'h' && isDigit(e.name[1]) {
			e.level = int(e.name[1] - '0')
		}
		is := strings.Split(field[1], ",")
		e.block, e.inline = slices.Contains(is, "block"), slices.Contains(is, "inline")
		e.meta, e.void = slices.Contains(is, "meta"), slices.Contains(is, "void")
		for h := range strings.SplitSeq(field[2], ",") {
			switch m := model(h); m {
			case "-":
			case holdsRaw:
				e.holds, e.raw = m, []byte(e.name)
			case holdsFlow, holdsInline, holdsSame, holdsSVG:
				e.holds = m
			case holdsText:
				e.text = true
				if e.holds == holdsNothing {
					e.holds = holdsText
				}
			default:
				e.names = append(e.names, h)
				if e.holds == holdsNothing {
					e.holds = holdsNamed
				}
			}
		}
		e.attrs = readRules(field[3:], general)
		table[e.name] = e
	}
	return table
}

func readGlobals(text string, general bool) map[string]rule {
	table := map[string]rule{}
	for _, r := range readRules(strings.Fields(text), general) {
		table[r.name] = r
	}
	return table
}

// readRules reads "name:kind" or "name(a|b|c)". One with a plus in front is
// the General profile's, and there takes the place of one without.
func readRules(fields []string, general bool) []rule {
	var rules []rule
	for _, f := range fields {
		var r rule
		f, plus := strings.CutPrefix(f, "+")
		if plus && !general {
			continue
		}
		if name, values, ok := strings.Cut(f, "("); ok {
			r.name, r.kind = name, oneOf
			r.values = strings.Split(strings.TrimSuffix(values, ")"), "|")
		} else {
			name, kind, _ := strings.Cut(f, ":")
			r.name, r.kind = name, valueKind(kind)
		}
		if i := slices.IndexFunc(rules, func(other rule) bool { return other.name == r.name }); i >= 0 {
			rules[i] = r
			continue
		}
		rules = append(rules, r)
	}
	return rules
}
