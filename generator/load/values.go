package load

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"sotto/generator/schema"
	"sotto/generator/site"
)

// decoder reads the values of a document by the rows of the schema.
type decoder struct {
	*doc
	c *config
	p *page // whose front matter this is; nil in other files
	// sets are the names of the sets of words, in rules.yaml.
	sets []string
	// prose are the texts that readers see, as they come.
	prose []site.Prose
}

// group is a group of keys with the value that they fill.
type group struct {
	row   *schema.Row // what it is the value, or one entry of the value, of
	node  *yaml.Node
	pairs []pair
	value any
	up    *group // the group that holds it; nil at the top
}

// at is where a key's value stands; the group itself when it has none.
func (g *group) at(d *decoder, key string) mark {
	for _, p := range g.pairs {
		if p.name == key {
			return d.mark(p.value)
		}
	}
	return d.mark(g.node)
}

// first reads the keys that their neighbours depend on.
func (d *decoder) first(g *group) {
	for _, q := range g.pairs {
		if r := schema.Find(g.row.Rows, q.name); r != nil && r.First {
			d.value(r, q, g)
		}
	}
}

// keys reads a group's other keys. m is where a missing one is told.
func (d *decoder) keys(g *group, m mark, foreign map[string]schema.Counterpart) {
	rows := g.row.Rows
	for _, q := range g.pairs {
		if r := schema.Find(rows, q.name); r == nil {
			d.unknown(q, g.pairs, schema.RowNames(rows), foreign)
		} else if !r.First {
			d.value(r, q, g)
		}
	}
	for i := range rows {
		if rows[i].Needed {
			d.needed(g.pairs, rows, m, "add ", &rows[i])
		}
	}
}

// needed reports a key that must be there and is not.
func (d *decoder) needed(pairs []pair, rows []schema.Row, m mark, add string, r *schema.Row) {
	if has(pairs, r.Name) {
		return
	}
	is := r.Help
	if r.Type == schema.Choice {
		is = list(r.Of, "or")
	}
	d.required(pairs, rows, m, add+r.Typed()+"\n"+r.Name+" is "+is, r.Name)
}

// value reads one key's value, by its row, into where the row leads. It
// returns false when the value cannot be read; a finding says why.
func (d *decoder) value(r *schema.Row, q pair, g *group) bool {
	to := r.Place(g.value)
	switch r.Type {
	case schema.Group:
		inner := &group{row: r, node: q.key, value: to, up: g}
		return d.fill(inner, q.value, r.Name, "write it like this: "+r.Typed())
	case schema.List:
		return d.list(r, q, g, to)
	case schema.Entries:
		return d.entries(r, q, g, to)
	case schema.Line:
		s, ok := d.oneLine(q)
		if d.p != nil && ok && !r.Silent {
			d.say(r, d.p.Lang, q.value, g)
			s = d.state(s, d.quick(q.value))
		}
		return put(s, ok)(to)
	case schema.Bool:
		return put(d.boolean(q))(to)
	case schema.Number:
		return put(d.number(q, r.Least, r.Most))(to)
	case schema.Moment:
		return put(d.date(q, d.c.TimeZone))(to)
	case schema.Day:
		return put(d.day(q, d.c.TimeZone))(to)
	case schema.Instant:
		return put(d.instant(q, d.c.TimeZone))(to)
	case schema.Partial:
		return put(d.partial(q))(to)
	case schema.Names:
		return put(d.names(q))(to)
	case schema.Text, schema.AnyText:
		d.sayAll(r, q, g)
		d.untranslated(r, q)
		return put(d.inLanguages(q, d.c.Languages, r.Type == schema.AnyText))(to)
	case schema.Slug:
		d.p.slug(d.doc, q)
	case schema.Aliases:
		d.aliases(r, q)
	case schema.Choice:
		s, ok := d.oneLine(q)
		return put(s, ok && d.among(r.Name, q.value, s, r.Of))(to)
	case schema.PageLink, schema.Service:
		s, ok := d.oneLine(q)
		switch {
		case d.p == nil:
			d.c.contactAt = d.mark(q.value)
			put(s, ok)(to)
		case ok:
			d.p.leads = append(d.p.leads, lead{r, s, d.quick(q.value)})
		}
	case schema.ServiceIDs:
		return put(d.services(q))(to)
	case schema.Texts, schema.Choices, schema.Weekdays, schema.Countries, schema.Tongues:
		d.words(r, q, g, to)
	default:
		d.setting(r, q, g, to)
	}
	return true
}

