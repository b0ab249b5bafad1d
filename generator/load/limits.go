package load

import (
	"fmt"
	"io/fs"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// limitsFile is where it is written, once, what helpers pass on.
const limitsFile = "confidentiality.yaml"

// readLimits reads confidentiality.yaml into s; there may be none.
func readLimits(c *config, s *site.Site) ([]diag.Finding, error) {
	_, findings, err := register[site.Limit]{
		file: limitsFile, row: schema.Limits(), is: "a list of kinds of helper", each: "each entry", several: "entries",
		code: "limits/id", help: "give one of them another id",
		id: func(v *site.Limit) string { return v.ID },
		also: func(d *decoder, g *group, v *site.Limit) {
			d.cited(s, v.Sources, g.at(d, "sources"))
			for _, n := range v.Nations {
				d.cited(s, n.Sources, g.at(d, "nations"))
			}
		},
	}.read(c, s, &s.Limits)
	return findings, err
}

// cited wants sources to be in the register of them.
func (d *decoder) cited(s *site.Site, ids []string, m mark) {
	var known []string
	for _, v := range s.Sources {
		known = append(known, v.ID)
	}
	for _, id := range ids {
		if s.Source(id) == nil {
			help := suggest(id, known, "write the id of one of its entries, or add it there")
			d.add(m, "limits/source", fmt.Sprintf("content/sources.yaml has no source %q", id), help).Fix = d.amid(m, id, help)
		}
	}
}

// isLimits wants the rule to lead over to its triggers, and no nation twice.
func (d *decoder) isLimits(g *group) {
	v := g.value.(*site.Limit)
	v.At, v.VerifyAt = d.pos(d.mark(g.node)), d.pos(g.at(d, "verifyBy"))
	for _, l := range d.c.Languages {
		rule := v.Rule[l]
		switch leads := strings.HasSuffix(rule, ":"); {
		case rule == "":
		case leads && len(v.Triggers) == 0:
			d.add(g.at(d, "rule"), "limits/rule", fmt.Sprintf("the rule (%s) ends in a colon, and no triggers follow", l), "list them below triggers, or end the rule with a full stop")
		case !leads && len(v.Triggers) > 0:
			d.add(g.at(d, "rule"), "limits/rule", fmt.Sprintf("triggers follow, and the rule (%s) does not lead over to them", l), `end it in a colon: "… passes on what you say when:"`)
		}
	}
	file, _, _ := strings.Cut(v.Page, "#")
	if info, err := fs.Stat(d.c.content, file); v.Page != "" && (err != nil || info.IsDir() || !strings.HasSuffix(file, ".md")) {
		d.add(g.at(d, "page"), "limits/page", "there is no page "+word(file)+" in content/", d.lost(file, "write the path of a page's file below content/: help/index.md, with an #anchor if need be; or delete the line"))
	}
	in := map[site.Nation]bool{}
	for _, n := range v.Nations {
		for _, nation := range n.In {
			if in[nation] {
				d.add(g.at(d, "nations"), "limits/nation", fmt.Sprintf("two texts are about %s", nation), "make one text of them")
			}
			in[nation] = true
		}
	}
}

// limitsTexts are the texts of confidentiality.yaml that readers see.
func limitsTexts(s *site.Site) (out []site.Text) {
	for _, l := range s.Limits {
		out = append(out, l.Name, l.Short, l.Rule)
		for _, t := range append(l.Triggers, l.Unknown...) {
			out = append(out, t.Text)
		}
		for _, n := range l.Nations {
			out = append(out, n.Text)
		}
	}
	return out
}
