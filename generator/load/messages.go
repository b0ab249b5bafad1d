package load

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/locale"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// message is what has to be known of an entry of a messages file to compare it.
type message struct {
	at      mark
	counted bool // it has plural forms
}

// Languages reads the messages file of each language, which is all that makes
// it a language, and compares them with each other. There is a Language for
// every code, however broken its file.
func Languages(content fs.FS, codes []site.Lang) ([]*site.Language, []diag.Finding, error) {
	group := schema.Language().Name // the one key that is no message
	texts := make([]*text, len(codes))
	all := make([]map[string]message, len(codes))
	out := make([]*site.Language, len(codes))
	var reader quickYAML
	for i, code := range codes {
		l := &site.Language{Code: code, English: string(code), Plurals: locale.Plurals(code)}
		out[i] = l
		name := messagesFile(code)
		t := &text{name: shown(name)}
		texts[i] = t
		d, n, err := readYAML(content, name, t, &reader)
		if err != nil {
			return nil, nil, err
		}
		if d == nil && code != undetermined {
			t.add(mark{}, "message/file", fmt.Sprintf("there is no such file, and %s is a language of the site", code),
				"copy the messages file of another language and translate it, its group language included; or take "+string(code)+" out of languages in content/site.yaml")
		}
		if n == nil {
			continue
		}
		pairs, _ := d.pairs(n, t.name, "write a key and a text on each line: skip: Skip to the page")
		all[i], l.Messages = make(map[string]message, len(pairs)), make([]site.Message, 0, len(pairs))
		l.Spoken = spoken(name, t.data, nil)
		words := &decoder{doc: d, prose: make([]site.Prose, 0, len(pairs))}
		words.language(pairs, l) // first: the others are told by its name
		for _, p := range pairs {
			if p.name == group {
				continue
			}
			words.sayForms(p, code)
			at := d.mark(p.key)
			if m, ok := readMessage(d, p, at, l); ok {
				all[i][p.name] = message{at, p.value.Kind == yaml.MappingNode}
				l.Messages = append(l.Messages, m)
			}
		}
		l.Spoken.Prose = words.prose
		slices.SortFunc(l.Messages, func(a, b site.Message) int { return strings.Compare(a.Key, b.Key) })
	}
	for i, l := range out {
		for j, other := range out {
			if i != j && all[i] != nil && all[j] != nil {
				compareMessages(texts[i], l.Messages, all[i], all[j], other.Code)
			}
		}
	}
	var findings []diag.Finding
	for _, t := range texts {
		findings = append(findings, t.findings...)
	}
	return out, findings, nil
}

// undetermined is ISO 639's code for a language that is not known.
const undetermined site.Lang = "und"

// languagesFound are the languages of a site whose settings do not name them:
// those that have a messages file, and first the one whose home page has no
// code in its name.
func languagesFound(content fs.FS) []site.Lang {
	var out []site.Lang
	names, _ := fs.Glob(content, messagesFile("*"))
	for _, name := range names {
		code, _ := messagesLang(name)
		if len(locale.Plurals(code)) == 0 {
			continue
		}
		if _, err := fs.Stat(content, "index."+string(code)+".md"); err != nil {
			out = slices.Insert(out, 0, code)
		} else {
			out = append(out, code)
		}
	}
	if out == nil {
		out = []site.Lang{undetermined}
	}
	return out
}

func messagesFile(code site.Lang) string { return "messages." + string(code) + ".yaml" }

var messageKey = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9]*([._-][a-zA-Z0-9]+)*$`)

// readMessage reads one key. Even when it returns false because of the text,
// a finding has said so.
func readMessage(d *doc, p pair, at mark, l *site.Language) (site.Message, bool) {
	m := site.Message{Key: p.name, Pos: d.pos(at)}
	if !messageKey.MatchString(p.name) {
		d.add(at, "value/name", "this cannot be the key of a message", "write letters and digits, with full stops or hyphens between them")
		return m, false
	}
	if p.value.Kind != yaml.MappingNode {
		m.Other, _ = wording(d, p, p.name)
		return m, true
	}
	var forms []string
	for _, f := range l.Plurals {
		forms = append(forms, f.Form)
	}
	pairs, _ := d.pairs(p.value, p.name, "")
	for _, q := range pairs {
		to := form(&m, q.name)
		if to == nil {
			d.unknown(q, pairs, locale.PluralForms(), nil)
			continue
		}
		// CLDR has an "other" in every language, for fractions if not for
		// whole numbers.
		if q.name != "other" && !slices.Contains(forms, q.name) {
			d.add(d.mark(q.key), "message/plural", fmt.Sprintf("%s has no plural form %s", l.English, q.name),
				"delete it: the forms are "+list(forms, "and"))
			continue
		}
		*to, _ = wording(d, q, p.name)
	}
	var missing, add []string
	for _, f := range l.Plurals {
		if slices.ContainsFunc(pairs, func(q pair) bool { return q.name == f.Form }) {
			continue
		}
		missing = append(missing, f.Form)
		example := fmt.Sprint(f.Example)
		if f.Form == "other" {
			example = "all other numbers"
		}
		add = append(add, f.Form+" (for "+example+")")
	}
	if len(missing) > 0 {
		d.add(at, "message/plural", fmt.Sprintf("%s lacks what %s tells apart: %s", p.name, l.English, list(missing, "and")), "add "+list(add, "and"))
	}
	return m, true
}

// sayForms keeps a message, or each of its forms, as what readers see.
func (d *decoder) sayForms(p pair, l site.Lang) {
	row := &schema.Row{Name: p.name}
	if p.value.Kind == yaml.ScalarNode {
		d.say(row, l, p.value, nil)
		return
	}
	for i, n := range p.value.Content {
		if i%2 == 1 && n.Kind == yaml.ScalarNode {
			d.say(row, l, n, nil)
		}
	}
}

// wording is oneLine that keeps the spaces which quotes hold. The text must have
// no slot that nobody fills: finished pages would have a gap there.
func wording(d *doc, p pair, key string) (string, bool) {
	s, ok := d.oneLine(p)
	if ok && p.value.Style != 0 {
		s = p.value.Value
	}
	if name, has, wrong := locale.WrongSlot(key, s); ok && wrong {
		d.add(d.find(p.value, "."+name), "message/slot", fmt.Sprintf("the message %s has no slot %s", key, name), suggest(name, has, "its slots are "+list(has, "and")))
	}
	return s, ok
}

// form is where the text of a plural form goes, or nil.
func form(m *site.Message, name string) *string {
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
	file := shown(messagesFile(other))
	for _, s := range sorted {
		m := mine[s.Key]
		o, ok := theirs[s.Key]
		switch {
		case !ok:
			t.add(m.at, "message/missing", fmt.Sprintf("%s has no message %s", file, s.Key), "add it to "+file+": "+s.Key+": …")
		case m.counted && !o.counted:
			t.add(m.at, "message/plural", fmt.Sprintf("%s has plural forms here and none in %s", s.Key, file), "give both languages plural forms, or neither", diag.Pos{File: file, Line: o.at.line, Col: o.at.col})
		}
	}
}
