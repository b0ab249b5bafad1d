package audit

import (
	"cmp"
	"slices"
	"strings"

	"sotto/generator/diag"
)

// site is the work on all facts together.
type site struct {
	*Auditor
	facts []*Facts
	pages []*Facts // of them
	files map[string]*Facts
	list  []diag.Finding
}

// Site checks what only the whole can show: that every address leads
// somewhere, that translations name each other, that no two pages have one
// title, that all share one style, one script and one policy. The facts may be
// in any order.
func (a *Auditor) Site(facts []Facts) []diag.Finding {
	s := &site{Auditor: a, files: make(map[string]*Facts, len(facts))}
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
		if f.Kind == Page {
			s.pages = append(s.pages, f)
		}
	}
	for _, f := range s.facts {
		for i := range f.Anchors {
			s.follow(f, &f.Anchors[i], RefAnchor)
		}
		for i := range f.Uses {
			s.follow(f, &f.Uses[i].Ref, f.Uses[i].Kind)
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
	for _, f := range s.about(path, check, args...) {
		f.Pos.Line, f.Pos.Col = int(line), int(col)
		s.list = append(s.list, f)
	}
}

// lookup returns the file that an address is answered with. exact is false when
// a server would have to redirect, or guess.
func (s *site) lookup(path string) (f *Facts, exact bool) {
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
func (s *site) follow(f *Facts, l *Ref, kind RefKind) {
	path, id, _ := strings.Cut(l.To, "#")
	to, exact := s.lookup(path)
	if to != nil && exact && id == "" && kind == RefAnchor {
		return // by far the most
	}
	address := s.place.path + path
	at := func(check string, args ...string) { s.at(check, f.Path, l.Line, l.Col, args...) }
	switch {
	case to != nil && exact:
	case to != nil:
		at("dead/link#slash", address)
	case kind == RefImage:
		at("dead/asset#image", address)
		return
	case kind == RefStyle:
		at("dead/asset#style", address)
		return
	default:
		at("dead/link#missing", address, s.nearest(path))
		return
	}
	switch {
	case kind == RefImage && to.Kind != Picture && to.Kind != Drawing:
		at("dead/asset#kind", address, "a picture")
	case kind == RefStyle && to.Kind != Stylesheet:
		at("dead/asset#kind", address, "a stylesheet")
	case (kind == RefCanonical || kind == RefAlternate || kind == RefRefresh || kind == RefRule) && to.Kind != Page:
		at("dead/link#page", address)
	case kind == RefListed && to.Redirect:
		at("dead/link#redirect", address)
	}
	if id != "" && to.Kind == Page && id != "top" && !slices.Contains(strings.Split(to.IDs, " "), id) {
		at("dead/anchor#missing", id, address)
	}
}

// nearest suggests an address that exists.
func (s *site) nearest(path string) string {
	if len(s.facts) > 2000 { // a suggestion is not worth a walk through them all
		return ""
	}
	var pages []string
	for _, f := range s.pages {
		pages = append(pages, strings.TrimSuffix(f.Path, "index.html"))
	}
	if near := diag.Nearest(path, pages); near != "" {
		return ": the nearest is " + s.place.path + near
	}
	return ""
}

// translations checks that pages in other languages name each other, and are
// in the language that is said.
func (s *site) translations() {
	for _, f := range s.pages {
		for i := range f.Uses {
			l := &f.Uses[i]
			if l.Lang == "" || strings.EqualFold(l.Lang, "x-default") {
				continue
			}
			to := s.leadsTo(&l.Ref)
			if to == nil || to.Kind != Page || to.Redirect {
				continue
			}
			if !strings.EqualFold(to.Lang, l.Lang) {
				s.at("dead/twin#language", f.Path, l.Line, l.Col, to.Path, to.Lang, l.Lang)
			}
			if l.Kind == RefAlternate && to != f && !s.knows(to, f) {
				s.at("dead/twin#oneway", f.Path, l.Line, l.Col, to.Path)
			}
		}
	}
}

// knows reports whether page f has an alternate link to page to.
func (s *site) knows(f, to *Facts) bool {
	return slices.ContainsFunc(f.Uses, func(l Use) bool { return l.Kind == RefAlternate && s.leadsTo(&l.Ref) == to })
}

// leadsTo is the file that a reference is answered with, or nil.
func (s *site) leadsTo(l *Ref) *Facts {
	path, _, _ := strings.Cut(l.To, "#")
	to, _ := s.lookup(path)
	return to
}

// titles checks that no two pages have one title.
func (s *site) titles() {
	first := make(map[string]*Facts, len(s.facts))
	for _, f := range s.pages {
		if f.Redirect || f.Title == "" {
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
	var style, script, from string
	for _, f := range s.pages {
		if style == "" {
			style, from = f.Style, f.Path
		}
		script = cmp.Or(script, f.Script)
		if f.Style != "" && f.Style != style {
			s.at("csp/site#style", f.Path, 0, 0, from)
		}
		if f.Script != "" && f.Script != script {
			s.at("csp/site#script", f.Path, 0, 0)
		}
	}
	for _, f := range s.facts {
		for _, p := range f.Policies {
			has, hasScript := policyHashes(p)
			if style != "" && has != style || script != "" && hasScript != script {
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
		visit := func(l *Ref) {
			if to := s.leadsTo(l); to != nil && to.Kind == Page && !reached[to] {
				reached[to] = true
				queue = append(queue, to)
			}
		}
		for i := range f.Anchors {
			visit(&f.Anchors[i])
		}
		for i := range f.Uses {
			if k := f.Uses[i].Kind; k == RefAnchor || k == RefRefresh {
				visit(&f.Uses[i].Ref)
			}
		}
	}
	for _, f := range s.pages {
		if !reached[f] && !f.Redirect && f.Path != "404.html" && !strings.HasSuffix(f.Path, "/404.html") {
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

// Total adds up the facts of a site.
func Total(facts []Facts) Totals {
	t := Totals{Files: len(facts)}
	seen := map[string]bool{}
	add := func(list *[]string, s string) {
		if s != "" && !seen[s] {
			seen[s] = true
			*list = append(*list, s)
		}
	}
	for i := range facts {
		f := &facts[i]
		t.Links += f.Links()
		if f.Kind == Page {
			t.Pages++
		}
		if f.Redirect {
			t.Redirects++
		}
		for _, h := range f.Hosts {
			add(&t.Outbound, h)
		}
		add(&t.Styles, f.Style)
		add(&t.Scripts, f.Script)
	}
	slices.Sort(t.Outbound)
	slices.Sort(t.Styles)
	slices.Sort(t.Scripts)
	return t
}
