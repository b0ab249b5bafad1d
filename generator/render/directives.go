package render

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// attrTypes are the words of the room markdown for the types that it checks.
var attrTypes = map[schema.Type]string{
	schema.Number: "int", schema.PageLink: "link", schema.Service: "id", schema.ID: "id", schema.Tongue: "lang",
}

// Specs tells the room markdown of the components that the schema declares.
func Specs(declared []schema.Component) []markdown.Spec {
	forms := map[string]markdown.Form{schema.Box: markdown.Block, schema.Leaf: markdown.Leaf, schema.Inline: markdown.Inline}
	labels := map[string]markdown.LabelUse{schema.NoLabel: markdown.None, schema.OptionalLabel: markdown.Optional, schema.NeededLabel: markdown.Required}
	var out []markdown.Spec
	for _, c := range declared {
		s := markdown.Spec{Name: c.Name, Form: forms[c.Form], Label: labels[c.Label], Holds: c.Holds, Entries: c.Entries}
		for _, r := range c.Attributes {
			s.Attrs = append(s.Attrs, markdown.AttrSpec{Name: r.Name, Required: r.Needed, Type: attrTypes[r.Type]})
		}
		out = append(out, s)
	}
	return out
}

// Directives returns the directives that authors can write. The caller must
// not change them.
func (r *Renderer) Directives() []markdown.Spec { return r.specs }

// Component returns the function that renders a directive as it looks on page
// p: Env.Component of the room markdown, which has checked the directive
// against its Spec. proof is what ::proof tells: nothing as long as it is nil.
func (r *Renderer) Component(p *site.Page, proof *Proof) func(markdown.Directive) (string, *markdown.Problem) {
	return r.edition(p.Lang).directive(p, proof)
}

func (e *edition) directive(p *site.Page, proof *Proof) func(markdown.Directive) (string, *markdown.Problem) {
	return func(d markdown.Directive) (string, *markdown.Problem) {
		switch d.Name {
		case "crisis":
			return e.crisis, nil
		case "proof":
			return e.proof(proof)
		case "a-to-z":
			return e.aToZ, nil
		case "phrases":
			return e.phrases, nil
		case "languages":
			return e.languages, nil
		case "start":
			return e.start, nil
		case "directory":
			return e.listed(d.Attrs["of"])
		case "service":
			s, problem := e.find(d.Attrs["id"], "id")
			if problem != nil {
				return "", problem
			}
			return s.card, nil
		case "limits":
			return e.limit(p, d)
		case "phone", "text", "hours", "website":
			return e.fact(d)
		case "law":
			if d.Form == markdown.Inline {
				return e.lawWords(d)
			}
			return e.law(d)
		case "source":
			return e.source(d)
		case "stat":
			return e.stat(d)
		case "claim":
			return e.claim(d)
		case "table":
			return e.table(p, d)
		case "chart":
			return e.chart(p, d)
		case "allow":
			return e.component("allow", Words{Text: template.HTML(d.LabelHTML)})
		case "lang":
			return e.component("lang", Words{Lang: d.Attrs["code"], Text: template.HTML(d.LabelHTML)})
		case "speaker":
			return e.component("speaker", Speaker{Role: template.HTML(d.LabelHTML), Of: markdown.Typeset(e.language(), d.Attrs["of"]), Body: template.HTML(d.Content)})
		case "ends":
			return e.component("ends", e.ends(p))
		case "boilerplate":
			return e.boilerplate(d)
		case "write":
			return e.lines(d)
		case "picture":
			of, problem := e.attribute(&schema.PictureOf, d.Attrs["of"], d)
			if problem != nil {
				return "", problem
			}
			return e.component("picture", Picture{Label: template.HTML(d.LabelHTML), Of: of.(string)})
		case "week":
			return e.week(d)
		case "contents":
			return e.component("contents", e.contents(p))
		case "next":
			v := Next{Href: d.Attrs["to"], Lang: d.Targets["to"].Lang, Label: template.HTML(d.LabelHTML)}
			return e.component("next", v)
		}
		if own, ok := e.views["components/"+d.Name].(ComponentView); ok {
			return e.own(d, own)
		}
		box := Box{Label: template.HTML(d.LabelHTML), Body: template.HTML(d.Content)}
		if d.Name == "choices" {
			box.Body = template.HTML(dash.Replace(d.Content))
		}
		if n, err := strconv.Atoi(d.Attrs["minutes"]); err == nil {
			box.Minutes = e.count(wordAbout, n)
		}
		return e.component(d.Name, box)
	}
}

// component renders one component where an author has written it. Its template
// has been tried with a full view and an empty one; what fails all the same,
// with a view between the two, is a problem of the place that brought it out.
func (e *edition) component(name string, view any) (string, *markdown.Problem) {
	out, err := e.write("components/"+name, view, e.boxes)
	if err != nil {
		f := templateFinding(err, "template/execute", e.src)
		return "", &markdown.Problem{
			Code: f.Code, Severity: f.Severity, Help: f.Help,
			Message: fmt.Sprintf("the template of %s fails here, in line %d of %s: %s", name, f.Pos.Line, f.Pos.File, f.Message),
		}
	}
	return out, nil
}

// lines renders ::write, whose template draws so many lines.
func (e *edition) lines(d markdown.Directive) (string, *markdown.Problem) {
	n, problem := e.attribute(&schema.WriteLines, d.Attrs["lines"], d)
	if problem != nil {
		return "", problem
	}
	v := Lines{Label: template.HTML(d.LabelHTML), Height: fmt.Sprintf("%dem", n)}
	for i := range n.(int) {
		v.Lines = append(v.Lines, fmt.Sprintf("%d.9em", i))
	}
	return e.component("write", v)
}

// find returns a service's renderings by its id, which the author wrote in
// attr: an attribute, or "label".
func (e *edition) find(id, attr string) (*rendered, *markdown.Problem) {
	if s := e.services[id]; s != nil {
		return s, nil
	}
	ids := each(e.site.Services, func(s *site.Service) string { return s.ID })
	help := "the services are listed in content/services.yaml: " + strings.Join(ids, ", ")
	if len(ids) == 0 {
		help = "write content/services.yaml, with an entry of that id"
	}
	near := diag.Nearest(id, ids)
	if near != "" {
		help = "did you mean " + near + "?"
	}
	return nil, &markdown.Problem{
		Code: "service/unknown", Severity: diag.Error, Help: help, Attr: attr, Write: near,
		Message: fmt.Sprintf("there is no service %q", id),
	}
}

// fact renders what :phone, :text, :hours and :website say of a service.
func (e *edition) fact(d markdown.Directive) (string, *markdown.Problem) {
	s, problem := e.find(d.Label, "label")
	if problem != nil {
		return "", problem
	}
	text, lacks := s.phone, "telephone number"
	switch d.Name {
	case "text":
		text, lacks = s.text, "number for text messages"
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

// dash starts a new line after each choice's link, in place of the dash that
// stands there in the Markdown: on a card it would only be in the way.
var dash = strings.NewReplacer("</a> — ", "</a><br>", "</a> – ", "</a><br>")
