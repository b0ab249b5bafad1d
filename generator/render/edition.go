package render

import (
	"bytes"
	"html"
	"html/template"
	"slices"
	"sync"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// edition is everything that pages of one language share, made once. After
// newEdition nothing in it changes, so that pages can be rendered side by side.
type edition struct {
	lang   site.Lang
	branch *site.Branch
	site   *site.Site
	words  *locale.Words
	keys   *schema.Set
	views  map[string]any // what each template is given
	// byAddress finds pages for the links of the site's own components.
	byAddress map[string]*site.Page
	src       sources
	set       *set
	// wordsIn are the words that stand in templates, escaped for text and for
	// quoted attributes alike.
	wordsIn map[string][]byte
	assets  Assets

	head, code template.HTML
	carrier    *carrier
	exits      map[string]template.HTML // by section path, "" for pages in none; and by the source of one-screen pages
	footer     template.HTML
	// strips are whom pages offer to talk to, by stripKey.
	strips map[string]strip

	// services holds what the components show of each service, by id.
	services  map[string]*rendered
	crisis    string
	aToZ      string
	start     string
	phrases   string
	languages string
	directory map[string]string // by the part of it that is shown; "" is all
	// limits holds what the components show of each kind of helper, by id.
	limits map[string]*renderedLimit
	// laws holds what is said of each entry of law.yaml, by id.
	laws map[string]*statute
	// sources holds the citation of each source, by id.
	sources map[string]string

	// shared says who wrote what of the parts and cards that pages share, by
	// what they are; boxes is the same for one page. Both are in a Tracer only.
	shared, boxes map[string][]piece

	rooms *sync.Pool // of *bytes.Buffer, that templates write to

	// used and findings are written to only until ready.
	used     map[string]bool
	findings []diag.Finding
	ready    bool
}

// The views of the parts of templates/base.html that pages share.
type (
	exitView struct {
		Href, Label string
		// Foreign are the other words of it, where they are not the interface's.
		Foreign *Foreign
	}
	bannerView struct {
		Home  Link
		Phone *Phone // of the first service in the strip that has one; nil when none has
	}
	stripView struct {
		Services []Service
		// Named says that the strip says whose numbers these are.
		Named bool
		// Elsewhere says that the page is for readers in other countries.
		Elsewhere bool
		// Open never closes, and stands beside Services when they may; or nil.
		Open *openView
		// Ours says that the site's own service is among them.
		Ours   bool
		Limits *Link
		// Abroad leads to help in other countries; nil where there is no such page.
		Abroad *Link
		// Private leads to the page about reading this site privately.
		Private *Link
	}
	openView struct {
		Name, NameLang string
		Phone          *Phone
		Text           *TextNumber // where it has no telephone that never closes
	}
	footerView struct {
		Groups  []footerGroup
		Privacy *Link
	}
	footerGroup struct {
		Name  string // "" when there is no other group
		Items []Link
	}
	headView struct{ Policy string }
)

// parts are those templates, which base.html defines.
var parts = map[string]any{
	"head": headView{}, "exit": exitView{}, "banner": bannerView{}, "strip": stripView{}, "footer": footerView{},
}

// footerGroups are the menus at the foot of the page. A single one needs no name.
func (e *edition) footerGroups() (groups []footerGroup) {
	type menu struct {
		word  string
		pages []*site.Page
	}
	menus := slices.DeleteFunc([]menu{{"footerHelp", e.branch.Helps}, {"footerFacts", e.branch.Facts}, {"footerAbout", e.branch.Footer}},
		func(m menu) bool { return len(m.pages) == 0 })
	for _, m := range menus {
		g := footerGroup{Items: each(m.pages, e.link)}
		if len(menus) > 1 {
			g.Name = e.text(m.word)
		}
		groups = append(groups, g)
	}
	return groups
}

func newEdition(l site.Lang, s *site.Site, w *locale.Words, a Assets, src sources, set *set, keys *schema.Set, views map[string]any) *edition {
	e := &edition{
		lang: l, branch: s.Branch(l), site: s, words: w, src: src, set: set, assets: a, keys: keys, views: views, used: map[string]bool{},
		rooms: &sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}
	for _, key := range ownWords() {
		e.need(key)
	}
	for _, k := range keys.Kinds {
		if k.Twin != "" {
			e.need(k.Twin)
		}
	}
	e.takeWords()
	if len(set.of) < len(views)+len(parts) { // some template cannot be used
		e.ready = true
		return e
	}
	if len(s.Config.Components) > 0 {
		e.byAddress = make(map[string]*site.Page, len(s.Pages))
		for _, p := range s.Pages {
			e.byAddress[p.Address] = p
		}
	}
	e.make()
	e.ready = true
	return e
}

// takeWords looks the words up that stand in templates.
func (e *edition) takeWords() {
	e.wordsIn = map[string][]byte{}
	for _, w := range e.set.words {
		e.used[w.key] = true
		if !e.words.Has(e.lang, w.key) {
			e.findings = append(e.findings, w.missing(e.lang))
		} else if e.wordsIn[w.key] == nil {
			e.wordsIn[w.key] = []byte(html.EscapeString(e.words.Text(e.lang, w.key)))
		}
	}
}

// make renders what pages share.
func (e *edition) make() {
	e.makeServices()
	e.makeLimits()
	e.aToZ = e.once("components/a-to-z", e.topics())
	e.phrases = e.once("components/phrases", e.phraseList())
	e.languages = e.once("components/languages", e.furtherLanguages())
	e.start = e.once("components/start", e.questions())
	e.makeLaws()
	e.makeSources()
	e.makeParts()
}

// makeParts renders what does not differ from page to page.
func (e *edition) makeParts() {
	a, b := e.assets, e.branch
	e.head = e.part("head", headView{a.CSP})
	// The only two places where bytes go into a page unescaped and are not
	// made by a template: the style and the script, which asset has checked
	// to hold no end tag, and whose hashes the policy names.
	e.code = ""
	for _, s := range a.Style {
		e.code += template.HTML("<style>" + s.Text + "</style>")
	}
	if a.Script != "" {
		e.code += template.HTML("<script>" + a.Script + "</script>")
	}
	e.carrier = newCarrier(a.Style, e.code)

	e.exits = map[string]template.HTML{"": e.exit(site.Section{})}
	for _, sec := range e.site.Config.Sections {
		e.exits[sec.Path] = e.exit(sec)
	}
	e.foreignExits()

	banner := bannerView{Home: Link{Text: b.Title, Href: e.site.Config.BasePath}}
	if b.Home != nil {
		banner.Home.Href = b.Home.Address
	}
	own := stripView{Limits: e.linkOrNil(b.Limits), Private: e.linkOrNil(b.PrivateReading), Abroad: e.linkOrNil(b.Abroad)}
	if own.Limits != nil && b.LimitsAnchor != "" {
		own.Limits.Href += "#" + b.LimitsAnchor
	}
	e.strips = map[string]strip{}
	for _, p := range e.site.Pages {
		if key := stripKey(*p.Strip); p.Lang == e.lang && e.strips[key].html == "" {
			e.strips[key] = e.strip(*p.Strip, own, banner)
		}
	}

	e.footer = e.part("footer", footerView{e.footerGroups(), e.linkOrNil(b.Privacy)})
}

// exit renders the quick exit as a section wants it.
func (e *edition) exit(sec site.Section) template.HTML {
	c := e.site.Config
	if sec.NoExit || c.Exit.URL == "" {
		return ""
	}
	label, _ := e.in(c.Exit.Label)
	if own, other := e.in(sec.ExitLabel); own != "" && other == "" {
		label = own
	}
	return e.part("exit", exitView{Href: c.Exit.URL, Label: label})
}

// foreignExits renders it for the one-screen pages, each in its language.
func (e *edition) foreignExits() {
	for _, p := range e.site.Pages {
		if p.Kind == site.Essentials && p.Lang == e.lang && e.exits[p.Section.Path] != "" {
			e.exits[p.Source] = e.part("exit", exitView{Href: e.site.Config.Exit.URL, Label: own(p, "exit"), Foreign: e.foreignWords(p)})
		}
	}
}

// link makes a link to a page, in the short words of menus and lists.
func (e *edition) link(p *site.Page) Link {
	k := Link{Href: p.Address, Text: p.LinkTitle}
	if l := p.Speaks(); l != e.lang {
		k.Lang = string(l)
	}
	return k
}

// each is what f makes of each entry of a list.
func each[From, To any](list []From, f func(From) To) []To {
	out := make([]To, len(list))
	for i, x := range list {
		out[i] = f(x)
	}
	return out
}

// part renders one of the parts of base.html. Its template has been tried with
// a full view and an empty one; what fails all the same, with a view between
// the two, is a finding.
func (e *edition) part(name string, view any) template.HTML {
	return template.HTML(e.once("base/"+name, view))
}

// once renders what pages share, while the edition is being made.
func (e *edition) once(name string, view any) string {
	out, err := e.write(name, view, e.shared)
	if err != nil {
		e.findings = append(e.findings, templateFinding(err, "template/execute", e.src))
	}
	return out
}
