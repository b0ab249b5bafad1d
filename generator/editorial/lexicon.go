package editorial

import (
	"slices"
	"strings"
	"sync"

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
	wordNamed // part of the name of a service
)

// wordMeaning is what an entry of the words says.
type wordMeaning struct {
	class wordClass
	// value is the day from 0, or the number; many says that it stands in a
	// form of its own, such as the plural.
	value int
	many  bool
}

// expression is one entry of the words, of one word or of several.
type expression struct {
	words []forms
	wordMeaning
}

// lexicon is the words of a language. What it knows of a word is put together
// where the word is met first, as in a [dictionary]: most words of the rules, in
// most of their forms, are met nowhere.
type lexicon struct {
	lang    *site.Language
	entries heads[*expression]

	mu    sync.RWMutex
	words map[string]*known
}

// known is what one word is by itself, and the entries of several words that
// begin with it.
type known struct {
	class   wordClass
	single  []wordMeaning
	several []*expression
}

// unknown is what most words are.
var unknown = &known{}

// of returns what is known of a word in lower case.
func (x *lexicon) of(word string) *known {
	x.mu.RLock()
	k := x.words[word]
	x.mu.RUnlock()
	if k != nil {
		return k
	}
	k = x.find(word)
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.words) < kept {
		x.words[strings.Clone(word)] = k
	}
	return k
}

// find is of without remembering.
func (x *lexicon) find(word string) *known {
	k := unknown
	for _, h := range x.entries.of(word) {
		e := h.it
		if !h.may(word) || !e.words[0].is(word) {
			continue
		}
		if k == unknown {
			k = &known{}
		}
		switch {
		case len(e.words) > 1:
			k.several = append(k.several, e)
		case !slices.Contains(k.single, e.wordMeaning):
			k.class |= e.class
			k.single = append(k.single, e.wordMeaning)
		}
	}
	return k
}

// lexicons makes the words of each language.
func (h *House) lexicons() []*lexicon {
	var out []*lexicon
	for _, l := range h.site.Languages {
		x := &lexicon{lang: l, words: map[string]*known{}}
		h.learn(&learner{lexicon: x, text: contactText{unit: &unit{}}}, l)
		x.entries.sort()
		out = append(out, x)
	}
	return out
}

// learner takes entries into a lexicon.
type learner struct {
	*lexicon
	speller     speller
	expressions shelf[expression]
	// text is that of the entry at hand, spelt its words.
	text  contactText
	spelt []forms
}

// learn takes the words of a language in.
func (h *House) learn(x *learner, l *site.Language) {
	full := h.inflect(l.Code)
	begun, plain := &inflection{beginnings: full.beginnings}, uninflected
	w := &h.site.Rules.Contacts
	for _, list := range []struct {
		words map[site.Lang][]string
		class wordClass
		how   *inflection
	}{
		{w.Reach, wordReach, begun}, {w.By, wordBy, plain}, {w.Service, wordService, full}, {w.Talk, wordTalk, begun}, {w.Open, wordOpen, begun},
		{w.Hours, wordHours, begun}, {w.Elsewhere, wordElsewhere, full}, {w.Always, wordAlways, begun}, {w.AllDay, wordAllDay, begun},
		{w.Daily, wordDaily, begun}, {w.Halves, wordHalf, plain}, {w.To, wordTo, plain}, {w.And, wordAnd, plain}, {w.From, wordFrom, plain},
		{w.Until, wordUntil, plain}, {w.Small, wordSmall, plain}, {w.Other, wordOther, full}, {w.Counted, wordCounted, full},
	} {
		for _, s := range list.words[l.Code] {
			x.add(s, wordMeaning{class: list.class}, list.how)
		}
	}
	for i, s := range w.Days[l.Code] {
		for name := range strings.SplitSeq(s, "/") {
			x.add(name, wordMeaning{class: wordWeekday, value: i}, plain)
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
			x.add(s, wordMeaning{class: wordWeekday, value: i}, begun)
			x.add(s, wordMeaning{class: wordWeekday, value: i, many: true}, full)
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

// add takes an entry in, with how its words change.
func (x *learner) add(s string, m wordMeaning, how *inflection) {
	low := lower(s)
	x.text.text, x.text.low = low, low
	x.text.tokens, x.spelt = x.text.lex(x.text.tokens[:0], 0, len(low), nil), x.spelt[:0]
	for i := range x.text.tokens {
		if t := &x.text.tokens[i]; t.kind != tokenMark {
			x.spelt = append(x.spelt, x.speller.spell(plainWord(t.text), how))
		}
	}
	if len(x.spelt) == 0 {
		return
	}
	e := &x.expressions.keep(expression{x.speller.words.keep(x.spelt...), m})[0]
	e.words[0].starts(func(at start, third byte, _ bool) { x.entries = append(x.entries, headed[*expression]{at, third, e}) })
}
