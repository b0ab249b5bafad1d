package schema

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"sotto/generator/site"
)

var update = flag.Bool("update", false, "write the README's table of keys and the JSON Schemas anew")

const stale = "%s is not what the schema says; run: go test ./generator/schema -update"

// TestReadme holds the README's table of keys against the schema.
func TestReadme(t *testing.T) {
	const name, begin, end = "../../README.md", "<!-- keys: go test ./generator/schema -update -->\n", "<!-- end of keys -->\n"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(data), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no lines %q and %q", name, begin, end)
	}
	want := head + begin + table(New(site.Config{})) + end + tail
	if want == string(data) {
		return
	}
	if !*update {
		t.Fatalf(stale, "README.md")
	}
	if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// table is the README's table of the keys of front matter.
func table(s *Set) string {
	var b strings.Builder
	b.WriteString("| key | what it is | stands in |\n|---|---|---|\n")
	for _, e := range s.Entries() {
		if len(e.Kinds) == 0 || strings.Contains(e.Path, ".") {
			continue
		}
		help := e.Row.Help
		if e.Row.Needed || e.Row.Discreet {
			help += " (needed)"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", e.Row.Typed(), help, e.Where(s))
	}
	return b.String()
}

// TestSchemas holds .schema/ against the schema.
func TestSchemas(t *testing.T) {
	const dir = "../../.schema"
	var names []string
	for _, f := range New(site.Config{}).JSON() {
		names = append(names, f.Name)
		name := filepath.Join(dir, f.Name)
		if data, err := os.ReadFile(name); err == nil && bytes.Equal(data, f.Data) {
			continue
		}
		if !*update {
			t.Errorf(stale, ".schema/"+f.Name)
			continue
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	there, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range there {
		if !slices.Contains(names, e.Name()) {
			t.Errorf(".schema/%s belongs to nothing: delete it", e.Name())
		}
	}
}

// TestOwnContent reads the content that this repository ships against the JSON
// Schemas, and the same with a mistake in it.
func TestOwnContent(t *testing.T) {
	schemas := map[string]object{}
	for _, f := range New(site.Config{}).JSON() {
		var o object
		if err := json.Unmarshal(f.Data, &o); err != nil {
			t.Fatal(err)
		}
		schemas[strings.TrimSuffix(f.Name, ".json")] = o
	}
	kinds := []string{"front.home", "front.404", "front.module", "front.chapter", "front.campaign", "front.release", "front.essentials", "front.page"}
	read := 0
	err := fs.WalkDir(os.DirFS("../../content"), ".", func(name string, d fs.DirEntry, err error) error {
		if name == "_archetypes" { // whose slots are to be filled
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".csv") {
			return err
		}
		src, err := os.ReadFile(filepath.Join("../../content", name))
		if err != nil {
			return err
		}
		of := []string{strings.TrimSuffix(name, ".yaml")}
		if strings.HasPrefix(name, "data/") {
			of = []string{"data"}
		}
		if strings.HasPrefix(name, "messages.") {
			of = []string{"messages"}
		}
		if strings.HasSuffix(name, ".md") {
			_, front, _ := strings.Cut(string(src), "---\n")
			front, _, _ = strings.Cut(front, "\n---")
			src, of = []byte(front), kinds
		}
		value := decode(t, name, src)
		var why []string
		for _, s := range of {
			if schemas[s] == nil {
				return fmt.Errorf("%s: no schema %s", name, s)
			}
			why = append(why, violation(schemas[s], schemas[s], value))
		}
		if !slices.Contains(why, "") {
			t.Errorf("%s: %s", name, strings.Join(why, "; "))
		}
		read++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if read < 60 {
		t.Errorf("only %d files were read", read)
	}
	for src, want := range map[string]string{
		"title: A\ndescription: B\n":                              "",
		"title: A\n":                                              "no description",
		"title: A\ndescription: B\ntitel: C\n":                    "titel is not declared",
		"title: A\ndescription: B\ndraft: \"yes\"\n":              "draft: not a boolean",
		"title: A\ndescription: B\nweight: 0\n":                   "weight: 0 is out of range",
		"title: A\ndescription: B\ndate: 21/11/2026\n":            "date: does not match",
		"title: A\ndescription: B\naliases: /old/\n":              "aliases: not a array",
		"title: A\ndescription: B\naliases: [old]\n":              "aliases: does not match",
		"title: A\ndescription: B\npoints: [a, b, c, d]\n":        "points is not declared",
		"title: A\ndescription: B\nlinkTitle: {en: not a text}\n": "linkTitle: not a string",
	} {
		if got := violation(schemas["front.page"], schemas["front.page"], decode(t, "page", []byte(src))); got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}

// decode reads YAML as editors do: a date is a text.
func decode(t *testing.T, name string, src []byte) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal(src, &n); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return plain(n.Content[0])
}

func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		o := object{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			o[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return o
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plain(c))
		}
		return list
	}
	switch n.Tag {
	case "!!int":
		var i int
		n.Decode(&i)
		return i
	case "!!bool":
		return n.Value == "true"
	}
	return n.Value
}

// violation says what in a value breaks a schema, or "". It knows the words of
// JSON Schema that this package writes, and fails on others.
func violation(root, s object, v any) string {
	for word := range s {
		if !slices.Contains(words, word) {
			return "the check does not know " + word
		}
	}
	if s["$ref"] == "#/$defs/it" {
		return violation(root, root["$defs"].(object)["it"].(object), v)
	}
	if any, ok := s["anyOf"].([]any); ok {
		why := ""
		for _, one := range any {
			if why = violation(root, one.(object), v); why == "" {
				return ""
			}
		}
		return why
	}
	if c, ok := s["const"]; ok && c != v {
		return fmt.Sprintf("not %v", c)
	}
	switch want, _ := s["type"].(string); v := v.(type) {
	case object:
		if want != "object" {
			return "not a " + want
		}
		return objectViolation(root, s, v)
	case []any:
		if want != "array" {
			return "not a " + want
		}
		if most, ok := s["maxItems"].(float64); ok && len(v) > int(most) {
			return "too many entries"
		}
		for _, entry := range v {
			if why := violation(root, s["items"].(object), entry); why != "" {
				return why
			}
		}
	case string:
		if want != "string" {
			return "not a " + want
		}
		if p, ok := s["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
			return "does not match"
		}
		if of, ok := s["enum"].([]any); ok && !slices.Contains(of, any(v)) {
			return v + " is not among the words"
		}
	case int:
		if want != "integer" {
			return "not a " + want
		}
		if least, ok := s["minimum"].(float64); ok && (v < int(least) || v > int(s["maximum"].(float64))) {
			return fmt.Sprintf("%d is out of range", v)
		}
	case bool:
		if want != "boolean" && s["const"] == nil {
			return "not a " + want
		}
	}
	return ""
}

var words = []string{"$schema", "title", "description", "$defs", "$ref", "anyOf", "const", "type", "properties", "required", "additionalProperties",
	"propertyNames", "minProperties", "items", "uniqueItems", "minItems", "maxItems", "pattern", "enum", "minimum", "maximum"}

func objectViolation(root, s, v object) string {
	required, _ := s["required"].([]any)
	for _, name := range required {
		if _, ok := v[name.(string)]; !ok {
			return "no " + name.(string)
		}
	}
	properties, _ := s["properties"].(object)
	for name, value := range v {
		if one, ok := properties[name].(object); ok {
			if why := violation(root, one, value); why != "" {
				return name + ": " + why
			}
			continue
		}
		more, ok := s["additionalProperties"].(object)
		if !ok {
			return name + " is not declared"
		}
		if why := violation(root, more, value); why != "" {
			return name + ": " + why
		}
	}
	return ""
}

// TestExplain: every key can be asked for, and says what it is.
func TestExplain(t *testing.T) {
	s := New(site.Config{})
	seen := map[string]bool{}
	for _, e := range s.Entries() {
		if seen[e.Path] {
			t.Errorf("%s is there twice", e.Path)
		}
		seen[e.Path] = true
		if e.Row.Help == "" || strings.HasSuffix(e.Row.Help, ".") || e.Row.Example == "" && e.Row.Type != Bool {
			t.Errorf("%s lacks its sentence or its example, or ends in a full stop", e.Path)
		}
		if e.Row.Into == "" && !slices.Contains([]Type{Group, BaseURL, Exit, Files}, e.Row.Type) && e.Component == nil && (len(e.Kinds) == 0 || strings.Contains(e.Path, ".")) {
			t.Errorf("%s leads nowhere", e.Path)
		}
		var o object
		data, err := json.Marshal(e.Row.json())
		if err == nil {
			err = json.Unmarshal(data, &o)
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(e.Row.Example, "…") {
			continue // shortened
		}
		typed := decode(t, e.Path, []byte(e.Row.Typed())).(object)
		if why := violation(o, o, typed[e.Row.Name]); why != "" {
			t.Errorf("the example of %s is no good: %s", e.Path, why)
		}
	}
	for _, path := range []string{"title", "campaign", "site.exit.url", "services.channels.hours.open.from"} {
		if !seen[path] {
			t.Errorf("%s cannot be asked for", path)
		}
	}
	const want = `weight: its place among its neighbours: small comes first, none comes last

where     every page
type      a whole number from 1 to 999999
needed    no
example   weight: 10
in Hugo   weight
`
	for _, e := range s.Entries() {
		if got := e.Explain(s); e.Path == "weight" && got != want {
			t.Errorf("got:\n%s", got)
		}
	}
}

// TestPlaces: each row names a field of what the rows around it fill.
func TestPlaces(t *testing.T) {
	var check func(path string, rows []Row, in reflect.Type)
	check = func(path string, rows []Row, in reflect.Type) {
		for _, r := range rows {
			into := in
			if r.Into != "" {
				f, ok := in.FieldByName(r.Into)
				if !ok {
					t.Errorf("%s.%s leads to %s, which %s does not have", path, r.Name, r.Into, in)
					continue
				}
				into = f.Type
			}
			if r.Type == List || r.Type == Entries {
				if r.Into == "" {
					into = map[string]reflect.Type{"figures": reflect.TypeFor[[]site.Figure](), "contacts": reflect.TypeFor[[]site.Contact]()}[r.Name]
				}
				into = into.Elem()
			}
			if r.Type == Entries {
				if _, ok := into.FieldByName(r.Key); !ok {
					t.Errorf("the names of %s.%s lead to %s, which %s does not have", path, r.Name, r.Key, into)
				}
			}
			check(path+"."+r.Name, r.Rows, into)
		}
	}
	s := New(site.Config{})
	for _, k := range s.Kinds {
		check(string(k.Name), k.Rows, reflect.TypeFor[site.Page]())
	}
	check("site", s.Settings(), reflect.TypeFor[site.Config]())
	check("services", Services().Rows, reflect.TypeFor[site.Service]())
	check("sources", Bibliography().Rows, reflect.TypeFor[site.Source]())
	check("rules", HouseRules(), reflect.TypeFor[site.Rules]())
	check("language", Language().Rows, reflect.TypeFor[site.Language]())
}
