package main

import "fmt"

// page is one page of the synthetic site, for both generators.
type page struct {
	number int    // seeds its words
	sotto  string // source path below content/: "self-help-01/module-001/index.md"
	hugo   string // the same in Hugo's names: "self-help-01/module-001/_index.md"
	kind   kind
	lang   string
	weight int

	title       string
	linkTitle   string
	discreet    string // "" outside the discreet sections
	description string
	aim         string
	headings    []string

	parent   *page
	children []*page // a module's chapters
}

type kind string

const (
	home    kind = "home"
	plain   kind = "page"
	section kind = "section"
	module  kind = "module"
	chapter kind = "chapter"
	release kind = "release"
)

// plan is a synthetic site before a word of it has been written.
type plan struct {
	pages    []*page // in the order they are written
	sections []string
	modules  []*page

	help, limits, private *page
}

const (
	chaptersPerModule = 10
	// modulesPerSection keeps a section's list of modules short enough that
	// its page fits the budget of the padded build.
	modulesPerSection = 30
)

// smallest is the fewest pages a site can have: the fifteen fixed ones, a
// section, a module and a chapter.
const smallest = 18

// largest is the largest site that anything is promised of.
const largest = 100000

// Sotto's opaque addresses are drawn from 10^12 by the digest of a page's name, and
// among 100,000 pages two share one in one case of 200. These names are such a
// case: the chapter below has the address of step 10 of module 5,946. So it has the
// name that the build's own help gives it. All others are as they ever were.
const (
	unluckyModule  = 5982
	unluckyChapter = 8
)

// firstLong is the guide from which on its number and that of a part are not set
// side by side: "8400.1" is the telephone number of a service.
const firstLong = 8000

// newPlan lays out a site of exactly n pages (404 included).
func newPlan(n int) (*plan, error) {
	if n < smallest {
		return nil, fmt.Errorf("a site of %d pages is too small: ask for at least %d", n, smallest)
	}
	if n > largest {
		return nil, fmt.Errorf("a site of %d pages is too large: ask for at most %d", n, largest)
	}
	s := &plan{}
	s.fixed()
	var sec, mod *page
	for len(s.pages) < n {
		full := sec == nil || len(sec.children) == modulesPerSection
		needed := 2 // a module and its first chapter
		if full {
			needed++
		}
		switch {
		case mod != nil && (len(mod.children) < chaptersPerModule || n-len(s.pages) < needed):
			s.addChapter(mod)
		case full:
			sec = s.addSection()
		default:
			mod = s.addModule(sec)
		}
	}
	return s, nil
}

func (s *plan) add(p *page) *page {
	p.number = len(s.pages)
	if p.lang == "" {
		p.lang = "en"
	}
	if p.headings == nil {
		p.headings = newSource(p.number, forHeadings).some(4, headings)
	}
	s.pages = append(s.pages, p)
	return p
}

// fixed adds the pages every site has.
func (s *plan) fixed() {
	s.add(&page{sotto: "index.md", hugo: "_index.md", kind: home, title: "Help for a better week", linkTitle: "Home",
		description: "Short guides to read at your own pace, ways to talk to someone, and plain facts for every day of the week."})
	s.help = s.add(&page{sotto: "help/index.md", hugo: "help/_index.md", kind: plain, weight: 10, title: "Get help now", linkTitle: "Get help",
		description: "Ways to talk to someone now, by phone, by chat or in writing, and what to expect when you do."})
	s.limits = s.add(&page{sotto: "help/confidentiality.md", kind: plain, weight: 20, title: "What stays private, and what does not", linkTitle: "What stays private",
		description: "What you can leave out when you call, what may be passed on and to whom, and who answers."})
	s.private = s.add(&page{sotto: "reading-privately.md", kind: plain, weight: 40, title: "Reading this site privately", linkTitle: "Reading privately",
		description: "What this site can hide for you and what it cannot, on your own device and on one that you share."})
	s.add(&page{sotto: "privacy.md", kind: plain, weight: 50, title: "Privacy on this site", linkTitle: "Privacy",
		description: "What this site can see of you, which is little, and how anyone can check that for themselves."})
	s.add(&page{sotto: "about.md", kind: plain, weight: 60, title: "About this site", linkTitle: "About",
		description: "Who wrote this site and for whom, and what it is made of: words from a fixed seed, for measuring."})
	s.add(&page{sotto: "news/index.md", hugo: "news/_index.md", kind: section, weight: 70, title: "News", linkTitle: "News",
		description: "Three news releases that exist so that both generators have a feed to write for each language."})
	for i, word := range []string{"first", "second", "third"} {
		s.add(&page{sotto: "news/release-" + word + ".md", kind: release, weight: 10 * (i + 1), title: "The " + word + " release",
			linkTitle: "The " + word, description: "The " + word + " of three news releases that exist only to be measured, with nothing in them that is new."})
	}
	s.add(&page{sotto: "404.md", kind: plain, weight: 990, title: "This page is not here", linkTitle: "Page not found",
		description: "The page you asked for has moved or never existed, and these are the shortest ways to help and home."})
	cy := func(sotto, hugo string, k kind, weight int, title, link string) {
		s.add(&page{sotto: sotto, hugo: hugo, kind: k, lang: "cy", weight: weight, title: title, linkTitle: link,
			description: title + ": tudalen fer yn Gymraeg sydd yma er mwyn mesur y ddwy iaith gyda'i gilydd."})
	}
	cy("index.cy.md", "_index.cy.md", home, 0, "Help ar gyfer wythnos well", "Hafan")
	cy("help/index.cy.md", "help/_index.cy.md", plain, 10, "Cael help nawr", "Cael help")
	cy("reading-privately.cy.md", "", plain, 40, "Darllen y wefan hon yn breifat", "Darllen yn breifat")
	cy("privacy.cy.md", "", plain, 50, "Preifatrwydd ar y wefan hon", "Preifatrwydd")
	for _, p := range s.pages {
		if p.hugo == "" {
			p.hugo = p.sotto
		}
	}
}

