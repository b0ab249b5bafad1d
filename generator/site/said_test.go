package site

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Texts are told as they were, those that stand as they are by their place alone.
func TestSaid(t *testing.T) {
	front := "---\ntitle: \"Ŵyau: a day\"\naim: Learn.\nfigures:\n  - text: Calls.\nlist: [One, Tŷ, Three]\nsummary: \"Said \\\"so\\\".\"\n---\n"
	prose := []Prose{
		{Key: "title", Lang: "cy", Text: "Ŵyau: a day", Line: 2, Col: 9},
		{Key: "aim", Lang: "cy", Text: "Learn.", Line: 3, Col: 6},
		{Key: "figures.text", Lang: "cy", Text: "Calls.", Line: 5, Col: 11},
		{Key: "list", Lang: "cy", Text: "One", Line: 6, Col: 8},
		{Key: "list", Lang: "cy", Text: "Three", Line: 6, Col: 17},
		{Key: "summary", Lang: "cy", Text: `Said "so".`, Line: 7, Col: 11},
		{Key: "aim", Lang: "en", Text: "Learn.", Line: 3, Col: 6},
		{Key: "aim", Lang: "cy", Text: "Learn.", Line: 3, Col: 6, Stated: [][2]int{{0, 3}}},
		{Key: "title", Lang: "cy", Text: "a day", Line: 2, Col: 15},
		{Key: "gone", Lang: "cy", Text: "Gone.", Line: 90, Col: 4},
		{Key: "", Lang: "cy", Line: 1, Col: 1},
	}
	p := &Page{Lang: "cy", Front: front, Seldom: &Seldom{}}
	p.Say(prose)
	if diff := cmp.Diff(prose, p.Prose()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var whole []string
	for _, q := range p.Seldom.prose {
		whole = append(whole, q.Key+" "+q.Text)
	}
	if diff := cmp.Diff([]string{"figures.text Calls.", `summary Said "so".`, "aim Learn.", "aim Learn.", "gone Gone.", " "}, whole); diff != "" {
		t.Errorf("what is kept whole (-want +got):\n%s", diff)
	}
}
