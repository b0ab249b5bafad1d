package links

import (
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// Places are the places inside a page that links may point at, and the places
// inside pages that its own links point at. Whether those are there can be told
// only when both pages have been converted; a link to a place in its own page that
// is there is none of them.
type Places struct {
	// Anchors are the ids of the page's headings, in its order, with a space after
	// each.
	Anchors string `json:",omitempty"`
	Links   Links  `json:",omitempty"`
}

// Link is a link to a place inside a page.
type Link struct {
	// To is the source of the page that it leads to, Fragment the place in it.
	To, Fragment string
	// Start and End are the bytes of the destination in the page's source.
	Start, End int
}

// Links are links, each in a line, since every page of a large site has some:
//
//	START LENGTH SHARED FRAGMENT REST
//
// SHARED is how many bytes the source of the page that it leads to begins with of
// the page's own, and REST the others. Percent signs, spaces and line breaks in the
// last two are written as in an address.
type Links string

var escape = strings.NewReplacer("%", "%25", " ", "%20", "\n", "%0A")

// line writes one link of the page with a source.
func (k Link) line(source string) string {
	shared := 0
	for shared < min(len(source), len(k.To)) && source[shared] == k.To[shared] {
		shared++
	}
	return strconv.Itoa(k.Start) + " " + strconv.Itoa(k.End-k.Start) + " " + strconv.Itoa(shared) + " " +
		escape.Replace(k.Fragment) + " " + escape.Replace(k.To[shared:]) + "\n"
}

// of reads the links of the page with a source.
func (l Links) of(source string) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		for line := range strings.Lines(string(l)) {
			var part [5]string
			rest := strings.TrimSuffix(line, "\n")
			for i := range part {
				part[i], rest, _ = strings.Cut(rest, " ")
			}
			start, _ := strconv.Atoi(part[0]) // which line has written
			length, _ := strconv.Atoi(part[1])
			shared, _ := strconv.Atoi(part[2])
			fragment, _ := url.PathUnescape(part[3])
			to, _ := url.PathUnescape(part[4])
			if !yield(Link{source[:min(shared, len(source))] + to, fragment, start, start + length}) {
				return
			}
		}
	}
}

// PlacesOf gathers the places of a converted page.
func PlacesOf(s *site.Site, p *site.Page, doc *markdown.Document) Places {
	var anchors, links strings.Builder
	for _, h := range doc.Headings {
		anchors.WriteString(h.ID)
		anchors.WriteByte(' ')
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
		if to != p || !contains(anchors.String(), k.Fragment) {
			links.WriteString(Link{to.Source, k.Fragment, k.Offset, k.End}.line(p.Source))
		}
	}
	return Places{strings.Clone(anchors.String()), Links(strings.Clone(links.String()))} // as short as they are
}

// contains says whether a place is among anchors.
func contains(anchors, place string) bool {
	for a := range strings.FieldsSeq(anchors) {
		if a == place {
			return true
		}
	}
	return false
}

// Check reports the links to places that are not there. places are those of
// the site's pages, in the order of Site.Pages; text is the source of one.
func Check(s *site.Site, places []*Places, text func(*site.Page) []byte) []diag.Finding {
	var out []diag.Finding
	for i, p := range s.Pages {
		for k := range places[i].Links.of(p.Source) {
			anchors := ""
			if at, ok := slices.BinarySearchFunc(s.Pages, k.To, func(p *site.Page, source string) int { return strings.Compare(p.Source, source) }); ok {
				anchors = places[at].Anchors
			}
			if contains(anchors, k.Fragment) {
				continue
			}
			source, there := text(p), strings.Fields(anchors)
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
