package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"sotto/generator/diag"
)

// inline is what is known of the content of a style or script element. Pages
// share theirs, so it is worked out once.
type inline struct {
	hash     string // as a CSP writes it, without quotes
	findings []located
	links    bool // a style gives links a colour of their own
}

// located is a finding at a place counted from the start of the content.
type located struct {
	check    string
	off, end int
	args     []string
}

// maxInline is how many different inline styles or scripts are remembered.
const maxInline = 64

// hashSource is the CSP source for some bytes: sha256-…
func hashSource(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// inline looks up what is known of the content of an element, or checks it.
func (p *page) inline(known *memo[*inline], start, end int, check func(body []byte) []located) *inline {
	body := p.data[start:end]
	s, ok := known.get(body)
	if !ok {
		s = &inline{hash: hashSource(body), findings: append(rawForm(body), check(body)...), links: true}
		s.findings = slices.DeleteFunc(s.findings, func(l located) bool { // which is for all of a page's styles together
			s.links = s.links && l.check != "css/visited#default"
			return l.check == "css/visited#default"
		})
		known.put(body, s, maxInline)
	}
	return s
}

// rawForm refuses, inside style and script, what parsers read in different
// ways.
func rawForm(b []byte) []located {
	var out []located
	body := strings.ToLower(string(b))
	for _, odd := range []string{"</", "<!--", "<script", "]]>"} {
		if i := strings.Index(body, odd); i >= 0 {
			out = append(out, located{"html/markup#inline", i, i + len(odd), []string{odd}})
		}
	}
	return out
}

// style checks the content of a style element.
func (p *page) style(start, end int) {
	s := p.inline(&p.auditor.styles, start, end, func(body []byte) []located { return checkCSS(body, p.auditor.cssOptions(false)) })
	for _, f := range s.findings {
		p.report.at(f.check, start+f.off, start+f.end, f.args...)
	}
	h := &p.head
	if !s.links && h.unlinked == [2]int{} {
		h.unlinked = [2]int{start, min(start+20, end)}
	}
	if slices.ContainsFunc(h.styles, func(t *inline) bool { return t.hash == s.hash }) {
		p.report.at("css/inline#twice", start, end)
	} else if want := p.auditor.policy.Style; want != "" {
		at := strings.Index(want, s.hash)
		switch {
		case at < 0:
			p.report.at("css/inline#hash", start, end, s.hash)
		case len(h.styles) > 0 && at < strings.Index(want, h.styles[len(h.styles)-1].hash):
			p.report.at("css/inline#order", start, end)
		}
	}
	h.styles = append(h.styles, s)
}

// script checks the content of a script element.
func (p *page) script(start, end int) {
	s := p.inline(&p.auditor.scripts, start, end, checkScript)
	p.head.script = s
	switch want := p.auditor.policy.Script; {
	case want == "none", p.rules.scriptNeedsPolicy && want == "" && !p.governed(s.hash):
		p.report.at("script/inline#none", start, min(end, start+40), s.hash)
		return
	case want != "" && s.hash != want:
		p.report.at("script/inline#hash", start, end, s.hash)
	}
	for _, f := range s.findings {
		p.report.at(f.check, start+f.off, start+f.end, f.args...)
	}
}

// governed reports whether a policy before the script lets the page run it and
// fetch nothing. That is asked for where nobody has named the script.
func (p *page) governed(hash string) bool {
	return p.head.csp && len(checkDirectives(string(p.head.policy), p.head.hashes(), hash, true)) == 0
}

// Script checks the source of the script before it is made ready for the pages,
// by the same rule as in them, so that findings have its own places. path is
// what findings call it.
func Script(path string, source []byte) []diag.Finding {
	r := New(Policy{}).report(path, source)
	for _, l := range checkScript(source) {
		r.at(l.check, l.off, l.end, l.args...)
	}
	return r.list
}

// Style checks the source of the style before it is made ready for the pages, by
// the same rule as in them, so that findings have its own places. Comments, which
// pages do not get, are left out. path is what findings call it; mayHide is as in
// [Policy].
func Style(path string, source []byte, mayHide []string) []diag.Finding {
	a := New(Policy{MayHide: mayHide})
	r := a.report(path, source)
	for _, l := range checkCSS(withoutComments(source), a.cssOptions(false)) {
		r.at(l.check, l.off, l.end, l.args...)
	}
	return r.list
}

// withoutComments is a style with spaces in the place of its comments. What looks
// like one inside a string is read as one here, and as a string in the pages.
func withoutComments(source []byte) []byte {
	out := bytes.Clone(source)
	for rest := out; ; {
		start := bytes.Index(rest, []byte("/*"))
		if start < 0 {
			return out
		}
		end := bytes.Index(rest[start+2:], []byte("*/"))
		if end < 0 {
			return out
		}
		end += start + 4
		for i := range rest[start:end] {
			rest[start+i] = ' '
		}
		rest = rest[end:]
	}
}

// stylesheet checks a stylesheet in a file of its own, which only the General
// profile accepts.
func (a *Auditor) stylesheet(r *report, f *Facts) {
	r.at("served/type#stylesheet", 0, 0)
	for _, l := range checkCSS(r.data, a.cssOptions(true)) {
		r.at(l.check, l.off, l.end, l.args...)
	}
}

// styleAttribute checks a style attribute, in the General profile.
func (p *page) styleAttribute(at *attr) {
	// The declarations are read as those of one rule; references in them make
	// the places a little wrong, but nothing is missed.
	v := p.decode(at.valStart, at.valEnd, false, &p.buf)
	for _, l := range checkCSS(append(append([]byte("*{"), v...), '}'), p.auditor.cssOptions(true)) {
		p.report.at(l.check, at.valStart, at.valEnd, l.args...)
	}
}
