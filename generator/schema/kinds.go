package schema

import (
	"slices"

	"sotto/generator/site"
)

// Kind is a kind of page: what its front matter may hold, and where it stands.
type Kind struct {
	Name site.Kind
	// Label and Plural are how messages call one and several.
	Label, Plural string
	// Help says in half a sentence what such a page is.
	Help string
	// Keys are those that only this kind has: their values are the Fields of
	// the page, and of the view, unless their rows lead elsewhere.
	Keys []Row
	// Own says that site.yaml declares it.
	Own bool
	// Section says that site.yaml may give this kind to a section; then every
	// file below the section's own page has it.
	Section bool
	// Parts is the kind of the other files of a folder whose index.md has this
	// kind; "" for kinds that are files and not folders.
	Parts site.Kind
	// Feed says that its sections have an Atom feed. Day and Author are the
	// keys of the day that lists show, and sort by, and of whom the feed names
	// as an entry's author.
	Feed        bool
	Day, Author string
	// Figures says that its pages state figures, which are tied to the tables
	// of content/data/.
	Figures bool
	// Signed says that its pages tell what somebody else has issued: what the
	// site says of it stands apart.
	Signed bool
	// Twin is the message that leads to the page's twin, in the twin's
	// language; "" when only the head of the page does.
	Twin string

	// Rows are all keys that such a page may have: the common ones and its own,
	// in the order of help. Names lists them.
	Rows  []Row
	Names []string
}

// Key returns one of the kind's keys, or nil.
func (k *Kind) Key(name string) *Row { return Find(k.Rows, name) }

// New makes a schema of what is built in, and what a site declares besides.
func New(c site.Config) *Set {
	common := front()
	s := &Set{Kinds: []*Kind{
		{Name: site.Home, Label: "home page", Plural: "home pages", Help: "the index.md at the top of content/"},
		{Name: site.NotFound, Label: "404 page", Plural: "404 pages", Help: "the 404.md at the top of content/, for addresses that do not exist"},
		module(), chapter(), campaign(), release(), sheet(), essentials(),
		{Name: site.Plain, Label: "plain page", Plural: "plain pages", Help: "a page without a kind of its own", Section: true},
	}, Components: slices.Concat(components(), drawings(), paper(), own(c.Components))}
	for _, k := range c.Kinds {
		s.Kinds = append(s.Kinds, ownKind(k))
	}
	for _, k := range s.Kinds {
		k.Rows = slices.Concat(common, k.Keys)
		k.Names = RowNames(k.Rows)
	}
	return s
}
