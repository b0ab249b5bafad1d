package audit

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// xmlDeclarations are the only <? that an XML file may have, and only at its
// start.
var xmlDeclarations = []string{`<?xml version="1.0" encoding="utf-8"?>`, `<?xml version="1.0" encoding="utf-8" standalone="yes"?>`, `<?xml version="1.0"?>`}

// xmlNode is an element of an XML file as its checks see it.
type xmlNode struct {
	name       string
	off, end   int // of its start tag
	text       int // where its text starts
	attrs      []xmlAttr
	hasElement bool // in it so far
}

type xmlAttr struct {
	name, value string
	off, end    int
}

// xmlHandler is told of the elements of an XML file.
type xmlHandler interface {
	open(n *xmlNode, stack []xmlNode)
	close(n *xmlNode, stack []xmlNode, text string, off, end int)
}

// readXML goes through an XML file with the same scanner and the same strict
// form as HTML, and asks encoding/xml whether it is well-formed. It reports
// false when the file cannot be read on.
func (r *report) readXML(h xmlHandler) bool {
	s := scanner{src: r.data, xml: true}
	for _, d := range xmlDeclarations {
		if len(r.data) >= len(d) && strings.EqualFold(string(r.data[:len(d)]), d) {
			s.pos = len(d)
		}
	}
	if !r.wellFormed() {
		return false
	}
	var stack []xmlNode
	var buf []byte
	for {
		switch t := &s.tok; s.next() {
		case tokEnd:
			return true
		case tokText:
			body := r.data[t.start:t.end]
			text := r.decode(t.start, t.end, true, &buf)
			if len(stack) > 0 && len(bytes.TrimSpace(text)) > 0 && stack[len(stack)-1].hasElement {
				off := t.start + len(body) - len(bytes.TrimLeft(body, " \n\t"))
				r.at("xml/form#mixed", off, off+1, stack[len(stack)-1].name)
			}
		case tokOpen:
			n := xmlNode{name: string(t.name), off: t.start, end: t.end, text: t.end}
			for i := range t.attrs {
				a := &t.attrs[i]
				n.attrs = append(n.attrs, xmlAttr{string(a.name), string(r.decode(a.valStart, a.valEnd, true, &buf)), a.valStart, a.valEnd})
			}
			if len(stack) > 0 {
				stack[len(stack)-1].hasElement = true
			}
			if len(stack) > strictRules.maxDepth {
				r.at("html/depth#deep", t.start, t.end)
				return false
			}
			h.open(&n, stack)
			if t.self {
				h.close(&n, stack, "", t.end, t.end)
				continue
			}
			stack = append(stack, n)
		case tokClose:
			if len(stack) == 0 || stack[len(stack)-1].name != string(t.name) {
				r.at("xml/form#wellformed", t.start, t.end, "the end tag "+string(t.name)+" closes nothing")
				return false
			}
			n := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			text := ""
			if !n.hasElement {
				text = string(r.decode(n.text, t.start, true, &buf))
			}
			h.close(&n, stack, text, n.text, t.start)
		case tokComment:
			r.at("xml/form#comment", t.start, t.end)
		case tokDoctype:
			r.at("xml/form#doctype", t.start, t.end)
		case tokInstruction:
			r.at("xml/form#instruction", t.start, t.end)
		default:
			r.at("xml/form#cdata", t.start, t.end)
		}
	}
}

// wellFormed asks the standard library.
func (r *report) wellFormed() bool {
	d := xml.NewDecoder(bytes.NewReader(r.data))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			message := err.Error()
			if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
				message = syntax.Msg
			}
			off := int(d.InputOffset())
			r.at("xml/form#wellformed", max(0, off-1), off, message)
			return false
		}
	}
}

// drawing checks an SVG file against the same contract as SVG in a page.
func (r *report) drawing() {
	h := &svgHandler{report: r, ids: map[string]bool{}}
	if r.readXML(h) {
		for _, ref := range h.refs {
			if !h.ids[ref.value] {
				r.at("svg/value#missing", ref.off, ref.end, ref.value)
			}
		}
		if !h.root {
			r.at("svg/form#root", 0, 0)
		}
		r.leftover(nil)
	}
}

type svgHandler struct {
	report *report
	root   bool
	ids    map[string]bool
	refs   []xmlAttr
}

func (h *svgHandler) open(n *xmlNode, stack []xmlNode) {
	r := h.report
	el := r.rules.svg[n.name]
	switch {
	case el == nil:
		r.refusedElement(n.off, n.end, n.name, true)
		return
	case len(stack) == 0:
		h.root = n.name == "svg" && slices.ContainsFunc(n.attrs, func(a xmlAttr) bool { return a.name == "xmlns" })
	case stack[len(stack)-1].name == "title" || stack[len(stack)-1].name == "desc":
		r.at("html/nesting#parent", n.off, n.end, n.name, stack[len(stack)-1].name)
	}
	for _, a := range n.attrs {
		h.attribute(el, a)
	}
}

func (h *svgHandler) attribute(el *element, a xmlAttr) {
	r := h.report
	rule, ok := r.rules.find(el, []byte(a.name), true)
	if !ok {
		r.refusedAttribute(el, a.name, a.off-len(a.name)-2)
		return
	}
	switch rule.kind {
	case isID:
		if h.ids[a.value] {
			r.at("access/id#twice", a.off, a.end, a.value)
		}
		h.ids[a.value] = true
	case isIDs, anyText:
	default:
		check, args, id := r.rules.judge(el, rule, []byte(a.value))
		if check != "" {
			r.at(check, a.off, a.end, args...)
		}
		if id != "" {
			h.refs = append(h.refs, xmlAttr{value: id, off: a.off, end: a.end})
		}
	}
}

func (h *svgHandler) close(n *xmlNode, _ []xmlNode, text string, off, end int) {
	if el := h.report.rules.svg[n.name]; el != nil && !el.text && el.holds != holdsText && strings.TrimSpace(text) != "" {
		h.report.at("html/nesting#text", off, end, n.name)
	}
}
