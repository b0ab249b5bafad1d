package imports

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// settings are what an import needs of hugo.toml and its like.
type settings struct {
	root   *yaml.Node
	file   string
	first  string
	langs  []string          // those with words here, the first one first
	all    []string          // all that the site has
	dirs   map[string]string // where the pages of a language lie
	titles map[string]string
	base   *url.URL
	zone   string
	menus  map[string][]*yaml.Node // entries, by the name of the menu
}

// names are those of settings files, in Hugo's order.
var names = []string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json"}

// config reads a file of settings; nil when there is none of that name.
func (h *hugo) config(name string) *yaml.Node {
	data, err := h.file(name)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			h.add(name, "import/form", diag.Error, "this cannot be read: "+err.Error(), "mend it there")
		}
		return nil
	}
	var n *yaml.Node
	if path.Ext(name) == ".toml" {
		n, err = readTOML(string(data))
	} else {
		n, err = parse(data)
	}
	if err != nil {
		h.broken(name, data, place(err), err)
		return nil
	}
	return n
}

// fold is get, in any case of letters: Hugo's settings know none.
func fold(n *yaml.Node, key string) *yaml.Node {
	for i := 0; n != nil && n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if strings.EqualFold(n.Content[i].Value, key) {
			return n.Content[i+1]
		}
	}
	return nil
}

func text(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return ""
	}
	return n.Value
}

func (h *hugo) settings() error {
	s := &h.set
	s.dirs, s.titles, s.menus = map[string]string{}, map[string]string{}, map[string][]*yaml.Node{}
	for _, dir := range []string{"", "config/_default"} {
		for _, name := range names {
			if s.root == nil {
				s.file = path.Join(dir, name)
				s.root = h.config(s.file)
			}
		}
	}
	if s.root == nil {
		if diag.Count(h.res.Findings, diag.Error) == 0 {
			h.add("hugo.toml", "import/form", diag.Error, "this is no Hugo site: it has neither hugo.toml, hugo.yaml nor config.toml", "name the folder that holds one")
		}
		return nil
	}
	part := func(key string) *yaml.Node {
		if n := fold(s.root, key); n != nil {
			return n
		}
		for _, ext := range []string{".toml", ".yaml", ".yml", ".json"} {
			if n := h.config("config/_default/" + key + ext); n != nil {
				return n
			}
		}
		return nil
	}
	code := func(s string) string {
		s, _, _ = strings.Cut(strings.ToLower(s), "-")
		return s
	}
	s.first = cmp.Or(strings.ToLower(text(fold(s.root, "defaultContentLanguage"))), code(text(fold(s.root, "languageCode"))), h.ours().Languages[0])
	s.all = []string{s.first}
	title := text(fold(s.root, "title"))
	if langs := part("languages"); langs != nil && langs.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(langs.Content); i += 2 {
			l, n := strings.ToLower(langs.Content[i].Value), langs.Content[i+1]
			if !slices.Contains(s.all, l) {
				s.all = append(s.all, l)
			}
			s.titles[l] = text(fold(n, "title"))
			if dir := text(fold(n, "contentDir")); dir != "" {
				s.dirs[l] = path.Clean(dir)
			}
			h.menus(fold(n, "menus"))
			h.menus(fold(n, "menu"))
		}
	}
	for _, l := range s.all {
		if _, err := fs.Stat(h.From, site.ContentFolder+"messages."+l+".yaml"); err == nil {
			s.langs = append(s.langs, l)
		}
		s.titles[l] = cmp.Or(s.titles[l], title, "A site without a title")
	}
	if !slices.Contains(s.langs, s.first) {
		h.add(s.file, "import/form", diag.Error, fmt.Sprintf("the site's first language is %q, and there are no words for it", s.first),
			"write content/messages."+s.first+".yaml in the site that --from names, or set defaultContentLanguage there")
	}
	h.menus(part("menus"))
	h.menus(part("menu"))
	s.base, _ = url.Parse(text(fold(s.root, "baseURL")))
	if s.base == nil || s.base.Host == "" {
		s.base = &url.URL{Host: "www.example.org", Path: "/"}
	}
	s.zone = cmp.Or(text(fold(s.root, "timeZone")), "Europe/London")
	return nil
}

// menus collects entries of menus.
func (h *hugo) menus(n *yaml.Node) {
	for i := 0; n != nil && n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if list := n.Content[i+1]; list.Kind == yaml.SequenceNode {
			name := strings.ToLower(n.Content[i].Value)
			h.set.menus[name] = append(h.set.menus[name], list.Content...)
		}
	}
}

// entry is a place of a menu.
type entry struct {
	page   *page
	weight int
}

