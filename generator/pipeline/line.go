package pipeline

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"iter"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"sotto/generator/asset"
	"sotto/generator/audit"
	"sotto/generator/diag"
	"sotto/generator/editorial"
	"sotto/generator/links"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/output"
	"sotto/generator/render"
	"sotto/generator/site"
)

// line is the production line that every page goes down, one page per worker
// at a time: Markdown, HTML, audit, stage. A page's bytes are let go at its
// end; its outcome is kept.
type line struct {
	site      *site.Site
	pages     pagesAt
	words     *locale.Words
	content   fs.FS
	templates fs.FS
	assets    *asset.Assets
	converter *markdown.Converter
	resolver  links.Resolver
	house     *editorial.House
	renderer  *render.Renderer
	auditor   *audit.Auditor
	stage     *output.Stage
	again     *again
	sources   *Sources
	progress  func(done, total int)
	// proof is what ::proof tells; nil until all other pages are finished.
	proof *render.Proof
	// publish is false when the site has errors already: pages are then
	// converted for their findings, but neither audited nor staged.
	publish bool
	// known marks the findings that stand in a baseline.
	known func([]diag.Finding)
	// unread are the files whose front matter has an error.
	unread map[string]bool

	// outcomes are those of the pages, in the order of Site.Pages.
	outcomes []Outcome
	// rest is what is known of the files that are not pages and are published.
	rest Finished
	// static are the facts of the files in static/, in the order of
	// assets.Files, published or not; inspected is what was found in them.
	static    []audit.Facts
	inspected []diag.Finding

	// lost says which pages could not be read again.
	lost error

	mu   sync.Mutex
	done int
}

// all are the places of all pages in Site.Pages.
func (l *line) all() []int {
	l.outcomes = make([]Outcome, len(l.site.Pages))
	out := make([]int, len(l.site.Pages))
	for i := range out {
		out[i] = i
	}
	return out
}

