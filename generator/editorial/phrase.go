package editorial

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sotto/generator/site"
)

// A phrase of the rules is one word or several: "child porn*". It is found in
// every form that the inflection of its language allows, in any case, whatever
// stands between its words but a full stop. A star stands for any ending; a word
// in [brackets] may be left out; one/other is either; … is up to four other
// words; 10..17-year-old is any number from 10 to 17; and =word is found only as
// it stands here.

// phrases finds many phrases in one pass over the words of a text.
type phrases struct {
	// heads are the phrases by the first two bytes of a word that they may begin
	// with: few enough to ask each. any may begin with any word of a letter.
	heads map[start][]*phrase
	any   []*phrase
	// seconds are the second words of the longer ones, by their first two bytes.
	seconds map[start][]*forms
}

// start is the first two bytes of a word.
type start [2]byte

func startOf(w string) (s start) {
	copy(s[:], w)
	return s
}

// phrase is one phrase: the forms of each of its words.
type phrase struct {
	id    int // whose phrase it is, for the caller
	words []forms
}

// forms is one word in every form it may have: any of starts, with any of
// endings.
type forms struct {
	starts   []string // with its mutations; those of an exact word are in exact
	endings  []change
	cut      int // the most bytes that an ending takes away
	exact    []string
	begins   []string // of a word with a star
	heads    uint64   // a bit for each first byte that it may have
	optional bool     // it may be left out
	gap      bool     // it is any few words, or none
}

// widest is how many words a gap may be.
const widest = 4

// inflection is site.Inflection, taken apart.
type inflection struct{ endings, beginnings []change }

// change puts one end, or beginning, of a word in place of another.
type change struct{ from, to string }

// inflect returns how the words of a language change.
func (h *House) inflect(l site.Lang) inflection {
	changes := func(list []string) []change {
		var out []change
		for _, s := range list {
			if from, to, ok := strings.Cut(s, ">"); ok {
				out = append(out, change{from, to})
			} else {
				out = append(out, change{"", s})
			}
		}
		return out
	}
	for _, i := range h.site.Rules.Inflection {
		if i.Lang == l {
			return inflection{changes(i.Endings), changes(i.Beginnings)}
		}
	}
	return inflection{}
}

// add takes in a word in lower case.
func (f *forms) add(w string, i inflection) {
	if exact, ok := strings.CutPrefix(w, "="); ok {
		f.exact = append(f.exact, exact)
		return
	}
	if w != "" && '0' <= w[0] && w[0] <= '9' {
		f.exact = append(f.exact, w)
		return
	}
	stem, star := strings.CutSuffix(w, "*")
	to := &f.starts
	if star {
		to = &f.begins
	}
	*to = append(*to, stem)
	for _, c := range i.beginnings {
		if rest, ok := strings.CutPrefix(stem, c.from); ok && (c.from != "" || isVowel(stem)) {
			*to = append(*to, c.to+rest)
		}
	}
}

// each tells every form but those with a star.
func (f *forms) each(tell func(string)) {
	for _, w := range f.exact {
		tell(w)
	}
	for _, s := range f.starts {
		tell(s)
		for _, c := range f.endings {
			if rest, ok := strings.CutSuffix(s, c.from); ok && rest != "" {
				tell(rest + c.to)
			}
		}
	}
}

// forms makes those of no word yet.
func (i inflection) forms() (f forms) {
	f.endings = i.endings
	for _, c := range i.endings {
		f.cut = max(f.cut, len(c.from))
	}
	return f
}

// formsOf returns every form of one word.
func (i inflection) formsOf(w string) map[string]bool {
	f, out := i.forms(), map[string]bool{}
	f.add(w, i)
	f.each(func(w string) { out[w] = true })
	return out
}

