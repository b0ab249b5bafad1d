package audit

import (
	"bytes"
	"slices"
	"strings"
)

// frameState is what the body of a page has said so far.
type frameState struct {
	level      int  // of the last heading
	begun      bool // what stands there is no menu: the header has ended
	navLabels  []string
	unlabelled [2]int // a nav without a label

	link             *opener // the open a element; nil outside of one
	open             opener  // what link points to
	anchors          int     // a elements so far
	skip             bool    // the first link leads to a place on the page
	skipOff, skipEnd int
	exitOK           bool
	secondOff        int
	secondEnd        int
	back             bool // a redirect page's link to its target was seen

	falseExit [2]int // an element of the exit link's class that is not it
}

// opened looks at an element whose attributes have been read. It is not on the
// stack yet.
func (p *page) opened(fr *frame, top *frame) {
	t, o := &p.scan.tok, &p.opener
	if o.exit {
		p.exitHolder(fr.el)
	}
	if top != nil && top.el != nil && top.el.name == "head" {
		p.head.count++
	}
	if top != nil && top.el != nil && top.el.name == "dl" && fr.el.name == "div" {
		fr.holds = holdsNamed
	}
	switch fr.el.name {
	case "html":
		p.head.html = true
	case "head":
		p.head.seen = true
	case "body":
		p.head.body = true
	case "meta":
		p.meta()
	case "link":
		p.linkElement()
	case "title":
		if fr.svg {
			if top != nil {
				top.named = true
			}
			break
		}
		p.once("title", "access/title#twice")
	case "style":
		p.count["style"]++
	case "script":
		p.once("script", "script/inline#twice")
	case "a":
		p.openLink(t)
	case "img":
		p.image(t)
	case "input":
		p.field(t, fr)
	case "main", "header", "footer", "nav":
		p.frame.begun = p.frame.begun || fr.el.name == "main"
		p.landmark(fr, top)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		p.heading(fr)
	case "th":
		if table := p.inside("table"); table != nil {
			table.named = true
		}
	case "table", "details":
		fr.named = false
	case "summary":
		if top != nil {
			top.named = true
		}
	case "svg":
		fr.named = o.label && o.imgRole || fr.hidden
	}
}

// closed looks at an element once its content has been read.
func (p *page) closed(fr *frame) {
	if fr.el == nil {
		return
	}
	empty := p.shown == fr.shownAt
	switch fr.el.name {
	case "head":
		p.head.closed = true
	case "style":
		if p.count["style"] > len(p.head.styles) {
			p.count["style"]--
			p.report.at("css/inline#empty", fr.off, fr.end)
		}
	case "header":
		p.frame.begun = true
	case "a":
		p.closeLink(fr)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		if empty && !fr.hidden {
			p.report.at("access/heading#empty", fr.off, fr.end, fr.el.name)
		}
	case "summary":
		if empty {
			p.report.at("access/name#summary", fr.off, fr.end)
		}
	case "details":
		if !fr.named {
			p.report.at("access/name#nosummary", fr.off, fr.end)
		}
	case "table":
		if !fr.named {
			p.report.at("access/table#header", fr.off, fr.end)
		}
	case "ul", "ol":
		if fr.children == 0 {
			p.report.at("access/list#empty", fr.off, fr.end, fr.el.name)
		}
	case "svg":
		if top := p.top(); !fr.named && (top == nil || !top.svg) {
			p.report.at("access/name#svg", fr.off, fr.end)
		}
	}
}

// field checks an input, which the script of the page reads and nothing sends: it
// has no name, and there is no form. What a browser would do with the text by
// itself is switched off: keep it for another time, bring it back with the page,
// or send it somewhere to have its spelling looked at.
func (p *page) field(t *token, fr *frame) {
	for _, name := range []string{"type", "autocomplete", "autocapitalize", "spellcheck"} {
		if !slices.ContainsFunc(t.attrs, func(at attr) bool { return string(at.name) == name }) {
			p.report.at("html/field#open", t.start, t.end, name)
		}
	}
	if !fr.hidden {
		p.report.at("html/field#shown", t.start, t.end)
	}
	if !p.opener.label {
		p.report.at("html/field#name", t.start, t.end)
	}
}

