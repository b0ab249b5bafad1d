package editorial

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/markdown"
)

// The rules on how a text is written, whatever it says: placeholders, pasted
// text, spelling, abbreviations, and how hard it is to read. All of them go
// over the words of a text once, and look closer at what stands between two
// words only where that is more than a space.

// prose applies these rules to a unit.
func prose(u *unit) {
	r := &reader{u: u, spelled: map[string]bool{}}
	r.tell = r.phrase
	if u.page != nil {
		r.ground = u.house.ground(u.page)
		r.slips()
		r.nothing()
	}
	for i := range u.passages {
		r.passage(i)
	}
	if u.page != nil {
		r.page()
	}
}

// reader goes over the words of a unit.
type reader struct {
	u      *unit
	ground ground // what its page is measured by
	count  count

	// Of the passage.
	p       *passage
	t       *tongue
	counted bool
	from    int // the first word of the sentence
	helper  int // how many words ago a passive has begun; 0 for never
	passive bool
	shout   shout
	quotes  quotes
	found   []found
	marks   []mark
	covered int // the bytes before this one are told of already

	tell func(found)
	// spelled are the abbreviations that have been explained, or told of.
	spelled map[string]bool
}

// most is how many phrases and findings of one passage are kept: who has more
// has one cause for all of them.
const most = 100

// mark is a finding that is not raised yet: where two overlap, the one that
// weighs more is.
type mark struct {
	start, end    int
	code          string
	severity      diag.Severity
	weight        int
	message, help string
	// instead is what to write in its place, where that is certain.
	instead *string
}

// write says what to put in the place of what is marked.
func (m *mark) write(text string) {
	if m != nil {
		m.instead = &text
	}
}

// The weights of marks.
const (
	light = iota
	middling
	heavy
)

func (r *reader) passage(i int) {
	u := r.u
	p := &u.passages[i]
	r.p, r.t = p, u.house.tongueOf(p.lang)
	r.counted = u.page != nil && p.prose == nil && !p.note && p.lang != nil && p.lang.Code == u.page.Lang &&
		(p.kind == markdown.Paragraph || p.kind == markdown.Item)
	r.from, r.helper, r.passive, r.shout, r.covered = p.first, 0, false, shout{}, 0
	r.quotes = quotes{open: -1, close: -1}
	r.found, r.marks = r.found[:0], r.marks[:0]

	end := p.start
	for at := p.first; at < p.last; at++ {
		w := u.words[at]
		if gap := u.text[end:w.start]; gap != " " && gap != "" {
			r.gap(end, gap, at)
		}
		r.word(at, w)
		end = w.end
	}
	if end < p.end {
		r.gap(end, u.text[end:p.end], p.last)
	}
	r.sentence(p.last)
	r.endShout(p.last)
	if p.prose != nil && u.page != nil {
		r.quotedWhole()
	}
	r.unbalanced(i)
	if len(r.found) > 0 {
		r.phrases()
	}
	if len(r.marks) > 0 {
		r.raise()
	}
	if r.counted && p.last-p.first > r.ground.paragraph() {
		r.long("words/long-paragraph", p.first, p.last, p.last-p.first, r.ground.Aims.Paragraph, r.ground.site.Paragraph)
	}
}

// raise raises the marks of a passage, in their order, but for those that
// stand in one that weighs more.
func (r *reader) raise() {
	slices.SortStableFunc(r.marks, func(a, b mark) int {
		return cmp.Or(b.weight-a.weight, a.start-b.start)
	})
	for i, m := range r.marks {
		if !slices.ContainsFunc(r.marks[:i], func(o mark) bool { return m.start < o.end && o.start < m.end }) && !r.foreign(m.start, m) {
			f := r.u.finding(r.p, m.start, m.end, m.code, m.severity, m.message, m.help)
			if m.instead != nil {
				f.Fix = r.u.swap(r.p, &f, m.start, m.end, *m.instead)
			}
			r.u.add(f)
		}
	}
}

// foreign says whether a light mark stands in words of another language, or in
// those of somebody else: what a source is called.
func (r *reader) foreign(at int, m mark) bool {
	if r.u.doc == nil || r.p.prose != nil || m.weight == heavy {
		return false
	}
	if r.u.citedAt(at) {
		return true
	}
	return slices.ContainsFunc(r.u.doc.Foreign, func(f markdown.Foreign) bool { return f.Start <= at && at < f.End })
}

// mark notes what is told when the passage has been read; nil when it is one too many.
func (r *reader) mark(start, end int, code string, s diag.Severity, weight int, message, help string) *mark {
	if len(r.marks) == most {
		return nil
	}
	r.marks = append(r.marks, mark{start, end, code, s, weight, message, help, nil})
	return &r.marks[len(r.marks)-1]
}

// word looks at one word.
func (r *reader) word(at int, w word) {
	u := r.u
	low := w.plain
	if w.listed.next != 0 {
		w.listed.standing(u, r.p, at, r.tell)
	}
	if r.counted {
		r.weigh(w.term)
	}
	if at > r.p.first {
		if was := u.words[at-1]; w.end-w.start == was.end-was.start && w.plain == was.plain {
			r.twice(was, w)
		}
	}
	first := u.text[w.start]
	if first != low[0] || first >= utf8.RuneSelf {
		r.capital(at, w)
	} else if r.shout.n > 0 {
		r.endShout(at)
	}
	if first|0x20 == 'x' || first == '0' {
		r.blank(at, low)
	}
	if w.ending != nil {
		r.ending(at, w)
	}
}

// twice finds a word that is typed twice.
func (r *reader) twice(was, w word) {
	u := r.u
	if u.house.Half || w.twice || strings.TrimSpace(u.text[was.end:w.start]) != "" || !beginsWithLetter(w.plain) {
		return
	}
	if isUpper(u.text[was.start:]) && isUpper(u.text[w.start:]) {
		return // a name
	}
	r.mark(was.start, w.end, "words/twice", diag.Warning, light, "this word stands here twice", "write it once: "+u.text[w.start:w.end]).write(u.text[was.start:was.end])
}

// begins says whether a byte begins a sentence, or the passage.
func (r *reader) begins(at int) bool {
	before := strings.TrimRight(r.u.text[r.p.start:at], " \u00A0\"'“‘«(*")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:")
}

// ending finds a word with an end that is written otherwise.
func (r *reader) ending(at int, w word) {
	if r.isName(at, at+1) {
		return
	}
	written := strings.TrimSuffix(w.plain, w.ending[0]) + w.ending[1]
	right := asWritten(r.u.text[w.start:w.end], written)
	r.mark(w.start, w.end, "words/spelling", diag.Warning, light, "this is not how the word is written here", "write "+right).write(right)
}

// isName says whether words stand in a name: written large in the middle of a
// sentence, or beside another word that is.
func (r *reader) isName(first, last int) bool {
	u := r.u
	if !isUpper(u.text[u.words[first].start:]) {
		return false
	}
	if !r.begins(u.words[first].start) {
		return true
	}
	return last < r.p.last && isUpper(u.text[u.words[last].start:]) && u.text[u.words[last-1].end:u.words[last].start] == " "
}

// asWritten gives a word the capital of another.
func asWritten(as, word string) string {
	r, n := utf8.DecodeRuneInString(word)
	if isUpper(as) {
		return string(unicode.ToUpper(r)) + word[n:]
	}
	return word
}

func isUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func beginsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}
