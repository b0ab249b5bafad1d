package load

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"path"
	"slices"
	"strings"

	"sotto/generator/locale"
	"sotto/generator/site"
)

const discreetRoot = site.DiscreetRoot

// discreetLength is how many symbols an address has: 10^12 of them, so that
// among 10,000 pages the chance of any two sharing one is about 1 in 20,000.
const discreetLength = 12

// discreetSymbols are ten characters that all cost five bits in the Huffman
// code of HTTP/2 and HTTP/3 header compression (RFC 7541, appendix B), so that
// addresses of as many of them have one length on the wire, whatever they are.
const discreetSymbols = "012aceiost"

// discreetName is the opaque name of a page: the first eight bytes of the
// SHA-256 of its id, a line feed and its language code, read as a big-endian
// number; of that number the last twelve decimal digits, each written as the
// symbol of that value. When two pages happen to share one, the build says so
// (see checkAddresses).
func discreetName(id string, l site.Lang) string {
	sum := sha256.Sum256([]byte(id + "\n" + string(l)))
	n := binary.BigEndian.Uint64(sum[:8])
	var name [discreetLength]byte
	for i := len(name) - 1; i >= 0; i-- {
		name[i] = discreetSymbols[n%10]
		n /= 10
	}
	return string(name[:])
}

// DiscreetName is the last part of the address that a page of a discreet section
// has by its id and language.
func DiscreetName(id string, l site.Lang) string { return discreetName(id, l) }

// isDiscreet reports whether an address, without the path of baseURL, has the
// form of a discreet one.
func isDiscreet(address string) bool {
	name, ok := strings.CutPrefix(address, "/"+discreetRoot+"/")
	name = strings.TrimSuffix(name, "/")
	return ok && len(name) == discreetLength && strings.Trim(name, discreetSymbols) == ""
}

// address gives the page its address and output file.
func (p *page) address(c *config) {
	at := p.key() // without slashes at its ends
	if p.Slug != "" {
		at = path.Join(p.dir, p.Slug)
	}
	if p.Lang != c.Languages[0] {
		at = path.Join(string(p.Lang), at)
	}
	if p.Section.Discreet {
		at = discreetRoot + "/" + discreetName(p.ID, p.Lang)
	}
	switch {
	case p.Kind == site.NotFound:
		p.Output = at + ".html"
		p.Address = c.BasePath + p.Output
	case at == "":
		p.Output, p.Address = "index.html", c.BasePath
	default:
		whole := c.BasePath + at + "/index.html" // both are parts of it
		p.Output, p.Address = whole[len(c.BasePath):], strings.TrimSuffix(whole, "index.html")
	}
}

// slug reads the last segment of the address.
func (p *page) slug(d *doc, q pair) {
	s, ok := d.oneLine(q)
	if !ok {
		return
	}
	m := d.mark(q.value)
	switch why := nameProblem(s); {
	case p.base == "index":
		d.add(d.mark(q.key), "address/slug", "the page of a folder has no slug: its address is the folder's", "rename the folder, and keep the old address with aliases")
	case p.Kind == site.NotFound:
		d.add(d.mark(q.key), "address/slug", "the 404 page has no slug: servers look for it at one address", "delete the line")
	case p.Section.Discreet:
		d.add(d.mark(q.key), "address/slug", "a slug has no use in a discreet section: its addresses have no words", "delete the line")
	case why != "":
		help := "write lower case letters, digits and hyphens"
		if good := locale.Slug(s); nameProblem(good) == "" {
			help = "write slug: " + good
		}
		d.add(m, "address/slug", "this cannot be part of an address: "+why, help).Fix = d.helped(m, s, help, q.name)
	case p.dir == "" && (s == discreetRoot || s == "404" || s == "index"):
		d.add(m, "address/slug", fmt.Sprintf("the address /%s/ is kept for sotto", s), "choose another slug")
	default:
		p.Slug = s
	}
}

// written are the files that sotto writes itself.
var written = []string{"sitemap.xml", "robots.txt", "feed.xml", "atom.xml", "index.xml", ".manifest", "_redirects", "_headers", ".server", "404.html"}

