package markdown

import (
	"regexp"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// attributes checks a directive's attributes against its Spec and puts them
// into d.
func (p *page) attributes(o *opening, spec *Spec, d *Directive) bool {
	ok := true
	var meant []string // attributes that are there under a wrong name
	for i := range o.attrs {
		a := &o.attrs[i]
		good := false
		switch want := spec.attr(a.key); {
		case want == nil:
			meant = append(meant, p.unknownAttr(o, spec, a))
		case earlier(o.attrs[:i], a.key):
			p.fail(a.at, a.at+len(a.key), "directive/attribute", "attribute "+a.key+" is written twice", "keep one of them")
		default:
			good = p.typed(a, want, d)
		}
		ok = ok && good
	}
	for _, want := range spec.Attrs {
		if want.Required && !earlier(o.attrs, want.Name) && !o.broken && !slices.Contains(meant, want.Name) {
			p.fail(o.start, o.nameAt+len(o.name), "directive/attribute", o.name+" needs the attribute "+want.Name, "write "+spec.String())
			ok = false
		}
	}
	return ok
}

func (s *Spec) attr(name string) *AttrSpec {
	if i := slices.IndexFunc(s.Attrs, func(a AttrSpec) bool { return a.Name == name }); i >= 0 {
		return &s.Attrs[i]
	}
	return nil
}

func earlier(attrs []attr, key string) bool {
	return slices.ContainsFunc(attrs, func(a attr) bool { return a.key == key })
}

// unknownAttr reports an attribute that the directive does not take, and
// returns the one that was meant, if there is a guess.
func (p *page) unknownAttr(o *opening, spec *Spec, a *attr) string {
	var names []string
	for _, s := range spec.Attrs {
		names = append(names, s.Name)
	}
	help := o.name + " takes no attributes: delete this one"
	near := diag.Nearest(a.key, names)
	if near != "" {
		help = "did you mean " + near + "=" + a.value + "?"
	} else if len(names) > 0 {
		help = o.name + " takes " + strings.Join(names, ", ")
	}
	p.fail(a.at, a.at+len(a.key), "directive/attribute", o.name+" has no attribute "+a.key, help).Fix = p.swap(a.at, a.at+len(a.key), a.key, near)
	return near
}

// typed checks a value against the type of its attribute, and puts it into d.
func (p *page) typed(a *attr, want *AttrSpec, d *Directive) bool {
	bad := func(message, help string) bool {
		p.fail(a.valueAt, a.valueEnd, "directive/value", a.key+" "+message, help)
		return false
	}
	value := a.value
	switch want.Type {
	case "id":
		if !isID(a.value) {
			return bad("is made of lower case letters, digits and hyphens", "write "+a.key+"=… as it stands where it is defined")
		}
	case "int":
		if len(a.value) > 6 || strings.Trim(a.value, "0123456789") != "" || a.value == "" {
			return bad("is a whole number", "write digits only: "+a.key+"=10")
		}
	case "lang":
		if !langCode.MatchString(a.value) {
			help := "write two or three letters (ISO 639)"
			for i, l := range p.env.Languages {
				help += [...]string{": ", ", "}[min(i, 1)] + a.key + "=" + string(l.Code) + " for " + l.English
			}
			return bad("is the code of a language", help)
		}
	case "link":
		l := Link{Text: d.Label, Offset: p.base + a.valueAt, End: p.base + a.valueEnd}
		target, ok := p.resolve(l, a.value)
		if !ok {
			return false
		}
		d.Targets[a.key] = target
		if strings.Contains(d.LabelHTML, "<a") {
			p.fail(d.Offset-p.base, d.End-p.base, "directive/in-link", "the label of this directive becomes a link, and holds another link", "write the label without a link")
			return false
		}
		value = target.Href
	}
	d.Attrs[a.key] = value
	return true
}

// langCode is the form of a language code of BCP 47.
var langCode = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// langOf is the language that a directive's label and content are written in:
// its attribute of type "lang", or the one around it.
func (p *page) langOf(o *opening, spec *Spec) *site.Language {
	for i := range o.attrs {
		if s := spec.attr(o.attrs[i].key); s != nil && s.Type == "lang" {
			v, _, _ := strings.Cut(o.attrs[i].value, "-")
			for _, l := range p.env.Languages {
				if string(l.Code) == v {
					return l
				}
			}
			return nil
		}
	}
	return p.lang
}
