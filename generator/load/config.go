package load

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/site"
)

// config is site.yaml with what later checks need of it.
type config struct {
	site.Config
	text
	sensitive map[site.Lang]words
	known     []*site.Language // the site's languages
	refs      []ref
	contactAt mark
	read      bool // there is one, and it is YAML
}

// ref is a page that site.yaml names.
type ref struct {
	what   string // "menus: main", "pages: help"
	source string
	anchor string // behind the source's #
	mark   mark
	gone   bool // it does not exist or cannot be seen
	list   *[]string
	one    *string
}

// settle writes the references that hold into the configuration.
func (c *config) settle() {
	for _, r := range c.refs {
		switch {
		case r.gone:
		case r.list != nil:
			*r.list = append(*r.list, r.source)
		case r.anchor != "":
			*r.one = r.source + "#" + r.anchor
		default:
			*r.one = r.source
		}
	}
}

// readYAML reads a YAML file at the top of content/. The node is nil when the
// file holds nothing that can be decoded; t.data is nil when there is no file.
func readYAML(fsys fs.FS, name string, t *text) (*doc, *yaml.Node, error) {
	t.name = shown(name)
	info, err := fs.Lstat(fsys, name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil, nil, nil // walk has said what is wrong with a link
	}
	if err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w", t.name, err)
	}
	ok, err := t.open(fsys, name)
	if err != nil {
		return nil, nil, err
	}
	d := &doc{text: t, end: len(t.data)}
	if !ok || t.checkBytes() < len(t.data) {
		return d, nil, nil
	}
	n := d.root()
	if n == nil && len(t.findings) == 0 {
		t.add(mark{}, "site/empty", "the file is empty", "write what belongs into it, or delete it")
	}
	return d, n, nil
}

var siteKeys = []string{"title", "baseURL", "languages", "timeZone", "contact", "pages", "menus", "sections", "exit", "size", "sensitive", "outbound"}

// readConfig reads site.yaml. What it lacks is https://localhost/ and UTC, and
// its languages are those of the messages files, so that everything else can
// still be checked.
func readConfig(in Input) (*config, error) {
	c := &config{Config: site.Config{
		BaseURL: "https://localhost/", BasePath: "/", Languages: languagesFound(in.Content), TimeZone: time.UTC,
		// RFC 6928's first flight; three times that without compression, which
		// text of this kind compresses to.
		Size: site.Size{Mode: site.Uniform, PageBytes: 49152, TransferBytes: 13312},
	}}
	d, n, err := readYAML(in.Content, "site.yaml", &c.text)
	switch {
	case err != nil:
		return c, err
	case d == nil:
		c.add(mark{}, "site/config", "there is no content/site.yaml", "write it; the manual of sotto shows one, and every key in it")
	case n != nil:
		c.decode(d, n, in.Content)
		c.read = true
	}
	if in.BaseURL != "" {
		full, basePath, message, help := baseURL(in.BaseURL, true)
		if message != "" {
			c.findings = append(c.findings, diag.Finding{Code: "value/url", Severity: diag.Error,
				Pos: diag.Pos{File: "--baseURL"}, Message: message, Help: help})
		} else {
			c.BaseURL, c.BasePath = full, basePath
		}
	}
	return c, nil
}

func (c *config) decode(d *doc, n *yaml.Node, content fs.FS) {
	pairs, ok := d.pairs(n, "site.yaml", "write it like this:\ntitle: {en: The site's name}")
	if !ok {
		return
	}
	// Languages and outbound first: other keys are checked against them.
	find := func(name string, read func(pair)) {
		if i := slices.IndexFunc(pairs, func(p pair) bool { return p.name == name }); i >= 0 {
			read(pairs[i])
		}
	}
	find("languages", func(p pair) { c.languages(d, p) })
	find("outbound", func(p pair) { c.outbound(d, p) })
	for _, p := range pairs {
		switch p.name {
		case "languages", "outbound":
		case "title":
			c.Title, _ = d.inLanguages(p, c.Languages, false)
		case "baseURL":
			if s, ok := d.oneLine(p); ok {
				full, basePath, message, help := baseURL(s, false)
				if message != "" {
					d.add(d.mark(p.value), "value/url", message, help)
				} else {
					c.BaseURL, c.BasePath = full, basePath
				}
			}
		case "timeZone":
			c.timeZone(d, p)
		case "contact":
			c.ContactService, _ = d.oneLine(p)
			c.contactAt = d.mark(p.value)
		case "pages":
			c.pages(d, p)
		case "menus":
			c.menus(d, p)
		case "sections":
			c.sections(d, p, content)
		case "exit":
			c.exit(d, p)
		case "size":
			c.size(d, p)
		case "sensitive":
			c.sensitiveWords(d, p)
		default:
			d.unknown(p, siteKeys, hugoSettings)
		}
	}
	for _, k := range [][2]string{
		{"title", "add title: {en: The site's name}"},
		{"baseURL", "add baseURL: https://www.example.org/"},
		{"languages", "add languages: [en]"},
		{"timeZone", "add timeZone: Europe/London"},
		{"pages", "add pages: {help: help/index.md, privacy: privacy.md, privateReading: reading-privately.md}"},
		{"exit", "add exit: {url: https://www.bbc.co.uk/weather, label: {en: Leave this site}}"},
	} {
		d.required(pairs, siteKeys, mark{}, k[1], k[0])
	}
}

