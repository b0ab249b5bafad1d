package schema

// claims is the group of the words with which a language states a figure.
func claims() Row {
	words := func(name, into, example, help string) Row {
		return Row{Name: name, Type: Texts, Into: into, Example: example, Help: help}
	}
	numbers := func(name, into, example, help string) Row {
		return Row{Name: name, Type: List, Into: into, What: "an entry", Example: example, Help: help, Rows: []Row{
			{Name: "is", Type: Number, Into: "Is", Least: 1, Most: 999_999_999, Needed: true, Example: "2", Help: "the number that the words mean"},
			{Name: "of", Type: Number, Into: "Of", Least: 2, Most: 1000, Example: "3", Help: "what it is divided by, where it is a part"},
			{Name: "words", Type: Texts, Into: "Words", Needed: true, Example: "doubled, double", Help: "every form of the words, in lower case"},
		}}
	}
	return Row{Name: "claims", Type: Group, Into: "Claims", Example: `{moreThan: [more than, over], times: [{is: 2, words: [doubled, double]}]}`,
		Help: "the words that state a figure, for :claim[more than doubled]{stat=…}",
		Rows: []Row{
			words("moreThan", "MoreThan", "more than, over", "words before a number that is smaller than the figure"),
			words("atLeast", "AtLeast", "at least", "words before a number that the figure is not below"),
			words("lessThan", "LessThan", "less than, under", "words before a number that is larger than the figure"),
			words("atMost", "AtMost", "at most, up to", "words before a number that the figure is not above"),
			words("nearly", "Nearly", "nearly, almost", "words before a number that the figure is just below"),
			words("about", "About", "about, around", "words before a number that the figure is close to"),
			numbers("times", "Times", "{is: 2, words: [doubled, double]}", "words for what a count has become"),
			numbers("shares", "Shares", "{is: 1, of: 3, words: [a third]}", "words for a part of a whole"),
			numbers("numbers", "Numbers", "{is: 5, words: [five]}", "numbers in words"),
			numbers("scales", "Scales", "{is: 1000000, words: [million]}", "words behind digits that multiply them"),
			words("percent", "Percent", `"%", per cent`, "what stands behind the number of a percentage"),
			words("rise", "Rise", `"rose by {n}", "{n} more"`, "forms that say how much more there is"),
			words("fall", "Fall", `"fell by {n}", "{n} fewer"`, "forms that say how much less there is"),
			words("outOf", "OutOf", "in, out of", "words between the two numbers of two in five"),
			words("day", "Day", "a day, every day", "words behind a number that is counted by the day"),
			words("week", "Week", "a week, every week", "words behind a number that is counted by the week"),
			words("month", "Month", "a month, every month", "words behind a number that is counted by the month"),
			words("year", "Year", "a year, every year", "words behind a number that is counted by the year"),
			words("counted", "Counted", "calls, users, visits", "nouns that make a number a statistic"),
			words("people", "People", "people, persons", "nouns that say that people were counted"),
		}}
}
