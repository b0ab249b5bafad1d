package imports

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// hugo is an import from a Hugo site.
type hugo struct {
	Source
	keys  *schema.Set
	look  patterns
	res   *Result
	set   settings
	pages []*page
	// byPath are the pages by their files there, without language; byAddress by
	// where they were and are.
	byPath, byAddress map[string]*page
	files             map[string]bool // of the other site, beside its pages
	hosts             map[string]bool
	lost              map[string]int // pages left out, by language
	n                 struct{ kept, links, open, boxes, directives, html, static, aliases, made int }
}

// page is one page of the other site.
type page struct {
	from, stem, lang string // its file there, below the site; without language; ""  for the first one
	to               string // its file here, below content/
	front            *yaml.Node
	text             []byte
	address          string
	aliases          []string
}

func (p *page) index() bool {
	return strings.HasPrefix(path.Base(p.to), "index.")
}

// title is one for a page that has none.
func (p *page) title() string {
	name, _, _ := strings.Cut(path.Base(p.to), ".")
	if name == "index" {
		name = path.Base(path.Dir(p.to))
	}
	if name == "." {
		name = "home"
	}
	return strings.ToUpper(name[:1]) + strings.ReplaceAll(name[1:], "-", " ")
}

// menu reports whether a key puts the page into a menu that there is here.
func (p *page) menu(key string) bool {
	return strings.EqualFold(key, "menu") || strings.EqualFold(key, "menus")
}

// Hugo makes a first version of a site from one of Hugo. The error says that
// something could not be read.
func Hugo(in Source) (*Result, error) {
	h := &hugo{Source: in, keys: schema.New(site.Config{}), look: newPatterns(), res: &Result{Files: map[string][]byte{}},
		byPath: map[string]*page{}, byAddress: map[string]*page{}, files: map[string]bool{}, hosts: map[string]bool{}, lost: map[string]int{}}
	for _, step := range []func() error{h.settings, h.read, h.write, h.from} {
		if err := step(); err != nil {
			return nil, err
		}
		if diag.Count(h.res.Findings, diag.Error) > 0 {
			h.res.Files = nil
			h.res.Findings = diag.Sort(h.res.Findings)
			return h.res, nil
		}
	}
	h.account()
	h.res.Findings = diag.Sort(h.res.Findings)
	return h.res, nil
}

func (h *hugo) add(file, code string, s diag.Severity, message, help string) {
	h.res.Findings = append(h.res.Findings, diag.Finding{Code: code, Severity: s, Pos: diag.Pos{File: path.Join(h.Name, file)}, Message: message, Help: help})
}

// broken tells what cannot be read of a file; at is where its front matter begins,
// or where the mistake is, as far as that is known.
func (h *hugo) broken(file string, data []byte, at int, err error) {
	f := diag.NewFile(path.Join(h.Name, file), data)
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		n, _ := strconv.Atoi(m[1])
		line := f.Pos(at).Line + n - 1
		h.res.Findings = append(h.res.Findings, f.AtLine(line, 1, 1, "import/form", diag.Error,
			"this cannot be read: "+yamlLine.ReplaceAllString(message, ""), "mend it there; Hugo has to be able to read it too"))
		return
	}
	h.res.Findings = append(h.res.Findings, f.At(at, at+1, "import/form", diag.Error, "this cannot be read: "+message,
		"mend it there, or write it in plainer TOML or YAML"))
}

// maxFile is how long a file may be that is read.
const maxFile = 16 << 20

func (h *hugo) file(name string) ([]byte, error) {
	info, err := fs.Stat(h.Site, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("%s is longer than %s bytes", name, diag.Number(maxFile))
	}
	return fs.ReadFile(h.Site, name)
}

