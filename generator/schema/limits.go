package schema

// Limits is confidentiality.yaml: a list, of which Rows are the keys of an
// entry. What a reader is told before they speak has a source and an end, as
// the number has that they call.
func Limits() *Row {
	said := func(example string) []Row {
		return []Row{{Name: "text", Type: Text, Into: "Text", Needed: true, Example: "{en: " + example + "}", Help: "what it says"}}
	}
	source := func(needed bool) []Row {
		return []Row{
			{Name: "source", Type: AnyText, Proper: true, Into: "Source", Needed: needed, Example: `{en: "The charity, The helpline"}`, Help: "who says so, and where: as a citation, in the language of its title"},
			{Name: "asOf", Type: Partial, Into: "AsOf", Example: "2026-03", Help: "the date of the source, as precisely as is known; left out when it has none"},
		}
	}
	rows := []Row{
		{Name: "id", Type: ID, Into: "ID", Needed: true, Example: "helpline", Help: "what pages call it"},
		{Name: "name", Type: Text, Into: "Name", Needed: true, Example: "{en: A doctor}", Help: "who is spoken to"},
		{Name: "page", Type: Line, Silent: true, Into: "Page", Example: "help/other-helpers.md#doctors", Help: "the page that says it whole, when that is not the one that pages.limits in content/site.yaml names"},
		{Name: "short", Type: Text, Into: "Short", Needed: true, Example: "{en: A doctor must act when a child is at risk.}", Help: "the rule for running text, whole: what is passed on, and when"},
		{Name: "rule", Type: Text, Into: "Rule", Needed: true, Example: `{en: "A doctor tells others when:"}`, Help: "the rule for the box; with triggers it ends in a colon, and they follow"},
		{Name: "triggers", Type: List, Into: "Triggers", What: "a trigger", Example: "{text: {en: A child is at risk.}}", Help: "each thing that makes them pass it on", Rows: said("A child is at risk.")},
		{Name: "nations", Type: List, Into: "Nations", What: "what holds in a nation", Example: "{in: [wales], text: {en: …}}", Help: "where it differs from nation to nation",
			Rows: append([]Row{
				{Name: "in", Type: Choices, Into: "In", Needed: true, Example: "england, wales", What: "nation", Help: "in which nations",
					Of: []string{"england", "wales", "scotland", "northern-ireland"}},
				said("There is a law on it.")[0],
			}, source(false)...)},
		{Name: "unknown", Type: List, Into: "Unknown", What: "what is not known", Example: "{text: {en: We do not know if it is in force.}}", Help: "what could not be established, said to the reader", Rows: said("We do not know if it is in force.")},
	}
	rows = append(rows, source(true)...)
	return &Row{Name: "confidentiality.yaml", Type: List, What: "what one kind of helper keeps to itself", Check: IsLimits, Example: "id: helpline", Rows: append(rows,
		Row{Name: "seen", Type: Day, Into: "Seen", Needed: true, Example: "2026-11-27", Help: "the day on which somebody looked at the source"},
		Row{Name: "how", Type: Choice, Into: "How", Needed: true, Example: "a stored copy of the page", Help: "how much of it they saw",
			Of: []string{"the page itself", "a stored copy of the page", "an excerpt only"}},
		Row{Name: "verifyBy", Type: Day, Into: "VerifyBy", Needed: true, Example: "2027-05-27", Help: "the day by which someone must check it"},
	)}
}
