package links

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// What was published once is written down, bookmarked and printed on leaflets.
// An address that leads nowhere all at once fails a reader who will not come
// back. So whatever page or feed the published site has must be there, or lead
// on by an alias, or stand in content/site.yaml as gone on purpose.

// Lost is a page or feed of the published site that a build does not make.
type Lost struct {
	// Path is its file in the published site.
	Path string
	// Title is what the tab said of it; "" when that is not known.
	Title string
}

// address is how people write it, from the root of the site.
func (l Lost) address() string { return "/" + strings.TrimSuffix(l.Path, "index.html") }

// discreet reports whether the address is one without words.
func (l Lost) discreet() bool { return strings.HasPrefix(l.Path, "p/") }

// LostOf returns which of the published files are pages or feeds that the site
// has no more and does not call gone. The pages for addresses that lead nowhere
// have no address of their own.
func LostOf(s *site.Site, published []string) []Lost {
	made := map[string]bool{}
	for _, p := range s.Pages {
		made[p.Output] = true
		for _, old := range s.Old(p) {
			made[old] = true
		}
	}
	for _, f := range s.Feeds {
		made[f.Path] = true
	}
	var out []Lost
	for _, file := range published {
		if !strings.HasSuffix(file, ".html") && !strings.HasSuffix(file, "feed.xml") {
			continue
		}
		base := path.Base(file) // a guide to take along comes and goes with its page
		if base == "404.html" || base == site.BookletPage || base != "feed.xml" && path.Ext(base) != ".html" || made[file] {
			continue
		}
		if l := (Lost{Path: file}); !isGone(s, l.address()) {
			out = append(out, l)
		}
	}
	return out
}

func isGone(s *site.Site, address string) bool {
	return slices.ContainsFunc(s.Config.Gone, func(g site.Gone) bool {
		folder, all := strings.CutSuffix(g.Address, "*")
		return g.Address == address || all && strings.HasPrefix(address, folder)
	})
}

// Vanished tells of lost addresses. name is how a page of a discreet section is
// called, by its id and language; published is what the site has had so far.
func Vanished(s *site.Site, lost []Lost, published []string, name func(id string, l site.Lang) string) []diag.Finding {
	if len(lost) == 0 {
		return nil // as nearly always
	}
	v := &vanished{site: s, name: name, had: map[string]bool{}}
	for _, p := range s.Pages {
		v.tabs = append(v.tabs, s.Tab(p))
	}
	for _, file := range published {
		v.had[file] = true
	}
	var held []found
	var out []diag.Finding
	for _, l := range lost {
		if w, ok := v.withheld(l); ok {
			held = append(held, found{Lost: l, by: w.By})
		} else {
			v.found = append(v.found, v.look(l))
		}
	}
	for _, group := range groups(held, func(f found) string { return f.by }) {
		out = append(out, heldBack(group))
	}
	for _, group := range groups(v.found, found.move) {
		out = append(out, v.tell(group))
	}
	return out
}

// vanished is the work on all lost addresses.
type vanished struct {
	site  *site.Site
	name  func(id string, l site.Lang) string
	had   map[string]bool // files of the published site
	tabs  []string        // of the site's pages
	found []found
	// moved leads from the file of a discreet address to the page that had it
	// when its own file lay in another folder; made by the first that asks.
	moved map[string]moved
}

// moved is a page, and the id by which it had another discreet address.
type moved struct {
	page *site.Page
	id   string
}

// found is what is known of one lost address.
type found struct {
	Lost
	to *site.Page // what seems to have taken its place; nil when nothing does
	id string     // with which that page keeps its discreet address
	by string     // the source that keeps its page back
}

// withheld finds the page of an address that is not published now.
func (v *vanished) withheld(l Lost) (site.Withheld, bool) {
	for _, w := range v.site.Withheld {
		old := slices.ContainsFunc(w.Page.Aliases, func(a string) bool { return a == v.site.Config.BasePath+l.address()[1:] })
		feed := path.Base(l.Path) == "feed.xml" && w.Page.Section.Feed && strings.Contains("/"+l.Path, "/"+w.Page.Section.Path+"/")
		if w.Page.Output == l.Path || old || feed {
			return w, true
		}
	}
	return site.Withheld{}, false
}

