package editorial

import (
	"fmt"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/figures"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Statistics are typed once, in content/data/. In the text of a page whose kind
// states figures, such as a campaign or a release, a number that counts
// something is an error unless a directive puts it in or holds it against its
// table. What is no statistic: a year, a day, a time, an age, a telephone
// number, a sum of money, "24 hours".

// statistics looks for numbers that are tied to no table, and for people where
// something else was counted.
func statistics(u *unit) {
	if u.page == nil {
		return
	}
	ties := u.ties()
	u.peopleCounted(ties)
	if s := u.page.Section; !s.Figures || u.page.Kind != s.Kind {
		return
	}
	inTable := false
	for i := range u.passages {
		p := &u.passages[i]
		if p.lang == nil {
			continue
		}
		s := spotter{unit: u, passage: p, ties: ties, claims: &p.lang.Claims}
		if p.kind == markdown.Cell {
			inTable = inTable || s.cell()
			continue
		}
		inTable = false
		s.look()
	}
}

// tie is a stretch of the unit's text that a table has put in or vouches for.
type tie struct {
	start, end int
	stat       string // the figure's name, for :stat in the text; else ""
}

// ties are those of the whole unit, in the order of its text.
func (u *unit) ties() []tie {
	out := u.tiesOf(func(d *markdown.Directive) bool {
		return d.Name == "stat" || d.Name == "claim" || d.Name == "phone" || d.Name == "text" || d.Name == citation
	})
	for _, p := range u.passages {
		if p.prose == nil {
			continue
		}
		for _, s := range p.prose.Stated {
			out = append(out, tie{start: p.start + s[0], end: p.start + s[1]})
		}
	}
	return out
}

// tiesOf are the stretches of text that some directives in it have made.
func (u *unit) tiesOf(is func(*markdown.Directive) bool) []tie {
	var out []tie
	at := 0
	for i := range u.doc.Directives {
		d := &u.doc.Directives[i]
		if !is(d) {
			continue
		}
		// The text comes from bytes of the directive: one stretch of it.
		for at < len(u.doc.Origins) && u.doc.Origins[at].Source < d.Offset {
			at++
		}
		t := tie{start: -1}
		if d.Name == "stat" {
			t.stat = d.Label
		}
		for ; at < len(u.doc.Origins) && u.doc.Origins[at].Source < d.End; at++ {
			o := u.doc.Origins[at]
			if t.start < 0 {
				t.start = o.Text
			}
			t.end = len(u.doc.Text)
			if at+1 < len(u.doc.Origins) {
				t.end = u.doc.Origins[at+1].Text
			}
			if !o.Made {
				t.end = min(t.end, o.Text+d.End-o.Source)
			}
		}
		if t.start >= 0 {
			out = append(out, t)
		}
	}
	return out
}

// tied says whether any of some bytes are vouched for.
func tied(ties []tie, start, end int) bool {
	return slices.ContainsFunc(ties, func(t tie) bool { return start < t.end && t.start < end })
}

// peopleCounted refuses "people" behind a figure that counts something else.
func (u *unit) peopleCounted(ties []tie) {
	for _, t := range ties {
		if t.stat == "" {
			continue
		}
		f, problem := figures.Find(u.house.site.Datasets, t.stat)
		if problem != nil {
			continue // the directive has told
		}
		i := slices.IndexFunc(u.passages, func(p passage) bool { return p.start <= t.start && t.end <= p.end })
		if i < 0 || u.passages[i].lang == nil {
			continue
		}
		p := &u.passages[i]
		noun, last := u.noun(p, u.behind(p, t.end), 2, p.lang.Claims.People)
		if problem := figures.People(f, noun, p.lang); problem != nil {
			u.at(p, u.words[last].start, u.words[last].end, problem.Code, diag.Error, problem.Message, problem.Help)
		}
	}
}

// behind returns the first word behind a number that ends at a byte of the
// text, and behind what may say that it is so many more: "72% more people".
func (u *unit) behind(p *passage, end int) int {
	from := end
	for _, list := range [][]string{p.lang.Claims.Rise, p.lang.Claims.Fall} {
		for _, form := range list {
			if tail, ok := strings.CutPrefix(form, "{n}"); ok && tail != "" && begins(u.low[end:p.end], tail) {
				from = max(from, end+len(tail))
			}
		}
	}
	w := p.first
	for w < p.last && u.words[w].start < from {
		w++
	}
	return w
}

// noun finds one of some nouns behind a number: within so many words from at on,
// before anything that parts them.
func (u *unit) noun(p *passage, at, within int, nouns []string) (noun string, word int) {
	for i := at; i < min(at+within, p.last); i++ {
		if i > p.first && strings.ContainsAny(u.text[u.words[i-1].end:u.words[i].start], ".,;:!?()–—|\n") {
			break
		}
		if w := u.words[i].plain; slices.Contains(nouns, w) {
			return w, i
		}
	}
	return "", 0
}

// spotter looks for statistics in one passage.
type spotter struct {
	*unit
	*passage
	ties   []tie
	claims *site.Claims
}

// look goes over the passage once.
func (s *spotter) look() {
	end := 0 // what is before it has been looked at
	for i := s.first; i < s.last; i++ {
		w := s.words[i]
		if w.start < end {
			continue
		}
		if c := s.text[w.start]; c >= '0' && c <= '9' {
			end = s.number(i)
			continue
		}
		if stop, ok := s.times(i); ok {
			end = stop
			s.claim(w.start, stop)
		}
	}
}

// number looks at the number that begins with a word, and returns its end.
func (s *spotter) number(i int) (end int) {
	start := s.words[i].start
	end = start + figures.Span(s.lang, s.text[start:s.passage.end])
	if end < s.words[i].end { // 16th, 9am, 2018-2019, 18s
		return s.words[i].end
	}
	before := byte(' ')
	if start > s.start {
		before = s.text[start-1]
	}
	if strings.IndexByte("$#:/.,-+", before) >= 0 && before != '+' || strings.HasSuffix(s.text[s.start:start], "£") || strings.HasSuffix(s.text[s.start:start], "€") {
		return end
	}
	n, ok := figures.Parse(s.lang, s.text[start:end])
	if !ok || tied(s.ties, start, end) {
		return end
	}
	after := strings.TrimLeft(s.low[end:s.passage.end], " \u00A0")
	grouped := n.Decimals == 0 && strings.IndexFunc(s.text[start:end], func(r rune) bool { return r < '0' || r > '9' }) > 0
	year := n.Decimals == 0 && n.N >= 1900 && n.N < 2100 && end-start == 4
	switch {
	case slices.ContainsFunc(s.claims.Percent, func(p string) bool { return begins(after, p) }):
		s.bare(start, end, n, "%", site.Percent, site.Change)
	case year:
	case s.headline(), grouped, s.perTime(after):
		s.bare(start, end, n, "", site.Count)
	default:
		nouns := append(slices.Clip(s.claims.Counted), s.claims.People...)
		if _, at := s.noun(s.passage, s.behind(s.passage, end), 3, nouns); at > 0 {
			s.bare(start, end, n, "", site.Count)
		}
	}
	return end
}

// headline says that the passage is a figure which is shown large.
func (s *spotter) headline() bool { return s.prose != nil && s.prose.Key == "figures.value" }

// perTime says that a number is one of so many a month.
func (s *spotter) perTime(after string) bool {
	c := s.claims
	for _, list := range [][]string{c.Day, c.Week, c.Month, c.Year} {
		if slices.ContainsFunc(list, func(w string) bool { return begins(after, w) }) {
			return true
		}
	}
	return false
}

// begins says whether a text begins with words as a whole.
func begins(s, words string) bool {
	rest, ok := strings.CutPrefix(s, words)
	return ok && (rest == "" || !wordAt(rest) || !wordAt(words[len(words)-1:]))
}

// times finds words such as "doubled" at a word, and returns their end.
func (s *spotter) times(i int) (end int, ok bool) {
	start := s.words[i].start
	rest := "" // of the passage, from the word on
	for _, list := range s.claims.Times {
		for _, words := range list.Words {
			if len(words) <= end-start || s.low[start] != words[0] { // nearly always
				continue
			}
			if rest == "" {
				rest = plainWord(s.low[start:s.passage.end])
			}
			if begins(rest, words) && s.ends(start+len(words)) {
				end, ok = start+len(words), true
			}
		}
	}
	return end, ok && !tied(s.ties, start, end)
}

// ends says whether a word ends at a byte of the text: that of double-check
// does not end behind double.
func (s *spotter) ends(at int) bool {
	return slices.ContainsFunc(s.words[s.first:s.last], func(w word) bool { return w.end == at })
}

// bare tells of a number that no table vouches for.
func (s *spotter) bare(start, end int, n site.Number, sign string, measures ...site.Measure) {
	known := figures.Equal(s.house.site.Datasets, n, measures...)
	help := "enter it in content/data/ with its source, and write :stat[table.row.column] for it"
	if len(known) > 0 {
		help = "if it is the number of a table, write :stat[" + strings.Join(known, "] or :stat[") + "] for it; if not, " + help
	}
	s.at(s.passage, start, end, "figure/bare", diag.Error, fmt.Sprintf("%s is a statistic that no table vouches for", s.text[start:end]+sign), help)
}

// claim tells of words that state a figure, and that no table vouches for.
func (s *spotter) claim(start, end int) {
	words := s.text[start:end]
	help := "write :claim[" + words + "]{stat=table.row.column}, and name the change that the words are about"
	if true := figures.Claiming(s.house.site.Datasets, words, s.lang); len(true) > 0 {
		help = "write :claim[" + words + "]{stat=" + strings.Join(true, "} or {stat=") + "}, whichever is meant"
	}
	s.at(s.passage, start, end, "figure/bare", diag.Error, fmt.Sprintf("“%s” states a figure that no table vouches for", words), help)
}

// cell tells of a table of numbers that was typed by hand, at its first number.
func (s *spotter) cell() bool {
	text := strings.Trim(s.text[s.start:s.passage.end], " \u00A0")
	number := strings.TrimSuffix(strings.TrimLeft(text, "+-−"), "%")
	n, ok := figures.Parse(s.lang, number)
	if !ok || text == number && n.Decimals == 0 && n.N >= 1900 && n.N < 2100 && len(number) == 4 || tied(s.ties, s.start, s.passage.end) {
		return false
	}
	s.at(s.passage, s.start, s.passage.end, "figure/table", diag.Error, "this table of numbers is typed by hand, and nothing vouches for them",
		"enter it in content/data/ with its source, and write ::table{data=…} here")
	return true
}