// setting reads the types that front matter has no use for.
func (d *decoder) setting(r *schema.Row, q pair, g *group, to any) {
	switch r.Type {
	case schema.ID:
		s, ok := d.oneLine(q)
		if why := nameProblem(s); ok && why != "" {
			ok = d.no(q.value, "value/name", "this cannot be an id: "+why, "write lower case letters, digits and hyphens")
		}
		put(s, ok)(to)
	case schema.Tongue:
		s, ok := d.oneLine(q)
		if ok && !languageCode.MatchString(s) {
			ok = d.no(q.value, "service/code", "a language is two or three lower case letters (ISO 639), not "+s, "write it like this: "+r.Typed())
		}
		put(s, ok)(to)
	case schema.Digits, schema.CellIs:
		put(d.digits(q))(to)
	case schema.Clock:
		put(d.clockTime(q))(to)
	case schema.URL:
		s := d.c.web(d.doc, q)
		put(s, s != "")(to)
	case schema.Sign:
		put(d.sign(q))(to)
	case schema.Form:
		put(d.form(q, r.Example, r.Of))(to)
	case schema.Quotes:
		d.quotes(r, q, to.(*[4]rune))
	case schema.WordSet:
		put(d.set(q, r.Example), true)(to)
	case schema.Letters:
		letters, _ := d.texts(q, r.Example)
		put(strings.Join(letters, ""), true)(to)
	case schema.Source, schema.Place:
		if s, ok := d.oneLine(q); ok {
			ref := ref{what: g.row.Name + ": " + q.name, source: s, mark: d.mark(q.value), one: to.(*string)}
			if r.Type == schema.Place { // the audit checks that the anchor is there
				ref.source, ref.anchor, _ = strings.Cut(s, "#")
			}
			d.c.refs = append(d.c.refs, ref)
		}
	case schema.Sources:
		sources, at := d.texts(q, r.Example)
		for i, s := range sources {
			d.c.refs = append(d.c.refs, ref{what: g.row.Name + ": " + q.name, source: s, mark: d.mark(at[i]), list: to.(*[]string)})
		}
	case schema.SetNames, schema.Parts:
		d.referred(r, q, to)
	case schema.Exit:
		d.exit(q, to.(*site.Section))
	case schema.BaseURL:
		d.c.base(d.doc, q)
	case schema.Zone:
		d.c.timeZone(d.doc, q)
	case schema.Languages:
		d.c.languages(d.doc, q)
	case schema.Files:
		listed, at := d.texts(q, r.Example)
		d.c.listed, d.c.listedAt = listed, d.marks(at)
	case schema.Hosts:
		d.c.outbound(d.doc, q)
	case schema.Nouns:
		put(d.nouns(q), true)(to)
	case schema.WordLists:
		put(d.wordLists(q, r.Example, r.Exactly))(to)
	default:
		// A type without a reader is a mistake of ours, which TestEveryType finds.
		panic("load: no way to read " + string(r.Type) + ", which " + r.Name + " is")
	}
}

// say keeps a text that readers see.
func (d *decoder) say(r *schema.Row, l site.Lang, n *yaml.Node, g *group) {
	m := d.quick(n)
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		m.col++
	}
	key := r.Name
	for ; g != nil && g.row != nil && g.row.Name != ""; g = g.up {
		key = g.row.Name + "." + key
	}
	d.prose = append(d.prose, site.Prose{Key: key, Lang: l, Text: n.Value, Line: m.line, Col: m.col})
}

// sayAll keeps a text in several languages.
func (d *decoder) sayAll(r *schema.Row, q pair, g *group) {
	if q.value.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(q.value.Content); i += 2 {
		if k, v := q.value.Content[i], q.value.Content[i+1]; v.Kind == yaml.ScalarNode {
			d.say(r, site.Lang(k.Value), v, g)
		}
	}
}

// put stores a value that could be read. Named types take their plain ones.
func put[T any](v T, ok bool) func(to any) bool {
	return func(to any) bool {
		if same, is := to.(*T); ok && is {
			*same = v
		} else if ok {
			place := reflect.ValueOf(to).Elem()
			place.Set(reflect.ValueOf(v).Convert(place.Type()))
		}
		return ok
	}
}

// fill reads the keys at n into the group's value.
func (d *decoder) fill(g *group, n *yaml.Node, what, help string) (ok bool) {
	if g.pairs, ok = d.pairs(n, what, help); ok {
		d.keys(g, d.mark(g.node), nil)
		checks[g.row.Check](d, g)
	}
	return ok
}

// list reads a list of groups, each into a new entry of the slice at to.
func (d *decoder) list(r *schema.Row, q pair, up *group, to any) bool {
	nodes, ok := d.items(q, r.Example)
	d.atMost(r, nodes, len(nodes))
	slice := reflect.ValueOf(to).Elem()
	for _, n := range nodes {
		entry := reflect.New(slice.Type().Elem())
		g := &group{row: r, node: n, value: entry.Interface(), up: up}
		if d.fill(g, n, r.What, "write it like this: "+r.Example) {
			slice.Set(reflect.Append(slice, entry.Elem()))
		}
	}
	return ok
}

// entries reads groups by name, each into a new entry of the slice at to.
func (d *decoder) entries(r *schema.Row, q pair, up *group, to any) bool {
	pairs, ok := d.pairs(q.value, r.Name, "write below it: "+r.Example)
	slice := reflect.ValueOf(to).Elem()
	for _, e := range pairs {
		entry := reflect.New(slice.Type().Elem())
		entry.Elem().FieldByName(r.Key).SetString(e.name)
		g := &group{row: r, node: e.key, value: entry.Interface(), up: up}
		if d.named(r.Names, e) && d.fill(g, e.value, r.What, "write it like this: "+r.Example) {
			slice.Set(reflect.Append(slice, entry.Elem()))
		}
	}
	return ok
}