func heldBack(group []found) diag.Finding {
	first := group[0]
	return diag.Finding{
		Code: "address/withheld", Severity: diag.Info, Pos: diag.Pos{File: site.Shown(first.by)},
		Message: several(group) + " not published any more",
		Help:    "readers who kept the address find the page for addresses that lead nowhere; sotto list --withheld names the pages",
	}
}

// look finds what has taken the place of a lost address: a page that is new,
// under the same title, or the same name elsewhere, or a name much like it.
func (v *vanished) look(l Lost) found {
	f := found{Lost: l}
	if path.Base(l.Path) == "feed.xml" {
		return f
	}
	if l.discreet() {
		if m, ok := v.oldIDs()[l.Path]; ok {
			return found{Lost: l, to: m.page, id: m.id}
		}
	}
	best := 0
	var beside []*site.Page // that are new, in the same folder
	for i, p := range v.site.Pages {
		tab := v.tabs[i]
		fits, fresh := 0, !v.had[p.Output]
		switch {
		case p.Kind == site.NotFound || l.discreet() != p.Section.Discreet && p.Section.Discreet:
			continue // words may not lead to a discreet page
		case l.Title != "" && l.Title == tab && fresh:
			fits = 4
		case l.Title != "" && strings.Contains(l.Title, tab): // also the page at an old address of it
			fits = 3
		case !l.discreet() && fresh && path.Base(p.Address) == path.Base(l.address()) && v.language(l) == p.Lang:
			fits = 2
		}
		if fits > best {
			f.to, best = p, fits
		}
		if fresh && !l.discreet() && path.Dir(path.Dir(p.Output)) == path.Dir(path.Dir(l.Path)) {
			beside = append(beside, p)
		}
	}
	if best == 0 && len(beside) > 0 {
		names := make([]string, len(beside))
		for i, p := range beside {
			names[i] = path.Base(p.Address)
		}
		i := slices.Index(names, diag.Nearest(path.Base(l.address()), names))
		if i >= 0 || len(beside) == 1 {
			f.to = beside[max(0, i)]
		}
	}
	return f
}

// language is that of a lost address with words.
func (v *vanished) language(l Lost) site.Lang {
	top, _, _ := strings.Cut(l.Path, "/")
	for _, lang := range v.site.Config.Languages[1:] {
		if string(lang) == top {
			return lang
		}
	}
	return v.site.Config.Languages[0]
}

// oldIDs are the addresses that the discreet pages which are new had, if their
// files lay in any other folder of their sections: the address is made of the
// id, and the id of the file's path.
func (v *vanished) oldIDs() map[string]moved {
	if v.moved != nil {
		return v.moved
	}
	v.moved = map[string]moved{}
	folders := map[string][]string{} // by section
	for _, q := range v.site.Pages {
		if q.Section.Discreet {
			at := q.Section.Path
			folders[at] = append(folders[at], path.Dir(q.Key), q.Key)
		}
	}
	for at, list := range folders {
		slices.Sort(list)
		folders[at] = slices.Compact(list)
	}
	for _, p := range v.site.Pages {
		if !p.Section.Discreet || v.had[p.Output] || p.ID != p.Key {
			continue
		}
		for _, folder := range folders[p.Section.Path] {
			id := path.Join(folder, path.Base(p.Key))
			file := "p/" + v.name(id, p.Lang) + "/index.html"
			if _, taken := v.moved[file]; !taken {
				v.moved[file] = moved{p, id}
			}
		}
	}
	return v.moved
}

// move says which addresses moved together: from one folder to another, or
// nowhere. A discreet address has no folder but that of the page's file.
func (f found) move() string {
	switch {
	case f.to == nil:
		top, _, _ := strings.Cut(f.Path, "/")
		return "nowhere " + top
	case f.discreet():
		return "discreet " + path.Dir(f.to.Source)
	}
	from, to := f.folders()
	return from + " " + to
}

