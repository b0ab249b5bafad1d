package load

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// phrasesFile lists the words of the phrases by which readers find a chapter again.
const phrasesFile = "phrases.yaml"

// readWords reads phrases.yaml into s; there may be none.
func readWords(c *config, s *site.Site) ([]diag.Finding, error) {
	type said struct {
		lang site.Lang
		word string
	}
	seen := map[said]mark{}
	there, findings, err := register[site.Word]{
		file: phrasesFile, row: schema.Phrases(), is: "a list of words", each: "each word", several: "words",
		code: "phrase/id", help: "delete one of the two",
		id: func(v *site.Word) string { return v.ID },
		also: func(d *decoder, g *group, v *site.Word) {
			for _, l := range c.Languages {
				t := said{l, strings.ToLower(v.Text[l])}
				if first, twice := seen[t]; twice && t.word != "" {
					d.add(g.at(d, "text"), "phrase/word", fmt.Sprintf("%q stands twice in the list (%s)", t.word, l), "give one of the two another word: readers know a chapter by it", d.pos(first))
					v.Place = ""
					continue
				}
				seen[t] = g.at(d, "text")
			}
		},
	}.read(c, s, &s.Words)
	c.phrases = there
	return findings, err
}

// isWord wants one word in each language, and none that gives away what this is about.
// Another is in no place, so that no help offers it.
func (d *decoder) isWord(g *group) {
	v := g.value.(*site.Word)
	v.At = d.pos(d.mark(g.node))
	for _, l := range d.c.Languages {
		text := v.Text[l]
		found := len(d.findings)
		if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
			d.add(g.at(d, "text"), "phrase/word", fmt.Sprintf("%q (%s) is not one word", text, l), "write one word of letters alone: a phrase has two, with a space between them")
		} else if len(d.c.sensitive[l].find(text)) > 0 {
			d.add(g.at(d, "text"), "phrase/word", fmt.Sprintf("%q (%s) is a sensitive word", text, l),
				"write one that gives nothing away: people keep a phrase in their heads, or on paper that others find\n(the words are listed in content/site.yaml, under sensitive)")
		}
		if len(d.findings) > found {
			v.Place = ""
		}
	}
}

// phrases looks for the phrase of each chapter.
type phrases struct {
	places map[string]string // of the words, by their ids
	words  map[string][]string
	taken  map[string]*page // who has a phrase
	used   map[string]bool  // the words that some phrase has, and the phrases
}

// joinPhrases makes sure that each chapter has a phrase of its own, and gives it to
// its translations. Pages that are held back have theirs too: what somebody keeps in
// their head is not given to another chapter on the day when one appears.
func joinPhrases(c *config, s *site.Site, pages []*page) {
	f := &phrases{places: map[string]string{}, words: map[string][]string{}, taken: map[string]*page{}, used: map[string]bool{}}
	for _, w := range s.Words {
		if w.Place == "" || f.places[w.ID] != "" {
			continue
		}
		f.places[w.ID] = w.Place
		f.words[w.Place] = append(f.words[w.Place], w.ID)
	}
	var chapters []*page
	originals := map[string]*page{}
	for _, p := range pages {
		if p.Kind != site.Chapter {
			continue
		}
		chapters = append(chapters, p)
		o := originals[p.Key]
		if o == nil || rank(c, p) < rank(c, o) {
			originals[p.Key] = p
		}
	}
	// Who came first keeps its phrase.
	slices.SortStableFunc(chapters, func(a, b *page) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(rank(c, a), rank(c, b)), strings.Compare(a.Source, b.Source))
	})
	for _, p := range chapters {
		p.Phrase = strings.Join(strings.Fields(p.Phrase), " ")
		f.use(p.Phrase)
	}
	bad := map[*page]bool{}
	for _, p := range chapters {
		if p.Phrase != "" && !f.sound(c, p) {
			p.Phrase, bad[p] = "", true
		}
	}
	for _, p := range chapters {
		o := originals[p.Key]
		switch other := f.taken[p.Phrase]; {
		case p.Phrase == "":
		case o != p && o.Phrase != "" && o.Phrase != p.Phrase:
			p.add(p.at("phrase"), "phrase/twin", "this chapter and its original have two phrases: "+p.Phrase+" and "+o.Phrase,
				"write phrase: "+o.Phrase+", or delete the line: a translation has the phrase of its original, in its own language", o.pos(o.at("phrase"))).Fix = p.swap(p.at("phrase"), p.Phrase, o.Phrase)
			p.Phrase = ""
		case other != nil && other.Key != p.Key:
			free := f.free(p.ID)
			p.add(p.at("phrase"), "phrase/twice", fmt.Sprintf("another chapter has the phrase %q: %s", p.Phrase, shown(other.Source)),
				"write phrase: "+cmp.Or(free, "… with a new word of content/phrases.yaml"), other.pos(other.at("phrase"))).Fix = p.become(free)
			p.Phrase = ""
			bad[p] = true
		case other == nil:
			f.taken[p.Phrase] = p
		}
	}
	for _, p := range pages {
		o := originals[p.Key]
		if p.Kind != site.Chapter || p.Phrase != "" {
			continue
		}
		switch {
		case o.Phrase != "":
			p.Phrase = o.Phrase
		case p != o || bad[p] || !c.phrases || len(f.words[site.FirstWord])+len(f.words[site.SecondWord]) == 0:
		default:
			if free := f.free(p.ID); free != "" {
				p.add(mark{}, "phrase/missing", "the chapter has no phrase, by which readers could find it again",
					"add a line: phrase: "+free).Fix = p.withLine("phrase: " + free)
			} else {
				p.add(mark{}, "phrase/missing", "the chapter has no phrase, and none is free", "add a first and a second word to content/phrases.yaml")
			}
		}
	}
}

