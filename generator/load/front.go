package load

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/site"
)

// kinds is a set of page kinds; the zero set is all of them.
type kinds []site.Kind

// frontKey is one key of front matter and the kinds of page that have it.
type frontKey struct {
	name string
	of   kinds
	// needed must stand in every page that may have it.
	needed bool
	// example is what help shows to type.
	example string
}

// frontKeys are all keys of front matter, in the order in which help lists
// them. decode below has one case for each.
var frontKeys = []frontKey{
	{"title", nil, true, "title: The page's title"},
	{"linkTitle", nil, false, ""},
	{"discreetTitle", nil, false, ""},
	{"description", nil, true, "description: What the page is about, in one sentence"},
	{"aim", kinds{site.Module, site.Chapter}, true, "aim: What this is for, in one sentence"},
	{"date", nil, false, ""},
	{"lastmod", nil, false, ""},
	{"publishDate", nil, false, ""},
	{"expiryDate", nil, false, ""},
	{"reviewed", nil, false, ""},
	{"reviewBy", nil, false, ""},
	{"weight", nil, false, ""},
	{"draft", nil, false, ""},
	{"slug", nil, false, ""},
	{"aliases", nil, false, ""},
	{"translationKey", nil, false, ""},
	{"id", nil, false, ""},
	{"region", kinds{site.Campaign}, true, "region: South East England"},
	{"partners", kinds{site.Campaign}, false, ""},
	{"launched", kinds{site.Campaign}, false, ""},
	{"figures", kinds{site.Campaign}, false, ""},
	{"issued", kinds{site.Release}, false, ""},
	{"issuer", kinds{site.Release}, false, ""},
	{"points", kinds{site.Release}, false, ""},
	{"campaign", kinds{site.Release}, false, ""},
}

func (k frontKey) has(kind site.Kind) bool {
	for _, x := range k.of {
		if x == kind {
			return true
		}
	}
	return len(k.of) == 0
}

// keysOf lists the keys that each kind of page may have.
var keysOf = func() map[site.Kind][]string {
	m := map[site.Kind][]string{}
	for _, kind := range []site.Kind{site.Home, site.Plain, site.Module, site.Chapter, site.Campaign, site.Release, site.NotFound} {
		for _, k := range frontKeys {
			if k.has(kind) {
				m[kind] = append(m[kind], k.name)
			}
		}
	}
	return m
}()

// kindName is how messages call a kind of page.
func kindName(k site.Kind) string {
	switch k {
	case site.Release:
		return "news release"
	case site.NotFound:
		return "404 page"
	case site.Home:
		return "home page"
	case site.Plain:
		return "plain page"
	}
	return string(k)
}

// names lists kinds, as messages call them.
func (of kinds) names() string {
	var out []string
	for _, k := range of {
		out = append(out, kindName(k)+"s")
	}
	return list(out, "and")
}

// decode fills the page from its front matter.
func (p *page) decode(d *doc, n *yaml.Node, c *config) {
	pairs, ok := d.pairs(n, "front matter", "write it like this:\n"+exampleFront)
	if !ok {
		return
	}
	kind, known := p.Kind, keysOf[p.Kind]
	for _, q := range pairs {
		k, ok := findKey(q.name)
		switch {
		case !ok:
			d.unknown(q, known, hugoKeys)
			if folded(q.name) == "draft" {
				p.Draft, p.unread = true, true // hidden until it can be read
			}
			continue
		case !k.has(kind):
			if p.Section.Path != "" && p.Section.Kind == "" {
				continue // site.yaml names a kind that does not exist
			}
			d.add(d.mark(q.key), "key/kind", fmt.Sprintf("%s is a key of %s, and this page is a %s", q.name, k.of.names(), kindName(kind)),
				"delete the line, or move the file: its folder makes it a "+kindName(kind))
			continue
		}
		p.set(d, q, c)
	}
	for _, k := range frontKeys {
		if k.needed && k.has(kind) {
			d.required(pairs, known, mark{d.shift, 1, 3}, "add a line: "+k.example, k.name)
		}
	}
	if p.Section.Discreet {
		d.required(pairs, known, mark{d.shift, 1, 3},
			"add a line: discreetTitle: Guide 1, part 2\nit is what the browser's tab shows in this discreet section", "discreetTitle")
	}
}

func findKey(name string) (frontKey, bool) {
	for _, k := range frontKeys {
		if k.name == name {
			return k, true
		}
	}
	return frontKey{}, false
}

