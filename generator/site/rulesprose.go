package site

import "time"

// Placeholders are, in one language, what stands in a text until the text
// itself is written.
type Placeholders struct {
	Lang Lang
	// Words are placeholders wherever they stand. Alone are words that are so
	// only in capitals, in brackets, or where nothing else is said. Around are
	// two words with … between them, such as "insert … here".
	Words, Alone, Around []string
	// Brackets are first words of a note in square brackets, Comments what a
	// word processor writes before the number of a comment.
	Brackets, Comments []string
}

// Pasted is what text from elsewhere looks like in one language.
type Pasted struct {
	Lang Lang
	// Twice are words that may stand twice in a row.
	Twice []string
	// Tight are the marks that no space stands before.
	Tight string
}

// Spelling is how the words of one language are written.
type Spelling struct {
	Lang Lang
	// Dictionary is the name that hunspell and aspell have for it.
	Dictionary string
	// Words are right, whatever the dictionary says.
	Words []string
	// Instead are phrases with what is written instead: "color > colour".
	// Unless are phrases in which they are right.
	Instead, Unless []string
	// Endings are ends of words with what is written instead: "ize > ise".
	// Keep are the words that have such an end by right.
	Endings, Keep []string
}

// Readability is a way to tell how hard a text is.
type Readability string

// The measures. Flesch and Kincaid's grade (1975) counts words in a sentence
// and syllables in a word, and was made for English; Björnsson's LIX (1968)
// counts words in a sentence and long words, and takes no language for granted.
const (
	FleschKincaid Readability = "flesch-kincaid"
	LIX           Readability = "lix"
)

// Reading is how the words of one language are counted.
type Reading struct {
	Lang    Lang
	Measure Readability
	// Vowels are letters that make a syllable, several in a row one. Silent are
	// ends of words that make none, but for those in Sounded; Split are two
	// vowels that make two, but for those in Joined. Syllables are exceptions:
	// "people 2".
	Vowels                         string
	Silent, Sounded, Split, Joined []string
	Syllables                      []string
	// Known are the abbreviations that everybody knows; Stressed are words that
	// are typed in capitals for stress; Explains are words that follow an
	// abbreviation where it is explained.
	Known, Stressed, Explains []string
	// Helpers begin a passive, which a word of Participles, or one with an end
	// of ParticipleEndings, completes; words of Between may stand between.
	// Adjectives look like participles and are none.
	Helpers, Participles, ParticipleEndings, Between, Adjectives []string
}

// Aims are what the text of a page is measured by; 0 asks for nothing.
type Aims struct {
	// Youngest and Oldest bound the age of a reader who can just read it.
	Youngest, Oldest int
	// Sentence and Paragraph are the most words that one may have.
	Sentence, Paragraph int
	// Passive is how many sentences in a hundred may be passive.
	Passive int
	// Middle is the least number of words that half of the sentences reach,
	// and Spread how far the middle half of all lengths lies apart: below both
	// a page drums.
	Middle, Spread int
	// LIX is the most that a text may have, as advice.
	LIX int
}

// PlainWords says how plain the words of the site are.
type PlainWords struct {
	Aims
	// Least is how many words a page has that is measured as a whole.
	Least int
	// Sections have other aims; the last that a page is in counts.
	Sections []PlainSection
}

// PlainSection is a part of the site with aims of its own: for good, for
// another audience, or until a day, when it does not reach the others yet.
type PlainSection struct {
	// Where are beginnings of paths below content/.
	Where []string
	Aims
	Why string
	// Until is the first day on which the site's aims hold here too; zero when
	// these stay.
	Until time.Time
	// Line, Col and Source are where it is written.
	Line, Col int
	Source    string
}

// With returns the aims with those of o in place of them, where o has any.
func (a Aims) With(o Aims) Aims {
	for _, p := range []struct {
		to   *int
		from int
	}{
		{&a.Youngest, o.Youngest}, {&a.Oldest, o.Oldest}, {&a.Sentence, o.Sentence}, {&a.Paragraph, o.Paragraph},
		{&a.Passive, o.Passive}, {&a.Middle, o.Middle}, {&a.Spread, o.Spread}, {&a.LIX, o.LIX},
	} {
		if p.from > 0 {
			*p.to = p.from
		}
	}
	return a
}
