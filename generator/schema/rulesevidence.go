package schema

// evidenceRules is the group of rules.yaml on statements that need a source:
// see editorial/evidence.go.
func evidenceRules() Row {
	return Row{Name: "evidence", Type: Group, Into: "Evidence", What: "evidence", Example: "{in: [news], statements: {…}}", Help: "statements that need a source in the same paragraph",
		Rows: []Row{
			{Name: "in", Type: Parts, Into: "In", Needed: true, Example: "news", Help: "folders and pages that they are looked for in"},
			{Name: "by", Type: Texts, Into: "By", Example: "source, stat", Help: "components that say where a statement is from, as a footnote does"},
			{Name: "made", Type: Texts, Into: "Made", Example: "worked-example", Help: "boxes that state nothing, such as an example that is made up"},
			{Name: "statements", Type: Entries, Into: "Statements", Key: "ID", Names: IsRuleName, What: "a statement", Example: `research: {words: {en: [studies show]}}`,
				Help: "words that state evidence", Rows: wording(false)},
		}}
}
