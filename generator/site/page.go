package site

import (
	"cmp"
	"crypto/sha256"
	"path"
	"strings"
	"time"
)

// Page is one source file that becomes one HTML page.
type Page struct {
	// Source is the slash path below content/: "law/index.cy.md".
	Source string
	// Text is the whole source file; BodyStart is the offset of its Markdown,
	// Front what stands before that, and Digest the file's SHA-256. Text is nil
	// where a load or, once the page is finished, the line has let it go: the line
	// reads it again, and nothing else may change it.
	Text      []byte
	BodyStart int
	Front     string
	Digest    [sha256.Size]byte

	Kind Kind
	Lang Lang
	// Section is the section the page is in, one of Config.Sections; outside of all
	// it is a section without anything. It is never nil in a sealed site.
	Section *Section

	// Key names the page whatever its language: the source path without
	// language and ending ("law", "news/launch"; the home page is "").
	// Pages with one Key are translations of each other.
	Key string
	// ID is the stable identity from which a discreet address is made: the
	// front matter's id, else Key.
	ID string
	// Address is the path part of the page's URL, from the root of the host:
	// "/cy/law/", "/p/0a2co1steo2i/", "/404.html".
	Address string
	// Output is the file to write, relative to the output folder:
	// "cy/law/index.html".
	Output string

	Title       string
	LinkTitle   string // for menus and lists; Title when not given
	TabTitle    string // what the browser's tab shows, without the site's name: DiscreetTitle or Title
	Description string
	// Aim is what a module or chapter is for.
	Aim string

	Date, LastMod time.Time // LastMod is Date when not given
	// ReviewBy is when the page must next be looked at; zero when not given.
	ReviewBy time.Time
	*Seldom
	Draft bool
	// Weight is the page's place among its neighbours; 0 sorts last.
	Weight int32

	// Phrase are the ids of the two words by which readers find a chapter again,
	// with a space between them; "" when it has none. A translation has that of its
	// original.
	Phrase string

	// Words counts the words of the body, roughly: for reading times.
	Words int32
	// Number is a chapter's place in its module, or a module's in its section, from
	// 1; 0 for other kinds. A translation has that of its original. Made by Seal.
	Number int32

	// said are the texts of the front matter; see Prose.
	said []said

	// Twins are the page's translations, itself not among them.
	Twins []*Page
	// Parent is the nearest page above in the same language; nil for home.
	Parent *Page
	// Children are the pages directly below, in reading order: weight (0
	// last), newest date, title as its language sorts it, source.
	Children []*Page
	// Prev and Next are a chapter's neighbours in its module.
	Prev, Next *Page

	// Strip is whom its contact strip offers; pages that offer the same share one.
	// Made by Seal.
	Strip *Strip
	// After is the module that follows a module in its section, or nil. Made by Seal.
	After *Page
}

// Field is the value of a key that only some kinds of page have: a string, a
// []string, a bool, an int, a PartialDate, a time.Time, a *Page, a *Service, a
// []Figure or a []Contact.
type Field struct {
	Key   string
	Value any
}

// Figure is one number to be shown large, with what it counts.
type Figure struct{ Value, Text string }

// Field returns the value of a key, or nil.
func (p *Page) Field(key string) any {
	for _, f := range p.Fields {
		if f.Key == key {
			return f.Value
		}
	}
	return nil
}

// PartialDate is a date known to the year, the month or the day: "2018",
// "2018-01" or "2018-01-24"; "" when unknown.
type PartialDate string

// WithheldWhy is the rule that keeps a page from being published.
type WithheldWhy string

const (
	IsDraft   WithheldWhy = "draft"
	IsFuture  WithheldWhy = "future"
	IsExpired WithheldWhy = "expired"
	// IsUnreadable pages are kept back because what they say about their
	// visibility cannot be read; a finding tells that already.
	IsUnreadable WithheldWhy = "unreadable"
)

// Withheld is a page that is not published, and why.
type Withheld struct {
	Page *Page
	Why  WithheldWhy
	// By is the source that says so: the page's own, or that of a folder's
	// page above it, whose visibility it inherits.
	By string
	// Until is when it will appear; zero when no date will change it.
	Until time.Time
	// Ended says that readers could see it until its time was over: its address was
	// published. Nothing but its own dates is known here, so it is false for a page that
	// is also a draft, or that waits, or that would have been over before it began.
	Ended bool
	// Told says that a finding is about this already, so that links to the page
	// are nothing to report.
	Told bool
}

