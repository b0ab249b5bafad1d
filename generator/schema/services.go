package schema

import (
	"slices"

	"sotto/generator/site"
)

// ChannelKeys says which keys go with a type of channel beside those that all
// may have: those it needs, and those it may have besides.
type ChannelKeys struct {
	Type       site.ChannelType
	Needs, May []string
	// Or is a key that may stand in place of those it needs: from, for a channel
	// that has no address of its own.
	Or string
}

// Own are the keys that go with some types of channels and not with others.
func (k *ChannelKeys) Own() []string {
	out := slices.Concat(k.Needs, k.May)
	if k.Or != "" {
		out = append(out, k.Or)
	}
	return out
}

// Channels are the types of channels.
var Channels = []ChannelKeys{
	{Type: site.Phone, Needs: []string{"number", "dial"}},
	{Type: site.SMS, Needs: []string{"number", "dial"}, May: []string{"word"}},
	{Type: site.Chat, Needs: []string{"url"}, Or: "from"},
	{Type: site.SecureMail, Needs: []string{"url"}, Or: "from"},
	{Type: site.Email, Needs: []string{"address"}, Or: "from"},
	{Type: site.Relay, Needs: []string{"number"}},
	{Type: site.Signed, Needs: []string{"url"}, Or: "from"},
	{Type: site.Web, Needs: []string{"url"}},
	{Type: site.Visit, Needs: []string{"address"}, May: []string{"url"}},
}

// DirectoryParts are the parts of the directory that a page can show alone.
var DirectoryParts = []string{"countries", "world"}

func channelTypes() []string {
	var out []string
	for _, c := range Channels {
		out = append(out, string(c.Type))
	}
	return out
}

// Services is services.yaml: a list, of which Rows are the keys of an entry.
func Services() *Row {
	return &Row{Name: "services.yaml", Type: List, What: "a service", Check: IsService, Example: "id: helpline", Rows: slices.Concat([]Row{
		{Name: "id", Type: ID, Into: "ID", Needed: true, Example: "helpline", Help: "what pages call the service"},
		{Name: "name", Type: AnyText, Proper: true, Into: "Name", Needed: true, Example: "{en: The service's name}", Help: "what people call the service"},
	}, reachRows("the languages it is offered in"), []Row{
		{Name: "audiences", Type: Choices, Into: "Audiences", Example: "self, someone-else", What: "audience", Help: "whom it is for",
			Of: []string{string(site.ForSelf), string(site.ForSomeoneElse), string(site.ForFamily), string(site.ForProfessional), string(site.ForYoung)}},
		{Name: "crisis", Type: Bool, Into: "Crisis", Help: "it is shown in the crisis box"},
		{Name: "emergency", Type: Bool, Into: "Emergency", Help: "its number is the emergency number of its countries: the directory says it above their services, and has no card for it"},
		{Name: "summary", Type: AnyText, Into: "Summary", Needed: true, Example: "{en: Who it is for}", Help: "what it does, and for whom, in a sentence or two; the directory shows it in further languages beside the page's"},
		{Name: "unread", Type: Tongues, Into: "Unread", Example: "de", Help: "languages of the summary that nobody who grew up with them has read yet: readers are told"},
		{Name: "brief", Type: AnyText, Into: "Brief", Example: "{en: For anyone who finds it hard to cope.}", Help: "the same in a few words, for the crisis box; without it, the summary"},
		{Name: "website", Type: URL, Into: "Website", Example: "https://www.example.org/", Help: "its website"},
		{Name: "channels", Type: List, Into: "Channels", What: "a channel", Check: IsChannel, Example: "{type: web, url: https://www.example.org/}", Help: "the ways to reach it",
			Rows: channelRows()},
	}, knownRows(true))}
}

// reachRows say for whom something is, by where they are and what they speak.
func reachRows(languages string) []Row {
	return []Row{
		nationsRow("the parts of the United Kingdom it is for; without it, all"),
		{Name: "countries", Type: Countries, Into: "Countries", Example: "GB", Help: "where it can be used; none means everywhere"},
		{Name: "languages", Type: Tongues, Into: "Languages", Example: "en", Help: languages},
	}
}

// nationsRow names parts of the United Kingdom.
func nationsRow(help string) Row {
	return Row{Name: "nations", Type: Choices, Into: "Nations", Example: "scotland", What: "nation", Help: help,
		Of: []string{string(site.England), string(site.NorthernIreland), string(site.Scotland), string(site.Wales)}}
}

