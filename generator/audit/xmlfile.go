package audit

import (
	"bytes"
	"slices"
	"strings"
)

// The contract for XML files: feeds and sitemaps. One line an element: its
// name, what may be around it, and its attributes. A plus means: only in the
// General profile.
const xmlContract = `
urlset        -              xmlns xmlns:xhtml
url           urlset
loc           url,sitemap
lastmod       url,sitemap
xhtml:link    url            rel hreflang href
sitemapindex  -              xmlns
sitemap       sitemapindex
+changefreq   url
+priority     url

feed          -              xmlns xml:lang
entry         feed
title         feed,entry,channel,item
subtitle      feed
id            feed,entry
updated       feed,entry
published     entry
author        feed,entry
name          author
rights        feed
link          feed,entry,channel,item     rel href type hreflang
summary       entry          type
+uri          author
+email        author
category      entry,item     term
+content      entry          type
+generator    feed,channel   uri version

+rss          -              version xmlns:atom xmlns:content xmlns:dc
+channel      rss
+item         channel
+description  channel,item
+language     channel
+lastBuildDate  channel
+pubDate      channel,item
+guid         item           isPermaLink
+copyright    channel
+managingEditor  channel
+webMaster    channel
+atom:link    channel        href rel type
+content:encoded  item
+dc:creator   item
`

// xmlNamespaces are what the namespace attributes may say, and xmlns on an
// element.
var xmlNamespaces = map[string]string{
	"feed": "http://www.w3.org/2005/Atom", "urlset": "http://www.sitemaps.org/schemas/sitemap/0.9", "sitemapindex": "http://www.sitemaps.org/schemas/sitemap/0.9",
	"xmlns:xhtml": "http://www.w3.org/1999/xhtml", "xmlns:atom": "http://www.w3.org/2005/Atom",
	"xmlns:content": "http://purl.org/rss/1.0/modules/content/", "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}

type xmlRule struct {
	parents []string
	attrs   []string
}

func readXMLContract(text string, general bool) map[string]xmlRule {
	table := map[string]xmlRule{}
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) > 1 {
			if name, plus := strings.CutPrefix(f[0], "+"); general || !plus {
				table[name] = xmlRule{parents: strings.Split(f[1], ","), attrs: f[2:]}
			}
		}
	}
	return table
}

// xml checks a feed or a sitemap.
func (a *Auditor) xml(r *report, f *Facts) {
	p := a.take(r, f)
	defer a.give(p)
	if r.readXML(&feedHandler{page: p}) {
		r.leftover(nil)
	}
}

type feedHandler struct {
	page *page
	rss  bool
}

func (h *feedHandler) open(n *xmlNode, stack []xmlNode) {
	p := h.page
	rule, ok := p.rules.xml[n.name]
	parent := "-"
	if len(stack) > 0 {
		parent = stack[len(stack)-1].name
	}
	if !ok {
		p.report.at("xml/element#unknown", n.off, n.end, n.name)
		return
	}
	if !slices.Contains(rule.parents, parent) {
		p.report.at("xml/element#place", n.off, n.end, n.name)
	}
	h.rss = h.rss || n.name == "rss"
	kind := ""
	for _, a := range n.attrs {
		if !slices.Contains(rule.attrs, a.name) {
			p.report.at("xml/attribute#unknown", a.off-len(a.name)-2, a.end, a.name, n.name)
			continue
		}
		h.attribute(n, a)
		if a.name == "type" {
			kind = a.value
		}
	}
	if (n.name == "summary" || n.name == "content") && kind != "" && kind != "text" {
		p.report.at("xml/element#html", n.off, n.end, n.name)
	}
}

func (h *feedHandler) attribute(n *xmlNode, a xmlAttr) {
	p := h.page
	switch a.name {
	case "href":
		h.address(a.value, a.off, a.end)
	case "hreflang", "xml:lang":
		if !p.rules.lang.MatchString(a.value) && a.value != "x-default" {
			p.report.at("access/lang#form", a.off, a.end, a.value)
		}
	case "rel":
		if !slices.Contains([]string{"self", "alternate", "related"}, a.value) {
			p.report.at("xml/attribute#rel", a.off, a.end, a.value)
		}
	default:
		of := a.name
		if of == "xmlns" {
			of = n.name
		}
		if want, ok := xmlNamespaces[of]; ok && a.value != want {
			p.report.at("xml/attribute#namespace", a.off, a.end, a.value)
		}
	}
}

// address checks an address in a feed or sitemap, which must be a whole one of
// the same site.
func (h *feedHandler) address(v string, off, end int) {
	p := h.page
	ad := p.addressIn([]byte(v), off, end)
	switch {
	case ad.kind == addressBad:
	case ad.kind == addressInside && ad.whole:
		p.ref(RefListed, ad, off)
	case ad.kind == addressInside:
		p.report.at("xml/address#relative", off, end, v)
	default:
		p.report.at("xml/address#outside", off, end, v)
	}
}

func (h *feedHandler) close(n *xmlNode, stack []xmlNode, text string, off, end int) {
	p := h.page
	switch n.name {
	case "loc", "link":
		if n.name == "loc" || h.rss {
			h.address(text, off, end)
		}
	case "updated", "published", "lastmod":
		if !dateTime.MatchString(text) {
			p.report.at("xml/element#date", off, end, n.name, text)
		}
	case "id":
		if own := p.auditor.policy.BaseURL; !strings.HasPrefix(text, "https://") && (own == "" || !strings.HasPrefix(text, own)) && !strings.HasPrefix(text, "urn:") && !strings.HasPrefix(text, "tag:") {
			p.report.at("xml/element#id", off, end, text)
		}
	case "description", "content:encoded", "content", "summary":
		if p.rules.feedHTML && strings.Contains(text, "<") {
			p.htmlWithin(text, off, end)
		}
	}
}

// htmlWithin checks HTML that a feed holds as text: what reads it would fetch
// its pictures. Findings go to the place of the text.
func (p *page) htmlWithin(text string, off, end int) {
	data := []byte(text)
	r := p.auditor.report(p.path, data)
	r.within, r.start, r.end = p.report, off, end
	q := p.auditor.take(r, &Facts{Common: new(Common)}) // for nobody
	q.fragment = true
	q.head.referrer = true // feeds say nothing about referrers
	q.read()
	p.auditor.give(q)
	if bytes.Contains(data, []byte("ZgotmplZ")) {
		p.report.at("text/leftover#template", off, end, "ZgotmplZ")
	}
}
