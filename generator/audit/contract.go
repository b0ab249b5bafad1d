package audit

import (
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
// Attributes are name:kind, where kind is one of valueKinds or a list of the
// values in parentheses. A plus before a line or an attribute means: in the
// General profile only.
//
// The shape of this table, and not only its names, is what makes the Strict
// profile readable in one way only; see the package comment before relaxing
// anything.
const htmlContract = `
html        root         head,body
head        part         meta,title,link,style,script
title       meta         raw
meta        meta,void    -          charset:text name:text content:text http-equiv:text +property:text
link        meta,void    -          rel:text href:text hreflang:lang type:text title:text +integrity:text +crossorigin(anonymous) +media:text +sizes:text
style       meta         raw        +type(text/css) +media:text
script      meta,inline  raw
body        part         flow

main        block        flow
article     block        flow
section     block        flow
nav         block        flow
header      block        flow
footer      block        flow
aside       block        flow
search      block        flow
address     block        flow
div         block        flow
hgroup      block        p,h1,h2,h3,h4,h5,h6
h1          block        inline
h2          block        inline
h3          block        inline
h4          block        inline
h5          block        inline
h6          block        inline
p           block        inline
pre         block        inline
blockquote  block        flow
figure      block        flow,figcaption
figcaption  part         flow
hr          block,void   -
ul          block        li
ol          block        li         start:int reversed:empty +reversed:flag type(1|a|A|i|I)
+menu       block        li
li          part         flow       value:int
dl          block        dt,dd,div
dt          part         flow
dd          part         flow
details     block        flow,summary  open:empty +open:flag
summary     part         inline,h2,h3,h4,h5,h6

table       block        caption,colgroup,thead,tbody,tfoot
caption     part         flow
colgroup    part         col        span:int
col         part,void    -          span:int
thead       part         tr
tbody       part         tr
tfoot       part         tr
tr          part         th,td
th          part         flow       scope(row|col|rowgroup|colgroup) colspan:int rowspan:int headers:ids abbr:text align(left|right|center)
td          part         flow       colspan:int rowspan:int headers:ids align(left|right|center)

a           inline       ^          href:link rel:rel hreflang:lang
em          inline       inline
strong      inline       inline
b           inline       inline
i           inline       inline
s           inline       inline
u           inline       inline
small       inline       inline
sub         inline       inline
sup         inline       inline
mark        inline       inline
ins         inline       ^          datetime:time
del         inline       ^          datetime:time
code        inline       inline
kbd         inline       inline
samp        inline       inline
var         inline       inline
abbr        inline       inline
cite        inline       inline
q           inline       inline
dfn         inline       inline
time        inline       inline     datetime:time
bdi         inline       inline
bdo         inline       inline
span        inline       inline
ruby        inline       inline,rt,rp
rt          part         inline
rp          part         inline
br          inline,void  -
wbr         inline,void  -
img         inline,void  -          src:picture alt:text width:int height:int +decoding(async|sync|auto)
+data       inline       inline     value:text
+meter      inline       inline     value:number min:number max:number low:number high:number optimum:number
+progress   inline       inline     value:number max:number
svg         inline       svg        viewBox:numbers width:number height:number xmlns:svgns fill:paint stroke:paint preserveAspectRatio:word focusable(false) version(1.1)
`

// htmlGlobal are the attributes that every HTML element may have. aria-* are
// in ariaContract.
const htmlGlobal = `
id:id class:class lang:lang dir(ltr|rtl|auto) title:text role:role hidden:empty tabindex:int translate(yes|no)
+class:text +hidden:flag +style:css +data-*:text
`

// ariaContract are the aria attributes.
const ariaContract = `
aria-label:text aria-labelledby:ids aria-describedby:ids aria-details:ids aria-hidden(true|false)
aria-current(page|step|location|date|time|true|false) aria-live(polite|assertive|off) aria-atomic(true|false)
+aria-expanded(true|false) +aria-controls:ids +aria-haspopup:word +aria-level:int +aria-owns:ids
+aria-orientation:word +aria-pressed:word +aria-selected:word +aria-sort:word +aria-valuemax:number
+aria-valuemin:number +aria-valuenow:number +aria-valuetext:text +aria-roledescription:text +aria-modal(true|false)
+aria-busy(true|false) +aria-disabled(true|false) +aria-rowcount:int +aria-colcount:int +aria-rowindex:int
+aria-colindex:int +aria-rowspan:int +aria-colspan:int +aria-setsize:int +aria-posinset:int +aria-keyshortcuts:text
`

// The contract for SVG, inside a page and in files of its own: still shapes
// that refer to nothing but themselves.
const svgContract = `
svg             part       svg        viewBox:numbers width:number height:number xmlns:svgns x:number y:number preserveAspectRatio:word focusable(false) version(1.1)
g               shape      svg
defs            shape      svg
symbol          shape      svg        viewBox:numbers preserveAspectRatio:word
use             shape      svg        href:local x:number y:number width:number height:number
path            shape      svg        d:path pathLength:number
rect            shape      svg        x:number y:number width:number height:number rx:number ry:number
circle          shape      svg        cx:number cy:number r:number
ellipse         shape      svg        cx:number cy:number rx:number ry:number
line            shape      svg        x1:number y1:number x2:number y2:number
polyline        shape      svg        points:numbers
polygon         shape      svg        points:numbers
text            shape      svg,text   x:numbers y:numbers dx:numbers dy:numbers rotate:numbers textLength:number lengthAdjust:word
tspan           shape      svg,text   x:numbers y:numbers dx:numbers dy:numbers
title           shape      text
desc            shape      text
linearGradient  shape      svg        x1:number y1:number x2:number y2:number gradientUnits:word gradientTransform:transform spreadMethod:word href:local
radialGradient  shape      svg        cx:number cy:number r:number fx:number fy:number gradientUnits:word gradientTransform:transform spreadMethod:word href:local
stop            shape      svg        offset:number
clipPath        shape      svg        clipPathUnits:word
`

// svgGlobal are the attributes that every SVG element may have.
const svgGlobal = `
id:id class:class lang:lang role:role tabindex:int transform:transform
fill:paint stroke:paint color:paint clip-path:paint stop-color:paint
fill-opacity:number fill-rule:word clip-rule:word stroke-width:number stroke-linecap:word stroke-linejoin:word
stroke-miterlimit:number stroke-dasharray:numbers stroke-dashoffset:number stroke-opacity:number stop-opacity:number
opacity:number vector-effect:word shape-rendering:word text-anchor:word dominant-baseline:word
font-size:number font-weight:word font-style:word font-family:text letter-spacing:number paint-order:text
`

// model is what an element may hold.
type model uint8

const (
	holdsNothing model = iota
	holdsFlow
	holdsInline
	holdsText // SVG: text alone
	holdsRaw
	holdsSame // as its parent
	holdsSVG
	holdsNamed // only the elements in names
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
	level  int // of a heading
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
			switch h {
			case "-":
			case "flow":
				e.holds = holdsFlow
			case "inline":
				e.holds = holdsInline
			case "text":
				e.text = true
				if e.holds == holdsNothing {
					e.holds = holdsText
				}
			case "raw":
				e.holds = holdsRaw
			case "^":
				e.holds = holdsSame
			case "svg":
				e.holds = holdsSVG
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
			r.name, r.kind = name, valueKinds[kind]
		}
		if i := slices.IndexFunc(rules, func(other rule) bool { return other.name == r.name }); i >= 0 {
			rules[i] = r
			continue
		}
		rules = append(rules, r)
	}
	return rules
}
