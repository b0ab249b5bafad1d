package editorial

import (
	"cmp"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// The rules about words, terms and safety, look for all their words in one pass
// over a unit; what a sentence makes of a word is asked only where one stands.

// role is what a rule about words is for.
type role int

const (
	avoid       role = iota // a term
	never                   // what stands nowhere, for safety
	promise                 // what a service promises
	consequence             // what may follow an offence
	recall                  // what takes a reader back to an offence
	passes                  // what a helper passes on
	stated                  // what states evidence
)

// wording is a site.Wording in one language, ready to be applied.
type wording struct {
	*site.Wording
	role              role
	order             int // among all of them
	unless            *phrases
	near, fair, after []*phrases
}

// glossary finds the words of all rules in one language.
type glossary struct {
	all    *phrases
	rules  []*wording // by the number of a list of phrases
	titles map[string]bool
	// hope, stop and limits are words of site.Safety.
	hope, stop, limits *phrases
}

// hit is a rule's words in a passage: words[first:last] of the unit.
type hit struct {
	*wording
	p           *passage
	first, last int
}

// glossaries makes one for each language that the rules have words in.
func (h *House) glossaries() map[site.Lang]*glossary {
	out := map[site.Lang]*glossary{}
	for _, l := range h.site.Languages {
		out[l.Code] = h.glossary(l.Code)
	}
	return out
}

func (h *House) glossary(l site.Lang) *glossary {
	rules, i := &h.site.Rules, h.inflect(l)
	s := &glossary{all: &phrases{}, titles: map[string]bool{}}
	sets := map[string]*phrases{}
	for _, set := range rules.Sets {
		sets[set.Name] = i.phrases(set.Words[l])
	}
	named := func(names []string) (out []*phrases) {
		for _, n := range names {
			out = append(out, sets[n])
		}
		return out
	}
	for _, t := range rules.Titles[l] {
		s.titles[lower(t)] = true
	}
	n := 0
	add := func(r role, w *site.Wording) {
		n++
		of := &wording{Wording: w, role: r, order: n, unless: i.phrases(w.Unless[l]), near: named(w.Near), fair: named(w.Fair), after: named(w.After)}
		s.all.add(w.Words[l], i)
		s.rules = append(s.rules, of)
	}
	for j := range rules.Terms {
		add(avoid, &rules.Terms[j])
	}
	safety := &rules.Safety
	for j := range safety.Never {
		add(never, &safety.Never[j])
	}
	for j := range safety.Promises {
		add(promise, &safety.Promises[j])
	}
	for j := range safety.Passing {
		add(passes, &safety.Passing[j])
	}
	add(consequence, &site.Wording{Words: safety.Consequences.Words, Unless: safety.Consequences.Unless})
	add(recall, &site.Wording{Words: safety.Exercise.Recall})
	for j := range rules.Evidence.Statements {
		w := rules.Evidence.Statements[j]
		w.Level = "warning"
		add(stated, &w)
	}
	s.hope, s.limits, s.stop = i.phrases(safety.Consequences.Hope[l]), i.phrases(safety.Limits[l]), i.phrases(safety.Exercise.Stop[l])
	return s
}

// spotted applies the rules about words.
func spotted(u *unit) {
	var hits []hit
	var p *passage
	tell := func(f found) {
		s := u.house.spot[p.lang.Code]
		of := s.rules[f.id]
		if word := u.text[u.words[f.first].start:]; f.capitals > 0 && word[:f.capitals] != strings.ToUpper(word[:f.capitals]) {
			return // MAP is no map
		}
		if of.role != never && p.prose == nil && u.citedAt(u.words[f.first].start) {
			return // a source is called what it is called
		}
		if h := (hit{of, p, f.first, f.last}); u.holds(&h) && !u.fair(s, &h) {
			hits = append(hits, h)
		}
	}
	next := 0
	for _, at := range u.spots {
		for p == nil || at >= p.last {
			p = &u.passages[next]
			next++
		}
		u.words[at].spots.standing(u, p, at, tell)
	}
	if len(hits) == 0 {
		return
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.last, a.last), cmp.Compare(u.severity(&a), u.severity(&b))*-1, cmp.Compare(a.order, b.order))
	})
	u.safety(hits)
	u.terms(hits)
	u.evidence(hits)
}

// holds says whether a rule holds where the unit is.
func (u *unit) holds(h *hit) bool {
	return (len(h.In) == 0 || u.within(h.In)) && !u.within(h.NotIn)
}

// within says whether the page is one of some, or in one of some folders.
func (u *unit) within(parts []string) bool {
	return u.page != nil && partOf(u.page, parts)
}

// partOf says whether a page is one of some, or in one of some folders.
func partOf(p *site.Page, parts []string) bool {
	for _, part := range parts {
		key, file := strings.CutSuffix(part, ".md")
		key = strings.TrimSuffix(key, "/index")
		if key == "index" && file {
			key = ""
		}
		if p.Key == key || !file && strings.HasPrefix(p.Key, key+"/") {
			return true
		}
	}
	return false
}

// severity is that of a hit.
func (u *unit) severity(h *hit) diag.Severity {
	if h.Level == "warning" && !u.within(h.ErrorIn) {
		return diag.Warning
	}
	return diag.Error
}

// raise raises a finding about the words of a hit, and returns it as it is kept.
func (u *unit) raise(h *hit, code, message, help string) *diag.Finding {
	f := u.finding(h.p, u.words[h.first].start, u.words[h.last-1].end, code, u.severity(h), message, help)
	f.Rule = h.ID
	u.add(f)
	return &u.findings[len(u.findings)-1]
}

// words of a hit, as they stand in the text.
func (u *unit) said(h *hit) string {
	return strings.Join(strings.Fields(u.text[u.words[h.first].start:u.words[h.last-1].end]), " ")
}
