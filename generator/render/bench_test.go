package render

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"sotto/generator/locale"
	"sotto/generator/markdown"
)

// BenchmarkPage renders a chapter among nine others, with a body of 5 KB.
func BenchmarkPage(b *testing.B) {
	s := fixture(b)
	m := s.Page("guides/one/index.md", "en")
	first := m.Children[0]
	for i := range 8 {
		c := *first
		c.Source, c.Address, c.Title = fmt.Sprintf("guides/one/c%d.md", i), fmt.Sprintf("/p/%08d/", i), fmt.Sprintf("Chapter %d", i)
		c.LinkTitle = c.Title
		m.Children = append(m.Children, &c)
	}
	w, _ := locale.New(s.Languages)
	r, _, err := New(s, w, Assets{Style: []Style{{Text: strings.Repeat("a{color:red}", 600)}}, Script: "0"}, realTemplates(b))
	if err != nil || r == nil {
		b.Fatal(err)
	}
	d := &markdown.Document{HTML: strings.Repeat("<p>Some text.</p>", 300)}
	var room bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		if _, findings := r.Execute(r.View(first, d), &room); findings != nil {
			b.Fatal(report(findings))
		}
	}
}

// BenchmarkComponent renders an exercise; a service's card is made beforehand.
func BenchmarkComponent(b *testing.B) {
	r, s := renderer(b)
	component := r.Component(s.Branch("en").Home, nil)
	d := markdown.Directive{Name: "exercise", LabelHTML: "Notes", Attrs: map[string]string{"minutes": "10"}, Content: "<p>Text</p>"}
	b.ReportAllocs()
	for b.Loop() {
		component(d)
	}
}

func BenchmarkNew(b *testing.B) {
	s := fixture(b)
	w, _ := locale.New(s.Languages)
	templates := realTemplates(b)
	b.ReportAllocs()
	for b.Loop() {
		if r, _, _ := New(s, w, testAssets, templates); r == nil {
			b.Fatal("no renderer")
		}
	}
}
