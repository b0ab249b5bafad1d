package schema

// release is a piece of news for the press.
func release() *Kind {
	return &Kind{Name: "release", Label: "news release", Plural: "news releases", Section: true, Figures: true, Signed: true,
		Help: "news for the press",
		Feed: true, Day: "issued", Author: "issuer", Twin: "releaseInThisLanguage",
		Keys: []Row{
			{Name: "issued", Type: Partial, Example: "2018-01-24",
				Help: "when it was first issued, as precisely as is known"},
			{Name: "issuer", Type: Line, Example: "The Example Foundation",
				Help: "who issued it"},
			{Name: "place", Type: Line, Example: "South East England",
				Help: "the place of its date line; where it says none, the area that it is about"},
			{Name: "embargo", Type: Instant, Example: "2019-05-02T00:01:00+01:00",
				Help: "until when it was not to be published"},
			{Name: "points", Type: Texts, Most: 3, MostHelp: "keep the three that matter most", Example: "The first point in one sentence",
				Help: "what it says, in three points at most"},
			{Name: string(campaignKind), Type: PageLink, Of: []string{string(campaignKind)}, Example: "../campaigns/south-east.md",
				Help: "the campaign that it is about"},
			{Name: "contacts", Type: List, What: "a contact", Check: IsContact, Most: 4, MostHelp: "keep the four that matter most",
				Example: "{role: Press office, of: The Example Foundation, until: 2027-06-01}",
				Help:    "whom journalists ask, by role; they are shown where ::ends stands",
				Rows:    contact},
		},
	}
}

// contact are the keys of one contact. None of them is a name or a number:
// people move on, and releases stay.
var contact = []Row{
	{Name: "role", Type: Line, Into: "Role", Needed: true, Example: "Press office", Help: "who that is: a role, never a name"},
	{Name: "of", Type: Line, Into: "Of", Needed: true, Example: "The Example Foundation", Help: "of which body"},
	{Name: "service", Type: ID, Into: "Service", Example: "helpline", Help: "the service in content/services.yaml whose website leads there; without it the page says that the way is not known"},
	{Name: "until", Type: Day, Into: "Until", Needed: true, Example: "2027-06-01", Help: "the last day on which the contact holds: then somebody looks again"},
}
