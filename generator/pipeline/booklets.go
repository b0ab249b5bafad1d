package pipeline

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"sotto/generator/booklet"
	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/render"
	"sotto/generator/site"
)

// Guides to take along are made of pages that are sound, once all are: of the
// guide's own page and of its chapters as the model has them, so that what is
// withheld from the site is in no guide either.
//
// A guide is taken over when none of its pages has changed or, where the
// surroundings have, when its view is the same; see keys.go.

// knownBooklet is what is kept of a guide to take along.
type knownBooklet struct {
	Key      string // of what it was made from
	Finished Finished
}

// bindery is what one guide after the other is made in.
type bindery struct {
	room bytes.Buffer
	epub booklet.Writer
}

// booklets makes the guides to take along, one at a time: two at once need so much
// memory that the collector takes a third more of the whole build.
func (l *line) booklets() error {
	if l.site.Config.Booklets == (site.Booklets{}) {
		return nil
	}
	var in bindery
	for _, p := range l.site.Pages {
		if b := l.site.Booklet(p); b != nil {
			m, err := l.booklet(p, b, &in)
			if err != nil {
				return err
			}
			l.rest.add(m)
		}
	}
	return nil
}

// booklet takes over the two forms of one guide, or makes them.
func (l *line) booklet(p *site.Page, b *site.Booklet, in *bindery) (m Finished, err error) {
	defer guard(&err, p)
	pages := append([]*site.Page{p}, p.Children...)
	name := ofFile("booklet", p.Source)
	// Within one Built nothing but texts changes.
	parts := []string{"texts"}
	for _, c := range pages {
		parts = append(parts, string(c.Digest[:]))
	}
	texts := cache.Digest(parts...)
	if k, ok := l.again.booklets[name]; ok && k.Key == string(texts[:]) && l.again.stage.Keep(k.Finished.Files...) {
		return k.Finished, nil
	}
	m, tells, err := l.kept(name, p, b, pages, in)
	if err == nil && !tells && diag.Count(m.Findings, diag.Error) == 0 {
		l.again.booklets[name] = knownBooklet{string(texts[:]), m}
	}
	return m, err
}

// kept takes over a guide that the cache holds, or makes it. It tells whether a
// page of the guide tells of the whole site, which no key knows of.
func (l *line) kept(name string, p *site.Page, b *site.Booklet, pages []*site.Page, in *bindery) (m Finished, tells bool, err error) {
	a, held := l.again, l.again.cached()
	var key cache.Key
	var last knownBooklet
	if held {
		parts := []string{"booklet"}
		for _, c := range pages {
			k := a.keys.page(c)
			parts = append(parts, string(k[:]))
		}
		key = cache.Digest(parts...)
		if a.cache.Get(name, key, &last) && a.stage.Keep(last.Finished.Files...) {
			return last.Finished, false, nil
		}
		a.cache.Last(name, &last)
	}
	bodies, tells, findings, err := l.fold(pages)
	if err != nil || diag.Count(findings, diag.Error) > 0 {
		return Finished{Findings: findings}, tells, err
	}
	view := l.renderer.Booklet(p, bodies)
	from := ""
	if held {
		// The book says besides which guide it is, and when it last changed.
		k := a.keys.finished(b.Page, strings.Join([]string{view.Digest(&in.room), p.ID, p.TabTitle, day(newest(pages))}, "\n"))
		from = string(k[:])
	}
	if held && !tells && last.Key == from && a.stage.Keep(last.Finished.Files...) {
		m = last.Finished
	} else {
		page, findings := l.renderer.Execute(view, &in.room)
		if m.Findings = findings; diag.Count(findings, diag.Error) == 0 {
			err = l.bind(&m, p, b, page, newest(pages), &in.epub)
		}
	}
	if held && err == nil && !tells && diag.Count(m.Findings, diag.Error) == 0 {
		a.cache.Put(name, key, knownBooklet{from, m})
	}
	return m, tells, err
}

// bind makes the two files of a guide from its finished page.
func (l *line) bind(m *Finished, p *site.Page, b *site.Booklet, page []byte, changed time.Time, epub *booklet.Writer) error {
	l.again.made.Add(2)
	if err := l.file(m, b.Page, page, false); err != nil {
		return err
	}
	parts, err := booklet.Split(page)
	if err != nil {
		return err
	}
	book := &booklet.Book{
		ID: p.ID, Lang: string(p.Lang), Title: p.TabTitle, Modified: changed,
		Contents: l.words.Text(p.Lang, "inThisGuide"), Access: l.words.Text(p.Lang, "bookletAccess"),
		Style: l.assets.Booklet, Parts: parts,
	}
	if !p.Section.Discreet {
		book.Publisher = l.site.Branch(p.Lang).Title
	}
	data, err := epub.Write(book, l.site.Config.Booklets.EPUBBytes)
	if long := (*booklet.TooLong)(nil); errors.As(err, &long) {
		m.Findings = append(m.Findings, inOutput([]diag.Finding{output.OverBooklet(b.EPUB, long.Has, long.Limit)})...)
		return nil
	} else if err != nil {
		return err
	}
	return l.file(m, b.EPUB, data, false)
}

// fold makes the texts of a guide's pages fit to stand together. What is wrong with
// them was told when the pages were made.
func (l *line) fold(pages []*site.Page) (bodies []string, tells bool, findings []diag.Finding, err error) {
	frame := render.ReservedIDs()
	at := map[string]string{} // the anchors of the guide's pages, by their addresses
	for i, p := range pages {
		at[p.Address] = anchor(i)
	}
	link := func(href string) string {
		address, place, _ := strings.Cut(href, "#")
		switch to := at[address]; {
		case to != "" && slices.Contains(frame, place):
			return "#" + place
		case to != "" && place != "":
			return "#" + to + "-" + place
		case to != "":
			return "#" + to
		case strings.HasPrefix(href, "/"):
			return l.site.Config.URL(href)
		}
		return href
	}
	for i, p := range pages {
		doc, _ := l.convert(p)
		for _, k := range doc.Links {
			if k.Image {
				findings = append(findings, diag.NewFile(p.File(), l.text(p)).At(k.Offset, k.End, "booklet/picture", diag.Error,
					"a guide to take along is one file, and this picture is another",
					"say in words what it shows, draw it with a component such as :::steps, or take booklets out of content/site.yaml"))
			}
		}
		for _, d := range doc.Directives {
			tells = tells || d.Name == "proof"
		}
		f, err := booklet.Fold(doc.HTML, booklet.Folding{Frame: frame, Prefix: anchor(i) + "-", Down: min(i, 1), Link: link})
		if err != nil {
			return nil, tells, nil, err
		}
		bodies = append(bodies, f.HTML())
	}
	return bodies, tells, findings, nil
}

// anchor is that of a part of a guide, by its place from 0.
func anchor(i int) string { return "p" + strconv.Itoa(i+1) }

// newest is the day of the last change of any of these pages.
func newest(pages []*site.Page) (t time.Time) {
	for _, p := range pages {
		if p.LastMod.After(t) {
			t = p.LastMod
		}
	}
	return t
}

func day(t time.Time) string { return t.Format(time.DateOnly) }
