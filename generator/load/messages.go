package load

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/site"
)

// pluralForms are CLDR's plural categories, and those of them that each
// language tells apart (CLDR 48, cardinal).
var (
	pluralForms = []string{"zero", "one", "two", "few", "many", "other"}
	pluralsOf   = map[site.Lang][]string{
		site.English: {"one", "other"},
		site.Welsh:   {"zero", "one", "two", "few", "many", "other"},
	}
	languageNames = map[site.Lang]string{site.English: "English", site.Welsh: "Welsh"}
)

// message is one entry of a messages file.
type message struct {
	site.Message
	at      mark
	counted bool // it has plural forms
}

// readMessages reads the messages file of each language into s and compares
// them with each other.
func readMessages(content fs.FS, c *config, found []site.Lang, s *site.Site) ([]diag.Finding, error) {
	s.Messages = map[site.Lang][]site.Message{}
	texts := make([]*text, len(c.Languages))
	all := make([]map[string]message, len(c.Languages))
	for i, l := range c.Languages {
		t := &text{name: shown("messages." + string(l) + ".yaml")}
		texts[i] = t
		if !slices.Contains(found, l) {
			t.add(mark{}, "message/file", "there is no such file, and "+languageNames[l]+" is a language of the site", "write it, with the interface's words")
			continue
		}
		d, n, err := readYAML(content, "messages."+string(l)+".yaml", t)
		if err != nil {
			return nil, err
		}
		if n == nil {
			continue
		}
		all[i] = map[string]message{}
		pairs, _ := d.pairs(n, t.name, "write a key and a text on each line: skip: Skip to the page")
		for _, p := range pairs {
			if m, ok := readMessage(d, p, l); ok {
				all[i][p.name] = m
				s.Messages[l] = append(s.Messages[l], m.Message)
			}
		}
		slices.SortFunc(s.Messages[l], func(a, b site.Message) int { return strings.Compare(a.Key, b.Key) })
	}
	for i, l := range c.Languages {
		for j, other := range c.Languages {
			if i != j && all[i] != nil && all[j] != nil {
				compareMessages(texts[i], s.Messages[l], all[i], all[j], other)
			}
		}
	}
	var findings []diag.Finding
	for _, t := range texts {
		findings = append(findings, t.findings...)
	}
	return findings, nil
}

var messageKey = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9]*([._-][a-zA-Z0-9]+)*$`)

// readMessage reads one key. Even when it returns false because of the text,
// a finding has said so.
func readMessage(d *doc, p pair, l site.Lang) (message, bool) {
	m := message{at: d.mark(p.key)}
	m.Key, m.Pos = p.name, d.pos(m.at)
	if !messageKey.MatchString(p.name) {
		d.add(m.at, "value/name", "this cannot be the key of a message", "write letters and digits, with full stops or hyphens between them")
		return m, false
	}
	if p.value.Kind != yaml.MappingNode {
		m.Other, _ = wording(d, p)
		return m, true
	}
	m.counted = true
	pairs, _ := d.pairs(p.value, p.name, "")
	for _, q := range pairs {
		to := m.form(q.name)
		if to == nil {
			d.unknown(q, pluralForms, nil)
			continue
		}
		if !contains(pluralsOf[l], q.name) {
			d.add(d.mark(q.key), "message/plural", fmt.Sprintf("%s has no plural form %s", languageNames[l], q.name),
				"delete it: the forms are "+list(pluralsOf[l], "and"))
			continue
		}
		*to, _ = wording(d, q)
	}
	var missing, add []string
	for _, form := range pluralsOf[l] {
		if !slices.ContainsFunc(pairs, func(q pair) bool { return q.name == form }) {
			missing = append(missing, form)
			add = append(add, form+" (for "+pluralExample[form]+")")
		}
	}
	if len(missing) > 0 {
		d.add(m.at, "message/plural", fmt.Sprintf("%s lacks what %s tells apart: %s", p.name, languageNames[l], list(missing, "and")), "add "+list(add, "and"))
	}
	return m, true
}

// pluralExample are the numbers of each form, in Welsh where the languages differ.
var pluralExample = map[string]string{"zero": "0", "one": "1", "two": "2", "few": "3", "many": "6", "other": "all other numbers"}

// wording is oneLine that keeps the spaces which quotes hold.
func wording(d *doc, p pair) (string, bool) {
	s, ok := d.oneLine(p)
	if ok && p.value.Style != 0 {
		s = p.value.Value
	}
	return s, ok
}

func (m *message) form(name string) *string {
	switch name {
	case "zero":
		return &m.Zero
	case "one":
		return &m.One
	case "two":
		return &m.Two
	case "few":
		return &m.Few
	case "many":
		return &m.Many
	case "other":
		return &m.Other
	}
	return nil
}

// compareMessages reports, at the keys of one language, what another lacks.
func compareMessages(t *text, sorted []site.Message, mine, theirs map[string]message, other site.Lang) {
	file := shown("messages." + string(other) + ".yaml")
	for _, s := range sorted {
		m := mine[s.Key]
		o, ok := theirs[s.Key]
		switch {
		case !ok:
			t.add(m.at, "message/missing", fmt.Sprintf("%s has no message %s", file, s.Key), "add it to "+file+": "+s.Key+": …")
		case m.counted && !o.counted:
			f := t.add(m.at, "message/plural", fmt.Sprintf("%s has plural forms here and none in %s", s.Key, file), "give both languages plural forms, or neither")
			f.Also = append(f.Also, o.Pos)
		}
	}
}
