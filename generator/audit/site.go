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
	s.strays()
	return diag.Sort(s.list)
}

// at raises a check about a place in a file.
func (s *site) at(check, path string, line, col uint32, args ...string) {
	r := s.report(path, nil)
	r.at(check, 0, 0, args...)
	for _, f := range r.list {
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
	switch {
	case to == nil && kind == RefImage:
		s.at("dead/asset#image", f.Path, l.Line, l.Col, address)
		return
	case to == nil && kind == RefStyle:
		s.at("dead/asset#style", f.Path, l.Line, l.Col, address)
		return
	case to == nil:
		s.at("dead/link#missing", f.Path, l.Line, l.Col, address, s.nearest(path))
		return
	case !exact:
		s.at("dead/link#slash", f.Path, l.Line, l.Col, address)
	}
	switch {
	case kind == RefImage && to.Kind != Picture && to.Kind != Drawing:
		s.at("dead/asset#kind", f.Path, l.Line, l.Col, address, "a picture")
	case kind == RefStyle && to.Kind != Stylesheet:
		s.at("dead/asset#kind", f.Path, l.Line, l.Col, address, "a stylesheet")
	case (kind == RefCanonical || kind == RefAlternate || kind == RefRefresh || kind == RefRule) && to.Kind != Page:
		s.at("dead/link#page", f.Path, l.Line, l.Col, address)
	case kind == RefListed && to.Redirect:
		s.at("dead/link#redirect", f.Path, l.Line, l.Col, address)
	}
	if id != "" && to.Kind == Page && !to.has(id) && id != "top" {
		s.at("dead/anchor#missing", f.Path, l.Line, l.Col, id, address)
	}
}

// has reports whether a page has an id.
func (f *Facts) has(id string) bool {
	for other := range strings.SplitSeq(f.IDs, " ") {
		if other == id {
			return true
		}
	}
	return false
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
		for i := range f.Uses {
			l := &f.Uses[i]
			lang, to := l.Lang, s.leadsTo(&l.Ref)
			if lang == "" {
				continue
			}
			if to == nil || to.Kind != Page || to.Redirect || strings.EqualFold(lang, "x-default") {
				continue
			}
			if !strings.EqualFold(to.Lang, lang) {
				s.at("dead/twin#language", f.Path, l.Line, l.Col, to.Path, to.Lang, lang)
			}
			if l.Kind == RefAlternate && to != f && !s.knows(to, f) {
				s.at("dead/twin#oneway", f.Path, l.Line, l.Col, to.Path)
			}
		}
	}
}

// knows reports whether page f has an alternate link to page to.
func (s *site) knows(f, to *Facts) bool {
	for i := range f.Uses {
		if l := &f.Uses[i]; l.Kind == RefAlternate && s.leadsTo(&l.Ref) == to {
			return true
		}
	}
	return false
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
	var style, script, from string
	for _, f := range s.facts {
		if f.Kind != Page {
			continue
		}
		if f.Style != "" && style == "" {
			style, from = f.Style, f.Path
		}
		if f.Script != "" && script == "" {
			script = f.Script
		}
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
	for _, f := range s.facts {
		if f.Kind == Page && !reached[f] && !f.Redirect && f.Path != "404.html" && !strings.HasSuffix(f.Path, "/404.html") {
			s.at("dead/orphan#page", f.Path, 0, 0)
		}
	}
}

// strays finds the files that no page needs and nobody has asked for, such as a
// picture of a page that is not published yet.
func (s *site) strays() {
	alone := s.policy.Alone
	if alone == nil {
		return
	}
	needed := map[*Facts]bool{}
	for _, f := range s.facts {
		if f.Kind != Page && !alone(f.Path) {
			continue
		}
		for i := range f.Anchors {
			needed[s.leadsTo(&f.Anchors[i])] = true
		}
		for i := range f.Uses {
			needed[s.leadsTo(&f.Uses[i].Ref)] = true
		}
	}
	for _, f := range s.facts {
		if f.Kind != Page && !needed[f] && !alone(f.Path) {
			s.at("served/unneeded#file", f.Path, 0, 0)
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