// atMost wants no more good entries than the row allows.
func (d *decoder) atMost(r *schema.Row, nodes []*yaml.Node, good int) {
	if r.Most > 0 && good > r.Most {
		d.no(nodes[r.Most], "value/number", fmt.Sprintf("%s has at most %d entries", r.Name, r.Most), r.MostHelp)
	}
}

// words reads a list of texts, or of some of a few words or codes.
func (d *decoder) words(r *schema.Row, q pair, g *group, to any) {
	if r.Type == schema.Countries && q.value.Kind == yaml.SequenceNode && len(q.value.Content) == 0 {
		return // everywhere
	}
	if r.Exactly > 0 {
		d.exactly(r, q, to)
		return
	}
	list, at := d.texts(q, r.Example)
	switch r.Type {
	case schema.Texts:
		d.atMost(r, q.value.Content, len(list))
		d.statedAll(r, q, g, list)
		put(list, len(list) > 0)(to)
	case schema.Countries:
		d.codes(r, list, at, countryCode, "a country is two capital letters (ISO 3166)")
		put(list, true)(to)
	case schema.Tongues:
		d.codes(r, list, at, languageCode, "a language is two or three lower case letters (ISO 639)")
		put(list, true)(to)
	default:
		out := reflect.ValueOf(to).Elem()
		for i, s := range list {
			if !d.among(r.What, at[i], s, r.Of) {
				continue
			}
			word := reflect.ValueOf(s)
			if r.Type == schema.Weekdays { // from Monday here, from Sunday in Go
				word = reflect.ValueOf(time.Weekday((slices.Index(r.Of, s) + 1) % 7))
			}
			out.Set(reflect.Append(out, word.Convert(out.Type().Elem())))
		}
	}
}

var (
	countryCode  = regexp.MustCompile(`^[A-Z]{2}$`)
	languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)
)

// codes checks a list of country or language codes.
func (d *decoder) codes(r *schema.Row, list []string, at []*yaml.Node, form *regexp.Regexp, what string) {
	for i, s := range list {
		help := "write it like this: " + r.Typed()
		switch {
		case s == "UK" && form == countryCode:
			help = "write GB, the code of the United Kingdom"
		case form.MatchString(s):
			continue
		case form.MatchString(strings.ToUpper(s)):
			help = "write " + strings.ToUpper(s)
		case form.MatchString(strings.ToLower(s)):
			help = "write " + strings.ToLower(s)
		}
		m := d.mark(at[i])
		d.add(m, "service/code", what+", not "+s, help).Fix = d.helped(m, s, help, "")
	}
}

// names reads an id or a translationKey: a path of names.
func (d *decoder) names(q pair) (string, bool) {
	s, ok := d.oneLine(q)
	if why := pathProblem(s); ok && why != "" {
		help := "write lower case letters, digits and hyphens, with / between names"
		if good := slugPath(s); good != "" {
			help = "write " + q.name + ": " + good
		}
		m := d.mark(q.value)
		d.add(m, "value/name", fmt.Sprintf("this cannot be %s: %s", q.name, why), help).Fix = d.helped(m, s, help, q.name)
		ok = false
	}
	return s, ok
}

// aliases reads old addresses; those that cannot be kept become "".
func (d *decoder) aliases(r *schema.Row, q pair) {
	p := d.p
	list, at := d.texts(q, r.Example)
	p.Aliases, p.aliasesAt = list, d.marks(at)
	for i, a := range p.Aliases {
		good, ok := p.alias(a, p.aliasesAt[i])
		if p.Aliases[i] = ""; ok {
			p.Aliases[i] = d.c.BasePath + strings.TrimPrefix(good, "/")
		}
	}
}

// digits reads a telephone number, which YAML may take for a number: what was
// typed is what counts.
func (d *decoder) digits(q pair) (string, bool) {
	if v := q.value; v.Kind == yaml.ScalarNode && (v.Tag == "!!int" || v.Tag == "!!float") && v.Style == 0 {
		return v.Value, true
	}
	return d.oneLine(q)
}

var clockTime = regexp.MustCompile(`^(?:[01][0-9]|2[0-3]):[0-5][0-9]$`)

// clockTime reads a time of day; 24:00 is the end of the day.
func (d *decoder) clockTime(q pair) (string, bool) {
	s := q.value.Value
	if q.value.Kind == yaml.ScalarNode && (clockTime.MatchString(s) || s == "24:00" && q.name == "to") {
		return s, true
	}
	help, right := `write it with four digits and a colon: "09:00"`, ""
	if q.value.Kind == yaml.ScalarNode && clockTime.MatchString("0"+s) {
		right = quote("0" + s)
		help = fmt.Sprintf("write %s: %s", q.name, right)
	}
	if !d.empty(q) {
		d.add(d.mark(q.value), "service/hours", "this is not a time of day", help).Fix = d.bare(q.value, right)
	}
	return "", false
}
