package audit

import (
	"encoding/binary"
	"iter"
)

// Facts are what is left of a file once it has been checked: what the checks
// of the whole site need, and no more. They are plain data: they can be written
// down and read back, hold nothing of the Auditor that made them, and keep no
// page in memory. Of a large site they are most of what lives: a page costs 100
// bytes, its places, and its references as they are written (see [Refs]).
type Facts struct {
	// Path is the file, relative to the root of the site.
	Path string
	// Title is a page's, as written.
	Title string
	// IDs are the places on the page that an address may point at, with a space
	// after each.
	IDs string
	// Refs are the different references to the same site, but for Common.Menu,
	// which begins at Line and Col.
	Refs      Refs
	Line, Col uint32
	// Common is never nil. Files for which it is the same share it: see
	// [Auditor.Share].
	*Common
	Kind Kind
	// Redirect means that the page only leads on to another.
	Redirect bool
}

// Own are the references to the same site that are not among the plain links of the
// header.
func (f *Facts) Own() iter.Seq[Ref] { return f.Refs.from(1, 1) }

// Common is what a file mostly has in common with many others.
type Common struct {
	// Lang is a page's, as written.
	Lang string
	// Style and Script are the CSP hashes of the inline bytes, "" when there
	// are none; those of several styles with spaces between.
	Style, Script string
	// Menu are the plain links up to the end of the page's header.
	Menu Refs
	// Hosts are the other sites that the page links to.
	Hosts []string
	// Policies are the Content-Security-Policies in a configuration file.
	Policies []string
}

// References are all references to the same site: the plain links of the header,
// and then those of the file in their order.
func (f *Facts) References() iter.Seq[Ref] {
	return func(yield func(Ref) bool) {
		for r := range f.Menu.from(f.Line, f.Col) {
			if !yield(r) {
				return
			}
		}
		for r := range f.Own() {
			if !yield(r) {
				return
			}
		}
	}
}

// Links is how many different addresses of its own site the file refers to.
func (f *Facts) Links() int { return f.Menu.count() + f.Refs.count() }

// Requests is how many requests a browser makes to show the page: itself, and
// each different picture and stylesheet of the site.
func (f *Facts) Requests() int {
	n := 1
	for r := range f.Own() {
		if r.Kind == RefImage || r.Kind == RefStyle {
			n++
		}
	}
	return n
}

// Share lets the facts have in common what is the same, and so be told once in
// memory. Those that File returns have. It changes nothing else.
func (a *Auditor) Share(f *Facts) {
	c, key := f.Common, make([]byte, 0, 1<<10)
	add := func(texts ...string) {
		for _, s := range texts {
			key = append(binary.AppendUvarint(key, uint64(len(s))), s...)
		}
	}
	add(c.Lang, c.Style, c.Script, string(c.Menu))
	add(c.Hosts...)
	add("") // no host, and no policy
	add(c.Policies...)
	if known, ok := a.commons.get(key); ok {
		f.Common = known
		return
	}
	a.commons.put(key, c, maxMemo)
}

// refKey is what makes references of one page the same.
type refKey struct {
	to, lang string
	kind     RefKind
}

// ref notes a reference to another file of the site.
func (p *page) ref(k RefKind, ad address, off int) {
	if ad.relative && p.path == "404.html" {
		p.report.at("dead/link#relative", off, off+1)
	}
	lang := ""
	if k == RefAlternate || k == RefAnchor {
		lang = p.opener.hreflang
	}
	key := refKey{ad.to, lang, k}
	if p.had[key] {
		return
	}
	p.had[key] = true
	line, col := p.where(off)
	r := Ref{To: ad.to, Line: line, Col: col, Kind: k, Lang: lang}
	if p.frame.begun || !r.plain() {
		p.refs.add(r)
		return
	}
	if len(p.menu.text) == 0 {
		p.facts.Line, p.facts.Col = line, col
		p.menu.line, p.menu.col = line, col
	}
	p.menu.add(r)
}

// addressIn takes an address apart and raises what is wrong with it.
func (p *page) addressIn(v []byte, off, end int) address {
	ad := p.auditor.address(v, p.path)
	if ad.kind == addressBad {
		p.report.at(ad.bad, off, end, ad.arg)
	}
	return ad
}
