package schema

import "slices"

// HouseRules is rules.yaml: what editorial checks the words on the site
// against. Each group of keys belongs to one file of that room.
func HouseRules() []Row {
	return slices.Concat(inflection(), wordRules(), proseRules())
}

func inflection() []Row {
	return []Row{
		{Name: "inflection", Type: Entries, Into: "Inflection", Key: "Lang", Names: IsLanguage, What: "a language",
			Example: `en: {endings: [s, ed]}`, Help: "in which forms the words of these rules may stand in a text",
			Rows: []Row{
				{Name: "endings", Type: Texts, Into: "Endings", Example: `s, ed, "y>ies"`, Help: "what may be added to a word; y>ies takes off the first and adds the second"},
				{Name: "beginnings", Type: Texts, Into: "Beginnings", Example: `"c>g", "c>ch"`, Help: "what the first letters of a word may become"},
			}},
		contactWords(),
		dateRules(),
		releaseRules(),
		languageRules(),
		lawRules(),
		evidenceRules(),
	}
}

// Exemptions is the key of front matter by which a page is let off a rule.
func exemptions() Row {
	return Row{Name: "exempt", Type: List, Into: "Exempt", What: "an exemption", Check: IsExemption,
		Example: `{rule: words/too-easy, why: a form of eight lines, until: 2027-06-01}`, Help: "rules that do not hold for this page, by whose decision it may be",
		Rows: []Row{
			{Name: "rule", Type: Line, Into: "Rule", Needed: true, Silent: true, Example: "words/too-easy", Help: "the code of the finding, as sotto prints it"},
			{Name: "why", Type: Line, Into: "Why", Needed: true, Silent: true, Example: "a form of eight lines", Help: "the reason, for those who read the report"},
			{Name: "until", Type: Day, Into: "Until", Needed: true, Example: "2027-06-01", Help: "the day from which the rule holds again"},
		}}
}
