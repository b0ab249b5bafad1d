// Package cms writes the configuration of a content management system, for
// somebody who would rather fill in forms than write front matter. What goes in is
// the model of a site and the schema of what may be written; what comes out is the
// text of a config.yml. No such system is part of a site, of its preview or of this
// program: an editor runs one on their own machine, beside the folder.
//
// Every folder of content/ is a collection of the pages in it, with the fields of
// their kind; the folder's own page, which may be of another kind, stands in the
// collection "folders". Services are chosen from content/services.yaml.
//
// # Languages
//
// Sveltia shows a page beside its twins: it can leave the code of the first
// language out of file names, as it is here. Decap cannot; there each language's
// file is an entry of its own.
//
// # What a round trip keeps
//
// Both systems write the whole front matter anew when a page is saved: in the order
// of the fields, in quotation marks of their own, with long lines folded, without
// comments. What is declared here is therefore every key that a page may have, in
// the order of the schema. Days and times are texts with a pattern, because a field
// for dates makes an instant of a day. The text is edited as it is written (raw):
// a rich text editor would rewrite directives. The test writes every page that
// ships anew in these ways, and holds that the site comes out the same to the byte.
//
// What could not be tried is the systems themselves: none is run here. Whether they
// keep spaces at the ends of lines, or offer a key of a page that they were not
// told of, is for whoever uses one to see: save a page without a change, and look
// at git diff.
package cms

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"sotto/generator/schema"
	"sotto/generator/site"
)

// Names are the systems that there is a configuration for.
var Names = []string{"sveltia", "decap"}

// Config is the text of config.yml for one of Names.
func Config(name string, s *site.Site, keys *schema.Set) []byte {
	w := &writer{name: name, site: s, keys: keys}
	w.head()
	w.line(0, "collections:")
	w.folders()
	for _, f := range w.list() {
		w.folder(f)
	}
	return w.b.Bytes()
}

type writer struct {
	b    bytes.Buffer
	name string
	site *site.Site
	keys *schema.Set
}

func (w *writer) line(depth int, format string, args ...any) {
	w.b.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(&w.b, format+"\n", args...)
}

func (w *writer) several() bool { return w.name == "sveltia" && len(w.site.Config.Languages) > 1 }

func (w *writer) head() {
	w.line(0, "# Made by sotto cms %s. It belongs on an editor's own machine, never in the site.", w.name)
	w.line(0, "# Make it again when content/site.yaml or content/services.yaml has changed.")
	w.line(0, "backend:\n  name: git-gateway")
	if w.name == "decap" {
		w.line(0, "local_backend: true # for decap-server, which lets in whoever can reach it")
	}
	w.line(0, "media_folder: static/images\npublic_folder: /images")
	if !w.several() {
		return
	}
	var langs []string
	for _, l := range w.site.Config.Languages {
		langs = append(langs, string(l))
	}
	w.line(0, "i18n:")
	w.line(1, "structure: multiple_files")
	w.line(1, "locales: [%s]", strings.Join(langs, ", "))
	w.line(1, "default_locale: %s", langs[0])
	w.line(1, "omit_default_locale_from_file_path: true")
}

// dir is a folder of pages: the kind of those in it, and of its own page.
type dir struct {
	path      string // below content/, "" for content/ itself
	kind, own site.Kind
	pages     bool // there are pages beside its own
}

// list are the folders that hold pages, published or not, in their order.
func (w *writer) list() []dir {
	at := map[string]*dir{}
	pages := slices.Clone(w.site.Pages)
	for _, h := range w.site.Withheld {
		pages = append(pages, h.Page)
	}
	slices.SortFunc(pages, func(a, b *site.Page) int { return cmp.Compare(a.Source, b.Source) })
	for _, p := range pages {
		name := strings.TrimPrefix(path.Dir(p.Source), ".")
		d := at[name]
		if d == nil {
			d = &dir{path: name, kind: site.Plain}
			at[name] = d
		}
		switch {
		case strings.HasPrefix(path.Base(p.Source), "index."):
			d.own = p.Kind
		case p.Kind != site.NotFound:
			d.kind, d.pages = p.Kind, true
		}
	}
	for _, s := range w.site.Config.Sections {
		if d := at[s.Path]; d != nil && !d.pages && s.Kind != site.Module {
			d.kind, d.pages = s.Kind, true
		}
	}
	var out []dir
	for _, d := range at {
		out = append(out, *d)
	}
	slices.SortFunc(out, func(a, b dir) int { return strings.Compare(a.path, b.path) })
	return out
}

// folder writes the collection of a folder's pages.
func (w *writer) folder(d dir) {
	if !d.pages {
		return
	}
	k := w.keys.Kind(d.kind)
	name := cmp.Or(strings.ReplaceAll(d.path, "/", "-"), "pages")
	w.line(1, "- name: %s", name)
	w.line(2, "label: %s", quote(cmp.Or(d.path, "top")+": "+k.Plural))
	w.line(2, "label_singular: %s", quote(k.Label))
	w.line(2, "description: %s", quote(k.Help))
	w.line(2, "folder: %s", strings.TrimSuffix(site.ContentFolder+d.path, "/"))
	w.line(2, "create: true\n    extension: md\n    format: yaml-frontmatter")
	w.line(2, `slug: "{{fields._slug}}"`)
	w.line(2, "identifier_field: title")
	if w.several() {
		w.line(2, "i18n: true")
	}
	w.line(2, "fields:")
	w.rows(3, k.Rows, w.discreet(d.path))
	w.body(3)
}

