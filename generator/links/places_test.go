package links

import (
	"slices"
	"testing"

	"sotto/generator/markdown"
	"sotto/generator/site"
)

// TestLinks sees that links are read as they were written, whatever stands in them.
func TestLinks(t *testing.T) {
	const source = "help/one/step.md"
	want := []Link{
		{To: source, Fragment: "start", Start: 10, End: 16},
		{To: "help/one/step.cy.md", Fragment: "diwedd", Start: 0, End: 9},
		{To: "index.md", Fragment: "a b%\nc", Start: 1 << 30, End: 1<<30 + 7},
		{To: "help/one/an 100% odd.md", Fragment: "ŵ#", Start: 5, End: 5},
	}
	var text Links
	for _, k := range want {
		text += Links(k.line(source))
	}
	if got := slices.Collect(text.of(source)); !slices.Equal(got, want) {
		t.Errorf("%q was read as %+v", text, got)
	}
	for range Links("nobody wrote\n\n9 9 99 this ").of(source) { // and no panic
	}
}

// TestPlacesOf sees which links are left to be looked at once all pages are there:
// those into other pages, and those that lead nowhere.
func TestPlacesOf(t *testing.T) {
	p, other := &site.Page{Source: "a.md"}, &site.Page{Source: "b.md"}
	s := &site.Site{Config: site.Config{Languages: []site.Lang{"en"}}, Pages: []*site.Page{p, other}}
	s.Seal()
	doc := &markdown.Document{
		Headings: []markdown.Heading{{ID: "one"}, {ID: "two"}},
		Links: []markdown.Link{
			{Fragment: "two", Offset: 1, End: 5}, {Fragment: "tw", Offset: 6, End: 9},
			{Dest: "b.md", Fragment: "two", Offset: 10, End: 18}, {Dest: "a.md", Fragment: "one", Offset: 20, End: 28},
			{Dest: "b.md"}, {Dest: "none.md", Fragment: "two"}, {Dest: "https://example.org/", Fragment: "two"},
		},
	}
	got := PlacesOf(s, p, doc)
	if want := (Places{"one two ", "6 3 4 tw \n10 8 0 two b.md\n"}); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
