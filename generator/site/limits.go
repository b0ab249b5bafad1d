package site

import (
	"strings"
	"time"

	"sotto/generator/diag"
)

// Limit is one entry of content/confidentiality.yaml: what one kind of helper
// keeps to itself, and what it passes on. It is the only place where that is
// written; pages say it by a directive.
type Limit struct {
	ID   string
	Name Text
	// Page is the source path (first language) of the page that says it whole,
	// with an #anchor or without; "" for that of Config.Limits.
	Page string
	// Short is the rule in a sentence or two, for running text; Rule is that
	// of the box, which ends in a colon when Triggers follow.
	Short, Rule Text
	Triggers    []Said
	// Nations are where it differs from nation to nation.
	Nations []InNations
	// Unknown is what could not be established.
	Unknown []Said
	// Sources are ids of Site.Sources: where it was found.
	Sources  []string
	VerifyBy time.Time
	// At is where the entry is written, VerifyAt where that day is; the entry
	// itself where it is not.
	At, VerifyAt diag.Pos
}

// Said is one of several texts.
type Said struct{ Text Text }

// InNations is what holds in some of the nations.
type InNations struct {
	In      []Nation
	Text    Text
	Sources []string // none when they are those of the whole
}

// Limit returns the entry of an id, or nil.
func (s *Site) Limit(id string) *Limit {
	for _, l := range s.Limits {
		if l.ID == id {
			return l
		}
	}
	return nil
}

// limitEntries has a row for each source of what a helper passes on: it is as
// old as that.
func (s *Site) limitEntries() (out []Entry) {
	for _, l := range s.Limits {
		var open []string
		for _, u := range l.Unknown {
			open = append(open, s.first(u.Text))
		}
		add := func(id, what string, sources []string, open string) {
			for _, source := range sources {
				e := Entry{Register: "confidentiality", ID: id, What: what, Source: source, VerifyBy: l.VerifyBy, Open: open, Pos: l.At}
				if v := s.Source(source); v != nil {
					e.AsOf = v.Date
				}
				out = append(out, e)
			}
		}
		add(l.ID, s.first(l.Short), l.Sources, strings.Join(open, " "))
		for _, n := range l.Nations {
			var in []string
			for _, nation := range n.In {
				in = append(in, string(nation))
			}
			add(l.ID+"."+strings.Join(in, "."), s.first(n.Text), n.Sources, "")
		}
	}
	return out
}
