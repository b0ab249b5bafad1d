package load

import (
	"io/fs"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// What names a file or a folder of content/ stands in links, which the Markdown
// knows, and in keys whose rows say so. Whoever moves a file has to find all of
// them; a new key of such a type is found without any more ado.

// Reference is a place in a YAML file, or in a page's front matter, that names a
// file or a folder of content/, or what is made of its path.
type Reference struct {
	// In is the file that it stands in, below content/.
	In string
	// Start and End are the bytes of the name, without quotes or #anchor.
	Start, End int
	// Name is what stands there.
	Name string
	// Kind says what it names.
	Kind ReferenceKind
}

// ReferenceKind says what a reference names.
type ReferenceKind int

// The kinds of references.
const (
	ToFile   ReferenceKind = iota // a page's file, from content/ on
	FromHere                      // a page's file, from the file on that it stands in
	ToPart                        // a folder, or a page's file, from content/ on
	ToFolder                      // a folder at the top of content/
	ToKey                         // the key of a page: its path without language and ending
)

// References finds them in the YAML files of content/ and in the pages of a site.
func References(content fs.FS, s *site.Site) ([]Reference, error) {
	set := schema.New(s.Config)
	var out []Reference
	for name, root := range map[string]*schema.Row{
		"site.yaml":  {Type: schema.Group, Rows: set.Settings()},
		"rules.yaml": {Type: schema.Group, Rows: schema.HouseRules()},
		limitsFile:   {Type: schema.List, Rows: schema.Limits().Rows},
		startFile:    {Type: schema.List, Rows: schema.Start().Rows},
		topicsFile:   {Type: schema.List, Rows: schema.Topics().Rows},
	} {
		t := &text{}
		d, n, err := readYAML(content, name, t, nil)
		if err != nil {
			return nil, err
		}
		if n != nil {
			w := &references{doc: d, in: name}
			w.value(root, n)
			out = append(out, w.found...)
		}
	}
	pages := slices.Clone(s.Pages)
	for _, held := range s.Withheld {
		pages = append(pages, held.Page)
	}
	for _, p := range pages {
		t := &text{name: p.File(), data: p.Text}
		q := &page{Page: p, text: *t}
		start, end, _, ok := q.cutFront()
		if !ok {
			continue
		}
		d := &doc{text: t, start: start, end: end, shift: 1}
		if n := d.root(); n != nil && n.Kind == yaml.MappingNode {
			w := &references{doc: d, in: p.Source}
			w.group(set.Kind(p.Kind).Rows, n)
			out = append(out, w.found...)
		}
	}
	slices.SortFunc(out, func(a, b Reference) int {
		if a.In != b.In {
			return strings.Compare(a.In, b.In)
		}
		return a.Start - b.Start
	})
	return out, nil
}

// references gathers those of one document.
type references struct {
	*doc
	in    string
	found []Reference
}

func (w *references) group(rows []schema.Row, n *yaml.Node) {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if r := schema.Find(rows, n.Content[i].Value); r != nil {
			w.value(r, n.Content[i+1])
		}
	}
}

// value looks at the value of a key.
func (w *references) value(r *schema.Row, n *yaml.Node) {
	each := func(kind ReferenceKind) {
		for _, c := range n.Content {
			w.note(kind, c)
		}
	}
	switch {
	case r.Type == schema.Group:
		w.group(r.Rows, n)
	case r.Type == schema.List:
		for _, c := range n.Content {
			w.group(r.Rows, c)
		}
	case r.Type == schema.Entries:
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if r.Names == schema.IsFolder {
				w.note(ToFolder, n.Content[i])
			}
			w.group(r.Rows, n.Content[i+1])
		}
	case r.Type == schema.Source, r.Type == schema.Place, r.Type == schema.Line && r.Into == "Page":
		w.note(ToFile, n)
	case r.Type == schema.Sources:
		each(ToFile)
	case r.Type == schema.PageLink:
		w.note(FromHere, n)
	case r.Type == schema.Parts, r.Type == schema.Texts && (r.Into == "In" || r.Into == "Where"):
		each(ToPart)
	case r.Type == schema.Names && r.Into == "Key":
		w.note(ToKey, n)
	}
}

// note keeps a name that stands in the file as it is read; one with escapes in it
// is found by whoever checks what has become of the site.
func (w *references) note(kind ReferenceKind, n *yaml.Node) {
	name, _, _ := strings.Cut(strings.TrimSpace(n.Value), "#")
	m := w.mark(n)
	if n.Kind != yaml.ScalarNode || name == "" || !m.known() {
		return
	}
	for _, e := range w.file().Swap(diag.Pos{Line: m.line, Col: m.col}, n.Value, "") {
		w.found = append(w.found, Reference{In: w.in, Start: e.Start, End: e.Start + len(name), Name: name, Kind: kind})
	}
}
