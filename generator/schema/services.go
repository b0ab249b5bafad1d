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
	return &Row{Name: "services.yaml", Type: List, What: "a service", Check: IsService, Example: "id: helpline", Rows: []Row{
		{Name: "id", Type: ID, Into: "ID", Needed: true, Example: "helpline", Help: "what pages call the service"},
		{Name: "name", Type: AnyText, Proper: true, Into: "Name", Needed: true, Example: "{en: The service's name}", Help: "what people call the service"},
		{Name: "countries", Type: Countries, Into: "Countries", Example: "GB", Help: "where it can be used; none means everywhere"},
		{Name: "languages", Type: Tongues, Into: "Languages", Example: "en", Help: "the languages it is offered in"},
		{Name: "audiences", Type: Choices, Into: "Audiences", Example: "self, someone-else", What: "audience", Help: "whom it is for",
			Of: []string{string(site.ForSelf), string(site.ForSomeoneElse), string(site.ForFamily), string(site.ForProfessional), string(site.ForYoung)}},
		{Name: "crisis", Type: Bool, Into: "Crisis", Help: "it is shown in the crisis box"},
		{Name: "summary", Type: AnyText, Into: "Summary", Needed: true, Example: "{en: Who it is for}", Help: "what it does, and for whom, in a sentence or two"},
		{Name: "website", Type: URL, Into: "Website", Example: "https://www.example.org/", Help: "its website"},
		{Name: "channels", Type: List, Into: "Channels", What: "a channel", Check: IsChannel, Example: "{type: web, url: https://www.example.org/}", Help: "the ways to reach it",
			Rows: channelRows()},
		{Name: "asOf", Type: Partial, Into: "AsOf", Example: "2026-03", Help: "the date of the source, as precisely as is known"},
		{Name: "source", Type: Line, Into: "Source", Needed: true, Example: "https://www.example.org/helpline", Help: "where these facts were found"},
		{Name: "verifyBy", Type: Day, Into: "VerifyBy", Needed: true, Example: "2027-02-21", Help: "the day by which someone must check them"},
	}}
}

func channelRows() []Row {
	return []Row{
		{Name: "type", Type: Choice, Into: "Type", Of: channelTypes(), Needed: true, Example: "phone", Help: "what sort of channel it is"},
		{Name: "number", Type: Digits, Into: "Number", Example: "0800 123 456", Help: "the telephone number as it is shown"},
		{Name: "dial", Type: Digits, Into: "Dial", Example: `"+44800123456"`, Help: "the same number as it is dialled from everywhere"},
		{Name: "label", Type: AnyText, Into: "Label", Example: "{en: From abroad}", Help: "what tells it from other channels"},
		{Name: "cost", Type: AnyText, Into: "Cost", Example: "{en: Free}", Help: "what it costs"},
		{Name: "hours", Type: List, Into: "Hours", What: "an entry of hours", Check: IsHours, Example: `{days: [mon, tue], from: "09:00", to: "17:00"}`,
			Help: "when it is open, in the service's own time",
			Rows: []Row{
				{Name: "days", Type: Weekdays, Into: "Days", Of: []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, What: "day", Needed: true, Example: "mon, tue", Help: "the days that share these hours"},
				{Name: "from", Type: Clock, Into: "From", Needed: true, Example: `"09:00"`, Help: "when it opens"},
				{Name: "to", Type: Clock, Into: "To", Needed: true, Example: `"17:00"`, Help: "when it closes; \"24:00\" is the end of the day"},
			}},
		{Name: "always", Type: Bool, Into: "Always", Help: "it is open day and night, every day"},
		{Name: "url", Type: URL, Into: "URL", Example: "https://www.example.org/", Help: "where it is on the web"},
		{Name: "address", Type: Line, Into: "Address", Example: "help@example.org", Help: "an email or a postal address"},
	}
}
