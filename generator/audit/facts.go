package audit

// Facts are what is left of a file once it has been checked: what the checks
// of the whole site need, and no more. They are plain data: they can be written
// down and read back, hold nothing of the Auditor that made them, and keep no
// page in memory. A page costs a few hundred bytes and 24 for each different
// address on it.
type Facts struct {
	// Path is the file, relative to the root of the site.
	Path string
	Kind Kind
	// Title and Lang are a page's, as written.
	Title, Lang string
	// Redirect means that the page only leads on to another.
	Redirect bool
	// Style and Script are the CSP hashes of the inline bytes, "" when there
	// are none.
	Style, Script string
	// IDs are the places on the page that an address may point at, with a space
	// after each.
	IDs string
	// Anchors are the different addresses of the same site that plain links
	// lead to, and Uses what else refers to an address of it.
	Anchors []Ref
	Uses    []Use
	// Hosts are the other sites that the page links to.
	Hosts []string
	// Policies are the Content-Security-Policies in a configuration file.
	Policies []string
}

// Ref is one reference to the same site, with its place in the file.
type Ref struct {
	// To is the address below the root, without its first slash: "law/#act".
	To        string
	Line, Col uint32
}

// Use is a reference that is more than a plain link.
type Use struct {
	Ref
	Kind RefKind
	Lang string // that the address is said to be in
}

// RefKind is what refers to an address.
type RefKind uint8

// What refers to an address.
const (
	RefAnchor    RefKind = iota // a, with hreflang
	RefImage                    // img, and icons in the General profile
	RefStyle                    // stylesheets in files
	RefCanonical                // link rel=canonical
	RefAlternate                // link rel=alternate hreflang
	RefFeed                     // link rel=alternate type=…
	RefRefresh                  // meta refresh
	RefListed                   // sitemap and feeds
	RefRule                     // _redirects
)

// Links is how many different addresses of its own site the file refers to.
func (f *Facts) Links() int { return len(f.Anchors) + len(f.Uses) }

// Requests is how many requests a browser makes to show the page: itself, and
// each different picture and stylesheet of the site.
func (f *Facts) Requests() int {
	n := 1
	for i := range f.Uses {
		if k := f.Uses[i].Kind; k == RefImage || k == RefStyle {
			n++
		}
	}
	return n
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
	r := Ref{To: ad.to, Line: line, Col: col}
	if k == RefAnchor && lang == "" {
		p.facts.Anchors = append(p.facts.Anchors, r)
		return
	}
	p.facts.Uses = append(p.facts.Uses, Use{r, k, lang})
}

// addressIn takes an address apart and raises what is wrong with it.
func (p *page) addressIn(v []byte, off, end int) address {
	ad := p.auditor.address(v, p.path)
	if ad.kind == addressBad {
		p.report.at(ad.bad, off, end, ad.arg)
	}
	return ad
}
