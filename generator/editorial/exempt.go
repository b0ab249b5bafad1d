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

// Allowed is an exemption in the text, or on the whole page. It is plain data.
type Allowed struct {
	site.Exemption
	// From and To are the bytes of the file that it holds for; To is -1 for the
	// whole page.
	From, To int
}

// letOff takes out the findings that exemptions stand against, and tells of
// the exemptions. Those from rules on several pages are left for later.
func (u *unit) letOff() {
	if u.page == nil {
		return
	}
	var list []Allowed
	for _, a := range u.exemptions() {
		if strings.HasPrefix(a.Rule, levelFamily) {
			u.facts.Later = append(u.facts.Later, a)
		} else {
			list = append(list, a)
		}
	}
	u.findings, u.facts.Exempt = settle(u.file, u.house.site.Clock, list, u.findings)
}

// settle returns the findings of a file that no exemption lets off, with one
// for each exemption, and the exemptions that are made use of.
func settle(file *diag.File, now time.Time, list []Allowed, findings []diag.Finding) (kept []diag.Finding, used []site.Exemption) {
	if len(list) == 0 {
		return findings, nil
	}
	lets := make([]bool, len(list))
	for _, f := range findings {
		if i := slices.IndexFunc(list, func(a Allowed) bool { return now.Before(a.Until) && a.holds(file, f) }); i >= 0 {
			lets[i] = true
		} else {
			kept = append(kept, f)
		}
	}
	for i, a := range list {
		f := diag.Finding{Pos: diag.Pos{File: file.Name, Line: a.Line, Col: a.Col}, Source: file.Line(a.Line), Length: 1}
		switch {
		case !now.Before(a.Until):
			f.Code, f.Severity, f.Message = "exempt/over", diag.Error, fmt.Sprintf("this exemption from %s has ended on %s", a.Rule, a.Until.Format(time.DateOnly))
			f.Help = "mend what it was for and delete it; or decide anew, and write a later day"
		case !lets[i]:
			f.Code, f.Severity, f.Message = "exempt/unused", diag.Warning, fmt.Sprintf("nothing here breaks the rule %s", a.Rule)
			f.Help = "delete the exemption"
		default:
			f.Code, f.Severity, f.Message = "exempt/used", diag.Info, fmt.Sprintf("exempt from %s until %s: %s", a.Rule, a.Until.Format(time.DateOnly), a.Why)
			used = append(used, a.Exemption)
		}
		kept = append(kept, f)
	}
	return kept, used
}

// holds says whether an exemption is for a finding.
func (a *Allowed) holds(file *diag.File, f diag.Finding) bool {
	if f.Code != a.Rule && (f.Rule == "" || f.Code+"/"+f.Rule != a.Rule) {
		return false
	}
	before := func(a, b diag.Pos) bool { return a.Line < b.Line || a.Line == b.Line && a.Col < b.Col }
	return a.To < 0 || !before(f.Pos, file.Pos(a.From)) && before(f.Pos, file.Pos(a.To))
}

// exemptions are those of the front matter, then those in the text.
func (u *unit) exemptions() []Allowed {
	var out []Allowed
	if len(u.page.Exempt) > 0 || slices.ContainsFunc(u.doc.Directives, isAllow) {
		u.index()
	}
	for _, e := range u.page.Exempt {
		out = append(out, Allowed{Exemption: e, To: -1})
	}
	for _, d := range u.doc.Directives {
		if !isAllow(d) {
			continue
		}
		pos := u.file.Pos(d.Offset)
		a := Allowed{From: d.Offset, To: d.End, Exemption: site.Exemption{Rule: d.Attrs["rule"], Why: strings.TrimSpace(d.Attrs["why"]), Line: pos.Line, Col: pos.Col}}
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