// read finds all pages, and where they go.
func (h *hugo) read() error {
	for _, root := range []string{"content", "static", "assets"} {
		err := fs.WalkDir(h.Site, root, func(name string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist) && name == root:
				return nil
			case err != nil:
				return err
			case d.IsDir() || !d.Type().IsRegular():
				return nil
			case root != "content" || path.Ext(name) != ".md" && path.Ext(name) != ".markdown":
				h.files[name] = true
				return nil
			}
			return h.page(name)
		})
		if err != nil {
			return err
		}
	}
	if len(h.pages) == 0 {
		h.add("content", "import/form", diag.Error, "there is no page in content/", "name the folder of a Hugo site: the one that holds its hugo.toml")
	}
	for lang, n := range h.lost {
		h.add("content", "import/language", diag.Warning, fmt.Sprintf("%s in the language %q, for which there are no words", several(n, "page"), lang),
			"write content/messages."+lang+".yaml in the site that --from names, and import again")
	}
	slices.SortFunc(h.pages, func(a, b *page) int { return strings.Compare(a.to, b.to) })
	for i, p := range h.pages {
		if i > 0 && h.pages[i-1].to == p.to {
			h.add(p.from, "import/clash", diag.Error, "this and "+h.pages[i-1].from+" would both be content/"+p.to, "rename one of them there")
		}
	}
	for _, p := range h.pages {
		if a := p.address; h.byAddress[a] == nil {
			h.byAddress[a] = p
		}
	}
	for _, p := range h.pages {
		h.old(p)
	}
	return nil
}

// page reads one page.
func (h *hugo) page(name string) error {
	data, err := h.file(name)
	if err != nil {
		return err
	}
	p := &page{from: name}
	rel := strings.TrimPrefix(name, "content/")
	for _, l := range h.set.all {
		dir := cmp.Or(h.set.dirs[l], "content/"+l)
		if rest, ok := strings.CutPrefix(name, dir+"/"); ok {
			p.lang, rel = l, rest
		}
	}
	stem := strings.TrimSuffix(rel, path.Ext(rel))
	if ext := strings.TrimPrefix(path.Ext(stem), "."); slices.Contains(h.set.all, ext) {
		p.lang, stem = ext, strings.TrimSuffix(stem, "."+ext)
	}
	p.lang = cmp.Or(p.lang, h.set.first)
	p.stem = stem
	if !slices.Contains(h.set.langs, p.lang) {
		h.lost[p.lang]++
		return nil
	}
	front, body, at, err := cut(data)
	if err != nil {
		h.broken(name, data, at, err)
		return nil
	}
	p.front = front
	p.text = bytes.ReplaceAll(data[body:], []byte("\r\n"), []byte("\n"))
	var parts []string
	old := ""
	for part := range strings.SplitSeq(stem, "/") {
		old += "/" + strings.ToLower(strings.ReplaceAll(part, " ", "-"))
		if part == "_index" {
			part = "index"
		}
		parts = append(parts, cmp.Or(locale.Slug(part), "page"))
	}
	p.to = strings.Join(parts, "/")
	p.address = h.address(p.to, p.lang)
	if slug := get(front, "slug"); slug != nil && !p.index() {
		if s := locale.Slug(slug.Value); s == slug.Value && s != "" {
			p.address = path.Dir(strings.TrimSuffix(p.address, "/")) + "/" + s + "/"
			p.address = strings.Replace(p.address, "//", "/", 1)
		} else {
			p.aliases = append(p.aliases, path.Dir(strings.TrimSuffix(p.address, "/"))+"/"+slug.Value+"/")
		}
	}
	if slices.Contains([]string{"index", "_index"}, path.Base(old)) {
		old = path.Dir(old)
	}
	if old = h.prefix(p.lang) + strings.TrimSuffix(old, "/") + "/"; old != h.address(p.to, p.lang) {
		p.aliases = append(p.aliases, old)
	}
	if p.lang != h.set.first {
		p.to += "." + p.lang
	}
	p.to += ".md"
	h.pages = append(h.pages, p)
	h.byPath[p.lang+":"+stem] = p
	return nil
}

func (h *hugo) prefix(lang string) string {
	if lang == h.set.first {
		return ""
	}
	return "/" + lang
}

