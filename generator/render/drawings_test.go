package render

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sotto/generator/markdown"
	"sotto/generator/schema"
	"sotto/generator/site"
)

var numbers = regexp.MustCompile(`<text[^>]*>([^<]*)</text>`)

// TestNumbersOfDrawings sees that a drawing has a number for each entry of the
// list below it, in order, and no words.
func TestNumbersOfDrawings(t *testing.T) {
	r, s := renderer(t)
	component := r.Component(s.Branch("en").Home, nil)
	drawn := 0
	for _, c := range schema.New(site.Config{}).Components {
		if !strings.HasPrefix(c.Help, "a drawing: ") || c.Entries == 0 {
			continue
		}
		drawn++
		html, problem := component(markdown.Directive{Name: c.Name, Content: "<ol><li>One</li></ol>"})
		if problem != nil {
			t.Errorf("%s: %+v", c.Name, problem)
		}
		var got, want []string
		for _, m := range numbers.FindAllStringSubmatch(html, -1) {
			got = append(got, m[1])
		}
		for n := range c.Entries {
			want = append(want, strconv.Itoa(n+1))
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s shows the numbers %s, and its list has those of %s", c.Name, got, want)
		}
		if !strings.Contains(html, `<svg`) || strings.Count(html, `aria-hidden="true"`) != 1 {
			t.Errorf("%s is not hidden from those who listen:\n%s", c.Name, html)
		}
	}
	if drawn == 0 {
		t.Error("there are no drawings")
	}
}