// knownRows say how facts are known; those about a service as a whole must.
func knownRows(whole bool) []Row {
	of := ""
	if !whole {
		of = ", where it is another than that of what is around it"
	}
	return []Row{
		{Name: "asOf", Type: Partial, Into: "AsOf", Example: "2026-03", Help: "the date of the source, as precisely as is known"},
		{Name: "source", Type: Line, Into: "Source", Needed: whole, Example: "https://www.example.org/helpline", Help: "where these facts were found" + of},
		{Name: "verifyBy", Type: Day, Into: "VerifyBy", Needed: whole, Example: "2027-02-21", Help: "the day by which someone must check them" + of},
	}
}

func channelRows() []Row {
	return slices.Concat([]Row{
		{Name: "type", Type: Choice, Into: "Type", Of: channelTypes(), Needed: true, Example: "phone", Help: "what sort of channel it is"},
		{Name: "number", Type: Digits, Into: "Number", Example: "0800 123 456", Help: "the telephone number as it is shown"},
		{Name: "dial", Type: Digits, Into: "Dial", Example: `"+44800123456"`, Help: "the same number as it is dialled from everywhere"},
		{Name: "label", Type: AnyText, Into: "Label", Example: "{en: From abroad}", Help: "what tells it from other channels"},
		{Name: "word", Type: Line, Silent: true, Into: "Word", Example: "SHOUT", Help: "the word that a text message begins with"},
		{Name: "url", Type: URL, Into: "URL", Example: "https://www.example.org/chat/", Help: "its own address on the web"},
		{Name: "from", Type: URL, Into: "From", Example: "https://www.example.org/", Help: "the page that it is opened from, when it has no address of its own"},
		{Name: "address", Type: Line, Into: "Address", Example: "help@example.org", Help: "an email or a postal address"},
		{Name: "cost", Type: Group, Into: "Cost", Check: IsCost, Example: "{text: {en: Free}}", Help: "what it costs",
			Rows: slices.Concat([]Row{
				{Name: "text", Type: AnyText, Into: "Text", Needed: true, Example: "{en: Free}", Help: "what it costs, in a few words"},
			}, knownRows(false))},
		{Name: "hours", Type: Group, Into: "Hours", Check: IsOpening, Example: `{open: [{days: [mon, tue], from: "09:00", to: "17:00"}]}`, Help: "when it is open",
			Rows: slices.Concat([]Row{
				{Name: "open", Type: List, Into: "Open", What: "an entry of hours", Check: IsHours, Example: `{days: [mon, tue], from: "09:00", to: "17:00"}`,
					Help: "the days and times, in the service's own time",
					Rows: []Row{
						{Name: "days", Type: Weekdays, Into: "Days", Of: []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}, What: "day", Needed: true, Example: "mon, tue", Help: "the days that share these hours"},
						{Name: "from", Type: Clock, Into: "From", Needed: true, Example: `"09:00"`, Help: "when it opens"},
						{Name: "to", Type: Clock, Into: "To", Needed: true, Example: `"17:00"`, Help: "when it closes; \"24:00\" is the end of the day"},
					}},
				{Name: "always", Type: Bool, Into: "Always", Help: "it is open day and night, every day"},
				{Name: "bankHolidays", Type: Choice, Into: "BankHolidays", Example: "closed", Help: "what becomes of these hours on bank holidays; without it, readers are told that it is unknown",
					Of: []string{string(site.HolidaysOpen), string(site.HolidaysClosed), string(site.HolidaysUnknown)}},
				{Name: "closed", Type: List, Into: "Closed", What: "a closure", Check: IsClosure, Example: "{from: 2026-12-24, to: 2027-01-01}",
					Help: "days on which it is closed, whatever the hours say: readers are told until the entry is deleted",
					Rows: []Row{
						{Name: "from", Type: Day, Into: "From", Needed: true, Example: "2026-12-24", Help: "the first day"},
						{Name: "to", Type: Day, Into: "To", Needed: true, Example: "2027-01-01", Help: "the last day; the same for a single one"},
						nationsRow("where it is closed; without it, everywhere"),
					}},
			}, knownRows(false))},
	}, reachRows("the languages it is offered in, where they are others than the service's"), knownRows(false))
}
