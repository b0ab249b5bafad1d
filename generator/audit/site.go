package audit

import (
	"slices"
	"strings"

	"sotto/generator/diag"
)

// site is the work on all facts together.
type site struct {
	*Auditor
	facts []*Facts
	files map[string]*Facts
	ids   map[*Facts]map[uint32]bool // of pages that are pointed into
	found map[uint32]answer          // what each address is answered with
	list  []diag.Finding
}

// Site checks what only the whole can show: that every address leads
// somewhere, that translations name each other, that no two pages have one
// title, that all share one style, one script and one policy. The facts may be
// in any order.
func (a *Auditor) Site(facts []Facts) []diag.Finding {
	s := &site{Auditor: a, files: make(map[string]*Facts, len(facts)), ids: map[*Facts]map[uint32]bool{}, found: map[uint32]answer{}}
	for i := range facts {
		s.facts = append(s.facts, &facts[i])
	}
	slices.SortFunc(s.facts, func(x, y *Facts) int { return strings.Compare(x.Path, y.Path) })
	folded := make(map[string]string, len(facts))
	for _, f := range s.facts {
		s.files[f.Path] = f
		low := strings.ToLower(f.Path)
		if other, ok := folded[low]; ok {
			s.at("served/path#twice", f.Path, 0, 0, other)
		}
		folded[low] = f.Path
	}
	for _, f := range s.facts {
		for i := range f.links {
			s.follow(f, &f.links[i])
		}
	}
	s.translations()
	s.titles()
	s.inlines()
	s.orphans()
	return diag.Sort(s.list)
}

// at raises a check about a place in a file.
func (s *site) at(check, path string, line, col uint32, args ...string) {
	r := report{auditor: s.Auditor, path: path}
	r.at(check, 0, 0, args...)
	for _, f := range r.list {
		f.Pos.Line, f.Pos.Col = int(line), int(col)
		s.list = append(s.list, f)
	}
}

// answer is the file that an address is answered with. exact is false when a
// server would have to redirect, or guess.
type answer struct {
	file  *Facts
	exact bool
}

func (s *site) lookup(path uint32) (f *Facts, exact bool) {
	a, ok := s.found[path]
	if !ok {
		a.file, a.exact = s.lookupName(s.names.name(path))
		s.found[path] = a
	}
	return a.file, a.exact
}

func (s *site) lookupName(path string) (f *Facts, exact bool) {
	if path == "" || strings.HasSuffix(path, "/") {
		return s.files[path+"index.html"], true
	}
	if f := s.files[path]; f != nil {
		return f, true
	}
	if f := s.files[path+"/index.html"]; f != nil {
		return f, false
	}
	return s.files[path+".html"], false
}

// follow checks that a link leads to something of the right kind.
func (s *site) follow(f *Facts, l *link) {
	to, exact := s.lookup(l.path)
	if to != nil && exact && l.frag == 0 && l.kind == linkAnchor {
		return // by far the most
	}
	path := s.names.name(l.path)
	address := s.place.path + path
	switch {
	case to == nil && l.kind == linkImage:
		s.at("dead/asset#image", f.Path, l.line, l.col, address)
		return
	case to == nil && l.kind == linkStyle:
		s.at("dead/asset#style", f.Path, l.line, l.col, address)
		return
	case to == nil:
		s.at("dead/link#missing", f.Path, l.line, l.col, address, s.nearest(path))
		return
	case !exact:
		s.at("dead/link#slash", f.Path, l.line, l.col, address)
	}
	switch {
	case l.kind == linkImage && to.Kind != Picture && to.Kind != Drawing:
		s.at("dead/asset#kind", f.Path, l.line, l.col, address, "a picture")
	case l.kind == linkStyle && to.Kind != Stylesheet:
		s.at("dead/asset#kind", f.Path, l.line, l.col, address, "a stylesheet")
	case (l.kind == linkCanonical || l.kind == linkAlternate || l.kind == linkRefresh || l.kind == linkRule) && to.Kind != Page:
		s.at("dead/link#page", f.Path, l.line, l.col, address)
	case l.kind == linkListed && to.Redirect:
		s.at("dead/link#redirect", f.Path, l.line, l.col, address)
	}
	if l.frag != 0 && to.Kind == Page && !s.has(to, l.frag) && s.names.name(l.frag) != "top" {
		s.at("dead/anchor#missing", f.Path, l.line, l.col, s.names.name(l.frag), address)
	}
}

// has reports whether a page has an id.
func (s *site) has(f *Facts, id uint32) bool {
	if len(f.ids) < 16 {
		return slices.Contains(f.ids, id)
	}
	set := s.ids[f]
	if set == nil {
		set = make(map[uint32]bool, len(f.ids))
		for _, i := range f.ids {
			set[i] = true
		}
		s.ids[f] = set
	}
	return set[id]
}

