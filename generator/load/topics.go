package load

import (
	"io/fs"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// topicsFile is the list from A to Z.
const topicsFile = "a-to-z.yaml"

// readTopics reads a-to-z.yaml into s; there may be none.
func readTopics(c *config, s *site.Site) ([]diag.Finding, error) {
	_, findings, err := register[site.Topic]{
		file: topicsFile, row: schema.Topics(), is: "a list of words and the pages that speak of them", each: "each entry", several: "entries",
		code: "topic/id", help: "make one entry of the two, or give one of them another id",
		id: func(v *site.Topic) string { return v.ID },
	}.read(c, s, &s.Topics)
	return findings, err
}

// isTopic wants an entry to lead to a page that exists.
func (d *decoder) isTopic(g *group) {
	v := g.value.(*site.Topic)
	v.At = d.pos(d.mark(g.node))
	file, _, _ := strings.Cut(v.Page, "#")
	if info, err := fs.Stat(d.c.content, file); v.Page != "" && (err != nil || info.IsDir() || !strings.HasSuffix(file, ".md")) {
		d.add(g.at(d, "page"), "topic/page", "there is no page "+word(file)+" in content/", d.lost(file, "write the path of a page's file below content/: help/index.md, with an #anchor if need be; or delete the entry"))
	}
}
