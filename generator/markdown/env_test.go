package markdown_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"sotto/generator/diag"
	. "sotto/generator/markdown"
	"sotto/generator/site"
	"sotto/generator/sitetest/languages"
)

// testSpecs are the directives of the tests: the real ones in kind.
func testSpecs() []Spec {
	return []Spec{
		{Name: "note", Label: Optional},
		{Name: "warning", Label: Optional},
		{Name: "exercise", Label: Required, Attrs: []AttrSpec{{Name: "minutes", Type: "int"}, {Name: "id", Type: "id"}}},
		{Name: "details", Label: Required},
		{Name: "steps", Holds: "ordered-list"},
		{Name: "choices", Holds: "link-list"},
		{Name: "turns", Holds: "ordered-list", Entries: 3},
		{Name: "quote", Attrs: []AttrSpec{{Name: "lang", Type: "lang", Required: true}, {Name: "by", Type: "text"}}},
		{Name: "crisis", Form: Leaf},
		{Name: "service", Form: Leaf, Attrs: []AttrSpec{{Name: "id", Type: "id", Required: true}}},
		{Name: "next", Form: Leaf, Label: Required, Attrs: []AttrSpec{{Name: "to", Type: "link", Required: true}}},
		{Name: "phone", Form: Inline, Label: Required},
		{Name: "lang", Form: Inline, Label: Required, Attrs: []AttrSpec{{Name: "code", Type: "lang", Required: true}}},
		{Name: "icon", Form: Inline, Attrs: []AttrSpec{{Name: "name", Type: "id", Required: true}}},
	}
}

// testEnv has hooks that answer like the real ones, in short.
func testEnv(lang string) Env {
	return Env{
		Language:  inLanguage(lang).Language,
		Languages: testLanguages,
		Slug:      testSlug,
		Resolve: func(l Link) (Target, *Problem) {
			fragment := ""
			if l.Fragment != "" {
				fragment = "#" + l.Fragment
			}
			switch {
			case strings.HasPrefix(l.Dest, "https://"):
				return Target{Href: l.URL, External: true}, nil
			case strings.Contains(l.Dest, "missing"):
				return Target{}, &Problem{Code: "test/link", Severity: diag.Error, Message: "there is no " + l.Dest, Help: "write another"}
			case strings.HasSuffix(l.Dest, ".cy.md"):
				return Target{Href: "/cy/" + strings.TrimSuffix(l.Dest, ".cy.md") + "/" + fragment, Lang: "cy"}, nil
			case strings.HasSuffix(l.Dest, ".md"):
				return Target{Href: "/" + strings.TrimLeft(strings.TrimSuffix(l.Dest, ".md"), "./") + "/" + fragment}, nil
			}
			return Target{Href: l.URL}, nil
		},
		Component:        testComponent,
		Directives:       testSpecs(),
		Reserved:         []string{"main", "top", "menu"},
		FootnotesHeading: "Notes",
		FootnoteBack:     "Back to text",
	}
}

// testComponent shows all that a component is given.
func testComponent(d Directive) (string, *Problem) {
	if d.Label == "unknown-service" {
		return "", &Problem{Code: "test/component", Severity: diag.Error, Message: "there is no service " + d.Label, Help: "write another", Attr: "label"}
	}
	if d.Attrs["id"] == "unknown-service" {
		return "", &Problem{Code: "test/component", Severity: diag.Error, Message: "there is no service " + d.Attrs["id"], Help: "write another", Attr: "id"}
	}
	var b strings.Builder
	switch d.Name {
	case "phone":
		return `<a href="tel:` + d.Label + `">0800 ` + d.Label + `</a>`, nil
	case "lang":
		return `<span lang="` + d.Attrs["code"] + `">` + d.LabelHTML + `</span>`, nil
	}
	fmt.Fprintf(&b, `<div class="%s"`, d.Name)
	for _, k := range slices.Sorted(maps.Keys(d.Attrs)) {
		fmt.Fprintf(&b, ` data-%s="%s"`, k, d.Attrs[k])
	}
	b.WriteString(">")
	if d.LabelHTML != "" {
		b.WriteString("<p>" + d.LabelHTML + "</p>")
	}
	if d.Form == Block {
		b.WriteString("\n" + d.Content)
	}
	b.WriteString("</div>")
	return b.String(), nil
}

// testSlug folds only what the tests need.
func testSlug(s string) string {
	s = strings.NewReplacer("ŷ", "y", "ŵ", "w", "â", "a", "ô", "o", "’", "", "'", "").Replace(strings.ToLower(s))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}

// convert converts Markdown in the test's surroundings.
func convert(t testing.TB, c *Converter, text string, env Env) (*Document, []diag.Finding) {
	t.Helper()
	doc, findings := c.Convert(Source{Name: "page.md", Text: []byte(text)}, env)
	return doc, diag.Sort(slices.Clone(findings))
}

// testLanguages are data: the tests hold the files to what they promise.
var testLanguages = languages.Of("en", "cy")

// inLanguage is the part of an Env that says which language the page is in.
func inLanguage(code string) Env {
	s := site.Site{Languages: testLanguages}
	return Env{Language: s.Language(site.Lang(code)), Languages: testLanguages}
}
