package editorial

import (
	"strings"
	"testing"

	"sotto/generator/markdown"
	"sotto/generator/site"
)

// proseHouse has a little of every rule on how a text is written.
func proseHouse() *House {
	s := testSite()
	for _, l := range s.Languages {
		l.Quotes = [4]rune{'“', '”', '‘', '’'}
	}
	s.Rules.Placeholders = []site.Placeholders{{Lang: "en", Words: []string{"TODO"}, Alone: []string{"to follow"}, Around: []string{"insert … here"}, Brackets: []string{"insert"}, Comments: []string{"comment"}}}
	s.Rules.Pasted = []site.Pasted{{Lang: "en", Twice: []string{"had"}, Tight: ".,;:!?"}}
	s.Rules.Spelling = []site.Spelling{{Lang: "en", Dictionary: "en_GB", Instead: []string{"color > colour"}, Endings: []string{"ize > ise"}}}
	s.Rules.Reading = []site.Reading{{Lang: "en", Measure: site.FleschKincaid, Vowels: "aeiouy", Silent: []string{"e", "es", "ed"}, Sounded: []string{"le", "ted"}, Split: []string{"ia", "io"}, Joined: []string{"tion", "cial"},
		Syllables: []string{"people 2"}, Known: []string{"BBC"}, Stressed: []string{"NOT"}, Explains: []string{"means"}, Helpers: []string{"is"}, ParticipleEndings: []string{"ed"}}}
	s.Rules.Plain = site.PlainWords{Aims: site.Aims{Youngest: 9, Oldest: 11, Sentence: 30, Paragraph: 120, Passive: 30, Middle: 10, Spread: 7}, Least: 20}
	return New(s)
}

func TestSyllables(t *testing.T) {
	tongue := proseHouse().tongue(&site.Language{Code: "en"})
	for w, want := range map[string]int{"a": 1, "cat": 1, "make": 1, "little": 2, "wanted": 2, "called": 1, "nation": 2, "special": 2, "radio": 3, "dial": 2, "free": 1, "the": 1, "rhythm": 1, "helpline": 2} {
		if got := tongue.count(w); got != want {
			t.Errorf("%s: %d syllables, want %d", w, got, want)
		}
	}
}

func TestRhythm(t *testing.T) {
	c := count{sentences: 8}
	for n, k := range map[int]int{4: 2, 8: 4, 20: 2} {
		c.lengths[n] = k
	}
	if middle, spread := c.rhythm(); middle != 8 || spread != 4 {
		t.Errorf("middle %d, spread %d", middle, spread)
	}
}

// floods are long texts of one kind, which no rule may choke on.
var floods = []string{"TODO ", "insert ", "to follow ", "[", "[INSERT ", "{++ ", "++} ", "xx/", "£X ", "!", "? ", " ,", "“", "”", "\u00A0", "：", "Ａ ", "ABC ", "NOT ", "DO IT NOW ", "the the ", "organize ", "Color ", "is ", ". ", "a.B", "\xff", "é", "comment [A1]", "-", "'", "A", "ia"}

// However much is wrong with a passage, only so much of it is told, and all
// places are within the text.
func TestFloods(t *testing.T) {
	h := proseHouse()
	for _, f := range floods {
		u := said(h, "en", strings.Repeat(f, 20_000/len(f)))
		u.doc.Origins = []markdown.Origin{{}}
		u.source = []byte(u.text)
		u.run()
		if len(u.findings) > 2*most {
			t.Errorf("%q: %d findings", f, len(u.findings))
		}
	}
}

// FuzzProse looks for a text on which the rules break off.
func FuzzProse(f *testing.F) {
	for _, s := range floods {
		f.Add(s + s + " word. " + s)
	}
	h := proseHouse()
	h.KeepWords()
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ReplaceAll(text, "\n", " ")
		u := said(h, "en", text)
		u.doc.Origins = []markdown.Origin{{}}
		u.source = []byte(u.text)
		u.run()
		u.vocabulary()
		for _, f := range u.findings {
			if f.Pos.Line != 1 || f.Pos.Col < 1 || f.Pos.Col > len(text)+1 || f.Help == "" && f.Severity > 0 {
				t.Errorf("%q: %+v", text, f)
			}
		}
	})
}
