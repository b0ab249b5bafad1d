package schema

import "sotto/generator/site"

// release is a piece of news for the press.
func release() *Kind {
	return &Kind{Name: site.Release, Label: "news release", Plural: "news releases", Section: true,
		Help: "news for the press",
		Keys: []Row{
			{Name: "issued", Type: Partial, Example: "2018-01-24",
				Help: "when it was first issued, as precisely as is known",
				Into: into(func(p *site.Page) any { return &p.Release.Issued })},
			{Name: "issuer", Type: Line, Example: "The Example Foundation",
				Help: "who issued it",
				Into: into(func(p *site.Page) any { return &p.Release.Issuer })},
			{Name: "points", Type: Texts, Most: 3, MostHelp: "keep the three that matter most", Example: "The first point in one sentence",
				Help: "what it says, in three points at most",
				Into: into(func(p *site.Page) any { return &p.Release.Points })},
			{Name: "campaign", Type: PageLink, Of: []string{string(site.Campaign)}, Example: "../campaigns/south-east.md",
				Help: "the campaign that it is about",
				Into: into(func(p *site.Page) any { return &p.Release.Campaign })},
		},
	}
}
