package schema

// Language is the group language of a messages file, which is all that makes
// a language, beside its words.
func Language() *Row {
	return &Row{Name: "language", Type: Group, Needed: true, Help: "what makes the language: how it names days, writes numbers, quotes",
		Example: `{name: Cymraeg, english: Welsh, months: […], days: […], date: …, monthYear: …, clock: {…}, numbers: {…}, quotes: […]}`,
		Rows: []Row{
			{Name: "name", Type: Line, Into: "Name", Needed: true, Example: "Cymraeg", Help: "what the language calls itself"},
			{Name: "english", Type: Line, Into: "English", Needed: true, Example: "Welsh", Help: "what English calls the language"},
			{Name: "months", Type: Texts, Into: "Months", Exactly: 12, Needed: true, Example: "January, February, …", Help: "the twelve months as they stand in a date"},
			{Name: "monthsAlone", Type: Texts, Into: "MonthsAlone", Exactly: 12, Example: "January, February, …", Help: "the twelve months as they stand without a day, where they differ"},
			{Name: "days", Type: Texts, Into: "Days", Exactly: 7, Needed: true, Example: "Monday, Tuesday, …", Help: "the seven days from Monday on"},
			{Name: "date", Type: Form, Into: "Date", Of: []string{"{day}", "{month}", "{year}"}, Needed: true, Example: `"{day} {month} {year}"`, Help: "how a day is written"},
			{Name: "monthYear", Type: Form, Into: "MonthYear", Of: []string{"{month}", "{year}"}, Needed: true, Example: `"{month} {year}"`, Help: "how a month is written"},
			{Name: "clock", Type: Group, Into: "Clock", Check: IsClock, Needed: true, Example: `{hours: 24, time: "{hour}:{minute}"}`, Help: "how a time of day is written",
				Rows: clock()},
			{Name: "numbers", Type: Group, Into: "Numbers", Needed: true, Example: `{thousands: ",", decimal: "."}`, Help: "how numbers are written",
				Rows: []Row{
					{Name: "thousands", Type: Sign, Into: "Thousands", Needed: true, Example: `","`, Help: "what stands between groups of three digits"},
					{Name: "decimal", Type: Sign, Into: "Decimal", Needed: true, Example: `"."`, Help: "what stands before a fraction"},
					{Name: "from", Type: Number, Into: "From", Least: 1000, Most: 1_000_000, Example: "10000", Help: "the smallest number that is written in groups, where that is not 1000"},
					{Name: "percent", Type: Form, Into: "Percent", Of: []string{"{number}"}, Example: `"{number} %"`, Help: "how a percentage is written, where that is not {number}%"},
				}},
			claims(),
			{Name: "quotes", Type: Quotes, Into: "Quotes", Needed: true, Example: "“, ”, ‘, ’", Help: "the marks around a quotation, and around one inside it"},
			{Name: "elisions", Type: WordSet, Into: "Elisions", Example: "tis, twas", Help: "words that an apostrophe stands before, where letters are left out"},
			{Name: "apostropheAfter", Type: Letters, Into: "ApostropheAfter", Example: "s, n", Help: "letters that an apostrophe may follow at the end of a word"},
			{Name: "afterNumbers", Type: WordSet, Into: "AfterNumbers", Example: "am, pm, th", Help: "letters that may be written on to a number"},
			{Name: "together", Type: WordSet, Into: "Together", Example: "Dr., No.", Help: "words that stay on one line with what follows them"},
			{Name: "mutations", Type: Texts, Silent: true, Into: "Mutations", Example: "p b mh ph", Help: "how beginnings of words change: the beginning and what becomes of it, with - where it falls away; longer ones first"},
			{Name: "emptyLinks", Type: WordSet, Into: "EmptyLinks", Example: "here, click here", Help: "texts of links that do not say where they lead"},
		}}
}

func clock() []Row {
	return []Row{
		{Name: "hours", Type: Number, Into: "Hours", Least: 12, Most: 24, Needed: true, Example: "24", Help: "12 or 24"},
		{Name: "time", Type: Line, Into: "Time", Needed: true, Example: `"{hour}:{minute}"`, Help: "how a time is written; with 12 hours {half} is in it"},
		{Name: "onTheHour", Type: Line, Into: "OnTheHour", Example: `"{hour}"`, Help: "how a time without minutes is written, where it differs"},
		{Name: "am", Type: Line, Into: "AM", Example: "am", Help: "what {half} is before noon, with 12 hours"},
		{Name: "pm", Type: Line, Into: "PM", Example: "pm", Help: "what {half} is after noon, with 12 hours"},
		{Name: "noon", Type: Line, Into: "Noon", Example: "noon", Help: "what 12:00 is called, if anything"},
		{Name: "midnight", Type: Line, Into: "Midnight", Example: "midnight", Help: "what 00:00 is called, if anything"},
	}
}
