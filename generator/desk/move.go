package desk

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sotto/generator/diag"
	"sotto/generator/load"
	"sotto/generator/pipeline"
	"sotto/generator/site"
)

// Move plans to move a page with its translations, or a folder with all that is in
// it, and to mend what leads there: links of every page in every language, keys of
// front matter, and the settings, house rules and registers that name a file or a
// folder. Old addresses stay, as aliases; a page of a discreet section keeps its
// address, and an entry of a feed its name, by its id.
//
// A plan after which the site would have an error that it has not now is refused.
func Move(ctx context.Context, in pipeline.Inputs, from, to string) (*Plan, error) {
	return new(builder).move(ctx, in, from, to)
}

func (b *builder) move(ctx context.Context, in pipeline.Inputs, from, to string) (*Plan, error) {
	before, err := b.build(ctx, in)
	if err != nil {
		return nil, err
	}
	m := &mover{in: in, moved: map[string]string{}, edits: map[string][]diag.Edit{}, plan: &Plan{}}
	if m.site, err = whole(in, in.Content); err != nil {
		return nil, err
	}
	if err := m.paths(from, to); err != nil {
		return nil, err
	}
	if err := m.references(); err != nil {
		return nil, err
	}
	m.links()
	m.before(before.Findings)
	if err := m.apply(); err != nil {
		return nil, err
	}
	if err := m.addresses(); err != nil {
		return nil, err
	}
	after, err := b.build(ctx, m.plan.changed(in))
	if err != nil {
		return nil, err
	}
	if m.restamp(after.Findings) {
		if after, err = b.build(ctx, m.plan.changed(in)); err != nil {
			return nil, err
		}
	}
	m.plan.After = after.Findings
	m.plan.sorted()
	var wrong []diag.Finding
	for _, f := range fresh(m.renamed(before.Findings), after.Findings, func(s string) string { return s }) {
		switch f.Severity {
		case diag.Error:
			wrong = append(wrong, f)
		case diag.Warning:
			m.plan.Notes = append(m.plan.Notes, fmt.Sprintf("%s:%d: warning[%s]: %s", f.Pos.File, f.Pos.Line, f.Code, f.Message))
		}
	}
	if len(wrong) > 0 {
		there := "there"
		if m.inside {
			there = "in " + site.Shown(path.Dir(m.new)) + ", which is there already"
		}
		return nil, &Refusal{Message: "this would be wrong " + there + ", and so nothing was written", Findings: wrong}
	}
	return m.plan, nil
}

// MoveAll plans several moves, pairs of an old path and a new one, as one: an
// editor that moves three files asks once. One that an earlier one has done
// already, a translation's, is passed over.
func MoveAll(ctx context.Context, in pipeline.Inputs, pairs [][2]string) (*Plan, error) {
	var b builder
	all := &Plan{}
	for _, pair := range pairs {
		done, err := all.moves(in, pair[0], pair[1])
		if err != nil {
			return nil, err
		}
		if done {
			continue
		}
		p, err := b.move(ctx, all.changed(in), pair[0], pair[1])
		if err != nil {
			return nil, err
		}
		all.then(p)
	}
	all.sorted()
	return all, nil
}

// moves says that a plan moves a file to a place already.
func (p *Plan) moves(in pipeline.Inputs, from, to string) (bool, error) {
	old, err := source(in, from)
	if err != nil {
		return false, err
	}
	new, err := source(in, to)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(p.Changes, func(c Change) bool { return c.From == old && c.File == new && old != new }), nil
}

// then adds what is done after a plan.
func (p *Plan) then(next *Plan) {
	for _, n := range next.Changes {
		i := slices.IndexFunc(p.Changes, func(c Change) bool { return n.From != "" && c.File == n.From })
		if i < 0 {
			p.Changes = append(p.Changes, n)
			continue
		}
		p.Changes[i].File, p.Changes[i].New = n.File, n.New
	}
	p.Notes, p.After = append(p.Notes, next.Notes...), next.After
}

// whole is the model of a site with all pages, those that are withheld among them.
func whole(in pipeline.Inputs, content fs.FS) (*site.Site, error) {
	s, _, err := load.Load(load.Input{Content: content, Static: in.Static, Clock: in.Clock, BaseURL: in.Options.BaseURL, Drafts: true, Future: true, Expired: true})
	return s, err
}

