package audit

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
)

// inline is what is known of the content of a style or script element. Pages
// share theirs, so it is worked out once.
type inline struct {
	hash     string // as a CSP writes it, without quotes
	findings []located
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
		s = &inline{hash: hashSource(body), findings: append(rawForm(body), check(body)...)}
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
	p.head.style = s
	if want := p.auditor.policy.Style; want != "" && s.hash != want {
		p.report.at("css/inline#hash", start, end, s.hash)
	}
}

// script checks the content of a script element.
func (p *page) script(start, end int) {
	s := p.inline(&p.auditor.scripts, start, end, func(body []byte) []located { return checkScript(body, p.auditor.policy.Exit) })
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
	style := ""
	if p.head.style != nil {
		style = p.head.style.hash
	}
	return p.head.csp && len(checkDirectives(string(p.head.policy), style, hash, true)) == 0
}

// scriptWords are the names through which a script could ask the network for
// something, store something, watch the reader, or make new code. The hash
// says that the script is the one that was meant; this says that what was
// meant is silent.
var scriptWords = strings.Fields(`
	fetch XMLHttpRequest WebSocket WebTransport EventSource sendBeacon importScripts import Image Audio Worker
	SharedWorker serviceWorker localStorage sessionStorage indexedDB cookie cookieStore caches RTCPeerConnection eval
	Function innerHTML outerHTML insertAdjacentHTML setHTMLUnsafe write writeln createElement createElementNS
	srcdoc src srcset open postMessage BroadcastChannel pushState replaceState navigator geolocation credentials
	Notification clipboard fromCharCode fromCodePoint atob constructor Reflect Proxy globalThis require attachShadow
	createObjectURL createContextualFragment DOMParser setAttribute assign referrer userAgent performance with
	Intl screen matchMedia getBattery mediaDevices requestPermission share wasm WebAssembly`)

var scriptWord = regexp.MustCompile(`[A-Za-z_$][A-Za-z0-9_$]*`)

// checkScript looks at the words of a script.
func checkScript(body []byte, exit string) []located {
	var out []located
	text := string(body)
	odd := strings.IndexFunc(text, func(c rune) bool { return c == '\\' || c >= 0x80 })
	if odd >= 0 {
		out = append(out, located{"script/word#escape", odd, odd + 1, nil})
		text = text[:odd]
	}
	for _, at := range scriptWord.FindAllStringIndex(text, -1) {
		i, j := at[0], at[1]
		word := text[i:j]
		if slices.Contains(scriptWords, word) {
			out = append(out, located{"script/word#request", i, j, []string{word}})
		}
		if (word == "https" || word == "http") && strings.HasPrefix(text[j:], ":") && (exit == "" || !strings.HasPrefix(text[i:], exit)) {
			out = append(out, located{"script/word#address", i, min(len(text), j+20), []string{text[i:min(len(text), j+30)]}})
		}
	}
	return out
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
