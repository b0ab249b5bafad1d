package audit

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// headState is what the head of a page has said so far.
type headState struct {
	html, seen, closed, body bool
	count                    int // elements in head so far
	charset, csp             bool
	titles                   int
	titleOff, titleEnd       int
	lang                     bool
	viewport, referrer, icon bool
	noindex                  bool
	description              bool
	refresh                  *address // where a redirect page leads
	refreshOff, refreshEnd   int
	policy                   []byte // the CSP of the meta element
	policyOff, policyEnd     int
	styles, scripts          int
	style, script            *inline // the last of each
	kept                     []byte  // copies of values that outlive their tag
}

// keep copies a value, for a decoded one lives only until the next.
func (p *page) keep(v []byte) []byte {
	n := len(p.head.kept)
	p.head.kept = append(p.head.kept, v...)
	return p.head.kept[n:]
}

// headValue notes the text attributes of meta and link.
func (p *page) headValue(el *element, name string, v []byte, off, end int) {
	if el.name != "meta" && el.name != "link" {
		return
	}
	o := &p.opener
	v = p.keep(v)
	switch name {
	case "name":
		o.name = v
	case "content":
		o.content, o.contentOff, o.contentEnd = v, off, end
	case "http-equiv":
		o.equiv = v
	case "charset":
		o.charset = v
	case "property":
		o.property = v
	case "rel":
		o.linkRel = v
	case "type":
		o.linkType = v
	case "href":
		o.content, o.contentOff, o.contentEnd = v, off, end
	}
}

// pageLang checks the lang of the html element.
func (p *page) pageLang(v []byte, off, end int) {
	p.head.lang = true
	p.facts.Lang = string(v)
	if l := p.auditor.policy.Languages; len(l) > 0 && !slices.Contains(l, p.facts.Lang) {
		p.report.at("access/lang#unlisted", off, end, p.facts.Lang)
	}
}

// title checks the text of the title element.
func (p *page) title(start, end int) {
	text := strings.Join(strings.Fields(string(p.decode(start, end, false, &p.buf))), " ")
	p.facts.Title = text
	p.head.titleOff, p.head.titleEnd = start, end
}

// meta checks a meta element once its attributes are read.
func (p *page) meta() {
	t, o := &p.scan.tok, &p.opener
	first := p.head.count == 1
	switch {
	case o.charset != nil:
		if !bytes.EqualFold(o.charset, []byte("utf-8")) {
			p.report.at("html/charset#other", t.start, t.end, string(o.charset))
		}
		if !first {
			p.report.at("html/charset#late", t.start, t.end)
		}
		if p.head.charset {
			p.report.at("html/meta#twice", t.start, t.end, "charset")
		}
		p.head.charset = true
	case o.equiv != nil:
		p.metaEquiv(strings.ToLower(string(o.equiv)))
	case o.property != nil:
		p.report.at("html/meta#card", t.start, t.end, string(o.property))
	case o.name != nil:
		p.metaName(strings.ToLower(string(o.name)))
	default:
		p.report.at("html/meta#empty", t.start, t.end)
	}
}

func (p *page) metaEquiv(equiv string) {
	t, o := &p.scan.tok, &p.opener
	switch equiv {
	case "content-security-policy":
		if p.head.csp {
			p.report.at("html/meta#twice", t.start, t.end, equiv)
			return
		}
		p.head.csp = true
		if !(p.head.count == 2 && p.head.charset) {
			p.report.at("csp/place#late", t.start, t.end)
		}
		p.head.policy, p.head.policyOff, p.head.policyEnd = o.content, o.contentOff, o.contentEnd
	case "refresh":
		p.refresh()
	case "onion-location":
		if !onion.Match(o.content) {
			p.report.at("html/meta#onion", o.contentOff, o.contentEnd, string(o.content))
		}
	default:
		want, ok := p.rules.metaEquiv[equiv]
		if !ok || want != "" && strings.ReplaceAll(strings.ToLower(string(o.content)), " ", "") != want {
			p.report.at("html/meta#equiv", t.start, t.end, equiv)
		}
		p.head.charset = p.head.charset || equiv == "content-type"
	}
}

// onion is the address of a version 3 onion service, which is all that the
// onion-location of a page may say.
var onion = regexp.MustCompile(`^https?://[a-z2-7]{56}\.onion(/|$)`)

