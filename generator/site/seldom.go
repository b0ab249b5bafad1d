package site

import (
	"reflect"
	"time"
)

// Seldom is what most pages do not say. Pages that say nothing of it share one that is
// empty, so that it is read as any other field of a page; whoever makes a page gives it
// one of its own before writing to it.
type Seldom struct {
	// Slug is the last part of Address, where the front matter gives one.
	Slug string
	// Aliases are old addresses (like Address) that lead here.
	Aliases []string
	// PublishDate and ExpiryDate are zero when not given.
	PublishDate, ExpiryDate time.Time
	// Reviewed is when a qualified person last checked the page; zero when not given.
	Reviewed time.Time
	// ReviewedBy is that person's role; ReviewedText the digest of the text
	// that was checked, as the room editorial makes it. "" when not given.
	ReviewedBy, ReviewedText string
	// TranslationOf are the digests of the sections, from the first, of the
	// text that this page is a translation of; none when not given.
	TranslationOf []string
	// Exempt are the house rules that do not hold for the page.
	Exempt []Exemption
	// Fields are the values of the keys that only the page's kind has, in the
	// order in which they are declared; keys that the page leaves out are not
	// among them.
	Fields []Field
	// Contact are the ids of the services in its contact strip, and in those of
	// the pages below it, where it names them.
	Contact []string

	// prose are the texts of the front matter that are kept whole; see Page.Prose.
	prose []Prose
}

// IsEmpty reports whether nothing of it is said.
func (s *Seldom) IsEmpty() bool { return reflect.ValueOf(s).Elem().IsZero() }
