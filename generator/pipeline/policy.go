package pipeline

import (
	"path"
	"slices"
	"strings"

	"sotto/generator/asset"
	"sotto/generator/audit"
	"sotto/generator/derived"
	"sotto/generator/output"
	"sotto/generator/render"
	"sotto/generator/site"
)

// policy is what the audit may be told: nothing about how pages are made,
// only what the site has promised.
func policy(s *site.Site, pages pagesAt, a *asset.Assets, made []derived.File) audit.Policy {
	sensitive := map[string][]string{}
	var languages []string
	for _, l := range s.Config.Languages {
		sensitive[string(l)] = s.Config.Sensitive[l]
		languages = append(languages, string(l))
	}
	alone := map[string]bool{}
	for _, f := range made {
		alone[f.Path] = true
	}
	for _, path := range s.Config.Files {
		alone[path] = true
	}
	script := ""
	if a.Script == "" {
		script = "none"
	}
	return audit.Policy{
		Kinds:     kinds(s.Types),
		BaseURL:   s.Config.BaseURL,
		Outbound:  s.Config.Outbound,
		Exit:      s.Config.Exit.URL,
		NoExit:    func(path string) bool { p := pages.of(s, path); return p != nil && p.Section.NoExit },
		Languages: languages,
		Tongue: func(path string) string {
			if p := pages.at(path); p != nil && p.Kind == site.Essentials {
				return string(p.Speaks())
			}
			return ""
		},
		CSP:       a.CSP,
		Script:    script,
		Discreet:  func(path string) bool { p := pages.of(s, path); return p != nil && p.Section.Discreet },
		Sensitive: sensitive,
		Alone: func(path string) bool {
			return alone[path] || slices.ContainsFunc(s.Config.Folders, func(dir string) bool { return strings.HasPrefix(path, dir) })
		},
		Decode:  map[string]func([]byte) ([]byte, error){".br": decodeBrotli},
		MayHide: mayHide,
	}
}

// styles are the parts of the style, for the pages.
func styles(a *asset.Assets) (list []render.Style) {
	for _, p := range a.Style {
		list = append(list, render.Style(p))
	}
	return list
}

// pagesAt are the pages by the paths of their files, sorted.
type pagesAt []*site.Page

func byOutput(s *site.Site) pagesAt {
	return slices.SortedFunc(slices.Values(s.Pages), func(a, b *site.Page) int { return strings.Compare(a.Output, b.Output) })
}

// at is the page whose file is at a path, or nil.
func (l pagesAt) at(path string) *site.Page {
	i, ok := slices.BinarySearchFunc(l, path, func(p *site.Page, path string) int { return strings.Compare(p.Output, path) })
	if !ok {
		return nil
	}
	return l[i]
}

// of is the page whose file is at a path, or from which the guide to take along is
// that is there; or nil.
func (l pagesAt) of(s *site.Site, name string) *site.Page {
	if s.Config.Booklets.Named(name) {
		name = path.Join(path.Dir(name), "index.html")
	}
	return l.at(name)
}

// mayHide are the classes whose rules may hide: the menu's own opener, on screens
// where the menu is always open.
var mayHide = []string{"fold"}

// kinds says how the audit reads each kind of file.
func kinds(types site.Types) map[string]audit.Kind {
	kinds := map[string]audit.Kind{}
	for _, t := range types {
		if t.Ext[0] == '.' {
			kinds[t.Ext] = checks[t.Check]
		}
	}
	return kinds
}

// skipped are the files of static/ that the site does without.
func skipped(s *site.Site) []string {
	if s.Config.Script == site.NoScript {
		return []string{asset.ScriptFile}
	}
	return nil
}

// checks are the ways in which the audit reads a file, by site.FileType.Check.
var checks = map[string]audit.Kind{
	"page": audit.Page, "stylesheet": audit.Stylesheet, "picture": audit.Picture, "drawing": audit.Drawing, "xml": audit.Feed, "text": audit.Text, "epub": audit.Book,
}

// maxDecoded is more than any file of a site may hold.
const maxDecoded = 64 << 20

func decodeBrotli(data []byte) ([]byte, error) { return output.DecodeBrotli(data, maxDecoded) }
