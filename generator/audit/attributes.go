package audit

import (
	"bytes"
	"slices"
	"strings"
)

// attribute checks the i-th attribute of the start tag being read. el is nil
// when the element itself is refused: its attributes are then not looked at,
// but for what must be known to read on.
func (p *page) attribute(el *element, tag []byte, svg bool, i int) {
	t := &p.scan.tok
	at := &t.attrs[i]
	name := at.name
	if at.upper && !svg && (el == nil || el.holds != holdsSVG) {
		name = bytes.ToLower(name)
	}
	for j := range i {
		if bytes.EqualFold(t.attrs[j].name, name) {
			p.report.at("html/attribute#twice", at.start, at.valEnd, string(name))
			return
		}
	}
	value := p.attributeValue(at)
	if p.rules.lenient {
		p.signature.attribute(string(name), string(value))
	}
	if el == nil {
		return
	}
	r, ok := p.rules.find(el, name, svg)
	if !ok {
		p.report.refusedAttribute(el, string(name), at.start)
		return
	}
	p.attributeForm(at, r)
	if r.name == "class" && holdsExitClass(value) {
		p.opener.exit = true
	}
	p.value(el, r, at, value)
}

func (p *page) attributeValue(at *attr) []byte {
	if !at.equals {
		return nil
	}
	return p.decode(at.valStart, at.valEnd, false, &p.buf)
}

// find looks an attribute up: first among the element's own, then among those
// that all may have.
func (rs *ruleset) find(el *element, name []byte, svg bool) (rule, bool) {
	for i := range el.attrs {
		if el.attrs[i].name == string(name) {
			return el.attrs[i], true
		}
	}
	if svg || el.holds == holdsSVG {
		if r, ok := rs.svgGlobal[string(name)]; ok {
			return r, true
		}
	}
	if r, ok := rs.htmlGlobal[string(name)]; ok && !svg {
		return r, true
	}
	r, ok := rs.ariaAll[string(name)]
	if !ok && !svg && bytes.HasPrefix(name, []byte("data-")) {
		r, ok = rs.htmlGlobal["data-*"]
	}
	return r, ok
}

// attributeForm checks how an attribute is written.
func (p *page) attributeForm(at *attr, r rule) {
	switch {
	case at.upper && !strings.ContainsFunc(r.name, func(c rune) bool { return 'A' <= c && c <= 'Z' }):
		p.report.at("html/form#attrupper", at.start, at.start+len(at.name), string(at.name))
	case !at.equals && r.kind != isEmpty:
		p.report.at("html/form#novalue", at.start, at.start+len(at.name), string(at.name))
	case at.equals && at.quote != '"':
		p.report.at("html/form#quotes", at.start, at.valEnd, string(at.name))
	case at.spaced:
		p.report.at("html/form#equals", at.start, at.valEnd, string(at.name))
	default:
		v := p.data[at.valStart:at.valEnd]
		if j := bytes.IndexByte(v, '<'); j >= 0 {
			p.report.at("html/form#less", at.valStart+j, at.valStart+j+1)
		} else if j := bytes.IndexByte(v, '>'); j >= 0 {
			p.report.at("html/form#greater", at.valStart+j, at.valStart+j+1)
		}
	}
}

// refusedAttribute raises the check that says best why an attribute is
// refused.
func (r *report) refusedAttribute(el *element, name string, off int) {
	n := strings.ToLower(name)
	check := "html/attribute#unknown"
	switch {
	case strings.HasPrefix(n, "on"):
		check = "script/handler#attribute"
	case n == "style":
		check = "css/attribute#style"
	case n == "srcdoc" || n == "src" && el.name == "script":
		check = "fetch/attribute#source"
	case slices.Contains(fetchingAttributes, n):
		check = "fetch/attribute#request"
	case strings.HasPrefix(n, "xml") || strings.HasPrefix(n, "xlink"):
		check = "html/attribute#namespace"
	case n == "target" || n == "download":
		check = "html/attribute#target"
	case n == "loading":
		check = "fetch/attribute#lazy"
	case strings.HasPrefix(n, "form") || n == "action":
		check = "fetch/attribute#form"
	case strings.HasPrefix(n, "data-"):
		check = "html/attribute#data"
	}
	r.at(check, off, off+len(name), name, el.name)
}

// fetchingAttributes are those that some browser fetches, sends to, or opens a
// connection for, on one element or another.
var fetchingAttributes = []string{
	"archive", "attributionsrc", "background", "cite", "classid", "codebase", "data", "dynsrc", "href", "icon", "imagesrcset",
	"longdesc", "lowsrc", "manifest", "nohref", "ping", "poster", "profile", "sizes", "src", "srcset", "usemap",
}

