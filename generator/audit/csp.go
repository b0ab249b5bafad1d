package audit

import (
	"slices"
	"strings"
)

// checkPolicy compares the page's Content-Security-Policy with the bytes it
// protects: it must allow the inline styles and the one inline script by hash,
// and nothing else that a browser could be made to fetch.
func (p *page) checkPolicy() {
	h := &p.head
	style, script := h.hashes(), ""
	if h.script != nil {
		script = h.script.hash
	}
	p.facts.Style, p.facts.Script = style, script
	if !h.csp {
		p.report.at("csp/missing#meta", 0, 0)
		return
	}
	if want := p.auditor.policy.inPage(style); want != "" && string(h.policy) != want {
		p.report.at("csp/different#expected", h.policyOff, h.policyEnd, want)
		return
	}
	p.buf2 = append(append(append(append(p.buf2[:0], h.policy...), '\n'), style...), script...)
	weak, ok := p.auditor.policies.get(p.buf2)
	if !ok {
		weak = checkDirectives(string(h.policy), style, script, true)
		p.auditor.policies.put(p.buf2, weak, maxInline)
	}
	for _, c := range weak {
		p.report.at(c.check, h.policyOff, h.policyEnd, c.args...)
	}
}

// directive is one part of a policy.
type directive struct {
	name   string
	values []string
}

func parsePolicy(policy string) []directive {
	var out []directive
	for part := range strings.SplitSeq(policy, ";") {
		if f := strings.Fields(part); len(f) > 0 {
			out = append(out, directive{strings.ToLower(f[0]), f[1:]})
		}
	}
	return out
}

type failed struct {
	check string
	args  []string
}

// fixed are the directives that may say one thing only. That of
// frame-ancestors is for headers.
var fixed = map[string]string{
	"base-uri": "'none'", "child-src": "'none'", "connect-src": "'none'", "default-src": "'none'", "fenced-frame-src": "'none'",
	"font-src": "'none'", "form-action": "'none'", "frame-src": "'none'", "manifest-src": "'none'", "media-src": "'none'",
	"object-src": "'none'", "prefetch-src": "'none'", "script-src-attr": "'none'", "style-src-attr": "'none'",
	"worker-src": "'none'", "frame-ancestors": "'none'", "trusted-types": "'none'", "require-trusted-types-for": "'script'",
}

// checkDirectives says what makes a policy weaker than the page needs. style
// and script are the hashes of the page's inline bytes, with spaces between
// several, or "". In a meta
// element some directives do nothing but fill the console; in a header one
// more is needed.
func checkDirectives(policy, style, script string, meta bool) []failed {
	var out []failed
	fail := func(check string, args ...string) { out = append(out, failed{check, args}) }
	has := map[string]bool{}
	for _, d := range parsePolicy(policy) {
		if has[d.name] {
			fail("csp/weak#twice", d.name)
		}
		has[d.name] = true
		value := strings.Join(d.values, " ")
		want, isFixed := fixed[d.name]
		switch {
		case d.name == "frame-ancestors" && meta, d.name == "sandbox":
			fail("csp/meta#ignored", d.name)
		case d.name == "report-uri", d.name == "report-to":
			fail("csp/report#uri", d.name)
		case isFixed:
			if value != want {
				fail("csp/weak#value", d.name, value, want)
			}
		case d.name == "img-src":
			for _, v := range d.values {
				if v != "'self'" && v != "data:" && v != "'none'" {
					fail("csp/weak#value", d.name, v, "'self' data:")
				}
			}
		case d.name == "style-src", d.name == "style-src-elem":
			checkHashes(d, "style", style, fail)
		case d.name == "script-src", d.name == "script-src-elem":
			checkHashes(d, "script", script, fail)
		case d.name == "upgrade-insecure-requests" && len(d.values) == 0:
		default:
			fail("csp/weak#unknown", d.name)
		}
	}
	for _, name := range []string{"default-src", "base-uri", "form-action"} { // the last two have no fallback
		if !has[name] {
			fail("csp/weak#missing", name)
		}
	}
	if style != "" && !has["style-src"] {
		fail("csp/hash#style", style)
	}
	if script != "" && !has["script-src"] {
		fail("csp/hash#script", script)
	}
	if !meta && !has["frame-ancestors"] {
		fail("csp/weak#missing", "frame-ancestors")
	}
	return out
}

// quoted are hashes as a policy says them.
func quoted(hashes string) string {
	if hashes == "" {
		return "'none'"
	}
	return "'" + strings.ReplaceAll(hashes, " ", "' '") + "'"
}

// checkHashes checks that a directive allows exactly the bytes with the hashes.
func checkHashes(d directive, kind, hashes string, fail func(string, ...string)) {
	want := quoted(hashes)
	for _, v := range d.values {
		if v != "'none'" && !strings.HasPrefix(v, "'sha256-") {
			fail("csp/weak#value", d.name, v, want)
		}
	}
	each := strings.Fields(want)
	for _, v := range each {
		if !slices.Contains(d.values, v) {
			if hashes != "" {
				fail("csp/hash#"+kind, strings.Trim(v, "'"))
			}
			return
		}
	}
	if len(d.values) > len(each) {
		fail("csp/weak#value", d.name, strings.Join(d.values, " "), want)
	}
}
