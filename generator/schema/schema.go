// Package schema says, once, what may be written: the keys of front matter,
// the kinds of pages, the settings of site.yaml and the data files. Everything
// that has to agree about a key is made from its one [Row]: the strict reader
// in load, sotto explain key/NAME, the table in the README, the JSON Schemas
// in .schema/, and the columns of sotto list.
//
// A key of front matter that all pages may have is a row in front.go. A page
// kind is a file of its own, such as campaign.go, and a template. A setting is
// a row in settings.go, a key of a service one in services.go. Rows can hold
// rows.
//
// This package declares and describes; it reads no file. How a value of each
// [Type] is read, and what is said when it cannot be, is in load/values.go.
package schema

import (
	"cmp"
	"reflect"

	"sotto/generator/site"
)

// Type is what the value of a key has to be.
type Type string

const (
	Line       Type = "a text on one line"
	Texts      Type = "a list of texts"
	Bool       Type = "true or false"
	Number     Type = "a whole number"
	Day        Type = "a day, such as 2026-11-21"
	Moment     Type = "a day, such as 2026-11-21, or an instant, such as 2026-11-21T09:30:00+00:00"
	Instant    Type = "an instant, such as 2026-11-21T09:30:00+00:00"
	Partial    Type = "a year, a month or a day, such as 2018, 2018-01 or 2018-01-24"
	Choice     Type = "one of a few words"
	Choices    Type = "a list of some of a few words"
	Weekdays   Type = "a list of days, mon to sun"
	Clock      Type = "a time of day in quotes, such as \"09:00\""
	Names      Type = "names of lower case letters, digits and hyphens, with / between them"
	ID         Type = "a name of lower case letters, digits and hyphens"
	Slug       Type = "a name of lower case letters, digits and hyphens, for an address"
	Aliases    Type = "a list of addresses on this site, such as [/old-name/]"
	Countries  Type = "a list of countries by their two letters (ISO 3166), such as [GB]"
	Tongues    Type = "a list of languages by their codes (ISO 639), such as [en]"
	Languages  Type = "a list of languages that sotto has words for, such as [en, cy]"
	Hosts      Type = "a list of hosts, such as [www.example.org]"
	URL        Type = "an https address, whose host is in outbound in content/site.yaml"
	BaseURL    Type = "the site's own https address"
	Zone       Type = "a time zone by its place, such as Europe/London"
	Form       Type = "a text with slots in it"
	Sign       Type = "one character, in quotes"
	Quotes     Type = "four characters"
	WordSet    Type = "a list of words"
	Letters    Type = "a list of letters"
	Tongue     Type = "a language by its code (BCP 47), such as cy"
	Digits     Type = "a telephone number"
	CellIs     Type = "a number, or a cell of another table"
	Text       Type = "a text in each language of the site, such as {en: …, cy: …}"
	AnyText    Type = "a text in one or more languages, such as {en: …}"
	WordLists  Type = "a list of words for each language, such as {en: [abuse]}"
	SetNames   Type = "a list of names of sets in content/rules.yaml"
	Parts      Type = "a list of folders and of pages' files below content/"
	Nouns      Type = "a list of words for each language of the site, such as {en: [calls, call]}"
	Source     Type = "the path of a page's file below content/"
	Place      Type = "the path of a page's file below content/, with an #anchor or without"
	Sources    Type = "a list of paths of pages' files below content/"
	Files      Type = "a list of paths of files below static/, or of folders there with /* behind them"
	PageLink   Type = "the path of a page's file, from this file on"
	Service    Type = "the id of a service in content/services.yaml"
	ServiceIDs Type = "the id of a service in content/services.yaml, or a list of some; none for readers in other countries"
	Exit       Type = "false, or a text in each language of the site"
	Group      Type = "a group of keys"
	List       Type = "a list of groups of keys"
	Entries    Type = "groups of keys by name"
)

// Check names what a group of keys must satisfy together; load has a function
// for each.
type Check string

const (
	NoCheck     Check = ""
	IsChannel   Check = "channel"   // its keys go with its type, and dial with number
	IsHours     Check = "hours"     // it opens before it closes, and closes before it opens again
	IsKind      Check = "kind"      // its day is a date, its author a text
	IsComponent Check = "component" // what stands in text has a label
	IsField     Check = "field"     // its keys go with its type
	IsClock     Check = "clock"     // its forms have the slots that its hours need
	IsFormula   Check = "formula"   // it has one formula at most, of as many ids as that takes
	IsExemption Check = "exemption" // it knows where it stands
	IsPart      Check = "part"      // so does it
	IsTerm      Check = "term"      // what fits in its place is told from what stands there
	IsGone      Check = "gone"      // its address is one of this site
	IsPages     Check = "pages"     // its folders, pages and kinds exist
	IsService   Check = "service"   // it knows where its days stand; no channel has another's address
	IsCost      Check = "cost"      // a date has its source
	IsClosure   Check = "closure"   // it ends no earlier than it begins
	IsOpening   Check = "opening"   // so has one of hours, which are always or at times
	IsLimits    Check = "limits"    // its rule leads over to its triggers, and each nation is there once
	IsLaw       Check = "law"       // so does it, its title has its year, and it says since when it holds
	IsSource    Check = "source"    // so does it
	IsContact   Check = "contact"   // so does it
	IsTopic     Check = "topic"     // its page exists
	IsStep      Check = "step"      // it is a question with a way on, or an outcome with a page
	IsAnswer    Check = "answer"    // it knows where it says where it leads
	IsWord      Check = "word"      // it is one word, and gives nothing away
	IsStandard  Check = "standard"  // so does it, and its text may name figures

	// Checks of the names of Entries.
	IsFolder        Check = "folder" // of a folder at the top of content/
	IsKindName      Check = "kind name"
	IsComponentName Check = "component name"
	IsFieldName     Check = "field name"
	IsAttributeName Check = "attribute name"
	IsRuleName      Check = "rule name"
	IsDataName      Check = "data name" // of a column, a row, a unit: what files call it
	IsLanguage      Check = "language"  // of the code of one of the site's languages
)