// run takes pages down the line, which are given by their places in Site.Pages.
func (l *line) run(ctx context.Context, pages []int) error {
	g, ctx := errgroup.WithContext(ctx)
	var taken atomic.Int64
	for range min(runtime.GOMAXPROCS(0), len(pages)) {
		g.Go(func() error {
			var room bytes.Buffer
			for i := int(taken.Add(1)) - 1; i < len(pages); i = int(taken.Add(1)) - 1 {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := l.try(pages[i], &room); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// try is page, and counts it.
func (l *line) try(i int, room *bytes.Buffer) (err error) {
	defer guard(&err, l.site.Pages[i])
	err = l.page(i, room)
	if err == nil {
		l.tick()
	}
	return err
}

// guard is deferred around what is done to a page. A panic would end the program
// before anybody was told of which page, and a preview with it: it is an error here.
func guard(err *error, p *site.Page) {
	if v := recover(); v != nil {
		*err = fmt.Errorf("%s broke the build off, which is a mistake in sotto: %v\n\n%s", p.File(), v, debug.Stack())
	}
}

func (l *line) tick() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.done++
	if l.progress != nil {
		l.progress(l.done, len(l.site.Pages))
	}
}

// page takes one page down the line, with the pages at its old addresses, unless
// nothing of it has changed. One that tells of the whole site is made and checked
// in the first phase too, for its facts alone, since the proof speaks of it as
// well: what the proof then puts in holds no link and no script, and cannot make
// them untrue. The pages' bytes are made in room.
func (l *line) page(i int, room *bytes.Buffer) error {
	p := l.site.Pages[i]
	if l.publish {
		if o, ok := l.again.page(p); ok {
			l.keep(i, p, o)
			return nil
		}
	}
	text, err := l.read(p)
	if err != nil {
		return err
	}
	p.Text = text
	doc, findings := l.convert(p)
	o := Outcome{Source: p.Source, Places: links.PlacesOf(l.site, p, doc)}
	o.Tells = slices.ContainsFunc(doc.Directives, func(d markdown.Directive) bool { return d.Name == "proof" })
	unled := slices.ContainsFunc(findings, func(f diag.Finding) bool { return strings.HasPrefix(f.Code, "link/") })
	more, said := l.house.Check(p, doc)
	more = unfollowed(findings, more)
	broken := diag.Count(findings, diag.Error) > 0 || slices.ContainsFunc(more, distorts)
	said.Unled, said.Broken = unled, broken || l.unread[p.File()]
	o.Findings, o.Said = append(sharper(findings, more), more...), said
	l.known(o.Findings)
	err = l.finish(&o, p, l.renderer.View(p, doc), room)
	l.keep(i, p, o)
	return err
}

// finish makes the page, and those at its old addresses. Where anything is wrong
// with the page, or with the site, it is made for its findings alone.
func (l *line) finish(o *Outcome, p *site.Page, view render.View, room *bytes.Buffer) error {
	if !l.publish || diag.Count(o.Findings, diag.Error) > 0 {
		_, findings := l.renderer.Execute(view, room)
		o.Made.Findings = findings
		return nil
	}
	try := o.Tells && l.proof == nil
	last := l.again.files(p)
	var files []knownFile
	for i, path := range append([]string{p.Output}, l.site.Old(p)...) {
		if i > 0 {
			view = l.renderer.Redirect(p)
		}
		f, err := l.make(last, path, view, room, try)
		if err != nil {
			return err
		}
		o.Made.add(f.Finished)
		files = append(files, f)
	}
	l.again.keep(p, *o, files)
	return nil
}

// make renders one finished page, audits it and stages it, unless it is only
// tried or is the same as one that was made last.
func (l *line) make(last []knownFile, path string, view render.View, room *bytes.Buffer, try bool) (knownFile, error) {
	f := knownFile{Path: path}
	if l.again.cached() && !try {
		key := l.again.keys.finished(path, view.Digest(room))
		f.Key = string(key[:])
		if m, ok := l.again.file(last, path, key); ok {
			f.Finished = m
			return f, nil
		}
	}
	html, findings := l.renderer.Execute(view, room)
	f.Finished.Findings = findings
	if diag.Count(findings, diag.Error) > 0 {
		return f, nil
	}
	l.again.made.Add(1)
	return f, l.file(&f.Finished, path, html, try)
}

// convert turns a page's Markdown into HTML.
func (l *line) convert(p *site.Page) (*markdown.Document, []diag.Finding) {
	return l.converter.Convert(l.source(p), l.env(p))
}

func (l *line) source(p *site.Page) markdown.Source {
	return markdown.Source{Name: p.File(), Text: l.text(p), Start: p.BodyStart}
}

// env is what the surroundings of a page know.
func (l *line) env(p *site.Page) markdown.Env {
	return markdown.Env{
		Language:   l.site.Language(p.Lang),
		Languages:  l.site.Languages,
		Slug:       locale.Slug,
		Resolve:    l.resolver.On(p),
		Component:  l.renderer.Component(p, l.proof),
		Directives: l.renderer.Directives(),
		Reserved:   render.ReservedIDs(),

		FootnotesHeading: l.words.Text(p.Lang, "footnotes"),
		FootnoteBack:     l.words.Text(p.Lang, "footnoteBack"),
	}
}

// file audits finished bytes and stages them.
func (l *line) file(m *Finished, path string, data []byte, try bool) error {
	facts, findings := l.auditor.File(path, data)
	if l.site.Config.Size.Mode == site.Uniform && facts.Requests() > 1 {
		findings = append(findings, diag.Finding{
			Code: "link/picture", Severity: diag.Error, Pos: diag.Pos{File: path},
			Message: "the finished page makes more than one request", Help: "take the picture out of its template",
		})
	}
	m.Facts = append(m.Facts, facts)
	if !try {
		sum, more, err := l.stage.Put(path, data)
		if err != nil {
			return err
		}
		m.stage(sum)
		findings = append(findings, more...)
	}
	m.Findings = append(m.Findings, inOutput(findings)...)
	return nil
}

// prove finishes the pages that hold the proof.
func (l *line) prove() error {
	if l.publish && slices.ContainsFunc(l.outcomes, func(o Outcome) bool { return o.Tells }) {
		l.proof = l.proofOf()
	}
	for i, o := range l.outcomes {
		if l.proof == nil || !o.Tells {
			continue
		}
		if err := l.page(i, nil); err != nil {
			return err
		}
	}
	return nil
}

// facts are those of all finished files.
func (l *line) facts() iter.Seq[*audit.Facts] {
	return func(yield func(*audit.Facts) bool) {
		for f := range audit.Each(l.rest.Facts) {
			if !yield(f) {
				return
			}
		}
		for i := range l.outcomes {
			for f := range audit.Each(l.outcomes[i].Made.Facts) {
				if !yield(f) {
					return
				}
			}
		}
	}
}
