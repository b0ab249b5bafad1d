package audit

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"sotto/generator/diag"
)

// site is the work on all facts together.
type site struct {
	*Auditor
	files     []file   // sorted by path
	targets   []target // of the references of all of them: each is looked up once
	byAddress map[string]int32
	list      []diag.Finding
}

// file is a file among all.
type file struct {
	*Facts
	first           int32 // the place in site.targets of its first reference's
	reached, needed bool
}

// target is what a reference is answered with: 0 for nothing, else the place in
// site.files from 1 on, below zero where a server would have to redirect, or guess.
// A site of 100,000 pages has millions of them.
type target int32

// Each goes through a list of facts.
func Each(list []Facts) iter.Seq[*Facts] {
	return func(yield func(*Facts) bool) {
		for i := range list {
			if !yield(&list[i]) {
				return
			}
		}
	}
}

// Site checks what only the whole can show: that every address leads
// somewhere, that translations name each other, that no two pages have one
// title, that all share the site's styles, one script and one policy. The facts may be
// in any order; they are gone through more than once.
func (a *Auditor) Site(facts iter.Seq[*Facts]) []diag.Finding {
	s := &site{Auditor: a}
	n, refs := 0, 0
	for f := range facts {
		n, refs = n+1, refs+f.Links()
	}
	s.files, s.targets, s.byAddress = make([]file, 0, n), make([]target, 0, refs), make(map[string]int32, n)
	for f := range facts {
		s.files = append(s.files, file{Facts: f})
	}
	slices.SortFunc(s.files, func(x, y file) int { return strings.Compare(x.Path, y.Path) })
	folded := map[string]string{} // paths with capital letters, which come before those without
	for i := range s.files {
		f := &s.files[i]
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
	}
	// Pages of one frame lead to the same addresses in the same places: the last
	// answer is kept by place.
	var last []target
	var asked []string
	for i := range s.files {
		f, at := &s.files[i], 0
		f.first = int32(len(s.targets))
		for r := range f.References() {
			if at == len(last) {
				last, asked = append(last, s.lookup(r.path())), append(asked, r.To)
			} else if asked[at] != r.To {
				last[at], asked[at] = s.lookup(r.path()), r.To
			}
			s.targets = append(s.targets, last[at])
			s.follow(f, &r, last[at])
			at++
		}
	}
	s.translations()
	s.titles()
	s.inlines()
	s.orphans()
	s.strays()
	return diag.Sort(s.list)
}

// pages are the files that are pages.
func (s *site) pages() iter.Seq[*file] {
	return func(yield func(*file) bool) {
		for i := range s.files {
			if s.files[i].Kind == Page && !yield(&s.files[i]) {
				return
			}
		}
	}
}

// leads are what a file's references lead to.
func (s *site) leads(f *file) []target { return s.targets[f.first:][:f.Links()] }

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
	return &s.files[max(t, -t)-1]
}

// follow checks that a link leads to something of the right kind.
func (s *site) follow(f *file, l *Ref, t target) {
	path, id, _ := strings.Cut(l.To, "#")
	to, exact, kind := s.of(t), t > 0, l.Kind
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
	for f := range s.pages() {
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
	for f := range s.pages() {
		i, leads := -1, s.leads(f)
		for l := range f.References() {
			i++
			if l.Lang == "" || strings.EqualFold(l.Lang, "x-default") {
				continue
			}
			to := s.of(leads[i])
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
	i, leads := 0, s.leads(f)
	for r := range f.References() {
		if r.Kind == RefAlternate && s.of(leads[i]) == to {
			return true
		}
		i++
	}
	return false
}

// titles checks that no two pages have one title.
func (s *site) titles() {
	first := make(map[string]*file, len(s.files))
	for f := range s.pages() {
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

// maxStyles is how many different styles a site may have. Each is named in the head
// of every answer.
const maxStyles = 8

// inlines checks that all pages share the styles of the site and one script, and
// that every configuration allows just these.
func (s *site) inlines() {
	known := strings.Fields(s.policy.Style) // or what the first page and the configurations name
	add := func(hashes string) {
		for h := range strings.FieldsSeq(hashes) {
			if s.policy.Style == "" && !slices.Contains(known, h) {
				known = append(known, h)
			}
		}
	}
	var first *Facts
	for f := range s.pages() {
		if f.Style != "" {
			first = f.Facts
			add(f.Style)
			break
		}
	}
	for i := range s.files {
		for _, p := range s.files[i].Policies {
			has, _ := policyHashes(p)
			add(has)
		}
	}
	script, used := "", map[string]bool{}
	for f := range s.pages() {
		strange := false
		for h := range strings.FieldsSeq(f.Style) {
			if slices.Contains(known, h) {
				used[h] = true
			} else {
				strange = true
			}
		}
		if strange && s.policy.Style == "" { // else the page itself has been told of
			s.at("csp/site#style", f.Path, 0, 0, first.Path)
		}
		script = cmp.Or(script, f.Script)
		if f.Script != "" && f.Script != script {
			s.at("csp/site#script", f.Path, 0, 0)
		}
	}
	if len(known) > maxStyles && first != nil {
		s.at("csp/site#styles", first.Path, 0, 0, strconv.Itoa(len(known)), strconv.Itoa(maxStyles))
	}
	for i := range s.files {
		f := &s.files[i]
		for _, p := range f.Policies {
			has, hasScript := policyHashes(p)
			for h := range used {
				if !strings.Contains(has, h) {
					has = ""
				}
			}
			if s.policy.Style != "" && has != s.policy.Style || len(used) > 0 && has == "" || script != "" && hasScript != script {
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
		i, leads := -1, s.leads(f)
		for r := range f.References() {
			i++
			if to := s.of(leads[i]); (r.Kind == RefAnchor || r.Kind == RefRefresh) && to != nil && to.Kind == Page && !to.reached {
				to.reached = true
				queue = append(queue, to)
			}
		}
	}
	for f := range s.pages() {
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
	for i := range s.files {
		f := &s.files[i]
		if f.Kind != Page && !alone(f.Path) {
			continue
		}
		for _, t := range s.leads(f) {
			if to := s.of(t); to != nil {
				to.needed = true
			}
		}
	}
	for i := range s.files {
		f := &s.files[i]
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
	// maxStyles and one on a site in order.
	Styles, Scripts []string
}

// Total adds up the facts of a site.
func Total(facts iter.Seq[*Facts]) Totals {
	var t Totals
	seen := map[string]bool{}
	add := func(list *[]string, s string) {
		if s != "" && !seen[s] {
			seen[s] = true
			*list = append(*list, s)
		}
	}
	for f := range facts {
		t.Files++
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
		for h := range strings.FieldsSeq(f.Style) {
			add(&t.Styles, h)
		}
		add(&t.Scripts, f.Script)
	}
	slices.Sort(t.Outbound)
	slices.Sort(t.Styles)
	slices.Sort(t.Scripts)
	return t
}