// Row declares one key.
type Row struct {
	Name string
	Type Type
	// Help says in half a sentence what the key is for.
	Help   string
	Needed bool
	// Example is a value as it is typed; of a list, one entry or some.
	Example string
	// Hugo is what Hugo calls the same thing; "" when it knows none.
	Hugo string
	// Least and Most bound a Number; Most also the entries of a list, with
	// MostHelp for whoever has more.
	Least, Most int
	MostHelp    string
	// Exactly is how many entries a list has to have; 0 for any number.
	Exactly int
	// Of are the words of a Choice, the slots of a Form, or the kinds that a PageLink leads to.
	Of []string
	// Refers says what the value is the id of, where Type does not.
	Refers Ref
	// What is how messages call a group, or one entry of a list: "a figure".
	What string
	// Rows are the keys of a Group, or of each entry of a List or of Entries.
	Rows  []Row
	Check Check
	// Names is what each name of Entries must satisfy.
	Names Check

	// First rows are read before their neighbours, which depend on them.
	First bool
	// Discreet keys belong to pages of discreet sections, which need them.
	Discreet bool
	// Neutral texts are shown to others: in a discreet section they hold no
	// sensitive word.
	Neutral bool
	// Hides says that a page is kept back while this cannot be read.
	Hides bool
	// Proper texts are names, which need no translation.
	Proper bool
	// Silent texts are for editors alone: readers never see them.
	Silent bool
	// Column says that sotto list shows it, beside the columns that Hugo has.
	Column bool

	// Into is the Go field that the value goes to: one of the page, the
	// configuration, the service or whatever the rows around this one fill.
	// Without it a group's keys go where their group's neighbours go, and a key
	// of a page kind becomes one of the page's Fields.
	Into string
	// Key is the field for the name of one of Entries.
	Key string
}

// Place is a pointer to where the value goes, in the struct that v points to.
func (r *Row) Place(v any) any {
	if r.Into == "" {
		return v
	}
	return reflect.ValueOf(v).Elem().FieldByName(r.Into).Addr().Interface()
}

// IsList reports whether the value is written in square brackets.
func (r *Row) IsList() bool {
	switch r.Type {
	case Texts, Quotes, WordSet, Letters, Choices, Weekdays, Aliases, Countries, Tongues, Languages, Hosts, Sources, Files, SetNames, Parts, List:
		return true
	}
	return false
}

// Typed is the key with an example, as an author types it.
func (r *Row) Typed() string {
	switch {
	case r.Type == Bool && r.Example == "":
		return r.Name + ": true"
	case r.IsList():
		return r.Name + ": [" + r.Example + "]"
	case r.Type == Entries:
		return r.Name + ": {" + r.Example + "}"
	}
	return r.Name + ": " + r.Example
}

// Find returns the row of a key, or nil.
func Find(rows []Row, name string) *Row {
	for i := range rows {
		if rows[i].Name == name {
			return &rows[i]
		}
	}
	return nil
}

// RowNames lists the keys.
func RowNames(rows []Row) []string {
	out := make([]string, len(rows))
	for i := range rows {
		out[i] = rows[i].Name
	}
	return out
}

// Set is a schema: the built-in kinds of pages and components, and those that
// a site declares.
type Set struct {
	// Kinds are in the order in which help lists them.
	Kinds      []*Kind
	Components []Component
}

// Kind returns a kind of page; a name that is none gives the plain page.
func (s *Set) Kind(name site.Kind) *Kind {
	for _, k := range s.Kinds {
		if k.Name == name {
			return k
		}
	}
	return s.Kind(site.Plain)
}

// Key returns a key of front matter by the first kind that has it, and the
// kinds that do; nil when there is none.
func (s *Set) Key(name string) (*Row, []*Kind) {
	var row *Row
	var kinds []*Kind
	for _, k := range s.Kinds {
		if r := k.Key(name); r != nil {
			row, kinds = cmp.Or(row, r), append(kinds, k)
		}
	}
	return row, kinds
}

// Sections are the kinds that site.yaml may give to a section.
func (s *Set) Sections() []string {
	var out []string
	for _, k := range s.Kinds {
		if k.Section {
			out = append(out, string(k.Name))
		}
	}
	return out
}
