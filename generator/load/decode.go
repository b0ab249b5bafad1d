package load

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"sotto/generator/diag"
	"sotto/generator/schema"
	"sotto/generator/site"
)

// The decoder reads nodes into Go values by hand: only so can every problem of
// a file be told at once, each at its own place. A method that returns ok
// false has recorded why.

// no records a finding at a node, and is the ok of what could not be read.
func (d *doc) no(n *yaml.Node, code, message, help string) bool {
	d.add(d.mark(n), code, message, help)
	return false
}

// foreign reports a key that is not one of the site's languages.
func (d *doc) foreign(q pair, langs []site.Lang) {
	d.no(q.key, "value/language", fmt.Sprintf("%q is not one of the site's languages (%s)", q.name, joinLangs(langs)), "delete it")
}

// pair is a key with its value.
type pair struct {
	name       string
	key, value *yaml.Node
}

// pairs returns the keys of a mapping in their order, without repeats. what
// names the mapping in the message when n is none.
func (d *doc) pairs(n *yaml.Node, what, help string) ([]pair, bool) {
	if n.Kind != yaml.MappingNode {
		return nil, d.no(n, "value/type", fmt.Sprintf("%s holds keys with values, not %s", what, kindOf(n)), help)
	}
	out := make([]pair, 0, len(n.Content)/2)
	seen := make(map[string]*yaml.Node, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			d.add(d.mark(k), "value/type", "a key is a word, not "+kindOf(k), "write a word and a colon, and the value behind them")
			continue
		}
		if first := seen[k.Value]; first != nil {
			d.add(d.mark(k), "yaml/duplicate", fmt.Sprintf("%s stands twice", word(k.Value)), "keep one of the two and delete the other", d.pos(d.mark(first)))
			continue
		}
		seen[k.Value] = k
		out = append(out, pair{k.Value, k, v})
	}
	return out, true
}

// kindOf names what a node is, for messages.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a group of keys"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.Tag {
	case "!!null":
		return "nothing"
	case "!!bool":
		return "true or false"
	case "!!int", "!!float":
		return "a number"
	case "!!timestamp":
		return "a date"
	}
	return "a text"
}

// unknown answers for a key, among its neighbours, that is not in the list: a slip
// of the keys, a key of another generator, or anything else.
func (d *doc) unknown(p pair, among []pair, known []string, foreign map[string]schema.Counterpart) {
	near := diag.Nearest(p.name, known)
	m := d.mark(p.key)
	switch other, isForeign := foreign[strings.ToLower(p.name)]; {
	case near != "" && folded(near) == folded(p.name):
		d.add(m, "key/spelling", fmt.Sprintf("the key %s is written %s", word(p.name), near), "write "+near).Fix = d.swap(m, p.name, near)
	case isForeign:
		help := instead(other, p)
		d.add(m, "key/hugo", fmt.Sprintf("%s's key %s has no place here", other.Of[0], word(p.name)), help).Fix = d.renamed(p, among, help)
	default:
		f := d.add(m, "key/unknown", fmt.Sprintf("there is no key %s", word(p.name)), suggest(p.name, known, "the keys here are "+list(known, "and")))
		if near != "" && !slices.ContainsFunc(among, func(o pair) bool { return o.name == near }) {
			f.Fix = d.swap(m, p.name, near)
		}
	}
}

// renamed is the edit that writes the key that a help names in the place of another,
// with the value as it is typed; none where the value is to be another too.
func (d *doc) renamed(p pair, among []pair, help string) []diag.Edit {
	key, value, ok := strings.Cut(strings.TrimPrefix(help, "write "), ": ")
	if !ok || p.value.Kind != yaml.ScalarNode || value != p.value.Value || slices.ContainsFunc(among, func(o pair) bool { return o.name == key }) {
		return nil
	}
	return d.swap(d.mark(p.key), p.name, key)
}

// instead is what to write for a key of another generator, with its value where
// that is one.
func instead(c schema.Counterpart, p pair) string {
	value := ""
	if p.value.Kind == yaml.ScalarNode && p.value.Tag != "!!null" {
		value = p.value.Value
	}
	otherwise := "…"
	switch {
	case strings.Contains(c.Answer, "aliases: [{value}]"):
		otherwise = "/old/address/"
		if !strings.HasPrefix(value, "/") || strings.ContainsAny(value, ":{}[],*") {
			value = "" // a pattern, or a part of an address
		}
	case strings.Contains(c.Answer, "Date: {value}"), strings.Contains(c.Answer, "lastmod: {value}"):
		otherwise = "2026-11-21"
		if _, ok := readDate(value, time.UTC); !ok {
			value = ""
		}
	case strings.Contains(c.Answer, "weight: {value}"):
		otherwise = "10"
		if !wholeNumber.MatchString(value) || value == "0" {
			value = ""
		}
	}
	return c.For(value, otherwise)
}

// word writes a key as it stands when it is one word, else in quotes.
func word(s string) string {
	if messageKey.MatchString(s) {
		return s
	}
	return strconv.Quote(s)
}

