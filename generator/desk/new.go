package desk

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sotto/generator/diag"
	"sotto/generator/load"
	"sotto/generator/pipeline"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// Page says what [New] is to make.
type Page struct {
	// Kind is a kind of page, Path where it is to stand: content/self-help/sleep,
	// with .md or without.
	Kind, Path string
	// Langs are the languages asked for; none means the site's first.
	Langs []site.Lang
	// Title is the page's title, "" for one made of its name.
	Title string
	// Chapters is how many a module begins with; 0 means one.
	Chapters int
}

// New plans a page, or a module with its chapters, in some languages, from the
// archetypes in content/_archetypes/. Where the site has none of a kind, the page
// has the keys that such a page needs, and a sentence to replace. It never
// overwrites.
func New(ctx context.Context, in pipeline.Inputs, ask Page) (*Plan, error) {
	return new(builder).page(ctx, in, ask)
}

func (b *builder) page(ctx context.Context, in pipeline.Inputs, ask Page) (*Plan, error) {
	before, err := b.build(ctx, in)
	if err != nil {
		return nil, err
	}
	m := &maker{in: in, site: before.Site, ask: ask, plan: &Plan{}, titles: map[string]bool{}}
	if err := m.files(); err != nil {
		return nil, err
	}
	m.plan.sorted()
	after, err := b.build(ctx, m.plan.changed(in))
	if err != nil {
		return nil, err
	}
	for range 2 { // a chapter is compared with its original once it has a phrase
		if m.stamp(after.Findings) {
			if after, err = b.build(ctx, m.plan.changed(in)); err != nil {
				return nil, err
			}
		}
	}
	m.plan.After = after.Findings
	var wrong []diag.Finding
	for _, f := range fresh(before.Findings, after.Findings, func(s string) string { return s }) {
		if f.Severity == diag.Error && !strings.HasPrefix(f.Code, "placeholder/") {
			wrong = append(wrong, f)
		}
	}
	if len(wrong) > 0 {
		if !slices.ContainsFunc(wrong, func(f diag.Finding) bool { return !strings.HasPrefix(f.Code, "level/") }) {
			twin := wrong[0].Pos.File
			if len(wrong[0].Also) > 0 {
				return nil, refuse(fmt.Sprintf("copy that file to %s and translate it there; with a line draft: true nobody sees it until then", twin),
					"%s is there already, and its translation has its parts", wrong[0].Also[0].File)
			}
		}
		return nil, &Refusal{Message: "this would be wrong, and so nothing was written", Findings: wrong}
	}
	return m.plan, nil
}

// maker makes the files of one request.
type maker struct {
	in     pipeline.Inputs
	site   *site.Site
	ask    Page
	plan   *Plan
	titles map[string]bool // of tabs, those of the new pages among them, in lower case
}

// files plans the files.
func (m *maker) files() error {
	if err := m.kind(); err != nil {
		return err
	}
	typed, err := source(m.in, m.ask.Path)
	if err != nil {
		return err
	}
	command := "sotto new " + m.ask.Kind
	key, code, err := unending(typed, command, m.site.Config.Languages)
	if err != nil {
		return err
	}
	base, langs := path.Base(key), m.ask.Langs
	if code != "" && len(langs) == 0 {
		langs = []site.Lang{site.Lang(code)}
	}
	if len(langs) == 0 {
		langs = m.site.Config.Languages[:1]
	}
	for _, l := range langs {
		if !slices.Contains(m.site.Config.Languages, l) {
			return refuse("this site has "+joined(m.site.Config.Languages), "%q is not one of the site's languages", l)
		}
	}
	module := m.ask.Kind == string(site.Module)
	switch {
	case m.ask.Chapters > 0 && !module:
		return refuse("leave --chapters out, or write sotto new module "+site.Shown(key), "only a module has chapters")
	case m.ask.Chapters > 99 || m.ask.Chapters < 0:
		return refuse("write --chapters 5", "nobody reads a guide of %d chapters", m.ask.Chapters)
	case module && base != "index":
		key = path.Join(key, "index")
	case strings.HasSuffix(m.ask.Path, "/"):
		key = path.Join(key, "index")
	}
	if err := fitting(strings.TrimSuffix(key, "/index"), command); err != nil {
		return err
	}
	if err := m.fits(key, m.ask.Kind); err != nil {
		return err
	}
	if err := free(m.in.Content, key); err != nil {
		return err
	}
	title := m.ask.Title
	if title == "" {
		title = spoken(key)
	}
	for _, w := range m.site.Withheld {
		m.titles[strings.ToLower(w.Page.TabTitle)] = true
	}
	for _, p := range m.site.Pages {
		m.titles[strings.ToLower(p.TabTitle)] = true
	}
	values := m.values(key, title)
	for _, l := range langs {
		if err := m.page(m.ask.Kind, key, l, values); err != nil {
			return err
		}
	}
	if !module {
		return nil
	}
	for n := range max(1, m.ask.Chapters) {
		chapter := path.Join(path.Dir(key), fmt.Sprintf("part-%d", n+1))
		its := map[string]string{"title": fmt.Sprintf("Part %d", n+1), "weight": strconv.Itoa(10 * (n + 1)), "part": strconv.Itoa(n + 1)}
		for k, v := range values {
			if its[k] == "" {
				its[k] = v
			}
		}
		for _, l := range langs {
			if err := m.page(string(site.Chapter), chapter, l, its); err != nil {
				return err
			}
		}
	}
	return nil
}

