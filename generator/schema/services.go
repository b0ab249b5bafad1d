package schema

import "sotto/generator/site"

// ChannelKeys says which keys go with a type of channel beside those that all
// may have: those it needs, and those it may have besides.
type ChannelKeys struct {
	Type       site.ChannelType
	Needs, May []string
}

// Channels are the types of channels.
var Channels = []ChannelKeys{
	{Type: site.Phone, Needs: []string{"number", "dial"}},
	{Type: site.Chat, Needs: []string{"url"}},
	{Type: site.SecureMail, Needs: []string{"url"}},
	{Type: site.Email, Needs: []string{"address"}},
	{Type: site.Web, Needs: []string{"url"}},
	{Type: site.Visit, Needs: []string{"address"}, May: []string{"url"}},
}

func channelTypes() []string {
	var out []string
	for _, c := range Channels {
		out = append(out, string(c.Type))
	}
	return out
}

// Services is services.yaml: a list, of which Rows are the keys of an entry.
func Services() *Row {
	service := func(field func(*site.Service) any) func(any) any { return into(field) }
	return &Row{Name: "services.yaml", Type: List, What: "a service", Example: "id: helpline", Rows: []Row{
		{Name: "id", Type: ID, Needed: true, Example: "helpline", Help: "what pages call the service",
			Into: service(func(v *site.Service) any { return &v.ID })},
		{Name: "name", Type: AnyText, Needed: true, Example: "{en: The service's name}", Help: "what people call the service",
			Into: service(func(v *site.Service) any { return &v.Name })},
		{Name: "countries", Type: Countries, Example: "GB", Help: "where it can be used; none means everywhere",
			Into: service(func(v *site.Service) any { return &v.Countries })},
		{Name: "languages", Type: Tongues, Example: "en", Help: "the languages it is offered in",
			Into: service(func(v *site.Service) any { return &v.Languages })},
		{Name: "audiences", Type: Choices, Example: "self, someone-else", What: "audience", Help: "whom it is for",
			Of:   []string{string(site.ForSelf), string(site.ForSomeoneElse), string(site.ForFamily), string(site.ForProfessional), string(site.ForYoung)},
			Into: service(func(v *site.Service) any { return &v.Audiences })},
		{Name: "crisis", Type: Bool, Help: "it is shown in the crisis box",
			Into: service(func(v *site.Service) any { return &v.Crisis })},
		{Name: "summary", Type: AnyText, Needed: true, Example: "{en: Who it is for}", Help: "what it does, and for whom, in a sentence or two",
			Into: service(func(v *site.Service) any { return &v.Summary })},
		{Name: "website", Type: URL, Example: "https://www.example.org/", Help: "its website",
			Into: service(func(v *site.Service) any { return &v.Website })},
		{Name: "channels", Type: List, What: "a channel", Check: IsChannel, Example: "{type: web, url: https://www.example.org/}", Help: "the ways to reach it",
			Into: service(func(v *site.Service) any { return &v.Channels }), Rows: channelRows()},
		{Name: "asOf", Type: Partial, Example: "2026-03", Help: "the date of the source, as precisely as is known",
			Into: service(func(v *site.Service) any { return &v.AsOf })},
		{Name: "source", Type: Line, Needed: true, Example: "https://www.example.org/helpline", Help: "where these facts were found",
			Into: service(func(v *site.Service) any { return &v.Source })},
		{Name: "verifyBy", Type: Day, Needed: true, Example: "2027-02-21", Help: "the day by which someone must check them",
			Into: service(func(v *site.Service) any { return &v.VerifyBy })},
	}}
}

func channelRows() []Row {
	channel := func(field func(*site.Channel) any) func(any) any { return into(field) }
	return []Row{
		{Name: "type", Type: Choice, Of: channelTypes(), Needed: true, Example: "phone", Help: "what sort of channel it is",
			Into: channel(func(c *site.Channel) any { return &c.Type })},
		{Name: "number", Type: Digits, Example: "0800 123 456", Help: "the telephone number as it is shown",
			Into: channel(func(c *site.Channel) any { return &c.Number })},
		{Name: "dial", Type: Digits, Example: `"+44800123456"`, Help: "the same number as it is dialled from everywhere",
			Into: channel(func(c *site.Channel) any { return &c.Dial })},
		{Name: "label", Type: AnyText, Example: "{en: From abroad}", Help: "what tells it from other channels",
			Into: channel(func(c *site.Channel) any { return &c.Label })},
		{Name: "cost", Type: AnyText, Example: "{en: Free}", Help: "what it costs",
			Into: channel(func(c *site.Channel) any { return &c.Cost })},
		{Name: "hours", Type: List, What: "an entry of hours", Check: IsHours, Example: `{days: [mon, tue], from: "09:00", to: "17:00"}`,
			Help: "when it is open, in the service's own time",
			Into: channel(func(c *site.Channel) any { return &c.Hours }),
			Rows: []Row{
				{Name: "days", Type: Weekdays, Of: []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, What: "day", Needed: true, Example: "mon, tue", Help: "the days that share these hours",
					Into: into(func(h *site.Hours) any { return &h.Days })},
				{Name: "from", Type: Clock, Needed: true, Example: `"09:00"`, Help: "when it opens",
					Into: into(func(h *site.Hours) any { return &h.From })},
				{Name: "to", Type: Clock, Needed: true, Example: `"17:00"`, Help: "when it closes; \"24:00\" is the end of the day",
					Into: into(func(h *site.Hours) any { return &h.To })},
			}},
		{Name: "always", Type: Bool, Help: "it is open day and night, every day",
			Into: channel(func(c *site.Channel) any { return &c.Always })},
		{Name: "url", Type: URL, Example: "https://www.example.org/", Help: "where it is on the web",
			Into: channel(func(c *site.Channel) any { return &c.URL })},
		{Name: "address", Type: Line, Example: "help@example.org", Help: "an email or a postal address",
			Into: channel(func(c *site.Channel) any { return &c.Address })},
	}
}
