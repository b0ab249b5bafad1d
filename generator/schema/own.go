package schema

import (
	"cmp"
	"regexp"
	"strconv"

	"sotto/generator/site"
)

// What a site declares by itself: kinds of pages and components, in site.yaml.

// fieldTypes are the types that site.yaml gives to fields, and to attributes
// all but list, by the words for them, with what help shows to type.
var fieldTypes = map[string]Row{
	"text":    {Type: Line, Example: "A few words"},
	"list":    {Type: Texts, Example: "One, Two"},
	"number":  {Type: Number},
	"date":    {Type: Partial, Example: "2026-11-21"},
	"page":    {Type: PageLink, Example: "../help/index.md"},
	"service": {Type: Service, Example: "helpline"},
	"choice":  {Type: Choice},
}

// numberMost is the largest number where a declaration names none.
const numberMost = 999_999

// rowOf makes a key of what site.yaml declares.
func rowOf(f site.OwnField) Row {
	r := fieldTypes[f.Type]
	r.Name, r.Needed, r.Column, r.Least, r.Most, r.Of = f.Name, f.Needed, true, f.Least, f.Most, f.Of
	r.Help = cmp.Or(f.Help, "a key that content/site.yaml declares")
	switch {
	case f.Type == "number":
		r.Most = cmp.Or(r.Most, numberMost)
		r.Example = strconv.Itoa(min(max(r.Least, 10), r.Most))
	case f.Type == "choice" && len(f.Of) > 0:
		r.Example = f.Of[0]
	}
	return r
}

func ownKind(k site.OwnKind) *Kind {
	made := &Kind{Name: k.Name, Label: k.Label, Plural: k.Plural, Help: cmp.Or(k.Help, "a kind of page that content/site.yaml declares"), Section: true, Own: true,
		Feed: k.Feed, Day: k.Day, Author: k.Author, Figures: k.Figures}
	for _, f := range k.Fields {
		made.Keys = append(made.Keys, rowOf(f))
	}
	return made
}

var (
	ownName  = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	ownField = regexp.MustCompile(`^[a-z][a-zA-Z0-9]*$`)
)

// NameProblem says why site.yaml cannot give a kind or component (Check
// IsKindName or IsComponentName), a field or an attribute (IsFieldName,
// IsAttributeName) this name, and what to do; "" when it can.
func (s *Set) NameProblem(c Check, name string) (message, help string) {
	const letters = "write lower case letters, digits and hyphens"
	switch c {
	case IsKindName:
		if k := s.Kind(site.Kind(name)); string(k.Name) == name && !k.Own {
			return "there is a kind " + name + " already: " + k.Help, "give it another name"
		}
		if name == "base" || name == "redirect" {
			return "templates/" + name + ".html serves all pages", "give the kind another name"
		}
	case IsComponentName:
		for _, k := range s.Components {
			if k.Name == name && !k.Own {
				return "there is a component " + name + " already: " + k.Help, "give it another name"
			}
		}
	case IsFieldName:
		if r := Find(front(), name); r != nil {
			return "every page has a key " + name + " already: " + r.Help, "give it another name"
		}
	}
	switch {
	case (c == IsKindName || c == IsComponentName || c == IsRuleName) && !ownName.MatchString(name):
		return "this cannot be a name", letters
	case (c == IsFieldName || c == IsAttributeName) && !ownField.MatchString(name):
		return "this cannot be a key", "write letters and digits, a lower case letter first"
	}
	return "", ""
}

// ownSettings are the keys of site.yaml that declare kinds and components.
func ownSettings() []Row {
	return []Row{
		{Name: "kinds", Type: Entries, Into: "Kinds", First: true, What: "a kind", Names: IsKindName, Check: IsKind,
			Example: "story: {label: story, plural: stories, fields: {told: {type: date}}}",
			Help:    "kinds of pages of your own, each with a template in templates/",
			Key:     "Name",
			Rows: []Row{
				{Name: "label", Type: Line, Into: "Label", Needed: true, Example: "story", Help: "what messages call one such page"},
				{Name: "plural", Type: Line, Into: "Plural", Needed: true, Example: "stories", Help: "what messages call several"},
				{Name: "help", Type: Line, Into: "Help", Example: "what somebody lived through", Help: "what such a page is, in half a sentence"},
				{Name: "feed", Type: Bool, Into: "Feed", Help: "sections of this kind have an Atom feed"},
				{Name: "figures", Type: Bool, Into: "Figures", Help: "statistics in their text come from content/data/, and from nowhere else"},
				{Name: "day", Type: Line, Into: "Day", Example: "told", Help: "the field, of type date, that lists show and sort by"},
				{Name: "author", Type: Line, Into: "Author", Example: "teller", Help: "the field, of type text, that the feed names as an entry's author"},
				fields("fields", IsFieldName, "told: {type: date, needed: true}", "Fields",
					"text", "list", "number", "date", "page", "service", "choice"),
			}},
		{Name: "components", Type: Entries, Into: "Components", First: true, What: "a component", Names: IsComponentName, Check: IsComponent,
			Example: "budget: {form: box, label: required, attributes: {amount: {type: number}}}",
			Help:    "boxes and other pieces of your own, each with a template in templates/components/",
			Key:     "Name",
			Rows: []Row{
				{Name: "form", Type: Choice, Into: "Form", Of: []string{Box, Leaf, Inline}, Needed: true, Example: Box, Help: "how it is written: :::name … :::, ::name or :name[…]"},
				{Name: "label", Type: Choice, Into: "Label", Of: []string{NoLabel, OptionalLabel, NeededLabel}, Needed: true, Example: NeededLabel, Help: "whether it takes a label in square brackets"},
				{Name: "help", Type: Line, Into: "Help", Example: "what a week may cost", Help: "what it is for, in half a sentence"},
				{Name: "holds", Type: Choice, Into: "Holds", Of: []string{OrderedList, LinkList}, Example: OrderedList, Help: "the one list that a box holds, and nothing else"},
				{Name: "entries", Type: Number, Into: "Entries", Least: 2, Most: 99, Example: "3", Help: "how many entries that list has: as many as a drawing has places"},
				fields("attributes", IsAttributeName, "amount: {type: number, needed: true}", "Attributes",
					"text", "number", "date", "page", "service", "choice"),
			}},
	}
}

// fields is the row that declares the fields of a kind or the attributes of a
// component.
func fields(name string, names Check, example, into string, types ...string) Row {
	return Row{Name: name, Type: Entries, What: "a field", Names: names, Check: IsField, Example: example,
		Help: "its own keys, and what their values are", Into: into,
		Key: "Name",
		Rows: []Row{
			{Name: "type", Type: Choice, Into: "Type", Of: types, Needed: true, Example: "text", Help: "what the value is"},
			{Name: "needed", Type: Bool, Into: "Needed", Help: "it may not be left out"},
			{Name: "help", Type: Line, Into: "Help", Example: "when it was told", Help: "what it is for, in half a sentence"},
			{Name: "least", Type: Number, Into: "Least", Most: numberMost, Example: "1", Help: "the smallest number"},
			{Name: "most", Type: Number, Into: "Most", Least: 1, Most: numberMost, Example: "100", Help: "the largest number"},
			{Name: "of", Type: Texts, Into: "Of", Example: "calm, torn", Help: "the words to choose from"},
		}}
}