// rank is the place of a page's language among those of the site.
func rank(c *config, p *page) int { return slices.Index(c.Languages, p.Lang) }

// become is the edit that gives a page another phrase.
func (p *page) become(phrase string) []diag.Edit {
	if phrase == "" {
		return nil
	}
	return p.swap(p.at("phrase"), p.Phrase, phrase)
}

// sound tells what is wrong with a phrase as it was typed.
func (f *phrases) sound(c *config, p *page) bool {
	m := p.at("phrase")
	ids := strings.Fields(p.Phrase)
	switch {
	case !c.phrases:
		p.add(m, "phrase/unknown", "there is no content/phrases.yaml, which lists the words of phrases", "write it, or delete the line")
		return false
	case len(ids) != 2:
		p.add(m, "phrase/unknown", "a phrase is two words of content/phrases.yaml, with a space between them", "write phrase: "+cmp.Or(f.free(p.ID), "kettle river"))
		return false
	case f.places[ids[0]] == site.SecondWord && f.places[ids[1]] == site.FirstWord:
		right := ids[1] + " " + ids[0]
		p.add(m, "phrase/unknown", fmt.Sprintf("%q is a second word, and %q a first one", ids[0], ids[1]), "write phrase: "+right).Fix = p.become(right)
		return false
	}
	for i, place := range []string{site.FirstWord, site.SecondWord} {
		if f.places[ids[i]] != place {
			known := f.words[place]
			fix := p.swap(m, p.Phrase, strings.Replace(p.Phrase, ids[i], diag.Nearest(ids[i], known), 1))
			if diag.Nearest(ids[i], known) == "" {
				fix = nil
			}
			p.add(m, "phrase/unknown", fmt.Sprintf("%q is not a %s word of content/phrases.yaml", ids[i], place),
				suggest(ids[i], known, "write one of its words with place: "+place)).Fix = fix
			return false
		}
	}
	return true
}

// use notes that a phrase is somebody's, and its words with it.
func (f *phrases) use(phrase string) {
	f.used[phrase] = true
	for _, id := range strings.Fields(phrase) {
		f.used[id] = true
	}
}

// free is a phrase that nobody has: the same for one id and one list every time, of
// words that no other phrase has as long as there are some. It is then taken.
func (f *phrases) free(id string) string {
	first, second := f.words[site.FirstWord], f.words[site.SecondWord]
	if len(first) == 0 || len(second) == 0 {
		return ""
	}
	sum := sha256.Sum256([]byte(id))
	a, b := int(binary.BigEndian.Uint32(sum[:4])>>1), int(binary.BigEndian.Uint32(sum[4:8])>>1)
	for _, fresh := range []bool{true, false} {
		for i := range first {
			for j := range second {
				x, y := first[(a+i)%len(first)], second[(b+j)%len(second)]
				if phrase := x + " " + y; !f.used[phrase] && !(fresh && (f.used[x] || f.used[y])) {
					f.use(phrase)
					return phrase
				}
			}
		}
	}
	return ""
}
