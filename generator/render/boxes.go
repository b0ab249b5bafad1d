package render

import "html/template"

// The views of the components: what templates/components/*.html are given.

// Box is the view of the components that stand around other text: note,
// warning, exercise, worked-example, reflection, details, steps, choices,
// the drawings, and the pieces of a sheet.
type Box struct {
	// Label is what the author wrote in square brackets; "" when nothing.
	Label template.HTML // from Markdown
	// Minutes is how long an exercise takes: "About 10 minutes"; or "".
	Minutes string
	Body    template.HTML // from Markdown
}

// Lines is the view of the component write: what is to be written, and on how
// many lines.
type Lines struct {
	Label template.HTML // from Markdown
	// Lines are where each line stands, "0.9em" for the first, and Height is that
	// of all of them.
	Lines  []string
	Height string
}

// Picture is the view of the component picture: one of schema.PictureOf, before
// words that say the same.
type Picture struct {
	Label template.HTML // from Markdown
	Of    string
}

// ComponentView is the view of a component that site.yaml declares.
type ComponentView struct {
	Label template.HTML // from Markdown; "" when there is none
	Body  template.HTML // from Markdown; of a box
	// Attrs is a struct with a field for each attribute: amount is
	// {{.Attrs.Amount}}. Their types are those of KindView.Fields.
	Attrs any
}

// Contents is the view of the component contents: the pages below the page.
type Contents struct {
	Children []Child
	Ordered  bool // they are meant to be read in turn
}

// Next is the view of the component next: one large link.
type Next struct {
	Href  string
	Lang  string        // of the place, when it is not the page's; else ""
	Label template.HTML // from Markdown
}

// Service is the view of the component service, and one entry of crisis and
// directory.
type Service struct {
	Name, NameLang       string // NameLang is set when it is not the page's
	Summary, SummaryLang string
	// Website is the address of its site; "" when it has none.
	Website string
	// Brief is the summary in a few words, for the crisis box.
	Brief, BriefLang string
	// Phones are telephone numbers, Texts numbers for text messages, Relays
	// numbers for a textphone or the app of Relay UK, Links the other ways.
	Phones []Phone
	Texts  []TextNumber
	Relays []Channel
	Links  []Channel
	// Languages are those it is offered in, by name; "" when unknown.
	Languages string
	// Where is the part of the United Kingdom that it is for, "in Scotland"; ""
	// for all of it.
	Where string
	// Facts say where these details come from.
	Facts []Fact
	// In a directory the name is a heading, and the summary is also in the
	// service's own languages.
	Heading bool
	Own     []OwnWords
}

// OwnWords is a text in a language of its own.
type OwnWords struct {
	Lang, Text string
	// Unread says that nobody who grew up with the language has read it.
	Unread bool
}

// Fact is one source of a service's details.
type Fact struct {
	What               string // "phone number, opening hours"
	Source, SourceLang string // SourceLang is set when it is not the page's
	Date               string // "dated February 2026", or that it has none
	VerifyBy           *Day   // when somebody must look again
}

// Opening is when a channel is open, for whom, and what it costs. It is the
// view of the component hours.
type Opening struct {
	Cost  string // "Free in the UK"; "" when unknown
	Hours string // in words, "" when unknown
	// Always says that it is open day and night, Old that the hours come from a
	// source so old that readers are warned.
	Always, Old bool
	// When is what the crisis box says behind a number: its label, its languages
	// where they are others than the service's, and its hours where it has any.
	When string
	// BankHolidays says what becomes of the hours then; "" without hours.
	BankHolidays string
	// Closed says on which days it is closed all the same.
	Closed string
	// Where and Languages are those of the channel, where they are others than
	// the service's; else "".
	Where, Languages string
}

// Phone is a telephone number, and the view of the component phone.
type Phone struct {
	Number  string // as shown, in one piece: "0808 1000 900"
	Dial    string // as dialled: "+448081000900"
	Label   string // "From Ireland"; "" for the usual one
	Opening Opening
}

// TextNumber is a number for text messages, and the view of the component text.
type TextNumber struct {
	Text         string // "SHOUT to 85258"; the number where any text will do
	Number, Dial string
	Label        string // "" for the usual one
	Opening      Opening
}

// Channel is a way to reach a service other than by telephone.
type Channel struct {
	Href    string // "" for a place to visit
	Text    string // "Live chat"; the address of a place
	Sign    bool   // a video call in sign language
	Opening Opening
}

// Crisis is the view of the component crisis.
type Crisis struct {
	Services []Service
}

// Directory is the view of the component directory.
type Directory struct {
	Groups []Group
	// Emergency are the services whose numbers the groups have.
	Emergency []Service
}

// Group is the services of one country, or those for everywhere.
type Group struct {
	Country   string
	Anchor    string  // "country-de"
	Emergency []Phone // its emergency numbers
	Services  []Service
}

// Website is the view of the component website.
type Website struct {
	Href, Name string
	Lang       string // of Name, when it is not the page's
}

// Source is the view of the component source: a citation.
type Source struct {
	By    string // who published it
	Title string
	Lang  string // of the title, when it is not the page's
	Date  string // in words, "undated" when it has none
	Seen  string // when and how somebody looked at it, a sentence
	Note  string // what it shows; "" for nothing
	// NoteLang is the language of Note, when it is not the page's.
	NoteLang string
}

// Words is the view of the components that stand around words: lang, which is
// in another language, and allow, which readers do not see.
type Words struct {
	Lang string        // "" when it is the page's
	Text template.HTML // from Markdown
}
