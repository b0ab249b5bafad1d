package pipeline

import (
	"bytes"
	"io/fs"
	"strings"
	"unicode/utf8"

	"sotto/generator/diag"
	"sotto/generator/render"
	"sotto/generator/site"
)

// What is found in finished pages is told where it comes from: at a place in a
// template, in the style, in the messages, or in the page's own source. The
// finished page is named besides. The room audit knows nothing of sources, so
// this happens when it has done its work: the page is made once more, by a
// writer that remembers (render.Tracer). Of findings that stand on many pages
// only the first is traced.

// blame gives findings about finished pages the places that these come from.
func (l *line) blame(content fs.FS, list []found) []found {
	pages := map[string]*site.Page{}
	for _, p := range l.site.Pages {
		pages[p.Output] = p
		for _, old := range l.site.Old(p) {
			pages[old] = p
		}
	}
	for _, p := range l.site.Pages {
		if b := l.site.Booklet(p); b != nil {
			pages[b.Page], pages[b.EPUB] = p, p
		}
	}
	traces := map[string]*render.Tracer{}
	for i := range list {
		f := &list[i]
		name, public := strings.CutPrefix(f.Pos.File, site.OutputFolder)
		p := pages[name]
		if !public || p == nil {
			continue
		}
		there := f.Pos
		f.blamed, f.Also = true, append([]diag.Pos{there}, f.Also...)
		switch {
		case f.Code == "access/title" && f.more == 0 && l.sameTitle(f, p):
			continue
		case ofFrame(f.Finding):
			f.Pos = diag.Pos{File: frameOf(f, p)}
			continue
		case there.Line == 0, l.site.Config.Booklets.Named(name):
			f.Pos = diag.Pos{File: p.File()}
			continue
		}
		if traces[name] == nil {
			traces[name] = l.trace(p, name)
		}
		l.place(content, f, p, traces[name])
	}
	return list
}

// sameTitle moves a finding about a title that two pages have to the line that
// says it, and names that of the other page besides; false when there is no other.
func (l *line) sameTitle(f *found, p *site.Page) bool {
	for _, other := range l.site.Pages {
		if other == p || !strings.HasSuffix(f.Message, " "+other.Output) {
			continue
		}
		moved := l.titleLine(p, f.Finding)
		moved.Also = append(f.Also, l.titleLine(other, f.Finding).Pos)
		f.Finding = moved
		return true
	}
	return false
}

// titleLine is a finding at the line that says a page's title in the tab.
func (l *line) titleLine(p *site.Page, f diag.Finding) diag.Finding {
	key := []byte("title:")
	if p.Section.Discreet {
		key = []byte("discreetTitle:")
	}
	at, text := 0, l.text(p)
	for line := range bytes.Lines(text[:p.BodyStart]) {
		if bytes.HasPrefix(line, key) {
			return diag.NewFile(p.File(), text).At(at, at+len(bytes.TrimRight(line, "\r\n")), f.Code, f.Severity, f.Message, f.Help)
		}
		at += len(line)
	}
	f.Pos = diag.Pos{File: p.File()}
	return f
}

// frameOf is the file that a page's frame comes from.
func frameOf(f *found, p *site.Page) string {
	switch {
	case f.more == 0 && f.Code == "access/title":
		return p.File()
	case f.more == 0 || f.Code == "access/heading":
		return site.TemplatesFolder + string(p.Kind) + ".html"
	}
	return site.TemplatesFolder + "base.html"
}

// trace makes a page once more.
func (l *line) trace(p *site.Page, name string) *render.Tracer {
	t := l.renderer.Tracer(p)
	if name != p.Output {
		t.Redirect(p)
		return t
	}
	env := l.env(p)
	env.Component = t.Component(p, l.proof)
	doc, _ := l.converter.Convert(l.source(p), env)
	t.Page(p, doc)
	return t
}

// place moves a finding to where its bytes come from.
func (l *line) place(content fs.FS, f *found, p *site.Page, t *render.Tracer) {
	o := t.At(t.Offset(f.Pos.Line, f.Pos.Col))
	switch {
	case o.Pos.File == "":
		l.inSource(f, p, o.Text)
	case o.Source != "":
		f.Pos, f.Source, f.SourceCol = o.Pos, o.Source, 0
	default:
		f.Pos, f.Source, f.SourceCol = o.Pos, "", 0
		if name, ok := strings.CutPrefix(o.Pos.File, site.ContentFolder); ok && o.Pos.Line > 0 {
			if data, err := fs.ReadFile(content, name); err == nil {
				f.Source, f.Length = diag.NewFile(o.Pos.File, data).Line(o.Pos.Line), 1
			}
		}
	}
}

// inSource moves a finding to the page's own source: to the words that stand
// after it, when they stand there too.
func (l *line) inSource(f *found, p *site.Page, words string) {
	f.Pos, f.Source, f.SourceCol = diag.Pos{File: p.File()}, "", 0
	text := l.text(p)
	body := string(text[p.BodyStart:])
	for ; words != ""; words = words[:strings.LastIndexByte(words, ' ')+1] {
		words = strings.TrimRight(words, " ")
		if at := strings.Index(body, words); at >= 0 && utf8.RuneCountInString(words) > 3 {
			at += p.BodyStart
			moved := diag.NewFile(p.File(), text).At(at, at+len(words), f.Code, f.Severity, f.Message, f.Help)
			moved.Also = f.Also
			f.Finding = moved
			return
		}
	}
}
