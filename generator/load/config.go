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
	"sotto/generator/schema"
	"sotto/generator/site"
)

// config is site.yaml with what later checks need of it.
type config struct {
	site.Config
	text
	schema    *schema.Set
	nowhere   *site.Section // that of pages outside of all
	nothing   *site.Seldom  // what pages share that say nothing of it
	content   fs.FS
	reader    quickYAML // of the files at the top of content/, one after the other
	sensitive map[site.Lang]words
	known     []*site.Language // the site's languages
	refs      []ref
	contactAt mark
	offers    [][]offer // the services that each section names as its own
	listed    []string  // files and folders of static/, as written
	listedAt  []mark
	prose     []site.Prose
	datasets  []*site.Dataset
	goneAt    []mark // of Gone
	read      bool   // there is one, and it is YAML
	// noServices: there is no services.yaml; brokenServices: there is one that
	// could not be read in full.
	noServices, brokenServices bool
	phrases                    bool // there is a phrases.yaml
	// start is start.yaml, when it lists anything, and startTold how many findings it
	// had when it was read.
	start     *text
	startTold int
}

// ref is a page that site.yaml names.
type ref struct {
	what   string // "menus: main", "pages: help"
	source string
	anchor string // behind the source's #
	mark   mark
	list   *[]string
	one    *string
}

// readYAML reads a YAML file at the top of content/. The node is nil when the
// file holds nothing that can be decoded; t.data is nil when there is no file.
// What a reader returned before must have been let go.
func readYAML(fsys fs.FS, name string, t *text, reader *quickYAML) (*doc, *yaml.Node, error) {
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
	d := &doc{text: t, end: len(t.data), reader: reader}
	if !ok || t.checkBytes() < len(t.data) {
		return d, nil, nil
	}
	n := d.root()
	if n == nil && len(t.findings) == 0 {
		t.add(mark{}, "site/empty", "the file is empty", "write what belongs into it, or delete it")
	}
	return d, n, nil
}

// readConfig reads site.yaml. What it lacks is https://localhost/ and UTC, and
// its languages are those of the messages files, so that everything else can
// still be checked.
func readConfig(in Input) (*config, error) {
	c := &config{schema: schema.New(site.Config{}), nowhere: &site.Section{}, nothing: &site.Seldom{}, content: in.Content, Config: site.Config{
		BaseURL: "https://localhost/", BasePath: "/", Languages: languagesFound(in.Content), TimeZone: time.UTC,
		// What fits RFC 6928's first flight beside headers and encryption. This
		// kind of text is three times as long without compression, or four; one
		// length more costs space on the server's disk only.
		Size: site.Size{Mode: site.Uniform, PageBytes: 49152, TransferBytes: 10240},
	}}
	d, n, err := readYAML(in.Content, "site.yaml", &c.text, &c.reader)
	switch {
	case err != nil:
		return c, err
	case d == nil:
		c.add(mark{}, "site/config", "there is no content/site.yaml", "write it; the manual of sotto shows one, and every key in it")
	case n != nil:
		c.decode(d, n)
		c.read = true
	}
	if in.BaseURL != "" {
		if message, help := c.serve(in.BaseURL, true); message != "" {
			c.findings = append(c.findings, diag.Finding{Code: "value/url", Severity: diag.Error,
				Pos: diag.Pos{File: "--baseURL"}, Message: message, Help: help})
		}
	}
	return c, nil
}

