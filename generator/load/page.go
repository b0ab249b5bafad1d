package load

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"sotto/generator/schema"
	"sotto/generator/site"
)

// page is a page while it is being put together: the model's page, the file,
// and the places that later checks may have to point at.
type page struct {
	*site.Page
	text
	file

	sound     bool // nothing was found wrong when the file was read
	held      *site.Withheld
	unread    bool    // what it says about its visibility cannot be read
	told      bool    // a finding tells that it keeps back what site.yaml names
	untitled  int     // the number of the finding, from 1, that says that it has no discreet title
	early     []*page // pages of the first language that are hidden, while this translation is not
	marks     []keyMark
	aliasesAt []mark
	leads     []lead
	offers    []offer // the services that its contact names
}

// keyMark is where the value of a key of the front matter stands.
type keyMark struct {
	key  string
	mark mark
}

// at is the place of a key's value; unknown when the page has no such key.
func (p *page) at(key string) mark {
	for _, m := range p.marks {
		if m.key == key {
			return m.mark
		}
	}
	return mark{}
}

// lead is a key whose value is a page or a service, before it has been found.
type lead struct {
	row  *schema.Row
	path string // as written: a page from this page's file on, or a service's id
	mark mark
}

// readPages reads all pages, on every core, into the order of files.
func readPages(in Input, c *config, files []file) ([]*page, error) {
	pages, errs := make([]*page, len(files)), make([]error, len(files))
	var next, left atomic.Int64
	left.Store(in.Texts)
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		wait.Go(func() {
			r := &reader{}
			if in.Texts > 0 {
				r.left = &left
			}
			for i := int(next.Add(1)) - 1; i < len(files); i = int(next.Add(1)) - 1 {
				pages[i], errs[i] = readPage(in, c, files[i], r)
			}
		})
	}
	wait.Wait()
	return pages, cmp.Or(errs...)
}

// readPage reads one page. However broken, there is always a page, so that
// links to it are not reported as broken too.
func readPage(in Input, c *config, f file, r *reader) (*page, error) {
	p := &page{Page: &site.Page{Source: f.path, Lang: f.lang, Key: f.key(), Seldom: r.seldom()}, file: f}
	p.text.name, p.text.known = shown(f.path), c.known
	p.Section, p.Kind = c.place(f)
	if k, ok := in.Memory.recall(f); ok {
		p.recall(c, k, &r.yaml)
	} else {
		var err error
		if p.looks, ok, err = p.openInto(in.Content, f.path, r.space); err != nil {
			return nil, err
		}
		if ok {
			p.read(c, &r.yaml)
		}
		r.letGo(p)
	}
	if p.Seldom.IsEmpty() {
		r.spare, p.Seldom = p.Seldom, c.nothing
	}
	p.sound = len(p.findings) == 0
	p.ID, p.LinkTitle, p.LastMod = cmp.Or(p.ID, p.Key), cmp.Or(p.LinkTitle, p.Title), cmp.Or(p.LastMod, p.Date)
	if p.TabTitle == "" && !p.Section.Discreet {
		p.TabTitle = p.Title
	}
	p.address(c)
	return p, nil
}

// read takes the text apart.
func (p *page) read(c *config, reader *quickYAML) {
	readable := p.checkBytes()
	p.Digest = sha256.Sum256(p.data)
	oldMac := readable < len(p.data) && p.data[readable] == '\r' && bytes.IndexByte(p.data[:readable], '\n') < 0
	if readable == 0 && len(p.data) > 0 || oldMac { // it has no lines
		p.BodyStart, p.Front = len(p.data), string(p.data)
		return
	}
	start, end, body, ok := p.cutFront()
	p.front = string(p.data[:body])
	p.BodyStart, p.Front = body, p.front
	p.Words = int32(countWords(p.data[body:]))
	if ok && end <= readable {
		p.readFront(c, reader, start, end)
	}
}

