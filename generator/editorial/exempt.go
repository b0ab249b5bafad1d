package editorial

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// An exemption lets a place off a rule, by a person's decision: on words in the
// text, with
//
//	:allow[these words]{rule=term/avoid why="the name of an Act" until=2027-06-01}
//
// or on a whole page, in its front matter, with
//
//	exempt:
//	  - {rule: words/too-easy, why: a form of eight lines, until: 2027-06-01}
//
// Every exemption that is made use of is told by every check, as a finding that
// stops nothing; one that has come to its end lets nothing off any more.

// allowed is an exemption in the text, or on the whole page.
type allowed struct {
	site.Exemption
	from, to int // bytes of the file that it holds for
	used     bool
	pos      diag.Pos
	source   string
}

// letOff takes out the findings that exemptions stand against, and tells of
// the exemptions.
func (u *unit) letOff() {
	if u.page == nil {
		return
	}
	list := u.exemptions()
	if len(list) == 0 {
		return
	}
	kept := u.findings[:0:0]
	for _, f := range u.findings {
		if !u.letsOff(list, f) {
			kept = append(kept, f)
		}
	}
	u.findings = kept
	for _, a := range list {
		f := diag.Finding{Pos: a.pos, Source: a.source, Length: 1}
		switch {
		case !u.house.site.Clock.Before(a.Until):
			f.Code, f.Severity, f.Message = "exempt/over", diag.Error, fmt.Sprintf("this exemption from %s has ended on %s", a.Rule, a.Until.Format(time.DateOnly))
			f.Help = "mend what it was for and delete it; or decide anew, and write a later day"
		case !a.used:
			f.Code, f.Severity, f.Message = "exempt/unused", diag.Warning, fmt.Sprintf("nothing here breaks the rule %s", a.Rule)
			f.Help = "delete the exemption"
		default:
			f.Code, f.Severity, f.Message = "exempt/used", diag.Info, fmt.Sprintf("exempt from %s until %s: %s", a.Rule, a.Until.Format(time.DateOnly), a.Why)
			u.facts.Exempt = append(u.facts.Exempt, a.Exemption)
		}
		u.add(f)
	}
}

// letsOff says whether one of the exemptions holds for a finding, and marks it.
func (u *unit) letsOff(list []*allowed, f diag.Finding) bool {
	for _, a := range list {
		if !u.house.site.Clock.Before(a.Until) || f.Code != a.Rule && (f.Rule == "" || f.Code+"/"+f.Rule != a.Rule) {
			continue
		}
		first, last := u.file.Pos(a.from), u.file.Pos(a.to)
		before := func(a, b diag.Pos) bool { return a.Line < b.Line || a.Line == b.Line && a.Col < b.Col }
		if !before(f.Pos, first) && before(f.Pos, last) || a.to == len(u.source) {
			a.used = true
			return true
		}
	}
	return false
}

// exemptions are those of the front matter, then those in the text.
func (u *unit) exemptions() []*allowed {
	var out []*allowed
	if len(u.page.Exempt) > 0 || slices.ContainsFunc(u.doc.Directives, isAllow) {
		u.index()
	}
	for _, e := range u.page.Exempt {
		out = append(out, &allowed{Exemption: e, to: len(u.source), pos: diag.Pos{File: u.name, Line: e.Line, Col: e.Col}, source: u.file.Line(e.Line)})
	}
	for _, d := range u.doc.Directives {
		if !isAllow(d) {
			continue
		}
		a := &allowed{from: d.Offset, to: d.End, Exemption: site.Exemption{Rule: d.Attrs["rule"], Why: strings.TrimSpace(d.Attrs["why"])}, pos: u.file.Pos(d.Offset)}
		a.Line, a.Col, a.source = a.pos.Line, a.pos.Col, u.file.Line(a.pos.Line)
		until, err := time.ParseInLocation(time.DateOnly, d.Attrs["until"], u.house.site.Config.TimeZone)
		if err != nil || a.Why == "" {
			u.add(u.file.At(d.Offset, d.End, "exempt/form", diag.Error, "this exemption lacks its reason or the day of its end",
				`write it like this: :allow[…]{rule=term/avoid why="the name of an Act" until=2027-06-01}`))
			continue
		}
		a.Until = until
		out = append(out, a)
	}
	return out
}

func isAllow(d markdown.Directive) bool { return d.Name == "allow" }
