package site

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"sotto/generator/diag"
)

// maxPages is among how many pages one is looked for by its spelling, which takes
// a microsecond a page for each path that does not exist.
const maxPages = 2000

// Likely returns the sources of the pages that are most likely meant by a path
// that does not exist: one as a rule, or several that are as likely. A page that
// says it was there comes first, by its id or an alias; then one of the same name
// in another folder, since files are moved more often than their names are
// mistyped; then one of such a title, and then one that is spelled much like it.
// Pages in another language than the path's are never meant: a reader would get
// the wrong one.
//
// text is what the link to it says, or "": as a rule that is the title of the page.
// beside are the other paths on the same page that do not exist. They tell folders
// apart that have a page of that name each: a page that was moved away from its
// folder has left more than one there.
func Likely(source, text string, pages []*Page, beside ...string) []string {
	name, lang := nameOf(source)
	old := "/" + strings.TrimSuffix(folderOf(source), "index")
	if lang != "" {
		old = "/" + lang + old
	}
	if !strings.HasSuffix(old, "/") {
		old += "/"
	}
	var stems, sameName []string // stems of pages that are spelled alike
	bySameTitle, byStem := "", map[string]string{}
	titles := []string{letters(name), letters(text)}
	for _, p := range pages {
		own, l := nameOf(p.Source)
		if l != lang || p.Kind == NotFound {
			continue
		}
		if p.ID == folderOf(source) && p.ID != folderOf(p.Source) || slices.Contains(p.Aliases, old) {
			return []string{p.Source}
		}
		if own == name && name != "" {
			sameName = append(sameName, p.Source)
		}
		if bySameTitle == "" && p.Title != "" && (slices.Contains(titles, letters(p.Title)) || slices.Contains(titles, letters(p.LinkTitle))) {
			bySameTitle = p.Source
		}
		if stem := stemOf(p.Source); len(pages) <= maxPages && (alike(stemOf(source), stem) || alike(folderOf(source), folderOf(p.Source))) {
			stems = append(stems, stem)
			byStem[stem] = p.Source
		}
	}
	switch {
	case len(sameName) > 0:
		return leftIn(sameName, pages, beside)
	case bySameTitle != "":
		return []string{bySameTitle}
	case len(stems) == 0:
		return nil
	}
	if near := diag.Nearest(stemOf(source), stems); near != "" {
		return []string{byStem[near]}
	}
	return []string{byStem[stems[0]]}
}

// leftIn are those of some sources in whose folder there are the most pages with
// the names of other paths.
func leftIn(sources []string, pages []*Page, beside []string) []string {
	if len(sources) == 1 {
		return sources
	}
	there := make(map[string]bool, len(pages))
	for _, p := range pages {
		there[p.Source] = true
	}
	most, out := 0, sources
	for _, s := range sources {
		n := 0
		for _, other := range beside {
			if there[path.Join(path.Dir(s), path.Base(other))] {
				n++
			}
		}
		if n > most {
			most, out = n, nil
		}
		if n == most && n > 0 {
			out = append(out, s)
		}
	}
	return out[:min(len(out), 3)]
}

// alike reports whether two paths are of one depth, and each name in one is
// spelled much like the name in its place in the other.
func alike(a, b string) bool {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] && diag.Nearest(x[i], y[i:i+1]) == "" {
			return false
		}
	}
	return true
}

// nameOf is what a source is called whatever its folder: its own name, or that of
// the folder whose page it is; and what its ending says of its language.
func nameOf(source string) (name, lang string) {
	base, lang, _ := strings.Cut(strings.TrimSuffix(path.Base(source), ".md"), ".")
	if base == "index" {
		base = strings.Trim(path.Base(path.Dir(source)), ".")
	}
	return base, lang
}

// stemOf is a source without its ending.
func stemOf(source string) string {
	stem, _, _ := strings.Cut(strings.TrimSuffix(source, ".md"), ".")
	return stem
}

// folderOf is it too, and of a folder's own page the folder.
func folderOf(source string) string { return strings.TrimSuffix(stemOf(source), "/index") }

// letters are the letters and digits of a text, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
