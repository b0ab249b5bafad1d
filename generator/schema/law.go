package schema

import "sotto/generator/site"

// nationNames are the nations as data files and directives write them.
func nationNames() []string {
	return []string{string(site.EnglandWales), string(site.England), string(site.Wales), string(site.Scotland), string(site.NorthernIreland)}
}

// LawParts are what :law[id]{what=…} can say of an entry.
var LawParts = []string{"cite", "act", "maximum", "since", "nations"}

// Laws is law.yaml: a list, of which Rows are the keys of an entry.
func Laws() *Row {
	return &Row{Name: "law.yaml", Type: List, What: "an entry", Check: IsLaw, Example: "id: theft-act-1968-s1", Rows: []Row{
		{Name: "id", Type: ID, Into: "ID", Needed: true, Example: "theft-act-1968-s1", Help: "what pages call the entry"},
		{Name: "topic", Type: ID, Into: "Topic", Needed: true, Example: "images", Help: "what joins it with others: a page can show all entries of a topic"},
		{Name: "nations", Type: Choices, Into: "Nations", Of: nationNames(), What: "nation", Needed: true, Example: "england-wales, northern-ireland", Help: "the nations that it holds in, and no others"},
		{Name: "act", Type: Text, Into: "Act", Needed: true, Proper: true, Example: "{en: Theft Act 1968}", Help: "the title of the law, with its year"},
		{Name: "year", Type: Number, Into: "Year", Least: 1200, Most: 2999, Needed: true, Example: "1968", Help: "that year, once more by itself"},
		{Name: "section", Type: Text, Into: "Section", Example: "{en: section 1}", Help: "which section, article or part of it; left out for the whole"},
		{Name: "offence", Type: Text, Into: "Offence", Needed: true, Example: "{en: Taking what is not yours}", Help: "what it is about, in a few plain words"},
		{Name: "covers", Type: Text, Into: "Covers", Needed: true, Example: "{en: It covers this and that.}", Help: "what falls under it, in a sentence or some"},
		{Name: "years", Type: Number, Into: "Years", Least: 1, Most: 99, Example: "7", Help: "the longest prison sentence in years"},
		{Name: "maximum", Type: Text, Into: "Maximum", Example: "{en: for life}", Help: "what is to be said of the maximum when it is not a number of years"},
		{Name: "since", Type: Partial, Into: "Since", Example: "1969-01-01", Help: "when it began to hold, as precisely as is known"},
		{Name: "force", Type: Text, Into: "Force", Example: "{en: Passed, and not yet in force}", Help: "what is known of that when it is not a day"},
		{Name: "source", Type: Line, Into: "Source", Needed: true, Example: "legislation.gov.uk, section 1", Help: "where this was found: a text, or the id of an entry of sources.yaml"},
		{Name: "checked", Type: Day, Into: "Checked", Needed: true, Example: "2026-11-27", Help: "the day on which somebody looked there"},
		{Name: "by", Type: Text, Into: "By", Needed: true, Example: "{en: a criminal lawyer}", Help: "in what role, without a name"},
		{Name: "verifyBy", Type: Day, Into: "VerifyBy", Needed: true, Example: "2027-05-27", Help: "the day by which someone must look again"},
	}}
}

// lawAttributes say which entries ::law shows.
func lawAttributes() []Row {
	return []Row{
		{Name: "id", Type: Line, Example: "theft-act-1968-s1", Refers: ToLaw, Help: "one entry, or several with spaces between their ids"},
		{Name: "topic", Type: Line, Example: "images", Help: "all entries of a topic"},
		{Name: "nation", Type: Line, Example: "scotland", Help: "of these, only those that hold in a nation"},
	}
}

// lawRules are the words by which a text is known to state the law.
func lawRules() Row {
	return Row{Name: "law", Type: Group, Into: "Law", Example: "{in: [news]}", Help: "how statements of the law are known, which are held against law.yaml",
		Rows: []Row{
			{Name: "in", Type: Parts, Into: "In", Example: "news", Help: "folders and pages about the law: a nation that is named there has an entry"},
			wordsRow("years", "Years", "year, years", "words for years"),
			wordsRow("prison", "Prison", "prison, custody", "words that make a number of years a sentence"),
			wordsRow("sections", "Sections", "section, article", "words before the number of a section"),
			wordsRow("illegal", "Illegal", "illegal, a crime", "words that say that something is against the law"),
			wordsRow("hedges", "Hedges", "can be, differ", "words in the same sentence by which it is not said of every nation"),
			wordsRow("carries", "Carries", "that includes, that means", "words by which a sentence goes on from the one before it"),
			wordsRow("everywhere", "Everywhere", "the United Kingdom", "words for all four nations together"),
			{Name: "nations", Type: Entries, Into: "Nations", Key: "Name", Names: IsRuleName, What: "a nation", Example: "scotland: {words: {en: [Scotland, Scottish]}}", Help: "words for a nation, and for other places whose law is not here",
				Rows: []Row{wordsRow("words", "Words", "Scotland, Scottish", "the words")}},
			{Name: "topics", Type: Entries, Into: "Topics", Key: "Topic", Names: IsRuleName, What: "a topic", Example: "drawings: {words: {en: [drawing, drawn]}}", Help: "words for what the entries of a topic are about",
				Rows: []Row{wordsRow("words", "Words", "drawing, drawn", "the words")}},
		}}
}
