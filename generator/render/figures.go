package render

import (
	"html/template"

	"sotto/generator/diag"
	"sotto/generator/figures"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// figureProblem is what is wrong with a figure, at an attribute or the label.
// Nil for what has been told where it belongs.
func figureProblem(p *figures.Problem, attr string) *markdown.Problem {
	if p.Code == "" {
		return nil
	}
	return &markdown.Problem{Code: p.Code, Severity: diag.Error, Message: p.Message, Help: p.Help, Attr: attr, Write: p.Write}
}

// stat renders :stat[table.row.column].
func (e *edition) stat(d markdown.Directive) (string, *markdown.Problem) {
	f, problem := figures.Find(e.site.Datasets, d.Label)
	if problem != nil {
		return "", figureProblem(problem, "label")
	}
	return e.component("stat", e.number(f.Cell.Value, f.Measure))
}

// claim renders :claim[words]{stat=table.row.column}, when they are true.
func (e *edition) claim(d markdown.Directive) (string, *markdown.Problem) {
	f, problem := figures.Find(e.site.Datasets, d.Attrs["stat"])
	if problem != nil {
		return "", figureProblem(problem, "stat")
	}
	problem = figures.Claim(f, d.Label, e.language(), e.number)
	if _, ok := d.Attrs["untrue"]; ok {
		problem = figures.Untrue(f, d.Label, problem)
	}
	if problem != nil {
		return "", figureProblem(problem, "label")
	}
	return e.component("claim", Claim{template.HTML(d.LabelHTML)})
}

// number writes a number in a sentence of the edition's language.
func (e *edition) number(n site.Number, m site.Measure) string {
	return locale.Figure(e.language(), n, m, false)
}
