package pipeline

import (
	_ "embed"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

//go:embed rules.md
var ownRules string

// A baseline lets a site that came from elsewhere be worked off step by step:
// what is in it does not fail a build. So it holds only what is wrong in the words
// of one page, and never what could tell on a reader or harm one. This is a list
// of what may be in it; whatever is not named here may not, and nor may anything
// that the audit finds in finished bytes, whatever the baseline says.
//
// Never: what the network or a screen would learn (links to hosts that nobody has
// listed, unencrypted or dangerous addresses, pictures in a page of one request,
// discreet titles and words, hidden characters), what shows a page too early or
// lets an address vanish (visibility, embargo, address), the words of safety, and
// files that could not be read in full: settings, data, templates, style, front
// matter that is none.
var holdable = strings.Fields(`chapter contacts date directive exempt figure key language law level link markdown
	paste placeholder release source term value words`)

// notHoldable are the codes of these families that a baseline cannot hold.
var notHoldable = []string{
	"date/embargo", "value/host", "value/url",
	"link/http", "link/outbound", "link/phone", "link/mailto", "link/picture", "link/query", "link/scheme", "link/withheld",
	"markdown/dangerous-link", "markdown/insecure-link", "markdown/invisible", "markdown/link-character",
	"markdown/too-deep", "markdown/too-long", "markdown/too-many",
}

// Holdable reports whether a finding may stand in a baseline. Its file has the
// name that it has in a site.
func Holdable(f *diag.Finding) bool {
	return strings.HasPrefix(f.Pos.File, site.ContentFolder) && strings.HasSuffix(f.Pos.File, ".md") &&
		slices.Contains(holdable, family(f.Code)) && !slices.Contains(notHoldable, f.Code)
}

func family(code string) string {
	name, _, _ := strings.Cut(code, "/")
	return name
}

// known marks the findings of a stage that stand in the baseline.
func (o *Options) known(list []diag.Finding) {
	if o.Known == nil {
		return
	}
	for i := range list {
		if f := &list[i]; Holdable(f) && o.Known(f) {
			f.Known = true
		}
	}
}
