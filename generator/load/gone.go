package load

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"sotto/generator/site"
)

// isGone wants the address of a page or a feed, as it stood in the address bar.
func (d *decoder) isGone(g *group) {
	v := g.value.(*site.Gone)
	m := g.at(d, "address")
	last := path.Base(v.Address)
	odd := strings.IndexFunc(v.Address, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-._~/*", r)
	})
	switch {
	case v.Address == "": // which is told already
	case strings.Contains(v.Address, "://"):
		d.add(m, "address/gone", "an address that is gone is one of this site, from the first slash on", "write only the path: /old-name/")
	case !strings.HasPrefix(v.Address, "/") || path.Clean(v.Address) != strings.TrimSuffix(v.Address, "/") && v.Address != "/":
		d.add(m, "address/gone", "this is not an address of the site", "write it from the first slash on, as it stood in the address bar: /"+strings.Trim(path.Clean(v.Address), "/")+"/")
	case strings.Contains(strings.TrimSuffix(v.Address, "/*"), "*"):
		d.add(m, "address/gone", "a star stands for all addresses below a folder, and only at the end", "write the folder and /* behind it: /old-name/*")
	case odd >= 0: // it would stand in a server's configuration, where some of these are read
		r, _ := utf8.DecodeRuneInString(v.Address[odd:])
		d.add(m, "address/gone", fmt.Sprintf("no address that sotto published holds %q", r),
			"write letters, digits, hyphens, underscores, full stops and slashes, none of them percent-encoded")
	case !strings.HasSuffix(v.Address, "/") && last != "*" && path.Ext(last) == "":
		d.add(m, "address/gone", "the address of a page ends in a slash", "write "+v.Address+"/")
	}
	d.c.goneAt = append(d.c.goneAt, m)
}

// checkGone finds addresses that are said to be gone and are not, those of pages
// that are hidden today among them.
func (c *config) checkGone(pages []*page) {
	if len(c.Gone) == 0 || len(c.Gone) != len(c.goneAt) {
		return
	}
	at := map[string]*page{}
	for _, p := range pages {
		at[p.Address] = p
		for _, a := range p.Aliases {
			at[a] = p
		}
	}
	for i, g := range c.Gone {
		if p := at[c.BasePath+strings.TrimPrefix(g.Address, "/")]; p != nil {
			c.add(c.goneAt[i], "address/gone", fmt.Sprintf("%s is not gone: it leads to %s", g.Address, shown(p.Source)), "delete this entry")
		}
	}
}