// Before reports whether the page appears before another withheld one; any
// does before none. A page that no date will bring back comes last.
func (w Withheld) Before(other Withheld) bool {
	switch {
	case other.Page == nil:
		return true
	case w.Until.IsZero():
		return false
	}
	return other.Until.IsZero() || w.Until.Before(other.Until)
}

// wordsPerMinute is a slow adult reader of serious text.
const wordsPerMinute = 180

// Minutes is the page's reading time in whole minutes, at least 1.
func (p *Page) Minutes() int { return max(1, (int(p.Words)+wordsPerMinute/2)/wordsPerMinute) }

// Body is the page's Markdown.
func (p *Page) Body() []byte { return p.Text[p.BodyStart:] }

// Twin returns the translation in a language, or nil.
func (p *Page) Twin(l Lang) *Page {
	for _, t := range p.Twins {
		if t.Lang == l {
			return t
		}
	}
	return nil
}

// Named returns the translation of which this is the source path, or nil.
func (p *Page) Named(source string) *Page {
	for _, t := range p.Twins {
		if t.Source == source {
			return t
		}
	}
	return nil
}

// File is the page's source as findings and people call it.
func (p *Page) File() string { return Shown(p.Source) }

// Page returns the published page made from a source path below content/, in
// the wanted language when it has a twin there. Nil when there is none.
func (s *Site) Page(source string, l Lang) *Page {
	p := s.bySource[source]
	if p == nil {
		return nil
	}
	return cmp.Or(p.Twin(l), p)
}

// Service returns the registry's entry with an id, or nil.
func (s *Site) Service(id string) *Service { return s.services[id] }

// LinkProblem says why a link to a source file cannot be followed.
type LinkProblem string

const (
	LinkOK       LinkProblem = ""
	LinkMissing  LinkProblem = "missing"  // no such source
	LinkWithheld LinkProblem = "withheld" // its source is not published
	LinkOutside  LinkProblem = "outside"  // leads out of content/
	// LinkUnknown: its source is withheld because it cannot be read, or must not
	// be. A finding tells that already, so the link itself is nothing to report.
	LinkUnknown LinkProblem = "unknown"
)

// Follow resolves a link to a source file as written in page from:
// "../help/talk.md". The fragment must have been cut off. An absolute path is
// taken from content/. It prefers the twin in from's own language. When the
// link cannot be followed, the string is the source path that was looked for.
func (s *Site) Follow(from *Page, dest string) (*Page, string, LinkProblem) {
	dir := path.Dir(from.Source)
	if strings.HasPrefix(dest, "/") {
		dir, dest = ".", dest[1:]
	}
	for strings.HasPrefix(dest, "../") && dir != "." {
		dir, dest = path.Dir(dir), dest[len("../"):]
	}
	source := path.Clean(dir + "/" + dest) // path.Join would copy it three times
	if source == ".." || strings.HasPrefix(source, "../") {
		return nil, source, LinkOutside
	}
	if p := s.Page(source, from.Lang); p != nil {
		return p, source, LinkOK
	}
	if w, ok := s.withheld[source]; ok && (w.Told || w.Why == IsUnreadable) {
		return nil, source, LinkUnknown
	} else if ok {
		return nil, source, LinkWithheld
	}
	return nil, source, LinkMissing
}

// URL is the whole address of a page's Address.
func (c *Config) URL(address string) string {
	return strings.TrimSuffix(c.BaseURL, c.BasePath) + address
}

// Onion says whether the site is an onion service: Tor encrypts what goes there, and
// there is no TLS.
func (c *Config) Onion() bool {
	return strings.HasPrefix(c.BaseURL, "http://") && strings.HasSuffix(strings.TrimSuffix(c.BaseURL, c.BasePath), ".onion")
}

// Relative is how a page at source from writes a link to the source to.
func Relative(from, to string) string {
	dir := path.Dir(from)
	if dir == "." {
		return to
	}
	up := strings.Split(dir, "/")
	down := strings.Split(to, "/")
	for len(up) > 0 && len(down) > 1 && up[0] == down[0] {
		up, down = up[1:], down[1:]
	}
	return strings.Repeat("../", len(up)) + strings.Join(down, "/")
}
