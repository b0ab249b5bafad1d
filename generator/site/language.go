package site

// Lang is the code of a language, as ISO 639 has it: "en", "cy".
type Lang string

// Language is all that makes a language of the site. It is read from
// content/messages.<code>.yaml, so that a further language needs a file and no
// Go: what it is called and how it writes dates, times, numbers and quotations
// in the group "language", and the interface's words in the rest.
type Language struct {
	Code Lang
	// Name is what the language calls itself; English is its name in messages
	// to editors.
	Name, English string
	// Months are as they stand in a full date; MonthsAlone are as they stand
	// beside a year, and are Months where the language makes no difference.
	Months, MonthsAlone [12]string
	// Days are the days of the week from Monday.
	Days [7]string
	// Date and MonthYear are forms with the slots {day}, {month} and {year}.
	Date, MonthYear string
	Clock           Clock
	Numbers         Numbers
	// Claims are the words that state a figure; none where the messages file
	// does not list them.
	Claims Claims
	// Quotes are the marks around a quotation, and around one inside it.
	Quotes [4]rune
	// Elisions are words, in lower case, that begin with an apostrophe: "tis".
	// One that may have an apostrophe at its end besides is here as "n'".
	Elisions map[string]bool
	// ApostropheAfter are the letters that a word may end in when an
	// apostrophe follows it, in English s (the dogs' dinner) and n (goin').
	ApostropheAfter string
	// AfterNumbers are the letters that may be written on to a number: "am",
	// "th".
	AfterNumbers map[string]bool
	// Together are the words, in lower case and with their full stops, that
	// stay on one line with what follows them: "ul.", "dr.".
	Together map[string]bool
	// EmptyLinks are link texts that do not say where a link leads, in lower
	// case and without punctuation.
	EmptyLinks map[string]bool
	// Mutations are how the beginnings of words change inside a sentence, each
	// the beginning in a dictionary and what becomes of it, with spaces between:
	// "p b mh ph"; "-" where it falls away. Longer beginnings come first.
	Mutations []string
	// Plurals are the forms that the language tells apart when it counts.
	Plurals []Plural
	// Messages are the interface's words, sorted by Key.
	Messages []Message
	// Spoken is their file.
	Spoken Spoken
}

// Clock is how a language says a time of day.
type Clock struct {
	// Hours is 12 or 24.
	Hours int
	// Time and OnTheHour are forms with the slots {hour}, {minute} and, with
	// 12 hours, {half}; the second is for times without minutes.
	Time, OnTheHour string
	AM, PM          string // what {half} is; "" with 24 hours
	Noon, Midnight  string // names of 12:00 and 00:00; "" when they have none
}

// Numbers is how a language writes numbers.
type Numbers struct {
	// Thousands stands between groups of three digits, in numbers of From or
	// more; Decimal stands before a fraction.
	Thousands, Decimal string
	From               int
	// Percent is the form of a percentage, with the slot {number}.
	Percent string
}

// Plural is one plural form by its name in CLDR, with the first number that
// takes it.
type Plural struct {
	Form    string
	Example int
}

// Language returns a language of the site, or nil.
func (s *Site) Language(code Lang) *Language {
	for _, l := range s.Languages {
		if l.Code == code {
			return l
		}
	}
	return nil
}

// In returns a text in a language, or in the first of the site's languages
// that it has; which one is the second result.
func (s *Site) In(t Text, code Lang) (string, Lang) {
	if text, ok := t[code]; ok {
		return text, code
	}
	for _, l := range s.Config.Languages {
		if text, ok := t[l]; ok {
			return text, l
		}
	}
	return "", code
}
