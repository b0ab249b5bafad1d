package editorial

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// spare notes that the page misses an aim of the site, and is let off by the
// part of the site that it is in.
func (r *reader) spare(code string) {
	if r.ground.part >= 0 && !slices.Contains(r.u.facts.Spared, code) {
		r.u.facts.Spared = append(r.u.facts.Spared, code)
		r.u.facts.Part = int32(r.ground.part + 1)
	}
}

// Parts tells, of all pages together, which parts of the site do not reach its
// aims yet, until when they are let off, and why.
func (h *House) Parts(said []*Facts) []diag.Finding {
	var out []diag.Finding
	for i := range h.site.Rules.Plain.Sections {
		s := &h.site.Rules.Plain.Sections[i]
		if s.Until.IsZero() {
			continue
		}
		if f, ok := h.part(i, s, said); ok {
			f.Pos, f.Source, f.Length = diag.Pos{File: site.ContentFolder + "rules.yaml", Line: s.Line, Col: s.Col}, s.Source, 1
			out = append(out, f)
		}
	}
	return out
}

func (h *House) part(i int, s *site.PlainSection, said []*Facts) (f diag.Finding, tell bool) {
	until := s.Until.Format(time.DateOnly)
	if !h.site.Clock.Before(s.Until) {
		return diag.Finding{Code: "exempt/over", Severity: diag.Error, Message: fmt.Sprintf("these aims for %s have ended on %s", where(s), until),
			Help: "delete them; or decide anew, and write a later day"}, true
	}
	pages, measured := 0, 0
	codes := map[string]int{}
	for _, d := range said {
		if int(d.Part) == i+1 {
			pages++
			for _, c := range d.Spared {
				codes[c]++
			}
		}
		if int(d.Measured) == i+1 {
			measured++
		}
	}
	if pages == 0 {
		return diag.Finding{Code: "exempt/unused", Severity: diag.Warning, Message: fmt.Sprintf("%s reaches the aims of the whole site", where(s)),
			Help: "delete this entry"}, measured > 0
	}
	var which []string
	for c, n := range codes {
		which = append(which, fmt.Sprintf("%s %d", c, n))
	}
	slices.Sort(which)
	return diag.Finding{Code: "exempt/part", Severity: diag.Info,
		Message: fmt.Sprintf("%s in %s let off until %s (%s): %s", plural(pages, "page"), where(s), until, strings.Join(which, ", "), s.Why)}, true
}

// where names a part of the site.
func where(s *site.PlainSection) string {
	if slices.Equal(s.Where, []string{"."}) {
		return "the rest of the site"
	}
	return strings.Join(s.Where, ", ")
}
