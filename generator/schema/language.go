package schema

import "sotto/generator/site"

// Language is the group language of a messages file, which is all that makes
// a language, beside its words.
func Language() *Row {
	language := func(field func(*site.Language) any) func(any) any { return into(field) }
	return &Row{Name: "language", Type: Group, Needed: true, Help: "what makes the language: how it names days, writes numbers, quotes",
		Example: `{name: Cymraeg, english: Welsh, months: […], days: […], date: …, monthYear: …, clock: {…}, numbers: {…}, quotes: […]}`,
		Into:    language(func(l *site.Language) any { return l }),
		Rows: []Row{
			{Name: "name", Type: Line, Needed: true, Example: "Cymraeg", Help: "what the language calls itself",
				Into: language(func(l *site.Language) any { return &l.Name })},
			{Name: "english", Type: Line, Needed: true, Example: "Welsh", Help: "what English calls the language",
				Into: language(func(l *site.Language) any { return &l.English })},
			{Name: "months", Type: Texts, Exactly: 12, Needed: true, Example: "January, February, …", Help: "the twelve months as they stand in a date",
				Into: language(func(l *site.Language) any { return &l.Months })},
			{Name: "monthsAlone", Type: Texts, Exactly: 12, Example: "January, February, …", Help: "the twelve months as they stand without a day, where they differ",
				Into: language(func(l *site.Language) any { return &l.MonthsAlone })},
			{Name: "days", Type: Texts, Exactly: 7, Needed: true, Example: "Monday, Tuesday, …", Help: "the seven days from Monday on",
				Into: language(func(l *site.Language) any { return &l.Days })},
			{Name: "date", Type: Form, Of: []string{"{day}", "{month}", "{year}"}, Needed: true, Example: `"{day} {month} {year}"`, Help: "how a day is written",
				Into: language(func(l *site.Language) any { return &l.Date })},
			{Name: "monthYear", Type: Form, Of: []string{"{month}", "{year}"}, Needed: true, Example: `"{month} {year}"`, Help: "how a month is written",
				Into: language(func(l *site.Language) any { return &l.MonthYear })},
			{Name: "clock", Type: Group, Check: IsClock, Needed: true, Example: `{hours: 24, time: "{hour}:{minute}"}`, Help: "how a time of day is written",
				Into: language(func(l *site.Language) any { return &l.Clock }), Rows: clock()},
			{Name: "numbers", Type: Group, Needed: true, Example: `{thousands: ",", decimal: "."}`, Help: "how numbers are written",
				Into: language(func(l *site.Language) any { return &l.Numbers }), Rows: []Row{
					{Name: "thousands", Type: Sign, Needed: true, Example: `","`, Help: "what stands between groups of three digits",
						Into: into(func(n *site.Numbers) any { return &n.Thousands })},
					{Name: "decimal", Type: Sign, Needed: true, Example: `"."`, Help: "what stands before a fraction",
						Into: into(func(n *site.Numbers) any { return &n.Decimal })},
					{Name: "from", Type: Number, Least: 1000, Most: 1_000_000, Example: "10000", Help: "the smallest number that is written in groups, where that is not 1000",
						Into: into(func(n *site.Numbers) any { return &n.From })},
				}},
			{Name: "quotes", Type: Quotes, Needed: true, Example: "“, ”, ‘, ’", Help: "the marks around a quotation, and around one inside it",
				Into: language(func(l *site.Language) any { return &l.Quotes })},
			{Name: "elisions", Type: WordSet, Example: "tis, twas", Help: "words that an apostrophe stands before, where letters are left out",
				Into: language(func(l *site.Language) any { return &l.Elisions })},
			{Name: "apostropheAfter", Type: Letters, Example: "s, n", Help: "letters that an apostrophe may follow at the end of a word",
				Into: language(func(l *site.Language) any { return &l.ApostropheAfter })},
			{Name: "afterNumbers", Type: WordSet, Example: "am, pm, th", Help: "letters that may be written on to a number",
				Into: language(func(l *site.Language) any { return &l.AfterNumbers })},
			{Name: "together", Type: WordSet, Example: "Dr., No.", Help: "words that stay on one line with what follows them",
				Into: language(func(l *site.Language) any { return &l.Together })},
			{Name: "emptyLinks", Type: WordSet, Example: "here, click here", Help: "texts of links that do not say where they lead",
				Into: language(func(l *site.Language) any { return &l.EmptyLinks })},
		}}
}

func clock() []Row {
	clock := func(field func(*site.Clock) any) func(any) any { return into(field) }
	return []Row{
		{Name: "hours", Type: Number, Least: 12, Most: 24, Needed: true, Example: "24", Help: "12 or 24",
			Into: clock(func(c *site.Clock) any { return &c.Hours })},
		{Name: "time", Type: Line, Needed: true, Example: `"{hour}:{minute}"`, Help: "how a time is written; with 12 hours {half} is in it",
			Into: clock(func(c *site.Clock) any { return &c.Time })},
		{Name: "onTheHour", Type: Line, Example: `"{hour}"`, Help: "how a time without minutes is written, where it differs",
			Into: clock(func(c *site.Clock) any { return &c.OnTheHour })},
		{Name: "am", Type: Line, Example: "am", Help: "what {half} is before noon, with 12 hours",
			Into: clock(func(c *site.Clock) any { return &c.AM })},
		{Name: "pm", Type: Line, Example: "pm", Help: "what {half} is after noon, with 12 hours",
			Into: clock(func(c *site.Clock) any { return &c.PM })},
		{Name: "noon", Type: Line, Example: "noon", Help: "what 12:00 is called, if anything",
			Into: clock(func(c *site.Clock) any { return &c.Noon })},
		{Name: "midnight", Type: Line, Example: "midnight", Help: "what 00:00 is called, if anything",
			Into: clock(func(c *site.Clock) any { return &c.Midnight })},
	}
}
