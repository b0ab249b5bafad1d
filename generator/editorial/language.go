package editorial

import (
	"fmt"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// A language is known by its small words, which every text is full of: rules.yaml
// lists them. A word that two languages have is a word of neither.

// How much text is looked at, and how little says nothing.
const (
	enoughWords = 8  // of one passage
	enoughShort = 20 // of all shorter ones together
	mostWords   = 40 // of one passage
	sureWords   = 4  // known of its own language, with none of another, end the look
	quotedWords = 10 // a quotation up to so long may be a title
)

// tongues are the languages that are known by their words.
type tongues struct {
	langs []*site.Language
	// of leads from a word to its language, as an index; -1 when it has more
	// than one.
	of map[string]int
	// longest is how many bytes the longest word has.
	longest int
}

func (h *House) knowLanguages() {
	n := 0
	for _, words := range h.site.Rules.Languages.Words {
		n += len(words.Common)
	}
	h.common = tongues{of: make(map[string]int, n)}
	h.spelt = map[site.Lang]*phrases{}
	for _, words := range h.site.Rules.Languages.Words {
		if l := h.site.Language(words.Lang); l != nil && len(words.Common) > 0 {
			for _, w := range words.Common {
				w = plainWord(lower(w))
				h.common.longest = max(h.common.longest, len(w))
				if _, other := h.common.of[w]; other {
					h.common.of[w] = -1
				} else {
					h.common.of[w] = len(h.common.langs)
				}
			}
			h.common.langs = append(h.common.langs, l)
		}
		spelt := &phrases{}
		for _, same := range words.Numbers {
			spelt.add(strings.Fields(same), h.inflect(words.Lang))
		}
		h.spelt[words.Lang] = spelt
	}
}

// written is how many words of a stretch of text were counted, and how many of
// them are known of each language.
type written struct {
	words int
	known []int
}

// other is the language, as an index, that a text is in when it is not its own;
// else -1.
func (c *written) other(own, enough int) int {
	if own < 0 || c.words < enough {
		return -1
	}
	for l, n := range c.known {
		few := n >= 2 && c.known[own] == 0 && n*4 >= c.words
		if l != own && (few || n >= 3 && n > 2*c.known[own]) {
			return l
		}
	}
	return -1
}

// language finds text that is in another language than it says.
func language(u *unit) {
	h := u.house
	if len(h.common.langs) < 2 {
		return
	}
	short := make([]written, len(h.common.langs)) // by what they should be in
	shortAt := make([]*passage, len(short))
	var first *passage
	wrong, good, in := 0, 0, -1
	for i := range u.passages {
		p := &u.passages[i]
		own := h.common.index(p.lang)
		if own < 0 || p.first == p.last {
			continue
		}
		c := u.count(p, own)
		if c.words < enoughWords {
			if shortAt[own] == nil {
				shortAt[own] = p
			}
			short[own].add(c)
			continue
		}
		switch other := c.other(own, enoughWords); {
		case other < 0 && p.prose == nil:
			good++
		case other < 0:
		case u.page == nil: // a data file: each text by itself
			u.wrong(p, h.common.langs[other])
		case first == nil:
			first, in = p, other
			fallthrough
		default:
			wrong++
		}
	}
	switch {
	case first == nil && u.page != nil:
		for own := range short {
			if other := short[own].other(own, enoughShort); other >= 0 {
				u.wrong(shortAt[own], h.common.langs[other])
			}
		}
	case wrong > 1 && wrong > good:
		u.wrongPage(first, h.common.langs[in])
	case first != nil:
		f := u.wrong(first, h.common.langs[in])
		if wrong == 2 {
			f.Message += ", and so is one more below"
		} else if wrong > 2 {
			f.Message += fmt.Sprintf(", and so are %d more below", wrong-1)
		}
	}
}

func (t *tongues) index(l *site.Language) int {
	for i, known := range t.langs {
		if known == l {
			return i
		}
	}
	return -1
}

func (c *written) add(more written) {
	c.words += more.words
	if c.known == nil {
		c.known = make([]int, len(more.known))
	}
	for i, n := range more.known {
		c.known[i] += n
	}
}

// count counts the words of a passage that are in no other language by what is
// written around them: not those of :lang[…], and of no short quotation.
func (u *unit) count(p *passage, own int) written {
	foreign := false
	if u.counted == nil {
		u.counted = make([]int, len(u.house.common.langs))
	}
	clear(u.counted) // the passage before has been looked at
	c := written{known: u.counted}
	quoted := strings.ContainsRune(u.text[p.start:p.end], p.lang.Quotes[0])
	for _, w := range u.words[p.first:min(p.last, p.first+mostWords)] {
		if u.text[w.start] <= '9' || u.isForeign(w.start) || quoted && u.isTitle(p, w) {
			continue
		}
		c.words++
		if l := int(w.common); l >= 0 {
			c.known[l]++
			foreign = foreign || l != own
		}
		if c.known[own] >= sureWords && c.words >= enoughWords && !foreign {
			break
		}
	}
	return c
}

// find is the language of a word; of one with an apostrophe, that of what
// stands before it or behind it: mae'r, that's.
func (t *tongues) find(w string) int {
	if len(w) <= t.longest {
		if l, ok := t.of[w]; ok {
			return l
		}
	}
	if before, after, ok := strings.Cut(w, "'"); ok {
		if l, ok := t.of[before]; ok {
			return l
		}
		if l, ok := t.of[after]; ok {
			return l
		}
	}
	return -1
}

func (u *unit) isForeign(at int) bool {
	if u.doc != nil && u.citedAt(at) {
		return true
	}
	if u.doc == nil {
		return false
	}
	for _, f := range u.doc.Foreign {
		if f.Start <= at && at < f.End {
			return true
		}
	}
	return false
}

// isTitle says whether a word stands in a short quotation.
func (u *unit) isTitle(p *passage, w word) bool {
	open, shut := string(p.lang.Quotes[0]), string(p.lang.Quotes[1])
	before := u.text[p.start:w.start]
	from := strings.LastIndex(before, open)
	if from < 0 || strings.Contains(before[from+len(open):], shut) {
		return false // none is open here
	}
	title, _, closed := strings.Cut(u.text[p.start+from+len(open):p.end], shut)
	return closed && len(strings.Fields(title)) <= quotedWords
}

func (u *unit) wrong(p *passage, is *site.Language) *diag.Finding {
	u.at(p, u.words[p.first].start, u.words[p.last-1].end, "language/wrong", diag.Error,
		fmt.Sprintf("this is in %s, where the text is to be in %s", is.English, p.lang.English),
		fmt.Sprintf("write it in %s; words that stay as they are: :lang[…]{code=%s}", p.lang.English, is.Code))
	if p.prose != nil {
		u.findings[len(u.findings)-1].Help = "write it in " + p.lang.English
	}
	return &u.findings[len(u.findings)-1]
}

// wrongPage tells of a page that is in another language altogether.
func (u *unit) wrongPage(p *passage, is *site.Language) {
	u.at(p, u.words[p.first].start, u.words[p.last-1].end, "language/wrong", diag.Error,
		fmt.Sprintf("this page is in %s, and its name says that it is in %s", is.English, p.lang.English),
		fmt.Sprintf("write it in %s, or give the file the name of a page in %s: %s", p.lang.English, is.English, u.house.sourceIn(u.page, is.Code)))
}

// sourceIn is what a page's translation is called.
func (h *House) sourceIn(p *site.Page, l site.Lang) string {
	name := strings.TrimSuffix(p.File(), ".md")
	name = strings.TrimSuffix(name, "."+string(p.Lang))
	if l != h.site.Config.Languages[0] {
		name += "." + string(l)
	}
	return name + ".md"
}

// presence asks whether a page is in the languages that its part of the site is
// to be in.
func presence(u *unit) {
	s := u.house.site
	if u.page == nil || len(s.Rules.Languages.Pages) == 0 {
		return
	}
	p := u.page
	rule := s.Rules.Languages.Page(p)
	for _, l := range s.Languages {
		if l.Code == p.Lang {
			continue
		}
		file := u.house.sourceIn(p, l.Code)
		switch twin := p.Twin(l.Code); {
		case rule == site.Neither && twin != nil && p.Lang == s.Config.Languages[0]:
			u.top("language/rule", diag.Warning, "this page has a translation ("+twin.File()+"), in a part of the site that is to have none",
				"write rule: both or rule: notice for it in content/rules.yaml, under languages")
		case twin != nil || rule == site.Notice || rule == site.Neither:
		case rule == site.Both:
			help := "write " + file
			if u.house.Half {
				continue // it may be one that could not be read
			}
			if w := u.house.heldBack(p, l.Code); w != nil {
				help = fmt.Sprintf("publish %s, which is held back (%s)", w.Page.File(), w.Why)
			}
			u.top("language/twin", diag.Error, "this page is not in "+l.English+", and its part of the site is to be in every language", help+"; or change the rule in content/rules.yaml, under languages")
		default:
			u.top("language/rule", diag.Warning, "this page is not in "+l.English+", and nothing says that it need not be",
				"write "+file+"; or a rule for its part of the site in content/rules.yaml, under languages: - {in: […], rule: notice}")
		}
	}
}
