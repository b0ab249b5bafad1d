package schema

// part are the keys by which a rule says for which pages it holds.
func part(more ...Row) []Row {
	return append([]Row{
		{Name: "in", Type: Texts, Into: "In", Example: "law, help/index.md", Help: "folders below content/, and files of pages in the first language; without it, all"},
		{Name: "kinds", Type: Texts, Into: "Kinds", Example: "module, chapter", Help: "kinds of pages; without it, all"},
	}, more...)
}

// dateRules are the rules on days that come due.
func dateRules() Row {
	late := Row{Name: "late", Type: Number, Into: "Late", Least: 1, Most: 9999, Example: "90", Help: "how many days after its day something overdue stops the build; without it, never"}
	return Row{Name: "dates", Type: Group, Into: "Dates", Example: `{soon: 60}`, Help: "when a review, a check or a source is due, and how late is too late",
		Rows: []Row{
			{Name: "soon", Type: Number, Into: "Soon", Most: 9999, Example: "60", Help: "how many days before it is due something is told"},
			{Name: "sources", Type: Number, Into: "Sources", Least: 1, Most: 99_999, Example: "1825", Help: "after how many days the source of a service's facts (asOf) is old"},
			{Name: "hours", Type: Number, Into: "Hours", Least: 1, Most: 99_999, Example: "730", Help: "after how many days the source of opening hours is old, so that readers are told; so they are of one without a date. Without this, never"},
			{Name: "past", Type: Texts, Into: "Past", Example: "issued, begun", Help: "keys of front matter whose days cannot lie ahead"},
			{Name: "titles", Type: Texts, Into: "Titles", Example: "Dr, Mrs", Help: "words that a person's name follows: reviewedBy names a role"},
			{Name: "order", Type: List, Into: "Order", What: "an order of days", Example: "{key: issued, of: about, notBefore: begun}", Help: "days that one page cannot have before another's",
				Rows: []Row{
					{Name: "key", Type: Line, Into: "Key", Needed: true, Example: "issued", Help: "the key of the page's day"},
					{Name: "of", Type: Line, Into: "Of", Needed: true, Example: "about", Help: "the key that leads to the other page"},
					{Name: "notBefore", Type: Line, Into: "NotBefore", Needed: true, Example: "begun", Help: "the key of the other page's day"},
				}},
			{Name: "pages", Type: List, Into: "Pages", What: "a part of the site", Check: IsPages, Example: "{in: [news], needed: [reviewBy], late: 90}", Help: "parts of the site; the first that a page is in counts for it",
				Rows: part(
					Row{Name: "needed", Type: Texts, Into: "Needed", Example: "reviewBy", Help: "keys that its pages must have"},
					late)},
			{Name: "services", Type: Group, Into: "Services", Example: "{late: 90}", Help: "the days by which services must be checked (verifyBy)",
				Rows: []Row{late}},
			{Name: "limits", Type: Group, Into: "Limits", Example: "{late: 90}", Help: "the days by which it must be checked what helpers pass on (verifyBy in content/confidentiality.yaml)",
				Rows: []Row{late}},
			{Name: "law", Type: Group, Into: "Law", Example: "{late: 90}", Help: "the days by which entries of law.yaml must be checked (verifyBy)",
				Rows: []Row{late}},
		}}
}
