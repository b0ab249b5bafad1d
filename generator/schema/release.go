package schema

// release is a piece of news for the press.
func release() *Kind {
	return &Kind{Name: "release", Label: "news release", Plural: "news releases", Section: true, Figures: true,
		Help: "news for the press",
		Feed: true, Day: "issued", Author: "issuer", Twin: "releaseInThisLanguage",
		Keys: []Row{
			{Name: "issued", Type: Partial, Example: "2018-01-24",
				Help: "when it was first issued, as precisely as is known"},
			{Name: "issuer", Type: Line, Example: "The Example Foundation",
				Help: "who issued it"},
			{Name: "points", Type: Texts, Most: 3, MostHelp: "keep the three that matter most", Example: "The first point in one sentence",
				Help: "what it says, in three points at most"},
			{Name: string(campaignKind), Type: PageLink, Of: []string{string(campaignKind)}, Example: "../campaigns/south-east.md",
				Help: "the campaign that it is about"},
		},
	}
}
