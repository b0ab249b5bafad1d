package site

import (
	"time"

	"sotto/generator/diag"
)

// Source is one entry of content/sources.yaml: where a page has a statement
// from. Pages cite it by its id.
type Source struct {
	ID string
	// By is who published it, Title its own title in the language Lang; "" is
	// the site's first.
	By, Title string
	Lang      Lang
	Date      PartialDate // of the source; "" when it has none
	Kind      SourceKind
	// Seen is the day somebody looked at it, How how much of it they saw.
	Seen time.Time
	How  SourceSeen
	// Note says what it shows and how sure one can be; nil for nothing.
	Note     Text
	VerifyBy time.Time
	// At is where the entry stands; SeenAt, DateAt and VerifyAt are where its
	// days do.
	At, SeenAt, DateAt, VerifyAt diag.Pos
}

// SourceKind is what sort of source one is.
type SourceKind string

const (
	LawSource      SourceKind = "law"
	OfficialSource SourceKind = "official"
	ResearchSource SourceKind = "research"
	CharitySource  SourceKind = "charity"
	PressSource    SourceKind = "press"
	GeneralSource  SourceKind = "general" // general knowledge
)

// SourceSeen is how much of a source somebody saw who wrote it down.
type SourceSeen string

const (
	SeenItself  SourceSeen = "the page itself"
	SeenCopy    SourceSeen = "a stored copy of the page"
	SeenExcerpt SourceSeen = "an excerpt only"
	NotSeen     SourceSeen = "not looked up"
)

// Source returns the source of an id, or nil.
func (s *Site) Source(id string) *Source {
	for _, v := range s.Sources {
		if v.ID == id {
			return v
		}
	}
	return nil
}
