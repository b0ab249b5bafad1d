package editorial

import (
	"slices"
	"strings"

	"sotto/generator/site"
)

// class says what a word may be to the rules on contacts; one word may be
// several things.
type wordClass uint32

const (
	wordReach wordClass = 1 << iota
	wordBy
	wordService
	wordTalk
	wordOpen
	wordHours
	wordElsewhere
	wordAlways
	wordAllDay
	wordDaily
	wordHalf
	wordTo
	wordAnd
	wordFrom
	wordUntil
	wordSmall
	wordOther
	wordCounted
	wordWeekday // one of the seven, by name
	wordFiller  // what the days' names have in common: "dydd"
	wordNumber  // 0 to 12 in words
	wordNoon    // a time with a name of its own
	wordMonth
	wordNamed   // part of the name of a service
	wordWanting // a word that opening hours may begin with
)

// wordMeaning is what an entry of the words says.
type wordMeaning struct {
	class wordClass
	// value is the day from 0, or the number; many says that it stands in a
	// form of its own, such as the plural.
	value int
	many  bool
}

// severalWords is an entry of several words: those behind its first.
type severalWords struct {
	rest []forms
	wordMeaning
}

// lexicon is the words of a language, in every form that they may have.
type lexicon struct {
	lang  *site.Language
	words map[string]known
}

// known is what one word is by itself, and the entries of several words that
// begin with it.
type known struct {
	class   wordClass
	single  []wordMeaning
	several []severalWords
}

// lexicons makes the words of each language.
func (h *House) lexicons() []*lexicon {
	var out []*lexicon
	for _, l := range h.site.Languages {
		x := &lexicon{lang: l, words: map[string]known{}}
		h.learn(x, l)
		out = append(out, x)
	}
	return out
}

// learn takes the words of a language in.
func (h *House) learn(x *lexicon, l *site.Language) {
	full := h.inflect(l.Code)
	begun, plain := inflection{beginnings: full.beginnings}, inflection{}
	w := &h.site.Rules.Contacts
	for _, list := range []struct {
		words map[site.Lang][]string
		class wordClass
		how   inflection
	}{
		{w.Reach, wordReach, begun}, {w.By, wordBy, plain}, {w.Service, wordService, full}, {w.Talk, wordTalk, begun}, {w.Open, wordOpen | wordWanting, begun},
		{w.Hours, wordHours, begun}, {w.Elsewhere, wordElsewhere, full}, {w.Always, wordAlways | wordWanting, begun}, {w.AllDay, wordAllDay, begun},
		{w.Daily, wordDaily, begun}, {w.Halves, wordHalf, plain}, {w.To, wordTo, plain}, {w.And, wordAnd, plain}, {w.From, wordFrom, plain},
		{w.Until, wordUntil, plain}, {w.Small, wordSmall, plain}, {w.Other, wordOther, full}, {w.Counted, wordCounted, full},
	} {
		for _, s := range list.words[l.Code] {
			x.add(s, wordMeaning{class: list.class}, list.how)
		}
	}
	for i, s := range w.Days[l.Code] {
		for name := range strings.SplitSeq(s, "/") {
			x.add(name, wordMeaning{class: wordWeekday | wordWanting, value: i}, plain)
		}
	}
	for i, s := range w.Numbers[l.Code] {
		for name := range strings.SplitSeq(s, "/") {
			x.add(name, wordMeaning{class: wordNumber, value: i}, begun)
		}
	}
	for i, name := range l.Days {
		words := strings.Fields(name)
		for j, s := range words {
			if j < len(words)-1 {
				x.add(s, wordMeaning{class: wordFiller}, full)
				continue
			}
			x.add(s, wordMeaning{class: wordWeekday | wordWanting, value: i}, begun)
			for form := range full.formsOf(lower(s)) {
				x.add(form, wordMeaning{class: wordWeekday | wordWanting, value: i, many: true}, plain)
			}
		}
	}
	for _, m := range slices.Concat(l.Months[:], l.MonthsAlone[:]) {
		x.add(m, wordMeaning{class: wordMonth}, begun)
	}
	for _, s := range []string{l.Clock.AM, l.Clock.PM} {
		x.add(s, wordMeaning{class: wordHalf}, plain)
	}
	for _, s := range []string{l.Clock.Noon, l.Clock.Midnight} {
		x.add(s, wordMeaning{class: wordNoon}, plain)
	}
	for i, v := range h.site.Services {
		for _, name := range v.Name {
			x.add(name, wordMeaning{class: wordService | wordNamed, value: i}, begun)
		}
	}
}

// add takes an entry in, in the forms that its words may have. What a word says
// already it does not say twice.
func (x *lexicon) add(s string, m wordMeaning, how inflection) {
	var words []forms
	for _, w := range apart(lower(s)) {
		words = append(words, how.any(plainWord(w)))
	}
	if len(words) == 0 {
		return
	}
	words[0].each(func(first string) {
		k := x.words[first]
		if len(words) == 1 {
			if !slices.Contains(k.single, m) {
				k.class |= m.class
				k.single = append(k.single, m)
			}
		} else if n := len(k.several); n == 0 || !k.several[n-1].same(words[1:], m) {
			k.several = append(k.several, severalWords{words[1:], m})
		}
		x.words[first] = k
	})
}

// same says whether an entry has been taken in by another form of its first word.
func (e *severalWords) same(rest []forms, m wordMeaning) bool {
	return e.wordMeaning == m && &e.rest[0] == &rest[0]
}

// apart is the words and numbers of an entry, as the tokens of a text are.
func apart(s string) []string {
	u := &contactText{unit: &unit{text: s, low: s}}
	var out []string
	for _, t := range u.lex(nil, 0, len(s), nil) {
		if t.kind != tokenMark {
			out = append(out, t.text)
		}
	}
	return out
}
