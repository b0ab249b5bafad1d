// Package derived makes the files that follow from the site as a whole: the
// sitemap, the newsroom's feeds, robots.txt, and what web servers need to know
// so that the site stays as silent on the wire as its pages are.
//
// Every function here is a pure function of the model and of the content
// policy; each derived file has a Go file of its own. There are no findings:
// what load has accepted can be published.
//
// # What a server must do
//
// The pages are all of one length in each encoding. That is worth nothing when
// the server gives them away by other means, so every configuration here sees
// to the same things:
//
//   - one response for one page: no redirect for a missing slash, no 304, no
//     ranges; /law and /law/ both answer with the page
//   - no header that differs between pages: no ETag, no Last-Modified
//   - the compressed copies that Sotto made, never compression on the fly
//   - the 404 page of the address's language, of the same length, with the
//     status 404; other mistakes get the same page
//   - the same page with the status 410 for what was published once and is gone
//     ([site.Site] Ended), in all forms of its address, and for nothing else
//   - GET and HEAD only
//   - no access log, no version
//   - nothing served that is not the site: no .server, no _headers
//
// # Files for download
//
// A table of statistics that is offered as a file is the one response that is
// not as long as a page. Padding could not hide it: CSV has no place for it, and
// the header that names its type differs anyway. So the page says it beside the
// link, and discreet pages have no such link; see [Downloads].
//
// # Old addresses
//
// An alias is a page like any other: 200, the same length, the same headers.
// A redirect by the server would be shorter and would carry a Location header
// as long as the address it leads to, so that somebody who watches could tell
// that an old address was used, and guess which. The page itself says where
// the text has gone. Hosts that read _redirects can send a real redirect; the
// file says what that costs.
package derived

import (
	"slices"
	"strings"

	"sotto/generator/site"
)

// File is one derived file: its path in the output and what makes its bytes, which
// is asked when they are written: the sitemap of a large site would be in memory all
// the while its pages are made. With, when not "", is a file without which it is not
// published: a page must refer to that one. A table of a release that is still
// withheld must not be found by its address.
type File struct {
	Path string
	Data func() []byte
	With string
}

// text is a file that is made of a text which is short.
func text(path, data string) File {
	return File{Path: path, Data: func() []byte { return []byte(data) }}
}

// all are the derived files: what makes each, and the types of file that come
// with it. To add one, write its Go file and a row here; servers, the stage,
// the audit and the preview learn of a new type from this row.
var all = []struct {
	make  func(s *site.Site, policy string) []File
	types []site.FileType
}{
	{Apache, nil},
	{Caddy, nil},
	{Nginx, nil},
	{Onion, nil},
	{Headers, nil},
	{Redirects, nil},
	{GPC, []site.FileType{{Ext: ".json", Media: "application/json", Plain: true, Check: "text"}}},
	{Robots, []site.FileType{{Ext: ".txt", Media: "text/plain", Check: "text"}}},
	{Sitemap, []site.FileType{{Ext: ".xml", Media: "application/xml", Check: "xml"}}},
	{Downloads, []site.FileType{{Ext: ".csv", Media: "text/csv", Check: "text"}}},
	{Feeds, []site.FileType{{Ext: "feed.xml", Media: "application/atom+xml", Check: "xml"}}},
}

// Types are the kinds of file that a site may hold, those of the derived files
// among them.
func Types() site.Types {
	types := slices.Clone(site.BaseTypes)
	for _, d := range all {
		types = append(types, d.types...)
	}
	return types
}

// Files returns all derived files, sorted by path. policy is the content
// security policy as it stands in the pages.
func Files(s *site.Site, policy string) []File {
	var out []File
	for _, d := range all {
		out = append(out, d.make(s, policy)...)
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out
}
