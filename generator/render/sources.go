package render

import (
	"fmt"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// makeSources renders the citation of every source. Nothing in it depends on
// the page, so each is made once.
func (e *edition) makeSources() {
	e.sources = make(map[string]string, len(e.site.Sources))
	for _, s := range e.site.Sources {
		e.sources[s.ID] = e.once("components/source", e.sourceView(s))
	}
}

// sourceView makes the view of a source.
func (e *edition) sourceView(s *site.Source) Source {
	v := Source{By: s.By, Title: s.Title, Date: e.text(wordUndated)}
	if lang := s.Lang; lang != "" && lang != e.lang {
		v.Lang = string(lang)
	} else if first := e.site.Config.Languages[0]; lang == "" && e.lang != first {
		v.Lang = string(first)
	}
	if s.Date != "" {
		v.Date = locale.PartialDate(e.language(), s.Date)
	}
	if key := seenWords[s.How]; key != "" { // else load has said that it cannot be read
		v.Seen = e.fill(key, "Date", locale.Date(e.language(), s.Seen))
	}
	v.Note, v.NoteLang = e.in(s.Note)
	return v
}

// source renders :source[id].
func (e *edition) source(d markdown.Directive) (string, *markdown.Problem) {
	if text, ok := e.sources[d.Label]; ok {
		return text, nil
	}
	ids := each(e.site.Sources, func(s *site.Source) string { return s.ID })
	help := "add it to content/sources.yaml: sotto explain key/sources.id and the keys beside it say what an entry holds"
	near := diag.Nearest(d.Label, ids)
	if near != "" {
		help = "did you mean " + near + "? the sources are listed in content/sources.yaml"
	}
	return "", &markdown.Problem{
		Code: "source/unknown", Severity: diag.Error, Help: help, Attr: "label", Write: near,
		Message: fmt.Sprintf("there is no source %q", d.Label),
	}
}