// image checks an img.
func (p *page) image(t *token) {
	o := &p.opener
	if !o.alt {
		p.report.at("access/alt#missing", t.start, t.end)
	}
	switch o.href.kind {
	case addressInside:
		p.ref(RefImage, o.href, o.hrefOff)
	case addressData:
		if v := o.hrefText; !bytes.HasPrefix(v, []byte("data:image/png;base64,")) && !bytes.HasPrefix(v, []byte("data:image/webp;base64,")) && !bytes.HasPrefix(v, []byte("data:image/avif;base64,")) {
			p.report.at("fetch/image#data", o.hrefOff, o.hrefEnd)
		}
	case addressBad:
		if o.hrefText == nil {
			p.report.at("fetch/image#nosource", t.start, t.end)
		}
	default:
		p.report.at("fetch/image#outside", o.hrefOff, o.hrefEnd, string(o.hrefText))
	}
}

// landmark checks main, header, footer and nav.
func (p *page) landmark(fr *frame, top *frame) {
	t, o := &p.scan.tok, &p.opener
	// A header or footer of an article or a section is no landmark of the page.
	inner := p.inside("article", "section", "aside", "main", "nav") != nil
	switch fr.el.name {
	case "main":
		p.once("main", "access/landmark#twice")
		if inner || p.inside("header", "footer") != nil {
			p.report.at("access/landmark#main", t.start, t.end)
		}
	case "header", "footer":
		if !inner {
			p.once(fr.el.name, "access/landmark#twice")
		}
	case "nav":
		p.count["nav"]++
		if !o.label {
			p.frame.unlabelled = [2]int{t.start, t.end}
			return
		}
		label := string(o.labelText)
		if slices.Contains(p.frame.navLabels, label) {
			p.report.at("access/nav#same", t.start, t.end, strings.TrimPrefix(label, "#"))
		}
		p.frame.navLabels = append(p.frame.navLabels, label)
	}
}

// heading checks the order of headings.
func (p *page) heading(fr *frame) {
	t, level := &p.scan.tok, fr.el.level
	if level == 1 {
		p.once("h1", "access/heading#h1twice")
		if p.inside("main") == nil {
			p.report.at("access/heading#h1outside", t.start, t.end)
		}
	}
	if level > p.frame.level+1 && p.frame.level > 0 {
		p.report.at("access/heading#skip", t.start, t.end, fr.el.name, string(rune('0'+p.frame.level+1)))
	} else if p.frame.level == 0 && level > 1 {
		p.report.at("access/heading#first", t.start, t.end, fr.el.name)
	}
	p.frame.level = level
}

// checkFrame checks what the page as a whole must have.
func (p *page) checkFrame() {
	f := &p.frame
	if p.head.script != nil && f.falseExit[1] > 0 {
		p.report.at("script/leave#link", f.falseExit[0], f.falseExit[1])
	}
	for _, r := range p.here {
		if !p.ids[r.id] && !(r.id == "top" && r.check == "dead/anchor#here") {
			p.report.at(r.check, r.off, r.end, r.id)
		}
	}
	missing := func(landmarks ...string) {
		for _, l := range landmarks {
			if p.count[l] == 0 {
				p.report.at("access/landmark#missing", 0, 0, l)
			}
		}
	}
	missing("main")
	if p.head.refresh != nil {
		if !f.back {
			p.report.at("fetch/refresh#link", p.head.refreshOff, p.head.refreshEnd)
		}
		if !p.head.noindex {
			p.report.at("fetch/refresh#index", p.head.refreshOff, p.head.refreshEnd)
		}
		return
	}
	if p.count["h1"] == 0 {
		p.report.at("access/heading#h1missing", 0, 0)
	}
	missing("header", "footer", "nav")
	if p.count["nav"] > 1 && f.unlabelled[1] > 0 {
		p.report.at("access/nav#unlabelled", f.unlabelled[0], f.unlabelled[1])
	}
	if len(p.head.styles) == 0 {
		p.report.at("css/inline#none", 0, 0)
	}
	p.checkWaysOff()
}