// folded makes case and separators equal: publish-date is publishDate.
func folded(s string) string {
	return strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "").Replace(s))
}

// empty reports a key without a value.
func (d *doc) empty(p pair) bool {
	if p.value.Kind != yaml.ScalarNode || p.value.Tag != "!!null" && strings.TrimSpace(p.value.Value) != "" {
		return false
	}
	if p.value.Tag == "!!null" && p.value.Value != "" {
		d.add(d.mark(p.value), "key/empty", fmt.Sprintf("%s means no value at all", p.value.Value), "write a value, or delete the line")
	} else {
		d.add(d.mark(p.key), "key/empty", p.name+" has no value", "write one after the colon, or delete the line")
	}
	return true
}

// oneLine reads a text on one line.
func (d *doc) oneLine(p pair) (string, bool) {
	if d.empty(p) {
		return "", false
	}
	return d.item(p.name, p.value)
}

// item is oneLine for a node without a key of its own, such as one of a list.
func (d *doc) item(name string, n *yaml.Node) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		return "", d.no(n, "value/type", fmt.Sprintf("%s is a text, not %s", name, kindOf(n)), "write the text after the colon, on the same line")
	}
	if n.Tag == "!!null" {
		return "", d.no(n, "key/empty", name+" has an empty entry", "write a text, or delete the entry")
	}
	if n.Tag != "!!str" {
		d.add(d.mark(n), "value/type", fmt.Sprintf("%s is a text, and YAML reads this as %s", name, kindOf(n)), "put it in quotes: "+quote(n.Value)).Fix = d.swap(d.mark(n), n.Value, quote(n.Value))
		return "", false
	}
	if d.noTail && n.LineComment != "" && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
		d.add(d.find(n, n.LineComment), "yaml/comment", "everything from # on is a comment, and not part of "+name,
			"if it belongs to the text, put the whole in quotes: "+quote(n.Value+" "+n.LineComment)+"\nif not, move the comment to a line of its own")
		return "", false
	}
	s := strings.TrimSpace(n.Value)
	for _, r := range s {
		if r == '\n' || r == '\t' {
			return "", d.no(n, "value/line", name+" is one line of text", "write it without line breaks and tabs")
		}
		if r < ' ' || r >= 0x7F { // an escape in double quotes can bring in what checkBytes has not seen
			if c := classify(r); c.code != "" && !bytes.ContainsRune(d.data, r) {
				return "", d.no(n, c.code, c.name, c.help)
			}
		}
	}
	return s, true
}

// boolean reads true or false, and nothing that other programs take for them.
func (d *doc) boolean(p pair) (bool, bool) {
	if d.empty(p) {
		return false, false
	}
	v := p.value
	if v.Kind == yaml.ScalarNode && v.Style == 0 && (v.Value == "true" || v.Value == "false") {
		return v.Value == "true", true
	}
	message := p.name + " is true or false, in lower case and without quotes"
	help, right := fmt.Sprintf("write %s: true or %s: false", p.name, p.name), ""
	switch strings.ToLower(v.Value) {
	case "yes", "on", "y", "1", "true":
		right = "true"
	case "no", "off", "n", "0", "false":
		right = "false"
	}
	if right != "" {
		help = "write " + p.name + ": " + right
	}
	if v.Kind != yaml.ScalarNode {
		message = p.name + " is true or false, not " + kindOf(v)
	}
	d.add(d.mark(v), "value/bool", message, help).Fix = d.bare(v, right)
	return false, false
}

var wholeNumber = regexp.MustCompile(`^(0|[1-9][0-9]{0,8})$`)

// number reads a whole number between least and most.
func (d *doc) number(p pair, least, most int) (int, bool) {
	if d.empty(p) {
		return 0, false
	}
	v := p.value
	if v.Kind == yaml.ScalarNode && v.Style == 0 && wholeNumber.MatchString(v.Value) {
		if n, _ := strconv.Atoi(v.Value); n >= least && n <= most {
			return n, true
		}
	}
	message := fmt.Sprintf("%s is a whole number from %d to %d", p.name, least, most)
	if v.Kind != yaml.ScalarNode {
		message += ", not " + kindOf(v)
	}
	help, right := fmt.Sprintf("write it in digits alone: %s: %d", p.name, max(least, 10)), ""
	if v.Kind == yaml.ScalarNode && v.Style != 0 && wholeNumber.MatchString(v.Value) {
		help, right = fmt.Sprintf("write it without quotes: %s: %s", p.name, v.Value), v.Value
	}
	d.add(d.mark(v), "value/number", message, help).Fix = d.bare(v, right)
	return 0, false
}

// bare is the edit that puts a word without quotes in the place of a value; none
// when there is no word, or the value is not on one line.
func (d *doc) bare(v *yaml.Node, word string) []diag.Edit {
	old, m := v.Value, d.mark(v)
	switch {
	case word == "" || v.Kind != yaml.ScalarNode || !m.known():
		return nil
	case v.Style&yaml.DoubleQuotedStyle != 0:
		old = `"` + old + `"`
	case v.Style&yaml.SingleQuotedStyle != 0:
		old = "'" + old + "'"
	}
	return d.swap(m, old, word)
}

