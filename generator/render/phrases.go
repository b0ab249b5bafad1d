package render

import (
	"cmp"
	"slices"
	"strconv"

	"sotto/generator/locale"
	"sotto/generator/site"
)

// Phrases is the view of the component phrases.
type Phrases struct{ Letters []PhraseLetter }

// PhraseLetter is what begins with one letter of the language.
type PhraseLetter struct {
	Letter, Anchor string // "Ch", "letter-ch"
	Phrases        []Phrase
}

// Phrase is one entry of the list: two words, and the chapter that they lead to.
type Phrase struct {
	// Link has the words for its text.
	Link Link
	// Place is which part of which guide that is: "Guide 3, part 1".
	Place string
	// In is the name of the chapter's language, when it is not the list's.
	In string
}

// phraseList makes the list of all phrases. A chapter that is not in this language
// stands there with the words that it shows itself.
func (e *edition) phraseList() (v Phrases) {
	var list []Phrase
	for _, p := range e.site.Pages {
		phrase := e.site.PhraseOf(p)
		elsewhere := p.Lang != e.lang
		if p.Kind != site.Chapter || phrase == "" || elsewhere && (p.Lang != e.site.Config.Languages[0] || p.Twin(e.lang) != nil) {
			continue
		}
		item := Phrase{Link: e.link(p), Place: e.guidePart(p)}
		item.Link.Text = phrase
		if elsewhere {
			item.In = e.text(wordsLanguage + capital(string(p.Lang)))
		}
		list = append(list, item)
	}
	compare := locale.Compare(e.lang)
	slices.SortStableFunc(list, func(a, b Phrase) int { return compare(a.Link.Text, b.Link.Text) })
	for _, item := range list {
		letter := capital(locale.Letter(e.lang, item.Link.Text))
		if n := len(v.Letters); n == 0 || v.Letters[n-1].Letter != letter {
			v.Letters = append(v.Letters, PhraseLetter{Letter: letter, Anchor: "letter-" + locale.Slug(letter)})
		}
		last := &v.Letters[len(v.Letters)-1]
		last.Phrases = append(last.Phrases, item)
	}
	return v
}

// guidePart says which part of which guide a chapter is.
func (e *edition) guidePart(p *site.Page) string {
	guide := 0
	if p.Parent != nil {
		guide = int(p.Parent.Number)
	}
	return e.fill(wordGuidePart, "Guide", strconv.Itoa(guide), "Number", strconv.Itoa(int(p.Number)))
}

// place says which part of how many a chapter is.
func (e *edition) place(p *site.Page) string {
	m := p.Parent
	whole := cmp.Or(m.Twin(e.site.Config.Languages[0]), m) // of which less may be translated
	return e.fill(wordPlace, "Place", e.guidePart(p), "Total", strconv.Itoa(len(whole.Children)))
}
