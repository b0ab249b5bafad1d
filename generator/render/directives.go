package render

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// specs are the directives that authors can write. The templates' names are
// components/ and the directive's.
var specs = []markdown.Spec{
	{Name: "note", Form: markdown.Block, Label: markdown.Optional},
	{Name: "warning", Form: markdown.Block, Label: markdown.Optional},
	{Name: "exercise", Form: markdown.Block, Label: markdown.Required, Attrs: []markdown.AttrSpec{{Name: "minutes", Type: "int"}}},
	{Name: "worked-example", Form: markdown.Block, Label: markdown.Required},
	{Name: "reflection", Form: markdown.Block, Label: markdown.None},
	{Name: "details", Form: markdown.Block, Label: markdown.Required},
	{Name: "steps", Form: markdown.Block, Label: markdown.None, Holds: "ordered-list"},
	{Name: "choices", Form: markdown.Block, Label: markdown.None, Holds: "link-list"},
	{Name: "crisis", Form: markdown.Leaf, Label: markdown.None},
	{Name: "service", Form: markdown.Leaf, Label: markdown.None, Attrs: []markdown.AttrSpec{{Name: "id", Required: true, Type: "id"}}},
	{Name: "directory", Form: markdown.Leaf, Label: markdown.None},
	{Name: "proof", Form: markdown.Leaf, Label: markdown.None},
	{Name: "next", Form: markdown.Leaf, Label: markdown.Required, Attrs: []markdown.AttrSpec{{Name: "to", Required: true, Type: "link"}}},
	{Name: "phone", Form: markdown.Inline, Label: markdown.Required},
	{Name: "hours", Form: markdown.Inline, Label: markdown.Required},
	{Name: "website", Form: markdown.Inline, Label: markdown.Required},
	{Name: "lang", Form: markdown.Inline, Label: markdown.Required, Attrs: []markdown.AttrSpec{{Name: "code", Required: true, Type: "lang"}}},
}

// Directives returns the directives that authors can write. The caller must
// not change them.
func (r *Renderer) Directives() []markdown.Spec { return specs }

// Component returns the function that renders a directive as it looks on page
// p: Env.Component of the room markdown, which has checked the directive
// against its Spec. proof is what ::proof tells: nothing as long as it is nil.
func (r *Renderer) Component(p *site.Page, proof *Proof) func(markdown.Directive) (string, *markdown.Problem) {
	e := r.edition(p.Lang)
	return func(d markdown.Directive) (string, *markdown.Problem) {
		switch d.Name {
		case "crisis":
			return e.crisis, nil
		case "proof":
			return e.proof(proof), nil
		case "directory":
			return e.directory, nil
		case "service":
			s, problem := e.find(d.Attrs["id"], "id")
			if problem != nil {
				return "", problem
			}
			return s.card, nil
		case "phone", "hours", "website":
			return e.fact(d)
		case "lang":
			return e.component("lang", Words{Lang: d.Attrs["code"], Text: template.HTML(d.LabelHTML)}), nil
		case "next":
			v := Next{Href: d.Attrs["to"], Lang: d.Targets["to"].Lang, Label: template.HTML(d.LabelHTML)}
			return e.component("next", v), nil
		case "choices":
			return e.component(d.Name, Box{Body: template.HTML(undashed(d.Content))}), nil
		case "exercise":
			box := Box{Label: template.HTML(d.LabelHTML), Body: template.HTML(d.Content)}
			if n, err := strconv.Atoi(d.Attrs["minutes"]); err == nil {
				box.Minutes = e.count(wordAbout, n)
			}
			return e.component(d.Name, box), nil
		}
		return e.component(d.Name, Box{Label: template.HTML(d.LabelHTML), Body: template.HTML(d.Content)}), nil
	}
}

// component renders one component. Its template was tried when it was parsed,
// with a full view and an empty one, so that it cannot fail.
func (e *edition) component(name string, view any) string {
	t := e.set["components/"+name]
	if t == nil {
		return ""
	}
	var b strings.Builder
	if err := t.Execute(&b, view); err != nil {
		return ""
	}
	return plainPlus(b.String())
}

// find returns a service's renderings by its id, which the author wrote in
// attr: an attribute, or "label".
func (e *edition) find(id, attr string) (*rendered, *markdown.Problem) {
	if s := e.services[id]; s != nil {
		return s, nil
	}
	ids := make([]string, len(e.site.Services))
	for i, s := range e.site.Services {
		ids[i] = s.ID
	}
	help := "the services are listed in content/services.yaml: " + strings.Join(ids, ", ")
	if near := diag.Nearest(id, ids); near != "" {
		help = "did you mean " + near + "?"
	}
	return nil, &markdown.Problem{
		Code: "service/unknown", Severity: diag.Error, Help: help, Attr: attr,
		Message: fmt.Sprintf("there is no service %q", id),
	}
}

// fact renders what :phone, :hours and :website say of a service.
func (e *edition) fact(d markdown.Directive) (string, *markdown.Problem) {
	s, problem := e.find(d.Label, "label")
	if problem != nil {
		return "", problem
	}
	text, lacks := s.phone, "telephone number"
	switch d.Name {
	case "hours":
		text, lacks = s.hours, "opening hours"
	case "website":
		text, lacks = s.website, "website"
	}
	if text == "" {
		return "", &markdown.Problem{
			Code: "service/lacks", Severity: diag.Error, Attr: "label",
			Message: fmt.Sprintf("the service %q has no %s", d.Label, lacks),
			Help:    fmt.Sprintf("add it to content/services.yaml if you know it, or take out :%s[%s]", d.Name, d.Label),
		}
	}
	return text, nil
}

// undashed starts a new line after each choice's link, in place of the dash
// that stands there in the Markdown: on a card it would only be in the way.
func undashed(content string) string {
	return dash.Replace(content)
}

var dash = strings.NewReplacer("</a> — ", "</a><br>", "</a> – ", "</a><br>")
