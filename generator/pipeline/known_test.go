package pipeline

import (
	"slices"
	"testing"

	"sotto/generator/audit"
	"sotto/generator/diag"
)

// What tells on a reader, or harms one, stands in no baseline.
func TestHoldable(t *testing.T) {
	hold := func(code, file string) bool {
		return Holdable(&diag.Finding{Code: code, Pos: diag.Pos{File: file}})
	}
	for _, code := range []string{"markdown/raw-html", "markdown/shortcode", "link/missing", "key/unknown", "words/too-hard", "term/avoid"} {
		if !hold(code, "content/a/b.md") {
			t.Errorf("%s cannot wait", code)
		}
		for _, file := range []string{"content/site.yaml", "templates/a.md", "public/a/index.html", "a.md", ""} {
			if hold(code, file) {
				t.Errorf("%s in %s, on which many pages depend, may wait", code, file)
			}
		}
	}
	codes := []string{"link/outbound", "link/http", "link/picture", "safety/crisis", "discreet/word", "visibility/twin",
		"date/embargo", "address/vanished", "markdown/dangerous-link", "text/invisible", "site/home", "front/missing", "yaml/syntax"}
	for _, r := range audit.Rules() {
		codes = append(codes, r.Code)
	}
	for _, code := range codes {
		if hold(code, "content/a.md") {
			t.Errorf("%s may wait", code)
		}
	}
	// A code that is kept out is one that there is.
	for _, code := range notHoldable {
		if !slices.ContainsFunc(Rules(), func(r diag.Rule) bool { return r.Code == code }) {
			t.Errorf("%s is no code of a finding", code)
		}
	}
}