func (c *config) languages(d *doc, p pair) {
	list, marks := d.texts(p, "en, cy")
	var good []site.Lang
	for i, l := range list {
		if len(locale.Plurals(site.Lang(l))) == 0 {
			d.add(marks[i], "value/language", fmt.Sprintf("%q is not the code of a language", l), "write its two letters (ISO 639), as in the name of its messages file in content/: messages.cy.yaml is that of cy")
			continue
		}
		good = append(good, site.Lang(l))
	}
	if len(good) > 0 {
		c.Languages = good
	}
}

var zoneName = regexp.MustCompile(`^[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+$`)

// commonZones are the places near the sites Sotto is made for, for
// suggestions.
var commonZones = []string{"Europe/London", "Europe/Dublin", "Europe/Belfast", "Europe/Jersey", "Europe/Guernsey", "Europe/Isle_of_Man",
	"Europe/Paris", "Europe/Berlin", "Europe/Amsterdam", "America/New_York", "America/Toronto", "Australia/Sydney", "Pacific/Auckland"}

// timeZone wants a place and not an offset: GMT has no summer time, and would
// let every embargo between March and October lift an hour late.
func (c *config) timeZone(d *doc, p pair) {
	s, ok := d.oneLine(p)
	if !ok {
		return
	}
	help := "write a place, for example timeZone: Europe/London"
	if s == "UTC" {
		c.TimeZone = time.UTC
		return
	}
	if zoneName.MatchString(s) && !strings.HasPrefix(s, "Etc/") {
		if zone, err := time.LoadLocation(s); err == nil {
			c.TimeZone = zone
			return
		}
	}
	for _, z := range commonZones {
		if strings.HasSuffix(strings.ToLower(z), "/"+strings.ToLower(s)) {
			help = "write timeZone: " + z
		}
	}
	if near := diag.Nearest(s, commonZones); near != "" {
		help = "did you mean " + near + "?"
	}
	d.add(d.mark(p.value), "site/zone", fmt.Sprintf("%q is not the time zone of a place", s), help)
}

func (c *config) pages(d *doc, p pair) {
	names := []string{"help", "privacy", "privateReading", "limits"}
	pairs, ok := d.pairs(p.value, "pages", "write it like this: pages: {help: help/index.md, privacy: privacy.md, privateReading: reading-privately.md}")
	if !ok {
		return
	}
	for _, q := range pairs {
		var to *string
		switch q.name {
		case "help":
			to = &c.HelpPage
		case "privacy":
			to = &c.Privacy
		case "privateReading":
			to = &c.PrivateReading
		case "limits":
			to = &c.Limits
		default:
			d.unknown(q, names, nil)
			continue
		}
		if s, ok := d.oneLine(q); ok {
			r := ref{what: "pages: " + q.name, source: s, mark: d.mark(q.value), one: to}
			if q.name == "limits" { // the audit checks that the anchor is there
				r.source, r.anchor, _ = strings.Cut(s, "#")
			}
			c.refs = append(c.refs, r)
		}
	}
	d.required(pairs, names, d.mark(p.key), "add the page's file, for example privacy: privacy.md", names[:3]...)
}

func (c *config) menus(d *doc, p pair) {
	pairs, ok := d.pairs(p.value, "menus", "write it like this: menus: {main: [help/index.md]}")
	if !ok {
		return
	}
	for _, q := range pairs {
		var to *[]string
		switch q.name {
		case "main":
			to = &c.MainMenu
		case "footer":
			to = &c.FooterMenu
		default:
			d.unknown(q, []string{"main", "footer"}, nil)
			continue
		}
		sources, marks := d.texts(q, "help/index.md, law/index.md")
		for i, s := range sources {
			c.refs = append(c.refs, ref{what: "menus: " + q.name, source: s, mark: marks[i], list: to})
		}
	}
}

