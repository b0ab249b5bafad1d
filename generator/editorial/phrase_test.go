package editorial

import (
	"fmt"
	"slices"
	"testing"

	"sotto/generator/markdown"
	"sotto/generator/site"
)

// testSite has the inflections that the test is about.
func testSite() *site.Site {
	return &site.Site{
		Languages: []*site.Language{{Code: "en"}, {Code: "cy"}},
		Rules: site.Rules{Inflection: []site.Inflection{
			{Lang: "en", Endings: []string{"s", "'s", "ed", "y>ies", "e>ing"}},
			{Lang: "cy", Endings: []string{"au"}, Beginnings: []string{"c>g", "c>ch", "g>", ">h", "ll>l"}},
		}},
	}
}

// said is the unit of one passage.
func said(h *House, l site.Lang, text string) *unit {
	u := h.page(&site.Page{Section: &site.Section{}, Seldom: &site.Seldom{}}, &markdown.Document{Text: text, Passages: []markdown.Passage{{End: len(text), Lang: l, Within: -1}}})
	return u
}

func TestPhrases(t *testing.T) {
	h := New(testSite())
	for _, test := range []struct {
		lang         site.Lang
		phrase, text string
		want         []string
	}{
		{"en", "child porn*", "Child pornography, and child-porn, and CHILD PORN.", []string{"Child pornography", "CHILD PORN"}},
		{"en", "commit suicide", "He committed  suicide. They commit. Suicide is not a crime.", nil},
		{"en", "committed suicide", "He committed\u00A0suicide.", []string{"committed\u00A0suicide"}},
		{"en", "victim", "The victim’s victims' victimless", []string{"victim’s", "victims"}},
		{"en", "use [any] baby image", "Use baby images; use any baby’s image", []string{"Use baby images", "use any baby’s image"}},
		{"en", "story", "Two stories, storyed", []string{"stories", "storyed"}},
		{"en", "groom*", "bridegroom, grooming", []string{"grooming"}},
		{"en", "sex … child", "Sex, with a very young child. Sex with five words and then a child. Sex. Child. sex child", []string{"Sex, with a very young child", "sex child"}},
		{"en", "a*", "an apple, b a", []string{"an", "apple", "a"}},
		{"en", "a 9..11-year-old/baby girl/boy", "a 9-year-old girl; a 11-year-old boys; a baby girl; a 12-year-old boy", []string{"a 9-year-old girl", "a 11-year-old boys", "a baby girl"}},
		{"en", "=not", "not notes", []string{"not"}},
		{"en", "=dim/die/dip", "dies, dips, diing, dim, dims, did", []string{"dies", "dips", "diing", "dim"}},
		{"en", "[the] this/that", "the this, that, thus the", []string{"the this", "this", "that"}},
		{"en", "98..1200 calls", "97 calls, 98 calls, 199 calls, 1200 calls, 1201 calls, 0199 calls, 1e2 calls", []string{"98 calls", "199 calls", "1200 calls"}},
		{"cy", "cath", "cath gath chath chathau hath", []string{"cath", "gath", "chath", "chathau"}},
		{"cy", "gardd", "yr ardd a'i hardd", []string{"ardd"}},
		{"cy", "Oen", "hoen oen", []string{"hoen", "oen"}},
		{"cy", "llun*", "luniau, lluniau", []string{"luniau", "lluniau"}},
	} {
		s := h.inflect(test.lang).phrases([]string{test.phrase})
		u := said(h, test.lang, test.text)
		var got []string
		s.in(u, &u.passages[0], func(f found) { got = append(got, u.text[u.words[f.first].start:u.words[f.last-1].end]) })
		if !slices.Equal(got, test.want) {
			t.Errorf("%s in %q: %q, want %q", test.phrase, test.text, got, test.want)
		}
	}
}

// A word is found where it stands, whatever is in it.
func TestWords(t *testing.T) {
	u := said(New(testSite()), "en", "It’s a well-being ‘x’ ÂB—2026, Llŷn: don't!")
	var got []string
	for _, w := range u.words {
		got = append(got, u.of(w))
	}
	if want := "[it’s a well-being x âb 2026 llŷn don't]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
}
