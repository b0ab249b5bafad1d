package pipeline

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"sotto/generator/asset"
	"sotto/generator/audit"
	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/markdown"
	"sotto/generator/output"
	"sotto/generator/render"
	"sotto/generator/site"
)

// line is the production line that every page goes down, one page per worker
// at a time: Markdown, HTML, audit, stage. A page's bytes are let go at its
// end; only facts about it are kept.
type line struct {
	site      *site.Site
	words     *locale.Words
	assets    *asset.Assets
	converter *markdown.Converter
	renderer  *render.Renderer
	auditor   *audit.Auditor
	stage     *output.Stage
	progress  func(done, total int)
	// proof is what ::proof tells; nil until it is known.
	proof *render.Proof
	// publish is false when the site has errors already: pages are then
	// converted for their findings, but neither audited nor staged.
	publish bool

	files map[string]bool // paths of the static files

	mu        sync.Mutex
	findings  []diag.Finding
	facts     []audit.Facts
	anchors   map[*site.Page][]string // what a link may point at inside a page
	crossings []crossing
	done      int
}

// run takes every page and static file down the line.
func (l *line) run(ctx context.Context) error {
	l.files = map[string]bool{}
	for _, f := range l.assets.Files {
		l.files[f.Path] = true
	}
	l.anchors = make(map[*site.Page][]string, len(l.site.Pages))

	g, ctx := errgroup.WithContext(ctx)
	pages := make(chan *site.Page)
	g.Go(func() error {
		defer close(pages)
		for _, p := range l.site.Pages {
			if proves(p) {
				continue // when all others have been checked
			}
			select {
			case pages <- p:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range runtime.GOMAXPROCS(0) {
		g.Go(func() error {
			for p := range pages {
				if err := l.page(p); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, f := range l.assets.Files {
		if !l.publish {
			break
		}
		if err := l.file(f.Path, f.Data); err != nil {
			return err
		}
	}
	if err := l.prove(); err != nil {
		return err
	}
	l.checkAnchors()
	return nil
}

// sortedFacts forgets which worker was first.
func (l *line) sortedFacts() []audit.Facts {
	slices.SortFunc(l.facts, func(a, b audit.Facts) int { return strings.Compare(a.Path, b.Path) })
	return l.facts
}

// page takes one page down the line, with the alias pages that lead to it.
func (l *line) page(p *site.Page) error {
	doc, findings := l.convert(p)
	findings = append(findings, checkChapter(p, doc)...)
	html, more := l.renderer.Page(p, doc)
	findings = append(findings, more...)
	broken := diag.Count(findings, diag.Error) > 0
	l.note(findings)
	if !l.publish || broken {
		return nil
	}
	if err := l.file(p.Output, html); err != nil {
		return err
	}
	for _, from := range p.Aliases {
		html, findings := l.renderer.Redirect(from, p)
		l.note(findings)
		if err := l.file(output.FileOf(from, l.site.Config.BasePath), html); err != nil {
			return err
		}
	}
	return nil
}

// markdown turns a page's Markdown into HTML.
func (l *line) markdown(p *site.Page) (*markdown.Document, []diag.Finding) {
	links := resolver{site: l.site, files: l.files, page: p}
	return l.converter.Convert(markdown.Source{File: diag.NewFile("content/"+p.Source, p.Text), Text: p.Text, Start: p.BodyStart}, markdown.Env{
		Language:   l.site.Language(p.Lang),
		Languages:  l.site.Languages,
		Slug:       locale.Slug,
		Resolve:    links.resolve,
		Component:  l.component(p),
		Directives: l.renderer.Directives(),
		Reserved:   render.ReservedIDs(),

		FootnotesHeading: l.words.Text(p.Lang, "footnotes"),
		FootnoteBack:     l.words.Text(p.Lang, "footnoteBack"),
	})
}

// convert turns a page's Markdown into HTML and remembers the places in it,
// and the places elsewhere that it points at.
func (l *line) convert(p *site.Page) (*markdown.Document, []diag.Finding) {
	doc, findings := l.markdown(p)
	var crossings []crossing
	for _, k := range doc.Links {
		if k.Fragment == "" || strings.Contains(k.Dest, ":") {
			continue
		}
		to := p
		if k.Dest != "" {
			if to, _, _ = l.site.Follow(p, k.Dest); to == nil {
				continue // reported by resolve
			}
		}
		crossings = append(crossings, crossing{from: p, to: to, fragment: k.Fragment, start: k.Offset, end: k.End})
	}
	anchors := make([]string, len(doc.Headings))
	for i, h := range doc.Headings {
		anchors[i] = h.ID
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.anchors[p] = anchors
	l.crossings = append(l.crossings, crossings...)
	l.done++
	if l.progress != nil {
		l.progress(l.done, len(l.site.Pages))
	}
	return doc, findings
}

// file audits finished bytes and stages them. Findings about them name the
// output file, below the folder "public".
func (l *line) file(path string, data []byte) error {
	facts, findings := l.auditor.File(path, data)
	if l.site.Config.Size.Mode == site.Uniform && facts.Requests() > 1 {
		findings = append(findings, diag.Finding{
			Code: "link/picture", Severity: diag.Error, Pos: diag.Pos{File: path},
			Message: "the finished page makes more than one request", Help: "take the picture out of its template",
		})
	}
	more, err := l.stage.Put(path, data)
	if err != nil {
		return err
	}
	findings = append(findings, more...)
	l.note(inOutputs(findings))
	l.mu.Lock()
	defer l.mu.Unlock()
	l.facts = append(l.facts, facts)
	return nil
}

func (l *line) note(findings []diag.Finding) {
	if len(findings) == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.findings = append(l.findings, findings...)
}

// checkAnchors reports links to places that are not there.
func (l *line) checkAnchors() {
	for _, c := range l.crossings {
		anchors := l.anchors[c.to]
		if slices.Contains(anchors, c.fragment) {
			continue
		}
		f := diag.NewFile("content/"+c.from.Source, c.from.Text).At(c.start, c.end, "link/anchor", diag.Error,
			"there is no heading #"+c.fragment+" in content/"+c.to.Source, "")
		f.Help = "the page has no headings: leave out #" + c.fragment
		if near := diag.Nearest(c.fragment, anchors); near != "" {
			f.Help = "did you mean #" + near + "?"
		} else if len(anchors) > 0 {
			f.Help = "its headings are #" + strings.Join(anchors, ", #")
		}
		l.findings = append(l.findings, f)
	}
}
