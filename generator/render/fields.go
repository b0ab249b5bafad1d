package render

import (
	"html/template"
	"reflect"
	"regexp"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// shapes are what a view shows of the value of each type of field.
var shapes = map[schema.Type]any{
	schema.Line: "", schema.Texts: []string(nil), schema.Number: "",
	schema.Partial: (*Day)(nil), schema.PageLink: (*Link)(nil), schema.List: []Figure(nil),
}

// shape makes a struct type with a field for each key: region becomes Region.
// So templates are given typed views of kinds that nobody wrote Go for, and a
// misspelt field is found when the templates are tried.
func shape(rows []*schema.Row) any {
	var fields []reflect.StructField
	for _, r := range rows {
		if s, ok := shapes[r.Type]; ok {
			fields = append(fields, reflect.StructField{Name: fieldName(r.Name), Type: reflect.TypeOf(s)})
		}
	}
	return reflect.New(reflect.StructOf(fields)).Elem().Interface()
}

// fieldName is what templates call the value of a key.
func fieldName(key string) string { return strings.ToUpper(key[:1]) + key[1:] }

var noField = regexp.MustCompile(`can't evaluate field (\w+) in type interface {}`)

// unknownField says which fields there are, where a template names another of
// a view whose fields are declared keys.
func unknownField(f *diag.Finding, view any) {
	m := noField.FindStringSubmatch(f.Message)
	v, ok := view.(KindView)
	if m == nil || !ok {
		return
	}
	var known []string
	for _, field := range reflect.VisibleFields(reflect.TypeOf(v.Fields)) {
		known = append(known, field.Name)
	}
	f.Message = "no key of this kind is called " + m[1]
	f.Help = "the fields of this kind are " + strings.Join(known, ", ")
	if near := diag.Nearest(m[1], known); near != "" {
		f.Help = "did you mean " + near + "?"
	}
}

// allViews are the views of this package and those of the kinds without
// structure of their own.
func allViews(keys *schema.Set) map[string]any {
	all := map[string]any{}
	for name, v := range views {
		all[name] = v
	}
	for _, k := range keys.Kinds {
		if name := string(k.Name); all[name] == nil {
			all[name] = KindView{Fields: shape(k.FieldKeys())}
		}
	}
	return all
}

// kind makes the view of a page whose kind has no structure of its own.
func (e *edition) kind(p *site.Page, f Frame, doc *markdown.Document) *KindView {
	k := e.keys.Kind(p.Kind)
	v := &KindView{Frame: f, Body: template.HTML(doc.HTML)}
	v.Children, v.Ordered = e.children(p, doc)
	for _, q := range p.Mentions {
		v.Mentions = append(v.Mentions, e.child(q))
	}
	if len(p.Twins) > 0 && k.Twin != "" {
		t := p.Twins[0]
		v.Twin = &Link{Href: t.Address, Lang: string(t.Lang), Text: e.words.Text(t.Lang, k.Twin)}
	}
	fields := reflect.New(reflect.TypeOf(e.views[string(p.Kind)].(KindView).Fields)).Elem()
	for _, x := range p.Fields {
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
		return e.day(v)
	case *site.Page:
		return e.linkOrNil(v)
	case []site.Figure:
		out := make([]Figure, len(v))
		for i, f := range v {
			out[i] = Figure(f)
		}
		return out
	}
	return value
}
