package audit

import (
	"bytes"
	"slices"
	"strings"
)

// opener is what the attributes of the tag being read have said.
type opener struct {
	ariaHidden, hidden, label, title, imgRole, alt bool
	exit                                           bool // of the exit link's class
	href                                           address
	hrefText                                       []byte // as it stands in the file
	hrefOff, hrefEnd                               int
	rel                                            []byte
	hreflang                                       string
	labelText                                      []byte
	contentOff, contentEnd                         int // of a meta's content, a link's href
}

// voids are elements without content, known or not, so that an unknown one
// does not swallow the rest of the page.
var voids = []string{"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr"}

// open handles a start tag.
func (p *page) open() {
	t := &p.scan.tok
	p.startForm(t)
	top := p.top()
	svg := top != nil && top.svg
	name := t.name
	if !svg && t.odd&oddUpper != 0 {
		name = bytes.ToLower(name)
	}
	table := p.rules.html
	if svg {
		table = p.rules.svg
	}
	el := table[string(name)]
	if p.rules.lenient && !svg {
		p.impliedEnds(name)
		top = p.top()
	}
	if el == nil {
		p.report.refusedElement(t.start, t.end, string(name), svg)
	} else {
		p.nesting(el, top)
	}

	p.opener = opener{}
	clear(p.said)
	o := &p.opener
	inSVG := svg || el != nil && el.holds == holdsSVG
	if p.rules.lenient {
		p.signature = signature{svg: inSVG, name: string(name)}
	}
	for i := range t.attrs {
		p.attribute(el, name, svg, i)
	}
	if p.rules.lenient {
		p.seen[p.signature.String()] = true
	}

	if top != nil {
		top.children++
	}
	fr := frame{
		el: el, name: name, off: t.start, end: t.end, svg: inSVG, holds: holdsFlow, piece: -1,
		hidden: o.ariaHidden || o.hidden || top != nil && top.hidden, shownAt: p.shown,
		named: o.label || o.title,
	}
	if el != nil {
		fr.holds = el.holdsIn(top)
		p.opened(&fr, top)
	}
	p.openPiece(&fr, top)
	if t.self && svg || el != nil && el.void || el == nil && !svg && slices.Contains(voids, string(name)) {
		if svg {
			p.closed(&fr)
		}
		return
	}
	if len(p.stack) == p.rules.maxDepth {
		p.report.at("html/depth#deep", t.start, t.end)
	}
	p.stack = append(p.stack, fr)
	if el != nil {
		p.scan.raw = el.raw
	}
}

// holdsIn is what an element may hold inside top.
func (e *element) holdsIn(top *frame) model {
	switch {
	case e.holds != holdsSame:
		return e.holds
	case top != nil && top.holds != holdsNamed:
		return top.holds
	}
	return holdsFlow
}

// startForm checks how a start tag is written.
func (p *page) startForm(t *token) {
	switch top := p.top(); {
	case t.odd&oddUnclosed != 0:
		p.report.at("html/form#unclosed", t.start, t.end, string(t.name))
	case t.odd&oddUpper != 0 && (top == nil || !top.svg):
		p.report.at("html/form#upper", t.start, t.end, string(t.name))
	case t.odd&oddSpace != 0:
		p.report.at("html/form#space", t.start, t.end, string(t.name))
	case t.self && (top == nil || !top.svg):
		p.report.at("html/form#slash", t.end-2, t.end, string(t.name))
	}
}

// impliedEnds closes, in the General profile, what HTML lets people leave
// open, so that the stack stays near the truth.
func (p *page) impliedEnds(name []byte) {
	top := p.top()
	if top == nil || top.el == nil {
		return
	}
	n := string(name)
	switch e := p.rules.html[n]; {
	case top.el.name == "p" && e != nil && (e.block || n == "li" || n == "dt" || n == "dd"),
		top.el.name == "li" && n == "li",
		(top.el.name == "dt" || top.el.name == "dd") && (n == "dt" || n == "dd"),
		(top.el.name == "td" || top.el.name == "th") && (n == "td" || n == "th" || n == "tr"),
		top.el.name == "tr" && n == "tr",
		top.el.name == "head" && n == "body":
		p.pop()
		p.impliedEnds(name)
	}
}

// refusedElement raises the check that says best why an element is refused.
func (r *report) refusedElement(off, end int, name string, svg bool) {
	check := refusedElements[strings.ToLower(name)]
	switch {
	case check != "":
	case svg:
		check = "svg/element#unknown"
	default:
		check = "html/element#unknown"
	}
	r.at(check, off, end, name)
}

// refusedElements says of elements that people do write why they are refused.
// Whatever is not in the contract is refused all the same.
var refusedElements = map[string]string{
	"iframe": "fetch/element#frame", "frame": "fetch/element#frame", "frameset": "fetch/element#frame", "fencedframe": "fetch/element#frame",
	"object": "fetch/element#plugin", "embed": "fetch/element#plugin", "applet": "fetch/element#plugin", "param": "fetch/element#plugin",
	"audio": "fetch/element#media", "video": "fetch/element#media", "source": "fetch/element#media", "track": "fetch/element#media",
	"picture": "fetch/element#picture", "image": "fetch/element#picture", "feimage": "fetch/element#picture",
	"form": "html/element#form", "button": "html/element#form", "select": "html/element#form",
	"textarea": "html/element#form", "option": "html/element#form", "label": "html/element#form", "fieldset": "html/element#form",
	"noscript": "html/element#noscript", "template": "html/element#template", "slot": "html/element#template",
	"base": "fetch/element#base", "math": "html/element#math", "foreignobject": "svg/element#foreign",
	"animate": "svg/element#animation", "set": "svg/element#animation", "animatetransform": "svg/element#animation", "animatemotion": "svg/element#animation",
	"canvas": "html/element#script", "dialog": "html/element#script",
}

// nesting checks that an element stands where its parent may hold it.
func (p *page) nesting(el *element, top *frame) {
	t := &p.scan.tok
	if top == nil {
		switch {
		case p.fragment:
		case el.name != "html" || p.head.html:
			p.report.at("html/nesting#outside", t.start, t.end)
		}
		return
	}
	ok := false
	switch top.holds {
	case holdsFlow:
		ok = el.block || el.inline
	case holdsInline:
		ok = el.inline
	case holdsSVG:
		ok = true // the table is that of SVG
	}
	if !ok && top.el != nil {
		ok = slices.Contains(top.el.names, el.name)
		if top.el.name == "div" && top.holds == holdsNamed { // a group in a dl
			ok = el.name == "dt" || el.name == "dd"
		}
	}
	if !ok {
		p.report.at("html/nesting#parent", t.start, t.end, el.name, string(top.name))
		return
	}
	switch el.name {
	case "a", "details", "nav", "main":
		if p.inside("a") != nil {
			p.report.at("html/nesting#within", t.start, t.end, el.name, "a")
		}
	case "header", "footer":
		if fr := p.inside("header", "footer", "address"); fr != nil {
			p.report.at("html/nesting#within", t.start, t.end, el.name, fr.el.name)
		}
	case "summary", "caption":
		if top.children > 0 {
			p.report.at("html/nesting#first", t.start, t.end, el.name, top.el.name)
		}
	case "body":
		if !p.head.closed || p.head.body {
			p.report.at("html/nesting#order", t.start, t.end, "body")
		}
	case "head":
		if p.head.seen || p.head.body {
			p.report.at("html/nesting#order", t.start, t.end, "head")
		}
	}
}
