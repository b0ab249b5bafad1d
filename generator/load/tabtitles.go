package load

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// checkTabTitles makes sure that two tabs, one of them discreet, never look
// the same, in whatever languages: a reader who keeps several open could not
// tell them apart. Each page that needs another title, or has none, is told one
// that nobody has: pages are numbered as those beside them are.
func checkTabTitles(pages []*page, byFolder folders, known []*site.Language) {
	titles := map[string][]*page{} // in lower case
	for _, p := range pages {
		if p.TabTitle != "" {
			key := strings.ToLower(p.TabTitle)
			titles[key] = append(titles[key], p)
		}
	}
	var without []*page
	again := map[*page]*page{} // whom a page must be told apart from
	for _, same := range titles {
		slices.SortStableFunc(same, func(a, b *page) int { return cmp.Compare(byFolder.gives(a), byFolder.gives(b)) })
		for _, p := range same[1:] {
			if p.Section.Discreet {
				again[p] = same[0]
			}
		}
	}
	for _, p := range pages {
		if again[p] != nil || p.untitled > 0 {
			without = append(without, p)
		}
	}
	if len(without) == 0 {
		return
	}
	n := newNumbering(byFolder, pages, titles, again, known)
	slices.SortStableFunc(without, func(a, b *page) int {
		return cmp.Or(
			cmp.Compare(n.rank(a), n.rank(b)),
			strings.Compare(a.dir, b.dir),
			cmp.Compare(uint(a.Weight-1), uint(b.Weight-1)), // 0 becomes the largest
			strings.Compare(a.Source, b.Source),
		)
	})
	for _, p := range without {
		title, other := n.next(p), again[p]
		if other == nil {
			f := &p.findings[p.untitled-1]
			_, more, _ := strings.Cut(f.Help, "\n")
			f.Help = visible("add a line: discreetTitle: " + quoteIfNeeded(title) + "\n" + more)
			f.Fix = p.withLine("discreetTitle: " + quoteIfNeeded(title))
			continue
		}
		m := other.at("discreetTitle")
		if !other.Section.Discreet {
			m = other.at("title")
		}
		here := p.at("discreetTitle")
		p.add(here, "discreet/title", fmt.Sprintf("another page has the title %q in its tab: %s", p.TabTitle, shown(other.Source)),
			"write discreetTitle: "+quoteIfNeeded(title), other.pos(m)).Fix = p.retitled(here, title)
	}
}

// retitled is the edit that gives a page another discreet title, at the mark of the
// one that it has.
func (p *page) retitled(m mark, title string) []diag.Edit {
	if quoteIfNeeded(title) != title {
		return nil
	}
	return p.swap(m, p.TabTitle, title)
}

// withLine is the edit that puts a line into a page's front matter, below its
// title; none where the title is not on one line.
func (p *page) withLine(line string) []diag.Edit {
	m := p.at("title")
	if !m.known() {
		return nil
	}
	f := p.text.file()
	if next := f.Line(m.line + 1); next == "" || next[0] == ' ' || next[0] == '\t' {
		return nil
	}
	at, eol := f.Offset(diag.Pos{Line: m.line + 1, Col: 1}), "\n"
	if at > 1 && p.data[at-2] == '\r' {
		eol = "\r\n"
	}
	return f.Edit(at, at, line+eol)
}

// gives says how readily a page gives way to another of the same title: a page
// that is not discreet never does, and one that has its place in the module that
// its title names only when the other has one too.
func (f folders) gives(p *page) int {
	if !p.Section.Discreet {
		return 0
	}
	if m := f.moduleOf(p); m != nil && strings.HasPrefix(p.TabTitle, m.TabTitle) && m.TabTitle != "" {
		if p.Weight > 0 {
			return 1
		}
		return 2
	}
	return 3
}

// moduleOf is the page of a chapter's module in its language, or nil.
func (f folders) moduleOf(p *page) *page {
	if p.base == "index" {
		return nil
	}
	return f[folder{p.Lang, p.dir}]
}

// numbered is a title with a number in it, taken apart at its last number:
// "Guide 10, part 2" is "Guide 10, part ", 2 and "".
type numbered struct {
	before, after string
	number        int
}

var lastNumber = regexp.MustCompile(`^(.*?)([1-9][0-9]{0,3})([^0-9]*)$`)

