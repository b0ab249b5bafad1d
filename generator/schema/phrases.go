package schema

import "sotto/generator/site"

// Phrases is phrases.yaml: a list, of which Rows are the keys of a word. A word is
// in every language of the site, so that a chapter and its translation have one
// phrase.
func Phrases() *Row {
	return &Row{Name: "phrases.yaml", Type: List, What: "a word", Check: IsWord, Example: "{id: kettle, place: first, text: {en: kettle}}", Rows: []Row{
		{Name: "id", Type: ID, Into: "ID", Needed: true, Example: "kettle", Help: "what pages call it: phrase: kettle river"},
		{Name: "place", Type: Choice, Into: "Place", Of: []string{site.FirstWord, site.SecondWord}, Needed: true, Example: "first", Help: "whether it stands first or second: no word does both"},
		{Name: "text", Type: Text, Into: "Text", Needed: true, Example: "{en: kettle}", Help: "the word itself: plain, harmless, and unlike the others"},
	}}
}