// mover moves files.
type mover struct {
	in   pipeline.Inputs
	site *site.Site // with all pages
	// old and new are the two paths, of a folder when folder is true: else of a
	// page, without language and ending.
	old, new string
	folder   bool
	inside   bool              // new is in a folder that stood there
	moved    map[string]string // files, by where they are
	edits    map[string][]diag.Edit
	plan     *Plan
	// behind are the files whose translation or review was behind its text already.
	behind map[string]bool
}

// pages are all pages of the model.
func allOf(s *site.Site) []*site.Page {
	out := slices.Clone(s.Pages)
	for _, w := range s.Withheld { // that cannot be read
		out = append(out, w.Page)
	}
	return out
}

// paths finds out what is to be moved, and whereto.
func (m *mover) paths(from, to string) error {
	old, err := source(m.in, from)
	if err != nil {
		if near := likely(m.in.Content, from, "", m.site); strings.HasPrefix(from, "/") && near != "" {
			return refuse("did you mean "+site.Shown(near)+"?", "%s is an address, and no path in content/", from)
		}
		return err
	}
	new, err := source(m.in, to)
	if err != nil {
		return err
	}
	if err := pageless(m.in.Content, old); err != nil {
		return err
	}
	info, err := fs.Stat(m.in.Content, old)
	m.folder = err == nil && info.IsDir() && !strings.HasSuffix(from, ".md")
	command := "sotto move " + site.Shown(old)
	stem, _, err := unending(new, command, m.site.Config.Languages)
	if err != nil {
		return err
	}
	if err := fitting(strings.TrimSuffix(stem, "/index"), command); err != nil {
		return err
	}
	m.inside = strings.HasSuffix(to, "/") || exists(m.in.Content, new) && !strings.HasSuffix(new, ".md")
	var files []string
	if m.folder {
		if m.inside {
			new = path.Join(new, path.Base(old))
		}
		if new == old || strings.HasPrefix(new, old+"/") {
			return refuse("name another place", "a folder cannot be moved into itself")
		}
		m.old, m.new = old, new
		err := fs.WalkDir(m.in.Content, old, func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("reading %s: %w", site.Shown(old), err)
		}
	} else {
		m.old, m.new = stemOf(old), stemOf(new)
		if m.inside {
			base := path.Base(m.old)
			if base == "index" {
				base = path.Base(path.Dir(m.old))
			}
			m.new = path.Join(new, base)
		}
		if m.old == m.new {
			return refuse("name another place", "it stands there already")
		}
		for _, l := range m.site.Config.Languages {
			if name := m.named(m.old, l); exists(m.in.Content, name) {
				files = append(files, name)
			}
		}
		if _, code, _ := strings.Cut(path.Base(old), "."); len(files) > 1 && code != "" && code != "md" {
			m.plan.Notes = append(m.plan.Notes, fmt.Sprintf("%s moves with its translations, which are found by its name; an address in one language alone is its slug", site.Shown(old)))
		}
	}
	if m.old == "index" || m.old == "404" {
		return refuse("write a new page, and link to it", "%s is found by its name, and cannot be moved", site.Shown(old))
	}
	if len(files) == 0 {
		help := "sotto list shows every page"
		if near := likely(m.in.Content, from, old, m.site); near != "" {
			help = "did you mean " + site.Shown(near) + "?"
		}
		return refuse(help, "there is no page and no folder %s", site.Shown(old))
	}
	for _, name := range files {
		m.moved[name] = m.new + strings.TrimPrefix(name, m.old)
		if exists(m.in.Content, m.moved[name]) {
			return refuse("choose another name", "%s is there already", site.Shown(m.moved[name]))
		}
	}
	return nil
}

// stemOf is a page's path without language and ending.
func stemOf(name string) string {
	dir, base := path.Split(name)
	base, _, _ = strings.Cut(base, ".")
	return path.Join(dir, base)
}

// named is the file of a page in a language.
func (m *mover) named(stem string, l site.Lang) string {
	if l != m.site.Config.Languages[0] {
		return stem + "." + string(l) + ".md"
	}
	return stem + ".md"
}

// to is where a file stands afterwards.
func (m *mover) to(name string) string {
	if to, ok := m.moved[name]; ok {
		return to
	}
	return name
}

