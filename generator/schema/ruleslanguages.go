package schema

import "sotto/generator/site"

// languageRules are the rules on the site's languages.
func languageRules() Row {
	return Row{Name: "languages", Type: Group, Into: "Languages", Example: `{stamped: true}`, Help: "which pages are in which languages, and how a language is known",
		Rows: []Row{
			{Name: "stamped", Type: Bool, Into: "Stamped", Help: "a translation says which text it was made from (translationOf)"},
			{Name: "pages", Type: List, Into: "Pages", What: "a part of the site", Check: IsPages, Example: "{in: [news], rule: both}", Help: "parts of the site; the first that a page is in counts for it",
				Rows: part(
					Row{Name: "rule", Type: Choice, Into: "Rule", Needed: true, Of: []string{string(site.Both), string(site.Neither), string(site.Notice)}, Example: string(site.Both),
						Help: "both: every page has its translations; neither: none has; notice: one without says so to readers"})},
			{Name: "words", Type: Entries, Into: "Words", Key: "Lang", Names: IsLanguage, What: "a language",
				Example: `en: {common: [the, and, of]}`, Help: "words by which a language is known",
				Rows: []Row{
					{Name: "common", Type: Texts, Into: "Common", Example: "the, and, of", Help: "small words that every text is full of"},
					{Name: "numbers", Type: Texts, Into: "Numbers", Example: "one, two, three", Help: "the words for one, two, three and so on; several for one number with spaces between them"},
				}},
		}}
}
