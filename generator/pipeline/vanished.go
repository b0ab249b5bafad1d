package pipeline

import (
	"html"
	"io/fs"
	"regexp"

	"sotto/generator/diag"
	"sotto/generator/links"
	"sotto/generator/load"
	"sotto/generator/output"
	"sotto/generator/site"
)

// maxTitles is of how many lost pages the titles are read.
const maxTitles = 1000

var titleOf = regexp.MustCompile(`(?s)<title>(.*?)</title>`)

// vanished looks for published addresses that the new site does not have. Only
// of those is the published page read, for its title.
func vanished(s *site.Site, published fs.FS) ([]diag.Finding, error) {
	files, err := output.Published(published)
	if err != nil {
		return nil, err
	}
	lost := links.LostOf(s, files)
	for i := range lost[:min(maxTitles, len(lost))] {
		// A page that cannot be read has no title: it may be that only the
		// manifest is here.
		page, _ := fs.ReadFile(published, lost[i].Path)
		if m := titleOf.FindSubmatch(page); m != nil {
			lost[i].Title = html.UnescapeString(string(m[1]))
		}
	}
	return links.Vanished(s, lost, files, load.DiscreetName), nil
}