// address is that of a file without its ending.
func (h *hugo) address(to, lang string) string {
	if path.Base(to) == "index" {
		to = path.Dir(to)
	}
	if to == "." {
		return h.prefix(lang) + "/"
	}
	return h.prefix(lang) + "/" + to + "/"
}

// alias is the form of an old address that can be kept.
var alias = regexp.MustCompile(`^/([a-z0-9]+(-[a-z0-9]+)*/)*$`)

// old collects the old addresses of a page that lead nowhere else.
func (h *hugo) old(p *page) {
	var kept []string
	add := func(a string) {
		a = path.Join("/", strings.TrimSuffix(strings.TrimSuffix(a, "index.html"), ".html"))
		if a != "/" {
			a += "/"
		}
		if other := h.byAddress[a]; a == p.address || other == p {
			return
		} else if other != nil || !alias.MatchString(a) {
			if other == nil {
				h.byAddress[a] = p // links know it still
			}
			h.add(p.from, "import/left", diag.Warning, "the old address "+a+" is not kept", "another page has it, or it holds signs that no address may have here: decide where it leads")
			return
		}
		h.byAddress[a] = p
		kept = append(kept, a)
		h.n.aliases++
	}
	for _, a := range p.aliases {
		add(a)
	}
	if u := get(p.front, "url"); u != nil {
		add(u.Value)
	}
	for _, a := range texts(get(p.front, "aliases")) {
		if !strings.HasPrefix(a, "/") {
			a = path.Join(path.Dir(strings.TrimSuffix(p.address, "/")), a)
		}
		add(a)
	}
	p.aliases = kept
}

// write makes the files of the pages.
func (h *hugo) write() error {
	h.redirects()
	for _, p := range h.pages {
		text := h.body(p)
		front, kept := h.translate(p)
		h.n.kept += kept
		h.res.Files[site.ContentFolder+p.to] = append(front, text...)
	}
	h.missing()
	h.siteFile()
	return nil
}

// redirects reads what Netlify and its like call _redirects.
func (h *hugo) redirects() {
	data, err := h.file("static/_redirects")
	if err != nil {
		return
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		if len(words) < 2 || strings.HasPrefix(words[0], "#") {
			continue
		}
		from, to := path.Join("/", words[0])+"/", path.Join("/", words[1])
		if to != "/" {
			to += "/"
		}
		p := h.byAddress[to]
		if n++; p == nil || !alias.MatchString(from) || h.byAddress[from] != nil {
			h.res.Findings = append(h.res.Findings, diag.Finding{Code: "import/left", Severity: diag.Warning,
				Pos: diag.Pos{File: path.Join(h.Name, "static/_redirects"), Line: n}, Source: strings.TrimRight(line, "\r\n"),
				Message: "this redirect is not kept", Help: "it leads to no page of the site, or from one: decide where its address leads"})
			continue
		}
		h.byAddress[from] = p
		p.aliases = append(p.aliases, from)
		h.n.aliases++
	}
}

func several(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return diag.Number(n) + " " + noun
}

// account says what was done and what is left.
func (h *hugo) account() {
	n := &h.n
	for host := range h.hosts {
		h.res.Hosts = append(h.res.Hosts, host)
	}
	slices.Sort(h.res.Hosts)
	h.res.Done = []Count{{len(h.pages), "page"}, {n.links, "link to a file, which was an address or a shortcode"}, {n.directives, "directive, which was a shortcode"},
		{n.aliases, "old address kept as an alias"}, {n.static, "file that pages use"}}
	h.res.Left = []Count{{n.made, "page to write, which every site must have"}, {n.boxes, "shortcode without a counterpart: look for TODO"}, {n.html, "piece of raw HTML"},
		{n.open, "link that leads to no page"}, {n.kept, "key kept as a comment in front matter"}, {len(h.res.Hosts), "host outside to choose from, below outbound in content/site.yaml"}}
}
