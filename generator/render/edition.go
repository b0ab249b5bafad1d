package render

import (
	"html/template"
	"strings"

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
	set       set
	counts    map[string][]string

	head, code template.HTML
	banner     template.HTML
	exits      map[string]template.HTML // by section path; "" for pages in none
	strip      template.HTML
	footer     template.HTML

	// entries numbers the pages of the main menu; menus holds the menu with
	// each of them marked: as the page itself at 2n, as the part of the site
	// that the page is in at 2n+1. menu has none marked.
	entries map[*site.Page]int
	menus   []template.HTML
	menu    template.HTML

	// services holds what the components show of each service, by id.
	services          map[string]*rendered
	crisis, directory string

	// crumbs and parts hold what pages below one page share, by that page.
	crumbs map[*site.Page]template.HTML
	parts  map[*site.Page]chapters

	// used and findings are written to only until ready.
	used     map[string]bool
	findings []diag.Finding
	ready    bool
}

// The views of the parts of templates/base.html that pages share.
type (
	exitView struct {
		Href, Label string
		// Private leads to the page about reading this site privately.
		Private *Link
	}
	bannerView struct {
		Home  Link
		Phone *Phone // the contact service's; nil when it has none
	}
	menuView struct{ Items []menuItem }
	menuItem struct {
		Link Link
		// Mark is the value of aria-current: "page", "true" (within), or "".
		Mark string
	}
	stripView struct {
		Service *Service // nil when the site names none
		Limits  *Link
	}
	footerView struct {
		Items   []Link
		Privacy *Link
	}
	headView struct{ Policy string }
	// The next two are made once for all pages below one page; see shared.go.
	crumbsView struct{ Items []Link }
	partView   struct {
		Link    Link
		Current bool // it is the chapter being read
	}
)

// parts are those templates, which base.html defines.
var parts = map[string]any{
	"head": headView{}, "exit": exitView{}, "banner": bannerView{}, "menu": menuView{},
	"strip": stripView{}, "footer": footerView{}, "crumbs": crumbsView{}, "part": partView{},
}

func newEdition(l site.Lang, s *site.Site, w *locale.Words, a Assets, src sources, keys *schema.Set, views map[string]any) *edition {
	e := &edition{
		lang: l, branch: s.Branch(l), site: s, words: w, src: src, keys: keys, views: views, used: map[string]bool{},
	}
	for _, key := range ownWords() {
		e.need(key)
	}
	for _, k := range keys.Kinds {
		if k.Twin != "" {
			e.need(k.Twin)
		}
	}
	e.makeCounts()
	e.set = e.parse()
	if len(e.set) < len(e.views)+1 { // some template cannot be used
		e.ready = true
		return e
	}
	if len(s.Config.Components) > 0 {
		e.byAddress = make(map[string]*site.Page, len(s.Pages))
		for _, p := range s.Pages {
			e.byAddress[p.Address] = p
		}
	}
	e.makeServices()
	e.makeParts(a)
	e.makeShared()
	e.ready = true
	return e
}

// makeParts renders what does not differ from page to page.
func (e *edition) makeParts(a Assets) {
	b := e.branch
	e.head = e.part("head", headView{a.CSP})
	// The only two places where bytes go into a page unescaped and are not
	// made by a template: the style and the script, which asset has checked
	// to hold no end tag, and whose hashes the policy names.
	if a.Style != "" {
		e.code += template.HTML("<style>" + a.Style + "</style>")
	}
	if a.Script != "" {
		e.code += template.HTML("<script>" + a.Script + "</script>")
	}

	e.exits = map[string]template.HTML{"": e.exit(site.Section{})}
	for _, sec := range e.site.Config.Sections {
		e.exits[sec.Path] = e.exit(sec)
	}

	banner := bannerView{Home: Link{Text: b.Title, Href: e.site.Config.BasePath}}
	if b.Home != nil {
		banner.Home.Href = b.Home.Address
	}
	strip := stripView{Limits: e.linkOrNil(b.Limits)}
	if strip.Limits != nil && b.LimitsAnchor != "" {
		strip.Limits.Href += "#" + b.LimitsAnchor
	}
	if b.Contact != nil {
		v := e.service(b.Contact)
		strip.Service = &v
		if len(v.Phones) > 0 {
			banner.Phone = &v.Phones[0]
		}
	}
	e.banner = e.part("banner", banner)
	e.strip = e.part("strip", strip)

	var menu menuView
	e.entries = map[*site.Page]int{}
	for _, p := range b.Main {
		e.entries[p] = len(menu.Items)
		menu.Items = append(menu.Items, menuItem{Link: e.link(p)})
	}
	e.menu = e.part("menu", menu)
	for i := range menu.Items {
		for _, mark := range []string{"page", "true"} {
			menu.Items[i].Mark = mark
			e.menus = append(e.menus, e.part("menu", menu))
		}
		menu.Items[i].Mark = ""
	}

	footer := footerView{Privacy: e.linkOrNil(b.Privacy)}
	for _, p := range b.Footer {
		footer.Items = append(footer.Items, e.link(p))
	}
	e.footer = e.part("footer", footer)
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
	return e.part("exit", exitView{Href: c.Exit.URL, Label: label, Private: e.linkOrNil(e.branch.PrivateReading)})
}

// link makes a link to a page, in the short words of menus and lists.
func (e *edition) link(p *site.Page) Link {
	k := Link{Href: p.Address, Text: p.LinkTitle}
	if p.Lang != e.lang {
		k.Lang = string(p.Lang)
	}
	return k
}

// part renders one of the parts of base.html. Like a component, it was tried
// when it was parsed, with a full view and an empty one, and cannot fail.
func (e *edition) part(name string, view any) template.HTML {
	var b strings.Builder
	if err := e.set["base"].ExecuteTemplate(&b, name, view); err != nil {
		return ""
	}
	return template.HTML(plainPlus(b.String()))
}
