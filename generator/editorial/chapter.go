// Package editorial holds the house rules on what authors write: what a page
// must have for its readers' sake, beyond being well formed.
package editorial

import (
	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Check applies the house rules to a page and its converted Markdown.
func Check(p *site.Page, doc *markdown.Document) []diag.Finding { return chapter(p, doc) }

// chapter asks of every chapter something to do and one reflection.
func chapter(p *site.Page, doc *markdown.Document) []diag.Finding {
	if p.Kind != site.Chapter {
		return nil
	}
	doing, reflections := 0, 0
	for _, d := range doc.Directives {
		switch d.Name {
		case "exercise", "worked-example":
			doing++
		case "reflection":
			reflections++
		}
	}
	file := diag.NewFile(p.File(), p.Text)
	var out []diag.Finding
	if doing == 0 {
		out = append(out, file.At(p.BodyStart, p.BodyStart, "chapter/exercise", diag.Error,
			"this chapter has nothing to do in it", "add :::exercise[Name]{minutes=5} … ::: or :::worked-example[Name] … :::"))
	}
	if reflections != 1 {
		message := "this chapter has no reflection"
		if reflections > 1 {
			message = "this chapter has more than one reflection"
		}
		out = append(out, file.At(p.BodyStart, p.BodyStart, "chapter/reflection", diag.Error,
			message, "end it with one :::reflection … ::: that holds two or three questions"))
	}
	return out
}
