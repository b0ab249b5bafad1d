// Package site is the model: what a site is once its sources have been read,
// before a single byte of it has been rendered.
//
// Load makes one Site and hands it on; nothing writes to it afterwards. It
// holds no HTML and no open files, and every list in it is in its final order,
// so that two builds of the same sources walk it in the same way.
package site

import (
	"time"

	"sotto/generator/diag"
)

// Kind is what sort of page a source is. The section's kind in site.yaml
// decides it; authors never write it in front matter.
type Kind string

const (
	Home     Kind = "home"    // the root index.md
	Plain    Kind = "page"    // any page without a kind of its own
	Module   Kind = "module"  // a self-help module: a folder of chapters
	Chapter  Kind = "chapter" // one chapter of a module
	NotFound Kind = "404"     // the root 404.md
	// Essentials is what matters most, on one screen, in a language that the site
	// does not have; see Page.Speaks.
	Essentials Kind = "essentials"
)

// Site is everything that was read.
type Site struct {
	Config Config
	// Pages are the pages to publish, sorted by Source. Pages that are not to
	// be seen are not here, and nothing here refers to one.
	Pages []*Page
	// Withheld are the pages that are not published, sorted by Source.
	Withheld []Withheld
	// Early are those of Pages that readers do not see: the options of a build
	// show them. Sorted by Source.
	Early []Withheld
	// Rules are the house rules.
	Rules Rules
	// Spoken are the files of content/ that are no pages, with their texts.
	Spoken []Spoken
	// Services are the registry's entries, in the file's order.
	Services []*Service
	// Limits are what helpers keep to themselves and pass on, in the file's
	// order.
	Limits []*Limit
	// Topics are the entries of the list from A to Z, in the file's order.
	Topics []*Topic
	// Steps are the questions and outcomes of the guide through a few questions, in
	// the file's order.
	Steps []*Step
	// Words are those that phrases are made of, in the file's order.
	Words []*Word
	// Laws are the entries of law.yaml, in the file's order.
	Laws []*Law
	// Sources are the sources that pages cite, in the file's order.
	Sources []*Source
	// Boilerplates are the standard texts of news releases, in the file's order.
	Boilerplates []*Boilerplate
	// Datasets are the tables of statistics, sorted by Name.
	Datasets []*Dataset
	// Languages are the site's languages, in the order of Config.Languages.
	Languages []*Language
	// Clock is the instant the build was made for; all visibility was decided
	// by it.
	Clock time.Time
	// NextChange is the first instant after Clock at which a page appears or
	// disappears by date, or opening hours become old; zero when none does.
	NextChange time.Time

	// Branches are the parts of the site in each language, in the order of
	// Config.Languages; Feeds are the newsrooms' feeds, sorted by section and
	// then in the order of languages. Made by Seal.
	Branches []*Branch
	Feeds    []*Feed
	// Ended are the addresses that were published once and lead nowhere now, sorted:
	// see [Ended].
	Ended []Ended
	// Types are the kinds of file that the site may hold.
	Types Types

	bySource map[string]*Page
	services map[string]*Service
	withheld map[string]Withheld
	mentions map[*Page][]*Page
}

// Text is a short text in each language.
type Text map[Lang]string