// nearest suggests an address that exists.
func (s *site) nearest(path string) string {
	if len(s.facts) > 2000 { // a suggestion is not worth a walk through them all
		return ""
	}
	var pages []string
	for _, f := range s.facts {
		if f.Kind == Page {
			pages = append(pages, strings.TrimSuffix(f.Path, "index.html"))
		}
	}
	if near := diag.Nearest(path, pages); near != "" {
		return ": the nearest is " + s.place.path + near
	}
	return ""
}

// translations checks that pages in other languages name each other, and are
// in the language that is said.
func (s *site) translations() {
	for _, f := range s.facts {
		if f.Kind != Page {
			continue
		}
		for i := range f.links {
			l := &f.links[i]
			if l.lang == 0 {
				continue
			}
			lang := s.names.name(l.lang)
			to, _ := s.lookup(l.path)
			if to == nil || to.Kind != Page || to.Redirect || strings.EqualFold(lang, "x-default") {
				continue
			}
			if !strings.EqualFold(to.Lang, lang) {
				s.at("dead/twin#language", f.Path, l.line, l.col, to.Path, to.Lang, lang)
			}
			if l.kind == linkAlternate && to != f && !s.knows(to, f) {
				s.at("dead/twin#oneway", f.Path, l.line, l.col, to.Path)
			}
		}
	}
}

// knows reports whether page f has an alternate link to page to.
func (s *site) knows(f, to *Facts) bool {
	for i := range f.links {
		if l := &f.links[i]; l.kind == linkAlternate {
			if t, _ := s.lookup(l.path); t == to {
				return true
			}
		}
	}
	return false
}

// titles checks that no two pages have one title.
func (s *site) titles() {
	first := make(map[string]*Facts, len(s.facts))
	for _, f := range s.facts {
		if f.Kind != Page || f.Redirect || f.Title == "" {
			continue
		}
		if other, ok := first[f.Title]; ok {
			s.at("access/title#same", f.Path, 0, 0, f.Title, other.Path)
			continue
		}
		first[f.Title] = f
	}
}

// inlines checks that all pages share one style and one script, and that every
// configuration allows just these.
func (s *site) inlines() {
	var style, script uint32
	var from string
	for _, f := range s.facts {
		if f.Kind != Page {
			continue
		}
		if f.style != 0 && style == 0 {
			style, from = f.style, f.Path
		}
		if f.script != 0 && script == 0 {
			script = f.script
		}
		if f.style != 0 && f.style != style && !s.general {
			s.at("csp/site#style", f.Path, 0, 0, from)
		}
		if f.script != 0 && f.script != script {
			s.at("csp/site#script", f.Path, 0, 0)
		}
	}
	for _, f := range s.facts {
		for _, p := range f.policies {
			has, hasScript := policyHashes(p)
			if style != 0 && has != s.names.name(style) || script != 0 && hasScript != s.names.name(script) {
				s.at("csp/site#config", f.Path, 0, 0)
			}
		}
	}
}

// orphans tells which pages no link leads to from the home page.
func (s *site) orphans() {
	home := s.files["index.html"]
	if home == nil || home.Kind != Page {
		return
	}
	reached := map[*Facts]bool{home: true}
	for queue := []*Facts{home}; len(queue) > 0; {
		f := queue[0]
		queue = queue[1:]
		for i := range f.links {
			if k := f.links[i].kind; k != linkAnchor && k != linkRefresh {
				continue
			}
			if to, _ := s.lookup(f.links[i].path); to != nil && to.Kind == Page && !reached[to] {
				reached[to] = true
				queue = append(queue, to)
			}
		}
	}
	for _, f := range s.facts {
		if f.Kind == Page && !reached[f] && !f.Redirect && f.Path != "404.html" && !strings.HasSuffix(f.Path, "/404.html") {
			s.at("dead/orphan#page", f.Path, 0, 0)
		}
	}
}

// Totals are what a site amounts to, for the report and the privacy page.
type Totals struct {
	Files, Pages, Redirects, Links int
	// Outbound are the hosts that pages link to, sorted.
	Outbound []string
	// Style and Script are the CSP hashes of the inline bytes, sorted; at most
	// one each on a site in order.
	Styles, Scripts []string
}

// Totals adds up the facts of a site.
func (a *Auditor) Totals(facts []Facts) Totals {
	t := Totals{Files: len(facts)}
	seen := map[uint32]bool{}
	add := func(list *[]string, n uint32) {
		if n != 0 && !seen[n] {
			seen[n] = true
			*list = append(*list, a.names.name(n))
		}
	}
	for i := range facts {
		f := &facts[i]
		t.Links += len(f.links)
		if f.Kind == Page {
			t.Pages++
		}
		if f.Redirect {
			t.Redirects++
		}
		for _, h := range f.hosts {
			add(&t.Outbound, h)
		}
		add(&t.Styles, f.style)
		add(&t.Scripts, f.script)
	}
	slices.Sort(t.Outbound)
	slices.Sort(t.Styles)
	slices.Sort(t.Scripts)
	return t
}
