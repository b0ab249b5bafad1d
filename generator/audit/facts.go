package audit

// Facts are what is left of a file once it has been checked: what the checks
// of the whole site need, and no more. A page costs a few hundred bytes and 24
// for each different link. Facts belong to the Auditor that made them.
type Facts struct {
	// Path is the file, relative to the root of the site.
	Path string
	Kind Kind
	// Title and Lang are a page's, as written.
	Title, Lang string
	// Redirect means that the page only leads on to another.
	Redirect bool

	noindex       bool
	style, script uint32 // hashes of the inline bytes; 0 when there are none
	ids           []uint32
	links         []link
	hosts         []uint32 // that the page links to
	policies      []string // CSPs in a configuration file
}

// Links is how many different addresses of its own site the file refers to.
func (f *Facts) Links() int { return len(f.links) }

// Requests is how many requests a browser makes to show the page: itself, and
// each different picture and stylesheet of the site.
func (f *Facts) Requests() int {
	n := 1
	for i := range f.links {
		if k := f.links[i].kind; k == linkImage || k == linkStyle {
			n++
		}
	}
	return n
}

// linkKind is what refers to an address.
type linkKind uint8

const (
	linkAnchor    linkKind = iota // a
	linkImage                     // img, and icons in the General profile
	linkStyle                     // stylesheets in files
	linkCanonical                 // link rel=canonical
	linkAlternate                 // link rel=alternate hreflang
	linkFeed                      // link rel=alternate type=…
	linkRefresh                   // meta refresh
	linkListed                    // sitemap and feeds
	linkRule                      // _redirects
)

// link is one reference to the same site, with its place in the file.
type link struct {
	path, frag, lang uint32
	line, col        uint32
	kind             linkKind
}

// linkKey is what makes links of one page the same.
type linkKey struct {
	path, frag, lang uint32
	kind             linkKind
}

// link notes a reference to another file of the site.
func (p *page) link(k linkKind, ad address, off int) {
	if ad.relative && p.path == "404.html" && !p.general() {
		p.report.at("dead/link#relative", off, off+1)
	}
	var lang uint32
	if k == linkAlternate || k == linkAnchor {
		lang = p.opener.hreflang
	}
	key := linkKey{ad.path, ad.frag, lang, k}
	if p.had[key] {
		return
	}
	p.had[key] = true
	line, col := p.where(off)
	p.facts.links = append(p.facts.links, link{path: ad.path, frag: ad.frag, lang: lang, line: line, col: col, kind: k})
}

// host notes a host that the page links to.
func (p *page) host(h uint32) {
	for _, known := range p.facts.hosts {
		if known == h {
			return
		}
	}
	p.facts.hosts = append(p.facts.hosts, h)
}

// addressIn takes an address apart and raises what is wrong with it.
func (p *page) addressIn(v []byte, off, end int) address {
	ad := p.auditor.address(v, p.path)
	if ad.kind == addressBad {
		p.report.at(ad.bad, off, end, ad.arg)
	}
	return ad
}