// any returns every form of words with a stroke between them.
func (i inflection) any(words string) forms {
	out := i.forms()
	for w := range strings.SplitSeq(words, "/") {
		for _, w := range numbers(w) {
			out.add(w, i)
		}
	}
	for _, list := range [][]string{out.starts, out.exact, out.begins} {
		for _, w := range list {
			out.heads |= head(w)
		}
	}
	return out
}

// numbers returns what 10..17-year-old stands for; another word stands for
// itself.
func numbers(w string) (out []string) {
	first, rest, ok := strings.Cut(w, "..")
	if !ok {
		return []string{w}
	}
	digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	from, err := strconv.Atoi(first)
	to, err2 := strconv.Atoi(rest[:digits])
	if err != nil || err2 != nil || to-from > 1000 {
		return []string{w}
	}
	for n := from; n <= to; n++ {
		out = append(out, strconv.Itoa(n)+rest[digits:])
	}
	return out
}

// isVowel says whether a word begins with a vowel, before which some languages
// put a letter.
func isVowel(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("aeiouwyâêîôûŵŷáéíóúàèìòùäëïöü", r)
}

// newPhrases makes an empty set.
func newPhrases() *phrases {
	return &phrases{heads: map[start][]*phrase{}, seconds: map[start][]*forms{}}
}

// add takes a phrase in. What it finds is told by id.
func (s *phrases) add(id int, text string, i inflection) {
	p := &phrase{id: id}
	for _, w := range strings.Fields(lower(text)) {
		inner, open := strings.CutPrefix(w, "[")
		inner = strings.TrimSuffix(inner, "]")
		f := i.any(strings.ReplaceAll(inner, "’", "'"))
		f.optional, f.gap = open, inner == "…"
		p.words = append(p.words, f)
	}
	for i := range p.words {
		first := &p.words[i]
		first.eachStart(func(at start, any bool) {
			list := s.heads[at]
			if any {
				list = s.any
			}
			if len(list) > 0 && list[len(list)-1] == p {
				return
			}
			if list = append(list, p); any {
				s.any = list
			} else {
				s.heads[at] = list
			}
		})
		if !first.optional {
			break
		}
	}
	if !p.short() {
		second := &p.words[1]
		second.eachStart(func(at start, _ bool) { s.seconds[at] = append(s.seconds[at], second) })
	}
}

// short says whether a phrase may be found where its first word is: it has only
// one, or some may be left out.
func (ph *phrase) short() bool {
	return len(ph.words) < 2 || slices.ContainsFunc(ph.words, func(f forms) bool { return f.optional })
}

// eachStart tells the first two bytes of each form, of some of them several
// times; any stands for a word that may begin with any byte behind the first.
func (f *forms) eachStart(tell func(at start, any bool)) {
	for _, w := range f.exact {
		tell(startOf(w), false)
	}
	for _, w := range f.begins {
		tell(startOf(w), len(w) < 2)
	}
	for _, s := range f.starts {
		tell(startOf(s), false)
		for _, c := range f.endings {
			// An ending that leaves two bytes of the word leaves its start.
			if rest, ok := strings.CutSuffix(s, c.from); ok && len(rest) == 1 {
				tell(startOf(rest+c.to), false)
			}
		}
	}
}

// beginning returns the phrases that may begin with a word.
func (s *phrases) beginning(w string) (out []*phrase) {
	for _, list := range [][]*phrase{s.heads[startOf(w)], s.any} {
		for _, ph := range list {
			if ph.beginsWith(w) {
				out = append(out, ph)
			}
		}
	}
	return out
}

// beginsWith says whether a word is the first of a phrase, or one behind those
// that may be left out.
func (ph *phrase) beginsWith(w string) bool {
	for i := range ph.words {
		if ph.words[i].is(w) {
			return true
		}
		if !ph.words[i].optional {
			break
		}
	}
	return false
}

// isSecond says whether a word is the second of a longer phrase.
func (s *phrases) isSecond(w string) bool {
	return slices.ContainsFunc(s.seconds[startOf(w)], func(f *forms) bool { return f.is(w) })
}