func numberIn(title string) (numbered, bool) {
	g := lastNumber.FindStringSubmatch(title)
	if g == nil {
		return numbered{}, false
	}
	n, _ := strconv.Atoi(g[2])
	return numbered{g[1], g[3], n}, true
}

// numbering gives out titles that nobody has.
type numbering struct {
	folders
	taken map[string]bool  // in lower case
	title map[*page]string // what each page is, or is told to be, called
	known []*site.Language
}

func newNumbering(byFolder folders, pages []*page, titles map[string][]*page, again map[*page]*page, known []*site.Language) *numbering {
	n := &numbering{byFolder, map[string]bool{}, map[*page]string{}, known}
	for title := range titles {
		n.taken[title] = true
	}
	for _, p := range pages {
		if p.Section.Discreet && p.TabTitle != "" && again[p] == nil {
			n.title[p] = p.TabTitle
		}
	}
	return n
}

// rank puts the first language first, and modules before their chapters: others
// are numbered after them.
func (n *numbering) rank(p *page) int {
	rank := 2 * slices.IndexFunc(n.known, func(l *site.Language) bool { return l.Code == p.Lang })
	if p.base != "index" {
		rank++
	}
	return rank
}

// next is the title for a page: of those that are free, the one with the number
// of its translation, else the smallest.
func (n *numbering) next(p *page) string {
	form := n.form(p)
	write := func(number int) string { return form.before + strconv.Itoa(number) + form.after }
	number, best := 1, 0
	for q, title := range n.title {
		if got, ok := numberIn(title); ok && q.Key == p.Key && q.Lang != p.Lang && !n.taken[strings.ToLower(write(got.number))] && (best == 0 || got.number < best) {
			number, best = got.number, got.number
		}
	}
	for n.taken[strings.ToLower(write(number))] {
		number++
	}
	title := write(number)
	n.taken[strings.ToLower(title)], n.title[p] = true, title
	return title
}

// form is how the pages beside a page are numbered; where there are none, how
// those of other modules are; and where there are none such in its language, how
// the site's first pages are, with the language's name.
func (n *numbering) form(p *page) numbered {
	beside, elsewhere := map[numbered]int{}, map[numbered]int{}
	for q, title := range n.title {
		got, ok := numberIn(title)
		if !ok || q == p || q.Lang != p.Lang || (q.base == "index") != (p.base == "index") || q.Section.Path != p.Section.Path {
			continue
		}
		if p.base == "index" || q.dir == p.dir {
			beside[numbered{got.before, got.after, 0}]++
		} else if m := n.title[n.moduleOf(q)]; m != "" {
			// A longer number would be another module: Guide 10 is no part of Guide 1.
			if infix, ok := strings.CutPrefix(got.before, m); ok && strings.Trim(infix, "0123456789") == infix {
				elsewhere[numbered{infix, got.after, 0}]++
			}
		}
	}
	if form, ok := mostOf(beside); ok {
		return form
	}
	form := numbered{"Guide ", "", 0}
	if p.base == "index" {
		return n.spoken(p, form)
	}
	module := n.title[n.moduleOf(p)]
	if module == "" {
		return n.spoken(p, form)
	}
	if form, ok := mostOf(elsewhere); ok {
		return numbered{module + form.before, form.after, 0}
	}
	return n.spoken(p, numbered{module + ", part ", "", 0})
}

// spoken adds the name of a language whose own words for this are not known.
func (n *numbering) spoken(p *page, form numbered) numbered {
	for i, l := range n.known {
		if i > 0 && l.Code == p.Lang && !strings.Contains(form.before, l.Name) {
			form.after += " (" + l.Name + ")"
		}
	}
	return form
}

// mostOf is the form that most titles have, the first by its letters among equals.
func mostOf(forms map[numbered]int) (numbered, bool) {
	var best numbered
	for f, n := range forms {
		if n > forms[best] || n == forms[best] && f.before+f.after < best.before+best.after {
			best = f
		}
	}
	return best, len(forms) > 0
}

// quoteIfNeeded writes a title as YAML takes it.
func quoteIfNeeded(s string) string {
	if strings.Contains(s, ": ") || strings.Contains(s, " #") || s != strings.TrimLeft(s, "\"'[]{}>|*&!%@`-?#, ") {
		return quote(s)
	}
	return s
}
