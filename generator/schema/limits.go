package schema

import "sotto/generator/site"

// Limits is confidentiality.yaml: a list, of which Rows are the keys of an
// entry. What a reader is told before they speak has a source and an end, as
// the number has that they call.
func Limits() *Row {
	said := func(example string) []Row {
		return []Row{{Name: "text", Type: Text, Into: "Text", Needed: true, Example: "{en: " + example + "}", Help: "what it says"}}
	}
	sources := func(needed bool) Row {
		return Row{Name: "sources", Type: Texts, Into: "Sources", Needed: needed, Example: "act-1978", Help: "where it was found: ids of content/sources.yaml"}
	}
	rows := []Row{
		{Name: "id", Type: ID, Into: "ID", Needed: true, Example: "helpline", Help: "what pages call it"},
		{Name: "name", Type: Text, Into: "Name", Needed: true, Example: "{en: A doctor}", Help: "who is spoken to"},
		{Name: "page", Type: Line, Silent: true, Into: "Page", Example: "help/other-helpers.md#doctors", Help: "the page that says it whole, when that is not the one that pages.limits in content/site.yaml names"},
		{Name: "short", Type: Text, Into: "Short", Needed: true, Example: "{en: A doctor must act when a child is at risk.}", Help: "the rule for running text, whole: what is passed on, and when"},
		{Name: "rule", Type: Text, Into: "Rule", Needed: true, Example: `{en: "A doctor tells others when:"}`, Help: "the rule for the box; with triggers it ends in a colon, and they follow"},
		{Name: "triggers", Type: List, Into: "Triggers", What: "a trigger", Example: "{text: {en: A child is at risk.}}", Help: "each thing that makes them pass it on", Rows: said("A child is at risk.")},
		{Name: "nations", Type: List, Into: "Nations", What: "what holds in a nation", Example: "{in: [wales], text: {en: …}}", Help: "where it differs from nation to nation",
			Rows: []Row{
				{Name: "in", Type: Choices, Into: "In", Needed: true, Example: "england, wales", What: "nation", Help: "in which nations",
					Of: []string{string(site.England), string(site.Wales), string(site.Scotland), string(site.NorthernIreland)}},
				said("There is a law on it.")[0],
				sources(false),
			}},
		{Name: "unknown", Type: List, Into: "Unknown", What: "what is not known", Example: "{text: {en: We do not know if it is in force.}}", Help: "what could not be established, said to the reader", Rows: said("We do not know if it is in force.")},
	}
	return &Row{Name: "confidentiality.yaml", Type: List, What: "what one kind of helper keeps to itself", Check: IsLimits, Example: "id: helpline", Rows: append(rows,
		sources(true),
		Row{Name: "verifyBy", Type: Day, Into: "VerifyBy", Needed: true, Example: "2027-05-27", Help: "the day by which someone must check it"},
	)}
}
