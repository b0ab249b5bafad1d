package site

// Claims are the words with which a language states a figure: "more than
// doubled", "nearly 600 a month". They are in lower case, with single spaces
// and straight apostrophes.
type Claims struct {
	// MoreThan, AtLeast, LessThan, AtMost, Nearly and About stand before a number or a
	// word of the lists below.
	MoreThan, AtLeast, LessThan, AtMost, Nearly, About []string
	// Times are what a count has become: "doubled" is 2, "halved" 1/2.
	Times []NumberWords
	// Shares are parts of a whole: "a third" is 1/3.
	Shares []NumberWords
	// Numbers are numbers in words: "five". Scales follow digits: "million".
	Numbers, Scales []NumberWords
	// Percent may follow a number: "%", "per cent".
	Percent []string
	// Rise and Fall are forms with the slot {n}: "rose by {n}", "{n} more".
	Rise, Fall []string
	// OutOf stands between two numbers: "in" of "two in five".
	OutOf []string
	// Day, Week, Month and Year follow a number: "a month".
	Day, Week, Month, Year []string
	// Counted are nouns that make a number in running text a statistic, and
	// People those that say it is one of people.
	Counted, People []string
}

// NumberWords are words for the number Is, or for Is divided by Of when that
// is not 0.
type NumberWords struct {
	Is, Of int
	Words  []string
}
