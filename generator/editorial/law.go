package editorial

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// What the law says is written once, in content/law.yaml. A page shows an entry
// by a directive; what it says in its own words is held against the entries, a
// sentence at a time: the laws that it cites (lawcite.go), a number of years in
// prison, and in which nations something is said to be against the law.

// lawWords are the words of the rules on law in one language, ready to be found.
type lawWords struct {
	years, prison, sections, illegal, hedges, carries, everywhere, titles *phrases
	nations, topics                                                       *phrases // by index of the rules
	// signs are the words without one of which a passage states no law: most have
	// none, and are passed over.
	signs *phrases
	// acts are the words of the title of each entry, by its index.
	acts [][]string
}

// lawGlossaries makes one for each language.
func (h *House) lawGlossaries() map[site.Lang]*lawWords {
	out := map[site.Lang]*lawWords{}
	r := &h.site.Rules.Law
	for _, l := range h.site.Languages {
		i := h.inflect(l.Code)
		w := &lawWords{
			years: i.phrases(r.Years[l.Code]), prison: i.phrases(r.Prison[l.Code]), sections: i.phrases(r.Sections[l.Code]), illegal: i.phrases(r.Illegal[l.Code]),
			hedges: i.phrases(r.Hedges[l.Code]), carries: i.phrases(r.Carries[l.Code]), everywhere: i.phrases(r.Everywhere[l.Code]), titles: i.phrases(h.site.Rules.Titles[l.Code]),
			nations: &phrases{}, topics: &phrases{},
			signs: i.phrases(slices.Concat(r.Prison[l.Code], r.Illegal[l.Code], h.site.Rules.Titles[l.Code])),
		}
		for _, n := range r.Nations {
			w.nations.add(n.Words[l.Code], i)
		}
		for _, t := range r.Topics {
			w.topics.add(t.Words[l.Code], i)
		}
		for _, e := range h.site.Laws {
			w.acts = append(w.acts, titleWords(e.Act[l.Code]))
		}
		out[l.Code] = w
	}
	return out
}

// titleWords are the words of a law's title in lower case, as a unit has them.
func titleWords(title string) []string {
	return strings.FieldsFunc(plainWord(lower(title)), func(r rune) bool { return !isWord(r) && !inWord(r) })
}

// law holds a page against law.yaml.
func law(u *unit) {
	if u.page == nil || len(u.house.site.Laws) == 0 {
		return
	}
	u.shownLaws()
	made := u.madeLaws()
	others := u.tiesOf(func(d *markdown.Directive) bool {
		return d.Form == markdown.Inline && d.Name != "law" && d.Name != "allow" && d.Name != "lang" && d.Name != "claim"
	})
	about := u.within(u.house.site.Rules.Law.In)
	for i := range u.passages {
		p := &u.passages[i]
		if p.lang == nil || p.note && p.kind != markdown.Title {
			continue // a footnote cites sources, whatever they are
		}
		words := u.house.laws[p.lang.Code]
		if about {
			u.nationsOf(p, words)
		}
		if !u.has(words.signs, p) {
			continue
		}
		for from, before := p.first, p.first; from < p.last; {
			s := lawSentence{unit: u, lawWords: words, passage: *p, made: made, others: others}
			to := from + 1
			for to < p.last && !u.endsSentence(to) {
				to++
			}
			s.first, s.last = from, to
			s.wide = s.passage
			if s.has(s.carries, &s.passage) { // "That includes drawings."
				s.wide.first = before
			}
			s.look(p)
			from, before = to, from
		}
	}
}

// endsSentence says whether a sentence ends before a word: "(Evidence, Etc.)
// (Northern Ireland)" is one.
func (u *unit) endsSentence(at int) bool {
	between := u.between(at)
	return strings.ContainsAny(between, "!?\n") || strings.Contains(between, ". ") || strings.Contains(between, ".\u00A0")
}

// made is what :law has written in the unit's text.
type made struct {
	tie
	law *site.Law
}

