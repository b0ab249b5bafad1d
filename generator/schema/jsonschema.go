package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

// File is a JSON Schema (draft 2020-12) for editors, with its name in .schema/.
type File struct {
	Name string
	Data []byte
}

// object is a JSON object; encoding/json writes its keys in order.
type object = map[string]any

// dataFile is a file that is no page: its name, what it is, and its keys. List
// says that it is a list of groups of them.
type dataFile struct {
	name, about string
	rows        []Row
	list        bool
}

// dataFiles are all of them; messages besides holds words by any name.
func (s *Set) dataFiles() []dataFile {
	return []dataFile{
		{"site", "the site's settings, content/site.yaml", s.Settings(), false},
		{"services", "the services, content/services.yaml", Services().Rows, true},
		{"confidentiality", "what helpers keep to themselves and pass on, content/confidentiality.yaml", Limits().Rows, true},
		{"law", "what the law says, content/law.yaml", Laws().Rows, true},
		{"sources", "the sources, content/sources.yaml", Bibliography().Rows, true},
		{"phrases", "the words of phrases, content/phrases.yaml", Phrases().Rows, true},
		{"a-to-z", "the list from A to Z, content/a-to-z.yaml", Topics().Rows, true},
		{"start", "the guide through a few questions, content/start.yaml", Start().Rows, true},
		{"boilerplates", "standard texts about who issues news, content/boilerplates.yaml", Boilerplates().Rows, true},
		{"data", "what a table of statistics is, content/data/<name>.yaml", Data().Rows, false},
		{"rules", "the house rules, content/rules.yaml", HouseRules(), false},
		{"messages", "the interface's words, content/messages.<language>.yaml", []Row{*Language()}, false},
	}
}

// Rows returns the keys of a data file by its path below content/, and what
// paths of keys begin with there; none for a file that is none.
func (s *Set) Rows(file string) (top string, rows []Row) {
	base, yaml := strings.CutSuffix(file, ".yaml")
	if folder, _, below := strings.Cut(base, "/"); below && folder == "data" {
		base = folder
	} else if name, _, coded := strings.Cut(base, "."); coded && name == "messages" {
		base = name
	}
	for _, f := range s.dataFiles() {
		if yaml && f.name == base {
			return f.name, f.rows
		}
	}
	return "", nil
}

// JSON returns the schemas of every file that may be written. They say what a
// JSON Schema can say; load alone knows the rest, such as which pages exist.
func (s *Set) JSON() []File {
	var out []File
	for _, f := range s.dataFiles() {
		root, it := object{"$ref": "#/$defs/it"}, group(f.rows)
		if f.list {
			root = object{"type": "array", "items": root}
		}
		if f.name == "messages" {
			it = messages()
		}
		out = append(out, file(f.name, f.about, root, it))
	}
	for _, k := range s.Kinds {
		out = append(out, file("front."+string(k.Name), "the front matter of a "+k.Label+": "+k.Help, object{"$ref": "#/$defs/it"}, group(k.Rows)))
	}
	return out
}

func file(name, about string, root, it object) File {
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = about
	root["$defs"] = object{"it": it}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		panic(err) // texts, numbers and lists of them
	}
	return File{name + ".json", b.Bytes()}
}

// group is a mapping with the keys that are declared and no others.
func group(rows []Row) object {
	o, properties, required := object{}, object{}, []string{}
	for i := range rows {
		properties[rows[i].Name] = rows[i].json()
		if rows[i].Needed {
			required = append(required, rows[i].Name)
		}
	}
	o["type"], o["properties"], o["additionalProperties"] = "object", properties, false
	if len(required) > 0 {
		o["required"] = required
	}
	return o
}

