package schema

import "sotto/generator/site"

// proseRules are the groups of rules.yaml that are about how a text is
// written, whatever it says: see editorial/prose.go.
func proseRules() []Row {
	return []Row{
		{Name: "placeholders", Type: Entries, Into: "Placeholders", Key: "Lang", Names: IsLanguage, What: "a language",
			Example: `en: {words: [TODO]}`, Help: "what stands in a text until it is written",
			Rows: []Row{
				{Name: "words", Type: Texts, Into: "Words", Example: "TODO, lorem ipsum", Help: "placeholders wherever they stand"},
				{Name: "alone", Type: Texts, Into: "Alone", Example: "to follow", Help: "placeholders in capitals, in brackets, or where nothing else is said"},
				{Name: "around", Type: Texts, Into: "Around", Example: "insert … here", Help: "placeholders with a few words in their middle"},
				{Name: "brackets", Type: Texts, Into: "Brackets", Example: "insert, name of", Help: "first words of a note in square brackets"},
				{Name: "comments", Type: Texts, Into: "Comments", Example: "comment", Help: "what a word processor writes before the number of a comment"},
			}},
		{Name: "pasted", Type: Entries, Into: "Pasted", Key: "Lang", Names: IsLanguage, What: "a language",
			Example: `en: {twice: [had]}`, Help: "what pasted text looks like",
			Rows: []Row{
				{Name: "twice", Type: Texts, Into: "Twice", Example: "had, that", Help: "words that may stand twice in a row"},
				{Name: "tight", Type: Line, Into: "Tight", Silent: true, Example: `".,;:!?"`, Help: "marks that no space stands before"},
			}},
		{Name: "spelling", Type: Entries, Into: "Spelling", Key: "Lang", Names: IsLanguage, What: "a language",
			Example: `en: {dictionary: en_GB}`, Help: "how words are written",
			Rows: []Row{
				{Name: "dictionary", Type: Line, Into: "Dictionary", Silent: true, Example: "en_GB", Help: "the dictionary of hunspell or aspell, for sotto check --spelling"},
				{Name: "words", Type: Texts, Into: "Words", Example: "helpline", Help: "words that are right, whatever a dictionary says"},
				{Name: "instead", Type: Texts, Into: "Instead", Example: "color > colour", Help: "what is not written, and what is written instead"},
				{Name: "unless", Type: Texts, Into: "Unless", Example: "should of course", Help: "phrases in which the words of instead are right"},
				{Name: "endings", Type: Texts, Into: "Endings", Example: "ize > ise", Help: "ends of words, and how they are written"},
				{Name: "keep", Type: Texts, Into: "Keep", Example: "size, prize", Help: "words that have such an end by right"},
			}},
		{Name: "reading", Type: Entries, Into: "Reading", Key: "Lang", Names: IsLanguage, What: "a language",
			Example: `en: {measure: flesch-kincaid}`, Help: "how the words of a language are counted", Rows: readingRows()},
		{Name: "plain", Type: Group, Into: "Plain", What: "aims", Example: "{youngest: 9, oldest: 11}", Help: "how plain the words of a page are",
			Rows: append(aims(),
				Row{Name: "least", Type: Number, Into: "Least", Least: 20, Most: 1000, Example: "100", Help: "how many words a page has that is measured as a whole"},
				Row{Name: "sections", Type: List, Into: "Sections", What: "a part of the site", Check: IsPart,
					Example: `{where: [news], oldest: 13, why: written for journalists}`, Help: "parts of the site with other aims",
					Rows: append([]Row{
						{Name: "where", Type: Texts, Into: "Where", Needed: true, Example: "news, about.md", Help: "beginnings of paths below content/"},
						{Name: "why", Type: Line, Into: "Why", Needed: true, Silent: true, Example: "written for journalists", Help: "the reason"},
						{Name: "until", Type: Day, Into: "Until", Example: "2027-06-01", Help: "the day from which the aims of the whole site hold here too"},
					}, aims()...)})},
	}
}

func readingRows() []Row {
	return []Row{
		{Name: "measure", Type: Choice, Into: "Measure", Of: []string{string(site.FleschKincaid), string(site.LIX)}, Needed: true, Example: "lix", Help: "how the age of a reader is told; lix gives advice only"},
		{Name: "vowels", Type: Line, Into: "Vowels", Silent: true, Example: "aeiouy", Help: "letters that make a syllable"},
		{Name: "silent", Type: Texts, Into: "Silent", Example: "e, es", Help: "ends of words that make no syllable"},
		{Name: "sounded", Type: Texts, Into: "Sounded", Example: "le, ses", Help: "ends of words that make one all the same"},
		{Name: "split", Type: Texts, Into: "Split", Example: "ia, io", Help: "two vowels that make two syllables"},
		{Name: "joined", Type: Texts, Into: "Joined", Example: "tion, cial", Help: "letters in which they make one all the same"},
		{Name: "syllables", Type: Texts, Into: "Syllables", Example: "people 2", Help: "words and how many syllables they have"},
		{Name: "known", Type: Texts, Into: "Known", Example: "BBC, NHS", Help: "abbreviations that everybody knows"},
		{Name: "stressed", Type: Texts, Into: "Stressed", Example: "NOT, STOP", Help: "words that are typed in capitals for stress"},
		{Name: "explains", Type: Texts, Into: "Explains", Example: "stands, means", Help: "words that follow an abbreviation where it is explained"},
		{Name: "helpers", Type: Texts, Into: "Helpers", Example: "is, was", Help: "words that begin a passive"},
		{Name: "participles", Type: Texts, Into: "Participles", Example: "seen, made", Help: "words that complete it"},
		{Name: "participleEndings", Type: Texts, Into: "ParticipleEndings", Example: "ed", Help: "ends of such words"},
		{Name: "between", Type: Texts, Into: "Between", Example: "not, often", Help: "words that may stand between the two"},
		{Name: "adjectives", Type: Texts, Into: "Adjectives", Example: "worried", Help: "words that look like the second and are none"},
	}
}

// aims are the keys that a site and its parts have alike.
func aims() []Row {
	return []Row{
		{Name: "youngest", Type: Number, Into: "Youngest", Least: 1, Most: 18, Example: "9", Help: "the least age of a reader who can just read a page"},
		{Name: "oldest", Type: Number, Into: "Oldest", Least: 5, Most: 25, Example: "11", Help: "the most"},
		{Name: "sentence", Type: Number, Into: "Sentence", Least: 10, Most: 100, Example: "30", Help: "the most words of a sentence"},
		{Name: "paragraph", Type: Number, Into: "Paragraph", Least: 30, Most: 500, Example: "120", Help: "the most words of a paragraph"},
		{Name: "passive", Type: Number, Into: "Passive", Least: 1, Most: 100, Example: "30", Help: "how many of a hundred sentences may be passive"},
		{Name: "middle", Type: Number, Into: "Middle", Least: 1, Most: 30, Example: "10", Help: "how many words half of the sentences have at least"},
		{Name: "spread", Type: Number, Into: "Spread", Least: 1, Most: 30, Example: "7", Help: "how far the middle half of their lengths lies apart"},
		{Name: "lix", Type: Number, Into: "LIX", Least: 10, Most: 100, Example: "45", Help: "the most of a text that is measured by lix, as advice"},
	}
}
