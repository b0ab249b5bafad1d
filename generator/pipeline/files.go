package pipeline

import (
	"io/fs"
	"iter"
	"slices"
	"strings"

	"sotto/generator/audit"
	"sotto/generator/diag"
	"sotto/generator/links"
	"sotto/generator/markdown"
	"sotto/generator/site"
)

// What lies in static/ is audited before the pages are made, all of it, so that
// the end of an embargo brings no surprise. It is staged after them, and only
// what they have turned out to refer to: see links.Fates.

// inspect audits the files of static/.
func (l *line) inspect() error {
	for _, f := range l.assets.Files {
		m, err := l.again.other("static", f.Path, func() []byte { return f.Data }, func(data []byte) (Finished, error) {
			facts, findings := l.auditor.File(f.Path, data)
			return Finished{Facts: []audit.Facts{facts}, Findings: rename(findings, func(file string) string { return site.StaticFolder + file })}, nil
		})
		if err != nil {
			return err
		}
		l.static = append(l.static, m.Facts[0])
		l.inspected = append(l.inspected, m.Findings...)
	}
	return nil
}

// needed are the files that finished pages and derived files refer to, but for
// pages: what they lead to is in audit.Site.
func (l *line) needed() map[string]bool {
	out, menus := map[string]bool{}, map[*audit.Common]bool{}
	note := func(refs iter.Seq[audit.Ref]) {
		for r := range refs {
			if path, _, _ := strings.Cut(r.To, "#"); path != "" && path[len(path)-1] != '/' {
				out[path] = true
			}
		}
	}
	for f := range l.facts() {
		note(f.Own())
		if !menus[f.Common] { // most pages have that of others
			menus[f.Common] = true
			note(f.References())
		}
	}
	return out
}

// refers are the text of a page that is not made, and its links and pictures.
func (l *line) refers(p *site.Page) (text []byte, out []string) {
	text = l.text(p)
	env := l.env(p)
	env.Resolve = func(k markdown.Link) (markdown.Target, *markdown.Problem) {
		out = append(out, k.Dest)
		return markdown.Target{Href: "#"}, nil
	}
	env.Component = func(markdown.Directive) (string, *markdown.Problem) { return "", nil }
	// Its findings are told when it is to be published.
	l.converter.Convert(markdown.Source{Name: p.File(), Text: text, Start: p.BodyStart}, env)
	return text, out
}

// named looks into the templates for files that nothing uses.
func (l *line) named(fates []links.Fate) error {
	if !slices.ContainsFunc(fates, links.Fate.Unused) {
		return nil
	}
	return fs.WalkDir(l.templates, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(l.templates, name)
		links.Named(fates, site.TemplatesFolder+name, text)
		return err
	})
}

// distribute stages the files of static/ that are published, and tells what
// becomes of each.
func (l *line) distribute() ([]links.Fate, []diag.Finding, error) {
	names := make([]string, len(l.assets.Files))
	for i, f := range l.assets.Files {
		names[i] = f.Path
	}
	fates := links.Fates(l.site, names, l.needed(), l.refers)
	if err := l.named(fates); err != nil {
		return nil, nil, err
	}
	for i, f := range fates {
		if !f.Published {
			continue
		}
		m, err := l.again.other("staged", f.File, func() []byte { return l.assets.Files[i].Data }, func(data []byte) (Finished, error) {
			sum, findings, err := l.stage.Put(f.File, data)
			m := Finished{Findings: inOutput(findings)}
			m.stage(sum)
			return m, err
		})
		if err != nil {
			return nil, nil, err
		}
		l.rest.Facts = append(l.rest.Facts, l.static[i])
		l.rest.add(m)
	}
	return fates, links.CheckFiles(fates), nil
}