// patterns are the forms of texts that have one.
var patterns = map[Type]string{
	Day:        `^\d{4}-\d\d-\d\d$`,
	Moment:     `^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$`,
	Instant:    `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$`,
	Partial:    `^\d{4}(-\d\d(-\d\d)?)?$`,
	Clock:      `^\d\d:\d\d$`,
	ID:         `^[a-z0-9]+(-[a-z0-9]+)*$`,
	Slug:       `^[a-z0-9]+(-[a-z0-9]+)*$`,
	Names:      `^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$`,
	Service:    `^[a-z0-9]+(-[a-z0-9]+)*$`,
	ServiceIDs: `^[a-z0-9]+(-[a-z0-9]+)*$`,
	URL:        `^https://`,
	BaseURL:    `^https://`,
	Zone:       `^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$`,
	// Entries of lists.
	Aliases:   `^/`,
	Countries: `^[A-Z]{2}$`,
	Tongues:   `^[a-z]{2,3}$`,
	Tongue:    `^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`,
	Languages: `^[a-z]{2,3}$`,
	Hosts:     `^[a-z0-9.-]+$`,
	Source:    `\.md$`,
	Sources:   `\.md$`,
	Files:     `^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*(/\*)?$`,
	Place:     `\.md(#.+)?$`,
	PageLink:  `\.md$`,
}

func (r *Row) json() object {
	o := object{"description": r.Help + " (" + r.Means() + ")"}
	text := object{"type": "string"}
	if p := patterns[r.Type]; p != "" {
		text["pattern"] = p
	}
	if len(r.Of) > 0 && r.Type != PageLink && r.Type != Form {
		text["enum"] = r.Of
	}
	byLanguage := func(v object) object {
		return object{"type": "object", "propertyNames": object{"pattern": patterns[Tongues]}, "additionalProperties": v, "minProperties": 1}
	}
	var more object
	switch {
	case r.Type == Group:
		more = group(r.Rows)
	case r.Type == List:
		more = object{"type": "array", "items": group(r.Rows)}
	case r.Type == Entries:
		more = object{"type": "object", "additionalProperties": group(r.Rows)}
	case r.IsList():
		more = object{"type": "array", "items": text, "uniqueItems": true}
	case r.Type == Bool:
		more = object{"type": "boolean"}
	case r.Type == Number:
		more = object{"type": "integer", "minimum": r.Least, "maximum": r.Most}
	case r.Type == Text || r.Type == AnyText:
		more = byLanguage(object{"type": "string"})
	case r.Type == WordLists || r.Type == Nouns:
		list := object{"type": "array", "items": object{"type": "string"}}
		if r.Exactly > 0 {
			list["minItems"], list["maxItems"] = r.Exactly, r.Exactly
		}
		more = byLanguage(list)
	case r.Type == ServiceIDs:
		more = object{"anyOf": []object{text, {"type": "array", "items": text, "minItems": 1, "uniqueItems": true}}}
	case r.Type == Exit:
		more = object{"anyOf": []object{{"const": false}, byLanguage(object{"type": "string"})}}
	case r.Type == Partial || r.Type == Digits || r.Type == CellIs: // YAML takes 2018 and 999 for numbers
		more = object{"anyOf": []object{{"type": "integer"}, text}}
	default:
		more = text
	}
	maps.Copy(o, more)
	if o["type"] == "array" && r.Type != Countries {
		o["minItems"] = 1
	}
	if most := max(r.Most, r.Exactly); o["type"] == "array" && most > 0 {
		o["maxItems"] = most
	}
	return o
}

// messages are the words of the interface: a text, or one for each plural form
// that the language tells apart.
func messages() object {
	forms := object{}
	for i, form := range []string{"zero", "one", "two", "few", "many", "other"} {
		forms[form] = object{"type": "string", "description": fmt.Sprintf("the text for numbers like %s", []string{"0", "1", "2", "3", "6", "100"}[i])}
	}
	return object{
		"type":          "object",
		"properties":    object{"language": Language().json()},
		"required":      []string{"language"},
		"propertyNames": object{"pattern": `^[a-zA-Z][a-zA-Z0-9]*([._-][a-zA-Z0-9]+)*$`},
		"additionalProperties": object{"anyOf": []object{
			{"type": "string"},
			{"type": "object", "properties": forms, "additionalProperties": false, "required": []string{"other"}},
		}},
	}
}