// madeLaws are those of the page, in the order of its text.
func (u *unit) madeLaws() []made {
	var out []made
	for i := range u.doc.Directives {
		d := &u.doc.Directives[i]
		if d.Name != "law" || d.Form != markdown.Inline {
			continue
		}
		if l := u.house.site.LawByID(d.Label); l != nil {
			for _, t := range u.tiesOf(func(o *markdown.Directive) bool { return o == d }) {
				out = append(out, made{t, l})
			}
		}
	}
	return out
}

// shownLaws tells of entries on the page that were to be checked by now.
func (u *unit) shownLaws() {
	for i := range u.doc.Directives {
		d := &u.doc.Directives[i]
		if d.Name != "law" {
			continue
		}
		list := u.house.site.LawsOf([]string{d.Label}, "", nil)
		if d.Form != markdown.Inline {
			list = nil
			if ids, topic, nation := strings.Fields(d.Attrs["id"]), d.Attrs["topic"], d.Attrs["nation"]; len(ids) > 0 || topic != "" || nation != "" {
				var nations []site.Nation
				if nation != "" {
					nations = site.SplitNations([]site.Nation{site.Nation(nation)})
				}
				list = u.house.site.LawsOf(ids, topic, nations)
			}
		}
		if late, severity := u.overdue(list); late != "" {
			u.index()
			u.add(u.file.At(d.Offset, d.End, "law/expired", severity, "this states "+late, expiredHelp))
		}
	}
}

const expiredHelp = "look the law up at its source and write checked and a later verifyBy in content/law.yaml, or take the statement out"

// overdue names the entries that should have been checked by now, and says how
// grave that is.
func (u *unit) overdue(list []*site.Law) (late string, severity diag.Severity) {
	severity = diag.Warning
	var ids []string
	for _, l := range list {
		after := l.VerifyBy.AddDate(0, 0, 1)
		if l.VerifyBy.IsZero() || u.house.site.Clock.Before(after) {
			continue
		}
		ids = append(ids, fmt.Sprintf("%s, to be checked by %s", l.ID, l.VerifyBy.Format(time.DateOnly)))
		if n := u.house.site.Rules.Dates.Law.Late; n > 0 && !u.house.site.Clock.Before(after.AddDate(0, 0, n)) {
			severity = diag.Error
		}
	}
	return strings.Join(ids, "; "), severity
}

// nationsOf tells of a nation that is named where the law is told, and of whose
// law no entry is.
func (u *unit) nationsOf(p *passage, words *lawWords) {
	words.nations.in(u, p, func(f found) {
		name := u.house.site.Rules.Law.Nations[f.id].Name
		for _, l := range u.house.site.Laws {
			if slices.Contains(l.Nations, site.Nation(name)) {
				return
			}
		}
		u.at(p, u.words[f.first].start, u.words[f.last-1].end, "law/nation", diag.Error, "no entry of content/law.yaml is about "+name+", which is named here",
			"add an entry with its source, or say in a sentence with :allow that its law is not told here")
	})
}

// lawSentence is one sentence as the rules on law look at it.
type lawSentence struct {
	*unit
	*lawWords
	passage
	made []made
	// wide is the sentence, with the one before it when it goes on from there.
	wide passage
	// others are what other directives have written: their files answer for it.
	others []tie
}

// look raises what is wrong with the sentence.
func (s *lawSentence) look(p *passage) {
	cited, told := s.citations(p)
	if told {
		return
	}
	for _, m := range s.made {
		if s.within(m.tie) {
			cited = append(cited, m.law)
		}
	}
	s.maximum(p, cited)
	s.where(p)
}

// within says whether a stretch of the text lies in the sentence.
func (s *lawSentence) within(t tie) bool {
	return t.start < s.words[s.last-1].end && s.words[s.first].start < t.end
}

// byDirective says whether a directive has written a word.
func (s *lawSentence) byDirective(at int) bool {
	w := s.words[at]
	return tied(s.others, w.start, w.end) || slices.ContainsFunc(s.made, func(m made) bool { return w.start < m.end && m.start < w.end })
}

