package site

// WordSet is a list of words that rules refer to by its name: who is a child,
// which words say no.
type WordSet struct {
	Name  string
	Words map[Lang][]string
}

// Wording is a rule about words: which, where, and what makes them fair. How
// the words are written is in the room editorial, at phrases.
type Wording struct {
	ID string
	// Level is "error" or "warning"; only terms have one.
	Level string
	Words map[Lang][]string
	// Instead are words just as they may stand, with what fits in their place in
	// any sentence: "historic abuse > non-recent abuse"; only terms have some.
	Instead map[Lang][]string
	// Say is what to write instead, Why the reason, Source whose advice it is.
	Say         Text
	Why, Source string

	// Near are sets, of each of which a word has to stand in the same
	// sentence; Within is how many words away at the most, 0 for anywhere.
	Near   []string
	Within int
	// Unless are phrases that the words may be part of: names, titles.
	Unless map[Lang][]string
	// Fair are sets, any word of which in the same sentence makes them fair;
	// After those that do so when they stand at most Back words before them:
	// "not", "never".
	Fair, After []string
	Back        int
	// Quoted says whether they may stand in a quotation.
	Quoted Quoted
	// In are the only folders and pages that the rule holds for, NotIn those
	// that it does not hold for, ErrorIn those where it is an error though its
	// level is less. All are paths below content/.
	In, NotIn, ErrorIn []string
}

// Quoted says which quotations make words fair.
type Quoted string

const (
	NeverQuoted  Quoted = ""       // none
	SpeechQuoted Quoted = "speech" // one that says more than these words
	AlwaysQuoted Quoted = "always" // any
)

// Safety is what keeps a frightened reader safe.
type Safety struct {
	Consequences Consequences
	// Promises are words by which a service may promise to keep a secret: they
	// never stand without the way to the limits of it.
	Promises []Wording
	// Limits are words for those limits. In a file that is no page, and can
	// link to nothing, one of them beside the promise has to do.
	Limits map[Lang][]string
	// Passing are words in which a text states for itself what a helper passes
	// on: confidentiality.yaml says it, and a directive.
	Passing []Wording
	// Never are words that stand nowhere.
	Never    []Wording
	Exercise Exercise
}

// Consequences are words for what may follow an offence, and what a page that
// has them holds besides.
type Consequences struct {
	Words, Unless map[Lang][]string
	// Hope are words of hope. A link to one of HopePages, folders and pages
	// below content/, is hope too.
	Hope      map[Lang][]string
	HopePages []string
	// Ways are the components that are a way to help, as a link to the page of
	// help is; one stands within so many words.
	Ways   []string
	Within int
}

// Exercise is about exercises that ask a reader to go back to an offence.
type Exercise struct {
	// Recall are words that ask for it, Stop words that let the reader stop.
	Recall, Stop map[Lang][]string
}
