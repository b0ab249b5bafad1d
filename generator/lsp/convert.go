package lsp

import (
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/render"
	"sotto/generator/site"
)

// convert reads a page's Markdown as a build does, but that links stay as they
// are and components say nothing: what is wanted is where things are.
func convert(n *snapshot, source string, data []byte, lang site.Lang) *markdown.Document {
	start := 0
	if _, end, ok := frontOf(data); ok {
		if start = min(end, len(data)); start < len(data) {
			start += len(firstLine(data[start:]))
		}
	}
	doc, _ := markdown.New().Convert(markdown.Source{Name: source, Text: data, Start: start}, markdown.Env{
		Language: n.site.Language(lang), Languages: n.site.Languages, Slug: locale.Slug,
		Directives: render.Specs(n.keys.Components), Reserved: render.ReservedIDs(),
		Component:        func(markdown.Directive) (string, *markdown.Problem) { return "", nil },
		FootnotesHeading: "-",
		Resolve: func(l markdown.Link) (markdown.Target, *markdown.Problem) {
			return markdown.Target{Href: l.URL}, nil
		},
	})
	return doc
}

// firstLine is a text's first line, with its end.
func firstLine(data []byte) []byte {
	for i, c := range data {
		if c == '\n' {
			return data[:i+1]
		}
	}
	return data
}
