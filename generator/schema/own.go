package schema

import (
	"regexp"
	"strconv"

	"sotto/generator/site"
)

// What a site declares by itself: kinds of pages and components, in site.yaml.

// fieldTypes are the types that site.yaml gives to fields, and to attributes
// all but list, by the words for them.
var fieldTypes = map[string]Type{
	"text": Line, "list": Texts, "number": Number, "date": Partial, "page": PageLink, "service": Service, "choice": Choice,
}

// fieldExamples are what help shows to type.
var fieldExamples = map[string]string{
	"text": "A few words", "list": "One, Two", "date": "2026-11-21", "page": "../help/index.md", "service": "helpline",
}

// numberMost is the largest number where a declaration names none.
const numberMost = 999_999

// rowOf makes a key of what site.yaml declares.
func rowOf(f site.OwnField) Row {
	r := Row{Name: f.Name, Type: fieldTypes[f.Type], Help: f.Help, Needed: f.Needed, Column: true,
		Example: fieldExamples[f.Type], Least: f.Least, Most: f.Most, Of: f.Of}
	if r.Help == "" {
		r.Help = "a key that content/site.yaml declares"
	}
	switch {
	case f.Type == "number":
		if r.Most == 0 {
			r.Most = numberMost
		}
		r.Example = strconv.Itoa(min(max(r.Least, 10), r.Most))
	case f.Type == "choice" && len(f.Of) > 0:
		r.Example = f.Of[0]
	}
	return r
}

func ownKind(k site.OwnKind) *Kind {
	made := &Kind{Name: k.Name, Label: k.Label, Plural: k.Plural, Help: k.Help, Section: true, Own: true,
		Feed: k.Feed, Day: k.Day, Author: k.Author}
	if made.Help == "" {
		made.Help = "a kind of page that content/site.yaml declares"
	}
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
		for _, k := range s.Kinds {
			if string(k.Name) == name && !k.Own {
				return "there is a kind " + name + " already: " + k.Help, "give it another name"
			}
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
	case (c == IsKindName || c == IsComponentName) && !ownName.MatchString(name):
		return "this cannot be a name", letters
	case (c == IsFieldName || c == IsAttributeName) && !ownField.MatchString(name):
		return "this cannot be a key", "write letters and digits, a lower case letter first"
	}
	return "", ""
}

// ownSettings are the keys of site.yaml that declare kinds and components.
func ownSettings() []Row {
	kind := func(field func(*site.OwnKind) any) func(any) any { return into(field) }
	component := func(field func(*site.OwnComponent) any) func(any) any { return into(field) }
	return []Row{
		{Name: "kinds", Type: Entries, First: true, What: "a kind", Names: IsKindName, Check: IsKind,
			Example: "story: {label: story, plural: stories, fields: {told: {type: date}}}",
			Help:    "kinds of pages of your own, each with a template in templates/",
			Into:    into(func(c *site.Config) any { return &c.Kinds }),
			Key:     kind(func(k *site.OwnKind) any { return &k.Name }),
			Rows: []Row{
				{Name: "label", Type: Line, Needed: true, Example: "story", Help: "what messages call one such page",
					Into: kind(func(k *site.OwnKind) any { return &k.Label })},
				{Name: "plural", Type: Line, Needed: true, Example: "stories", Help: "what messages call several",
					Into: kind(func(k *site.OwnKind) any { return &k.Plural })},
				{Name: "help", Type: Line, Example: "what somebody lived through", Help: "what such a page is, in half a sentence",
					Into: kind(func(k *site.OwnKind) any { return &k.Help })},
				{Name: "feed", Type: Bool, Help: "sections of this kind have an Atom feed",
					Into: kind(func(k *site.OwnKind) any { return &k.Feed })},
				{Name: "day", Type: Line, Example: "told", Help: "the field, of type date, that lists show and sort by",
					Into: kind(func(k *site.OwnKind) any { return &k.Day })},
				{Name: "author", Type: Line, Example: "teller", Help: "the field, of type text, that the feed names as an entry's author",
					Into: kind(func(k *site.OwnKind) any { return &k.Author })},
				fields("fields", IsFieldName, "told: {type: date, needed: true}", kind(func(k *site.OwnKind) any { return &k.Fields }),
					"text", "list", "number", "date", "page", "service", "choice"),
			}},
		{Name: "components", Type: Entries, First: true, What: "a component", Names: IsComponentName, Check: IsComponent,
			Example: "budget: {form: box, label: required, attributes: {amount: {type: number}}}",
			Help:    "boxes and other pieces of your own, each with a template in templates/components/",
			Into:    into(func(c *site.Config) any { return &c.Components }),
			Key:     component(func(c *site.OwnComponent) any { return &c.Name }),
			Rows: []Row{
				{Name: "form", Type: Choice, Of: []string{Box, Leaf, Inline}, Needed: true, Example: Box, Help: "how it is written: :::name … :::, ::name or :name[…]",
					Into: component(func(c *site.OwnComponent) any { return &c.Form })},
				{Name: "label", Type: Choice, Of: []string{NoLabel, OptionalLabel, NeededLabel}, Needed: true, Example: NeededLabel, Help: "whether it takes a label in square brackets",
					Into: component(func(c *site.OwnComponent) any { return &c.Label })},
				{Name: "help", Type: Line, Example: "what a week may cost", Help: "what it is for, in half a sentence",
					Into: component(func(c *site.OwnComponent) any { return &c.Help })},
				fields("attributes", IsAttributeName, "amount: {type: number, needed: true}", component(func(c *site.OwnComponent) any { return &c.Attributes }),
					"text", "number", "date", "page", "service", "choice"),
			}},
	}
}

// fields is the row that declares the fields of a kind or the attributes of a
// component.
func fields(name string, names Check, example string, to func(any) any, types ...string) Row {
	field := func(field func(*site.OwnField) any) func(any) any { return into(field) }
	return Row{Name: name, Type: Entries, What: "a field", Names: names, Check: IsField, Example: example,
		Help: "its own keys, and what their values are", Into: to,
		Key: field(func(f *site.OwnField) any { return &f.Name }),
		Rows: []Row{
			{Name: "type", Type: Choice, Of: types, Needed: true, Example: "text", Help: "what the value is",
				Into: field(func(f *site.OwnField) any { return &f.Type })},
			{Name: "needed", Type: Bool, Help: "it may not be left out",
				Into: field(func(f *site.OwnField) any { return &f.Needed })},
			{Name: "help", Type: Line, Example: "when it was told", Help: "what it is for, in half a sentence",
				Into: field(func(f *site.OwnField) any { return &f.Help })},
			{Name: "least", Type: Number, Most: numberMost, Example: "1", Help: "the smallest number",
				Into: field(func(f *site.OwnField) any { return &f.Least })},
			{Name: "most", Type: Number, Least: 1, Most: numberMost, Example: "100", Help: "the largest number",
				Into: field(func(f *site.OwnField) any { return &f.Most })},
			{Name: "of", Type: Texts, Example: "calm, torn", Help: "the words to choose from",
				Into: field(func(f *site.OwnField) any { return &f.Of })},
		}}
}