func (s *plan) addSection() *page {
	n := len(s.sections) + 1
	name := fmt.Sprintf("self-help-%02d", n)
	s.sections = append(s.sections, name)
	return s.add(&page{sotto: name + "/index.md", hugo: name + "/_index.md", kind: section, weight: 100 + n,
		title: fmt.Sprintf("Guides, shelf %d", n), linkTitle: fmt.Sprintf("Shelf %d", n), discreet: fmt.Sprintf("Guides %d", n),
		description: fmt.Sprintf("Shelf %d of the guides, to read at your own pace, with things to try in your head or on paper.", n)})
}

func (s *plan) addModule(sec *page) *page {
	n := len(s.modules) + 1
	dir := fmt.Sprintf("%s/module-%03d", s.sections[len(s.sections)-1], n)
	r := newSource(len(s.pages), forTitle)
	title := r.of(titleVerb) + " " + r.of(titleNoun)
	m := s.add(&page{sotto: dir + "/index.md", hugo: dir + "/_index.md", kind: module, weight: 10 * (len(sec.children) + 1),
		title: fmt.Sprintf("%s (guide %d)", title, n), linkTitle: title, discreet: fmt.Sprintf("Guide %d", n),
		description: fmt.Sprintf("Guide %d, in ten parts: %s %s, with exercises to do on paper.", n, r.of(do), r.of(what)),
		aim:         fmt.Sprintf("Help you %s %s %s.", r.of(do), r.of(what), r.of(how)), parent: sec})
	sec.children = append(sec.children, m)
	s.modules = append(s.modules, m)
	return m
}

func (s *plan) addChapter(m *page) *page {
	guide, n := len(s.modules), len(m.children)+1
	r := newSource(len(s.pages), forTitle)
	title := r.of(titleVerb) + " " + r.of(titleNoun)
	dir := m.sotto[:len(m.sotto)-len("index.md")]
	name := fmt.Sprintf("%sstep-%02d.md", dir, n)
	if guide == unluckyModule && n == unluckyChapter {
		name = fmt.Sprintf("%sstep-%02d-2.md", dir, n)
	}
	number := fmt.Sprintf("%d.%d", guide, n)
	if guide >= firstLong {
		number = fmt.Sprintf("%d of %d", n, guide)
	}
	c := s.add(&page{sotto: name, hugo: name, kind: chapter, weight: 10 * n,
		title: fmt.Sprintf("%s (%s)", title, number), linkTitle: title, discreet: fmt.Sprintf("Guide %d, part %d", guide, n),
		description: fmt.Sprintf("Part %d of guide %d: how to %s %s, with one thing to try.", n, guide, r.of(do), r.of(what)),
		aim:         fmt.Sprintf("Learn to %s %s %s.", r.of(do), r.of(what), r.of(how)), parent: m})
	m.children = append(m.children, c)
	return c
}

// near returns another chapter of the same module, or the only one.
func (p *page) near(r *source) *page {
	all := p.parent.children
	if len(all) == 1 {
		return p
	}
	n := all[r.below(len(all)-1)]
	if n == p {
		n = all[len(all)-1]
	}
	return n
}

// other returns a chapter of any module.
func (s *plan) other(r *source) *page {
	m := s.modules[r.below(len(s.modules))]
	return m.children[r.below(len(m.children))]
}
