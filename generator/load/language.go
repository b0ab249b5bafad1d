package load

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"sotto/generator/site"
)

// languageKey is the group of a messages file that describes its language.
const languageKey = "language"

// Its keys, and those of its groups clock and numbers.
var (
	languageKeys = []string{"name", "english", "months", "monthsAlone", "days", "date", "monthYear", "clock", "numbers", "quotes",
		"elisions", "apostropheAfter", "afterNumbers", "together", "emptyLinks"}
	clockKeys   = []string{"hours", "time", "onTheHour", "am", "pm", "noon", "midnight"}
	numbersKeys = []string{"thousands", "decimal", "from"}
)

const (
	exampleClock   = `clock: {hours: 24, time: "{hour}:{minute}"}`
	exampleNumbers = `numbers: {thousands: ",", decimal: "."}`
)

// languageOf reads the group that describes the language.
func (d *doc) languageOf(pairs []pair, l *site.Language) {
	i := slices.IndexFunc(pairs, func(p pair) bool { return p.name == languageKey })
	if i < 0 {
		d.add(mark{}, "message/language", "the file does not describe its language",
			"begin it with the group language, as the messages file of another language does: "+list(languageKeys[:10], "and"))
		return
	}
	group, ok := d.pairs(pairs[i].value, languageKey, "write below it, each on a line of its own: "+list(languageKeys[:10], "and"))
	if !ok {
		return
	}
	for _, p := range group {
		switch p.name {
		case "name":
			l.Name, _ = d.oneLine(p)
		case "english":
			if s, ok := d.oneLine(p); ok {
				l.English = s
			}
		case "months":
			d.exactly(p, l.Months[:], "January, February, …")
			if l.MonthsAlone[0] == "" {
				l.MonthsAlone = l.Months
			}
		case "monthsAlone":
			d.exactly(p, l.MonthsAlone[:], "January, February, …")
		case "days":
			d.exactly(p, l.Days[:], "Monday, Tuesday, …")
		case "date":
			l.Date = d.slots(p, "{day} {month} {year}", "{day}", "{month}", "{year}")
		case "monthYear":
			l.MonthYear = d.slots(p, "{month} {year}", "{month}", "{year}")
		case "clock":
			d.clock(p, &l.Clock)
		case "numbers":
			d.numbers(p, &l.Numbers)
		case "quotes":
			d.quotes(p, l)
		case "elisions":
			l.Elisions = d.set(p, "tis, twas", func(s string) string { return strings.TrimLeft(s, "'’") })
		case "apostropheAfter":
			letters, _ := d.texts(p, "s, n")
			l.ApostropheAfter = strings.Join(letters, "")
		case "afterNumbers":
			l.AfterNumbers = d.set(p, "am, pm, th", nil)
		case "together":
			l.Together = d.set(p, "Dr., No.", nil)
		case "emptyLinks":
			l.EmptyLinks = d.set(p, "here, click here", func(s string) string {
				return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.Nd, unicode.Mn) }), " ")
			})
		default:
			d.unknown(p, languageKeys, nil)
		}
	}
	at := d.mark(pairs[i].key)
	d.required(group, languageKeys, at, "add what the language calls itself, for example name: Cymraeg", "name")
	d.required(group, languageKeys, at, "add what English calls the language, for example english: Welsh", "english")
	d.required(group, languageKeys, at, "add the twelve months as they stand in a date: months: [January, February, …]", "months")
	d.required(group, languageKeys, at, "add the seven days from Monday on: days: [Monday, Tuesday, …]", "days")
	d.required(group, languageKeys, at, `add how a day is written: date: "{day} {month} {year}"`, "date")
	d.required(group, languageKeys, at, `add how a month is written: monthYear: "{month} {year}"`, "monthYear")
	d.required(group, languageKeys, at, "add how a time of day is written: "+exampleClock, "clock")
	d.required(group, languageKeys, at, "add how numbers are written: "+exampleNumbers, "numbers")
	d.required(group, languageKeys, at, "add the marks around a quotation, and around one inside it: quotes: [“, ”, ‘, ’]", "quotes")
}

// exactly reads a list of as many texts as there is room for.
func (d *doc) exactly(p pair, into []string, example string) {
	found := len(d.findings)
	words, _ := d.texts(p, example)
	if len(words) == len(into) {
		copy(into, words)
	} else if len(d.findings) == found {
		d.add(d.mark(p.value), "message/language", fmt.Sprintf("%s has %d entries, not %d", p.name, len(into), len(words)),
			fmt.Sprintf("write all %d: %s: [%s]", len(into), p.name, example))
	}
}

