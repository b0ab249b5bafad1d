package load

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"sotto/generator/schema"
	"sotto/generator/site"
)

// decode fills the page from its front matter.
func (p *page) decode(d *decoder, n *yaml.Node) {
	pairs, ok := d.pairs(n, "front matter", "write it like this:\n"+exampleFront)
	if !ok {
		return
	}
	kind, g := d.c.schema.Kind(p.Kind), &group{node: n, pairs: pairs, value: p.Page}
	p.marks = make([]keyMark, 0, len(pairs))
	for _, q := range pairs {
		r := kind.Key(q.name)
		switch {
		case r == nil:
			p.stray(d, q, pairs, kind)
			continue
		case r.Discreet && !p.Section.Discreet:
			d.add(d.mark(q.key), "discreet/section", q.name+" belongs to pages of a discreet section, and this is none",
				"delete the line, or set discreet: true for the section in content/site.yaml")
			continue
		}
		p.marks = append(p.marks, keyMark{q.name, d.quick(q.value)})
		if r.Into == "" {
			p.field(d, r, q)
		} else if !d.value(r, q, g) && r.Hides {
			p.unread = true
		}
		if r.Neutral && p.Section.Discreet {
			p.neutral(d.doc, d.c, q)
		}
	}
	p.Draft = p.Draft || p.unread // hidden until it can be read
	for i := range kind.Rows {
		if r := &kind.Rows[i]; r.Needed || r.Discreet && p.Section.Discreet {
			told := len(p.findings)
			d.needed(pairs, kind.Rows, mark{d.shift, 1, 3}, "add a line: ", r)
			if r.Discreet && len(p.findings) > told {
				p.untitled = len(p.findings) // which title is free is known when all pages are
			}
		}
	}
}

// newValue makes a place for the value of a field of each type. Pages and
// services are found when all files have been read.
var newValue = map[schema.Type]func() any{
	schema.Line:    func() any { return new(string) },
	schema.Texts:   func() any { return new([]string) },
	schema.Number:  func() any { return new(int) },
	schema.Choice:  func() any { return new(string) },
	schema.Tongue:  func() any { return new(string) },
	schema.Partial: func() any { return new(site.PartialDate) },
	schema.Instant: func() any { return new(time.Time) },
}

// newList makes a place for the groups of each field that is a list of them.
var newList = map[string]func() any{
	"figures":  func() any { return new([]site.Figure) },
	"contacts": func() any { return new([]site.Contact) },
}

// field reads a key that only some kinds have.
func (p *page) field(d *decoder, r *schema.Row, q pair) {
	g := &group{}
	place := newValue[r.Type]
	if r.Type == schema.List {
		place = newList[r.Name]
	}
	if place != nil {
		g.value = place()
	}
	if d.value(r, q, g) && g.value != nil {
		p.setField(d.c, r.Name, reflect.ValueOf(g.value).Elem().Interface())
	}
}

// setField keeps the fields in the order in which they are declared.
func (p *page) setField(c *config, key string, value any) {
	if p.Seldom == c.nothing {
		p.Seldom = &site.Seldom{}
	}
	names := c.schema.Kind(p.Kind).Names
	i, _ := slices.BinarySearchFunc(p.Fields, key, func(f site.Field, key string) int {
		return slices.Index(names, f.Key) - slices.Index(names, key)
	})
	p.Fields = slices.Insert(p.Fields, i, site.Field{Key: key, Value: value})
}

// stray answers for a key that the page's kind does not have.
func (p *page) stray(d *decoder, q pair, among []pair, kind *schema.Kind) {
	row, others := d.c.schema.Key(q.name)
	if row == nil {
		d.unknown(q, among, kind.Names, schema.Foreign)
		// A key that differs from it in case and separators only is meant.
		meant := func(r schema.Row) bool { return r.Hides && strings.EqualFold(r.Name, folded(q.name)) }
		p.unread = p.unread || slices.ContainsFunc(kind.Rows, meant)
		return
	}
	if p.Section.Path != "" && p.Section.Kind == "" {
		return // site.yaml names a kind that does not exist
	}
	help := "move the file, whose folder makes it a " + kind.Label + "; or put # before the line, which keeps its words"
	if other, ok := schema.Foreign[strings.ToLower(q.name)]; ok {
		help = instead(other, q)
	}
	d.add(d.mark(q.key), "key/kind", fmt.Sprintf("%s is a key of %s, and this page is a %s", q.name, list(schema.Plurals(others), "and"), kind.Label), help).Fix = d.renamed(q, nil, help)
}
