package editorial

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sotto/generator/markdown"
)

// evidence wants a source of what a page states as evidence, in the paragraph
// that states it: a footnote, or a directive that takes it from a register. One
// for the paragraph is enough, and so one of its statements is told.
func (u *unit) evidence(hits []hit) {
	rules := &u.house.site.Rules.Evidence
	if u.page == nil || !u.within(rules.In) {
		return
	}
	var last *passage
	for i := range hits {
		h := &hits[i]
		if h.role != stated || h.p == last || !u.states(h.p) || u.sourced(h.p) {
			continue
		}
		last = h.p
		u.raise(h, "source/missing", fmt.Sprintf("“%s” states what somebody has found out, and nothing says where it is from", u.said(h)),
			"add a note at the end of the paragraph, [^id], and below it [^id]: :source[id], with an id of content/sources.yaml\nif nobody knows a source, leave the statement out, or say that it is not known")
	}
}

// states says whether a passage states something: headings, labels, cells and
// what is made up do not, nor does a note, which is where a source stands.
func (u *unit) states(p *passage) bool {
	if p.prose != nil || p.note || p.quoted || p.kind != markdown.Paragraph && p.kind != markdown.Item {
		return false
	}
	return p.within < 0 || !slices.Contains(u.house.site.Rules.Evidence.Made, u.doc.Directives[p.within].Name)
}

// footnoteMark is [^label] in Markdown, and not the beginning of the note.
var footnoteMark = regexp.MustCompile(`\[\^[^\]\s]+\](?:[^:]|$)`)

// sourced says whether a passage has a footnote, or a directive that says where
// it is from.
func (u *unit) sourced(p *passage) bool {
	from, to := u.doc.Source(p.start), u.doc.Source(p.end-1)+1
	// A mark stands behind the last word, on its line or on the next.
	rest := string(u.source[to:])
	end := len(rest)
	for _, sign := range []string{"\n\n", "\n- ", "\n* ", "\n:::", "\n\r\n", "\r\n\r\n"} {
		if i := strings.Index(rest, sign); i >= 0 {
			end = min(end, i)
		}
	}
	if footnoteMark.MatchString(string(u.source[from:to]) + rest[:end]) {
		return true
	}
	return slices.ContainsFunc(u.doc.Directives, func(d markdown.Directive) bool {
		return d.Offset >= from && d.Offset < to+end && slices.Contains(u.house.site.Rules.Evidence.By, d.Name)
	})
}