// menu is the files of a menu, in their order, each once.
func (h *hugo) menu(name string) []string {
	var list []entry
	number := func(n *yaml.Node) (v int) {
		if n != nil && n.Decode(&v) != nil {
			v = 0
		}
		return v
	}
	for _, n := range h.set.menus[name] {
		to := cmp.Or(text(fold(n, "pageRef")), text(fold(n, "url")))
		p := h.find(nil, to)
		if p == nil {
			h.add(h.set.file, "import/left", diag.Warning, fmt.Sprintf("the entry %q of the menu %s leads to no page", cmp.Or(text(fold(n, "name")), to), name), "menus here lead to pages alone")
			continue
		}
		list = append(list, entry{p, number(fold(n, "weight"))})
	}
	for _, p := range h.pages {
		for i := 0; i+1 < len(p.front.Content); i += 2 {
			key, v := p.front.Content[i], p.front.Content[i+1]
			if p.lang != h.set.first || !p.menu(key.Value) {
				continue
			}
			if slices.Contains(texts(v), name) && v.Kind != yaml.MappingNode {
				list = append(list, entry{p, number(get(p.front, "weight"))})
			} else if n := fold(v, name); n != nil {
				list = append(list, entry{p, number(fold(n, "weight"))})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b entry) int { // 0 is no weight, and comes last
		return cmp.Compare(uint(a.weight-1), uint(b.weight-1))
	})
	var out []string
	for _, e := range list {
		if first := h.byPath[h.set.first+":"+e.page.stem]; first != nil && !slices.Contains(out, first.to) {
			out = append(out, first.to)
		}
	}
	return out
}

// needed are the pages that every site must have, by the key in site.yaml.
var needed = []struct{ key, file, title string }{
	{"", "index", "Home"},
	{"", "404", "Page not found"},
	{"help", "help/index", "Get help"},
	{"privacy", "privacy", "Privacy"},
	{"privateReading", "reading-privately", "Reading this site privately"},
}

// missing makes the pages that are not there, to be written.
func (h *hugo) missing() {
	for _, n := range needed {
		if h.res.Files[site.ContentFolder+n.file+".md"] != nil {
			continue
		}
		h.n.made++
		h.res.Files[site.ContentFolder+n.file+".md"] = []byte("---\ntitle: " + n.title + "\ndescription: TODO, in one sentence of ten words or more, for lists and search engines.\n---\n\nTODO: write this page. Every site has one.\n")
	}
}

// siteFile writes site.yaml, and the rule by which check finds what is to be done.
func (h *hugo) siteFile() {
	var b bytes.Buffer
	s := &h.set
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	say := func(v string) string {
		out, err := yaml.Marshal(quoted(strings.Join(strings.Fields(v), " ")))
		if err != nil {
			return `""`
		}
		return strings.TrimSpace(string(out))
	}
	line("# Made from a Hugo site. sotto explain key/site.NAME tells what a key means.")
	line("title:")
	for _, l := range s.langs {
		line("  %s: %s", l, say(s.titles[l]))
	}
	line("baseURL: https://%s/%s", s.base.Host, strings.TrimPrefix(strings.TrimSuffix(s.base.Path, "/")+"/", "/"))
	line("languages: [%s]", strings.Join(s.langs, ", "))
	line("timeZone: %s", s.zone)
	line("pages:")
	for _, n := range needed {
		if n.key != "" {
			line("  %s: %s.md", n.key, n.file)
		}
	}
	main, footer := h.menu("main"), h.menu("footer")
	if len(main) == 0 {
		main = []string{"help/index.md"}
	}
	if !slices.Contains(footer, "privacy.md") {
		footer = append(footer, "privacy.md", "reading-privately.md")
	}
	line("menus:\n  main: [%s]\n  footer: [%s]", strings.Join(main, ", "), strings.Join(footer, ", "))
	line("# The quick way off the site: somewhere dull that keeps nobody's name.")
	line("exit:\n  url: https://www.bbc.co.uk/weather\n  label:")
	ours := h.ours()
	for _, l := range s.langs {
		line("    %s: %s", l, say(cmp.Or(ours.Exit.Label[l], ours.Exit.Label[ours.Languages[0]], "Leave this site")))
	}
	line("# Pages are told apart by their length as long as this says off. When all of them\n# are short enough: {mode: uniform, pageBytes: 49152, transferBytes: 10240}")
	line("size: {mode: off}")
	line("# The only hosts that pages may link to. Those below are what pages link to now:\n# take the # away from each that you have looked at.")
	line("outbound:\n  - www.bbc.co.uk")
	hosts := []string{}
	for host := range h.hosts {
		if host != "www.bbc.co.uk" {
			hosts = append(hosts, host)
		}
	}
	slices.Sort(hosts)
	for _, host := range hosts {
		line("  # - %s", host)
	}
	h.res.Files[site.ContentFolder+"site.yaml"] = b.Bytes()
	rules := "# What stands in a text until it is written.\nplaceholders:\n"
	for _, l := range s.langs {
		rules += "  " + l + ": {words: [TODO]}\n"
	}
	h.res.Files[site.ContentFolder+"rules.yaml"] = []byte(rules)
}

// from copies what every site needs.
func (h *hugo) from() error {
	copy := func(name string) error {
		data, err := fs.ReadFile(h.From, name)
		if err == nil {
			h.res.Files[name] = data
		}
		return err
	}
	for _, l := range h.set.langs {
		if err := copy(site.ContentFolder + "messages." + l + ".yaml"); err != nil {
			return err
		}
	}
	for _, name := range []string{site.StaticFolder + "style.css", site.StaticFolder + "script.js"} {
		if err := copy(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return fs.WalkDir(h.From, strings.TrimSuffix(site.TemplatesFolder, "/"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		return copy(name)
	})
}

// ours is what the site that the command runs in says of itself, as far as it
// helps where Hugo's says nothing: in which language it is written first, and how
// the quick exit is called.
type ours struct {
	Languages []string
	Exit      struct{ Label map[string]string }
}

func (h *hugo) ours() ours {
	out := ours{}
	if data, err := fs.ReadFile(h.From, "content/site.yaml"); err == nil {
		_ = yaml.Unmarshal(data, &out) // what is wrong with it is for check to tell
	}
	if len(out.Languages) == 0 {
		names, _ := fs.Glob(h.From, "content/messages.*.yaml")
		for _, name := range append(names, "messages.und.yaml") { // which check asks to be put right
			out.Languages = append(out.Languages, strings.Split(name, ".")[1])
		}
	}
	return out
}
