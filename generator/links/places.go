package links

import (
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Places are the places inside a page that links may point at, and the places
// inside pages, itself among them, that its own links point at. Whether those
// are there can be told only when both pages have been converted.
type Places struct {
	// Anchors are the ids of the page's headings, in its order.
	Anchors []string `json:",omitempty"`
	Links   []Link   `json:",omitempty"`
}

// Link is a link to a place inside a page.
type Link struct {
	// To is the source of the page that it leads to, Fragment the place in it.
	To, Fragment string
	// Start and End are the bytes of the destination in the page's source.
	Start, End int
}

// PlacesOf gathers the places of a converted page.
func PlacesOf(s *site.Site, p *site.Page, doc *markdown.Document) Places {
	var out Places
	for _, h := range doc.Headings {
		out.Anchors = append(out.Anchors, h.ID)
	}
	for _, k := range doc.Links {
		if k.Fragment == "" || strings.Contains(k.Dest, ":") {
			continue
		}
		to := p
		if k.Dest != "" {
			if to, _, _ = s.Follow(p, k.Dest); to == nil {
				continue // reported by resolve
			}
		}
		out.Links = append(out.Links, Link{to.Source, k.Fragment, k.Offset, k.End})
	}
	return out
}

// Check reports the links to places that are not there. places are those of
// the site's pages, in the order of Site.Pages; text is the source of one.
func Check(s *site.Site, places []Places, text func(*site.Page) []byte) []diag.Finding {
	anchors := make(map[string][]string, len(places))
	for i, p := range s.Pages {
		anchors[p.Source] = places[i].Anchors
	}
	var out []diag.Finding
	for i, p := range s.Pages {
		for _, k := range places[i].Links {
			there := anchors[k.To]
			if slices.Contains(there, k.Fragment) {
				continue
			}
			source := text(p)
			file := diag.NewFile(p.File(), source)
			f := file.At(k.Start, k.End, "link/anchor", diag.Error,
				"there is no heading #"+k.Fragment+" in "+site.Shown(k.To), "the page has no headings: leave out #"+k.Fragment)
			if near := diag.Nearest(k.Fragment, there); near != "" {
				f.Help = "did you mean #" + near + "?"
				if typed := string(source[k.Start:k.End]); strings.HasSuffix(typed, "#"+k.Fragment) {
					f.Fix = file.Edit(k.End-len(k.Fragment), k.End, near)
				}
			} else if len(there) > 0 {
				f.Help = "its headings are #" + strings.Join(there, ", #")
			}
			out = append(out, f)
		}
	}
	return out
}
