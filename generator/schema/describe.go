package schema

import (
	"fmt"
	"slices"
	"strings"

	"sotto/generator/site"
)

// Entry is one key with its path, as sotto explain names it: "title",
// "exercise.minutes", "site.exit.url", "services.channels.hours.open.from".
type Entry struct {
	Path string
	Row  *Row
	// Kinds are the kinds of page that have the key; none for other files.
	Kinds []*Kind
	// Component is the one that has it as an attribute, or nil.
	Component *Component
}

// Entries lists every key: those of front matter first, each once.
func (s *Set) Entries() []Entry {
	var out []Entry
	for _, k := range s.Kinds {
		for i := range k.Rows {
			r := &k.Rows[i]
			if !slices.ContainsFunc(out, func(e Entry) bool { return e.Row.Name == r.Name }) {
				_, kinds := s.Key(r.Name)
				out = append(out, Entry{r.Name, r, kinds, nil})
				out = append(out, below(r.Name, r.Rows, kinds)...)
			}
		}
	}
	for i := range s.Components {
		c := &s.Components[i]
		for j := range c.Attributes {
			out = append(out, Entry{c.Name + "." + c.Attributes[j].Name, &c.Attributes[j], nil, c})
		}
	}
	out = append(out, below("site", s.Settings(), nil)...)
	out = append(out, below("services", Services().Rows, nil)...)
	out = append(out, below("confidentiality", Limits().Rows, nil)...)
	out = append(out, below("sources", Bibliography().Rows, nil)...)
	out = append(out, below("boilerplates", Boilerplates().Rows, nil)...)
	out = append(out, below("data", Data().Rows, nil)...)
	out = append(out, below("rules", HouseRules(), nil)...)
	return append(out, below("messages", []Row{*Language()}, nil)...)
}

func below(path string, rows []Row, kinds []*Kind) []Entry {
	var out []Entry
	for i := range rows {
		r := &rows[i]
		out = append(out, Entry{path + "." + r.Name, r, kinds, nil})
		out = append(out, below(path+"."+r.Name, r.Rows, kinds)...)
	}
	return out
}

// Where says in which files the key stands.
func (e Entry) Where(s *Set) string {
	switch top, _, _ := strings.Cut(e.Path, "."); {
	case e.Component != nil:
		return "the component " + top + ": " + e.Component.Help
	case e.Row.Discreet:
		return "pages of discreet sections"
	case len(e.Kinds) == len(s.Kinds):
		return "every page"
	case len(e.Kinds) > 0:
		return strings.Join(Plurals(e.Kinds), " and ")
	case top == "messages":
		return site.ContentFolder + "messages.<language>.yaml"
	case top == "data":
		return site.ContentFolder + "data/<name>.yaml"
	default:
		return site.ContentFolder + top + ".yaml"
	}
}

// Plurals are how messages call several pages of these kinds.
func Plurals(kinds []*Kind) []string {
	var names []string
	for _, k := range kinds {
		names = append(names, k.Plural)
	}
	return names
}

// Explain tells all that is known about the key.
func (e Entry) Explain(s *Set) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n", e.Path, e.Row.Help)
	line := func(name, format string, args ...any) {
		if text := fmt.Sprintf(format, args...); text != "" {
			fmt.Fprintf(&b, "%-9s %s\n", name, text)
		}
	}
	line("where", "%s", e.Where(s))
	line("type", "%s", e.Row.Means())
	needed := "no"
	if e.Row.Needed || e.Row.Discreet {
		needed = "yes"
	}
	line("needed", "%s", needed)
	if e.Component != nil {
		line("example", "%s=%s", e.Row.Name, e.Row.Example)
	} else {
		line("example", "%s", e.Row.Typed())
	}
	line("in Hugo", "%s", e.Row.Hugo)
	name := "keys"
	for _, r := range e.Row.Rows {
		line(name, "%s: %s", r.Name, r.Help)
		name = ""
	}
	return b.String()
}

// Means says what the value has to be, with its bounds.
func (r *Row) Means() string {
	switch {
	case r.Type == Number:
		return fmt.Sprintf("%s from %d to %d", r.Type, r.Least, r.Most)
	case r.Type == Choice:
		return "one of " + strings.Join(r.Of, ", ")
	case r.Type == Choices:
		return "a list of some of " + strings.Join(r.Of, ", ")
	case r.Exactly > 0:
		return fmt.Sprintf("%s, exactly %d", r.Type, r.Exactly)
	case r.Type == Form:
		return "a text with " + strings.Join(r.Of, ", ") + " in it"
	case r.Most > 0:
		return fmt.Sprintf("%s, %d at most", r.Type, r.Most)
	}
	return string(r.Type)
}

// Columns are the keys that sotto list shows.
func (s *Set) Columns() []*Row {
	var out []*Row
	for _, e := range s.Entries() {
		if e.Row.Column && e.Component == nil {
			out = append(out, e.Row)
		}
	}
	return out
}
