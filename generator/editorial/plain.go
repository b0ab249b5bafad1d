package editorial

import (
	"fmt"
	"math"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// longest is how many words the longest sentence has that is told apart from
// longer ones in the count of lengths.
const longest = 63

// count is what is counted of the running text of a page: its paragraphs and
// the entries of its lists, in the page's own language.
type count struct {
	words, sentences, syllables int
	long                        int // words of more than six letters
	passive                     int // sentences
	lengths                     [longest + 1]int
}

// weigh counts a word, and looks whether it begins or completes a passive.
func (r *reader) weigh(t *term) {
	r.count.words++
	r.count.syllables += int(t.syllables)
	if t.long {
		r.count.long++
	}
	switch {
	case t.helper:
		r.helper = 1
	case r.helper == 0:
	case t.completes:
		r.passive, r.helper = true, 0
	case r.helper < 4 && t.between:
		r.helper++
	default:
		r.helper = 0
	}
}

// sentence ends a sentence before a word.
func (r *reader) sentence(at int) {
	n := at - r.from
	if n > 0 && r.counted {
		r.count.sentences++
		r.count.lengths[min(n, longest)]++
		if r.passive {
			r.count.passive++
		}
	}
	if n > r.ground.sentence() && (r.counted || r.u.page != nil && r.p.prose != nil && r.p.lang != nil) {
		n -= r.made(r.from, at)
		r.long("words/long-sentence", r.from, at, n, r.ground.Aims.Sentence, r.ground.site.Sentence)
	}
	r.from, r.helper, r.passive = at, 0, false
}

// made returns how many of some words a directive has written, such as hours,
// which authors cannot make shorter.
func (r *reader) made(first, last int) int {
	n := 0
	if r.p.prose == nil {
		for _, w := range r.u.words[first:last] {
			if r.u.doc.MadeAt(w.start) {
				n++
			}
		}
	}
	return n
}

// long tells of a sentence or a paragraph with more words than are aimed at,
// here or in the whole site.
func (r *reader) long(code string, first, last, n, here, everywhere int) {
	if here == 0 || n <= here {
		if everywhere > 0 && n > everywhere {
			r.spare(code)
		}
		return
	}
	u := r.u
	what, help := "sentence", "make two sentences of it"
	if code == "words/long-paragraph" {
		what, help = "paragraph", "put an empty line where a new thought begins"
	}
	start, end := u.words[first].start, u.words[last-1].end
	u.at(r.p, start, end, code, diag.Warning, fmt.Sprintf("this %s has %d words, and nobody should have to read more than %d at once", what, n, here), help)
}

// ground is what a page is measured by.
type ground struct {
	site.Aims
	// Site are the aims of the whole site; part is the section whose aims
	// stand in their place for a time, -1 for none.
	site  site.Aims
	part  int
	least int
}

// ground returns what a page is measured by.
func (h *House) ground(p *site.Page) ground {
	rules := &h.site.Rules.Plain
	g := ground{Aims: rules.Aims, site: rules.Aims, part: -1, least: rules.Least}
	for i := range rules.Sections {
		s := &rules.Sections[i]
		if !within(p, s.Where) || !s.Until.IsZero() && !h.site.Clock.Before(s.Until) {
			continue
		}
		if g.part = i; s.Until.IsZero() { // these are its aims
			g.part = -1
		}
		g.Aims = g.site.With(s.Aims)
		if s.Until.IsZero() {
			g.site = g.Aims
		}
	}
	return g
}

// sentence and paragraph are the lengths from which on it is worth a look.
func (g *ground) sentence() int  { return least(g.Aims.Sentence, g.site.Sentence) }
func (g *ground) paragraph() int { return least(g.Aims.Paragraph, g.site.Paragraph) }

func least(a, b int) int {
	switch {
	case a == 0 && b == 0:
		return math.MaxInt
	case a == 0 || b != 0 && b < a:
		return b
	}
	return a
}

// within says whether a page is one of some pages, or below one of them.
func within(p *site.Page, where []string) bool {
	for _, w := range where {
		w = strings.TrimSuffix(strings.TrimSuffix(w, ".md"), "/")
		if w == "." || p.Key == w || strings.HasPrefix(p.Key, w+"/") {
			return true
		}
	}
	return false
}

// page tells how hard the page is to read as a whole.
func (r *reader) page() {
	c, g := &r.count, &r.ground
	if g.least == 0 || c.words < g.least || c.sentences == 0 || r.u.house.Half { // without its services a page has other sentences
		return
	}
	r.u.facts.Measured = int32(g.part + 1)
	t := r.u.house.tongueOf(r.u.house.site.Language(r.u.page.Lang))
	said := &r.u.facts
	switch t.measure {
	case site.FleschKincaid:
		said.Age = int32(max(1, c.age()))
		r.age(c.age())
	case site.LIX:
		said.LIX = int32(c.lix())
	}
	if g.LIX > 0 && int(said.LIX) > g.LIX {
		r.u.top("words/advice", diag.Info, fmt.Sprintf("long words and long sentences: this page has a LIX of %d, where plain texts stay below %d", said.LIX, g.LIX), "see whether a long sentence can become two")
	}
	if share := 100 * c.passive / c.sentences; g.Passive > 0 && share > g.Passive {
		r.u.top("words/passive", diag.Warning, fmt.Sprintf("%d of 100 sentences on this page do not say who does something; no more than %d should", share, g.Passive), "say who does it: not \"calls are answered\", but \"we answer calls\"")
	} else if g.site.Passive > 0 && share > g.site.Passive {
		r.spare("words/passive")
	}
	middle, spread := c.rhythm()
	drums := func(a site.Aims) bool {
		return a.Middle > 0 && a.Spread > 0 && middle < a.Middle && spread < a.Spread
	}
	if drums(g.Aims) {
		r.u.top("words/drumbeat", diag.Warning, fmt.Sprintf("half of the sentences on this page have %d words or fewer, and few are much longer: that drums", middle), "join some that belong together, so that short ones stand out")
	} else if drums(g.site) {
		r.spare("words/drumbeat")
	}
}

// age tells of a page that is too hard, or too easy.
func (r *reader) age(years int) {
	g := &r.ground
	says := func(how string, a site.Aims) string {
		return fmt.Sprintf("this page is %s: it can just be read at the age of %d, and the aim is %d to %d", how, years, a.Youngest, a.Oldest)
	}
	switch {
	case g.Oldest > 0 && years > g.Oldest:
		r.u.top("words/too-hard", diag.Warning, says("hard to read", g.Aims), "write shorter sentences and shorter words")
	case g.Youngest > 0 && years < g.Youngest:
		r.u.top("words/too-easy", diag.Warning, says("written as for a child", g.Aims), "join short sentences that belong together")
	case g.site.Oldest > 0 && years > g.site.Oldest:
		r.spare("words/too-hard")
	case g.site.Youngest > 0 && years < g.site.Youngest:
		r.spare("words/too-easy")
	}
}

// age is the age at which the text can just be read: the grade of Flesch and
// Kincaid (1975), whose first is that of children of six, to the nearest year.
func (c *count) age() int {
	sentence, word := float64(c.words)/float64(c.sentences), float64(c.syllables)/float64(c.words)
	return int(math.Round(0.39*sentence + 11.8*word - 15.59 + 5))
}

// lix is Björnsson's measure (1968): words in a sentence, and long words in a
// hundred.
func (c *count) lix() int {
	return int(math.Round(float64(c.words)/float64(c.sentences) + 100*float64(c.long)/float64(c.words)))
}

// rhythm returns the number of words that half of the sentences have at most,
// and how far the middle half of the lengths lies apart.
func (c *count) rhythm() (middle, spread int) {
	at := func(quarter int) int {
		sum := 0
		for n, k := range c.lengths {
			if sum += k; 4*sum >= quarter*c.sentences {
				return n
			}
		}
		return longest
	}
	return at(2), at(3) - at(1)
}