// near is how many words may lie between a number of years and a word of prison.
const near = 6

// maximum looks for a number of years in prison that was typed by hand.
func (s *lawSentence) maximum(p *passage, cited []*site.Law) {
	var prison []found
	s.prison.in(s.unit, &s.passage, func(f found) { prison = append(prison, f) })
	if len(prison) == 0 {
		return
	}
	s.years.in(s.unit, &s.passage, func(f found) {
		at := f.first - 1
		if at < s.first || s.byDirective(at) {
			return
		}
		n, err := strconv.Atoi(s.of(s.words[at]))
		if err != nil {
			if n = int(s.words[at].number); n == 0 {
				return
			}
		}
		if !slices.ContainsFunc(prison, func(o found) bool { return max(at-o.last, o.first-f.last) <= near }) {
			return
		}
		start, end := s.words[at].start, s.words[f.last-1].end
		if len(cited) == 0 {
			s.at(p, start, end, "law/typed", diag.Error, fmt.Sprintf("%d years in prison, and nothing says by which law", n),
				"write :law[id]{what=maximum} with the id of an entry of content/law.yaml, or name the law in the same sentence")
			return
		}
		var known []string
		for _, l := range cited {
			if l.Years == n {
				return
			}
			if l.Years > 0 {
				known = append(known, fmt.Sprintf("%d by %s", l.Years, l.ID))
			}
		}
		says := "which content/law.yaml does not know"
		if len(known) > 0 {
			says = "and content/law.yaml says " + strings.Join(known, ", ")
		}
		s.at(p, start, end, "law/maximum", diag.Error, fmt.Sprintf("%d years in prison, %s", n, says), "write :law[id]{what=maximum}; if the entry is wrong, correct it there with its source")
	})
}

// where holds what is said to be against the law against the nations that it is
// so in.
func (s *lawSentence) where(p *passage) {
	if !s.has(s.illegal, &s.wide) || s.has(s.hedges, &s.wide) {
		return
	}
	s.topics.in(s.unit, &s.passage, func(f found) {
		topic := s.house.site.Rules.Law.Topics[f.id].Topic
		var holds []site.Nation
		for _, l := range s.house.site.Laws {
			if l.Topic == topic {
				holds = append(holds, l.Nations...)
			}
		}
		holds = site.SplitNations(holds)
		if len(holds) == 0 || len(holds) == len(site.Nations) || s.byDirective(f.first) {
			return
		}
		said := s.named()
		var wrong []string
		for _, n := range said {
			if !slices.Contains(holds, n) {
				wrong = append(wrong, string(n))
			}
		}
		message := "this is said without a nation, and holds in " + joined(holds) + " alone"
		if len(said) > 0 {
			message = "this is said of " + strings.Join(wrong, " and ") + ", and holds in " + joined(holds) + " alone"
		}
		if len(said) == 0 || len(wrong) > 0 {
			s.at(p, s.words[f.first].start, s.words[f.last-1].end, "law/nations", diag.Error, message,
				"name the nations that it holds in, or say that the law differs\nif it holds elsewhere too, add the entry to content/law.yaml, with its source")
		}
	})
}

// named are the nations that a sentence is about: those that it names, or else
// the one whose page this is.
func (s *lawSentence) named() []site.Nation {
	if s.has(s.everywhere, &s.wide) {
		return site.Nations
	}
	var said []site.Nation
	s.nations.in(s.unit, &s.wide, func(f found) {
		said = append(said, site.Nation(s.house.site.Rules.Law.Nations[f.id].Name))
	})
	if len(said) == 0 {
		name := s.page.Key[strings.LastIndex(s.page.Key, "/")+1:]
		if name == "england-and-wales" {
			name = string(site.EnglandWales)
		}
		said = append(said, site.Nation(name))
	}
	return site.SplitNations(said)
}

func joined(nations []site.Nation) string {
	var out []string
	for _, n := range nations {
		out = append(out, string(n))
	}
	return strings.Join(out, ", ")
}