// value checks the value of an allowed attribute.
func (p *page) value(el *element, r rule, at *attr, v []byte) {
	off, end := at.valStart, at.valEnd
	if !at.equals {
		off, end = at.start, at.start+len(at.name)
	}
	o := &p.opener
	o.ariaHidden = o.ariaHidden || r.name == "aria-hidden" && string(v) == "true"
	check, args, id := p.rules.judge(el, r, v)
	switch {
	case r.kind == isLang && check != "":
		check, args = "access/lang#form", []string{string(v)}
	case r.kind == isRole && check != "":
		check, args = "html/value#role", []string{string(v)}
	}
	if check != "" {
		p.report.at(check, off, end, args...)
	}
	if id != "" {
		p.here = append(p.here, idRef{id, off, end, "svg/value#missing"})
	}
	switch r.kind {
	case anyText:
		p.textValue(el, r, v, off, end)
	case isID:
		if check == "" {
			p.id(v, off, end)
		}
	case isIDs:
		for id := range bytes.FieldsSeq(v) {
			p.here = append(p.here, idRef{string(id), off, end, "access/reference#missing"})
		}
		if r.name == "aria-labelledby" {
			o.label, o.labelText = true, append([]byte("#"), v...)
		}
	case isInt:
		if check == "" && r.name == "tabindex" && v[0] != '-' && string(v) != "0" {
			p.report.at("access/tabindex#positive", off, end, string(v))
		}
	case isEmpty, isFlag:
		o.hidden = o.hidden || r.name == "hidden"
	case oneOf:
		p.head.right = p.head.right || el.name == "html" && r.name == "dir" && string(v) == "rtl"
	case isLang:
		switch {
		case check != "":
		case r.name == "hreflang":
			o.hreflang = string(v)
		case el.name == "html":
			p.pageLang(v, off, end)
		}
	case isRole:
		o.imgRole = string(v) == "img"
	case isLink, isPicture:
		o.hrefText = p.data[at.valStart:at.valEnd]
		o.hrefOff, o.hrefEnd = off, end
		o.href = p.addressIn(v, off, end)
	case isRel:
		o.rel = p.data[at.valStart:at.valEnd]
		for token := range bytes.FieldsSeq(v) {
			if !slices.Contains(rels, strings.ToLower(string(token))) {
				p.report.at("html/value#rel", off, end, string(token))
			}
		}
	case isCSS:
		p.styleAttribute(at)
	}
}

// judge checks what can be seen by the value alone. It returns the check that
// fails, or "", with what its words are told, and the id in the same drawing
// that the value refers to.
func (rs *ruleset) judge(el *element, r rule, v []byte) (check string, args []string, id string) {
	ok := true
	switch r.kind {
	case isPaint:
		local, ok := paint(v)
		if !ok {
			return "svg/value#paint", []string{r.name, string(v)}, ""
		}
		return "", nil, string(local)
	case isLocal:
		if len(v) < 2 || v[0] != '#' {
			return "svg/value#external", []string{string(v)}, ""
		}
		return "", nil, string(v[1:])
	case oneOf:
		ok = slices.Contains(r.values, string(v))
	case isLang:
		ok = rs.plainValue(isLang, v) || el.name == "link" && r.name == "hreflang" && string(v) == "x-default"
	default:
		ok = rs.plainValue(r.kind, v)
	}
	if !ok {
		return "html/value#wrong", []string{r.name, el.name, string(v)}, ""
	}
	return "", nil, ""
}

// textValue notes the texts that other rules ask for.
func (p *page) textValue(el *element, r rule, v []byte, off, end int) {
	o := &p.opener
	switch r.name {
	case "aria-label":
		if len(bytes.TrimSpace(v)) == 0 {
			p.report.at("access/name#empty", off, end, r.name)
			return
		}
		o.label, o.labelText = true, p.data[off:end]
	case "title":
		o.title = true
	case "alt":
		o.alt = true
		if len(bytes.TrimSpace(v)) > 0 && (p.top() == nil || !p.top().hidden) {
			p.shown++
			if p.frame.link != nil {
				p.linkText = append(append(p.linkText, ' '), v...)
			}
			if isFileName(string(v)) {
				p.report.at("access/alt#filename", off, end, string(v))
			}
		}
	default:
		p.headValue(el, r.name, v, off, end)
	}
}

// isFileName says whether an alt is the name of a picture.
func isFileName(alt string) bool {
	return !strings.Contains(alt, " ") && slices.ContainsFunc([]string{".png", ".jpg", ".jpeg", ".webp", ".avif", ".svg", ".gif"}, func(end string) bool {
		return len(alt) >= len(end) && strings.EqualFold(alt[len(alt)-len(end):], end)
	})
}

// id notes an id of the page.
func (p *page) id(v []byte, off, end int) {
	n := string(v)
	if p.ids[n] {
		p.report.at("access/id#twice", off, end, string(v))
		return
	}
	p.ids[n] = true
	p.idList = append(append(p.idList, v...), ' ')
}
