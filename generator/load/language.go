package load

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"sotto/generator/schema"
	"sotto/generator/site"
)

// language reads the group of a messages file that describes its language.
func (d *decoder) language(pairs []pair, l *site.Language) {
	row := schema.Language()
	var needed []string
	for _, r := range row.Rows {
		if r.Needed {
			needed = append(needed, r.Name)
		}
	}
	i := slices.IndexFunc(pairs, func(p pair) bool { return p.name == row.Name })
	if i < 0 {
		d.add(mark{}, "message/language", "the file does not describe its language",
			"begin it with the group language, as the messages file of another language does: "+list(needed, "and"))
		return
	}
	l.Clock.Hours, l.Numbers.From, l.Numbers.Percent = 24, 1000, "{number}%"
	d.value(row, pairs[i], &group{row: row, value: l})
	if l.MonthsAlone[0] == "" {
		l.MonthsAlone = l.Months
	}
	// They are compared without what stands between and around the words.
	for text := range maps.Clone(l.EmptyLinks) {
		delete(l.EmptyLinks, text)
		l.EmptyLinks[strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.Nd, unicode.Mn) }), " ")] = true
	}
}

// exactly reads a list of as many texts as there is room for.
func (d *decoder) exactly(r *schema.Row, q pair, to any) {
	found := len(d.findings)
	words, _ := d.texts(q, r.Example)
	if len(words) == r.Exactly {
		reflect.Copy(reflect.ValueOf(to).Elem(), reflect.ValueOf(words))
	} else if len(d.findings) == found {
		d.add(d.mark(q.value), "message/language", fmt.Sprintf("%s has %d entries, not %d", q.name, r.Exactly, len(words)),
			fmt.Sprintf("write all %d: %s", r.Exactly, r.Typed()))
	}
}

// form reads a text that must hold each of the slots once, and no other.
func (d *decoder) form(q pair, example string, slots []string) (string, bool) {
	s, ok := d.oneLine(q)
	if !ok {
		return "", false
	}
	bare := s
	for _, slot := range slots {
		bare = strings.Replace(bare, slot, "", 1)
	}
	if len(s)-len(bare) != len(strings.Join(slots, "")) || strings.ContainsAny(bare, "{}") {
		d.add(d.mark(q.value), "message/language", q.name+" holds "+list(slots, "and")+", each once", "write it like this: "+q.name+": "+example)
	}
	return s, true
}

// isClock wants the forms of a clock to hold what its hours need.
func (d *decoder) isClock(g *group) {
	c := g.value.(*site.Clock)
	if c.Hours != 12 && c.Hours != 24 {
		d.add(g.at(d, "hours"), "value/number", "a clock has 12 hours or 24", "write hours: 12 or hours: 24")
		c.Hours = 24
	}
	hour, rest := []string{"{hour}"}, ""
	if c.Hours == 12 {
		hour, rest = append(hour, "{half}"), "{half}"
		for _, key := range []string{"am", "pm"} {
			d.needed(g.pairs, g.row.Rows, d.mark(g.node), "add ", schema.Find(g.row.Rows, key))
		}
	}
	for _, q := range g.pairs {
		switch q.name {
		case "time":
			d.form(q, `"{hour}:{minute}`+rest+`"`, slices.Insert(slices.Clone(hour), 1, "{minute}"))
		case "onTheHour":
			d.form(q, `"{hour}`+rest+`"`, hour)
		}
	}
	if c.OnTheHour == "" {
		c.OnTheHour = c.Time
	}
}

// set reads a list of words to look up, in lower case and without an apostrophe
// in front.
func (d *decoder) set(q pair, example string) map[string]bool {
	words, _ := d.texts(q, example)
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[strings.TrimLeft(strings.ToLower(w), "'’")] = true
	}
	return out
}

// sign reads one character in quotes. A space between digits must not end a
// line, so that it becomes one that does not break.
func (d *decoder) sign(q pair) (string, bool) {
	if q.value.Kind == yaml.ScalarNode && utf8.RuneCountInString(q.value.Value) == 1 {
		return strings.Replace(q.value.Value, " ", "\u00A0", 1), true
	}
	d.add(d.mark(q.value), "message/language", q.name+" is one character", "write it in quotes: "+q.name+`: ","`)
	return "", false
}

func (d *decoder) quotes(r *schema.Row, q pair, to *[4]rune) {
	nodes, ok := d.items(q, r.Example)
	if !ok {
		return
	}
	for i, n := range nodes {
		if i < len(to) && n.Kind == yaml.ScalarNode && utf8.RuneCountInString(n.Value) == 1 {
			to[i], _ = utf8.DecodeRuneInString(n.Value)
		}
	}
	if len(nodes) != len(to) || slices.Contains(to[:], 0) {
		d.add(d.mark(q.value), "message/language", "quotes are four characters: around a quotation, and around one inside it", "write it like this: "+r.Typed())
	}
}
