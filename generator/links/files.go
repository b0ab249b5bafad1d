package links

import (
	"path"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// Fate is what becomes of one file in static/.
type Fate struct {
	// File is its path below static/.
	File string
	// Published: something that is published refers to it, or site.yaml lists
	// it.
	Published bool
	// Held is the withheld page that it is withheld with; of several the one
	// that appears first. Its Page is nil when there is none.
	Held site.Withheld
	// Template is the first template that names a file of which neither is
	// true: a page of its kind would show it, and none is published.
	Template string
}

// Unused reports whether nothing at all uses the file.
func (f Fate) Unused() bool { return !f.Published && f.Held.Page == nil && f.Template == "" }

// Fates decides what becomes of the files in static/. needed are those that
// the finished pages and derived files refer to. refers returns the text of a
// withheld page, and its links and pictures as its Markdown has them; what its
// front matter and its directives name is looked for in its text.
func Fates(s *site.Site, files []string, needed map[string]bool, refers func(*site.Page) ([]byte, []string)) []Fate {
	fates := make([]Fate, len(files))
	byName := map[string][]*Fate{} // those that nothing published needs, by the last part of their paths
	for i, file := range files {
		f := &fates[i]
		f.File, f.Published = file, needed[file] || slices.Contains(s.Config.Files, file)
		if !f.Published {
			byName[path.Base(file)] = append(byName[path.Base(file)], f)
		}
	}
	if len(byName) == 0 {
		return fates
	}
	for _, w := range s.Withheld {
		text, named := refers(w.Page)
		for _, word := range append(pathsIn(text), named...) {
			for _, f := range byName[path.Base(word)] {
				if mayName(word, f.File) && w.Before(f.Held) {
					f.Held = w
				}
			}
		}
	}
	for i := range fates {
		f := &fates[i]
		listed := slices.ContainsFunc(s.Config.Folders, func(dir string) bool { return strings.HasPrefix(f.File, dir) })
		f.Published = f.Published || listed && f.Held.Page == nil
	}
	return fates
}

// Named notes which files, of those that nothing uses, a template names.
func Named(fates []Fate, template string, text []byte) {
	byName := map[string][]*Fate{}
	for i := range fates {
		if f := &fates[i]; f.Unused() {
			byName[path.Base(f.File)] = append(byName[path.Base(f.File)], f)
		}
	}
	for _, word := range pathsIn(text) {
		for _, f := range byName[path.Base(word)] {
			if mayName(word, f.File) {
				f.Template = template
			}
		}
	}
}

// pathsIn are the words of a text that may be paths of files.
func pathsIn(text []byte) []string {
	words := strings.FieldsFunc(string(text), func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-_./", r))
	})
	for i, w := range words {
		words[i] = strings.TrimRight(w, ".")
	}
	return words
}

// mayName reports whether a word may be a file's path: from static/ on, with
// something before it, or only the end of it, because a template can put a
// folder in front. One too many keeps back a file that nothing published needs.
func mayName(word, file string) bool {
	word = strings.Trim(word, "/")
	return word == file || strings.HasSuffix(word, "/"+file) || strings.HasSuffix(file, "/"+word)
}

// CheckFiles reports the files that nothing uses.
func CheckFiles(fates []Fate) []diag.Finding {
	var out []diag.Finding
	for _, f := range fates {
		if f.Unused() {
			out = append(out, diag.Finding{
				Code: "file/unused", Severity: diag.Warning, Pos: diag.Pos{File: site.StaticFolder + f.File},
				Message: "nothing uses this file, and so it is not published",
				Help:    "delete it, or list it in content/site.yaml: files: [" + f.File + "]",
			})
		}
	}
	return out
}