// folders are the folder that an address lay in and the one where its page lies
// now: what is left of the two when the same names at their ends are cut off.
func (f found) folders() (from, to string) {
	from, to = strings.Trim(f.address(), "/"), strings.Trim(f.to.Address, "/")
	for from != "" && to != "" && path.Base(from) == path.Base(to) {
		from, to = strings.Trim(path.Dir(from), "."), strings.Trim(path.Dir(to), ".")
	}
	return from, to
}

// groups gathers what has one key, in the order of the first of each.
func groups(list []found, key func(found) string) [][]found {
	at := map[string]int{}
	var out [][]found
	for _, f := range list {
		i, known := at[key(f)]
		if !known {
			i = len(out)
			at[key(f)] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], f)
	}
	return out
}

// tell makes one finding of addresses that moved together.
func (v *vanished) tell(group []found) diag.Finding {
	first := group[0]
	f := diag.Finding{Code: "address/vanished", Severity: diag.Error}
	onPurpose := "if this is on purpose, add to gone in content/site.yaml: - {address: " + goneAs(group) + ", why: the reason}"
	if first.to == nil {
		f.Pos.File = site.Shown("site.yaml")
		f.Message = several(group) + " published, and would lead nowhere"
		f.Help = "if a page has taken its place, give that page the alias: aliases: [" + first.address() + "]\n" + onPurpose
		if path.Base(first.Path) == "feed.xml" {
			f.Help = onPurpose
		}
		return f
	}
	file := diag.NewFile(first.to.File(), []byte(first.to.Front))
	at := max(0, strings.Index(first.to.Front, "\naliases:")+1)
	line := file.Pos(at)
	f.Pos, f.Source = line, file.Line(line.Line)
	f.Length = len(f.Source)
	f.Message = several(group) + " published, and would lead nowhere"
	if len(group) > 1 && !first.discreet() {
		if from, to := first.folders(); from != to {
			f.Message = fmt.Sprintf("the folder /%s/ seems to be /%s/ now, and its %d addresses would lead nowhere", from, to, len(group))
		}
	}
	var lines []string
	for _, one := range group[:min(len(group), mostLines)] {
		lines = append(lines, one.add(len(group) == 1))
	}
	if n := len(group) - mostLines; n > 0 {
		lines = append(lines, fmt.Sprintf("and so on for %d more", n))
	}
	if len(group) > 1 {
		lines = append([]string{"keep the old addresses:"}, lines...)
	}
	f.Help = strings.Join(append(lines, onPurpose), "\n")
	return f
}

// mostLines is how many addresses of one group are told with what to type.
const mostLines = 40

// add says what to type so that an address leads to its page.
func (f found) add(alone bool) string {
	what, to := "aliases: ["+f.address()+"]", " to "
	switch {
	case f.id != "":
		what = "id: " + f.id
	case len(f.to.Aliases) > 0:
		what, to = f.address()+" to aliases", " in "
	}
	if !alone {
		return f.to.File() + ": " + what
	}
	what = "add " + what + to + f.to.File()
	if f.discreet() && f.id == "" {
		what += "\nor write id: there, with the path that the file had, below content/ and without .md"
	}
	return what
}

// several names the addresses of a group and puts a verb behind them.
func several(group []found) string {
	if len(group) == 1 {
		return group[0].address() + " is"
	}
	var names []string
	for _, f := range group[:min(3, len(group))] {
		names = append(names, f.address())
	}
	text := strings.Join(names, ", ")
	if n := len(group) - 3; n > 0 {
		text += fmt.Sprintf(" and %d more", n)
	}
	return text + " are"
}

// goneAs is the address to call gone: the one, or all below their folder.
func goneAs(group []found) string {
	if len(group) == 1 {
		return group[0].address()
	}
	top, _, _ := strings.Cut(group[0].Path, "/")
	for _, f := range group {
		if !strings.HasPrefix(f.Path, top+"/") || f.discreet() {
			return cmp.Or(group[0].address(), "/")
		}
	}
	return "/" + top + "/*"
}
