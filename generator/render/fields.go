package render

import (
	"html/template"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// shapes are what a view shows of the value of each type of field.
var shapes = map[schema.Type]any{
	schema.Line: "", schema.Texts: []string(nil), schema.Number: "", schema.Choice: "",
	schema.Partial: (*Day)(nil), schema.PageLink: (*Link)(nil), schema.Service: (*Service)(nil), schema.Instant: (*Day)(nil),
}

// lists are those of the fields that are lists of groups. Contacts are shown by
// the component ends, and so by no template of a page.
var lists = map[string]any{"figures": []Figure(nil)}

// shape makes a struct type with a field for each key: region becomes Region.
// So templates are given typed views of kinds that nobody wrote Go for, and a
// misspelt field is found when the templates are tried.
func shape(rows []schema.Row) any {
	var fields []reflect.StructField
	for _, r := range rows {
		s, ok := shapes[r.Type]
		if r.Type == schema.List {
			s, ok = lists[r.Name]
		}
		if ok {
			fields = append(fields, reflect.StructField{Name: fieldName(r.Name), Type: reflect.TypeOf(s)})
		}
	}
	return reflect.New(reflect.StructOf(fields)).Elem().Interface()
}

// fieldName is what templates call the value of a key.
func fieldName(key string) string { return strings.ToUpper(key[:1]) + key[1:] }

var noField = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`can't evaluate field (\w+) in type (?:interface {}|struct {.*})$`)
})

// unknownField says which fields there are, where a template names another of
// a view whose fields are declared keys.
func unknownField(f *diag.Finding, view any) {
	m := noField().FindStringSubmatch(f.Message)
	group, known := fieldsOf(view)
	if m == nil || group == "" {
		return
	}
	f.Message = "there is no declared key for the field " + m[1]
	f.Help = "the fields here are " + strings.Join(known, ", ")
	if near := diag.Nearest(m[1], known); near != "" {
		f.Help = "did you mean " + near + "?"
	}
}

// fieldsOf lists the declared fields of a view, and names their group; "" for
// a view without.
func fieldsOf(view any) (group string, names []string) {
	var fields any
	switch v := view.(type) {
	case KindView:
		group, fields = "Fields", v.Fields
	case ComponentView:
		group, fields = "Attrs", v.Attrs
	default:
		return "", nil
	}
	for _, f := range reflect.VisibleFields(reflect.TypeOf(fields)) {
		names = append(names, f.Name)
	}
	return group, names
}

// declared tells the writer of a template of the declared fields of its view.
func declared(view any) string {
	group, names := fieldsOf(view)
	if len(names) == 0 {
		return ""
	}
	return ", and the declared ones {{." + group + "." + strings.Join(names, "}}, {{."+group+".") + "}}"
}

// allViews are the views of this package, and those of the kinds without
// structure of their own and of the site's own components.
func allViews(keys *schema.Set) map[string]any {
	all := maps.Clone(views)
	for _, k := range keys.Kinds {
		if name := string(k.Name); all[name] == nil {
			all[name] = KindView{Fields: shape(k.Keys)}
		}
	}
	for _, c := range keys.Components {
		if c.Own {
			all["components/"+c.Name] = ComponentView{Attrs: shape(c.Attributes)}
		}
	}
	return all
}

// kind makes the view of a page whose kind has no structure of its own.
func (e *edition) kind(p *site.Page, f Frame, doc *markdown.Document) *KindView {
	k := e.keys.Kind(p.Kind)
	v := &KindView{Frame: f, Body: template.HTML(doc.HTML)}
	v.Children, v.Ordered = e.children(p, doc)
	v.Mentions = each(e.site.Mentions(p), e.child)
	for _, t := range f.Twins {
		if k.Twin != "" {
			t.Text = e.words.Text(site.Lang(t.Lang), k.Twin)
			v.Twins = append(v.Twins, t)
		}
	}
	fields := reflect.New(reflect.TypeOf(e.views[string(p.Kind)].(KindView).Fields)).Elem()
	for _, x := range p.Fields {
		if _, is := x.Value.([]site.Contact); is {
			continue
		}
		if place := fields.FieldByName(fieldName(x.Key)); place.IsValid() {
			place.Set(reflect.ValueOf(e.shown(x.Value)))
		}
	}
	v.Fields = fields.Interface()
	return v
}

// shown is what a view shows of a value.
func (e *edition) shown(value any) any {
	switch v := value.(type) {
	case int:
		return locale.Number(e.language(), v)
	case site.PartialDate:
		return e.partialDay(v)
	case time.Time:
		return e.instant(v)
	case *site.Page:
		return e.linkOrNil(v)
	case *site.Service:
		service := e.shownService(v)
		return &service
	case []site.Figure:
		return each(v, func(f site.Figure) Figure { return Figure(f) })
	}
	return value
}

// own renders a component that site.yaml declares.
func (e *edition) own(d markdown.Directive, empty ComponentView) (string, *markdown.Problem) {
	v := ComponentView{Label: template.HTML(d.LabelHTML), Body: template.HTML(d.Content)}
	attrs := reflect.New(reflect.TypeOf(empty.Attrs)).Elem()
	i := slices.IndexFunc(e.keys.Components, func(c schema.Component) bool { return c.Name == d.Name })
	for _, r := range e.keys.Components[i].Attributes {
		written, ok := d.Attrs[r.Name]
		if !ok {
			continue
		}
		value, problem := e.attribute(&r, written, d)
		if problem != nil {
			return "", problem
		}
		attrs.FieldByName(fieldName(r.Name)).Set(reflect.ValueOf(e.shown(value)))
	}
	v.Attrs = attrs.Interface()
	return e.component(d.Name, v)
}

// attribute reads the value of an attribute, as far as the room markdown has
// not checked it.
func (e *edition) attribute(r *schema.Row, written string, d markdown.Directive) (any, *markdown.Problem) {
	bad := func(help string) (any, *markdown.Problem) {
		return nil, &markdown.Problem{Code: "directive/value", Severity: diag.Error, Attr: r.Name, Message: r.Name + " is " + r.Means(), Help: help}
	}
	switch r.Type {
	case schema.Number:
		n, err := strconv.Atoi(written)
		if err != nil || n < r.Least || n > r.Most {
			return bad("write " + r.Name + "=" + r.Example)
		}
		return n, nil
	case schema.Partial:
		if _, err := time.Parse("2006-01-02"[:min(len(written), 10)], written); err != nil || len(written) != 4 && len(written) != 7 && len(written) != 10 {
			return bad("write " + r.Name + "=" + r.Example)
		}
		return site.PartialDate(written), nil
	case schema.Choice:
		if !slices.Contains(r.Of, written) {
			if near := diag.Nearest(written, r.Of); near != "" {
				_, problem := bad("did you mean " + r.Name + "=" + near + "?")
				problem.Write = near
				return nil, problem
			}
			return bad("write " + r.Name + "=" + r.Example)
		}
		return written, nil
	case schema.Service:
		if _, problem := e.find(written, r.Name); problem != nil {
			return nil, problem
		}
		return e.site.Service(written), nil
	case schema.PageLink:
		link := &Link{Href: written, Text: written, Lang: d.Targets[r.Name].Lang}
		address, _, _ := strings.Cut(written, "#")
		if p := e.byAddress[address]; p != nil {
			link.Text = p.LinkTitle
		}
		return link, nil
	}
	return markdown.Typeset(e.language(), written), nil
}
