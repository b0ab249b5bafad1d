package editorial

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// A law is cited by its title with a year: a run of words with capitals that
// ends with a word for laws and the year, as in English, or begins with such a
// word and ends with the year, as in Welsh.

// citations returns the entries of the laws that the sentence names in its own
// words, and tells of a law or a section that no entry has.
func (s *lawSentence) citations(p *passage) (cited []*site.Law, told bool) {
	for y := s.first + 1; y < s.last; y++ {
		if !s.year(y) || s.byDirective(y) || strings.TrimSpace(s.between(y)) != "" {
			continue
		}
		from, is := s.title(y)
		if !is {
			continue
		}
		laws := s.entriesAt(y)
		if len(laws) == 0 {
			s.at(p, s.words[from].start, s.words[y].end, "law/act", diag.Error, "no entry of content/law.yaml is about this law",
				"add an entry with its source, and write :law[its-id]; or leave the law's name out")
			told = true
			continue
		}
		first := y - len(s.acts[slices.Index(s.house.site.Laws, laws[0])]) + 1
		if at, section := s.section(first, y); section != "" && !slices.ContainsFunc(laws, func(l *site.Law) bool { return s.hasSection(l, section) }) {
			s.at(p, s.words[at].start, s.words[at].end, "law/act", diag.Error, fmt.Sprintf("content/law.yaml has entries of this law, and none of section %s", section),
				"add an entry with its source, or correct the number; "+listed(laws))
			told = true
			continue
		} else if section != "" {
			laws = slices.DeleteFunc(laws, func(l *site.Law) bool { return !s.hasSection(l, section) })
		}
		if late, severity := s.overdue(laws); late != "" {
			s.at(p, s.words[first].start, s.words[y].end, "law/expired", severity, "this states "+late, expiredHelp)
		}
		cited = append(cited, laws...)
	}
	return cited, told
}

// listed names the sections that there are entries of.
func listed(laws []*site.Law) string {
	var out []string
	for _, l := range laws {
		out = append(out, l.ID)
	}
	return "its entries are " + strings.Join(out, ", ")
}

// title says whether a year ends the title of a law, and where that begins.
func (s *lawSentence) title(y int) (from int, ok bool) {
	isTitle := func(at int) bool {
		word := s.passage
		word.first, word.last = at, at+1
		return s.capital(at) && s.has(s.titles, &word)
	}
	back := func(at int) int {
		for at > s.first && (s.capital(at-1) || s.small(at-1)) && !strings.ContainsAny(s.between(at), ":;") {
			at--
		}
		for at < y && !s.capital(at) { // "of the" before a title is not of it
			at++
		}
		return at
	}
	if isTitle(y - 1) {
		return back(y - 1), true
	}
	for at := y - 1; at >= s.first && y-at < 16 && (s.capital(at) || s.small(at)) && !strings.ContainsAny(s.between(at+1), ":;"); at-- {
		if isTitle(at) {
			return at, true
		}
	}
	return 0, false
}

// entriesAt are the entries whose title ends with the year at a word.
func (s *lawSentence) entriesAt(y int) (out []*site.Law) {
	for i, title := range s.acts {
		first := y - len(title) + 1
		if len(title) == 0 || first < s.first {
			continue
		}
		same := true
		for j, w := range title {
			at := plainWord(s.of(s.words[first+j]))
			same = same && (at == w || j == 0 && s.mutated(at, w))
		}
		if same {
			out = append(out, s.house.site.Laws[i])
		}
	}
	return out
}

// mutated says whether a word is another one as it stands inside a sentence.
func (s *lawSentence) mutated(at, word string) bool {
	return s.house.inflect(s.lang.Code).begin(at, word)
}

// begin says whether a word is another one with its first letters changed.
func (i *inflection) begin(at, word string) bool {
	return slices.ContainsFunc(i.beginnings, func(c change) bool {
		rest, ok := strings.CutPrefix(word, c.from)
		return ok && c.from != "" && at == c.to+rest
	})
}

// section finds the number of a section just before or behind the title of a
// law, and returns its word.
func (s *lawSentence) section(first, year int) (at int, number string) {
	isSection := func(at int) bool {
		word := s.passage
		word.first, word.last = at, at+1
		return s.has(s.sections, &word)
	}
	for i := first - 1; i >= s.first && first-i <= 8; i-- { // section 1 of the …
		if isSection(i) && i+1 < first && isNumber(s.of(s.words[i+1])) {
			return i + 1, strings.ToUpper(s.of(s.words[i+1]))
		}
	}
	if year+2 < s.last && isSection(year+1) && isNumber(s.of(s.words[year+2])) && !s.byDirective(year+2) {
		return year + 2, strings.ToUpper(s.of(s.words[year+2]))
	}
	return 0, ""
}

// isNumber says whether a word begins as a number does: "15a".
func isNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// hasSection says whether an entry is about a section: one that it names, or
// one between two that it names with a word for "to".
func (s *lawSentence) hasSection(l *site.Law, number string) bool {
	for lang, text := range l.Section {
		words := strings.FieldsFunc(text, func(r rune) bool { return !isWord(r) })
		for i, w := range words {
			if strings.EqualFold(w, number) {
				return true
			}
			if i < 1 || i+1 == len(words) || !slices.Contains(s.house.site.Rules.Contacts.To[lang], w) {
				continue
			}
			low, err := strconv.Atoi(words[i-1])
			high, err2 := strconv.Atoi(words[i+1])
			if n, err3 := strconv.Atoi(number); err == nil && err2 == nil && err3 == nil && low <= n && n <= high {
				return true
			}
		}
	}
	return len(l.Section) == 0
}
