package editorial

import (
	"strconv"
	"strings"

	"sotto/generator/site"
)

// tongue is what the rules on how a text is written know of one language, made
// ready for one pass over its words.
type tongue struct {
	lang *site.Language

	// phrases are all that are listed; entries say which is which.
	phrases *phrases
	entries []entry
	// words is what the lists say of single words.
	words map[string]*about

	twice              *phrases        // words that may stand twice
	brackets, comments map[string]bool // first words of notes
	tight              string
	// endings are ends of words and what is written instead, by last letter.
	endings [256][][2]string
	keep    map[string]bool
	// dictionary is that of other programs, right the words beyond it.
	dictionary string
	right      map[string]bool

	measure site.Readability
	vowel   [256]bool
	silent  ends
	sounded ends
	split   map[string]bool
	joined  []string

	known, stressed, explains map[string]bool
	participles               ends
}

// about is what the lists say of a word.
type about struct {
	syllables                              int32 // 0 for as many as are counted
	helper, participle, between, adjective bool
}

// of returns what is known of a word, to be added to.
func (t *tongue) of(w string) *about {
	w = plainWord(lower(w))
	if t.words[w] == nil {
		t.words[w] = &about{}
	}
	return t.words[w]
}

// entryKind is what listed phrases mean.
type entryKind int

const (
	isPlaceholder entryKind = iota
	isAlone
	isAround
	isWrong
	isRight
)

// entry is what a list of phrases says.
type entry struct {
	kind entryKind
	// say is what is written instead, or the last word of one with a middle.
	say string
	// as is how a wrong spelling stands in the list, in small letters.
	as string
}

// tongues makes those of a site's languages, and one for a text in another.
func (h *House) tongues() (known map[*site.Language]*tongue, none *tongue) {
	known = map[*site.Language]*tongue{}
	for _, l := range h.site.Languages {
		known[l] = h.tongue(l)
	}
	return known, &tongue{phrases: &phrases{}}
}

// tongueOf returns what is known of a language; nil is none of the site's.
func (h *House) tongueOf(l *site.Language) *tongue {
	if t := h.known[l]; t != nil {
		return t
	}
	return h.none
}

func (h *House) tongue(l *site.Language) *tongue {
	t := &tongue{lang: l, phrases: &phrases{}, words: map[string]*about{}}
	inflected := h.inflect(l.Code)
	add := func(kind entryKind, say string, how *inflection, texts ...string) {
		t.phrases.add(texts, how)
		e := entry{kind: kind, say: say}
		if kind == isWrong {
			e.as = lower(texts[0])
		}
		t.entries = append(t.entries, e)
	}
	for _, r := range h.site.Rules.Placeholders {
		if r.Lang != l.Code {
			continue
		}
		add(isPlaceholder, "", uninflected, r.Words...)
		add(isAlone, "", uninflected, r.Alone...)
		for _, w := range r.Around {
			first, last, _ := strings.Cut(w, "…")
			add(isAround, strings.TrimSpace(lower(last)), uninflected, first)
		}
		t.brackets, t.comments = set(r.Brackets), set(r.Comments)
	}
	for _, r := range h.site.Rules.Pasted {
		if r.Lang == l.Code {
			t.tight = r.Tight
			t.twice = inflected.phrases(r.Twice)
		}
	}
	for _, r := range h.site.Rules.Spelling {
		if r.Lang != l.Code {
			continue
		}
		for _, pair := range r.Instead {
			wrong, right := insteadOf(pair)
			add(isWrong, right, inflected, wrong)
		}
		add(isRight, "", inflected, r.Unless...)
		for _, pair := range r.Endings {
			if wrong, right := insteadOf(pair); wrong != "" {
				last := wrong[len(wrong)-1]
				t.endings[last] = append(t.endings[last], [2]string{wrong, right})
			}
		}
		t.keep, t.dictionary, t.right = set(r.Keep), r.Dictionary, set(r.Words)
	}
	for i := range h.site.Rules.Reading {
		if r := &h.site.Rules.Reading[i]; r.Lang == l.Code {
			t.reading(r)
		}
	}
	return t
}

func (t *tongue) reading(r *site.Reading) {
	t.measure = r.Measure
	for i := range len(r.Vowels) {
		t.vowel[r.Vowels[i]] = true
	}
	t.silent, t.sounded, t.joined = endsOf(r.Silent), endsOf(r.Sounded), r.Joined
	t.split = set(r.Split)
	for _, s := range r.Syllables {
		w, n, _ := strings.Cut(s, " ")
		count, _ := strconv.ParseInt(n, 10, 32)
		t.of(w).syllables = int32(count)
	}
	t.known, t.stressed, t.explains = whole(r.Known), whole(r.Stressed), set(r.Explains)
	t.participles = endsOf(r.ParticipleEndings)
	for _, w := range r.Helpers {
		t.of(w).helper = true
	}
	for _, w := range r.Participles {
		t.of(w).participle = true
	}
	for _, w := range r.Between {
		t.of(w).between = true
	}
	for _, w := range r.Adjectives {
		t.of(w).adjective = true
	}
}

// ending is an end of a word that is written otherwise here, and how; nil when it
// has none.
func (t *tongue) ending(w string) *[2]string {
	list := t.endings[w[len(w)-1]]
	for i := range list {
		if pair := &list[i]; len(w) >= len(pair[0])+2 && strings.HasSuffix(w, pair[0]) && !t.keep[w] {
			return pair
		}
	}
	return nil
}

// insteadOf takes "color > colour" apart.
func insteadOf(pair string) (wrong, right string) {
	wrong, right, _ = strings.Cut(pair, ">")
	return strings.TrimSpace(wrong), strings.TrimSpace(right)
}

// set is a list to look words up in, in lower case.
func set(list []string) map[string]bool {
	out := map[string]bool{}
	for _, s := range list {
		out[plainWord(lower(s))] = true
	}
	return out
}

// whole is a list to look words up in as they are written.
func whole(list []string) map[string]bool {
	out := map[string]bool{}
	for _, s := range list {
		out[s] = true
	}
	return out
}

// count returns how many syllables a word has, in lower case.
func (t *tongue) count(w string) int {
	n, was := 0, false
	for i := range len(w) {
		is := t.vowel[w[i]]
		if is && (!was || t.split[w[i-1:i+1]] && !t.inJoined(w, i)) {
			n++
		}
		was = is
	}
	if n > 1 && t.silent.of(w) && !t.sounded.of(w) && !(len(w) > 1 && w[len(w)-1] == 'e' && t.vowel[w[len(w)-2]]) {
		n--
	}
	return max(n, 1)
}

// inJoined says whether the vowels at w[i-1:i+1] stand in letters that join them.
func (t *tongue) inJoined(w string, i int) bool {
	for _, j := range t.joined {
		if at := strings.Index(w[max(0, i-3):], j); at >= 0 && max(0, i-3)+at <= i && max(0, i-3)+at+len(j) > i {
			return true
		}
	}
	return false
}

// ends are ends of words, by their last byte.
type ends [256][]string

func endsOf(list []string) (out ends) {
	for _, e := range list {
		if e != "" {
			out[e[len(e)-1]] = append(out[e[len(e)-1]], e)
		}
	}
	return out
}

// of says whether a word has one of the ends.
func (e *ends) of(w string) bool {
	for _, end := range e[w[len(w)-1]] {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}
