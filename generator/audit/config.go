package audit

import (
	"bytes"
	"slices"
	"strings"
)

// lines calls f with every line of a text file and its place, without comments
// and white space around it.
func (r *report) lines(f func(line string, off int)) {
	off := 0
	for raw := range strings.Lines(string(r.data)) {
		line := strings.TrimLeft(raw, " \t")
		at := off + len(raw) - len(line)
		if line = strings.TrimRight(line, " \t\r\n"); line != "" && line[0] != '#' {
			f(line, at)
		}
		off += len(raw)
	}
}

// plain checks a .txt file. robots.txt has rules of its own.
func (a *Auditor) plain(r *report, f *Facts) {
	r.leftover(nil)
	if f.Path != "robots.txt" {
		return
	}
	p := a.take(r, f)
	defer a.give(p)
	r.lines(func(line string, off int) {
		key, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		at := off + len(line) - len(value)
		switch strings.ToLower(key) {
		case "user-agent", "disallow", "allow", "crawl-delay":
			if ok {
				return
			}
		case "sitemap":
			switch ad := p.addressIn([]byte(value), at, at+len(value)); {
			case ad.kind == addressBad:
			case ad.kind == addressInside && ad.whole:
				p.ref(RefListed, ad, at)
			default:
				r.at("xml/address#outside", at, at+len(value), value)
			}
			return
		}
		r.at("config/robots#line", off, off+len(line), key)
	})
}

// badHeaders are response headers that make a browser ask for something,
// report something, or remember something; lower case.
var badHeaders = []string{
	"accept-ch", "alt-svc", "attribution-reporting-register-source", "content-security-policy-report-only", "critical-ch",
	"etag", "expect-ct", "last-modified", "link", "nel", "observe-browsing-topics", "refresh", "report-to", "reporting-endpoints",
	"server-timing", "service-worker-allowed", "set-cookie", "set-login", "sourcemap", "speculation-rules", "use-as-dictionary",
	"x-sourcemap",
}

// config checks what a server or host reads: header lists, redirects, server
// configuration.
func (a *Auditor) config(r *report, f *Facts) {
	if f.Path == "_redirects" {
		a.redirects(r, f)
		return
	}
	r.lines(func(line string, off int) { r.configLine(line, off, f) })
	a.configPolicies(r, f)
}

// serverWords are directives that let a server add to, or fetch, what it
// serves.
var serverWords = []string{
	"proxy_pass", "proxypass", "proxypassmatch", "reverse_proxy", "fastcgi_pass", "uwsgi_pass", "php_value", "php_fastcgi", "sub_filter", "substitute",
	"add_before_body", "add_after_body", "mirror", "auth_request", "addoutputfilter", "setoutputfilter", "templates", "userdir", "usertrack",
	"cookietracking", "userid", "forward_auth", "exec",
}

// configLine checks one line of a configuration. A line that takes a header
// away may name any.
func (r *report) configLine(line string, off int, f *Facts) {
	low := strings.ToLower(line)
	words := strings.FieldsFunc(low, func(c rune) bool { return strings.ContainsRune(" \t\"':=;,{}", c) })
	if len(words) == 0 {
		return
	}
	if slices.Contains(serverWords, words[0]) {
		r.at("config/server#directive", off, off+len(line), words[0])
		return
	}
	name := words[0]
	switch { // how each server writes that it sends a header
	case (name == "header" || name == "add_header" || name == "more_set_headers") && len(words) > 1:
		name = words[1]
		for _, verb := range []string{"always", "set", "add", "append", "merge", "setifempty", "onsuccess"} {
			if i := slices.Index(words, verb); i > 0 && i+1 < len(words) && i < 3 {
				name = words[i+1]
			}
		}
	case name == "etag" && slices.Contains(words, "off"), name == "fileetag" && slices.Contains(words, "none"):
		return // switched off
	case name == "fileetag":
		name = "etag"
	case f.Path != "_headers" && !strings.Contains(line, ":") && !strings.HasPrefix(low, "+"):
		// In Caddy's header block a line is a name and a value.
		if !slices.Contains(badHeaders, name) {
			return
		}
	}
	if slices.Contains(words, "unset") || strings.HasSuffix(strings.TrimRight(low, "; "), `""`) || strings.HasSuffix(strings.TrimSuffix(low, " always;"), `""`) || strings.HasPrefix(name, "-") || strings.HasPrefix(name, "!") {
		return
	}
	if name = strings.TrimLeft(name, "+?>"); slices.Contains(badHeaders, name) {
		r.at("config/headers#header", off, off+len(line), name)
	}
}

// configPolicies finds the Content-Security-Policies of a configuration. One
// of them must be as strict as that of the pages; Site compares the hashes.
func (a *Auditor) configPolicies(r *report, f *Facts) {
	good := false
	var failures []failed
	var at []int
	for end := 0; ; {
		start := bytes.Index(r.data[end:], []byte("default-src "))
		if start < 0 {
			break
		}
		start += end
		end = start // up to what quotes it, or the end of the line
		for end < len(r.data) && bytes.IndexByte([]byte("\"\n`"), r.data[end]) < 0 {
			end++
		}
		policy := strings.TrimRight(string(r.data[start:end]), "\r ;")
		style, script := policyHashes(policy)
		bad := checkDirectives(policy, style, script, false)
		if len(bad) == 0 {
			f.Policies = append(f.Policies, policy)
			good = true
		} else if failures == nil {
			failures, at = bad, []int{start, end}
		}
	}
	for _, c := range failures {
		if !good || c.check == "csp/report#uri" {
			r.at(c.check, at[0], at[1], c.args...)
		}
	}
}

// policyHashes returns the hashes that a policy allows styles and a script by,
// those of styles with spaces between.
func policyHashes(policy string) (style, script string) {
	for _, d := range parsePolicy(policy) {
		if len(d.values) == 0 || slices.ContainsFunc(d.values, func(v string) bool { return !strings.HasPrefix(v, "'sha256-") }) {
			continue
		}
		switch d.name {
		case "style-src":
			style = strings.ReplaceAll(strings.Join(d.values, " "), "'", "")
		case "script-src":
			if len(d.values) == 1 {
				script = strings.Trim(d.values[0], "'")
			}
		}
	}
	return style, script
}

var redirectStatus = []string{"301", "302", "303", "307", "308", "404", "410"}

// redirects checks a _redirects file: from, to, status; both on this site.
func (a *Auditor) redirects(r *report, f *Facts) {
	p := a.take(r, f)
	defer a.give(p)
	r.lines(func(line string, off int) {
		words := strings.Fields(line)
		if len(words) < 2 || len(words) > 3 || strings.ContainsAny(words[0]+words[1], "*") || strings.Contains(words[1], "/:") {
			r.at("config/redirects#line", off, off+len(line))
			return
		}
		if len(words) == 3 {
			status := strings.TrimSuffix(words[2], "!")
			if !slices.Contains(redirectStatus, status) {
				r.at("config/redirects#status", off, off+len(line), words[2])
			}
		}
		for i, w := range words[:2] {
			at := off + i*len(words[0]) // past the first word
			at += strings.Index(line[at-off:], w)
			switch ad := p.addressIn([]byte(w), at, at+len(w)); {
			case ad.kind == addressBad:
			case ad.kind != addressInside || ad.relative:
				r.at("config/redirects#outside", at, at+len(w), w)
			case i == 1:
				p.ref(RefRule, ad, at)
			}
		}
	})
}
