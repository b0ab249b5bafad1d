package site

import "time"

// Rules are the house rules of content/rules.yaml: what the room editorial
// checks what authors write against.
type Rules struct {
	// Inflection says, per language, in which forms the words of the rules may
	// stand in a text.
	Inflection []Inflection
	// Sets are lists of words that the rules below refer to by name, Titles the
	// words that titles of laws begin or end with: "Act".
	Sets     []WordSet
	Titles   map[Lang][]string
	Terms    []Wording
	Safety   Safety
	Contacts ContactWords
	// How a text is written: see rulesprose.go.
	Placeholders []Placeholders
	Pasted       []Pasted
	Spelling     []Spelling
	Reading      []Reading
	Plain        PlainWords
	Dates        DateRules
	Releases     ReleaseRules
	Languages    LanguageRules
	Law          LawRules
	Evidence     EvidenceRules
}

// Inflection is how the words of one language change.
type Inflection struct {
	Lang Lang
	// Endings are what may be added to a word: "s", "ed". One such as "y>ies"
	// puts the second in place of the first.
	Endings []string
	// Beginnings are what the first letters of a word may become: "c>g" for a
	// Welsh mutation, with nothing behind the sign where they are lost, and
	// with nothing before it where letters are put in front of a vowel.
	Beginnings []string
}

// Exemption is a place that a house rule does not hold for, by somebody's
// decision.
type Exemption struct {
	// Rule is the code of the findings that are not raised, or such a code and
	// the name of one rule behind it: "term/avoid", "term/avoid/teenagers".
	Rule, Why string
	// Until is the first day on which the rule holds again.
	Until time.Time
	// Line and Col are where it is written.
	Line, Col int
}

// Prose is a text outside the Markdown that readers see: a value of the front
// matter, of a data file or of the messages.
type Prose struct {
	// Key is the name of the key, with those around it: "summary", "figures.text".
	Key  string
	Lang Lang
	Text string
	// Line and Col are where its first character stands, both from 1.
	Line, Col int
	// Stated are the bytes of Text that tables of statistics have put in.
	Stated [][2]int
}

// Spoken is a file of content/ that is no page, with the texts in it that
// readers see.
type Spoken struct {
	File  string // as people call it
	Text  []byte // the whole of it
	Prose []Prose
}
