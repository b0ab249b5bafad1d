package audit

import (
	"bytes"
	"net/url"
	"path"
	"strings"
)

// addressKind is where an address leads.
type addressKind uint8

const (
	addressBad addressKind = iota
	addressInside
	addressHere // #id on the same page
	addressOutside
	addressPhone
	addressText // sms:
	addressMail
	addressData
)

// address is an address taken apart.
type address struct {
	// bad is the check that an address of kind addressBad fails, and arg what
	// its words are told.
	bad, arg string
	to       string // inside: the path below the site's root, without the first slash, and #id; here: #id
	host     string // outside
	kind     addressKind
	relative bool // inside: depends on the page it is on
	whole    bool // inside, but written with scheme and host
}

func bad(check string, arg string) address { return address{bad: check, arg: arg} }

// address takes an address apart, as seen from the page at path from. Every
// browser agrees on what this accepts: anything that parsers mend is refused.
func (a *Auditor) address(v []byte, from string) address {
	if len(v) > 0 && (v[0] == '/' || bytes.HasPrefix(v, []byte("https:"))) { // the same from everywhere
		if ad, ok := a.known.get(v); ok {
			return ad
		}
		ad := a.takeApart(v, from)
		if ad.kind != addressBad {
			a.known.put(v, ad, maxMemo)
		}
		return ad
	}
	return a.takeApart(v, from)
}

// plainInAddress are the bytes that need no second look.
var plainInAddress = func() (t [256]bool) {
	for c := '!'; c < 0x7F; c++ {
		t[c] = !strings.ContainsRune("\"<>`{}|^\\%", c)
	}
	return t
}()

func (a *Auditor) takeApart(v []byte, from string) address {
	if len(v) == 0 {
		return bad("url/form#empty", "")
	}
	for i, c := range v {
		if plainInAddress[c] {
			continue
		}
		switch {
		case c <= ' ' || c == 0x7F:
			return bad("url/form#space", string(v))
		case c == '\\':
			return bad("url/form#backslash", string(v))
		case c >= 0x80:
			if !a.rules.looseAddresses {
				return bad("url/form#ascii", string(v))
			}
		case c != '%':
			return bad("url/form#character", string(v))
		case i+2 >= len(v) || !isHex(v[i+1]) || !isHex(v[i+2]):
			return bad("url/form#percent", string(v))
		}
	}
	colon := bytes.IndexByte(v, ':')
	if first := bytes.IndexAny(v, "/?#"); colon >= 0 && (first < 0 || colon < first) {
		return a.withScheme(v, colon)
	}
	switch {
	case bytes.HasPrefix(v, []byte("//")):
		return bad("url/scheme#none", string(v))
	case bytes.HasPrefix(v, []byte("/")):
		return a.inside(v, "")
	case v[0] == '#':
		return a.here(v)
	}
	ad := a.inside(v, from)
	ad.relative = true
	return ad
}

func (a *Auditor) here(v []byte) address {
	if len(v) == 1 {
		return bad("url/form#empty", "#")
	}
	if bytes.Contains(v, []byte(":~:")) {
		return bad("url/form#textfragment", string(v))
	}
	return address{kind: addressHere, to: unescapePercent(v)}
}

// withScheme reads an address whose scheme ends at colon.
func (a *Auditor) withScheme(v []byte, colon int) address {
	scheme, rest := string(v[:colon]), v[colon+1:]
	switch scheme {
	case "https":
		return a.https(v, rest)
	case "http":
		// A site that is itself served without encryption, such as a preview on
		// the same machine, may say so, and so may an onion service, which Tor
		// encrypts.
		after, own := bytes.CutPrefix(rest, []byte("//"+a.place.host))
		if own = own && (len(after) == 0 || after[0] == '/'); own && (a.rules.looseAddresses || isOnion(a.policy.BaseURL)) && strings.HasPrefix(a.policy.BaseURL, "http:") {
			return a.whole(after)
		}
		return bad("url/scheme#http", string(v))
	case "tel":
		return wellFormedPhone(addressPhone, rest, v)
	case "sms":
		return wellFormedPhone(addressText, rest, v)
	case "mailto":
		return wellFormedMail(rest, v)
	case "data":
		return address{kind: addressData}
	}
	if strings.ContainsAny(scheme, "%") {
		return bad("url/scheme#hidden", string(v))
	}
	if strings.ToLower(scheme) != scheme {
		return bad("url/scheme#upper", string(v))
	}
	return bad("url/scheme#unknown", scheme)
}

// whole reads what stands behind the site's own host.
func (a *Auditor) whole(after []byte) address {
	ad := a.inside(after, "")
	ad.whole = true
	return ad
}