// Config is content/site.yaml.
type Config struct {
	// Title is the site's name.
	Title Text
	// BaseURL is the address the site is served at, with its final slash:
	// "https://www.example.org/" or "https://www.example.org/help/".
	BaseURL string
	// BasePath is the path of BaseURL: "/" or "/help/".
	BasePath string
	// Languages are the site's languages; the first is served at the root,
	// the others below their code ("/cy/").
	Languages []Lang
	// TimeZone is what a plain date means midnight in.
	TimeZone *time.Location
	// MainMenu, FooterMenu, and HelpMenu and FactsMenu, which stand before it at
	// the foot, are source paths of pages in the first language.
	MainMenu, HelpMenu, FactsMenu, FooterMenu []string
	// Sections are the top folders with a kind of their own, sorted by Path.
	Sections []Section
	// Kinds and Components are what the site declares by itself.
	Kinds      []OwnKind
	Components []OwnComponent
	// Outbound lists the hosts that pages may link to.
	Outbound []string
	// Files are the files in static/ that are published though nothing that is
	// published refers to them. Folders are folders there ("leaflets/") for
	// whose files that holds, but for those that a withheld page uses. Both are
	// sorted.
	Files, Folders []string
	// Gone are addresses that were published once and are not to lead anywhere.
	Gone []Gone
	// Exit is where the exit link leads.
	Exit Exit
	// Script says what runs in pages.
	Script ScriptMode
	// Size says how pages are made equal in length.
	Size Size
	// Booklets are the lengths of guides to take along; zero when none are made.
	Booklets Booklets
	// Sensitive are the words that may not appear in the title, address,
	// description or file name of a page in a discreet section.
	Sensitive map[Lang][]string
	// PrivateReading and Privacy are the source paths (first language) of the
	// page about reading this site privately, which the contact strip leads
	// to, and of the privacy page.
	PrivateReading, Privacy string
	// HelpPage is the source path (first language) of the get-help page.
	HelpPage string
	// ContactService is the id of the service in the contact strip of pages for
	// which nothing else is said.
	ContactService string
	// Abroad is the source path (first language) of the page about help in
	// other countries, which the contact strip leads to; "" when there is none.
	Abroad string
	// Phrases is the source path (first language) of the page that leads from two
	// words to a chapter; "" when there is none.
	Phrases string
	// Limits is the source path (first language) of the page that says what
	// stays private and what cannot, with the #anchor of its limits; the
	// contact strip leads there. "" when there is none.
	Limits string
}

// Section is one entry of sections in site.yaml.
type Section struct {
	// Path is the folder below content/, without slashes at its ends.
	Path string
	// Kind is what its files are: Module, Plain, or a kind that the room schema
	// or site.yaml declares.
	Kind Kind
	// Feed says that the section has an Atom feed. Day and Author are the keys,
	// among the Fields of its pages, of the day that lists show and sort by,
	// and of whom the feed names as an entry's author; "" for none.
	Feed        bool
	Day, Author string
	// Figures says that its pages state figures: numbers in their text come
	// from the Datasets.
	Figures bool
	// Signed says that its pages tell what somebody else has issued.
	Signed bool
	// Discreet sections have opaque addresses and neutral tab titles.
	Discreet bool
	// Contact are the ids of the services in the contact strips of its pages,
	// where it names them.
	Contact []string
	// NoExit switches the exit link off in this section; ExitLabel renames it.
	NoExit    bool
	ExitLabel Text
}

// Gone is an address that is gone on purpose, and the reason.
type Gone struct {
	// Address is from the root of the site on, without the path of BaseURL:
	// "/campaigns/2019/"; with a star at its end, all that begins so.
	Address, Why string
}

// Exit is the quick way off the site.
type Exit struct {
	URL   string
	Label Text
}

// ScriptMode is what runs in pages.
type ScriptMode string

const (
	OwnScript ScriptMode = "file" // static/script.js
	NoScript  ScriptMode = "none" // nothing: the exit link is a plain link
)

// SizeMode is how page lengths are hidden from an observer of the network.
type SizeMode string

const (
	Uniform SizeMode = "uniform" // every HTML page has one length
	Off     SizeMode = "off"     // no padding and no encoded copies: only for measuring
)

// Size is the privacy.size part of site.yaml.
type Size struct {
	Mode SizeMode
	// PageBytes is the length of every HTML page as sent without compression.
	PageBytes int
	// TransferBytes is the length of every HTML page as sent with gzip or
	// with brotli. 10,240 bytes fit the first flight of a TCP connection
	// (RFC 6928: ten segments, over IPv6 as small as 1,220 bytes), together
	// with 1,600 bytes of headers and what TLS and HTTP/2 add, so that
	// padding up to it costs no extra round trip.
	TransferBytes int
}

// Message is one of the interface's words: either Other alone, or one form
// for each plural category that its language tells apart (CLDR's names).
type Message struct {
	Key                              string
	Zero, One, Two, Few, Many, Other string
	// Pos is where the key stands in its messages file.
	Pos diag.Pos
}
