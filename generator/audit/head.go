package audit

import (
	"slices"
	"strings"
)

// headState is what the head of a page has said so far.
type headState struct {
	html, seen, closed, body bool
	count                    int // elements in head so far
	charset, csp             bool
	titleOff, titleEnd       int
	lang                     bool
	langOff, langEnd         int
	right                    bool // html has dir="rtl"
	viewport, referrer, icon bool
	noindex                  bool
	description              bool
	refresh                  *address // where a redirect page leads
	refreshOff, refreshEnd   int
	policy                   []byte // the CSP of the meta element
	policyOff, policyEnd     int
	styles                   []*inline
	script                   *inline // the last
	unlinked                 [2]int  // the first style that gives links no colour
}

// hashes are those of the styles, in their order, with spaces between.
func (h *headState) hashes() string {
	switch len(h.styles) {
	case 0:
		return ""
	case 1:
		return h.styles[0].hash
	}
	var all []string
	for _, s := range h.styles {
		all = append(all, s.hash)
	}
	return strings.Join(all, " ")
}

// headValue notes a text attribute of meta or link.
func (p *page) headValue(el *element, name string, v []byte, off, end int) {
	if el.name != "meta" && el.name != "link" {
		return
	}
	p.said[name] = string(v) // a decoded one lives only until the next
	if name == "content" || name == "href" {
		p.opener.contentOff, p.opener.contentEnd = off, end
	}
}

// discreet raises a check when the text of a discreet page holds a sensitive
// word.
func (p *page) discreet(check, text string, off, end int) {
	if !p.auditor.policy.discreet(p.path) {
		return
	}
	if word := sensitive(text, p.auditor.policy.Sensitive[p.facts.Lang]); word != "" {
		p.report.at(check, off, end, word)
	}
}

// pageLang checks the lang of the html element.
func (p *page) pageLang(v []byte, off, end int) {
	p.head.lang, p.head.langOff, p.head.langEnd = true, off, end
	p.facts.Lang = string(v)
	tongue := p.auditor.policy.tongue(p.path)
	switch l := p.auditor.policy.Languages; {
	case tongue != "" && tongue != p.facts.Lang:
		p.report.at("access/lang#tongue", off, end, p.facts.Lang, tongue)
	case tongue == "" && len(l) > 0 && !slices.Contains(l, p.facts.Lang):
		p.report.at("access/lang#unlisted", off, end, p.facts.Lang)
	}
}

// fromTheRight are the languages that are usually written from right to left, by
// their codes (CLDR, layout/orientation).
var fromTheRight = []string{"ar", "arc", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}

// direction checks that a page runs as its language is written.
func (p *page) direction() {
	base, _, _ := strings.Cut(p.facts.Lang, "-")
	switch from := slices.Contains(fromTheRight, base); {
	case from && !p.head.right:
		p.report.at("access/lang#right", p.head.langOff, p.head.langEnd, p.facts.Lang)
	case !from && p.head.right:
		p.report.at("access/lang#left", p.head.langOff, p.head.langEnd, p.facts.Lang)
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
	t := &p.scan.tok
	charset, isCharset := p.said["charset"]
	equiv, isEquiv := p.said["http-equiv"]
	property, isProperty := p.said["property"]
	name, isName := p.said["name"]
	switch {
	case isCharset:
		if !strings.EqualFold(charset, "utf-8") {
			p.report.at("html/charset#other", t.start, t.end, charset)
		}
		if p.head.count != 1 {
			p.report.at("html/charset#late", t.start, t.end)
		}
		if p.head.charset {
			p.report.at("html/meta#twice", t.start, t.end, "charset")
		}
		p.head.charset = true
	case isEquiv:
		p.metaEquiv(strings.ToLower(equiv), p.said["content"])
	case isProperty:
		p.report.at("html/meta#card", t.start, t.end, property)
	case isName:
		p.metaName(strings.ToLower(name), p.said["content"])
	default:
		p.report.at("html/meta#empty", t.start, t.end)
	}
}

func (p *page) metaEquiv(equiv, content string) {
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
		p.head.policy, p.head.policyOff, p.head.policyEnd = []byte(content), o.contentOff, o.contentEnd
	case "refresh":
		p.refresh(content)
	case "onion-location":
		if !isOnion(content) {
			p.report.at("html/meta#onion", o.contentOff, o.contentEnd, content)
		}
	default:
		want, ok := p.rules.metaEquiv[equiv]
		if !ok || want != "" && strings.ReplaceAll(strings.ToLower(content), " ", "") != want {
			p.report.at("html/meta#equiv", t.start, t.end, equiv)
		}
		p.head.charset = p.head.charset || equiv == "content-type"
	}
}