func (a *Auditor) https(v, rest []byte) address {
	rest, ok := bytes.CutPrefix(rest, []byte("//"))
	if !ok {
		return bad("url/form#slashes", string(v))
	}
	host, after := rest, []byte(nil)
	if i := bytes.IndexAny(rest, "/?#"); i >= 0 {
		host, after = rest[:i], rest[i:]
	}
	if string(host) == a.place.host && len(host) > 0 {
		if len(after) == 0 || after[0] != '/' {
			after = append([]byte("/"), after...)
		}
		return a.whole(after)
	}
	if check := wrongHost(host); check != "" {
		return bad(check, string(host))
	}
	if !a.policy.mayLeaveTo(string(host)) {
		return bad("url/host#unlisted", string(host))
	}
	if word := tracking(string(after)); word != "" {
		return bad("url/tracking#parameter", word)
	}
	return address{kind: addressOutside, host: string(host)}
}

// isHostName says whether a host is labels of up to 63 letters, digits and dashes
// with dots between.
func isHostName(host []byte) bool {
	for label := range bytes.SplitSeq(host, []byte(".")) {
		n := len(label)
		if n == 0 || n > 63 || label[0] == '-' || label[n-1] == '-' {
			return false
		}
		for _, c := range label {
			if !isDigit(c) && c != '-' && (c < 'a' || c > 'z') {
				return false
			}
		}
	}
	return true
}

// wrongHost names what is wrong with the name of a host, or "".
func wrongHost(host []byte) string {
	switch {
	case bytes.IndexByte(host, '@') >= 0:
		return "url/host#user"
	case bytes.HasPrefix(host, []byte("[")):
		return "url/host#ip"
	case bytes.IndexByte(host, ':') >= 0:
		return "url/host#port"
	case bytes.HasSuffix(host, []byte(".")):
		return "url/host#dot"
	case bytes.Contains(host, []byte("xn--")):
		return "url/host#punycode"
	}
	last := host[bytes.LastIndexByte(host, '.')+1:]
	switch {
	case !isHostName(host):
		return "url/host#name"
	case isDigit(last[0]): // dotted, hexadecimal and whole-number addresses all end so
		return "url/host#ip"
	case len(last) == len(host): // no dot
		return "url/host#name"
	}
	return ""
}

// tracking is how a parameter begins that tells the other site where a reader
// came from; "" for none.
func tracking(address string) string {
	_, query, _ := strings.Cut(address, "?")
	for parameter := range strings.FieldsFuncSeq(query, func(r rune) bool { return r == '?' || r == '&' || r == ';' }) {
		for _, word := range []string{"utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "msclkid", "referrer=", "source=", "ref="} {
			if strings.HasPrefix(parameter, word) {
				return word
			}
		}
	}
	return ""
}

// inside reads the path of an address of the same site. from is the page that
// a relative path starts from, "" when v starts with a slash.
func (a *Auditor) inside(v []byte, from string) address {
	var id address
	if i := bytes.IndexByte(v, '#'); i >= 0 {
		if i < len(v)-1 {
			if id = a.here(v[i:]); id.kind == addressBad {
				return id
			}
		}
		v = v[:i]
	}
	if i := bytes.IndexByte(v, '?'); i >= 0 {
		if !a.rules.looseAddresses {
			return bad("url/form#query", string(v))
		}
		v = v[:i]
	}
	low := bytes.ToLower(v)
	for _, trick := range []string{"%00", "%23", "%2e", "%2f", "%5c", "%0a", "%0d", "%09"} {
		if bytes.Contains(low, []byte(trick)) {
			return bad("url/form#encoded", trick)
		}
	}
	p, ok := unescapePercent(v), true
	switch {
	case from != "" && p == "":
		p = from
	case from != "":
		p = from[:strings.LastIndexByte(from, '/')+1] + p
	case p+"/" == a.place.path:
		p = ""
	default:
		if p, ok = strings.CutPrefix(p, a.place.path); !ok {
			return bad("url/outside#base", p)
		}
	}
	if p, ok = cleanPath(p); !ok {
		return bad("url/outside#root", string(v))
	}
	return address{kind: addressInside, to: p + id.to}
}

// cleanPath resolves dots. It reports false when the path leaves the root or
// holds empty segments.
func cleanPath(p string) (string, bool) {
	if strings.HasPrefix(p, "/") || strings.Contains(p, "//") {
		return "", false
	}
	clean := path.Clean(p)
	switch {
	case clean == ".":
		return "", true
	case clean == ".." || strings.HasPrefix(clean, "../"):
		return "", false
	case strings.HasSuffix(p, "/") || strings.HasSuffix(p, "/.") || strings.HasSuffix(p, "/.."):
		clean += "/"
	}
	return clean, true
}

// unescapePercent undoes %xx. What is not well formed was refused before.
func unescapePercent(v []byte) string {
	s, _ := url.PathUnescape(string(v))
	return s
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// wellFormedMail accepts one plain address and nothing after it: no subject,
// no copy to anyone.
func wellFormedMail(rest, whole []byte) address {
	user, host, ok := bytes.Cut(rest, []byte("@"))
	if !ok || len(user) == 0 || wrongHost(host) != "" || bytes.ContainsAny(user, `?%&:;,/"`) {
		return bad("url/mail#form", string(whole))
	}
	return address{kind: addressMail}
}
