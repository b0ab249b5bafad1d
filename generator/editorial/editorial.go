// Package editorial holds the house rules on what authors write: the checks of
// the source that need a reader's eye and no machine's, each at its file, line
// and column, with the reason and what to type instead.
//
// Which words, thresholds and days count is data, in content/rules.yaml; how a
// text is looked at is in this room, one file for each family of rules. An
// error is what may harm or mislead a reader, a warning what should be better.
//
// # How it works
//
// A [House] is made once, of the site's rules. What readers see of a page (its
// Markdown without the marks, and the texts of its front matter) becomes a unit
// of text: passages, each in its language, and their words. Every family of
// rules looks over the unit and raises findings at bytes of the text; the unit
// knows where in which file these come from. Data files and messages are units
// too. What can be said only of several pages together, such as a page and its
// translation, is asked of the [Facts] that every page leaves behind: of a page
// with translations its [Shape], which has what does not depend on the language.
//
// What is due is compared with the site's clock. No byte of the output depends
// on that: a build for another day has other findings alone.
//
// What all families know of one word is put together once for a build, in
// dictionary.go, and a page asks once for each of its words. Terms and safety
// are lists of words: spot.go begins where such a word stands, phrase.go finds
// them, forms.go knows the forms of words, and fair.go asks the sentence around
// them whether they are meant: names, titles of laws, quotations, refusals. What
// the data cannot say is in terms.go and safety.go.
//
// How a text is written, whatever it says, is one family: prose.go. It goes over
// the words once, since it has a question about each of them.
//
// A rule that does not hold somewhere is let off there by an exemption, in the
// text or in the front matter, with a reason and an end: see exempt.go.
package editorial

import (
	"sync"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// House is the house rules of one site, ready to be applied. It is safe for
// concurrent use.
type House struct {
	// Half says that some of the site's files could not be read in full. What
	// depends on other pages than the one that is looked at is then not told:
	// it may follow from that.
	Half bool

	site     *site.Site
	spot     map[site.Lang]*glossary
	contacts *contacts
	// dictionary holds what all of it says of single words, by language.
	dictionary map[*site.Language]*dictionary
	// known is what is known of each language; none of the others.
	known map[*site.Language]*tongue
	none  *tongue

	// used are the lists of units that have been let go.
	used sync.Pool

	keepWords bool
	nothing   *Seldom // by itself, since the facts of pages outlive the rules
	// attributes are those of each directive.
	attributes map[string][]schema.Row
	// common are the words by which languages are known, spelt the numbers in
	// words of each.
	common tongues
	spelt  map[site.Lang]*phrases
	laws   map[site.Lang]*lawWords
	// inflected is how the words of each language change.
	inflected map[site.Lang]*inflection
}

// New makes the house rules of a site.
func New(s *site.Site) *House {
	h := &House{site: s, attributes: map[string][]schema.Row{}, nothing: new(Seldom)}
	h.inflected = h.inflections()
	h.spot = h.glossaries()
	h.contacts = h.newContacts()
	h.known, h.none = h.tongues()
	for _, c := range schema.New(s.Config).Components {
		h.attributes[c.Name] = append(h.attributes[c.Name], c.Attributes...) // of all its forms
	}
	h.knowLanguages()
	h.laws = h.lawGlossaries()
	h.dictionaries()
	return h
}

// Facts are what is left of a page for the rules on several pages together. It
// is plain data: see Outcome in the room pipeline.
type Facts struct {
	// Seldom is never nil. Pages of which there is none of it share it: see
	// [House.Share].
	*Seldom
	// Services are those that the page states something of, by id; CrisisBox and
	// Directory for what stands in these.
	Services []string
	// Shape is for comparing the page with its translations; nil when it has
	// none.
	Shape *Shape
	// Part says by which entry of plain: sections the page is let off, from 1, and
	// Measured in which one it has been measured; 0 for none. See Parts.
	Part, Measured int32
	// Age is from which age on the page can just be read, LIX how long its words
	// and sentences are; 0 for what its language is not measured by, and for a
	// page that is too short.
	Age, LIX int32
	// Unled says that some of the page's links lead nowhere, which is told by
	// itself: what is not known cannot be compared.
	Unled bool
	// Broken says that something on the page is an error by itself: it is not
	// compared with its translations before that is mended. Set by the caller.
	Broken bool
}

// Seldom is what few pages leave behind.
type Seldom struct {
	// Exempt are the exemptions that the page makes use of.
	Exempt []site.Exemption
	// Later are its exemptions from the rules on it and its translations.
	Later []Allowed
	// Spared are the rules on plain words that it breaks and is let off.
	Spared []string
	// Cites are the sources that it cites, in its order.
	Cites []Cited
	// Words are its words, when they are kept: see KeepWords.
	Words []Word
}

// Share lets pages that leave nothing of Seldom behind have the same one. Check
// has done that; it is for facts that were read back.
func (h *House) Share(f *Facts) {
	if s := f.Seldom; len(s.Exempt)+len(s.Later)+len(s.Spared)+len(s.Cites)+len(s.Words) == 0 {
		f.Seldom = h.nothing
	}
}

// family is one family of rules, which looks over a unit of text.
type family func(*unit)

// families are all of them, in the order of their findings at one place.
var families = []family{cites, chapter, spotted, contactRules, statistics, law, marks, prose, dates, release, language, presence, shape}

// Check applies the rules to a page and its converted Markdown.
func (h *House) Check(p *site.Page, doc *markdown.Document) ([]diag.Finding, Facts) {
	u := h.page(p, doc)
	u.run()
	u.vocabulary()
	u.letGo()
	h.Share(&u.facts)
	return u.findings, u.facts
}

// Spoken applies the rules to the files that are no pages.
func (h *House) Spoken(files []site.Spoken) []diag.Finding {
	var out []diag.Finding
	for i := range files {
		u := h.file(&files[i])
		u.run()
		out = append(out, u.findings...)
		u.letGo()
	}
	return out
}

// run applies every family of rules.
func (u *unit) run() {
	for _, look := range families {
		look(u)
	}
	u.outweigh()
	u.letOff()
}