func (p *page) metaName(name string) {
	t, o := &p.scan.tok, &p.opener
	switch {
	case strings.HasPrefix(name, "og:") || strings.HasPrefix(name, "twitter:") || strings.HasPrefix(name, "fb:"):
		p.report.at("html/meta#card", t.start, t.end, name)
		return
	case !slices.Contains(p.rules.metaNames, name):
		p.report.at("html/meta#name", t.start, t.end, name)
		return
	}
	switch name {
	case "viewport":
		p.head.viewport = true
		low := bytes.ToLower(o.content)
		if bytes.Contains(low, []byte("user-scalable=no")) || bytes.Contains(low, []byte("user-scalable=0")) || bytes.Contains(low, []byte("maximum-scale")) {
			p.report.at("access/zoom#blocked", o.contentOff, o.contentEnd)
		}
	case "referrer":
		p.head.referrer = true
		if string(o.content) != "no-referrer" {
			p.report.at("html/meta#referrer", o.contentOff, o.contentEnd, string(o.content))
		}
	case "robots":
		p.head.noindex = bytes.Contains(o.content, []byte("noindex"))
	case "description":
		if p.head.description {
			p.report.at("html/meta#twice", t.start, t.end, name)
		}
		p.head.description = true
		if p.auditor.policy.discreet(p.path) {
			if word, _ := sensitive(string(o.content), p.auditor.policy.Sensitive[p.facts.Lang]); word != "" {
				p.report.at("discreet/description#word", o.contentOff, o.contentEnd, word)
			}
		}
	}
}

// refresh checks a redirect. Only a page of our own form may have one: at
// once, and to the same site.
func (p *page) refresh() {
	o := &p.opener
	wait, target, ok := bytes.Cut(o.content, []byte(";"))
	target = bytes.TrimLeft(target, " ")
	if len(target) > 4 && bytes.EqualFold(target[:4], []byte("url=")) {
		target = target[4:]
	} else {
		ok = false
	}
	if !ok || string(wait) != "0" || bytes.ContainsAny(target, `'"; `) {
		p.report.at("fetch/refresh#form", o.contentOff, o.contentEnd, string(o.content))
		return
	}
	ad := p.addressIn(target, o.contentOff, o.contentEnd)
	switch ad.kind {
	case addressBad:
	case addressInside:
		p.head.refresh, p.head.refreshOff, p.head.refreshEnd = &ad, o.contentOff, o.contentEnd
		p.facts.Redirect = true
		p.ref(RefRefresh, ad, o.contentOff)
	default:
		p.report.at("fetch/refresh#outside", o.contentOff, o.contentEnd, string(target))
	}
}

// linkElement checks a link element once its attributes are read.
func (p *page) linkElement() {
	t, o := &p.scan.tok, &p.opener
	rel := strings.ToLower(string(o.linkRel))
	v := o.content
	typed := string(o.linkType)
	i := slices.IndexFunc(p.rules.links, func(l linkRule) bool { return l.rel == rel && (l.typ == "" || l.typ == typed) })
	switch {
	case v == nil:
		p.report.at("fetch/link#empty", t.start, t.end)
	case rel == "icon" && string(v) == "data:,":
		p.head.icon = true
	case rel == "alternate" && o.hreflang != "":
		p.headRef(RefAlternate, rel)
	case i >= 0:
		p.headRef(p.rules.links[i].kind, rel)
	case rel == "icon":
		p.report.at("fetch/link#icon", o.contentOff, o.contentEnd)
	case rel == "stylesheet":
		p.report.at("fetch/link#stylesheet", t.start, t.end)
	default:
		p.report.at("fetch/link#rel", t.start, t.end, rel)
	}
}

// headRef notes what a link element leads to, which must be of the same site.
func (p *page) headRef(k RefKind, rel string) {
	o := &p.opener
	switch ad := p.addressIn(o.content, o.contentOff, o.contentEnd); ad.kind {
	case addressBad:
	case addressInside:
		p.ref(k, ad, o.contentOff)
	default:
		p.report.at("fetch/link#outside", o.contentOff, o.contentEnd, rel)
	}
}

// checkHead checks what the head as a whole must say.
func (p *page) checkHead() {
	h := &p.head
	for _, part := range []struct {
		said  bool
		check string
	}{
		{h.html && h.closed && h.body, "html/frame#parts"},
		{h.lang, "access/lang#missing"},
		{h.charset, "html/charset#missing"},
		{h.viewport || p.facts.Redirect, "access/zoom#missing"},
		{h.referrer, "html/meta#noreferrer"},
		{h.icon, "fetch/link#noicon"},
	} {
		if !part.said {
			p.report.at(part.check, 0, 0)
		}
	}
	switch {
	case h.titles == 0:
		p.report.at("access/title#missing", 0, 0)
	case p.facts.Title == "":
		p.report.at("access/title#empty", h.titleOff, max(h.titleOff, h.titleEnd))
	case p.auditor.policy.discreet(p.path):
		if word, _ := sensitive(p.facts.Title, p.auditor.policy.Sensitive[p.facts.Lang]); word != "" {
			p.report.at("discreet/title#word", h.titleOff, h.titleEnd, word)
		}
	}
	p.checkPolicy()
}