// alias checks an old address and returns it with a slash at both ends.
func (p *page) alias(a string, m mark) (string, bool) {
	bad := func(message, help string) (string, bool) {
		f := p.add(m, "address/alias", message, help)
		if strings.HasPrefix(says(help, ""), "/") {
			f.Fix = p.helped(m, a, help, "")
		}
		return "", false
	}
	trimmed := strings.Trim(a, "/")
	switch {
	case strings.Contains(a, "://"):
		return bad("an alias is an old address on this site, from the first slash on", "write only the path: /old-name/")
	case !strings.HasPrefix(a, "/"):
		return bad("an alias begins with a slash, at the root of the site", "write /"+strings.TrimPrefix(path.Join(p.dir, a), "/")+"/")
	case slices.Contains(written, path.Base(a)) || strings.HasPrefix(a, "/.server"):
		return bad(fmt.Sprintf("sotto writes %s itself", a), "choose another address")
	case strings.Contains(a, "//") || trimmed == "" && a != "/":
		return bad("two slashes follow each other", "write one")
	case p.Section.Discreet && !isDiscreet(a):
		return bad("an alias in a discreet section must be a discreet address too: words in it would give the page away",
			"write /"+discreetRoot+"/ and twelve of the characters "+discreetSymbols+", or delete it")
	}
	for _, part := range strings.Split(trimmed, "/") {
		why := ""
		switch {
		case trimmed == "":
		case part == "." || part == "..":
			why = "no address climbs out of its folder"
		case strings.Contains(part, "%"):
			why = "letters are not percent-encoded"
		case strings.Contains(part, `\`):
			why = "slashes lean forward"
		case strings.Contains(part, "."):
			why = "no full stop stands in it, so that an old page.html cannot be kept"
		case strings.ContainsAny(part, "?#"):
			why = "it has no ? or # part"
		default:
			why = nameProblem(part)
		}
		if why != "" {
			help := "delete it, or write lower case letters, digits and hyphens: /old-name/"
			if good := slugPath(trimmed); good != "" && strings.EqualFold(good, trimmed) {
				help = "write /" + good + "/"
			}
			return bad("this cannot be an address: "+why, help)
		}
	}
	return "/" + strings.TrimPrefix(trimmed+"/", "/"), true
}

// claim is who wants an address.
type claim struct {
	page  *page
	alias int // index into Aliases; -1 for the page itself
}

func (c claim) mark() mark {
	switch p := c.page; {
	case c.alias >= 0:
		return p.aliasesAt[c.alias]
	case p.at("id").known() && p.Section.Discreet:
		return p.at("id")
	case p.Slug != "":
		return p.at("slug")
	}
	return mark{}
}

// checkAddresses finds addresses that more than one source wants, hidden
// pages among them: they would clash on the day they appear. Names that
// differ only in case clash too, because file systems may not tell them apart.
func checkAddresses(pages []*page) {
	taken := make(map[string]claim, len(pages))
	take := func(address string, by claim) bool {
		other, clash := taken[address]
		if clash {
			reportClash(address, other, by)
		} else {
			taken[address] = by
		}
		return !clash
	}
	for _, p := range pages {
		take(p.Address, claim{p, -1})
	}
	for _, p := range pages {
		if len(p.Aliases) == 0 {
			continue
		}
		kept := p.Aliases[:0:0]
		for i, a := range p.Aliases {
			if a != "" && take(a, claim{p, i}) { // "" has been told about
				kept = append(kept, a)
			}
		}
		p.Aliases = kept
	}
}

// reportClash tells, at the second claim, of the first.
func reportClash(address string, first, second claim) {
	p, o := second.page, first.page
	var message, help string
	switch {
	case second.alias >= 0 && o == p && first.alias < 0:
		message, help = "a page cannot be an alias of itself", "delete the alias: this is the page's address already"
	case second.alias >= 0 && first.alias < 0:
		message = fmt.Sprintf("the alias %s is the address of %s", address, shown(o.Source))
		help = "delete the alias, or give that page another address"
	case second.alias >= 0:
		message = fmt.Sprintf("the alias %s is also an alias of %s", address, shown(o.Source))
		help = "decide which page the old address leads to, and delete the other alias"
	case p.Section.Discreet && p.ID == o.ID:
		message = fmt.Sprintf("two pages have the id %q: %s and %s", p.ID, shown(o.Source), shown(p.Source))
		help = "give one of them another id:"
	case p.Section.Discreet:
		message = fmt.Sprintf("two pages happen to get the address %s: %s and %s", address, shown(o.Source), shown(p.Source))
		help = fmt.Sprintf("set id: %s-2 in one of them", p.ID)
	default:
		message = fmt.Sprintf("two files want the address %s: %s and %s", address, shown(o.Source), shown(p.Source))
		help = "rename or delete one of them"
		if p.base != "index" && p.Kind != site.NotFound {
			help += ", or give this page a slug"
		}
	}
	f := p.add(second.mark(), "address/clash", message, help)
	f.Also = append(f.Also, o.pos(first.mark()))
}
