package load

import (
	"fmt"
	"io/fs"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// readSources reads sources.yaml into s; there may be none.
func readSources(content fs.FS, c *config, s *site.Site) ([]diag.Finding, error) {
	t := &text{known: c.known}
	doc, n, err := readYAML(content, "sources.yaml", t)
	if err != nil || n == nil {
		return t.findings, err
	}
	d, row := &decoder{doc: doc, c: c}, schema.Bibliography()
	if n.Kind != yaml.SequenceNode {
		d.add(d.mark(n), "value/type", "sources.yaml is a list of sources, not "+kindOf(n), "begin each source with a hyphen: - "+row.Example)
		return t.findings, nil
	}
	ids := map[string]mark{}
	for _, entry := range n.Content {
		v := &site.Source{}
		g := &group{row: row, node: entry, value: v}
		if !d.fill(g, entry, row.What, "begin each source with a hyphen: - "+row.Example) {
			continue
		}
		at := g.at(d, "id")
		if first, twice := ids[v.ID]; twice && v.ID != "" {
			d.add(at, "source/id", fmt.Sprintf("two sources have the id %q", v.ID), "give one of them another id; if they are the same source, keep one and cite it twice", d.pos(first))
		}
		ids[v.ID] = at
		s.Sources = append(s.Sources, v)
	}
	s.Spoken = append(s.Spoken, spoken("sources.yaml", doc.data, d.prose))
	return t.findings, nil
}

// isSource keeps where a source and its days stand, for what comes due. Nobody
// can have seen a source before it was there.
func (d *decoder) isSource(g *group) {
	v := g.value.(*site.Source)
	v.At, v.SeenAt, v.DateAt, v.VerifyAt = d.pos(g.at(d, "id")), d.pos(g.at(d, "seen")), d.pos(g.at(d, "date")), d.pos(g.at(d, "verifyBy"))
	if v.Seen.IsZero() {
		return
	}
	seen := v.Seen.Format("2006-01-02")
	if n := len(v.Date); n > 0 && seen[:n] < string(v.Date) {
		d.add(g.at(d, "seen"), "source/order", fmt.Sprintf("this source was seen on %s, before its own date (%s)", seen, v.Date), "correct one of the two days")
	}
	if !v.VerifyBy.IsZero() && !v.VerifyBy.After(v.Seen) {
		d.add(g.at(d, "verifyBy"), "source/order", fmt.Sprintf("this source must be looked at again by a day that is not after the day on which it was seen (%s)", seen), "write a later day")
	}
}
