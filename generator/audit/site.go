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
	files     []*file // sorted by path
	pages     []*file // of them
	byAddress map[string]int32
	list      []diag.Finding
}

// file is a file among all, with what its references lead to: each is looked up
// once.
type file struct {
	*Facts
	anchors, uses   []target
	reached, needed bool
}

// target is what a reference is answered with: 0 for nothing, else the place in
// site.files from 1 on, below zero where a server would have to redirect, or guess.
// A site of 100,000 pages has millions of them.
type target int32

// Site checks what only the whole can show: that every address leads
// somewhere, that translations name each other, that no two pages have one
// title, that all share one style, one script and one policy. The facts may be
// in any order.
func (a *Auditor) Site(facts []Facts) []diag.Finding {
	s := &site{Auditor: a, byAddress: make(map[string]int32, len(facts))}
	all, refs := make([]file, len(facts)), 0
	s.files = make([]*file, len(facts))
	for i := range facts {
		all[i].Facts, s.files[i] = &facts[i], &all[i]
		refs += facts[i].Links()
	}
	slices.SortFunc(s.files, func(x, y *file) int { return strings.Compare(x.Path, y.Path) })
	folded := map[string]string{} // paths with capital letters, which come before those without
	for i, f := range s.files {
		low, address := strings.ToLower(f.Path), addressOf(f.Path)
		if other, ok := folded[low]; ok {
			s.at("served/path#twice", f.Path, 0, 0, other)
		} else if s.byAddress[address] > 0 {
			s.at("served/path#twice", f.Path, 0, 0, f.Path)
		}
		s.byAddress[address] = int32(i) + 1
		if low != f.Path {
			folded[low] = f.Path
		}
		if f.Kind == Page {
			s.pages = append(s.pages, f)
		}
	}
	targets := make([]target, 0, refs)
	// Pages of one frame lead to the same addresses in the same places: the last
	// answer is kept by place.
	var last []target
	var asked []string
	for _, f := range s.files {
		n := len(targets)
		for i := range f.Anchors {
			to := f.Anchors[i].To
			if i == len(last) {
				last, asked = append(last, s.lookup(f.Anchors[i].path())), append(asked, to)
			} else if asked[i] != to {
				last[i], asked[i] = s.lookup(f.Anchors[i].path()), to
			}
			targets = append(targets, last[i])
		}
		m := len(targets)
		for i := range f.Uses {
			targets = append(targets, s.lookup(f.Uses[i].path()))
		}
		f.anchors, f.uses = targets[n:m], targets[m:]
	}
	for _, f := range s.files {
		for i := range f.Anchors {
			s.follow(f, &f.Anchors[i], f.anchors[i], RefAnchor)
		}
		for i := range f.Uses {
			s.follow(f, &f.Uses[i].Ref, f.uses[i], f.Uses[i].Kind)
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
	for _, f := range s.about(path, check, args...) {
		f.Pos.Line, f.Pos.Col = int(line), int(col)
		s.list = append(s.list, f)
	}
}

// addressOf is the address of a file, below the root.
func addressOf(path string) string {
	if folder, ok := strings.CutSuffix(path, "index.html"); ok && (folder == "" || strings.HasSuffix(folder, "/")) {
		return folder
	}
	return path
}

// path is a reference's address without its fragment.
func (r *Ref) path() string {
	path, _, _ := strings.Cut(r.To, "#")
	return path
}

// lookup finds the file that an address is answered with.
func (s *site) lookup(path string) target {
	if n := s.byAddress[addressOf(path)]; n > 0 || path == "" || strings.HasSuffix(path, "/") {
		return target(n)
	}
	if n := s.byAddress[path+"/"]; n > 0 {
		return target(-n)
	}
	return target(-s.byAddress[path+".html"])
}

// of is a target's file, or nil.
func (s *site) of(t target) *file {
	if t == 0 {
		return nil
	}
	return s.files[max(t, -t)-1]
}

// follow checks that a link leads to something of the right kind.
func (s *site) follow(f *file, l *Ref, t target, kind RefKind) {
	path, id, _ := strings.Cut(l.To, "#")
	to, exact := s.of(t), t > 0
	if exact && id == "" && kind == RefAnchor {
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
	if len(s.files) > 2000 { // a suggestion is not worth a walk through them all
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
			to := s.of(f.uses[i])
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
func (s *site) knows(f, to *file) bool {
	for i := range f.Uses {
		if f.Uses[i].Kind == RefAlternate && s.of(f.uses[i]) == to {
			return true
		}
	}
	return false
}

// titles checks that no two pages have one title.
func (s *site) titles() {
	first := make(map[string]*file, len(s.pages))
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
	for _, f := range s.files {
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
	home := s.of(s.lookup(""))
	if home == nil || home.Kind != Page {
		return
	}
	home.reached = true
	for queue := []*file{home}; len(queue) > 0; {
		f := queue[0]
		queue = queue[1:]
		visit := func(t target) {
			if to := s.of(t); to != nil && to.Kind == Page && !to.reached {
				to.reached = true
				queue = append(queue, to)
			}
		}
		for _, t := range f.anchors {
			visit(t)
		}
		for i, t := range f.uses {
			if k := f.Uses[i].Kind; k == RefAnchor || k == RefRefresh {
				visit(t)
			}
		}
	}
	for _, f := range s.pages {
		if !f.reached && !f.Redirect && f.Path != "404.html" && !strings.HasSuffix(f.Path, "/404.html") {
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
	need := func(targets []target) {
		for _, t := range targets {
			if to := s.of(t); to != nil {
				to.needed = true
			}
		}
	}
	for _, f := range s.files {
		if f.Kind == Page || alone(f.Path) {
			need(f.anchors)
			need(f.uses)
		}
	}
	for _, f := range s.files {
		if f.Kind != Page && !f.needed && !alone(f.Path) {
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