// folders writes the collection of folders' own pages, and of the 404 page.
func (w *writer) folders() {
	w.line(1, "- name: folders\n    label: \"Folders' own pages\"")
	if w.several() {
		w.line(2, "i18n: true")
	}
	w.line(2, "files:")
	one := func(file, name string, kind site.Kind) {
		for i, l := range w.site.Config.Languages {
			if i > 0 && w.several() {
				return
			}
			f, n := file+".md", name
			if i > 0 {
				if !w.there(file + "." + string(l) + ".md") {
					continue
				}
				f, n = file+"."+string(l)+".md", name+"-"+string(l)
			}
			w.line(3, "- name: %s", n)
			w.line(4, "label: %s", quote(f))
			if w.several() { // which is left out for the first language
				w.line(4, "file: %q", site.ContentFolder+file+".{{locale}}.md")
				w.line(4, "i18n: true")
			} else {
				w.line(4, "file: %s", site.ContentFolder+f)
			}
			w.line(4, "fields:")
			w.rows(5, w.keys.Kind(kind).Rows, w.discreet(path.Dir(f)))
			w.body(5)
		}
	}
	for _, d := range w.list() {
		if d.own != "" {
			one(path.Join(d.path, "index"), cmp.Or(strings.ReplaceAll(d.path, "/", "-"), "home"), d.own)
		}
	}
	if w.there("404.md") {
		one("404", "not-found", site.NotFound)
	}
}

func (w *writer) there(source string) bool {
	return slices.ContainsFunc(w.site.Pages, func(p *site.Page) bool { return p.Source == source }) ||
		slices.ContainsFunc(w.site.Withheld, func(h site.Withheld) bool { return h.Page.Source == source })
}

// discreet reports whether a folder lies in a discreet section.
func (w *writer) discreet(folder string) bool {
	top, _, _ := strings.Cut(folder, "/")
	return slices.ContainsFunc(w.site.Config.Sections, func(s site.Section) bool { return s.Path == top && s.Discreet })
}

// rows writes the fields of a page, or of an entry of a list.
func (w *writer) rows(depth int, rows []schema.Row, discreet bool) {
	for i := range rows {
		w.field(depth, &rows[i], discreet)
	}
}

// patterns are the forms of texts that have one.
var patterns = map[schema.Type]string{
	schema.Day:     `^\d{4}-\d\d-\d\d$`,
	schema.Moment:  `^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$`,
	schema.Instant: `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$`,
	schema.Partial: `^\d{4}(-\d\d(-\d\d)?)?$`,
	schema.Slug:    `^[a-z0-9]+(-[a-z0-9]+)*$`,
	schema.ID:      `^[a-z0-9]+(-[a-z0-9]+)*$`,
	schema.Names:   `^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$`,
}

func (w *writer) field(depth int, r *schema.Row, discreet bool) {
	if r.Discreet && !discreet {
		return // it has no place outside
	}
	w.line(depth, "- name: %s", r.Name)
	say := func(format string, args ...any) { w.line(depth+1, format, args...) }
	say("label: %s", quote(r.Name))
	say("hint: %s", quote(r.Help+" ("+r.Means()+")"))
	say("required: %t", r.Needed || r.Discreet)
	if w.several() {
		say("i18n: true")
	}
	choose := func(widget string, of []string) {
		say("widget: %s", widget)
		var list []string
		for _, o := range of {
			list = append(list, quote(o))
		}
		say("options: [%s]", strings.Join(list, ", "))
	}
	switch {
	case r.Type == schema.Bool:
		say("widget: boolean")
	case r.Type == schema.Number:
		say("widget: number\n%svalue_type: int", strings.Repeat("  ", depth+1))
		say("min: %d", r.Least)
		say("max: %d", r.Most)
	case r.Type == schema.List:
		say("widget: list")
		if r.Most > 0 {
			say("max: %d", r.Most)
		}
		say("fields:")
		w.rows(depth+2, r.Rows, true)
	case r.Type == schema.Choices:
		choose("select", r.Of)
		say("multiple: true")
	case r.IsList() || r.Type == schema.ServiceIDs:
		say("widget: list")
		say("field: {name: entry, label: entry, widget: string}")
	case r.Type == schema.Choice:
		choose("select", r.Of)
	case r.Type == schema.Service:
		var ids []string
		for _, s := range w.site.Services {
			ids = append(ids, s.ID)
		}
		choose("select", ids)
	default:
		say("widget: string")
		if p := patterns[r.Type]; p != "" {
			say("pattern: [%s, %s]", "'"+p+"'", quote(string(r.Type)))
		}
	}
}

func (w *writer) body(depth int) {
	w.line(depth, "- name: body")
	w.line(depth+1, "label: Text")
	w.line(depth+1, "widget: markdown")
	w.line(depth+1, "modes: [raw]")
	if w.several() {
		w.line(depth+1, "i18n: true")
	}
}

// quote writes a text in the quotation marks that YAML and Go share.
func quote(s string) string { return strconv.Quote(s) }
