package audit

import (
	"slices"
	"strings"
)

// checkPolicy compares the page's Content-Security-Policy with the bytes it
// protects: it must allow the one inline style and the one inline script by
// hash, and nothing else that a browser could be made to fetch.
func (p *page) checkPolicy() {
	h := &p.head
	style, script := "", ""
	if h.style != nil {
		style = h.style.hash
	}
	if h.script != nil {
		script = h.script.hash
	}
	p.facts.Style, p.facts.Script = style, script
	if !h.csp {
		p.report.at("csp/missing#meta", 0, 0)
		return
	}
	if want := p.auditor.policy.CSP; want != "" && string(h.policy) != want {
		p.report.at("csp/different#expected", h.policyOff, h.policyEnd, want)
		return
	}
	for _, c := range checkDirectives(string(h.policy), style, script, true) {
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

// noneOnly are the directives that may say nothing but 'none'.
var noneOnly = []string{
	"base-uri", "child-src", "connect-src", "default-src", "fenced-frame-src", "font-src", "form-action", "frame-src",
	"manifest-src", "media-src", "object-src", "prefetch-src", "script-src-attr", "style-src-attr", "worker-src",
}

// checkDirectives says what makes a policy weaker than the page needs. style
// and script are the hashes of the page's inline bytes, or "". In a meta
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
		switch {
		case d.name == "frame-ancestors" && !meta:
			if value != "'none'" {
				fail("csp/weak#value", d.name, value, "'none'")
			}
		case d.name == "frame-ancestors", d.name == "sandbox":
			fail("csp/meta#ignored", d.name)
		case d.name == "report-uri", d.name == "report-to":
			fail("csp/report#uri", d.name)
		case slices.Contains(noneOnly, d.name):
			if value != "'none'" {
				fail("csp/weak#value", d.name, value, "'none'")
			}
		case d.name == "img-src":
			for _, v := range d.values {
				if v != "'self'" && v != "data:" && v != "'none'" {
					fail("csp/weak#value", d.name, v, "'self' data:")
				}
			}
		case d.name == "style-src", d.name == "style-src-elem":
			checkHashes(d, style, fail)
		case d.name == "script-src", d.name == "script-src-elem":
			checkHashes(d, script, fail)
		case d.name == "require-trusted-types-for":
			if value != "'script'" {
				fail("csp/weak#value", d.name, value, "'script'")
			}
		case d.name == "trusted-types":
			if value != "'none'" {
				fail("csp/weak#value", d.name, value, "'none'")
			}
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

// checkHashes checks that a directive allows exactly the bytes with the hash.
func checkHashes(d directive, hash string, fail func(string, ...string)) {
	kind := "style"
	if strings.HasPrefix(d.name, "script") {
		kind = "script"
	}
	want := "'none'"
	if hash != "" {
		want = "'" + hash + "'"
	}
	found := false
	for _, v := range d.values {
		switch {
		case v == want:
			found = true
		case v == "'none'" || strings.HasPrefix(v, "'sha256-"):
		default:
			fail("csp/weak#value", d.name, v, want)
		}
	}
	switch {
	case found && len(d.values) > 1:
		fail("csp/weak#value", d.name, strings.Join(d.values, " "), want)
	case !found && hash != "":
		if kind == "style" {
			fail("csp/hash#style", hash)
		} else {
			fail("csp/hash#script", hash)
		}
	}
}
