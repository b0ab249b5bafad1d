package site

import (
	"strings"
	"testing"
)

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
		pages = append(pages, &Page{Source: p[0], Title: p[1], LinkTitle: p[1], Kind: kind, Seldom: &Seldom{}})
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
		if got := strings.Join(Likely(source, "", pages), " "); got != want {
			t.Errorf("for %s: %q, want %q", source, got, want)
		}
	}
}

// Where pages of one name lie in several folders, the other paths that the page
// has lost say which one it was moved away from; an id or an alias says it outright.
func TestLikelyAmongSeveral(t *testing.T) {
	pages := []*Page{
		{Source: "campaigns/scotland.md", ID: "campaigns/scotland"}, {Source: "law/scotland.md", ID: "law/scotland"}, {Source: "law/wales.md", ID: "law/wales"},
		{Source: "legal/rules.md", ID: "law/rights"}, {Source: "legal/more.md", ID: "legal/more", Seldom: &Seldom{Aliases: []string{"/law/old/"}}}, {Source: "other/old.md", ID: "other/old", Title: "Your first call"},
	}
	(&Site{Config: Config{Languages: []Lang{"en"}}, Pages: pages}).Seal()
	for _, tt := range []struct{ source, text, beside, want string }{
		{"help/scotland.md", "", "help/wales.md", "law/scotland.md"},
		{"help/scotland.md", "", "help/nix.md", "campaigns/scotland.md law/scotland.md"},
		{"law/rights.md", "", "", "legal/rules.md"},
		{"law/old.md", "", "", "legal/more.md"},
		{"law/old.cy.md", "", "", ""},
		{"nix.md", "Your first call.", "", "other/old.md"},
		{"nix.cy.md", "Your first call", "", ""},
	} {
		if got := strings.Join(Likely(tt.source, tt.text, pages, tt.beside), " "); got != tt.want {
			t.Errorf("for %s beside %s: %q, want %q", tt.source, tt.beside, got, tt.want)
		}
	}
}
