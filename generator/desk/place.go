package desk

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sotto/generator/load"
	"sotto/generator/site"
)

// A path that an editor types is looked at before anything is made of it: whatever
// is wrong with the path itself is told in one line, with the whole command to type
// instead, and not by findings about files that are not there yet.

// unending takes the ending and the language off the name of a page's file, and
// wants them to be such as a page's file has. command is what to write before a
// path instead.
func unending(key, command string, langs []site.Lang) (stem, code string, err error) {
	dir, base := path.Split(strings.TrimSuffix(key, ".md"))
	base, code, dotted := strings.Cut(base, ".")
	stem = path.Join(dir, base)
	if dotted && len(code) != 2 && !slices.Contains(langs, site.Lang(code)) { // a language has two letters
		return "", "", refuse("write "+command+" "+site.Shown(stem+".md"), "the file of a page ends in .md, not in .%s", code)
	}
	return stem, code, nil
}

// fitting wants each part of a path to be such as can stand in an address.
func fitting(stem, command string) error {
	parts, why := strings.Split(stem, "/"), ""
	for i, part := range parts {
		if w, good := load.NameProblem(part); w != "" {
			if parts[i] = good; why == "" {
				why = w
			}
		}
	}
	if why == "" {
		return nil
	}
	return refuse("write "+command+" "+site.Shown(strings.Join(parts, "/")), "%s cannot be an address: %s", site.Shown(stem), why)
}

// fits wants the place to be one of the kind: what a page is follows from where
// its file stands.
func (m *maker) fits(key, kind string) error {
	_, is := load.KindOf(m.site, key+".md")
	if string(is) == kind {
		return nil
	}
	if is == site.Home || is == site.NotFound {
		return refuse("open that file, or choose another name", "%s is found by its name, and every site has one", site.Shown(key+".md"))
	}
	of := kind
	if kind == string(site.Chapter) {
		of = string(site.Module)
	}
	name := path.Base(key)
	if name == "index" {
		name = path.Base(path.Dir(key))
	}
	help := "no section in content/site.yaml is of this kind: add one under sections: events: {kind: " + of + "}"
	for _, s := range m.site.Config.Sections {
		if string(s.Kind) != of {
			continue
		}
		at := path.Join(s.Path, name)
		if kind == string(site.Chapter) {
			at = path.Join(s.Path, "MODULE", name)
		}
		help = fmt.Sprintf("write sotto new %s %s", kind, site.Shown(at))
		break
	}
	if kind == string(site.Plain) {
		help = fmt.Sprintf("write sotto new %s %s, or put it elsewhere", is, site.Shown(key))
	}
	return refuse(help, "a file at %s is a %s: its folder makes it one", site.Shown(key+".md"), is)
}

// free wants a page's place to be that of no other: the page of a folder stands in
// it, and not beside it.
func free(fsys fs.FS, stem string) error {
	if info, err := fs.Stat(fsys, stem); err == nil && info.IsDir() {
		own := path.Join(stem, "index.md")
		if exists(fsys, own) {
			return refuse("open that file, or write a name behind the folder: "+site.Shown(stem)+"/a-name", "%s is a folder, whose own page is %s", site.Shown(stem), site.Shown(own))
		}
		return refuse("write "+site.Shown(stem)+"/ for the folder's own page, or a name behind it", "%s is a folder", site.Shown(stem))
	}
	if folder, own := strings.CutSuffix(stem, "/index"); own && exists(fsys, folder+".md") {
		return refuse("open that file, or move it first: sotto move "+site.Shown(folder+".md")+" "+site.Shown(stem+".md"), "%s is the page at that address", site.Shown(folder+".md"))
	}
	return nil
}

// pageless says why what stands at a path is nothing that can be moved; nil when
// it may be a page, or a folder of pages.
func pageless(fsys fs.FS, name string) error {
	top, rest, below := strings.Cut(name, "/")
	switch {
	case !exists(fsys, name) || strings.HasSuffix(name, ".md") && top != load.ArchetypesFolder:
		return nil
	case top == load.DataFolder && below:
		stem := strings.TrimSuffix(rest, path.Ext(rest))
		return refuse("rename content/data/"+stem+".csv and content/data/"+stem+".yaml alike: sotto check then names every place that speaks of the table", "%s is a table, and only pages are moved", site.Shown(name))
	case top == load.DataFolder, top == load.ArchetypesFolder:
		return refuse("leave it where it is", "%s is found by its name, and cannot be moved", site.Shown(name))
	}
	if info, err := fs.Stat(fsys, name); err == nil && !info.IsDir() {
		return refuse("leave it where it is: sotto move moves pages and folders of pages", "%s is no page", site.Shown(name))
	}
	return nil
}

// likely is what an editor most likely means by a path where nothing stands: the
// page at such an address, one that is written otherwise only in its capitals, or
// one of that name; "" when there is none.
func likely(fsys fs.FS, typed, name string, s *site.Site) string {
	address := "/" + strings.Trim(strings.ReplaceAll(typed, `\`, "/"), "/") + "/"
	for _, p := range allOf(s) {
		if "/"+strings.TrimPrefix(p.Address, s.Config.BasePath) == address {
			return p.Source
		}
	}
	if low := strings.ToLower(name); low != name && exists(fsys, low) {
		return low
	}
	if name == "" {
		return ""
	}
	if near := site.Likely(name, "", allOf(s)); len(near) > 0 {
		return near[0]
	}
	return ""
}
