package site

import (
	"slices"
	"time"

	"sotto/generator/diag"
)

// Nation is one of the four nations of the United Kingdom, whose laws differ.
type Nation string

const (
	England         Nation = "england"
	Wales           Nation = "wales"
	Scotland        Nation = "scotland"
	NorthernIreland Nation = "northern-ireland"
	// EnglandWales is how data files write the first two, which share most of
	// their laws. In the model it is taken apart.
	EnglandWales Nation = "england-wales"
)

// Nations are all of them, in the order in which they are named.
var Nations = []Nation{England, Wales, Scotland, NorthernIreland}

// Law is one entry of content/law.yaml: what one section of one law says, in
// plain words. Whatever a page states of the law comes from such an entry.
type Law struct {
	ID string
	// Topic joins entries that a page shows together: "images".
	Topic string
	// Nations are those that the entry holds in, in the order of Nations.
	Nations []Nation
	// Act is the law's title with its year, Year that year alone, and Section
	// what of the law is meant: "section 1", "sections 52 and 52A"; none when
	// it is the whole.
	Act     Text
	Year    int
	Section Text
	// Offence says in plain words what it is about, Covers what falls under it.
	Offence, Covers Text
	// Years is the longest prison sentence in years; 0 when the law gives none,
	// or it is not known. Maximum says what Years alone does not.
	Years   int
	Maximum Text
	// Since is when it began, as far as is known. Force says what is known when
	// that is not a day: "Passed, and not yet in force".
	Since PartialDate
	Force Text
	// Source is where this was found, a text or the id of a Source; Checked when somebody looked there, and By
	// in what role. VerifyBy is the day by which somebody must look again.
	Source            string
	By                Text
	Checked, VerifyBy time.Time
	// At is where the entry is written, CheckedAt and VerifyAt these two days.
	At, CheckedAt, VerifyAt diag.Pos
}

// HoldsIn says whether an entry holds in any of some nations.
func (l *Law) HoldsIn(nations []Nation) bool {
	return slices.ContainsFunc(l.Nations, func(n Nation) bool { return slices.Contains(nations, n) })
}

// Everywhere says whether it holds in all four nations.
func (l *Law) Everywhere() bool { return len(l.Nations) == len(Nations) }

// SplitNations takes England and Wales apart, and puts the nations in order.
func SplitNations(written []Nation) []Nation {
	var out []Nation
	for _, n := range Nations {
		both := slices.Contains(written, EnglandWales) && (n == England || n == Wales)
		if both || slices.Contains(written, n) {
			out = append(out, n)
		}
	}
	return out
}

// LawByID returns an entry of law.yaml, or nil.
func (s *Site) LawByID(id string) *Law {
	i := slices.IndexFunc(s.Laws, func(l *Law) bool { return l.ID == id })
	if i < 0 {
		return nil
	}
	return s.Laws[i]
}

// LawsOf returns the entries that a directive names: those of the ids, or those
// of a topic ("" for any) that hold in some nation of the list (none for any).
func (s *Site) LawsOf(ids []string, topic string, nations []Nation) []*Law {
	var out []*Law
	for _, l := range s.Laws {
		named := slices.Contains(ids, l.ID)
		chosen := len(ids) == 0 && (topic == "" || l.Topic == topic) && (len(nations) == 0 || l.HoldsIn(nations))
		if named || chosen {
			out = append(out, l)
		}
	}
	return out
}

// LawRules are the house rules on what pages say of the law.
type LawRules struct {
	// In are the folders and pages about the law. There every nation that is
	// named must have an entry.
	In []string
	// Years are words for years, Prison words that make a number of them a
	// sentence, Sections words before the number of a section.
	Years, Prison, Sections map[Lang][]string
	// Illegal are words that say that something is against the law, Hedges
	// words in the same sentence by which it is not said of every nation.
	Illegal, Hedges map[Lang][]string
	// Carries are words by which a sentence goes on with what the one before it
	// said: "that includes".
	Carries map[Lang][]string
	// Everywhere are words for all four nations together.
	Everywhere map[Lang][]string
	// Nations are the words for each nation, and for other places.
	Nations []NationWords
	// Topics are words for what the entries of a topic are about.
	Topics []TopicWords
}

// NationWords are the words for a nation.
type NationWords struct {
	Name  string
	Words map[Lang][]string
}

// TopicWords are the words for a topic of law.yaml.
type TopicWords struct {
	Topic string
	Words map[Lang][]string
}
