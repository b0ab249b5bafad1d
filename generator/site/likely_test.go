package site

import "testing"

func TestLikely(t *testing.T) {
	var pages []*Page
	for _, p := range [][2]string{
		{"404.md", "Page not found"}, {"help/index.cy.md", "Cael help"}, {"help/index.md", "Get help"}, {"help/law.md", "What the law says"},
		{"help/talk.md", "Talking to somebody"}, {"law/index.cy.md", "Y gyfraith"}, {"news/index.md", "News"},
	} {
		kind := Plain
		if p[0] == "404.md" {
			kind = NotFound
		}
		pages = append(pages, &Page{Source: p[0], Title: p[1], LinkTitle: p[1], Kind: kind})
	}
	for source, want := range map[string]string{
		"law/index.md":           "help/law.md", // moved; its Welsh twin is not meant, and news/index.md neither
		"help/index.md":          "help/index.md",
		"hlp/index.md":           "help/index.md",
		"help/indx.md":           "help/index.md",
		"Help/index.md":          "help/index.md",
		"helps.md":               "help/index.md",
		"help.md":                "help/index.md",
		"talk.md":                "help/talk.md",
		"what-the-law-says.md":   "help/law.md",
		"law/index.pl.md":        "",
		"y-gyfraith.cy.md":       "law/index.cy.md",
		"nix.md":                 "",
		"403.md":                 "",
		"somewhere/else/deep.md": "",
	} {
		if got := Likely(source, pages); got != want {
			t.Errorf("for %s: %q, want %q", source, got, want)
		}
	}
}
