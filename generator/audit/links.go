package audit

import (
	"bytes"
	"slices"
	"strings"
)

// openLink checks the start of an a element.
func (p *page) openLink(t *token) {
	f := &p.frame
	f.open = p.opener
	f.link = &f.open
	p.linkText = p.linkText[:0]
	o := f.link
	if o.hrefText == nil && o.href.kind == addressBad && o.href.bad == "" {
		p.report.at("url/form#missing", t.start, t.end)
		return
	}
	f.anchors++
	switch o.href.kind {
	case addressInside:
		p.ref(RefAnchor, o.href, o.hrefOff)
		if r := p.head.refresh; r != nil && r.to == o.href.to {
			f.back = true
		}
	case addressHere:
		p.here = append(p.here, idRef{o.href.to[1:], o.hrefOff, o.hrefEnd, "dead/anchor#here"})
	case addressOutside:
		if !slices.Contains(p.facts.Hosts, o.href.host) {
			p.facts.Hosts = append(p.facts.Hosts, o.href.host)
		}
		p.outsideRel(o)
	case addressData:
		p.report.at("url/scheme#unknown", o.hrefOff, o.hrefEnd, "data")
	}
	p.schemeAsWritten(o)
	switch f.anchors {
	case 1:
		f.skip = o.href.kind == addressHere
		f.skipOff, f.skipEnd = t.start, t.end
	case 2:
		f.secondOff, f.secondEnd = t.start, t.end
		f.exitOK = o.href.kind == addressOutside
		if exit := p.auditor.policy.Exit; exit != "" {
			f.exitOK = string(p.decode(o.hrefOff, o.hrefEnd, false, &p.buf)) == exit
		}
	}
}

// schemeAsWritten refuses an address whose first characters are written as
// references: there is no honest reason to.
func (p *page) schemeAsWritten(o *opener) {
	amp := bytes.IndexByte(o.hrefText, '&')
	if amp < 0 {
		return
	}
	if end := bytes.IndexAny(o.hrefText, ":/?#"); end < 0 || amp < end {
		p.report.at("url/scheme#hidden", o.hrefOff, o.hrefEnd, string(o.hrefText))
	}
}

// outsideRel asks for what keeps the other site from learning where a reader
// came from. In the General profile a page may say so once, in its head.
func (p *page) outsideRel(o *opener) {
	if p.rules.referrerInHead && p.head.referrer {
		return
	}
	said := strings.Fields(strings.ToLower(string(o.rel)))
	for _, token := range p.rules.rel {
		if !slices.Contains(said, token) {
			p.report.at("url/rel#missing", o.hrefOff, o.hrefEnd)
			return
		}
	}
}

// closeLink checks an a element once its text is known.
func (p *page) closeLink(fr *frame) {
	f := &p.frame
	o := f.link
	if o == nil {
		return
	}
	f.link = nil
	if fr.hidden {
		p.report.at("access/hidden#link", fr.off, fr.end)
	} else if p.shown == fr.shownAt && !o.label {
		p.report.at("access/link#empty", fr.off, fr.end)
	}
	if o.href.kind == addressPhone || o.href.kind == addressText {
		p.number(fr, o)
	}
}

// number checks that a telephone link dials what it shows.
func (p *page) number(fr *frame, o *opener) {
	_, dialled, _ := bytes.Cut(p.decode(o.hrefOff, o.hrefEnd, false, &p.buf), []byte(":"))
	if p.shows(fr, o, dialled, p.linkText) && o.label && !bytes.HasPrefix(o.labelText, []byte("#")) {
		p.shows(fr, o, dialled, o.labelText)
	}
}

// shows checks one text of a telephone link.
func (p *page) shows(fr *frame, o *opener, dialled, text []byte) bool {
	p.buf2 = append(append(append(p.buf2[:0], dialled...), ':'), text...)
	if _, ok := p.auditor.dials.get(p.buf2); ok {
		return true
	}
	if r, ok := foreignDigit(string(text)); ok {
		p.report.at("phone/digits#foreign", fr.off, fr.end, string(r))
		return false
	}
	if shown, ok := dials(string(dialled), string(text)); !ok {
		p.report.at("phone/digits#different", o.hrefOff, o.hrefEnd, shown, string(dialled))
		return false
	}
	p.auditor.dials.put(p.buf2, true, maxMemo)
	return true
}

// checkWaysOff checks the skip link, which is the first of a page, and the
// exit link, which is the second.
func (p *page) checkWaysOff() {
	f := &p.frame
	switch {
	case f.anchors == 0:
		p.report.at("access/skip#missing", 0, 0)
	case !f.skip:
		p.report.at("access/skip#first", f.skipOff, f.skipEnd)
	}
	if p.auditor.policy.noExit(p.path) {
		return
	}
	switch {
	case f.anchors < 2:
		p.report.at("access/exit#missing", 0, 0)
	case !f.exitOK:
		p.report.at("access/exit#second", f.secondOff, f.secondEnd)
	}
}
