package site

import (
	"path"
	"strings"
	"unicode"

	"sotto/generator/diag"
)

// maxPages is among how many pages one is looked for by its spelling, which takes
// a microsecond a page for each path that does not exist.
const maxPages = 2000

// Likely returns the source of the page that is most likely meant by a path that
// does not exist, or "". A page of the same name in another folder comes first:
// files are moved more often than their names are mistyped. Then comes one with
// such a title, and then one that is spelled much like it. Pages in another
// language than the path's are never meant: a reader would get the wrong one.
func Likely(source string, pages []*Page) string {
	name, lang := nameOf(source)
	var stems []string // of pages that are spelled alike
	bySameTitle, byStem := "", map[string]string{}
	for _, p := range pages {
		own, l := nameOf(p.Source)
		if l != lang || p.Kind == NotFound {
			continue
		}
		if own == name && name != "" {
			return p.Source
		}
		if bySameTitle == "" && name != "" && (letters(p.Title) == letters(name) || letters(p.LinkTitle) == letters(name)) {
			bySameTitle = p.Source
		}
		if stem := stemOf(p.Source); len(pages) <= maxPages && (alike(stemOf(source), stem) || alike(folderOf(source), folderOf(p.Source))) {
			stems = append(stems, stem)
			byStem[stem] = p.Source
		}
	}
	if bySameTitle != "" {
		return bySameTitle
	}
	if near := diag.Nearest(stemOf(source), stems); near != "" || len(stems) == 0 {
		return byStem[near]
	}
	return byStem[stems[0]]
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
