package audit

import (
	"net/url"
	"slices"
	"strings"
)

// Policy is everything a caller may say. The zero Policy is the strictest: no
// outbound host, no discreet pages.
type Policy struct {
	Profile Profile
	// BaseURL is the address the site is served at, with its final slash. When
	// it is "", the site is taken to be at the root of an unknown host, and
	// every whole address to be somewhere else.
	BaseURL string
	// Outbound lists the hosts that pages may link to. In the General profile
	// an empty list means any host.
	Outbound []string
	// Exit is the address the exit link leads to. When it is "", the second
	// link of a page (after the skip link) must leave the site, for any host
	// of Outbound.
	Exit string
	// NoExit says which pages (by the path of their file) have no exit link.
	// Nil means that all have one.
	NoExit func(path string) bool
	// Languages are what the lang of a page may be; none listed means any
	// well-formed one.
	Languages []string
	// Tongue says which pages (by the path of their file) are in one further
	// language, and in which; "" for all others. Nil means that none is.
	Tongue func(path string) string
	// Style are the CSP hashes ("sha256-…=") of the styles that pages may have,
	// with spaces between, in the order in which they must stand. When "", they are
	// those of CSP; when that is "", too, any are taken that a configuration
	// allows, or the first page has.
	Style string
	// Script is the CSP hash of the one inline script. When "", any is taken, but
	// every page must have the same. It may be "none": then no page may have one.
	Script string
	// CSP is the policy of the site. Configurations must name all its styles; a
	// page's meta element must say exactly the same, but for the styles that the
	// page has not. When "", it is worked out from the page's own bytes, and the
	// page's policy must be at least as strict. The General profile then asks for
	// none.
	CSP string
	// Discreet says which files (by path) are pages whose title, address and
	// description must hold none of the Sensitive words of their language.
	Discreet  func(path string) bool
	Sensitive map[string][]string
	// Alone says which files (by path) may be served though no page refers to
	// them: those made for machines, and those that the site lists. Nil means
	// that all may.
	Alone func(path string) bool
	// MayHide are class names, besides visually-hidden, whose elements a
	// stylesheet may hide, such as the one that the exit script sets.
	MayHide []string
	// Kinds says, by the ending of their names, how to read files that this
	// room does not know itself: ".json" as Text. What it does know it reads as
	// it always does, whatever stands here.
	Kinds map[string]Kind
	// Decode undoes encodings that this room does not know, by the ending of
	// the file: ".br". Gzip is known.
	Decode map[string]func([]byte) ([]byte, error)
}

// place is where the site lives, worked out once from BaseURL.
type place struct {
	host string // "" when unknown
	path string // "/" or "/help/"
}

func (p *Policy) place() place {
	u, err := url.Parse(p.BaseURL)
	if err != nil || p.BaseURL == "" {
		return place{path: "/"}
	}
	path := u.Path
	if !strings.HasSuffix(path, "/") {
		path += "/"
	}
	return place{host: strings.ToLower(u.Host), path: path}
}

// mayLeaveTo reports whether a page may link to a host. The exit's own host
// need not be listed.
func (p *Policy) mayLeaveTo(host string) bool {
	if p.Profile.rules().looseAddresses && len(p.Outbound) == 0 {
		return true
	}
	if slices.Contains(p.Outbound, host) {
		return true
	}
	rest, ok := strings.CutPrefix(p.Exit, "https://"+host)
	return ok && (rest == "" || strings.ContainsAny(rest[:1], "/?#"))
}

// inPage is the policy of a page that has styles with these hashes, "" when the
// site's is not known.
func (p *Policy) inPage(hashes string) string {
	if p.Style == "" || hashes == "" || p.Style == hashes {
		return p.CSP
	}
	return strings.Replace(p.CSP, quoted(p.Style), quoted(hashes), 1)
}

func (p *Policy) discreet(path string) bool { return p.Discreet != nil && p.Discreet(path) }
func (p *Policy) tongue(path string) string {
	if p.Tongue == nil {
		return ""
	}
	return p.Tongue(path)
}
func (p *Policy) noExit(path string) bool { return p.NoExit != nil && p.NoExit(path) }
