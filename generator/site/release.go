package site

import (
	"time"

	"sotto/generator/diag"
)

// Contact is whom journalists ask about a news release.
type Contact struct {
	Role, Of string
	// Service is the id of the service whose website leads there; "" when the
	// way is not known.
	Service string
	// Until is the last day on which it holds.
	Until time.Time
	// At and UntilAt are where the service and the day are written.
	At, UntilAt diag.Pos
}

// Boilerplate is a standard text about who issues news: one entry of
// content/boilerplates.yaml.
type Boilerplate struct {
	ID         string
	Name, Text Text
	// AsOf is the date of Source, where the facts were found.
	AsOf     PartialDate
	Source   string
	VerifyBy time.Time
	// AsOfAt and VerifyAt are where these two days are written; the entry
	// itself where one is not.
	AsOfAt, VerifyAt diag.Pos
}

// Boilerplate returns the entry with an id, or nil.
func (s *Site) Boilerplate(id string) *Boilerplate {
	for _, b := range s.Boilerplates {
		if b.ID == id {
			return b
		}
	}
	return nil
}
