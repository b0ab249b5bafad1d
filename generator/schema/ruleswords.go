package schema

import "sotto/generator/site"

// wordRules are the keys of rules.yaml about words: the sets that rules refer
// to, the terms to avoid, and what keeps readers safe.
func wordRules() []Row {
	return []Row{
		{Name: "sets", Type: Entries, Into: "Sets", Key: "Name", Names: IsRuleName, What: "a set", Example: `child: {words: {en: [child, girl, boy]}}`,
			Help: "lists of words that the rules below refer to by name",
			Rows: []Row{wordsRow("words", "Words", "child, girl, boy", "the words")}},
		{Name: "titles", Type: WordLists, Into: "Titles", Example: `{en: [Act, Order]}`,
			Help: "words that a law's title begins or ends with; the words of a title are not judged when its year stands there too"},
		{Name: "terms", Type: Entries, Check: IsTerm, Into: "Terms", Key: "ID", Names: IsRuleName, What: "a term", Example: `nonce: {level: error, words: {en: [nonce]}, …}`,
			Help: "words to avoid, each with the words to write instead",
			Rows: append([]Row{
				{Name: "level", Type: Choice, Into: "Level", Of: []string{"error", "warning"}, Needed: true, Example: "error", Help: "error for what may harm or mislead a reader, warning for what should be better"},
				{Name: "errorIn", Type: Parts, Into: "ErrorIn", Example: "news", Help: "folders and pages where it is an error, though its level is less"},
				wordsRow("instead", "Instead", "historic abuse > non-recent abuse", "words just as they may stand, and what fits in their place in any sentence, which sotto fix types"),
			}, wording(true)...)},
		{Name: "safety", Type: Group, Into: "Safety", Example: "{never: {…}}", What: "safety",
			Help: "what keeps a frightened reader safe; all of it is an error",
			Rows: []Row{
				{Name: "consequences", Type: Group, Into: "Consequences", Example: "{words: {…}}", Help: "words for what may follow an offence; a page with one has hope, the crisis box and a way to help near it",
					Rows: []Row{
						wordsRow("words", "Words", "arrest, prison", "words for what may follow"),
						wordsRow("unless", "Unless", "cardiac arrest", "phrases in which they mean something else"),
						wordsRow("hope", "Hope", "people do stop", "words of hope"),
						{Name: "hopePages", Type: Parts, Into: "HopePages", Example: "news", Help: "folders and pages a link to which is hope"},
						{Name: "ways", Type: Texts, Into: "Ways", Example: "crisis, service", Help: "components that are a way to help, as a link to the page of help is"},
						{Name: "within", Type: Number, Into: "Within", Least: 50, Most: 5000, Example: "540", Help: "how many words may lie between a consequence and the nearest way to help"},
					}},
				{Name: "promises", Type: Entries, Into: "Promises", Key: "ID", Names: IsRuleName, What: "a promise", Example: "no-name: {words: {…}}", Help: "words by which a service promises to keep a secret; the page has a link to the limits, which pages.limits in site.yaml names", Rows: wording(false)},
				wordsRow("limits", "Limits", "limit, limits", "words for those limits, for texts that cannot link to them: in services.yaml and in messages"),
				{Name: "passing", Type: Entries, Into: "Passing", Key: "ID", Names: IsRuleName, What: "a rule", Example: `softened: {words: {en: [may be passed on]}, …}`, Help: "words in which a text says for itself what a helper passes on, which content/confidentiality.yaml says", Rows: wording(true)},
				{Name: "never", Type: Entries, Into: "Never", Key: "ID", Names: IsRuleName, What: "a rule", Example: `graphic: {words: {en: […]}, …}`, Help: "words that stand on no page", Rows: wording(true)},
				{Name: "exercise", Type: Group, Into: "Exercise", Example: "{recall: {…}, stop: {…}}", Help: "an exercise that goes back to an offence says that the reader may stop",
					Rows: []Row{
						wordsRow("recall", "Recall", "before you looked", "words that ask the reader to go back"),
						wordsRow("stop", "Stop", "stop here", "words that let the reader stop"),
					}},
			}},
	}
}

// wording are the keys of a rule about words, with advice or without.
func wording(advice bool) []Row {
	rows := []Row{
		wordsRow("words", "Words", "child porn*, nonce", "the words; * is any ending, … up to four words, [one] may be left out, one/other is either, 10..17 a number, =one only as it stands"),
		{Name: "near", Type: SetNames, Into: "Near", Example: "child", Help: "sets of which a word has to stand in the same sentence"},
		{Name: "within", Type: Number, Into: "Within", Least: 1, Most: 50, Example: "6", Help: "how many words away at the most"},
		wordsRow("unless", "Unless", "sex offenders register", "names, titles and phrases that the words may be part of"),
		{Name: "fair", Type: SetNames, Into: "Fair", Example: "no", Help: "sets any word of which, in the same sentence, makes them fair"},
		{Name: "after", Type: SetNames, Into: "After", Example: "no", Help: "sets any word of which makes them fair just before them, with no comma between"},
		{Name: "back", Type: Number, Into: "Back", Least: 1, Most: 20, Example: "6", Help: "how many words before them those of after may stand; 4 when it is left out"},
		{Name: "quoted", Type: Choice, Into: "Quoted", Of: []string{string(site.SpeechQuoted), string(site.AlwaysQuoted)}, Example: "speech",
			Help: "speech lets them stand in a quotation that says more than they do, always in any"},
		{Name: "in", Type: Parts, Into: "In", Example: "news", Help: "the only folders and pages that the rule holds for"},
		{Name: "notIn", Type: Parts, Into: "NotIn", Example: "news", Help: "folders and pages that it does not hold for"},
	}
	if advice {
		rows = append(rows,
			Row{Name: "say", Type: Text, Into: "Say", Needed: true, Example: "{en: person who has offended}", Help: "what to write instead"},
			Row{Name: "why", Type: Line, Into: "Why", Needed: true, Silent: true, Example: "it names a person by one act", Help: "the reason"},
			Row{Name: "source", Type: Line, Into: "Source", Silent: true, Example: "ATSA", Help: "whose advice it is"})
	}
	rows[0].Needed = true
	return rows
}

func wordsRow(name, into, example, help string) Row {
	return Row{Name: name, Type: WordLists, Into: into, Example: "{en: [" + example + "]}", Help: help}
}