// kind wants the kind to be one that can be made.
func (m *maker) kind() error {
	var kinds []string
	for _, k := range schema.New(m.site.Config).Kinds {
		if k.Name != site.Home && k.Name != site.NotFound {
			kinds = append(kinds, string(k.Name))
		}
	}
	if slices.Contains(kinds, m.ask.Kind) {
		return nil
	}
	help := "the kinds are " + strings.Join(kinds, ", ")
	if near := diag.Nearest(m.ask.Kind, kinds); near != "" {
		help = "did you mean " + near + "?"
	}
	return refuse(help, "there is no kind of page %q", m.ask.Kind)
}

// spoken makes a title of a file's name.
func spoken(key string) string {
	name := path.Base(key)
	if name == "index" && path.Dir(key) != "." {
		name = path.Base(path.Dir(key))
	}
	words := strings.ReplaceAll(name, "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

func joined(langs []site.Lang) string {
	words := make([]string, len(langs))
	for i, l := range langs {
		words[i] = string(l)
	}
	return strings.Join(words, ", ")
}

// page plans one file.
func (m *maker) page(kind, key string, l site.Lang, values map[string]string) error {
	name := key + ".md"
	if l != m.site.Config.Languages[0] {
		name = key + "." + string(l) + ".md"
	}
	if exists(m.in.Content, name) {
		return refuse("choose another name, or open that file", "%s is there already", site.Shown(name))
	}
	text, err := m.archetype(kind, l)
	if err != nil {
		return err
	}
	made := map[string]string{}
	for k, v := range values {
		made[k] = v
	}
	if s, _ := load.KindOf(m.site, key+".md"); !s.Discreet {
		made["guide"], made["part"] = "", ""
	}
	data := load.Fill(text, made)
	m.plan.Changes = append(m.plan.Changes, Change{File: name, New: data})
	return nil
}

// archetype is what pages of a kind begin with in a language.
func (m *maker) archetype(kind string, l site.Lang) ([]byte, error) {
	name := kind + ".md"
	if l != m.site.Config.Languages[0] {
		name = kind + "." + string(l) + ".md"
	}
	data, err := read(m.in.Content, path.Join(load.ArchetypesFolder, name))
	if err != nil || data != nil {
		return data, err
	}
	return plain(schema.New(m.site.Config).Kind(site.Kind(kind))), nil
}

// plain is the archetype of a kind that the site has none for: all keys that such
// a page must have.
func plain(k *schema.Kind) []byte {
	var b strings.Builder
	b.WriteString("---\n")
	for _, r := range k.Rows {
		switch {
		case r.Name == "title":
			b.WriteString("title: {{title}}\ndiscreetTitle: Guide {{guide}}\n")
		case r.Name == "date":
			b.WriteString("date: {{date}}\n")
		case r.Name == "reviewBy":
			b.WriteString("reviewBy: {{reviewBy}}\n")
		case r.Name == "weight":
			b.WriteString("weight: {{weight}}\n")
		case r.Needed && r.Type == schema.Line:
			b.WriteString(r.Name + ": TODO\n")
		case r.Needed:
			b.WriteString(r.Typed() + "\n")
		}
	}
	b.WriteString("---\n\nTODO what the page says.\n")
	return []byte(b.String())
}

// values are what the slots of the new pages hold.
func (m *maker) values(key, title string) map[string]string {
	clock := m.site.Clock.In(m.site.Config.TimeZone)
	v := map[string]string{
		"title": title, "date": clock.Format(time.DateOnly), "reviewBy": clock.AddDate(1, 0, 0).Format(time.DateOnly),
	}
	for _, k := range schema.New(m.site.Config).Kinds {
		for _, r := range k.Rows {
			if r.Type == schema.PageLink {
				v[r.Name] = m.newest(key, r.Of)
			}
		}
	}
	if n := m.weight(key); n > 0 {
		v["weight"] = strconv.Itoa(n)
	}
	v["guide"], v["part"] = m.numbers(key)
	return v
}

// all are the pages of the site, whether they are published or not.
func (m *maker) all() []*site.Page {
	out := slices.Clone(m.site.Pages)
	for _, w := range m.site.Withheld {
		out = append(out, w.Page)
	}
	return out
}

// weight is that of the last neighbour and ten; 0 when the neighbours have none.
func (m *maker) weight(key string) int {
	folder := path.Dir(key)
	own := path.Base(key) == "index"
	if own {
		folder = path.Dir(folder)
	}
	last, neighbours := 0, false
	for _, p := range m.all() {
		dir := path.Dir(p.Source)
		if strings.HasPrefix(path.Base(p.Source), "index.") {
			dir = path.Dir(dir)
		}
		if dir == folder && p.Kind != site.Home && p.Kind != site.NotFound {
			last, neighbours = max(last, int(p.Weight)), true
		}
	}
	if last == 0 && neighbours {
		return 0
	}
	return last + 10
}

// newest is the path of the newest page of some kinds, from a page on; "" when
// there is none.
func (m *maker) newest(key string, kinds []string) string {
	var newest *site.Page
	for _, p := range m.site.Pages {
		if slices.Contains(kinds, string(p.Kind)) && p.Lang == m.site.Config.Languages[0] && (newest == nil || p.Date.After(newest.Date)) {
			newest = p
		}
	}
	if newest == nil {
		return ""
	}
	return site.Relative(key+".md", newest.Source)
}

var digits = regexp.MustCompile(`\d+`)

// numbers are the next free ones of a discreet guide and of its part: those that
// no discreet title has in any language. A chapter has its module's number.
func (m *maker) numbers(key string) (guide, part string) {
	used, parts := map[int]bool{}, map[int]bool{}
	for title := range m.titles {
		if n, err := strconv.Atoi(digits.FindString(title)); err == nil {
			used[n] = true
		}
	}
	next := func(used map[int]bool) string {
		n := 1
		for used[n] {
			n++
		}
		return strconv.Itoa(n)
	}
	if m.ask.Kind != string(site.Chapter) {
		return next(used), "1"
	}
	for _, p := range m.all() {
		if p.Kind == site.Module && path.Dir(p.Source) == path.Dir(key) {
			guide = digits.FindString(p.TabTitle)
		}
	}
	if guide == "" {
		guide = next(used)
	}
	for title := range m.titles {
		if all := digits.FindAllString(title, 2); len(all) == 2 && all[0] == guide {
			n, _ := strconv.Atoi(all[1])
			parts[n] = true
		}
	}
	return guide, next(parts)
}

var stamps = map[string]*regexp.Regexp{
	"level/stamp":    regexp.MustCompile(`translationOf: \[[^\]]*\]`),
	"phrase/missing": regexp.MustCompile(`phrase: \S+ \S+`),
}

// stamp writes into new translations which text they are of, and into new chapters
// the phrase by which they are found again, as the findings say that it is written.
func (m *maker) stamp(list []diag.Finding) (some bool) {
	for _, f := range list {
		form := stamps[f.Code]
		if form == nil || form.FindString(f.Help) == "" {
			continue
		}
		write := form.FindString(f.Help)
		for i := range m.plan.Changes {
			c := &m.plan.Changes[i]
			if name, err := source(m.in, f.Pos.File); err != nil || name != c.File {
				continue
			}
			if n := bytes.Index(c.New, []byte("\n---\n")); n >= 0 {
				c.New = slices.Concat(c.New[:n+1], []byte(write+"\n"), c.New[n+1:])
				some = true
			}
		}
	}
	return some
}
