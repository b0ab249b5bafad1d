package site

import (
	"strings"

	"sotto/generator/diag"
)

// Word is one entry of content/phrases.yaml: a word of the two-word phrases by
// which readers find a chapter again.
type Word struct {
	ID string
	// Place says whether it is the first or the second word of a phrase. No word is
	// both, so that whoever has exchanged the two still has only one phrase.
	Place string
	Text  Text
	At    diag.Pos
}

// The places of a word in a phrase.
const (
	FirstWord  = "first"
	SecondWord = "second"
)

// Word returns an entry of the list of words, or nil.
func (s *Site) Word(id string) *Word {
	for _, w := range s.Words {
		if w.ID == id {
			return w
		}
	}
	return nil
}

// PhraseOf is a page's phrase in its own language: "kettle river"; "" when it has
// none.
func (s *Site) PhraseOf(p *Page) string {
	first, second, _ := strings.Cut(p.Phrase, " ")
	a, b := s.Word(first), s.Word(second)
	if a == nil || b == nil {
		return ""
	}
	return a.Text[p.Lang] + " " + b.Text[p.Lang]
}
