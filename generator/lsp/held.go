package lsp

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// While a file that all pages depend on is broken (settings, a register, a template,
// the style), a check holds back what may only follow from that, and looks at pages
// less than whole. An editor in whom half a word in site.yaml wiped out every page's
// list would learn nothing from it: so for as long, a page that has not changed
// keeps what was told of it before, and what may be typed next is offered from the
// model before.

// halves says that the model may lack what it has otherwise: an entry, a section, a
// language, every page.
func halves(f diag.Finding) bool {
	return f.Severity == diag.Error && !f.Known && strings.HasPrefix(f.Pos.File, site.ContentFolder) && path.Ext(f.Pos.File) != ".md"
}

// shared says that a finding is an error in a file that pages depend on.
func shared(f diag.Finding) bool {
	return halves(f) || f.Severity == diag.Error && !f.Known && f.Shared
}

// held is what the last check told of pages that held nothing back.
type held struct {
	found []diag.Finding
	texts map[string][]byte // of the pages that it tells of, as they were
}

// with adds to what a check has found what it held back, and remembers it when it
// held back nothing. text gives the bytes of a file as it was checked.
func (h *held) with(all []diag.Finding, text func(string) []byte) []diag.Finding {
	if !slices.ContainsFunc(all, shared) {
		*h = held{texts: map[string][]byte{}}
		for _, f := range all {
			if path.Ext(f.Pos.File) == ".md" {
				h.found = append(h.found, f)
				h.texts[f.Pos.File] = text(f.Pos.File)
			}
		}
		return all
	}
	type place struct {
		diag.Pos
		code string
	}
	told := map[place]bool{}
	for _, f := range all {
		told[place{f.Pos, f.Code}] = true
	}
	out := slices.Clone(all)
	for _, f := range h.found {
		before, now := h.texts[f.Pos.File], text(f.Pos.File)
		if !told[place{f.Pos, f.Code}] && before != nil && bytes.Equal(before, now) {
			out = append(out, f)
		}
	}
	return diag.Sort(out)
}
