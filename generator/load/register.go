package load

import (
	"fmt"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// register is a file at the top of content/ that lists entries by their ids.
type register[T any] struct {
	file string
	row  *schema.Row
	// What messages say of it: it is "a list of services", begin "each service"
	// with a hyphen, two "services" have one id.
	is, each, several string
	code, help        string // of two entries with one id
	id                func(*T) string
	// also is what is to be done with an entry besides, or nil.
	also func(*decoder, *group, *T)
}

// read reads the register into to; there is none when there is false.
func (r register[T]) read(c *config, s *site.Site, to *[]*T) (there bool, findings []diag.Finding, err error) {
	t := &text{known: c.known}
	doc, n, err := readYAML(c.content, r.file, t, &c.reader)
	if err != nil || n == nil {
		return doc != nil, t.findings, err
	}
	d, begin := &decoder{doc: doc, c: c}, "begin "+r.each+" with a hyphen: - "+r.row.Example
	if n.Kind != yaml.SequenceNode {
		d.add(d.mark(n), "value/type", fmt.Sprintf("%s is %s, not %s", r.file, r.is, kindOf(n)), begin)
		return true, t.findings, nil
	}
	ids := map[string]mark{}
	for _, entry := range n.Content {
		v := new(T)
		g := &group{row: r.row, node: entry, value: v}
		if !d.fill(g, entry, r.row.What, begin) {
			continue
		}
		id, at := r.id(v), g.at(d, "id")
		if first, twice := ids[id]; twice && id != "" {
			d.add(at, r.code, fmt.Sprintf("two %s have the id %q", r.several, id), r.help, d.pos(first))
		}
		ids[id] = at
		if r.also != nil {
			r.also(d, g, v)
		}
		*to = append(*to, v)
	}
	s.Spoken = append(s.Spoken, spoken(r.file, doc.data, d.prose))
	return true, t.findings, nil
}