// recall is read for a file of which enough is known.
func (p *page) recall(c *config, k Known, reader *quickYAML) {
	p.Digest = k.Digest
	p.front, p.data = k.Front, []byte(k.Front)
	p.BodyStart, p.Front, p.Words = len(k.Front), k.Front, int32(k.Words)
	if start, end, _, ok := p.cutFront(); ok {
		p.readFront(c, reader, start, end)
	}
	p.data = nil
}

// readFront takes the front matter apart.
func (p *page) readFront(c *config, reader *quickYAML, start, end int) {
	d := &doc{text: &p.text, start: start, end: end, shift: 1, noTail: true, reader: reader}
	n := d.root()
	if n == nil {
		if len(p.findings) == 0 {
			d.add(mark{1, 1, 3}, "front/missing", "the front matter is empty", "write at least:\n"+exampleFront)
		}
		return
	}
	front := &decoder{doc: d, c: c, p: p, prose: make([]site.Prose, 0, len(n.Content)/2)}
	p.decode(front, n)
	for i := range front.prose {
		front.prose[i].Lang = p.Speaks() // the key that says so may come last
	}
	p.Say(front.prose)
	if from := p.from(); !p.ExpiryDate.IsZero() && !from.Before(p.ExpiryDate) {
		p.add(p.at("expiryDate"), "visibility/never", "the page would never be seen: it expires before it begins to show",
			fmt.Sprintf("it begins on %s; write a later expiryDate", from.Format("2006-01-02")))
	}
}

// place says which section and kind a file is of. Files that are too deep are
// chapters all the same; checkPlaces reports them.
func (c *config) place(f file) (*site.Section, site.Kind) {
	top, rest, _ := strings.Cut(f.dir, "/")
	if f.dir == "" {
		switch f.base {
		case "index":
			return c.nowhere, site.Home
		case "404":
			return c.nowhere, site.NotFound
		}
		return c.nowhere, site.Plain
	}
	for i := range c.Sections {
		s := &c.Sections[i]
		if s.Path != top {
			continue
		}
		own, k := f.base == "index", c.schema.Kind(s.Kind)
		switch {
		case rest == "" && (own || k.Parts != ""):
			return s, site.Plain
		case k.Parts != "" && !own:
			return s, k.Parts
		}
		return s, k.Name
	}
	return c.nowhere, site.Plain
}

// checkPlaces looks at the shape of sections of kind module.
func checkPlaces(c *config, pages []*page, byFolder folders) {
	chapters := map[folder]bool{} // those that have some
	for _, p := range pages {
		at := folder{p.Lang, p.dir}
		if p.Kind != site.Module && p.Kind != site.Chapter {
			continue
		}
		if strings.Count(p.dir, "/") > 1 {
			parts := strings.Split(p.dir, "/")
			p.add(mark{}, "section/depth", "nothing stands deeper than a chapter: section, module, chapter",
				"move it to "+shown(path.Join(parts[0], parts[1], path.Base(p.key()))+".md"))
			continue
		}
		if p.Kind == site.Chapter && !chapters[at] && byFolder[at] == nil {
			name := "index.md"
			if p.Lang != c.Languages[0] {
				name = "index." + string(p.Lang) + ".md"
			}
			p.add(mark{}, "section/module", "the chapter's module has no page of its own",
				"write "+shown(path.Join(path.Dir(p.Source), name))+", with title, description and aim")
		}
		chapters[at] = chapters[at] || p.Kind == site.Chapter
	}
	for _, p := range pages {
		if p.Kind == site.Module && p.Lang == c.Languages[0] && !chapters[folder{p.Lang, p.dir}] && strings.Count(p.dir, "/") == 1 {
			p.add(mark{}, "section/empty", "the module has no chapters",
				"write its first chapter beside it: "+shown(path.Join(path.Dir(p.Source), "first-steps.md")))
		}
	}
}
