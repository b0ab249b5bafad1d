package audit

import (
	"bytes"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"sotto/generator/diag"
)

// Auditor applies one policy. It is safe for concurrent use, and remembers
// what pages have in common: an inline style, a link in every menu.
type Auditor struct {
	policy Policy
	rules  *ruleset
	place  place

	known      memo[address]   // addresses that read the same on every page
	styles     memo[*inline]   // inline styles already checked
	scripts    memo[*inline]   // and scripts
	bookStyles memo[[]located] // and styles of books
	policies   memo[[]failed]  // and policies, each with the hashes of both
	dials      memo[bool]      // numbers, each with a text that shows it
	commons    memo[*Common]   // what facts share
	proven     provenPieces
	pages      sync.Pool // *page, for its buffers
	mayHide    *regexp.Regexp

	// off switches single checks off, for the mutation test.
	off map[string]bool
}

// New returns an auditor for a policy.
func New(p Policy) *Auditor {
	if p.Style == "" {
		p.Style, _ = policyHashes(p.CSP)
	}
	return &Auditor{policy: p, rules: p.Profile.rules(), place: p.place(), mayHide: hiders(p.MayHide)}
}

// File checks one finished file. path is relative to the root of the site,
// with slashes ("law/index.html"); it is used as it is in findings. The facts
// are for [Auditor.Site]. Encoded copies (.gz, .br) are checked with
// [Auditor.Sidecar].
func (a *Auditor) File(path string, data []byte) (Facts, []diag.Finding) {
	r := a.report(path, data)
	f := Facts{Path: path, Common: new(Common)}
	a.checkPath(r)
	if f.Kind = a.kindOf(path); f.Kind == Page {
		r.data = bytes.TrimRight(data, " ") // padding is spaces; anything else is read
	}
	switch kind := f.Kind; {
	case kind == Picture:
		r.picture()
	case kind == Sidecar:
		r.at("served/sidecar#alone", 0, 0, path)
	case kind == Unknown || kind > Sidecar:
		r.at("served/type#unknown", 0, 0, pathExt(path))
	case kind == Book:
		a.book(r, &f)
	case !r.text():
	case kind == Page:
		a.page(r, &f)
	case kind == Stylesheet:
		a.stylesheet(r, &f)
	case kind == Drawing:
		r.drawing()
	case kind == Feed:
		a.xml(r, &f)
	case kind == Text:
		a.plain(r, &f)
	case kind == Config:
		a.config(r, &f)
	}
	a.Share(&f)
	return f, r.list
}

// Kind is what sort of file something is, as a server would tell it by its
// name.
type Kind uint8

// The kinds of file that may be served.
const (
	Unknown    Kind = iota
	Page            // .html
	Stylesheet      // .css, in the General profile
	Picture         // .png .jpg .jpeg .webp .avif
	Drawing         // .svg
	Feed            // .xml: feed or sitemap
	Text            // .txt
	Config          // what a server reads: _headers, _redirects, .htaccess, .server/*
	Book            // .epub
	Sidecar         // .gz and .br, next to the file they are a copy of
)

// kindOf goes by the name, and by the policy for names that say nothing here.
func (a *Auditor) kindOf(name string) Kind {
	k := kindOf(name)
	if k == Unknown && !strings.HasPrefix(path.Base(name), ".") {
		k = a.policy.Kinds[path.Ext(name)]
	}
	return k
}

// kindOf goes by the name alone.
func kindOf(name string) Kind {
	kind := kinds[path.Ext(name)]
	switch {
	case kind == Sidecar:
	case name == "_headers" || name == "_redirects" || name == ".htaccess" || strings.HasPrefix(name, ".server/"):
		return Config
	case name == ".manifest": // Sotto's list of files, which servers keep to themselves
		return Text
	case strings.HasPrefix(path.Base(name), "."):
		return Unknown
	}
	return kind
}

// kinds are the kinds of file by the ending of their names.
var kinds = map[string]Kind{
	".html": Page, ".css": Stylesheet, ".svg": Drawing, ".xml": Feed, ".txt": Text, ".gz": Sidecar, ".br": Sidecar,
	".png": Picture, ".jpg": Picture, ".jpeg": Picture, ".webp": Picture, ".avif": Picture,
	".epub": Book,
}

func pathExt(name string) string {
	if ext := path.Ext(name); ext != "" {
		return ext
	}
	return path.Base(name)
}

// checkPath checks the name of a file, which is its address.
func (a *Auditor) checkPath(r *report) {
	name := r.path
	for i := 0; i < len(name); i++ {
		c := name[i]
		if c <= ' ' || c >= 0x7F || strings.IndexByte(`\"'<>|*?:%#&`, c) >= 0 {
			r.at("served/path#character", 0, 0, name)
			return
		}
	}
	if name != strings.ToLower(name) && kindOf(name) != Config {
		r.at("served/path#upper", 0, 0, name)
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part == "." || part == ".." || strings.HasSuffix(part, ".") {
			r.at("served/path#segment", 0, 0, name)
			return
		}
	}
	if a.policy.discreet(name) {
		for _, lang := range slices.Sorted(maps.Keys(a.policy.Sensitive)) {
			if word := sensitive(name, a.policy.Sensitive[lang]); word != "" {
				r.at("discreet/address#word", 0, 0, word)
				return
			}
		}
	}
}