func (c *config) sections(d *doc, p pair, content fs.FS) {
	const example = "news: {kind: release}"
	pairs, ok := d.pairs(p.value, "sections", "write below it: "+example)
	if !ok {
		return
	}
	for _, q := range pairs {
		s := site.Section{Path: q.name, Kind: site.Plain}
		if info, err := fs.Stat(content, q.name); nameProblem(q.name) != "" || err != nil || !info.IsDir() {
			d.add(d.mark(q.key), "site/section", "there is no folder "+word(q.name)+" in content/", "write the name of a folder at the top of content/, or delete the section")
			continue
		}
		keys, ok := d.pairs(q.value, "a section", "write it like this: "+q.name+": {kind: release}")
		if !ok {
			continue
		}
		for _, r := range keys {
			switch r.name {
			case "kind":
				kind, _ := d.choice(r, string(site.Module), string(site.Campaign), string(site.Release), string(site.Plain))
				s.Kind = site.Kind(kind)
			case "discreet":
				s.Discreet, _ = d.boolean(r)
			case "exit":
				if r.value.Kind == yaml.MappingNode {
					s.ExitLabel, _ = d.inLanguages(r, c.Languages, false)
				} else if exit, ok := d.boolean(r); ok && exit {
					d.add(d.mark(r.value), "value/bool", "exit is on in every section unless it is switched off", "delete the line, or write exit: false or a label in each language")
				} else {
					s.NoExit = ok
				}
			default:
				d.unknown(r, []string{"kind", "discreet", "exit"}, nil)
			}
		}
		d.required(keys, []string{"kind", "discreet", "exit"}, d.mark(q.key), "add kind: module, campaign, release or page", "kind")
		c.Sections = append(c.Sections, s)
	}
	slices.SortFunc(c.Sections, func(a, b site.Section) int { return strings.Compare(a.Path, b.Path) })
}

func (c *config) exit(d *doc, p pair) {
	pairs, ok := d.pairs(p.value, "exit", "write it like this: exit: {url: https://www.bbc.co.uk/weather, label: {en: Leave this site}}")
	if !ok {
		return
	}
	for _, q := range pairs {
		switch q.name {
		case "url":
			c.Exit.URL = c.web(d, q)
		case "label":
			c.Exit.Label, _ = d.inLanguages(q, c.Languages, false)
		default:
			d.unknown(q, []string{"url", "label"}, nil)
		}
	}
	d.required(pairs, []string{"url", "label"}, d.mark(p.key), "exit needs both: exit: {url: https://www.bbc.co.uk/weather, label: {en: Leave this site}}", "url", "label")
}

func (c *config) size(d *doc, p pair) {
	keys := []string{"mode", "pageBytes", "transferBytes"}
	pairs, ok := d.pairs(p.value, "size", "write it like this: size: {mode: uniform, pageBytes: 49152, transferBytes: 13312}")
	if !ok {
		return
	}
	for _, q := range pairs {
		switch q.name {
		case "mode":
			mode, ok := d.choice(q, string(site.Uniform), string(site.Off))
			if ok {
				c.Size.Mode = site.SizeMode(mode)
			}
		case "pageBytes":
			if n, ok := d.number(q, 1024, 1<<20); ok {
				c.Size.PageBytes = n
			}
		case "transferBytes":
			if n, ok := d.number(q, 1024, 1<<20); ok {
				c.Size.TransferBytes = n
			}
		default:
			d.unknown(q, keys, nil)
		}
	}
	d.required(pairs, keys, d.mark(p.key), "add mode: uniform", "mode")
}

func (c *config) sensitiveWords(d *doc, p pair) {
	c.Sensitive, c.sensitive = map[site.Lang][]string{}, map[site.Lang]words{}
	pairs, ok := d.pairs(p.value, "sensitive", "write it like this: sensitive: {en: [abuse, arrest]}")
	if !ok {
		return
	}
	for _, q := range pairs {
		l := site.Lang(q.name)
		if !slices.Contains(c.Languages, l) {
			d.add(d.mark(q.key), "value/language", fmt.Sprintf("%q is not one of the site's languages (%s)", q.name, joinLangs(c.Languages)), "delete it")
			continue
		}
		c.Sensitive[l], _ = d.texts(q, "abuse, arrest")
		c.sensitive[l] = newWords(c.Sensitive[l])
	}
}