// isOnion says whether it is the address of a version 3 onion service, which is
// all that the onion-location of a page may say.
func isOnion(address string) bool {
	_, rest, ok := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	name, onion := strings.CutSuffix(host, ".onion")
	plain := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= '2' && r <= '7' }
	return ok && onion && len(name) == 56 && strings.TrimLeftFunc(name, plain) == "" &&
		(strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://"))
}

// keepsSize says whether a viewport keeps readers from making a page larger.
func keepsSize(viewport string) bool {
	low := strings.ToLower(viewport)
	return strings.Contains(low, "user-scalable=no") || strings.Contains(low, "user-scalable=0") || strings.Contains(low, "maximum-scale")
}

func (p *page) metaName(name, content string) {
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
		if keepsSize(content) {
			p.report.at("access/zoom#blocked", o.contentOff, o.contentEnd)
		}
	case "referrer":
		p.head.referrer = true
		if content != "no-referrer" {
			p.report.at("html/meta#referrer", o.contentOff, o.contentEnd, content)
		}
	case "robots":
		p.head.noindex = strings.Contains(content, "noindex")
	case "description":
		if p.head.description {
			p.report.at("html/meta#twice", t.start, t.end, name)
		}
		p.head.description = true
		p.discreet("discreet/description#word", content, o.contentOff, o.contentEnd)
	}
}

// refresh checks the content of the only redirect that a page may have: at once,
// and to the same site.
func (p *page) refresh(content string) {
	o := &p.opener
	rest, at := strings.CutPrefix(content, "0;")
	key, to, is := strings.Cut(strings.TrimLeft(rest, " "), "=")
	if !at || !is || !strings.EqualFold(key, "url") || to == "" || strings.ContainsAny(to, `'"; `) {
		p.report.at("fetch/refresh#form", o.contentOff, o.contentEnd, content)
		return
	}
	if ad := p.headRef(RefRefresh, to, "fetch/refresh#outside", to); ad.kind == addressInside {
		p.head.refresh, p.head.refreshOff, p.head.refreshEnd = &ad, o.contentOff, o.contentEnd
		p.facts.Redirect = true
	}
}

// linkElement checks a link element once its attributes are read.
func (p *page) linkElement() {
	t, o := &p.scan.tok, &p.opener
	rel, typed := strings.ToLower(p.said["rel"]), p.said["type"]
	v, leads := p.said["href"]
	i := slices.IndexFunc(p.rules.links, func(l linkRule) bool { return l.rel == rel && (l.typ == "" || l.typ == typed) })
	switch {
	case !leads:
		p.report.at("fetch/link#empty", t.start, t.end)
	case rel == "icon" && v == "data:,":
		p.head.icon = true
	case rel == "alternate" && o.hreflang != "":
		p.headRef(RefAlternate, v, "fetch/link#outside", rel)
	case i >= 0:
		p.headRef(p.rules.links[i].kind, v, "fetch/link#outside", rel)
	case rel == "icon":
		p.report.at("fetch/link#icon", o.contentOff, o.contentEnd)
	case rel == "stylesheet":
		p.report.at("fetch/link#stylesheet", t.start, t.end)
	default:
		p.report.at("fetch/link#rel", t.start, t.end, rel)
	}
}

// headRef notes what a meta or link element leads to, which must be of the same
// site: else the check is raised.
func (p *page) headRef(k RefKind, v, check, arg string) address {
	o := &p.opener
	ad := p.addressIn([]byte(v), o.contentOff, o.contentEnd)
	switch ad.kind {
	case addressBad:
	case addressInside:
		p.ref(k, ad, o.contentOff)
	default:
		p.report.at(check, o.contentOff, o.contentEnd, arg)
	}
	return ad
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
	p.direction()
	switch {
	case p.count["title"] == 0:
		p.report.at("access/title#missing", 0, 0)
	case p.facts.Title == "":
		p.report.at("access/title#empty", h.titleOff, max(h.titleOff, h.titleEnd))
	default:
		p.discreet("discreet/title#word", p.facts.Title, h.titleOff, h.titleEnd)
	}
	if n := len(h.styles); n > 0 && !slices.ContainsFunc(h.styles, func(s *inline) bool { return s.links }) {
		p.report.at("css/visited#default", h.unlinked[0], h.unlinked[1])
	}
	p.checkPolicy()
}