// part is what a folder, a file, or a beginning of a path is called afterwards.
func (m *mover) part(name string) string {
	switch rest, inside := strings.CutPrefix(name, m.old+"/"); {
	case m.moved[name] != "":
		return m.moved[name]
	case m.folder && name == m.old:
		return m.new
	case m.folder && inside:
		return m.new + "/" + rest
	}
	return name
}

// references mends the keys that name files and folders.
func (m *mover) references() error {
	list, err := load.References(m.in.Content, m.site)
	if err != nil {
		return err
	}
	for _, r := range list {
		name := r.Name
		switch r.Kind {
		case load.ToFile:
			name = m.to(r.Name)
		case load.FromHere:
			name = m.relative(r.In, r.Name)
		case load.ToPart:
			name = m.part(r.Name)
		case load.ToFolder:
			if name = m.part(r.Name); strings.Contains(name, "/") {
				return refuse("move the pages in it, or take the section out of content/site.yaml first",
					"%s is a section, and a section is a folder at the top of content/", site.Shown(r.Name))
			}
		case load.ToKey:
			name = m.key(r.Name)
		}
		if name != r.Name {
			m.edits[r.In] = append(m.edits[r.In], diag.Edit{File: r.In, Start: r.Start, End: r.End, New: name})
		}
	}
	return nil
}

// key is what the pages of a translationKey have in common afterwards: the path of
// the one that has moved.
func (m *mover) key(key string) string {
	for old, new := range m.moved {
		if keyOfPath(old) == key {
			return keyOfPath(new)
		}
	}
	return key
}

func keyOfPath(name string) string {
	stem := stemOf(name)
	if path.Base(stem) == "index" {
		stem = strings.TrimPrefix(path.Dir(stem), ".")
	}
	return stem
}

// relative is what a link from a file to another is afterwards. One that leads
// there as it is stays as it is typed.
func (m *mover) relative(from, dest string) string {
	if strings.HasPrefix(dest, "/") {
		if old := path.Join(".", dest[1:]); m.to(old) != old {
			return "/" + m.to(old)
		}
		return dest
	}
	old := path.Join(path.Dir(from), dest)
	if path.Join(path.Dir(m.to(from)), dest) == m.to(old) {
		return dest
	}
	return site.Relative(m.to(from), m.to(old))
}

// apply makes the edits, and plans the files that move.
func (m *mover) apply() error {
	var files []string
	for name := range m.moved {
		files = append(files, name)
	}
	for name := range m.edits {
		if m.moved[name] == "" {
			files = append(files, name)
		}
	}
	slices.Sort(files)
	for _, name := range files {
		old, err := fs.ReadFile(m.in.Content, name)
		if err != nil {
			return fmt.Errorf("reading %s: %w", site.Shown(name), err)
		}
		new, _ := diag.Apply(old, m.edits[name])
		m.plan.Changes = append(m.plan.Changes, Change{File: m.to(name), From: name, Old: old, New: new})
	}
	return nil
}

// change is the change of a file, by where it stands afterwards. One that only
// stays is added.
func (m *mover) change(name string) (*Change, error) {
	for i := range m.plan.Changes {
		if m.plan.Changes[i].File == name {
			return &m.plan.Changes[i], nil
		}
	}
	data, err := fs.ReadFile(m.in.Content, name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", site.Shown(name), err)
	}
	m.plan.Changes = append(m.plan.Changes, Change{File: name, From: name, Old: data, New: data})
	return &m.plan.Changes[len(m.plan.Changes)-1], nil
}

// renamed gives findings the names that files have afterwards, in what they say too.
func (m *mover) renamed(list []diag.Finding) []diag.Finding {
	var names []string
	for _, old := range slices.Backward(slices.Sorted(keysOf(m.moved))) { // the longer first
		names = append(names, site.Shown(old), site.Shown(m.moved[old]))
	}
	r := strings.NewReplacer(names...)
	out := slices.Clone(list)
	for i := range out {
		f := &out[i]
		if name, err := source(m.in, f.Pos.File); err == nil && m.moved[name] != "" {
			f.Pos.File = strings.TrimSuffix(f.Pos.File, name) + m.moved[name]
		}
		f.Message = r.Replace(f.Message)
	}
	return out
}

func keysOf(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}
