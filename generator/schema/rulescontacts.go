package schema

// contactWords are the words by which telephone numbers and opening hours are
// known.
func contactWords() Row {
	words := func(name, into, example, help string) Row {
		return Row{Name: name, Type: WordLists, Into: into, Example: "{en: [" + example + "]}", Help: help}
	}
	// Each entry means what its place says: one too few, and six would be five.
	exactly := func(n int, r Row) Row {
		r.Exactly = n
		return r
	}
	return Row{Name: "contacts", Type: Group, Into: "Contacts", Example: "{reach: {en: [call, ring]}}",
		Help: "the words by which telephone numbers and opening hours in a text are known",
		Rows: []Row{
			words("reach", "Reach", "call, ring", "words before a number that make it one to call"),
			words("by", "By", "on, via", "words before a number that make a well known one to call"),
			words("service", "Service", "helpline, adviser", "a service, and whoever answers there"),
			words("talk", "Talk", "speak to, answer", "what people do with a service"),
			words("open", "Open", "open, closed", "words that say that something is open or closed"),
			words("hours", "Hours", "opening hours", "words that announce opening hours"),
			words("elsewhere", "Elsewhere", "shop, shift", "what else opens, closes and is told by the hour"),
			words("always", "Always", "24 hours a day", "day and night"),
			words("allDay", "AllDay", "24 hours", "lengths of time that are hours beside a word of open"),
			words("daily", "Daily", "weekdays", "days without a name of their own"),
			exactly(7, words("days", "Days", "mon, tue/tues, wed, thu, fri, sat, sun", "what else the days are called, from Monday on")),
			words("halves", "Halves", "in the morning", "what else stands behind an hour"),
			exactly(13, words("numbers", "Numbers", "zero/oh, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve", "the words for 0 to 12")),
			words("to", "To", "to, till", "words between two times"),
			words("and", "And", "and", "words between the last two of a list"),
			words("from", "From", "from, between", "words before the first of two times"),
			words("until", "Until", "until, at", "words before one time"),
			words("small", "Small", "the, us", "words that may stand between all these"),
			words("other", "Other", "ISBN, charity number", "words before a number that is none to call"),
			words("counted", "Counted", "people", "words behind a number that counts"),
		}}
}