// set reads the value of one key.
func (p *page) set(d *doc, q pair, c *config) {
	zone := c.TimeZone
	switch q.name {
	case "title":
		p.Title, _ = d.oneLine(q)
		p.at.title = d.quick(q.value)
	case "linkTitle":
		p.LinkTitle, _ = d.oneLine(q)
	case "discreetTitle":
		if !p.Section.Discreet {
			d.add(d.mark(q.key), "discreet/section", "discreetTitle belongs to pages of a discreet section, and this is none",
				"delete the line, or set discreet: true for the section in content/site.yaml")
			return
		}
		p.at.discreetTitle = d.quick(q.value)
		if s, ok := d.oneLine(q); ok && p.neutral(d, q, s, c) {
			p.TabTitle = s
		}
	case "description":
		s, ok := d.oneLine(q)
		if p.Description = s; ok && p.Section.Discreet {
			p.neutral(d, q, s, c)
		}
	case "aim":
		p.Aim, _ = d.oneLine(q)
	case "date":
		p.Date, _ = d.date(q, zone)
	case "lastmod":
		p.LastMod, _ = d.date(q, zone)
	case "publishDate":
		var ok bool
		if p.PublishDate, ok = d.date(q, zone); !ok {
			p.Draft, p.unread = true, true // hidden until it can be read
		}
	case "expiryDate":
		var ok bool
		p.at.expiryDate = d.quick(q.value)
		if p.ExpiryDate, ok = d.date(q, zone); !ok {
			p.Draft, p.unread = true, true
		}
	case "reviewed":
		p.Reviewed, _ = d.day(q, zone)
	case "reviewBy":
		p.ReviewBy, _ = d.day(q, zone)
	case "weight":
		p.Weight, _ = d.number(q, 1, 999_999)
	case "draft":
		draft, ok := d.boolean(q)
		p.Draft = p.Draft || draft || !ok
		p.unread = p.unread || !ok
	case "slug":
		p.slug(d, q)
	case "aliases":
		p.Aliases, p.at.aliases = d.texts(q, "/old-name/")
	case "translationKey":
		p.Key = p.named(d, q, p.Key)
		p.at.translationKey = d.quick(q.value)
	case "id":
		p.ID = p.named(d, q, "")
		p.at.id = d.quick(q.value)
	case "region":
		p.Campaign.Region, _ = d.oneLine(q)
	case "partners":
		p.Campaign.Partners, _ = d.texts(q, "Example Police, The Example Foundation")
	case "launched":
		p.Campaign.Launched, _ = d.partial(q)
	case "figures":
		p.figures(d, q)
	case "issued":
		p.Release.Issued, _ = d.partial(q)
	case "issuer":
		p.Release.Issuer, _ = d.oneLine(q)
	case "points":
		p.Release.Points, _ = d.texts(q, "The first point in one sentence")
		if len(p.Release.Points) > 3 {
			d.add(d.mark(q.value.Content[3]), "value/number", "points has at most 3 entries", "keep the three that matter most")
		}
	case "campaign":
		p.campaign, _ = d.oneLine(q)
		p.at.campaign = d.quick(q.value)
	}
}

// figures reads the numbers that a campaign shows large.
func (p *page) figures(d *doc, q pair) {
	const example = `{value: "69%", text: What was counted and when}`
	nodes, ok := d.items(q, example)
	if !ok {
		return
	}
	if len(nodes) > 4 {
		d.add(d.mark(nodes[4]), "value/number", "figures has at most 4 entries", "keep the four that matter most")
	}
	for _, n := range nodes {
		pairs, ok := d.pairs(n, "a figure", "write it like this: "+example)
		if !ok {
			continue
		}
		var f site.Figure
		for _, r := range pairs {
			switch r.name {
			case "value":
				f.Value, _ = d.oneLine(r)
			case "text":
				f.Text, _ = d.oneLine(r)
			default:
				d.unknown(r, []string{"value", "text"}, nil)
			}
		}
		d.required(pairs, []string{"value", "text"}, d.mark(n), "write it like this: "+example, "value", "text")
		p.Campaign.Figures = append(p.Campaign.Figures, f)
	}
}

// named reads an id or a translationKey: a path of names.
func (p *page) named(d *doc, q pair, otherwise string) string {
	s, ok := d.oneLine(q)
	if !ok {
		return otherwise
	}
	for _, part := range strings.Split(s, "/") {
		if why := nameProblem(part); why != "" {
			help := "write lower case letters, digits and hyphens, with / between names"
			if good := slugPath(s); good != "" {
				help = "write " + q.name + ": " + good
			}
			d.add(d.mark(q.value), "value/name", fmt.Sprintf("this cannot be %s: %s", q.name, why), help)
			return otherwise
		}
	}
	return s
}
