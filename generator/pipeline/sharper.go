package pipeline

import (
	"slices"
	"strings"

	"sotto/generator/diag"
)

// blunt are findings of markdown and links that say of a typed contact only
// what is wrong with its form.
var blunt = []string{"markdown/bare-url", "link/phone", "link/mailto", "link/outbound"}

// sharper takes out the findings on a contact that the house rules on contacts
// have told too: they know whose it is, and what to write. Two findings about
// one address, with two pieces of advice, would be one too many.
func sharper(findings, house []diag.Finding) []diag.Finding {
	return slices.DeleteFunc(findings, func(f diag.Finding) bool {
		return slices.Contains(blunt, f.Code) && slices.ContainsFunc(house, func(h diag.Finding) bool {
			return strings.HasPrefix(h.Code, "contacts/") && h.Pos.Line == f.Pos.Line && touches(h, f)
		})
	})
}

// touches says whether a finding lies where another does, or in the destination
// of the link whose words the other is about.
func touches(h, f diag.Finding) bool {
	end := h.Pos.Col + h.Length
	if strings.HasPrefix(f.Code, "link/") {
		return f.Pos.Col >= h.Pos.Col && f.Pos.Col <= end+len("**](")
	}
	return f.Pos.Col < end && h.Pos.Col < f.Pos.Col+f.Length
}

// unfollowed leaves out what a broken directive makes the rules on chapters say: an
// exercise whose name is misspelt is there all the same.
func unfollowed(findings, more []diag.Finding) []diag.Finding {
	if !slices.ContainsFunc(findings, func(f diag.Finding) bool {
		return f.Severity == diag.Error && strings.HasPrefix(f.Code, "directive/")
	}) {
		return more
	}
	return slices.DeleteFunc(more, func(f diag.Finding) bool { return strings.HasPrefix(f.Code, "chapter/") })
}

// distorts says whether a mistake on a page makes it differ from its translation until
// it is mended: a telephone number typed on one of them alone, a table that is none.
func distorts(f diag.Finding) bool {
	family, _, _ := strings.Cut(f.Code, "/")
	return f.Severity == diag.Error && slices.Contains([]string{"contacts", "paste", "figure"}, family)
}

// unread are the files whose front matter has an error: what it says is not known.
func unread(findings []diag.Finding) map[string]bool {
	out := map[string]bool{}
	for _, f := range findings {
		if f.Severity == diag.Error && !f.Known && strings.HasSuffix(f.Pos.File, ".md") {
			out[f.Pos.File] = true
		}
	}
	return out
}