func (c *config) decode(doc *doc, n *yaml.Node) {
	d := &decoder{doc: doc, c: c}
	row := &schema.Row{Rows: c.schema.Settings()}
	pairs, ok := d.pairs(n, "site.yaml", "write it like this:\n"+row.Rows[0].Typed())
	if !ok {
		return
	}
	g := &group{row: row, node: n, pairs: pairs, value: &c.Config}
	d.first(g)
	if len(c.Kinds)+len(c.Components) > 0 {
		c.schema = schema.New(c.Config) // with what the site declares
		row.Rows = c.schema.Settings()
	}
	d.keys(g, mark{}, schema.HugoSettings)
	c.prose = d.prose
	c.sensitive = map[site.Lang]words{}
	for l, list := range c.Sensitive {
		c.sensitive[l] = newWords(list)
	}
	for i := range c.Sections {
		s := &c.Sections[i]
		k := c.schema.Kind(s.Kind)
		s.Feed, s.Day, s.Author, s.Figures = k.Feed, k.Day, k.Author, k.Figures
		s.Signed = k.Signed
	}
	slices.SortFunc(c.Sections, func(a, b site.Section) int { return strings.Compare(a.Path, b.Path) })
}

// base reads the site's own address.
func (c *config) base(d *doc, p pair) {
	if s, ok := d.oneLine(p); ok {
		if message, help := c.serve(s, false); message != "" {
			d.no(p.value, "value/url", message, help)
		}
	}
}

// exit reads what a section says of the exit link: that it has none, or what
// it is called there.
func (d *decoder) exit(q pair, s *site.Section) {
	if q.value.Kind == yaml.MappingNode {
		s.ExitLabel, _ = d.inLanguages(q, d.c.Languages, false)
	} else if exit, ok := d.boolean(q); ok && exit {
		d.add(d.mark(q.value), "value/bool", "exit is on in every section unless it is switched off", "delete the line, or write exit: false or a label in each language")
	} else {
		s.NoExit = ok
	}
}

func (c *config) languages(d *doc, p pair) {
	list, at := d.texts(p, "en, cy")
	var good []site.Lang
	for i, l := range list {
		if len(locale.Plurals(site.Lang(l))) > 0 {
			good = append(good, site.Lang(l))
		} else {
			d.no(at[i], "value/language", fmt.Sprintf("%q is not the code of a language", l), "write its two letters (ISO 639), as in the name of its messages file in content/: messages.cy.yaml is that of cy")
		}
	}
	if len(good) < len(list) { // the messages files say better what is meant
		good = slices.Concat(good, slices.DeleteFunc(languagesFound(c.content), func(l site.Lang) bool { return l == undetermined || slices.Contains(good, l) }))
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
	if s == "UTC" || zoneName.MatchString(s) && !strings.HasPrefix(s, "Etc/") {
		if zone, err := time.LoadLocation(s); err == nil {
			c.TimeZone = zone
			return
		}
	}
	help := suggest(s, commonZones, "write a place, for example timeZone: Europe/London")
	for _, z := range commonZones {
		if strings.HasSuffix(strings.ToLower(z), "/"+strings.ToLower(s)) {
			help = "write timeZone: " + z
		}
	}
	m := d.mark(p.value)
	d.add(m, "site/zone", fmt.Sprintf("%q is not the time zone of a place", s), help).Fix = d.helped(m, s, help, p.name)
}

// wordLists reads a list of words for each language.
func (d *decoder) wordLists(p pair, example string, exactly int) (map[site.Lang][]string, bool) {
	pairs, ok := d.pairs(p.value, p.name, "write it like this: "+p.name+": "+example)
	if !ok {
		return nil, false
	}
	_, inner, _ := strings.Cut(strings.TrimSuffix(example, "]}"), "[")
	out := map[site.Lang][]string{}
	for _, q := range pairs {
		if l := site.Lang(q.name); slices.Contains(d.c.Languages, l) {
			found := len(d.findings)
			if out[l], _ = d.texts(q, inner); exactly > 0 && len(out[l]) != exactly && len(d.findings) == found {
				d.no(q.value, "value/number", fmt.Sprintf("%s has %d entries, not %d", p.name, exactly, len(out[l])), fmt.Sprintf("write all %d, each in its place, with a slash between the names of one: %s: [%s]", exactly, q.name, inner))
				delete(out, l)
			}
		} else {
			d.foreign(q, d.c.Languages)
		}
	}
	return out, true
}
