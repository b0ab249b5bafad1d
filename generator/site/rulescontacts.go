package site

// ContactWords are the words by which the house rules know a telephone number
// or opening hours in a text, per language. An entry may hold several words, of
// which each of its other words follows on the one before it.
type ContactWords struct {
	// Reach are words before a number that make it one to call: "ring".
	Reach map[Lang][]string
	// By are words before a number that make a well known one to call: "on 101".
	By map[Lang][]string
	// Service are words for a service and whoever answers there: "helpline".
	Service map[Lang][]string
	// Talk are words for what people do with a service: "speak", "answer".
	Talk map[Lang][]string
	// Open are words that say that something is open or closed; Hours are those
	// that announce opening hours: "opening hours".
	Open, Hours map[Lang][]string
	// Elsewhere are words for what else opens, closes and is told by the hour:
	// "shop", "shift".
	Elsewhere map[Lang][]string
	// Always are words for day and night, which may be no more than a way of
	// speaking; AllDay are lengths of time that are hours beside a word of Open.
	Always, AllDay map[Lang][]string
	// Daily are days that have no name of their own: "weekdays".
	Daily map[Lang][]string
	// Days are what else the days of the week are called, from Monday, with a
	// slash between the names of one day: "tue/tues".
	Days map[Lang][]string
	// Halves are what else stands behind an hour: "in the morning".
	Halves map[Lang][]string
	// Numbers are the words for 0 to 12, with a slash between those of one number.
	Numbers map[Lang][]string
	// To, And, From and Until stand between two times or days, before the first
	// of two, and before one alone.
	To, And, From, Until map[Lang][]string
	// Small are words that may stand between the others.
	Small map[Lang][]string
	// Other are words before a number that is none to call: "ISBN". Counted are
	// words behind one that counts something: "people".
	Other, Counted map[Lang][]string
}