// slots reads a form that must hold each of the slots once, and no other.
func (d *doc) slots(p pair, example string, slots ...string) string {
	s, ok := d.oneLine(p)
	if !ok {
		return ""
	}
	bare := s
	for _, slot := range slots {
		bare = strings.Replace(bare, slot, "", 1)
	}
	if len(s)-len(bare) != len(strings.Join(slots, "")) || strings.ContainsAny(bare, "{}") {
		d.add(d.mark(p.value), "message/language", p.name+" holds "+list(slots, "and")+", each once", "write it like this: "+p.name+`: "`+example+`"`)
	}
	return s
}

// set reads a list of words to look up, in lower case, and as fold writes them.
func (d *doc) set(p pair, example string, fold func(string) string) map[string]bool {
	words, _ := d.texts(p, example)
	out := make(map[string]bool, len(words))
	for _, w := range words {
		if w = strings.ToLower(w); fold != nil {
			w = fold(w)
		}
		out[w] = true
	}
	return out
}

func (d *doc) clock(p pair, c *site.Clock) {
	pairs, ok := d.pairs(p.value, "clock", "write it like this: "+exampleClock)
	if !ok {
		return
	}
	find := func(name string) *pair {
		if i := slices.IndexFunc(pairs, func(p pair) bool { return p.name == name }); i >= 0 {
			return &pairs[i]
		}
		return nil
	}
	c.Hours = 24
	if p := find("hours"); p != nil {
		if n, ok := d.number(*p, 12, 24); ok && n != 12 && n != 24 {
			d.add(d.mark(p.value), "value/number", "a clock has 12 hours or 24", "write hours: 12 or hours: 24")
		} else if ok {
			c.Hours = n
		}
	}
	slots, example := []string{"{hour}", "{minute}"}, "{hour}:{minute}"
	needed := []string{"hours", "time"}
	if c.Hours == 12 {
		slots, example = append(slots, "{half}"), "{hour}:{minute}{half}"
		needed = append(needed, "am", "pm")
	}
	for _, p := range pairs {
		switch p.name {
		case "hours":
		case "time":
			c.Time = d.slots(p, example, slots...)
		case "onTheHour":
			c.OnTheHour = d.slots(p, strings.Replace(example, ":{minute}", "", 1), slices.DeleteFunc(slices.Clone(slots), func(s string) bool { return s == "{minute}" })...)
		case "am":
			c.AM, _ = d.oneLine(p)
		case "pm":
			c.PM, _ = d.oneLine(p)
		case "noon":
			c.Noon, _ = d.oneLine(p)
		case "midnight":
			c.Midnight, _ = d.oneLine(p)
		default:
			d.unknown(p, clockKeys, nil)
		}
	}
	if c.OnTheHour == "" {
		c.OnTheHour = c.Time
	}
	d.required(pairs, clockKeys, d.mark(p.key), "write it like this: "+exampleClock+", or with 12 hours and what stands for {half} before noon and after: "+
		`clock: {hours: 12, time: "{hour}:{minute}{half}", am: am, pm: pm}`, needed...)
}

func (d *doc) numbers(p pair, n *site.Numbers) {
	pairs, ok := d.pairs(p.value, "numbers", "write it like this: "+exampleNumbers)
	if !ok {
		return
	}
	n.From = 1000
	for _, p := range pairs {
		switch p.name {
		case "thousands":
			n.Thousands = d.sign(p)
		case "decimal":
			n.Decimal = d.sign(p)
		case "from":
			if from, ok := d.number(p, 1000, 1_000_000); ok {
				n.From = from
			}
		default:
			d.unknown(p, numbersKeys, nil)
		}
	}
	d.required(pairs, numbersKeys, d.mark(p.key), "write it like this: "+exampleNumbers, "thousands", "decimal")
}

// sign reads one character in quotes. A space between digits must not end a
// line, so that it becomes one that does not break.
func (d *doc) sign(p pair) string {
	if p.value.Kind == yaml.ScalarNode && utf8.RuneCountInString(p.value.Value) == 1 {
		return strings.Replace(p.value.Value, " ", "\u00A0", 1)
	}
	d.add(d.mark(p.value), "message/language", p.name+" is one character", "write it in quotes: "+p.name+`: ","`)
	return ""
}

func (d *doc) quotes(p pair, l *site.Language) {
	nodes, ok := d.items(p, "“, ”, ‘, ’")
	if !ok {
		return
	}
	for i, n := range nodes {
		if i < len(l.Quotes) && n.Kind == yaml.ScalarNode && utf8.RuneCountInString(n.Value) == 1 {
			l.Quotes[i], _ = utf8.DecodeRuneInString(n.Value)
		}
	}
	if len(nodes) != len(l.Quotes) || slices.Contains(l.Quotes[:], 0) {
		d.add(d.mark(p.value), "message/language", "quotes are four characters: around a quotation, and around one inside it", "write it like this: quotes: [“, ”, ‘, ’]")
	}
}
