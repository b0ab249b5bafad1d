package load

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// content/_archetypes/ holds what `sotto new` begins a page with: KIND.md for a
// kind of page, and KIND.cy.md for one in Welsh. They are no pages. A load reads
// them only to say what is wrong with them, so that an editor does not find it
// out on a new page.

// ArchetypesFolder is where they stand, below content/.
const ArchetypesFolder = "_archetypes"

// slots are the names that stand in two braces in an archetype, each with a value
// that may stand for any. A line of the front matter whose slot has no value on a
// page is left out of it. Besides these, a key that leads to another page is a
// slot of its own name.
var slots = map[string]string{
	"title":    "A title",    // from the name of the file
	"date":     "2026-11-21", // today
	"reviewBy": "2027-11-21", // in a year
	"weight":   "10",         // the next among its neighbours
	"guide":    "1",          // the number of a discreet guide
	"part":     "1",          // and of its part
}

// slotsOf are those of a kind of page.
func slotsOf(set *schema.Set, kind site.Kind) map[string]string {
	out := maps.Clone(slots)
	for _, r := range set.Kind(kind).Rows {
		if r.Type == schema.PageLink {
			out[r.Name] = r.Example
		}
	}
	return out
}

var (
	slot      = regexp.MustCompile(`\{\{ *([A-Za-z]*) *\}\}`)
	titleSlot = regexp.MustCompile(`\{\{ *title *\}\}`) // the only one whose value is anybody's words
)

// Fill puts values into the slots of an archetype. Lines of the front matter with
// a slot that has none are left out.
func Fill(text []byte, values map[string]string) []byte {
	var b strings.Builder
	fences := 0
	for line := range strings.Lines(string(text)) {
		if strings.TrimSpace(line) == "---" {
			fences++
		}
		empty, typed := false, line
		line = slot.ReplaceAllStringFunc(line, func(s string) string {
			v := values[slot.FindStringSubmatch(s)[1]]
			empty = empty || v == ""
			return v
		})
		if !empty || fences != 1 {
			if fences == 1 && titleSlot.MatchString(typed) && !strings.Contains(typed, " #") {
				line = spelled(line)
			}
			b.WriteString(line)
		}
	}
	return []byte(b.String())
}

// spelled is a line of front matter with its value in quotes, where YAML would read
// something else in it than its words: a title may be anything.
func spelled(line string) string {
	words := strings.TrimRight(line, "\r\n")
	key, value, ok := strings.Cut(words, ": ")
	var n yaml.Node
	if !ok || yaml.Unmarshal([]byte("k: "+value), &n) == nil && len(n.Content) == 1 && len(n.Content[0].Content) == 2 &&
		n.Content[0].Content[1].Value == value && n.Content[0].Content[1].Tag == "!!str" {
		return line
	}
	return key + ": " + quote(whole(value)) + line[len(words):]
}

// archetypes checks the folder of archetypes.
func (w *files) archetypes(fsys fs.FS, c *config) error {
	entries, err := fs.ReadDir(fsys, ArchetypesFolder)
	if err != nil {
		return fmt.Errorf("reading %s: %w", shown(ArchetypesFolder), err)
	}
	for _, e := range entries {
		if LeftBehind(e.Name()) {
			continue
		}
		if err := w.archetype(fsys, c, e); err != nil {
			return err
		}
	}
	return nil
}

// archetype checks one: that there is such a kind of page, that its slots are
// known, and that its front matter is good once they are filled.
func (w *files) archetype(fsys fs.FS, c *config, e fs.DirEntry) error {
	source := path.Join(ArchetypesFolder, e.Name())
	name, code, coded := strings.Cut(strings.TrimSuffix(e.Name(), ".md"), ".")
	var kinds []string
	for _, k := range c.schema.Kinds {
		if k.Name != site.Home && k.Name != site.NotFound {
			kinds = append(kinds, string(k.Name))
		}
	}
	f := file{path: source, dir: ArchetypesFolder, base: name, lang: c.Languages[0]}
	switch {
	case !e.Type().IsRegular() || path.Ext(e.Name()) != ".md":
		w.add(source, "archetype/kind", "an archetype is a file that ends in .md", "name it after a kind of page: "+list(kinds, "or")+", with .md behind it")
		return nil
	case !slices.Contains(kinds, name):
		w.add(source, "archetype/kind", fmt.Sprintf("there is no kind of page %s", word(name)), "rename it: "+suggest(name, kinds, "the kinds are "+list(kinds, "and")))
		return nil
	case coded && !slices.Contains(c.Languages[1:], site.Lang(code)):
		w.add(source, "archetype/kind", fmt.Sprintf("%q is not one of the site's further languages", code), "name it "+name+".md, or "+name+" with the code of another language of the site before .md")
		return nil
	case coded:
		f.lang = site.Lang(code)
	}
	p := &page{Page: &site.Page{Source: source, Lang: f.lang, Key: source, Kind: site.Kind(name), Seldom: &site.Seldom{}}, file: f}
	p.text.name, p.text.known = shown(source), c.known
	if ok, err := p.open(fsys, source); err != nil || !ok {
		w.findings = append(w.findings, p.findings...)
		return err
	}
	typed, slots := p.data, slotsOf(c.schema, site.Kind(name))
	for _, m := range slot.FindAllSubmatchIndex(typed, -1) {
		if name := string(typed[m[2]:m[3]]); slots[name] == "" {
			known := make([]string, 0, len(slots))
			for s := range slots {
				known = append(known, s)
			}
			slices.Sort(known)
			f := p.add(p.span(m[0], m[1]), "archetype/slot", fmt.Sprintf("there is no slot %s", word(name)), suggest(name, known, "the slots are "+list(known, "and")))
			if near := diag.Nearest(name, known); near != "" {
				f.Fix = p.text.file().Edit(m[2], m[3], near)
			}
		}
	}
	if len(p.findings) == 0 {
		p.data, p.lines = Fill(typed, slots), nil
		p.Section = &site.Section{Discreet: strings.Contains(string(typed), "\ndiscreetTitle:")}
		p.read(c, nil)
		lines := diag.NewFile(p.name, typed)
		for i := range p.findings { // which speak of the filled text
			f := &p.findings[i]
			f.Fix = nil
			if line := lines.Line(f.Pos.Line); line != f.Source && f.Pos.Line > 0 {
				f.Pos.Col, f.Length, f.Source, f.SourceCol = 1, len([]rune(line)), line, 0
			}
		}
	}
	w.findings = append(w.findings, p.findings...)
	return nil
}

// KindOf says in which section of a site a file of content/ stands, and which kind
// of page that makes of it.
func KindOf(s *site.Site, source string) (*site.Section, site.Kind) {
	c := &config{Config: s.Config, schema: schema.New(s.Config), nowhere: &site.Section{}}
	f := file{path: source, dir: path.Dir(source), lang: s.Config.Languages[0]}
	f.base, _, _ = strings.Cut(path.Base(source), ".")
	if f.dir == "." {
		f.dir = ""
	}
	return c.place(f)
}
