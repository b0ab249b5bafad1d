package schema

import "sotto/generator/site"

const campaignKind site.Kind = "campaign"

// campaign is a regional campaign with the police.
func campaign() *Kind {
	return &Kind{Name: campaignKind, Label: "campaign", Plural: "campaigns", Section: true, Figures: true,
		Help: "a campaign in one region, with its partners and its numbers",
		Keys: []Row{
			{Name: "region", Type: Line, Needed: true, Example: "South East England",
				Help: "where the campaign runs"},
			{Name: "partners", Type: Texts, Example: "Example Police, The Example Foundation",
				Help: "who runs it"},
			{Name: "launched", Type: Partial, Example: "2018-01",
				Help: "when it began, as precisely as is known"},
			{Name: "figures", Type: List, What: "a figure", Most: 4, MostHelp: "keep the four that matter most",
				Example: `{value: "69%", text: What was counted and when}`,
				Help:    "numbers that are shown large, with what they count",
				Rows:    figure},
		},
	}
}

// figure are the keys of one number that is shown large.
var figure = []Row{
	{Name: "value", Type: Line, Into: "Value", Needed: true, Example: `"69%"`, Help: "the number"},
	{Name: "text", Type: Line, Into: "Text", Needed: true, Example: "What was counted and when", Help: "what it counts"},
}