// among wants a text that has been read to be one of a few words.
func (d *doc) among(name string, n *yaml.Node, s string, words []string) bool {
	if slices.Contains(words, s) {
		return true
	}
	m := d.mark(n)
	d.add(m, "value/choice", fmt.Sprintf("there is no %s %q", name, s), suggest(s, words, "write "+list(words, "or"))).Fix = d.near(m, s, words)
	return false
}

// suggest is the help for a word that is none of those known: the one that it
// nearly is, else what to do instead.
func suggest(s string, known []string, otherwise string) string {
	if near := diag.Nearest(s, known); near != "" {
		return "did you mean " + near + "?"
	}
	return otherwise
}

// near is the edit that writes the word that another nearly is.
func (t *text) near(m mark, s string, known []string) []diag.Edit {
	if near := diag.Nearest(s, known); near != "" {
		return t.swap(m, s, near)
	}
	return nil
}

// items reads a list and returns its nodes.
func (d *doc) items(p pair, example string) ([]*yaml.Node, bool) {
	if d.empty(p) {
		return nil, false
	}
	if p.value.Kind != yaml.SequenceNode {
		help := "write it like this: " + p.name + ": [" + example + "]"
		right := ""
		if p.value.Kind == yaml.ScalarNode && p.value.Tag == "!!str" && !strings.ContainsAny(p.value.Value, "[]{},:#\"\n") {
			right = "[" + p.value.Value + "]"
			help = "put it in square brackets: " + p.name + ": " + right
		}
		d.add(d.mark(p.value), "value/type", fmt.Sprintf("%s is a list, not %s", p.name, kindOf(p.value)), help).Fix = d.bare(p.value, right)
		return nil, false
	}
	if len(p.value.Content) == 0 {
		return nil, d.no(p.value, "key/empty", p.name+" is an empty list", "write an entry, or delete the line")
	}
	return p.value.Content, true
}

// texts reads a list of texts, refusing repeats, with the node of each.
func (d *doc) texts(p pair, example string) (out []string, at []*yaml.Node) {
	nodes, _ := d.items(p, example)
	out, at = make([]string, 0, len(nodes)), make([]*yaml.Node, 0, len(nodes))
	for _, n := range nodes {
		s, ok := d.item(p.name, n)
		if !ok {
			continue
		}
		if slices.Contains(out, s) {
			d.add(d.mark(n), "value/repeat", fmt.Sprintf("%q stands twice in %s", s, p.name), "delete one of the two")
			continue
		}
		out, at = append(out, s), append(at, n)
	}
	if len(out) == 0 {
		return nil, nil // as if nothing were written
	}
	return out, at
}

// inLanguages reads a text in the site's languages: in all of them, or, when
// foreign is true, in at least one and in any other language besides.
func (d *doc) inLanguages(p pair, langs []site.Lang, foreign bool) (site.Text, bool) {
	if d.empty(p) {
		return nil, false
	}
	if p.value.Kind != yaml.MappingNode {
		example := make([]string, len(langs))
		for i, l := range langs {
			example[i] = string(l) + ": …"
		}
		return nil, d.no(p.value, "value/type", fmt.Sprintf("%s has a text for each language, not %s", p.name, kindOf(p.value)),
			"write it like this: "+p.name+": {"+strings.Join(example, ", ")+"}")
	}
	pairs, _ := d.pairs(p.value, p.name, "")
	out := site.Text{}
	for _, q := range pairs {
		l := site.Lang(q.name)
		if !slices.Contains(langs, l) && !(foreign && languageCode.MatchString(q.name)) {
			d.foreign(q, langs)
			continue
		}
		// A text that cannot be read has been told about: it is not missing too.
		out[l], _ = d.oneLine(q)
	}
	has := func(l site.Lang) bool { _, ok := out[l]; return ok }
	if foreign {
		if !slices.ContainsFunc(langs, has) {
			d.add(d.mark(p.key), "key/required", p.name+" has no text in a language of the site", fmt.Sprintf("add %s: … to it", langs[0]))
		}
		return out, true
	}
	for _, l := range langs {
		if !has(l) {
			d.add(d.mark(p.key), "key/required", fmt.Sprintf("%s has no text in the language %s", p.name, l), fmt.Sprintf("add %s: … to it", l))
		}
	}
	return out, true
}

// required reports a key that is not written; m is where the group of keys
// begins. One that is told about as a misspelling is not missing too.
func (d *doc) required(pairs []pair, rows []schema.Row, m mark, help, name string) {
	known := schema.RowNames(rows)
	meant := func(p pair) bool { return !slices.Contains(known, p.name) && diag.Nearest(p.name, known) == name }
	if !has(pairs, name) && !slices.ContainsFunc(pairs, meant) {
		d.add(m, "key/required", "there is no "+name, help)
	}
}

// has says whether a key is written.
func has(pairs []pair, key string) bool {
	return slices.ContainsFunc(pairs, func(p pair) bool { return p.name == key })
}
