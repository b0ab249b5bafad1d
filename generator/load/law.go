package load

import (
	"fmt"
	"strconv"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// readLaws reads law.yaml into s; there may be none.
func readLaws(c *config, s *site.Site) ([]diag.Finding, error) {
	_, findings, err := register[site.Law]{
		file: "law.yaml", row: schema.Laws(), is: "a list of entries", each: "each entry", several: "entries",
		code: "law/id", help: "give one of them another id",
		id: func(v *site.Law) string { return v.ID },
		also: func(d *decoder, g *group, v *site.Law) {
			if strings.Contains(v.Source, "-") && nameProblem(v.Source) == "" && s.Source(v.Source) == nil { // an id, not a text
				d.add(g.at(d, "source"), "law/source", fmt.Sprintf("there is no source %q in content/sources.yaml", v.Source), "correct the id, or write where it was found as a text of several words")
			}
		},
	}.read(c, s, &s.Laws)
	return findings, err
}

// isLaw wants a title with the year of the law, and something that says since
// when it holds; a day on which it was checked that is not after the next.
func (d *decoder) isLaw(g *group) {
	v := g.value.(*site.Law)
	v.Nations = site.SplitNations(v.Nations)
	v.At, v.CheckedAt, v.VerifyAt = d.pos(g.at(d, "id")), d.pos(g.at(d, "checked")), d.pos(g.at(d, "verifyBy"))
	for _, l := range d.c.Languages {
		if title := v.Act[l]; title != "" && v.Year != 0 && !strings.Contains(title, strconv.Itoa(v.Year)) {
			d.add(g.at(d, "act"), "law/year", fmt.Sprintf("the title of a law of %d does not have that year", v.Year), "write the whole title with its year, or correct year", d.pos(g.at(d, "year")))
			break
		}
	}
	switch {
	case v.Since == "" && len(v.Force) == 0:
		d.add(d.mark(g.node), "law/force", "nothing says since when this holds", "add since: with a day, or force: with what is known\nwhat could not be established is said there too")
	case v.Since != "" && len(v.Force) > 0:
		d.add(g.at(d, "force"), "law/force", "two keys say since when this holds", "keep since when the day is known, or else force")
	}
	if !v.Checked.IsZero() && !v.VerifyBy.IsZero() && !v.VerifyBy.After(v.Checked) {
		d.add(g.at(d, "verifyBy"), "law/order", "somebody must look again before this was checked ("+v.Checked.Format("2006-01-02")+")", "write a later day")
	}
}
