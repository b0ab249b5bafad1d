package site

import (
	"slices"
	"testing"
)

// sealed is a site in two languages with a menu, a newsroom, and a discreet
// section whose pages have twins.
func sealed(t *testing.T) *Site {
	t.Helper()
	quiet, news := &Section{Path: "guides", Kind: Module, Discreet: true}, &Section{Path: "news", Kind: "release", Feed: true}
	s := &Site{Config: Config{
		Title: Text{"en": "Help", "cy": "Cymorth"}, BaseURL: "https://www.example.org/x/", BasePath: "/x/", Languages: []Lang{"en", "cy"},
		MainMenu: []string{"index.md", "law/index.md"}, HelpPage: "law/index.md", Limits: "law/index.md#limits", Sections: []Section{*quiet, *news},
	}}
	add := func(source string, l Lang, parent *Page, p Page) *Page {
		p.Source, p.Lang, p.Parent, p.TabTitle = source, l, parent, p.Title
		if parent != nil {
			parent.Children = append(parent.Children, &p)
		}
		s.Pages = append(s.Pages, &p)
		return &p
	}
	home := add("index.md", "en", nil, Page{Kind: Home, Title: "Help"})
	hafan := add("index.cy.md", "cy", nil, Page{Kind: Home, Title: "Hafan"})
	law := add("law/index.md", "en", home, Page{Title: "The law", Seldom: &Seldom{Aliases: []string{"/x/legal/"}}})
	add("law/arrest.md", "en", law, Page{Title: "Arrest"})
	one := add("guides/one/index.md", "en", home, Page{Kind: Module, Section: quiet, Title: "Guide 1"})
	un := add("guides/one/index.cy.md", "cy", hafan, Page{Kind: Module, Section: quiet, Title: "Canllaw 1"})
	add("guides/one/a.md", "en", one, Page{Kind: Chapter, Section: quiet, Title: "Guide 1, part 1"})
	add("guides/one/b.md", "en", one, Page{Kind: Chapter, Section: quiet, Title: "Guide 1, part 2"})
	add("guides/two/index.md", "en", home, Page{Kind: Module, Section: quiet, Title: "Guide 2"})
	add("404.md", "en", home, Page{Kind: NotFound, Title: "Not here", Output: "404.html"})
	for _, pair := range [][2]*Page{{home, hafan}, {one, un}} {
		pair[0].Twins, pair[1].Twins = []*Page{pair[1]}, []*Page{pair[0]}
	}
	s.Seal()
	return s
}

func sources(pages []*Page) (out []string) {
	for _, p := range pages {
		out = append(out, p.Source)
	}
	return out
}

func TestSeal(t *testing.T) {
	s := sealed(t)
	page := func(source string) *Page { return s.bySource[source] }
	want := func(what string, got, want []string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	want("the languages of a page", sources(s.Alternates(page("index.cy.md"))), []string{"index.md", "index.cy.md"})
	want("the languages of a discreet page", sources(s.Alternates(page("guides/one/index.md"))), nil)
	want("the languages of a page without a twin", sources(s.Alternates(page("law/index.md"))), nil)
	want("the trail", sources(page("law/arrest.md").Trail()), []string{"index.md", "law/index.md"})
	want("old files", s.Old(page("law/index.md")), []string{"legal/index.html"})
	for source, entry := range map[string]string{"index.md": "index.md", "law/arrest.md": "law/index.md", "guides/one/a.md": ""} {
		if e := s.Marked(page(source)); e == nil && entry != "" || e != nil && e.Source != entry {
			t.Errorf("%s: the menu marks %v, want %q", source, e, entry)
		}
	}
	for source, tab := range map[string]string{"index.md": "Help", "law/index.md": "The law – Help", "guides/one/a.md": "Guide 1, part 1"} {
		if got := s.Tab(page(source)); got != tab {
			t.Errorf("%s: the tab says %q, want %q", source, got, tab)
		}
	}
	if page("guides/one/b.md").Number != 2 || page("guides/one/index.md").After != page("guides/two/index.md") || page("guides/two/index.md").After != nil {
		t.Error("a chapter's number, or the guide that follows, is wrong")
	}
	cy := s.Branch("cy")
	if cy.Title != "Cymorth" || cy.Root != "/x/cy/" || cy.Home != page("index.cy.md") || cy.NotFound != nil || cy.Help != page("law/index.md") || cy.LimitsAnchor != "limits" {
		t.Errorf("%+v", cy)
	}
	want("the Welsh menu", sources(cy.Main), []string{"index.cy.md", "law/index.md"})
}

func TestTypes(t *testing.T) {
	types := append(slices.Clone(BaseTypes), FileType{Ext: ".xml", Media: "application/xml"}, FileType{Ext: "feed.xml", Media: "application/atom+xml"})
	for name, want := range map[string]string{
		"a/index.html": "text/html; charset=utf-8", "sitemap.xml": "application/xml; charset=utf-8", "news/feed.xml": "application/atom+xml; charset=utf-8",
		"x.png": "image/png", "x.exe": "application/octet-stream",
	} {
		if got := types.Of(name).ContentType(); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
