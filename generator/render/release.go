package render

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Speaker is the view of the component speaker: what somebody says in a news
// release, retold.
type Speaker struct {
	Role template.HTML // from Markdown
	Of   string
	Body template.HTML // from Markdown
}

// Ends is the view of the component ends: the end of a news release.
type Ends struct {
	// Contacts are those of the page's front matter.
	Contacts []Contact
}

// Contact is whom journalists ask.
type Contact struct {
	Role, Of string
	// Website leads there; nil when the way is not known.
	Website *Website
	Until   *Day
}

// Boilerplate is the view of the component boilerplate.
type Boilerplate struct {
	Name, NameLang string // NameLang is set when it is not the page's
	Text           string
	// AsOf says how old the facts are; "" when unknown.
	AsOf string
}

// ends makes the view of the end of a page's release.
func (e *edition) ends(p *site.Page) Ends {
	list, _ := p.Field("contacts").([]site.Contact)
	return Ends{each(list, e.contact)}
}

func (e *edition) contact(c site.Contact) Contact {
	v := Contact{Role: c.Role, Of: c.Of, Until: e.day(c.Until)}
	if s := e.site.Service(c.Service); s != nil && s.Website != "" {
		v.Website = &Website{Href: s.Website}
		v.Website.Name, v.Website.Lang = e.in(s.Name)
	}
	return v
}

// boilerplate renders a standard text by its id.
func (e *edition) boilerplate(d markdown.Directive) (string, *markdown.Problem) {
	id := d.Attrs["id"]
	b := e.site.Boilerplate(id)
	if b == nil {
		ids := each(e.site.Boilerplates, func(b *site.Boilerplate) string { return b.ID })
		help := "they are listed in content/boilerplates.yaml: " + strings.Join(ids, ", ")
		near := diag.Nearest(id, ids)
		if near != "" {
			help = "did you mean " + near + "?"
		} else if len(ids) == 0 {
			help = "write content/boilerplates.yaml, with an entry of that id"
		}
		return "", &markdown.Problem{
			Code: "boilerplate/unknown", Severity: diag.Error, Help: help, Attr: "id", Write: near,
			Message: fmt.Sprintf("there is no boilerplate %q", id),
		}
	}
	v := Boilerplate{}
	v.Name, v.NameLang = e.in(b.Name)
	v.Text, _ = e.in(b.Text)
	if b.AsOf != "" {
		v.AsOf = e.fill(wordStandard, "Date", locale.PartialDate(e.language(), b.AsOf))
	}
	return e.component("boilerplate", v)
}

// instant is a day with its time: "12:01am, 2 May 2019".
func (e *edition) instant(t time.Time) *Day {
	if t.IsZero() {
		return nil
	}
	return &Day{t.Format("2006-01-02T15:04-07:00"), locale.Clock(e.language(), t.Format("15:04")) + ", " + locale.Date(e.language(), t)}
}
