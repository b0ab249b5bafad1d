package load

import (
	"fmt"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// readSources reads sources.yaml into s; there may be none.
func readSources(c *config, s *site.Site) ([]diag.Finding, error) {
	_, findings, err := register[site.Source]{
		file: "sources.yaml", row: schema.Bibliography(), is: "a list of sources", each: "each source", several: "sources",
		code: "source/id", help: "give one of them another id; if they are the same source, keep one and cite it twice",
		id: func(v *site.Source) string { return v.ID },
	}.read(c, s, &s.Sources)
	return findings, err
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
