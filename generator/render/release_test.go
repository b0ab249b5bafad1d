package render

import (
	"strings"
	"testing"

	"sotto/generator/markdown"
	"sotto/generator/site"
)

// TestEnds shows the contacts of the page that a release stands on: with the
// way there, where one is known, and with the words that it is not.
func TestEnds(t *testing.T) {
	r, s := renderer(t)
	p := *s.Branch("en").Home
	p.Fields = []site.Field{{Key: "contacts", Value: []site.Contact{
		{Role: "Press office", Of: "The charity", Service: "line", Until: day("2027-06-01")},
		{Role: "Newsroom", Of: "North & Co", Until: day("2027-05-01")},
		{Role: "Desk", Of: "Nobody", Service: "always"},
	}}}
	html, problem := r.Component(&p, nil)(markdown.Directive{Name: "ends"})
	if problem != nil {
		t.Fatal(problem)
	}
	for _, want := range []string{
		`<li>Press office, The charity. <a href="https://line.example/" rel="noreferrer noopener">Website</a>. Good until <time datetime="2027-06-01">1 June 2027</time>.</li>`,
		`<li>Newsroom, North &amp; Co. The way there is not known to this site. Good until <time datetime="2027-05-01">1 May 2027</time>.</li>`,
		`<li>Desk, Nobody. The way there is not known to this site.</li>`,
	} {
		if !strings.Contains(strings.ReplaceAll(html, " </li>", "</li>"), want) {
			t.Errorf("there is no %s in\n%s", want, html)
		}
	}
}
