package editorial

import (
	"fmt"
	"slices"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Cited is a source that a page cites, and where. It is plain data.
type Cited struct {
	ID        string
	Line, Col int
}

// cites notes which sources the page cites.
func cites(u *unit) {
	if u.page == nil {
		return
	}
	for _, d := range u.doc.Directives {
		if d.Name == citation {
			u.index()
			pos := u.file.Pos(d.Offset)
			u.facts.Cites = append(u.facts.Cites, Cited{d.Label, pos.Line, pos.Col})
		}
	}
}

// citation is the directive that cites a source.
const citation = "source"

// citedAt says whether a byte of the text stands in a citation: neither its
// words nor its spelling are ours. What may harm a reader stands in none either.
func (u *unit) citedAt(i int) bool {
	return len(u.facts.Cites) > 0 && u.doc.MadeAt(i) && slices.ContainsFunc(u.doc.Directives, func(d markdown.Directive) bool {
		return d.Name == citation && d.Offset == u.doc.Source(i)
	})
}

// Citing are the places that cite each source, by its id, in the order of the
// pages. said are the facts of all pages, in the order of Site.Pages.
func Citing(s *site.Site, said []*Facts) map[string][]diag.Pos {
	out := map[string][]diag.Pos{}
	for i, f := range said {
		for _, c := range f.Cites {
			out[c.ID] = append(out[c.ID], diag.Pos{File: s.Pages[i].File(), Line: c.Line, Col: c.Col})
		}
	}
	return out
}

// Sources looks at the entries of sources.yaml with the pages that cite them:
// whoever looks at a source again has to read those pages too.
func (h *House) Sources(said []*Facts) []diag.Finding {
	at := slices.IndexFunc(h.site.Spoken, func(f site.Spoken) bool { return f.File == site.Shown("sources.yaml") })
	if at < 0 {
		return nil
	}
	citing := Citing(h.site, said)
	// A register may name its source by the id of one.
	named := map[string]bool{}
	for _, e := range h.site.Entries() {
		if e.Register != "sources" {
			named[e.Source] = true
		}
	}
	broken := h.Half || slices.ContainsFunc(said, func(f *Facts) bool { return f.Broken })
	u := h.unit(h.site.Spoken[at].File, h.site.Spoken[at].Text)
	u.index()
	for _, v := range h.site.Sources {
		pages := citing[v.ID]
		if v.VerifyBy.IsZero() {
			continue // told by load
		}
		n := len(u.findings)
		from, to := u.value(v.VerifyAt)
		u.due(from, to, v.VerifyBy, 0, "the source "+v.ID+" was to be looked at again", "the source "+v.ID+" must be looked at again",
			"look at it, write the day in seen and a later verifyBy, and read again what cites it: the places under also")
		for i := range u.findings[n:] {
			u.findings[n+i].Also = pages
		}
		from, to = u.value(v.DateAt)
		if h.isAhead(string(v.Date)) {
			u.add(u.file.At(from, to, "date/future", diag.Error, "a source cannot be of a day to come", "write the date of the source, as precisely as is known"))
		}
		from, to = u.value(v.SeenAt)
		if v.Seen.After(h.site.Clock) {
			u.add(u.file.At(from, to, "date/future", diag.Error, "nobody can have looked at a source on a day to come", "write the day on which somebody looked at it"))
		}
		if len(pages) == 0 && !named[v.ID] && !broken {
			from, to = u.value(v.At)
			u.add(u.file.At(from, to, "source/unused", diag.Info, fmt.Sprintf("no page cites the source %s", v.ID), "cite it with :source["+v.ID+"], or delete it"))
		}
	}
	return u.findings
}