// found is a phrase in a text: its words are words[first:last] of the unit.
type found struct{ id, first, last int }

// in looks for the phrases in a passage, in the order of their first words; of
// those that begin at one word each is told once, by the longest that stands.
func (s *phrases) in(u *unit, p *passage, tell func(found)) {
	for at := p.first; at < p.last; at++ {
		if list := s.heads[startOf(u.words[at].plain)]; list != nil {
			from(list, u, p, at, tell)
		}
		from(s.any, u, p, at, tell)
	}
}

// from tells which of some phrases stand at a word.
func from(list []*phrase, u *unit, p *passage, at int, tell func(found)) {
	for _, ph := range list {
		if last := ph.match(u, p, at); last > at {
			tell(found{ph.id, at, last})
		}
	}
}

// standing tells which of some phrases stand at a word that each of them may
// begin with.
func standing(list []*phrase, u *unit, p *passage, at int, tell func(found)) {
	for _, ph := range list {
		last := 0
		if ph.words[0].optional || ph.words[0].gap {
			last = ph.match(u, p, at)
		} else {
			last = ph.rest(u, p, 1, at+1)
		}
		if last > at {
			tell(found{ph.id, at, last})
		}
	}
}

// match returns the word behind the phrase when it stands at a word, else 0.
func (ph *phrase) match(u *unit, p *passage, at int) int { return ph.rest(u, p, 0, at) }

// rest does so for the phrase from its word i on.
func (ph *phrase) rest(u *unit, p *passage, i, at int) int {
	if i == len(ph.words) {
		return at
	}
	f := &ph.words[i]
	if f.gap {
		for n := 0; n <= widest && at+n < p.last && u.joined(at+n); n++ {
			if last := ph.rest(u, p, i+1, at+n); last > 0 {
				return last
			}
		}
		return 0
	}
	if at < p.last && f.is(u.words[at].plain) && (i == 0 || u.joined(at)) {
		if last := ph.rest(u, p, i+1, at+1); last > 0 {
			return last
		}
	}
	if f.optional {
		return ph.rest(u, p, i+1, at)
	}
	return 0
}

// head is the bit of a word's first byte.
func head(w string) uint64 {
	if w == "" {
		return 0
	}
	return 1 << (w[0] & 63)
}

// is says whether a word is one of the forms. Most are not, by their first byte.
func (f *forms) is(w string) bool {
	if f.heads&head(w) == 0 {
		return false
	}
	if slices.Contains(f.exact, w) {
		return true
	}
	for _, b := range f.begins {
		if strings.HasPrefix(w, b) {
			return true
		}
	}
	for _, start := range f.starts {
		if same := len(start) - f.cut; same < 1 || len(w) >= same && w[:same] == start[:same] {
			if w[0] == start[0] && endsAs(w, start, f.endings) {
				return true
			}
		}
	}
	return false
}

// endsAs says whether a word is another one, with one of some endings or none.
func endsAs(w, start string, endings []change) bool {
	if w == start {
		return true
	}
	for _, c := range endings {
		if keep := len(start) - len(c.from); keep > 0 && len(w) == keep+len(c.to) && w[:keep] == start[:keep] && w[keep:] == c.to && start[keep:] == c.from {
			return true
		}
	}
	return false
}

// joined says whether a word goes on where the one before it ended: nothing
// that ends a sentence stands between them.
func (u *unit) joined(at int) bool {
	return !strings.ContainsAny(u.text[u.words[at-1].end:u.words[at].start], ".!?:;\n")
}

// plainWord is a word with the apostrophe of a typewriter, and without the
// hyphens that only show where it may be broken.
func plainWord(w string) string {
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			return plainer.Replace(w)
		}
	}
	return w
}

var plainer = strings.NewReplacer("’", "'", "\u00AD", "", "\u2011", "-")
