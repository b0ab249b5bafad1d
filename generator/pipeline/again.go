package pipeline

import (
	"slices"
	"sync/atomic"

	"sotto/generator/cache"
	"sotto/generator/diag"
	"sotto/generator/output"
	"sotto/generator/site"
)

// again takes over what need not be made again: see keys.go. Without a cache, or
// without keys, everything is made, and nothing is kept.
type again struct {
	cache *cache.Cache
	keys  *keys
	stage *output.Stage
	// rest is what was made of the files that are no pages, by the names of their
	// records: within one Built, they do not change.
	rest map[string]Finished
	// booklets are the guides to take along, by name, with the digest of the texts
	// that they were made of.
	booklets map[string]knownBooklet

	pages, made atomic.Int64 // pages taken over, and finished files made
}

func newAgain(stage *output.Stage) *again {
	return &again{stage: stage, rest: map[string]Finished{}, booklets: map[string]knownBooklet{}}
}

// on is the same for another stage.
func (a *again) on(stage *output.Stage) *again {
	return &again{cache: a.cache, keys: a.keys, stage: stage, rest: a.rest, booklets: a.booklets}
}

func (a *again) cached() bool { return a.cache != nil && a.keys != nil }

// known is what the cache holds of a page: its outcome but for Made, which is
// put together from its files.
type known struct {
	Outcome Outcome
	Files   []knownFile
}

// knownFile is one finished page. Key is what it was made from.
type knownFile struct {
	Path, Key string
	Finished  Finished
}

// The names of records: of a page by its source, of another file by its path.
func ofPage(p *site.Page) string      { return "page " + p.Source }
func ofFile(kind, path string) string { return kind + " " + path }

// page takes over the outcome of a page of which nothing has changed.
func (a *again) page(p *site.Page) (Outcome, bool) {
	var k known
	if !a.cached() || !a.cache.Get(ofPage(p), a.keys.page(p), &k) {
		return Outcome{}, false
	}
	o := k.Outcome
	for _, f := range k.Files {
		o.Made.add(f.Finished)
	}
	// One that is no file now, because two wanted its path, is made again.
	if len(o.Made.Files) < len(k.Files) || !a.stage.Keep(o.Made.Files...) {
		return Outcome{}, false
	}
	a.pages.Add(1)
	return o, true
}

// keep remembers a page's outcome, when there is nothing wrong with it. One that
// tells of the whole site depends on more than its key says.
func (a *again) keep(p *site.Page, o Outcome, files []knownFile) {
	if !a.cached() || o.Tells || len(files) == 0 || diag.Count(o.Findings, diag.Error)+diag.Count(o.Made.Findings, diag.Error) > 0 {
		return
	}
	o.Made = Finished{}
	a.cache.Put(ofPage(p), a.keys.page(p), known{o, files})
}

// files are the finished pages that were last made of a page's source, whatever
// has changed since.
func (a *again) files(p *site.Page) []knownFile {
	var k known
	if a.cached() {
		a.cache.Last(ofPage(p), &k)
	}
	return k.Files
}

// file takes over a finished page, if one of those that were made last is the
// same.
func (a *again) file(list []knownFile, path string, key cache.Key) (Finished, bool) {
	i := slices.IndexFunc(list, func(f knownFile) bool { return f.Path == path && f.Key == string(key[:]) })
	if i < 0 || !a.stage.Keep(list[i].Finished.Files...) {
		return Finished{}, false
	}
	return list[i].Finished, true
}

// other takes over what was made of a file that is no page or, when that is not
// known, has it made of its bytes and remembers it.
func (a *again) other(kind, path string, data func() []byte, make func(data []byte) (Finished, error)) (Finished, error) {
	name := ofFile(kind, path)
	there := func(m Finished) bool { return len(m.Files) == 0 || a.stage.Keep(m.Files...) }
	if m, ok := a.rest[name]; ok && there(m) {
		return m, nil
	}
	m, err := a.anew(name, kind, path, data(), there, make)
	if err == nil {
		a.rest[name] = m
	}
	return m, err
}

func (a *again) anew(name, kind, path string, data []byte, there func(Finished) bool, make func([]byte) (Finished, error)) (m Finished, err error) {
	if !a.cached() {
		return make(data)
	}
	key := a.keys.file(kind, path, data)
	if a.cache.Get(name, key, &m) && there(m) {
		return m, nil
	}
	m, err = make(data)
	if err == nil && diag.Count(m.Findings, diag.Error) == 0 {
		a.cache.Put(name, key, m)
	}
	return m, err
}

// add adds what is left of further files.
func (m *Finished) add(other Finished) {
	if len(m.Facts)+len(m.Findings)+len(m.Files) == 0 { // of nearly every page there is one file
		*m = Finished{slices.Clip(other.Facts), slices.Clip(other.Findings), slices.Clip(other.Files)}
		return
	}
	m.Facts = append(m.Facts, other.Facts...)
	m.Findings = append(m.Findings, other.Findings...)
	m.Files = append(m.Files, other.Files...)
}
